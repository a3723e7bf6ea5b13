"""The name a reader goes by: any script, nothing invisible, never a look-alike of the paper's own people."""

import secrets
import unicodedata
from collections.abc import Iterator
from typing import Any

import regex
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.accounts.models import User
from newsroom.accounts.skeletons import skeleton

SHORTEST, LONGEST = 2, 40  # graphemes
MARKS_IN_A_ROW = 4
PUNCTUATION = " -'’.·・,_"
# A reader may not sound like someone who speaks for the paper. Long words count inside other words too.
OFFICES = [
    *("admin", "administrator", "editor", "editorial", "editors", "mod", "moderator", "newsroom", "official", "press"),
    *("reporter", "staff", "support", "team"),
    *("관리자", "기자", "모더레이터", "운영자", "운영진", "편집국", "편집자", "편집장"),
]
ANYWHERE = [word for office in OFFICES for word in skeleton(office) if len(office) >= 8 or not office.isascii()]
WHOLE = {word for office in OFFICES for word in skeleton(office)}
MIXED = regex.compile(r"\p{Latin}.*[\p{Cyrillic}\p{Greek}\p{Armenian}]|[\p{Cyrillic}\p{Greek}\p{Armenian}].*\p{Latin}")


def tidy(text: str) -> str:
    """NFC, one space between words, and without the signs that a name may not have."""
    kept = "".join(sign if _may_stand(sign) else " " * sign.isspace() for sign in unicodedata.normalize("NFC", text))
    return " ".join(kept.split())


def refuse(name: str, *, besides: Any = None) -> str:
    """Why this name cannot be taken, as a sentence for the reader, or nothing. `besides` is the person herself."""
    return _misshapen(name) or _sounds_official(name) or _looks_like_ours(name, besides)


def suggest(raw: str) -> str:
    """The name from a social account made fit for us, or a neutral one when it cannot be."""
    name = "".join(regex.findall(r"\X", tidy(raw))[:LONGEST]).strip()[: User._meta.get_field("name").max_length]
    if name and not refuse(name):
        return name
    return _("Reader %(number)s") % {"number": 1000 + secrets.randbelow(9000)}


class NameForm(forms.ModelForm):
    """For the reader's own page; `instance` is the signed-in person."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("Shown beside your comments. 2 to 40 letters, in any script."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    class Meta:
        model = User
        fields = ["name"]

    def clean_name(self) -> str:
        name = " ".join(unicodedata.normalize("NFC", self.cleaned_data["name"]).split())
        if sentence := refuse(name, besides=self.instance):
            raise ValidationError(sentence)
        return name


def _may_stand(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LMN" or sign in PUNCTUATION


def _misshapen(name: str) -> str:
    if not SHORTEST <= len(regex.findall(r"\X", name)) <= LONGEST or len(name) > 80:
        return _("Choose a name of 2 to 40 letters.")
    if any(not _may_stand(sign) for sign in name) or not skeleton(name):
        return _("Use letters, numbers, spaces and simple punctuation only.")
    if regex.search(rf"\p{{Mn}}{{{MARKS_IN_A_ROW},}}", unicodedata.normalize("NFD", name)):
        return _("Use fewer accents on one letter.")
    if MIXED.search(name):
        return _("Write the whole name in one alphabet.")
    return ""


def _sounds_official(name: str) -> str:
    words = skeleton(name)
    joined = "".join(words)
    official = joined in WHOLE or WHOLE & set(words) or any(word in joined for word in ANYWHERE)
    return _("This name sounds like one of the newsroom. Choose another.") if official else ""


def _looks_like_ours(name: str, besides: Any) -> str:
    words = skeleton(name)
    joined = "".join(words)
    for ours in _our_names(besides):
        theirs = skeleton(ours)
        if theirs and (joined == "".join(theirs) or (len(theirs) > 1 and _follow(theirs, words))):
            return _("This name is too close to a name of the newsroom. Choose another.")
    return ""


def _follow(some: list[str], words: list[str]) -> bool:
    """Whether `some` stand among the words, one after another."""
    return any(words[start : start + len(some)] == some for start in range(len(words) - len(some) + 1))


def _our_names(besides: Any) -> Iterator[str]:
    """Names of staff, of the paper, and of the models that settings name (authors); a person's own are free to her."""
    own = besides.pk if besides else None
    if settings.NEWSROOM_NAME:
        yield settings.NEWSROOM_NAME
    for name, username in User.objects.filter(is_staff=True).exclude(pk=own).values_list("name", "username"):
        yield from filter(None, (name, username))
    for label in settings.GUARDED_NAMES:
        for name, user_id in apps.get_model(label).objects.values_list("name", "user_id"):
            if own is None or user_id != own:
                yield name
