"""What a word means: the editors' glossary first, then the offline English dictionary, inflected forms found."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import wordfile
from articles.lemmas import IRREGULAR, Base, bases, normal, windows
from articles.models import GlossaryEntry

PARTS = {
    "n": _("noun"),
    "v": _("verb"),
    "a": _("adjective"),
    "adv": _("adverb"),
    "pron": _("pronoun"),
    "prep": _("preposition"),
    "conj": _("conjunction"),
    "interj": _("exclamation"),
}
MAX_ENTRIES = 3


class Sense(NamedTuple):
    """Texts that share a part of speech, which is empty when none is known."""

    part: str
    texts: tuple[str, ...]


class Entry(NamedTuple):
    word: str
    senses: tuple[Sense, ...]
    is_glossary: bool = False


class Meaning(NamedTuple):
    """At least one entry; `asked` is the word as it was looked for: "talks", whose entry is "talk"."""

    asked: str
    entries: tuple[Entry, ...]

    @property
    def word(self) -> str:
        return self.entries[0].word


def look_up(word: str, language: str = "en") -> Meaning | None:
    """One query for the glossary and one read of the file; None for an unknown, empty or overlong word."""
    word = normal(word)
    if not word:
        return None
    entries = _find(word, language)
    shorter = windows(word) if not entries else []
    if len(shorter) > 1:
        # Of a phrase that is no entry the longest part that is one; a single small word says nothing.
        known = (
            found for part in shorter if " " in part or len(part) > 3 for found in [_find(part, language)] if found
        )
        entries = next(known, [])
    return Meaning(word, tuple(entries[:MAX_ENTRIES])) if entries else None


def tried(word: str, language: str = "en") -> list[str]:
    """The forms that were looked for, for a page that has to say that it found none."""
    word = normal(word)
    return list(dict.fromkeys([word, *(base.word for base in bases(word, language))])) if word else []


def has_english() -> bool:
    return settings.DICTIONARY_FILE.is_file()


def _find(word: str, language: str) -> list[Entry]:
    explained = _in_glossary(word, language)
    # A foreign word in another language's story is looked up only when it can be English.
    return explained + (_in_english(word) if language == "en" or word.isascii() else [])


def _in_glossary(word: str, language: str) -> list[Entry]:
    forms = tried(word, language)
    wanted = Q()
    for form in forms:
        wanted |= Q(word__iexact=form)
    found = {normal(row.word): row for row in GlossaryEntry.objects.filter(wanted, language=language)}
    row = next((found[form] for form in forms if form in found), None)
    return [Entry(row.word, (Sense("", (row.meaning,)),), is_glossary=True)] if row else []


def _in_english(word: str) -> list[Entry]:
    with wordfile.open_for_reading(settings.DICTIONARY_FILE) as connection:
        if connection is None:
            return []
        senses = wordfile.read(connection, word)
        if senses is None and word not in IRREGULAR:
            return _of_a_base(connection, bases(word, "en"))
        # Forms that the tables know come before those that the dictionary, an old book, gives for "went" (wend).
        targets = list(IRREGULAR.get(word, ()))
        pointers = [target for part, texts in senses or [] if part == wordfile.FORM_OF for target in texts]
        others = [_entry(connection, target) for target in targets or pointers]
        own = _shown(word, senses or [])
        is_form_first = not senses or senses[0][0] == wordfile.FORM_OF
        found = [*others, own] if is_form_first else [own, *others]
        return list({entry.word: entry for entry in found if entry is not None}.values())


def _of_a_base(connection: wordfile.sqlite3.Connection, candidates: list[Base]) -> list[Entry]:
    for base in candidates:
        entry = _entry(connection, base.word)
        parts = {part for sense in wordfile.read(connection, base.word) or [] for part in sense[0].split()}
        if entry is not None and (not base.kinds or parts & set(base.kinds) or parts == {wordfile.FORM_OF}):
            return [entry]
    return []


def _entry(connection: wordfile.sqlite3.Connection, word: str, hops: int = 2) -> Entry | None:
    """The word's own senses; when it has none, those of the word it is a form of."""
    senses = wordfile.read(connection, word)
    if not senses:
        return None
    shown = _shown(word, senses)
    return shown if shown or not hops else _entry(connection, senses[0][1][0], hops - 1)


def _shown(word: str, senses: wordfile.Senses) -> Entry | None:
    kept = tuple(Sense(_label(parts), tuple(texts)) for parts, texts in senses if parts != wordfile.FORM_OF)
    return Entry(word, kept) if kept else None


def _label(parts: str) -> str:
    return ", ".join(str(PARTS[part]) for part in parts.split())
