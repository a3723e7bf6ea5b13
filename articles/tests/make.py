"""Makers of people, sections and stories for tests; stories go through the same acts as the desk's."""

import io
from datetime import datetime, timedelta
from itertools import count

from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image

from articles import photos, publishing, writing
from articles.models import Article, Author, Credit, Duty, Edition, Photo, Section, TextBlock, Topic
from newsroom.accounts.models import User

_numbers = count(1)


def user(name: str, *, role: str = "", section: Section | None = None, password: str = "") -> User:
    """A person; with a role she is staff and has that duty, for the whole paper unless a section is given."""
    person = User(
        username=name.lower().replace(" ", "-"),
        name=name,
        is_staff=bool(role),
        email=f"{name.lower().replace(' ', '.')}@example.org",
    )
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    if role:
        duty(person, role, section)
    return person


def duty(person: User, role: str, section: Section | None = None) -> Duty:
    return Duty.objects.create(user=person, group=Group.objects.get_or_create(name=role)[0], section=section)


def administrator() -> User:
    return User.objects.filter(username="administrator").first() or user("Administrator", role="administrator")


def section(path: str = "national/politics", **fields: object) -> Section:
    """A section with everything above it."""
    found = Section.objects.filter(path=path).first()
    if found:
        return found
    above, _slash, slug = path.rpartition("/")
    parent = section(above) if above else None
    name = fields.pop("name", slug.replace("-", " ").capitalize())
    return Section.objects.create(name=name, slug=slug, path=path, parent=parent, in_navigation=not above, **fields)


def author(name: str = "Mara Lindqvist", *, user: User | None = None) -> Author:
    slug = name.lower().replace(" ", "-")
    return Author.objects.get_or_create(slug=slug, defaults={"name": name, "user": user})[0]


def topic(name: str = "Harbour levy") -> Topic:
    return Topic.objects.get_or_create(slug=name.lower().replace(" ", "-"), defaults={"name": name})[0]


def picture_file(size: tuple[int, int] = (640, 426), kind: str = "JPEG", colour: str = "steelblue") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    file.seek(0)
    file.name = f"picture.{kind.lower()}"
    return file


def photo(**fields: object) -> Photo:
    return photos.add(
        picture_file(), by=administrator(), **{"alt": "The inner harbour", "credit": "Photograph: Noor Haddad"} | fields
    )


def article(
    headline: str = "",
    *,
    by: User | None = None,
    section: Section | None = None,
    html: str = "<p>After fourteen hours the talks ended.</p>",
    authors: tuple[Author, ...] = (),
    topics: tuple[Topic, ...] = (),
    further: tuple[Section, ...] = (),
    published: bool = False,
    hours_ago: float = 1,
    at: datetime | None = None,
    **fields: object,
) -> Article:
    """A saved story; with `published` it went live some hours ago (or at a moment, which may lie ahead)."""
    number = next(_numbers)
    person = by or administrator()
    headline = headline or f"Story {number}"
    story = Article.objects.create(
        **{
            "headline": headline,
            "slug": f"story-{number}",
            "section": section or globals()["section"](),
            "created_by": person,
            "created_at": timezone.now() - timedelta(days=2),
        }
        | fields
    )
    if html:
        TextBlock.objects.create(parent=story, region="body", ordering=10, html=html)
    for place, name in enumerate(authors):
        Credit.objects.create(article=story, author=name, position=place)
    story.topics.set(topics)
    story.further_sections.set(further)
    writing.record(story, by=administrator(), seen=0)
    if published:
        publish(story, at=at or timezone.now() - timedelta(hours=hours_ago))
    return story


def publish(story: Article, *, by: User | None = None, at: datetime | None = None, **how: object) -> Edition:
    """Publishes what the story is now."""
    story.refresh_from_db()
    return publishing.publish(story, by=by or administrator(), version=story.version, at=at, **how)


def change(story: Article, *, by: User | None = None, **fields: object) -> Article:
    """Saves changed fields as the desk's form would."""
    story.refresh_from_db()
    for name, value in fields.items():
        setattr(story, name, value)
    story.save()
    writing.record(story, by=by or administrator(), seen=story.version)
    return story


def live_edition(story: Article) -> Edition:
    return Edition.objects.live().select_related("section").get(article=story)
