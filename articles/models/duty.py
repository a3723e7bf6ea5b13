"""Who may do what where: a group, for the whole paper or for a section and all below it."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The names of the groups made after migrate."""

    REPORTER = "reporter", _("Reporter")
    EDITOR = "editor", _("Editor")
    MODERATOR = "moderator", _("Moderator")
    ADMINISTRATOR = "administrator", _("Administrator")


class Duty(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="duties", verbose_name=_("person"))
    group = models.ForeignKey(Group, models.PROTECT, related_name="+", verbose_name=_("role"))
    section = models.ForeignKey(
        "articles.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("section"),
        help_text=_("With all sections below it. Empty: the whole paper."),
    )

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "group", "section"],
                name="articles_duty_once",
                violation_error_message=_("She has this duty already."),
            ),
            models.UniqueConstraint(
                fields=["user", "group"],
                condition=models.Q(section=None),
                name="articles_duty_once_for_the_paper",
                violation_error_message=_("She has this duty for the whole paper already."),
            ),
        ]

    def __str__(self) -> str:
        place = self.section or _("the whole paper")  # beside the braces: xgettext does not look into them
        role = dict(Role.choices).get(self.group.name, self.group.name)
        return f"{role}, {place}"
