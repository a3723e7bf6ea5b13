"""The front page as editors arrange it: a lead and further pinned stories, in order."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.querysets import PinQuerySet


class Front(models.Model):
    """One row; `version` lets the second of two editors know."""

    version = models.PositiveIntegerField(default=0)
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    arranged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front page")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="articles_front_is_one")]

    def __str__(self) -> str:
        return str(_("Front page"))


class Pin(models.Model):
    """Position 1 is the lead. A pinned story that is not live is passed over."""

    article = models.OneToOneField(Article, models.CASCADE, related_name="pin", verbose_name=_("story"))
    position = models.PositiveIntegerField(_("position"), unique=True)
    until = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Empty: until it is taken off."))

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = _("pinned story")
        verbose_name_plural = _("front page")
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position}. {self.article}"
