"""The dictionary's own file: SQLite, one compressed row a word, written whole and only read afterwards."""

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

# What a row holds, in the dictionary's order: parts of speech ("n", "v a"), then the texts of the senses.
# The part "->" stands for "a form of", followed by the words it is a form of.
Senses = list[tuple[str, list[str]]]
FORM_OF = "->"
FORMAT = "newsroom words 1"


def write(file: Path, entries: Iterable[tuple[str, Senses]]) -> int:
    """The number of words written; the file appears complete or not at all, also when two processes write it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("CREATE TABLE about (format TEXT NOT NULL, word_count INTEGER NOT NULL)")
            connection.execute("CREATE TABLE word (word TEXT PRIMARY KEY, senses BLOB NOT NULL) WITHOUT ROWID")
            connection.execute("BEGIN")
            rows = ((word, _pack(senses)) for word, senses in entries)
            count = connection.executemany("INSERT INTO word VALUES (?, ?)", rows).rowcount
            connection.execute("INSERT INTO about VALUES (?, ?)", (FORMAT, max(count, 0)))
            connection.execute("COMMIT")
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return max(count, 0)


def word_count(file: Path) -> int:
    """0 when there is no such file, or none that this version reads."""
    try:
        with open_for_reading(file) as connection:
            if connection is None:
                return 0
            row = connection.execute("SELECT format, word_count FROM about").fetchone()
    except sqlite3.DatabaseError:
        return 0
    return row[1] if row and row[0] == FORMAT else 0


@contextmanager
def open_for_reading(file: Path) -> Iterator[sqlite3.Connection | None]:
    """None when the file is missing. Opening costs about 50 microseconds, so nothing is kept between look-ups."""
    if not file.is_file():
        yield None
        return
    address = f"file:{quote(str(file))}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        yield connection


def read(connection: sqlite3.Connection, word: str) -> Senses | None:
    row = connection.execute("SELECT senses FROM word WHERE word = ?", (word,)).fetchone()
    return [(part, texts) for part, texts in json.loads(zlib.decompress(row[0]))] if row else None


def _pack(senses: Senses) -> bytes:
    return zlib.compress(json.dumps(senses, ensure_ascii=False, separators=(",", ":")).encode(), 9)
