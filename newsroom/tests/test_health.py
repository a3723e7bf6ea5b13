"""The two questions of machines that watch."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from newsroom.serving import heartbeats


def test_a_process_is_alive_without_its_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "alive"})
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_asked_over_plain_http_too(client: Client, settings, db, address: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address).status_code == 200
    assert client.get("/robots.txt").status_code == 301


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_read_and_never_written(client: Client, db, address: str) -> None:
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def ready(client: Client) -> tuple[int, dict]:
    response = client.get("/readyz")
    assert response["Cache-Control"] == "no-store"
    return response.status_code, response.json()


@pytest.mark.django_db
def test_a_complete_paper_is_ready_also_without_a_background_worker(client: Client) -> None:
    assert ready(client) == (
        200,
        {"status": "ready", "database": "ok", "migrations": "ok", "counter": "ok", "cache": "ok", "storage": "ok"}
        | {"worker": "none", "worker_age": None},
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "word"), [(0, "ok"), (59, "ok"), (90, "late")])
def test_the_age_of_the_background_worker_is_told_and_costs_no_readiness(
    client: Client, seconds: int, word: str
) -> None:
    heartbeats.beat("one", timezone.now() - timedelta(seconds=seconds + 3600))
    heartbeats.beat("two", timezone.now() - timedelta(seconds=seconds))
    status, words = ready(client)
    assert (status, words["status"], words["worker"]) == (200, "ready", word)
    assert seconds <= words["worker_age"] <= seconds + 5


@pytest.mark.django_db
def test_a_paper_with_a_missing_migration_is_not_ready(client: Client) -> None:
    newest = MigrationRecorder.Migration.objects.filter(app="articles").order_by("-name").first()
    newest.delete()
    status, words = ready(client)
    assert (status, words["status"], words["database"], words["migrations"]) == (503, "migrations", "ok", "missing")


@pytest.mark.django_db(transaction=True)
def test_a_paper_without_its_database_is_not_ready_and_says_no_more(client: Client, monkeypatch) -> None:
    connection = connections["default"]
    leave = getattr(connection, "close_pool", connection.close)  # a pool would go on with what it has
    connection.close()
    leave()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "/nowhere/at-all.sqlite3")
        patch.setitem(connection.settings_dict, "HOST", "/nowhere")
        status, words = ready(client)
        connection.close()
        leave()
    assert (status, words["status"], words["database"]) == (503, "database", "missing")
    assert "nowhere" not in str(words)


@pytest.mark.django_db
def test_a_paper_that_cannot_tell_its_workers_of_purges_is_not_ready(client: Client, settings, tmp_path: Path) -> None:
    settings.PAGECACHE = settings.PAGECACHE | {"COUNTER": tmp_path / "missing" / "counter"}
    status, words = ready(client)
    assert (status, words["status"], words["counter"]) == (503, "counter", "missing")


@pytest.mark.django_db
def test_a_paper_without_its_cache_says_so_and_serves_readers(client: Client, settings) -> None:
    address = "redis://127.0.0.1:1/0"
    settings.CACHES = {"default": {"BACKEND": "newsroom.lenient.LenientRedisCache", "LOCATION": address}}
    status, words = ready(client)
    assert (status, words["status"], words["cache"]) == (200, "ready", "missing")


@pytest.mark.django_db
def test_a_paper_without_a_place_for_its_pictures_is_not_ready(client: Client, settings, tmp_path: Path) -> None:
    place = {"location": tmp_path / "missing" / "media"}
    settings.STORAGES = settings.STORAGES | {"renditions": settings.STORAGES["renditions"] | {"OPTIONS": place}}
    status, words = ready(client)
    assert (status, words["status"], words["storage"]) == (503, "storage", "missing")
