"""What a word means: the editors' glossary first, then the offline English dictionary, inflected forms found."""

from sqlite3 import Connection
from typing import NamedTuple

from django.conf import settings
from django.db.models.functions import Lower
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
MIN_PART = 4  # shorter English words within a phrase say nothing: the, and, of


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
    """One query for the glossary and one reading of the file; None for an unknown, empty or overlong word."""
    word = normal(word)
    if not word:
        return None
    # Of a phrase that is no entry the longest part that is one, and then each of its longer words.
    parts = [word, *(part for part in windows(word) if part != word)]
    explained = _glossary(parts, language)
    entries: list[Entry] = []
    with wordfile.open_for_reading(settings.DICTIONARY_FILE) as file:
        for part in parts:
            if part != word and part.isascii() and len(part) < MIN_PART:
                continue
            # A foreign word in another language's story is looked up only when it can be English.
            english = _in_english(file, part) if file and (language == "en" or part.isascii()) else []
            entries += [*explained.get(part, []), *english]
            if entries and (part == word or " " in part):
                break
    return Meaning(word, tuple(dict.fromkeys(entries))[:MAX_ENTRIES]) if entries else None


def tried(word: str, language: str = "en") -> list[str]:
    """The forms that were looked for, for a page that has to say that it found none."""
    word = normal(word)
    return list(dict.fromkeys([word, *(base.word for base in bases(word, language))])) if word else []


def has_english() -> bool:
    return settings.DICTIONARY_FILE.is_file()


def _glossary(parts: list[str], language: str) -> dict[str, list[Entry]]:
    """Part -> the editors' entry for it or for a form of it; one query."""
    forms = {part: tried(part, language) for part in parts}
    # SQLite lowers A to Z alone, so "École" is asked for by its capital too.
    keys = {key for found in forms.values() for form in found for key in (form, form.capitalize())}
    rows = GlossaryEntry.objects.annotate(key=Lower("word")).filter(key__in=keys, language=language)
    known = {normal(row.word): Entry(row.word, (Sense("", (row.meaning,)),), is_glossary=True) for row in rows}
    return {part: [known[form] for form in found if form in known][:1] for part, found in forms.items()}


def _in_english(file: Connection, word: str) -> list[Entry]:
    own = wordfile.read(file, word)
    if own is None and word not in IRREGULAR:
        return _of_bases(file, bases(word, "en"))
    # Forms that the tables know come before those that the dictionary, an old book, gives: "went" of "wend".
    pointers = [Base(target) for part, texts in own or [] if part == wordfile.FORM_OF for target in texts]
    others = [_entry(file, base) for base in IRREGULAR.get(word, pointers)]
    if not others and word.endswith(("ed", "ing")):
        others = _of_bases(file, [base for base in bases(word, "en") if base.kinds == ("v",)])
    found = [*others, _shown(word, own or [])] if _is_mere_form(word, own) else [_shown(word, own or []), *others]
    return list({entry.word: entry for entry in found if entry}.values())


def _is_mere_form(word: str, own: wordfile.Senses | None) -> bool:
    """Whether the base says more than the word's own entry: "ran", and "stopped", a short adjective."""
    if not own or own[0][0] == wordfile.FORM_OF:
        return True
    return word.endswith("ed") and [(parts, len(texts) < 3) for parts, texts in own] == [("a", True)]


def _of_bases(file: Connection, candidates: list[Base]) -> list[Entry]:
    return next(([entry] for base in candidates if (entry := _entry(file, base))), [])


def _entry(file: Connection, base: Base, hops: int = 2) -> Entry | None:
    """The base's senses, those first whose part of speech can be inflected so; None when it has no such part.

    A base that is itself only a form or a spelling of another word leads on to that.
    """
    senses = wordfile.read(file, base.word)
    if not senses:
        return None
    if all(part == wordfile.FORM_OF for part, texts in senses):
        return _entry(file, Base(senses[0][1][0], base.kinds), hops - 1) if hops else None
    fitting = [sense for sense in senses if set(sense[0].split()) & set(base.kinds)]
    if base.kinds and not fitting:
        return None
    return _shown(base.word, [*fitting, *(sense for sense in senses if sense not in fitting)])


def _shown(word: str, senses: wordfile.Senses) -> Entry | None:
    kept = tuple(Sense(_label(parts), tuple(texts)) for parts, texts in senses if parts != wordfile.FORM_OF)
    return Entry(word, kept) if kept else None


def _label(parts: str) -> str:
    return ", ".join(str(PARTS[part]) for part in parts.split())
