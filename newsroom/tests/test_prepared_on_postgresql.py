"""On PostgreSQL a prepared query is one statement of the server's, planned once a connection."""

from collections.abc import Callable, Iterator
from datetime import UTC
from threading import Thread

import pytest
from django.db import OperationalError, connection, transaction
from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from django.utils import timezone

from articles.models import Section
from articles.tests import make
from comments.models import CommentVersion
from comments.tests.make import comment
from newsroom.prepared import Prepared, inserting, prepared

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's driver keeps its statements by itself"),
]


def statements(about: str) -> list[tuple[str, str]]:
    """What this connection has prepared: the SQL, where such words stand in it, and the types of its parameters."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement, parameter_types::text FROM pg_prepared_statements")
        return [(sql, types) for sql, types in cursor.fetchall() if about in sql]


def by_key_and(name: str) -> Prepared:
    """A query that no other test asks."""
    return prepared(Section, lambda pk: Section.objects.filter(pk=pk).exclude(name=name), int)


def test_it_is_planned_at_the_first_call_alone() -> None:
    by_key, home = by_key_and("planned once"), make.section("Home")
    for _ in range(3):
        assert by_key(home.pk) == [home]
    [(sql, types)] = statements("planned once")
    assert "$1" in sql
    assert types == "{bigint}"


def test_numbers_of_any_size_share_a_statement() -> None:
    by_key = by_key_and("numbers")
    for number in (1, 40_000, 3_000_000_000):
        by_key(number)
    assert len(statements("numbers")) == 1


def test_what_never_changes_stands_in_the_statement() -> None:
    """Among them quotes and per cent signs."""
    name = "100 % of “it’s” and 'that'"
    named = prepared(Section, lambda pk: Section.objects.filter(pk__gt=pk, name=name), int)
    section = make.section("all", name=name)
    make.section("other", name="100 % of something else")
    assert named(0) == [section]
    [(sql, types)] = statements("100 % of “it’s” and ''that''")
    assert (sql.count("$"), types) == (1, "{bigint}")


def test_a_prepared_insert_is_planned_once() -> None:
    said, keep = comment(), inserting(CommentVersion)
    for number in (2, 3):
        keep(CommentVersion(comment=said, number=number, text="100 %", at=timezone.now()))
    assert len(statements('INSERT INTO "comments_commentversion"')) == 1
    assert said.versions.filter(text="100 %").count() == 2


def test_moments_are_those_of_the_orm_without_its_way_there(monkeypatch: pytest.MonkeyPatch) -> None:
    said = comment()
    said.versions.create(number=1, text="100 %", at=timezone.now())
    asked = prepared(CommentVersion, lambda pk: CommentVersion.objects.filter(comment=pk), int)
    [there], [found] = said.versions.all(), asked(said.pk)
    assert (found.at, found.at.tzinfo) == (there.at, UTC)

    def never(loader: BaseTzLoader, data: bytes) -> None:
        raise AssertionError("Python read a moment")

    monkeypatch.setattr(BaseTzLoader, "load", never)
    assert asked(said.pk)[0].at == there.at
    with pytest.raises(AssertionError, match="Python read"):
        list(said.versions.all())


def test_captured_queries_can_be_read(django_assert_num_queries) -> None:
    by_key = by_key_and("captured")
    with django_assert_num_queries(1) as seen:
        by_key(4711)
    assert "4711" in seen.captured_queries[0]["sql"]


def test_nothing_is_prepared_where_it_is_not_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.ensure_connection()
    monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    by_key, home = by_key_and("not allowed"), make.section("Home")
    assert by_key(home.pk) == [home]
    assert not statements("not allowed")


def alter(kind: str) -> None:
    """As a migration does, over a connection of its own."""

    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE articles_section ALTER COLUMN name TYPE {kind}")
        connection.close()

    other = Thread(target=work)
    other.start()
    other.join()


@pytest.fixture
def changed_type() -> Iterator[Callable[[], None]]:
    kind = Section._meta.get_field("name").db_type(connection)
    yield lambda: alter("varchar(777)")
    alter(kind)


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_changes_a_type_costs_no_answer(changed_type: Callable[[], None]) -> None:
    by_key, home = by_key_and("of another type"), make.section("Home")
    assert by_key(home.pk) == [home]
    changed_type()
    assert by_key(home.pk) == by_key(home.pk) == [home]


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_it_is_an_outage_that_is_over_at_once(changed_type: Callable[[], None]) -> None:
    by_key, home = by_key_and("of another type"), make.section("Home")
    assert by_key(home.pk) == [home]
    changed_type()
    with pytest.raises(OperationalError, match="has changed"), transaction.atomic():
        by_key(home.pk)
    with transaction.atomic():
        assert by_key(home.pk) == [home]
