"""The comment policy. A version that stands is never changed: decisions and readers refer to its words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.querysets import StandardsQuerySet


class Standards(models.Model):
    """Plain text; an empty line parts paragraphs."""

    version = models.PositiveIntegerField(_("version"), unique=True, editable=False)
    introduction = models.TextField(_("introduction"), max_length=5000)
    closing = models.TextField(_("how we decide, and how to complain"), max_length=5000, blank=True)
    at = models.DateTimeField(_("in force since"), editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")

    objects = StandardsQuerySet.as_manager()

    class Meta:
        verbose_name = _("standards")
        verbose_name_plural = _("standards")
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(condition=Q(version__gt=0), name="comments_standards_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"standards {self.version}"


class Rule(models.Model):
    """One of the standards' rules; the same code means the same rule through all versions."""

    standards = models.ForeignKey(Standards, models.PROTECT, related_name="rules")
    code = models.SlugField(_("code"), max_length=30, help_text=_("Short and lasting, such as “insult”."))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=2000)
    position = models.PositiveIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["standards", "code"],
                name="comments_rule_code_once",
                violation_error_message=_("Two rules have this code. Give each its own."),
            )
        ]

    def __str__(self) -> str:
        return self.title
