"""The desk's search: words of a story's headlines, standfirst and text, and where they are kept.

A word is found in all of a story by its beginning, and in headlines and standfirst by any three letters or more inside.
Of one to three letters it is found in the text as a whole word. Words in Hangul, Chinese characters and kana are found
by any part: their pieces are two letters each. Several words must all be there. Signs mean nothing.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.models import BooleanField, F, Func, Q, QuerySet

from articles import body
from articles.models import Words
from articles.snapshot import Snapshot, text_of

DENSE = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\ua960-\ua97f\uac00-\ud7ff\U00020000-\U0003ffff"
RUN = re.compile(f"[{DENSE}]+|[^\\W_{DENSE}]+")
IS_DENSE = re.compile(f"[{DENSE}]")
INSIDE = "_"  # before three letters that stand anywhere in a word of the headlines; no word begins with it
HEADLINES = ("headline", "short_headline", "standfirst")
LONGEST = 40  # letters of a word
MOST_PIECES = 20_000  # of a story; PostgreSQL takes a million letters
MOST_WORDS = 20  # of a search
MOST_FOUND = 10_000  # newest stories with a word, of which a list shows the last saved
MOST_NARROWED = 20_000  # the same where a filter or a duty takes most of them away
BEGINNING = 4  # letters with which a word may be cut short


def runs(text: str) -> Iterator[str]:
    """Words in one spelling; where scripts meet, a word ends."""
    for run in RUN.findall(unicodedata.normalize("NFKC", text).casefold()):
        yield run if IS_DENSE.match(run) else run[:LONGEST]


def parts(word: str, length: int) -> list[str]:
    return [word[place : place + length] for place in range(len(word) - length + 1)]


def pieces(headlines: str, texts: Iterable[str]) -> str:
    """What a search may name of a story, each piece once."""
    found: dict[str, None] = {}
    for run in runs(headlines):
        if not IS_DENSE.match(run):
            found.update(dict.fromkeys(INSIDE + part for part in parts(run, 3)))
    for text in (headlines, *texts):
        for run in set(runs(text)):
            found.update(dict.fromkeys([*parts(run, 2), run[-1]] if IS_DENSE.match(run) else [run]))
    return " ".join(list(found)[:MOST_PIECES])


def headlines_of(data: Snapshot) -> str:
    return " ".join(data[name] for name in HEADLINES)


def pieces_of(data: Snapshot) -> str:
    return pieces(headlines_of(data), map(text_of, data["body"]))


class Spelling(NamedTuple):
    """How a database is asked for pieces."""

    whole: str
    begun: str
    both: str
    either: str
    newest: str  # takes the question and the number of keys
    among: str  # takes the keys as one value


SPELLINGS = {
    "sqlite": Spelling(
        '"{}"',
        '"{}"*',
        " AND ",
        " OR ",
        "SELECT rowid FROM articles_words_index WHERE articles_words_index MATCH %s ORDER BY rowid DESC LIMIT %s",
        "IN (SELECT value FROM json_each(%s))",
    ),
    "postgresql": Spelling(
        "'{}'",
        "'{}':*",
        " & ",
        " | ",
        "SELECT articles_newest(%s::tsquery, %s)",
        "IN (SELECT value::bigint FROM json_array_elements_text(%s::json))",
    ),
}


def question(words: Collection[str], spelling: Spelling) -> str:
    """The words as the database's own language asks for them; they are letters and digits alone."""

    def each(found: list[str]) -> str:
        return f"({spelling.both.join(spelling.whole.format(piece) for piece in found)})"

    def one(word: str) -> str:
        if IS_DENSE.match(word):
            return each(parts(word, 2)) if len(word) > 1 else spelling.begun.format(word)
        said = (spelling.begun if len(word) >= BEGINNING else spelling.whole).format(word)
        inside = [INSIDE + part for part in parts(word, 3)]
        return f"({said}{spelling.either}{each(inside)})" if inside else said

    return spelling.both.join(one(word) for word in words)


class Among(Func):
    """Whether a key is one of very many, which are one value to the database."""

    output_field = BooleanField()

    def __init__(self, key: Any, keys: Collection[int]) -> None:
        super().__init__(key)
        self.keys = json.dumps(list(keys))

    def as_sql(self, compiler: Any, connection: Any, **kwargs: Any) -> tuple[str, list[Any]]:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"{sql} {SPELLINGS[connection.vendor].among}", [*params, self.keys]


def newest(words: Collection[str], most: int) -> list[int]:
    """Keys of the newest stories that have all the words; one query."""
    spelling = SPELLINGS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(spelling.newest, [question(words, spelling), most])
        return [key for (key,) in cursor.fetchall()]


def found(rows: QuerySet, words: str) -> QuerySet:
    """Those of the stories that have all the words. The index is asked at once, and once for all that a list counts.

    Of a word that is in very many stories, the newest MOST_FOUND are looked at; MOST_NARROWED where a filter or a duty
    narrows the list.
    """
    asked = list(dict.fromkeys(runs(words)))[:MOST_WORDS]
    if not asked:
        return rows.none()
    return rows.filter(Among(F("pk"), newest(asked, MOST_NARROWED if rows.query.where else MOST_FOUND)))


def keep(article_id: int, version: int, data: Snapshot) -> None:
    """After a save; one statement."""
    write(Words, [Words(article_id=article_id, version=version, pieces=pieces_of(data))])


def write(model: type[Words], rows: list[Words]) -> None:
    model.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["article"], update_fields=["version", "pieces"]
    )


def stale(apps: Apps) -> QuerySet:
    """Keys of the stories whose words are missing or of another version; walks through all of them."""
    articles = apps.get_model("articles", "Article").objects.order_by("pk")
    return articles.filter(Q(words=None) | ~Q(words__version=F("version"))).values_list("pk", flat=True)


@transaction.atomic
def refill(apps: Apps, ids: Collection[int]) -> None:
    """Makes the words of these stories anew, from rows alone, so that a migration can; four statements."""
    texts: dict[int, list[str]] = {pk: [] for pk in ids}
    for name, column in (("TextBlock", "html"), ("PullQuoteBlock", "text")):
        blocks = apps.get_model("articles", name).objects.filter(parent__in=ids)
        for parent, text in blocks.values_list("parent_id", column):
            texts[parent].append(body.plain(text) if name == "TextBlock" else text)
    articles = apps.get_model("articles", "Article").objects.select_for_update(of=("self",)).filter(pk__in=ids)
    model = apps.get_model("articles", "Words")
    write(
        model,
        [
            model(article_id=pk, version=version, pieces=pieces(" ".join(headlines), texts[pk]))
            for pk, version, *headlines in articles.values_list("pk", "version", *HEADLINES)
        ],
    )
