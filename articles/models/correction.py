"""A correction: a public note tied to the edition before and the edition after."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.edition import Edition
from articles.querysets import CorrectionQuerySet


class Correction(models.Model):
    article = models.ForeignKey(Article, models.PROTECT, related_name="corrections")
    before = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    after = models.OneToOneField(Edition, models.PROTECT, related_name="correction")
    note = models.TextField(_("note"), max_length=1000)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at"]
        indexes = [models.Index(fields=["-at", "-id"], name="articles_correction_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(note=""),
                name="articles_correction_says_what",
                violation_error_message=_("Say in a sentence what was wrong and what is right."),
            )
        ]

    def __str__(self) -> str:
        return self.note[:80]
