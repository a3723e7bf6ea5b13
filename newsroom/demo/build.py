"""Fills an empty database with the whole demo paper, through the acts that the desk and readers use."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from articles.models import Author
from newsroom.accounts.models import User
from newsroom.demo import composing, conversation, drawing, library, paper, people, pictures, stories
from newsroom.demo.talking import Talk

FOUNDED = timedelta(days=21)  # before now
FORMER = {"name": "Perran Oakleigh", "provider": "dummy"}  # leaves again and takes the comments along


class Built(NamedTuple):
    """What there is to tell about it."""

    sign_ins: list[people.SignIn]
    stories: int
    remarks: int


def build(*, now: datetime | None = None, width: int = pictures.WIDTH) -> Built:
    """`now` is the moment that all ages count from. Small pictures are quick; readers get the large ones."""
    now = now or timezone.now()
    words, printed = paper.read(), stories.read()
    with drawing.workers() as pool:
        drawn = drawing.begin(pictures_in_order(words, printed), width=width, pool=pool)
        staff = people.employ(words.staff)
        admin, moderator = (by_role(staff, role) for role in ("administrator", "moderator"))
        people.give_duty(*admin, {})
        shelves = library.stock(words, drawn, by=admin[0], at=now - FOUNDED)
        hire(words, staff, shelves, admin[0])
        readers = people.welcome([*words.readers, FORMER], now=now)
        authors = {author.slug: author.user for author in Author.objects.exclude(user=None).select_related("user")}
        composer = composing.Composer(printed, shelves, authors, now)
        composer.compose()
        ends = {story.slug: composer.ends_at(story) for story in printed}
        remarks = conversation.plan(words, printed, ends, now)
        Talk(composer.articles, readers, moderator[0], now).hold(remarks)
        composer.withdraw()
        composer.arrange_front()
        library.hang_portraits(shelves)
    return Built([sign_in for _person, sign_in in staff], len(printed), len(remarks))


def pictures_in_order(words: paper.Paper, printed: list[stories.Story]) -> list[str]:
    """Scenes in the order in which stories ask for them, then the portraits."""
    scenes = [name for story in printed for name in story.pictures]
    return list(dict.fromkeys(scenes)) + [drawing.PORTRAIT + row["slug"] for row in words.authors]


def by_role(staff: list[tuple[User, people.SignIn]], role: str) -> tuple[User, people.SignIn]:
    return next(pair for pair in staff if pair[1].role == role)


def hire(words: paper.Paper, staff: list[tuple[User, people.SignIn]], shelves: library.Library, admin: User) -> None:
    """Duties, and who of them is which author."""
    for (person, sign_in), row in zip(staff, words.staff, strict=True):
        if person != admin:
            people.give_duty(person, sign_in, shelves.sections)
        if row["author"]:
            Author.objects.filter(slug=row["author"]).update(user=person)
