"""A paper moves from SQLite to PostgreSQL, and whatever cannot move or did not arrive is named."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from newsroom.tests.demo_server import DemoPaper
from newsroom.tests.fixtures import fresh_database

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="a paper moves to PostgreSQL")

SCENE = """
from articles.tests import make
from newsroom.tests import scene
scene.build(make.user("Aino"))
"""
PAGES = """
import hashlib
from django.conf import settings
from django.test import Client, override_settings
from articles.models import Edition
from newsroom.tests.fixtures import PLAIN_STATIC
client = Client(SERVER_NAME="localhost")
found = [edition.get_absolute_url() for edition in Edition.objects.live().order_by("pk")]
with override_settings(STORAGES=settings.STORAGES | {"staticfiles": PLAIN_STATIC}):
    for url in ["/", "/corrections/", "/sitemap.xml", *found, *(f"{url}comments/" for url in found)]:
        answer = client.get(url)
        print(url, answer.status_code, hashlib.sha256(answer.content).hexdigest())
"""
NEW_ROWS = """
from articles.models import Topic
from comments.models import RateCounter
from newsroom.accounts.models import User
print(Topic.objects.create(name="New", slug="new").pk, User.objects.create(username="new").pk)
"""


def paper(folder: Path, **more: str) -> DemoPaper:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return DemoPaper("", folder, kept | {"NEWSROOM_DEMO": "1", "NEWSROOM_VAR": str(folder)} | more)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> DemoPaper:
    """A paper on SQLite with stories in every state; nobody writes to it."""
    made = paper(tmp_path_factory.mktemp("source"))
    made.manage("migrate", "--verbosity", "0")
    made.manage("createcachetable")
    made.manage("shell", "--no-imports", "-c", SCENE)
    return made


@pytest.fixture
def file(source: DemoPaper, tmp_path: Path) -> Path:
    """A copy of its file that a test may change."""
    return shutil.copy(source.folder / "newsroom.sqlite3", tmp_path / "copy.sqlite3")


def migrated(source: DemoPaper, purpose: str) -> DemoPaper:
    """PostgreSQL with tables and no rows, beside the same pictures."""
    target = paper(source.folder, DATABASE_URL=fresh_database(os.environ["DATABASE_URL"], purpose))
    target.manage("migrate", "--verbosity", "0")
    return target


@pytest.fixture(scope="module")
def empty(source: DemoPaper) -> DemoPaper:
    """Every test that is refused leaves it so."""
    return migrated(source, "empty")


@pytest.fixture(scope="module")
def moved(source: DemoPaper) -> tuple[DemoPaper, str]:
    """The paper on PostgreSQL, and what the command said."""
    target = migrated(source, "moved")
    return target, target.manage("move_database", str(source.folder / "newsroom.sqlite3"))


def refusal(target: DemoPaper, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", "move_database", *words],
        cwd=settings.BASE_DIR, env=target.environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr.startswith("CommandError: "), done.stderr
    return done.stderr


def change(file: Path, sql: str) -> None:
    with sqlite3.connect(file) as cursor:
        cursor.execute(sql)
    cursor.close()


def test_every_table_arrives_equal_and_serves_the_same_pages(source: DemoPaper, moved: tuple[DemoPaper, str]) -> None:
    target, said = moved
    lines = {line.split()[0]: line.split()[1:5] for line in said.splitlines()[1:-1]}
    assert len(lines) > 50
    assert all(row[0] == row[1] and row[2] == row[3] for row in lines.values()), said
    filled = ["comments.Comment", "articles.Edition", "articles.Article_topics", "articles.Rendition", "log.Entry"]
    assert all(int(lines[name][0]) > 0 for name in filled), said
    assert "Everything has arrived." in said
    pages = source.manage("shell", "--no-imports", "-c", PAGES)
    assert len(pages.splitlines()) > 6
    assert all(line.split()[1] == "200" for line in pages.splitlines()), pages
    assert target.manage("shell", "--no-imports", "-c", PAGES) == pages


def test_new_rows_get_numbers_of_their_own(moved: tuple[DemoPaper, str]) -> None:
    target, _said = moved
    assert target.manage("shell", "--no-imports", "-c", NEW_ROWS)
    with psycopg.connect(target.environment["DATABASE_URL"]) as cursor:
        cursor.execute("DELETE FROM articles_topic WHERE slug = 'new'")
        cursor.execute("DELETE FROM accounts_user WHERE username = 'new'")


@pytest.mark.parametrize(
    ("table", "tampering", "undoing"),
    [
        (
            "comments.Comment",
            "UPDATE comments_comment SET text = text || '.' WHERE id = (SELECT min(id) FROM comments_comment)",
            "UPDATE comments_comment SET text = left(text, -1) WHERE id = (SELECT min(id) FROM comments_comment)",
        ),
        (
            "articles.Listing",
            "UPDATE articles_listing SET live_from = live_from + interval '1 microsecond' WHERE id = 1",
            "UPDATE articles_listing SET live_from = live_from - interval '1 microsecond' WHERE id = 1",
        ),
        (
            "articles.Topic",
            "INSERT INTO articles_topic (name, slug, description) VALUES ('x', 'x', '')",
            "DELETE FROM articles_topic WHERE slug = 'x'",
        ),
    ],
)
def test_a_tampered_row_is_found(
    source: DemoPaper, moved: tuple[DemoPaper, str], table: str, tampering: str, undoing: str
) -> None:
    target, _said = moved
    file = str(source.folder / "newsroom.sqlite3")
    assert "Every table is equal." in target.manage("move_database", file, "--compare")
    with psycopg.connect(target.environment["DATABASE_URL"]) as cursor:
        cursor.execute(tampering)
    assert f"These tables differ: {table}." in refusal(target, file, "--compare")
    with psycopg.connect(target.environment["DATABASE_URL"]) as cursor:
        cursor.execute(undoing)


def test_a_paper_is_never_written_over(source: DemoPaper, moved: tuple[DemoPaper, str]) -> None:
    assert "The target is a paper already" in refusal(moved[0], str(source.folder / "newsroom.sqlite3"))


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        (
            "UPDATE articles_topic SET name = 'a' || char(0) || 'b' WHERE id = 1",
            "Topic 1: “name” holds a letter",
        ),
        ('UPDATE log_entry SET after = \'{"a": ["\\u0000"]}\' WHERE id = 1', "log.Entry 1: “after” holds a letter"),
        (
            "UPDATE articles_topic SET slug = printf('%0300d', 1) WHERE id = 1",
            "Topic 1: “slug” has 300 letters",
        ),
        ("DELETE FROM django_migrations WHERE app = 'mfa'", "not of the same version: mfa."),
        ("DELETE FROM django_migrations", "holds no paper"),
        ("UPDATE articles_listing SET edition_id = 999999 WHERE id = 1", "refers to one that is missing"),
        ("UPDATE comments_thread SET sequence = 99999999999 WHERE id = 1", "does not take comments.Thread"),
    ],
)
def test_what_cannot_move_is_named_and_nothing_stays(file: Path, empty: DemoPaper, sql: str, sentence: str) -> None:
    change(file, "DROP TRIGGER IF EXISTS log_entry_no_update")
    change(file, sql)
    assert sentence in refusal(empty, str(file))
    with psycopg.connect(empty.environment["DATABASE_URL"]) as cursor:
        assert cursor.execute("SELECT count(*) FROM articles_section").fetchone() == (0,)


def test_a_paper_moves_to_postgresql_alone(source: DemoPaper, file: Path) -> None:
    assert "DATABASE_URL does not name PostgreSQL" in refusal(source, str(file))
    assert "There is no file" in refusal(source, str(file.parent / "none.sqlite3"))
