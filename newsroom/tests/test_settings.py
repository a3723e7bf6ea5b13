"""The three modes, and the settings that none of them starts with; each case is a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

PRODUCTION = {
    "DJANGO_SECRET_KEY": "a-secret-of-more-than-fifty-characters-0123456789-abcdefghij",
    "DJANGO_ALLOWED_HOSTS": "news.example.org",
    "NEWSROOM_URL": "https://news.example.org",
}
DEMO = {"NEWSROOM_DEMO": "1"}
DEVELOPMENT = {"DJANGO_DEBUG": "1"}
ASKED = (
    "DEBUG DEMO PRODUCTION SECRET_KEY ALLOWED_HOSTS INSTALLED_APPS DATABASES STAFF_SECOND_FACTOR "
    "PAGECACHE STORAGES CONTENT_SECURITY_POLICY "
    "SESSION_COOKIE_SECURE SESSION_COOKIE_NAME CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT"
)
TELL = f"""
import json
from newsroom import settings
print(json.dumps({{name: getattr(settings, name) for name in "{ASKED}".split()}}, default=str))
"""


def start(folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    system = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", TELL],
        cwd=settings.BASE_DIR,
        env=system | {"NEWSROOM_VAR": str(folder)} | environment,
        capture_output=True,
        text=True,
    )


def started(folder: Path, environment: dict[str, str]) -> dict:
    done = start(folder, environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refusal(folder: Path, environment: dict[str, str]) -> str:
    """The sentence that the start ends with."""
    done = start(folder, environment)
    assert done.returncode != 0, "It started."
    kind, _, sentence = done.stderr.strip().splitlines()[-1].partition(": ")
    assert kind == "django.core.exceptions.ImproperlyConfigured", done.stderr
    return sentence


def without(environment: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in environment.items() if key != name}


def test_production_is_the_default_and_strict(tmp_path: Path) -> None:
    found = started(tmp_path, PRODUCTION)
    assert (found["DEBUG"], found["DEMO"], found["PRODUCTION"]) == (False, False, True)
    assert all(found[name] for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"))
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["STAFF_SECOND_FACTOR"]
    assert not [app for app in found["INSTALLED_APPS"] if "dummy" in app]


def test_the_demo_answers_on_this_machine_alone_and_shows_no_debug_pages(tmp_path: Path) -> None:
    found = started(tmp_path, DEMO)
    assert (found["DEBUG"], found["DEMO"], found["PRODUCTION"]) == (False, True, False)
    assert set(found["ALLOWED_HOSTS"]) == {"localhost", "127.0.0.1", "[::1]"}
    assert [app for app in found["INSTALLED_APPS"] if "dummy" in app]


def test_development_has_no_dummy_sign_in(tmp_path: Path) -> None:
    found = started(tmp_path, DEVELOPMENT)
    assert (found["DEBUG"], found["DEMO"], found["PRODUCTION"]) == (True, False, False)
    assert not [app for app in found["INSTALLED_APPS"] if "dummy" in app]


def test_the_demo_keeps_its_secret_for_the_next_start(tmp_path: Path) -> None:
    assert started(tmp_path, DEMO)["SECRET_KEY"] == started(tmp_path, DEMO)["SECRET_KEY"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(PRODUCTION["DJANGO_SECRET_KEY"] + "\n", encoding="ascii")
    environment = without(PRODUCTION, "DJANGO_SECRET_KEY") | {"DJANGO_SECRET_KEY_FILE": str(file)}
    assert started(tmp_path, environment)["SECRET_KEY"] == PRODUCTION["DJANGO_SECRET_KEY"]


def test_the_folder_for_what_is_written_is_made(tmp_path: Path) -> None:
    started(tmp_path / "not" / "yet", DEMO)
    assert (tmp_path / "not" / "yet").is_dir()


def test_postgresql_is_chosen_by_its_address(tmp_path: Path) -> None:
    address = {"DATABASE_URL": "postgres://paper:word@db.example.org/paper"}
    assert "postgresql" in started(tmp_path, PRODUCTION | address)["DATABASES"]["default"]["ENGINE"]


def test_a_redis_carries_purges_on_a_channel_of_its_database_and_prefix(tmp_path: Path) -> None:
    assert not started(tmp_path, PRODUCTION)["PAGECACHE"]["REDIS"]
    url = {"CACHE_URL": "redis://10.0.0.9:6379/3?key_prefix=packet"}
    found = started(tmp_path, PRODUCTION | url)["PAGECACHE"]
    assert (found["REDIS"], found["CHANNEL"]) == ("redis://10.0.0.9:6379/3", "newsroom:purges:3:packet")


def test_proxies_that_hear_of_purges_may_keep_pages_for_longer(tmp_path: Path) -> None:
    assert started(tmp_path, PRODUCTION)["PAGECACHE"]["SHARED_SECONDS"] == 10
    told = {"NEWSROOM_PURGE_URLS": "varnish://10.0.0.2:80,fastly://S?token=t", "NEWSROOM_SHARED_SECONDS": "3600"}
    assert started(tmp_path, PRODUCTION | told)["PAGECACHE"]["SHARED_SECONDS"] == 3600


def test_each_thread_has_a_connection_of_the_pool_unless_said_otherwise(tmp_path: Path) -> None:
    address = {"DATABASE_URL": "postgres://paper:word@db.example.org/paper"}
    found = started(tmp_path, PRODUCTION | address | {"WEB_THREADS": "6"})["DATABASES"]["default"]
    assert (found["OPTIONS"]["pool"]["max_size"], found["CONN_MAX_AGE"]) == (6, 0)
    found = started(tmp_path, PRODUCTION | address | {"WEB_THREADS": "6", "DATABASE_POOL": "3"})["DATABASES"]["default"]
    assert found["OPTIONS"]["pool"]["max_size"] == 3
    found = started(tmp_path, PRODUCTION | address | {"DATABASE_POOL": "0"})["DATABASES"]["default"]
    assert ("pool" in found["OPTIONS"], found["CONN_MAX_AGE"]) == (False, 60)


def test_statements_are_prepared_unless_a_foreign_pool_may_stand_between(tmp_path: Path) -> None:
    address = {"DATABASE_URL": "postgres://paper:word@db.example.org/paper"}
    own = started(tmp_path, PRODUCTION | address)["DATABASES"]["default"]
    assert own["OPTIONS"]["prepare_threshold"] == 0
    foreign = started(tmp_path, PRODUCTION | address | {"DATABASE_POOL": "0"})["DATABASES"]["default"]
    assert "prepare_threshold" not in foreign["OPTIONS"]  # Django's: None


def test_a_replica_is_a_second_database_that_is_never_written(tmp_path: Path) -> None:
    addresses = {"DATABASE_URL": "postgres://one/paper", "DATABASE_REPLICA_URL": "postgres://two/paper"}
    found = started(tmp_path, PRODUCTION | addresses)["DATABASES"]
    assert [found[name]["HOST"] for name in ("default", "replica")] == ["one", "two"]
    assert "read_only=1" in found["replica"]["OPTIONS"]["options"]


def test_the_address_of_a_bucket_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "bucket"
    file.write_text(
        "s3://key:se%2Fcret@files.example.org:9000/paper?tls=0&region=a&originals=vault\n", encoding="ascii"
    )
    found = started(tmp_path, PRODUCTION | {"STORAGE_URL_FILE": str(file)})["STORAGES"]
    public, private = found["renditions"]["OPTIONS"], found["default"]["OPTIONS"]
    assert public["endpoint_url"] == "http://files.example.org:9000"
    assert (public["secret_key"], public["bucket_name"], private["bucket_name"]) == ("se/cret", "paper", "vault")
    assert (public["base_url"], "base_url" in private) == ("/media/", False)


def test_pictures_may_have_a_public_address_of_their_own(tmp_path: Path) -> None:
    bucket = {"STORAGE_URL": "s3://f.example.org/b", "STORAGE_PUBLIC_URL": "https://p.example.org/media"}
    found = started(tmp_path, PRODUCTION | bucket)
    assert found["STORAGES"]["renditions"]["OPTIONS"]["base_url"] == "https://p.example.org/media/"
    assert "https://p.example.org" in found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["img-src"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_POOL", "-1"),
        ("DATABASE_POOL", "100000"),
        ("DATABASE_REPLICA_URL", "mysql://db.example.org/paper"),
        ("DATABASE_REPLICA_URL", "sqlite:////srv/paper.sqlite3"),
    ],
)
def test_a_paper_on_postgresql_does_not_start_with(tmp_path: Path, name: str, value: str) -> None:
    address = {"DATABASE_URL": "postgres://paper:word@db.example.org/paper"}
    assert name in refusal(tmp_path, PRODUCTION | address | {name: value})


@pytest.mark.parametrize(
    "value", ["http://pictures.example.org/", "pictures.example.org", "https://p.example.org/?a=1"]
)
def test_a_paper_with_a_bucket_does_not_start_with_the_public_address(tmp_path: Path, value: str) -> None:
    bucket = {"STORAGE_URL": "s3://files.example.org/bucket", "STORAGE_PUBLIC_URL": value}
    assert "STORAGE_PUBLIC_URL" in refusal(tmp_path, PRODUCTION | bucket)


@pytest.mark.parametrize("name", list(PRODUCTION))
def test_production_does_not_start_without(tmp_path: Path, name: str) -> None:
    assert name in refusal(tmp_path, without(PRODUCTION, name))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DJANGO_SECRET_KEY", "short"),
        ("DJANGO_SECRET_KEY", "a" * 60),
        ("DJANGO_ALLOWED_HOSTS", "*"),
        ("DJANGO_ALLOWED_HOSTS", "*.example.org"),
        ("NEWSROOM_URL", "http://news.example.org"),
        ("NEWSROOM_METRICS_TOKEN", "short"),
        ("NEWSROOM_METRICS_TOKEN", "schlüssel-mit-mehr-als-zwanzig-zeichen"),
        ("NEWSROOM_URL", "https://news.example.org/paper"),
        ("NEWSROOM_URL", "news.example.org"),
        ("NEWSROOM_STAFF_SECOND_FACTOR", "0"),
        ("NEWSROOM_LANGUAGE", "tlh"),
        ("NEWSROOM_TIME_ZONE", "Mars/Base"),
        ("NEWSROOM_COMMENT_LENGTH", "0"),
        ("NEWSROOM_CONTACT", "the editor"),
        ("DATABASE_URL", "mysql://db.example.org/paper"),
        ("NEWSROOM_PURGE_URLS", "https://proxy.example.org/"),
        ("NEWSROOM_PURGE_URLS", "fastly://service"),
        ("NEWSROOM_SHARED_SECONDS", "3600"),
        ("NEWSROOM_SHARED_SECONDS", "-1"),
        ("NEWSROOM_LOG", "paper"),
        ("NEWSROOM_SLOW_QUERY_MS", "0"),
        ("NEWSROOM_PAGECACHE_BYTES", "-1"),
        ("NEWSROOM_PAGECACHE_DISK_BYTES", "-1"),
        ("WEB_WORKERS", "0"),
        ("NEWSROOM_TASK_WORKERS", "-1"),
        ("PORT", "65536"),
        ("DATABASE_REPLICA_URL", "postgres://db.example.org/paper"),
        ("CACHE_URL", "memcached://cache.example.org"),
        ("STORAGE_URL", "https://files.example.org/bucket"),
        ("STORAGE_URL", "s3://key:secret@files.example.org/"),
        ("STORAGE_URL", "s3://key@files.example.org/bucket"),
        ("STORAGE_URL", "s3://files.example.org/bucket?speed=high"),
        ("STORAGE_URL", "s3://files.example.org/bucket?tls=maybe"),
        ("STORAGE_PUBLIC_URL", "https://pictures.example.org/media/"),
    ],
)
def test_production_does_not_start_with(tmp_path: Path, name: str, value: str) -> None:
    assert name in refusal(tmp_path, PRODUCTION | {name: value})


@pytest.mark.parametrize("mode", [DEMO, DEVELOPMENT], ids=["demo", "development"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DJANGO_ALLOWED_HOSTS", "localhost,news.example.org"),
        ("DJANGO_ALLOWED_HOSTS", "192.168.0.7"),
        ("DJANGO_ALLOWED_HOSTS", "*"),
        ("NEWSROOM_URL", "http://news.example.org"),
    ],
)
def test_no_host_beyond_this_machine_sees_the(mode: dict[str, str], name: str, value: str, tmp_path: Path) -> None:
    assert name in refusal(tmp_path, mode | {name: value})


def test_the_demo_is_not_mixed_with_development(tmp_path: Path) -> None:
    assert "Unset one of them" in refusal(tmp_path, DEMO | DEVELOPMENT)


def test_a_number_that_is_none_is_refused(tmp_path: Path) -> None:
    done = start(tmp_path, PRODUCTION | {"NEWSROOM_PROXY_COUNT": "many"})
    assert done.returncode != 0
    assert "NEWSROOM_PROXY_COUNT" in done.stderr


@pytest.mark.parametrize("mode", [DEMO, DEVELOPMENT], ids=["demo", "development"])
def test_the_server_does_not_open_beyond_this_machine_in_the(mode: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [settings.BASE_DIR / "deploy" / "serve"],
        env={"PATH": os.environ["PATH"], "NEWSROOM_VAR": str(tmp_path), "HOST": "0.0.0.0", "PORT": "1"} | mode,  # noqa: S104
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "this machine only" in done.stderr
