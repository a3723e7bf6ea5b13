"""What machines are told of a story and of the paper: schema.org data, sharing cards, absolute addresses, pictures."""

import re
from typing import Any, NamedTuple, Protocol
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models import Edition, Section
from articles.models.credit import CreditRole
from articles.models.photo import public_url

# XML 1.0 section 2.2: what is not listed there makes a whole feed unreadable.
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SCHEMA = "https://schema.org"
CARD_WIDTH = 1200  # pixels; what sharing cards ask for

Data = dict[str, Any]


class Names(Protocol):
    """Names and addresses by id, as `articles.names` reads them."""

    authors: dict[int, tuple[str, str]]
    topics: dict[int, tuple[str, str]]


class Person(NamedTuple):
    name: str
    url: str  # absolute, or empty for words without an author


class Shared(NamedTuple):
    """The file of a picture that other sites show."""

    url: str
    width: int
    height: int
    alt: str


def absolute(path: str) -> str:
    """An address of the paper, complete; one that is complete already stays."""
    if path.startswith("/") and not path.startswith("//"):
        return f"{settings.NEWSROOM_URL}{path}"
    return urljoin(f"{settings.NEWSROOM_URL}/", path)


def words(text: str) -> str:
    """Text without the characters that XML cannot carry."""
    return NOT_IN_XML.sub("", text)


def people(edition: Edition, names: Names, role: str = CreditRole.BY) -> list[Person]:
    """Who is credited in a role, in order; an author under her own name, not under a byline's wording."""
    found = []
    for credit in edition.credits:
        if credit["role"] != role:
            continue
        if credit["author"] in names.authors:
            name, url = names.authors[credit["author"]]
            found.append(Person(words(name), absolute(url)))
        elif credit["wording"]:
            found.append(Person(words(credit["wording"]), ""))
    return found


def subjects(edition: Edition, names: Names) -> list[str]:
    return [words(names.topics[pk][0]) for pk in edition.topics if pk in names.topics]


def shared_picture(picture: Data | None, crop: str = "wide") -> Shared | None:
    """The widest JPEG of a crop that is not wider than a card; every site can show a JPEG."""
    sizes = (picture or {}).get("crops", {}).get(crop, {}).get("jpeg", [])
    fitting = [size for size in sizes if size[0] <= CARD_WIDTH] or sizes[:1]
    if not fitting:
        return None
    width, height, file = fitting[-1]
    return Shared(absolute(public_url(file)), width, height, words(picture["alt"]))


def description(edition: Edition) -> str:
    return edition.standfirst or edition.headline


def publisher() -> Data:
    return {"@type": "NewsMediaOrganization", "name": settings.NEWSROOM_NAME, "url": absolute("/")}


def story(edition: Edition, names: Names, line: list[Section]) -> list[Data]:
    """NewsArticle and BreadcrumbList of a live edition; `line` is its section with all above it, root first."""
    url = absolute(edition.get_absolute_url())
    data = {
        "@context": SCHEMA,
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "url": url,
        "headline": edition.headline,
        "alternativeHeadline": edition.short_headline,
        "description": edition.standfirst,
        "datePublished": edition.published_at.isoformat(),
        "dateModified": (edition.changed_at or edition.published_at).isoformat(),
        "inLanguage": edition.language,
        "isAccessibleForFree": True,
        "wordCount": edition.word_count,
        "dateline": edition.content.get("dateline"),
        "articleSection": [section.name for section in line],
        "keywords": subjects(edition, names),
        "author": [_person(p) for p in people(edition, names)] or [publisher()],
        "translator": [_person(p) for p in people(edition, names, CreditRole.TRANSLATED)],
        "publisher": publisher(),
        "image": _images(edition),
        "correction": [_correction(note) for note in edition.content.get("corrections", ())],
    }
    return [{key: value for key, value in data.items() if value not in ("", None, [])}, breadcrumb(line)]


def breadcrumb(line: list[Section]) -> Data:
    """BreadcrumbList from Home down to a section; a story's own page is not a step of it."""
    steps = [(_("Home"), "/"), *((section.name, section.get_absolute_url()) for section in line)]
    return {
        "@context": SCHEMA,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(steps, start=1)
        ],
    }


def _person(person: Person) -> Data:
    data = {"@type": "Person", "name": person.name}
    return data | {"url": person.url} if person.url else data


def _images(edition: Edition) -> list[Data]:
    found = [shared_picture(edition.picture, crop) for crop in ("wide", "square", "full")]
    return [
        {"@type": "ImageObject", "url": image.url, "width": image.width, "height": image.height}
        for image in found
        if image
    ]


def _correction(note: Data) -> Data:
    return {"@type": "CorrectionComment", "text": note["note"], "datePublished": note["at"]}
