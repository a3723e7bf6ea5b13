"""What a new paper's comments need after migrate: a first version of the standards, to be rewritten by its editors."""

from django.apps import apps as installed
from django.apps.registry import Apps
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

INTRODUCTION = _(
    "Comments are for talking about the story above them. Disagree as sharply as you like with what somebody says; "
    "be civil to whoever says it."
)
CLOSING = _(
    "Moderators decide by these rules and name the rule when they do not accept a comment. On some stories they read "
    "comments before they are shown."
)
RULES = [
    ("insult", _("No insults"), _("Do not insult, threaten or mock other people, in the story or among the readers.")),
    ("off-topic", _("Keep to the story"), _("Write about the story or about what others have said of it.")),
    ("unlawful", _("Nothing unlawful"), _("Nothing that the law forbids: incitement, libel, other people's work.")),
    (
        "private",
        _("No private matters"),
        _("No addresses, telephone numbers or private life: not others', not yours."),
    ),
    ("spam", _("No advertising"), _("No advertising, and not the same thing over and over.")),
]


def install_standards(apps: Apps = installed, using: str = "default", **kwargs: object) -> None:
    """Version 1 in the paper's language, when there is none; nothing while the app is migrated away."""
    try:
        versions = apps.get_model("comments", "Standards").objects.using(using)
        rules = apps.get_model("comments", "Rule").objects.using(using)
    except LookupError:
        return
    if versions.exists():
        return
    with translation.override(settings.LANGUAGE_CODE):
        first = versions.create(version=1, introduction=str(INTRODUCTION), closing=str(CLOSING), at=timezone.now())
        for place, (code, title, text) in enumerate(RULES, start=1):
            rules.create(standards=first, code=code, title=str(title), text=str(text), position=place)
