"""Public pages read from a replica that lags, goes away and comes back, and are never kept staler than a purge."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import InternalError, connection, connections, router, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from articles.models import Topic
from newsroom import replica
from newsroom.databases import REPLICA
from newsroom.pagecache import purging
from newsroom.pagecache.models import Purge
from newsroom.tests import postgres

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has replicas"),
    pytest.mark.skipif(postgres.may_be_missing(), reason="PostgreSQL's programs are missing"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module")
def server(django_db_setup: None) -> Iterator[postgres.Server]:
    with postgres.replica_of(connections["default"].settings_dict) as server:
        yield server


@pytest.fixture(autouse=True)
def only_a_paused_replica_lags(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests write to the same primary at the same time; what they write is waited for."""
    has_replayed = replica.Lag._has_replayed

    def waited_for(lag: replica.Lag, place: str) -> bool:
        while not has_replayed(lag, place):
            if ask(REPLICA, "SELECT pg_is_wal_replay_paused()"):
                return False
        return True

    monkeypatch.setattr(replica.Lag, "_has_replayed", waited_for)


@pytest.fixture
def standby(server: postgres.Server) -> Iterator[postgres.Server]:
    """The replica behind the router, up to date when the test begins and when it ends."""
    rows = connection.settings_dict | {"HOST": str(server.folder), "CONN_HEALTH_CHECKS": False}
    with (
        postgres.known_as(REPLICA, rows),
        override_settings(DATABASE_ROUTERS=["newsroom.replica.Router"]),
    ):
        catch_up()
        yield server
        catch_up()


def ask(alias: str, sql: str, *values: str) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def pause() -> None:
    ask(REPLICA, "SELECT pg_wal_replay_pause()::text")
    while ask(REPLICA, "SELECT pg_get_wal_replay_pause_state()") != "paused":
        pass


def catch_up() -> None:
    if ask(REPLICA, "SELECT pg_is_wal_replay_paused()"):
        ask(REPLICA, "SELECT pg_wal_replay_resume()::text")
    with connection.cursor() as cursor:  # what nobody waits for may lie in memory for a while
        cursor.execute("SET synchronous_commit = on")
        cursor.execute("SELECT txid_current()")
        cursor.execute("RESET synchronous_commit")
    place = ask("default", "SELECT pg_current_wal_insert_lsn()::text")
    while not ask(REPLICA, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", place):
        pass


def add_topic(name: str) -> None:
    with transaction.atomic():
        Topic.objects.create(name=name, slug=name)
        purging.purge("topics")


def names(request: HttpRequest) -> HttpResponse:
    """A view: where it reads, and what it finds there."""
    found = ",".join(Topic.objects.order_by("name").values_list("name", flat=True))
    return HttpResponse(f"{router.db_for_read(Topic)} {found}")


def page(view: Callable[[HttpRequest], HttpResponse], **request: Any) -> str:
    return replica.PublicReads(view)(RequestFactory().get("/topics/", **request)).content.decode()


@pytest.fixture
def visit(standby: postgres.Server) -> Callable[..., str]:
    handler = replica.PublicReads(names)
    return lambda path="/topics/", **words: handler(RequestFactory().get(path, **words)).content.decode()


def test_a_public_page_reads_from_a_replica_that_has_caught_up(visit: Callable[..., str]) -> None:
    add_topic("ferries")
    catch_up()
    assert visit() == "replica ferries"


def test_a_replica_that_lags_behind_a_known_purge_is_not_read(visit: Callable[..., str]) -> None:
    add_topic("ferries")
    catch_up()
    assert visit() == "replica ferries"
    pause()
    add_topic("herring")
    assert visit() == "default ferries,herring"
    catch_up()
    assert visit() == "replica ferries,herring"


def test_a_purge_learnt_in_the_middle_of_a_page_is_waited_for_too(standby: postgres.Server) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        before = names(request).content.decode()
        add_topic("herring")
        return HttpResponse(f"{before} | {names(request).content.decode()}")

    views = [names]
    handler = replica.PublicReads(lambda request: views[-1](request))
    handler(RequestFactory().get("/topics/"))  # the generation's place is known before others write more
    views.append(view)
    pause()
    assert handler(RequestFactory().get("/topics/")).content.decode() == "replica  | default herring"


def test_changes_without_a_purge_may_be_seen_late(visit: Callable[..., str]) -> None:
    assert visit() == "replica "
    pause()
    Topic.objects.create(name="quiet", slug="quiet")
    assert visit() == "replica "


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/topics/", {"HTTP_COOKIE": "sessionid=1"}),
        ("/admin/", {}),
        ("/accounts/login/", {}),
        ("/me/", {}),
        ("/topics/", {"REQUEST_METHOD": "POST"}),
    ],
)
def test_what_is_not_public_reads_from_the_primary(visit: Callable[..., str], path: str, words: dict[str, str]) -> None:
    add_topic("ferries")
    catch_up()
    assert visit(path, **words) == "default ferries"
    assert visit() == "replica ferries"


def test_inside_a_transaction_and_outside_of_requests_the_primary_is_read(standby: postgres.Server) -> None:
    @transaction.atomic
    def view(request: HttpRequest) -> HttpResponse:
        return names(request)

    assert page(view) == "default "
    assert router.db_for_read(Topic) == "default"
    assert router.db_for_write(Topic) == "default"


def test_purges_are_learnt_from_the_primary_alone(standby: postgres.Server) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{router.db_for_read(Topic)} {router.db_for_read(Purge)}")

    assert page(view) == "replica default"


def test_a_replica_that_goes_away_costs_no_request_and_comes_back(
    standby: postgres.Server, visit: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica, "RETRY_SECONDS", 0.0)
    add_topic("ferries")
    catch_up()
    assert visit() == "replica ferries"
    standby.stop()
    try:
        assert visit() == "default ferries"
    finally:
        standby.start()
    assert visit() in ("replica ferries", "default ferries")  # a connection that died may still be found
    assert visit() == "replica ferries"


def test_a_page_whose_replica_fails_half_way_is_read_from_the_primary(standby: postgres.Server) -> None:
    asked: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        asked.append(router.db_for_read(Topic))
        return HttpResponse(asked[-1], status=503 if asked[-1] == REPLICA else 200)

    assert page(view) == "default"
    assert asked == [REPLICA, "default"]


def test_a_server_that_replays_nothing_is_no_replica(
    standby: postgres.Server, caplog: pytest.LogCaptureFixture
) -> None:
    rows = connections[REPLICA].settings_dict
    connections[REPLICA].close()
    connections[REPLICA].close_pool()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(rows, "HOST", connection.settings_dict["HOST"])
        assert page(names) == "default "
        connections[REPLICA].close()
        connections[REPLICA].close_pool()
    assert "replays no log" in caplog.text


def test_the_replica_refuses_to_be_written(standby: postgres.Server) -> None:
    with pytest.raises(InternalError, match="read-only"):
        Topic.objects.using(REPLICA).create(name="no", slug="no")


def test_the_primary_is_asked_for_its_place_once_a_generation(visit: Callable[..., str]) -> None:
    visit()
    with connections["default"].execute_wrapper(forbid_place_questions):
        assert visit() == "replica "


def forbid_place_questions(execute: Callable, sql: str, *rest: Any) -> Any:
    assert "pg_current_wal" not in sql
    return execute(sql, *rest)


def test_without_a_replica_nothing_stands_in_the_way() -> None:
    with pytest.raises(MiddlewareNotUsed):
        replica.PublicReads(names)
