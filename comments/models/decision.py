"""What a moderator decided about a comment; rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.states import State


class Decision(models.Model):
    comment = models.ForeignKey("comments.Comment", models.PROTECT, related_name="decisions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("moderator"))
    at = models.DateTimeField(_("at"))
    before = models.CharField(max_length=8, choices=State.choices)
    after = models.CharField(_("decision"), max_length=8, choices=State.choices)
    rule = models.ForeignKey("comments.Rule", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("note to the author"), max_length=500, blank=True)
    text_number = models.PositiveIntegerField()  # the text she saw

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-id"]
        indexes = [models.Index(fields=["comment", "-id"], name="comments_decision_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(after=State.REJECTED) | Q(rule__isnull=False),
                name="comments_decision_rejection_names_a_rule",
                violation_error_message=_("Choose the rule that the comment breaks: its author will see it."),
            ),
            models.CheckConstraint(
                condition=Q(before__in=State.values, after__in=State.values),
                name="comments_decision_states_are_known",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"
