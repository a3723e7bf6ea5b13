"""People of the run: signed-in readers with their sessions, and an editor who may do everything."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from newsroom.accounts.models import User

NAME = "benchmark"


def run(readers: int) -> list[str]:
    """Cookies of so many signed-in readers. Sessions are made without a password, so this is quick."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return [f"{settings.SESSION_COOKIE_NAME}={signed_in(reader, store)}" for reader in made(readers)]


def made(number: int) -> list[User]:
    names = [f"{NAME}-{each}" for each in range(number)]
    rows = [User(username=name, name=f"Reader {name}", password="!") for name in names]  # noqa: S106
    User.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return list(User.objects.filter(username__in=names))


def signed_in(reader: User, store: type) -> str:
    session = store()
    session[SESSION_KEY] = str(reader.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
    session.set_expiry(timezone.now() + timedelta(days=1))
    session.create()
    return session.session_key


def editor() -> User:
    found, _ = User.objects.get_or_create(
        username=f"{NAME}-editor", defaults={"name": "Editor", "is_staff": True, "is_superuser": True}
    )
    return found
