"""What readers do with another's comment: recommend it, or report it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.querysets import ReportQuerySet


class Recommendation(models.Model):
    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="recommendations")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recommendations")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reader"],
                name="comments_recommendation_once",
                violation_error_message=_("You have recommended this comment already."),
            )
        ]

    def __str__(self) -> str:
        return f"recommendation {self.pk}"


class Report(models.Model):
    """By a reader or, signed out, by the keyed hash of an address. `reason` is the code of a rule."""

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="reports")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="comment_reports"
    )
    address = models.CharField(max_length=32, blank=True)
    reason = models.SlugField(_("reason"), max_length=30)
    text = models.CharField(_("in your words"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))
    handled_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [models.Index(fields=["comment", "handled_at"], name="comments_report_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reader__isnull=False, address="") | Q(reader=None) & ~Q(address=""),
                name="comments_report_has_one_sender",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="comments_report_has_a_reason",
                violation_error_message=_("Choose what is wrong with the comment."),
            ),
            models.UniqueConstraint(
                fields=["comment", "reader"],
                condition=Q(reader__isnull=False, handled_at=None),
                name="comments_report_open_once_a_reader",
                violation_error_message=_("You have reported this comment already. A moderator will look at it."),
            ),
            models.UniqueConstraint(
                fields=["comment", "address"],
                condition=Q(reader=None, handled_at=None),
                name="comments_report_open_once_an_address",
                violation_error_message=_("This comment was reported from here already. A moderator will look at it."),
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"
