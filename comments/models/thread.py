"""The conversation below one story, and what its section says about conversations."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.querysets import ThreadQuerySet
from comments.states import Mode


class Thread(models.Model):
    """Made with the first comment or setting. `sequence` rises whenever something visible changes."""

    article = models.OneToOneField("articles.Article", models.PROTECT, related_name="+", verbose_name=_("story"))
    mode = models.CharField(_("comments"), max_length=12, choices=Mode.choices, default=Mode.INHERIT)
    closes_at = models.DateTimeField(
        _("closes"), null=True, blank=True, help_text=_("Empty: some days after publication, as the section says.")
    )
    public_count = models.PositiveIntegerField(_("shown"), default=0, editable=False)
    waiting_count = models.PositiveIntegerField(_("waiting"), default=0, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mode__in=Mode.values),
                name="comments_thread_mode_is_known",
                violation_error_message=_("Choose how this conversation takes comments."),
            )
        ]

    def __str__(self) -> str:
        return f"thread {self.pk}"


class SectionPolicy(models.Model):
    """What holds in a section and below it, until a section further down says otherwise."""

    section = models.OneToOneField("articles.Section", models.PROTECT, related_name="+", verbose_name=_("section"))
    mode = models.CharField(_("comments"), max_length=12, choices=Mode.choices, default=Mode.INHERIT)
    close_after_days = models.PositiveSmallIntegerField(
        _("closed after days"), null=True, blank=True, help_text=_("Empty: as above this section. 0: never.")
    )

    class Meta:
        verbose_name = _("section's comment policy")
        verbose_name_plural = _("sections' comment policies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mode__in=Mode.values),
                name="comments_sectionpolicy_mode_is_known",
                violation_error_message=_("Choose how this section takes comments."),
            )
        ]

    def __str__(self) -> str:
        return f"policy of section {self.section_id}"
