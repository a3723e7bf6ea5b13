"""The demo's people: staff with random passwords that are kept in a file, and readers with a social account each."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils.crypto import get_random_string

from articles.models import Duty, Section
from newsroom.accounts import names
from newsroom.accounts.models import User
from newsroom.demo.paper import Row

LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
FIRST_ACCOUNT = 1001  # of the demo provider; a visitor who types a small number is somebody new


@dataclass(frozen=True)
class SignIn:
    username: str
    password: str
    name: str
    role: str
    place: str


def employ(rows: list[Row]) -> list[tuple[User, SignIn]]:
    """Staff without their duties, which need sections; the passwords are nowhere but in what is returned."""
    found = []
    for row in rows:
        password = "-".join(get_random_string(5, LETTERS) for _part in range(3))
        person = User(username=row["username"], name=row["name"], is_staff=True)
        person.email = f"{row['username']}@packet.example"
        person.set_password(password)
        person.save()
        found.append((person, SignIn(person.username, password, person.name, row["group"], row.get("section", ""))))
    return found


def give_duty(person: User, sign_in: SignIn, sections: dict[str, Section]) -> None:
    group = Group.objects.get(name=sign_in.role)
    Duty.objects.create(user=person, group=group, section=sections.get(sign_in.place))


def welcome(rows: list[Row], *, now: datetime) -> list[User]:
    """Readers as their first sign-in with the demo account would make them, over the past year."""
    readers = []
    for number, row in enumerate(rows):
        joined = now - timedelta(days=365 - 11 * number, hours=number % 7)
        person = User(username=f"reader-{number + 1}", name=names.suggest(row["name"]), date_joined=joined)
        person.set_unusable_password()
        person.save()
        SocialAccount.objects.create(
            user=person, provider=row["provider"], uid=str(FIRST_ACCOUNT + number), extra_data={"name": row["name"]}
        )
        readers.append(person)
    return readers


def keep(sign_ins: list[SignIn]) -> None:
    """Writes the demo's sign-ins to a file that only its owner can read."""
    file = settings.DEMO_SIGN_INS
    file.unlink(missing_ok=True)
    lines = [f"{s.username:<12}{s.password:<20}{s.name}, {s.role}{' in ' * bool(s.place)}{s.place}\n" for s in sign_ins]
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as kept:
        kept.writelines(lines)
