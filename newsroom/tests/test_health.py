"""The two questions of machines that watch."""

from pathlib import Path

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


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


@pytest.mark.django_db
def test_a_complete_paper_is_ready(client: Client, django_assert_num_queries) -> None:
    client.get("/readyz")
    with django_assert_num_queries(2):
        response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ready"})
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_paper_with_a_missing_migration_is_not_ready(client: Client) -> None:
    newest = MigrationRecorder.Migration.objects.filter(app="articles").order_by("-name").first()
    newest.delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "migrations"})


@pytest.mark.django_db(transaction=True)
def test_a_paper_without_its_database_is_not_ready_and_says_no_more(client: Client, monkeypatch) -> None:
    connection = connections["default"]
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", "/nowhere/at-all.sqlite3")
        patch.setitem(connection.settings_dict, "HOST", "/nowhere")
        response = client.get("/readyz")
        connection.close()
    assert (response.status_code, response.json()) == (503, {"status": "database"})
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_paper_that_cannot_tell_its_workers_of_purges_is_not_ready(client: Client, settings, tmp_path: Path) -> None:
    settings.PAGECACHE = settings.PAGECACHE | {"COUNTER": tmp_path / "missing" / "counter"}
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"status": "counter"})
