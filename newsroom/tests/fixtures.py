"""What every test gets without asking: fast passwords, plain static files, a paper that remembers nothing."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
import pytest_django
from django.conf import settings
from django.db import connection, connections
from django.test import override_settings

from newsroom.log import triggers
from newsroom.pagecache import remember

PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests() -> Iterator[None]:
    """Weak password hashes, since strong ones are slow on purpose; no manifest, since nothing is collected here.

    Purges are heard, but not looked for once a second: on a slow machine that look would be one query more.
    """
    changed = {
        "STORAGES": settings.STORAGES | {"staticfiles": PLAIN_STATIC},
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "PAGECACHE": settings.PAGECACHE | {"LOOK_SECONDS": 3600.0},
    }
    with override_settings(**changed):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """A test database need not survive a power cut."""
    options = connections["default"].settings_dict.get("OPTIONS", {})
    if connection.vendor == "sqlite":
        options["init_command"] += "PRAGMA synchronous=OFF;"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """Sessions that a test's threads left open on PostgreSQL end before the test database is dropped."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    remember.forget_all()
    yield
    remember.forget_all()


@pytest.fixture(autouse=True)
def the_log_lets_go(request: pytest.FixtureRequest) -> Iterator[None]:
    """Before Django empties the tables of a transactional test: SQLite's log refuses DELETE, as it should.

    Emptying is followed by `post_migrate`, which installs the triggers again.
    """
    uses_database = "_django_db_helper" in request.fixturenames
    if uses_database:
        request.getfixturevalue("_django_db_helper")  # begun before this fixture, so ended after it
    yield
    if uses_database and connection.vendor == "sqlite" and not connection.in_atomic_block:
        triggers.remove()


def fresh_database(address: str, purpose: str = "walk") -> str:
    """The address of an empty PostgreSQL database beside the named one."""
    name = f"newsroom_{purpose}_{os.getpid()}"  # of this worker alone: another's would be dropped under its feet
    with psycopg.connect(address, autocommit=True) as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name}")
    return urlsplit(address)._replace(path=f"/{name}").geturl()
