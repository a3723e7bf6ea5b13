"""The pool of connections to PostgreSQL: bounded, soon given up, back after an outage, and not shared by a fork."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from environs import Env
from psycopg_pool import ConnectionPool

from newsroom import databases
from newsroom.outages import Outages
from newsroom.postgresql import base
from newsroom.tests import postgres

ALIAS = "pooled"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has a pool"),
    pytest.mark.skipif(postgres.may_be_missing(), reason="PostgreSQL's programs are missing"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[postgres.Server]:
    with postgres.fresh() as server:
        yield server


@pytest.fixture
def pooled(server: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[postgres.Server]:
    """A server behind a pool of two, as the settings of a worker make it."""
    monkeypatch.setenv("DATABASE_URL", f"postgres://newsroom@{str(server.folder).replace('/', '%2F')}/postgres")
    monkeypatch.setenv("DATABASE_POOL", "2")
    rows = connection.settings_dict | databases.read(Env(), server.folder)["default"]
    rows["OPTIONS"] |= {"pool": rows["OPTIONS"]["pool"] | {"timeout": 0.5}}
    with postgres.known_as(ALIAS, rows):
        yield server


def ask(sql: str = "SELECT 1") -> object:
    """As a request does: the connection goes back to the pool afterwards."""
    try:
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0]
    finally:
        connections[ALIAS].close_if_unusable_or_obsolete()


def answer() -> int:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(ask()))

    request = RequestFactory().get("/")
    try:
        return view(request).status_code
    except OperationalError as error:
        return Outages(view).process_exception(request, error).status_code


def test_a_connection_is_used_again_by_the_next_request(pooled: postgres.Server) -> None:
    assert ask("SELECT pg_backend_pid()") == ask("SELECT pg_backend_pid()")


def test_the_connections_carry_the_limits_of_the_server(pooled: postgres.Server) -> None:
    assert ask("SHOW lock_timeout") == "5s"


def test_a_request_that_finds_no_connection_free_is_answered_503(pooled: postgres.Server) -> None:
    pool = connections[ALIAS].pool
    pool.open()
    taken = [pool.getconn(), pool.getconn()]
    assert answer() == 503
    for one in taken:
        pool.putconn(one)
    assert answer() == 200


def end(server: postgres.Server, pid: object) -> None:
    """As an administrator would end one connection."""
    ended = f"SELECT pg_terminate_backend({pid}, 5000)"
    server.run("psql", "-h", str(server.folder), "-U", "newsroom", "-d", "postgres", "-c", ended)


def test_connections_that_the_server_has_ended_are_replaced(pooled: postgres.Server) -> None:
    assert answer() == 200
    pid = ask("SELECT pg_backend_pid()")
    end(pooled, pid)
    assert answer() == 200
    assert ask("SELECT pg_backend_pid()") != pid


def test_the_server_is_asked_whether_a_connection_lives_only_when_something_has_arrived(
    pooled: postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = ask("SELECT pg_backend_pid()")
    asked: list[object] = []
    monkeypatch.setattr(ConnectionPool, "check_connection", asked.append)
    assert [ask("SELECT pg_backend_pid()") for _ in range(3)] == [pid] * 3
    assert not asked
    end(pooled, pid)
    assert answer() == 503, "The stand-in lets everything pass."
    assert len(asked) == 1


def test_after_a_quiet_while_it_is_asked_too(pooled: postgres.Server, monkeypatch: pytest.MonkeyPatch) -> None:
    ask()
    asked: list[object] = []
    monkeypatch.setattr(ConnectionPool, "check_connection", asked.append)
    monkeypatch.setattr(base, "QUIET_SECONDS", -1.0)
    assert [ask() for _ in range(2)] == [1, 1]
    assert len(asked) == 2


def test_a_database_that_was_away_is_noticed_when_it_is_back(pooled: postgres.Server) -> None:
    assert answer() == 200
    pooled.stop()
    try:
        assert [answer(), answer()] == [503, 503]
    finally:
        pooled.start()
    answers = [answer() for _ in range(20)]
    assert 200 in answers, "The pool does not notice that the database is back."
    assert set(answers[answers.index(200) :]) == {200}


def test_many_threads_share_few_connections(pooled: postgres.Server) -> None:
    pool, found = connections[ALIAS].pool, set()
    pool.open()

    def work() -> None:
        for _ in range(5):
            with pool.connection() as one:
                found.add(one.execute("SELECT pg_backend_pid()").fetchone()[0])

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 <= len(found) <= 2


FORKED = """
import os, django
django.setup()
from django.db import connection
def ask():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()[0]
assert connection.pool.closed
child = os.fork()
if child == 0:
    os._exit(0 if ask() == 1 else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert ask() == 1
"""


def test_a_worker_forked_after_the_settings_were_read_opens_a_pool_of_its_own(pooled: postgres.Server) -> None:
    """In a process of its own: this one has threads, whose locks a fork would copy."""
    subprocess.run([sys.executable, "-c", FORKED], cwd=settings.BASE_DIR, check=True, timeout=60)
