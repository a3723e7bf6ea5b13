"""That a reader may not comment: for a time, or until further notice."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from comments.querysets import SanctionQuerySet


class Kind(models.TextChoices):
    SUSPENSION = "suspend", _("Suspended")
    BAN = "ban", _("Banned")


class Sanction(models.Model):
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sanctions", verbose_name=_("reader")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason, shown to the reader"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["-id"]
        indexes = [models.Index(fields=["person", "-id"], name="comments_sanction_by_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.SUSPENSION, until__isnull=False, until__gt=F("at"))
                | Q(kind=Kind.BAN, until=None),
                name="comments_sanction_suspension_ends",
                violation_error_message=_("A suspension ends at a later moment; a ban has no end. Choose one."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="comments_sanction_has_a_reason",
                violation_error_message=_("Say why, in a sentence that the reader will see."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None) | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="comments_sanction_lifted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"sanction {self.pk}"
