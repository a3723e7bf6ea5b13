"""The same words by the same reader: twice in one conversation, or anywhere within ten minutes."""

from datetime import timedelta

from django.utils.translation import gettext as _

from comments.automod.findings import Draft, Finding
from comments.questions import latest
from comments.text import folded

SOON = timedelta(minutes=10)
SHORT = 12  # folded letters; “Thank you” may be said twice in a conversation


def check(draft: Draft) -> list[Finding]:
    """One query over the author's latest comments."""
    said = folded(draft.text) or draft.text
    for text, thread, at in latest(draft.author.pk):
        is_soon = abs(draft.at - at) < SOON
        is_here = thread == draft.thread.pk and (is_soon or len(said) > SHORT)
        if (is_here or is_soon) and (folded(text) or text) == said:
            return [Finding("repeated", _("You have said this already. Say something new, or leave it at that."))]
    return []
