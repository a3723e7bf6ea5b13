"""What readers and moderators send, turned into values of the acts; sentences come from the acts."""

import re
from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

KEY = re.compile(r"[0-9a-zA-Z-]{8,64}")  # made by the page, so that a comment sent twice is taken once


def sound_key(sent: QueryDict) -> str:
    """Empty where there is none, and the next page makes a new one."""
    key = sent.get("key", "")
    return key if KEY.fullmatch(key) else ""


def key_and_text(sent: QueryDict) -> dict[str, str]:
    """Of a comment; the acts look at the text. No form: it cost a twentieth of a comment. Raises ValidationError."""
    key = sound_key(sent)
    if not key:
        raise ValidationError(_("The page is out of date. Load it again and send your comment once more."))
    return {"key": key, "text": sent.get("text", "")}


class ReportForm(forms.Form):
    reason = forms.SlugField(max_length=30, required=False)
    details = forms.CharField(max_length=500, required=False)

    def reason_and_text(self) -> dict[str, str]:
        if not self.is_valid():
            raise ValidationError(_("Shorten your words to 500 characters and send the report again."))
        return {"reason": self.cleaned_data["reason"], "text": self.cleaned_data["details"]}


class SanctionForm(forms.Form):
    """How long a reader is kept from commenting, and why."""

    HOURS = [("3", _("3 hours")), ("24", _("A day")), ("168", _("A week")), ("720", _("30 days"))]

    hours = forms.ChoiceField(
        label=_("For"), choices=[*HOURS, ("", _("Until further notice"))], required=False, initial="24"
    )
    reason = forms.CharField(
        label=_("Reason, shown to the reader"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def until(self, at: datetime) -> datetime | None:
        """The end, or None for a ban."""
        hours = self.cleaned_data["hours"]
        return at + timedelta(hours=int(hours)) if hours else None
