"""Stories in bulk: rows as the acts would have written them, published years ago, minutes apart."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from articles import listings, search, snapshot
from articles.models import (
    Address,
    Article,
    Author,
    Credit,
    Edition,
    EditionPhoto,
    Listing,
    Photo,
    Revision,
    Section,
    TextBlock,
    Topic,
    Words,
)
from articles.workflow import FOREVER
from newsroom.demo.growing import words

SLUG = "grown-"
NEWEST = datetime(2026, 1, 1, 12, tzinfo=UTC)  # story 0; each further one is older
APART = timedelta(minutes=10)  # a million stories are nineteen years
BATCH = 250  # stories in a transaction; about half a second
BODIES = 120
AUTHORS, TOPICS, PHOTOS = 200, 40, 24
SPARSE = 5000  # one story in so many stands in the last section,
FIRST, OFTEN = 1000, 40  # and of the first thousand one in forty, so that it fills a page of its own from the beginning


@dataclass(frozen=True)
class Soil:
    """What all stories share. `drafts` are snapshots without their own words, `editions` what is made of them.

    `texts` are the different words of each body.
    """

    by: Any
    sections: list[Section]
    parents: dict[int, int | None]
    authors: list[Author]
    topics: list[Topic]
    photos: list[Photo]
    drafts: list[snapshot.Snapshot]
    editions: list[Edition]
    texts: list[str]


def grown() -> int:
    """How many there are."""
    return Article.objects.filter(slug__startswith=SLUG).count()


def soil(by: Any) -> Soil:
    """Two hundred authors, forty topics and some bodies; pictures and sections are those of the paper."""
    photos = list(Photo.objects.exclude(batch="").filter(renditions__format="webp").distinct().order_by("pk")[:PHOTOS])
    drafts = [_draft(number, photos) for number in range(BODIES)]
    editions = [snapshot.edition(draft, pictures=snapshot.Pictures(draft)) for draft in drafts]
    sections = list(Section.objects.filter(children=None).order_by("path"))
    authors = [_named(Author, f"writer-{number}", f"Writer {number}") for number in range(AUTHORS)]
    topics = [_named(Topic, f"subject-{number}", f"Subject {number}") for number in range(TOPICS)]
    texts = [" ".join(sorted(set(search.runs(snapshot.text_of(draft["body"][0]))))) for draft in drafts]
    return Soil(by, sections, listings.parents(), authors, topics, photos, drafts, editions, texts)


def _named(model: Any, slug: str, name: str) -> Any:
    return model.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def _draft(number: int, photos: list[Photo]) -> snapshot.Snapshot:
    random, korean = Random(f"body {number}"), words.is_korean(number)
    photo = photos[number % len(photos)] if photos and number % 4 else None
    return {
        "format": 1,
        **dict.fromkeys(snapshot.FIELDS, ""),
        "standfirst": words.sentence(random, korean=korean),
        "language": "ko" if korean else "en",
        "section": 0,
        "further": [],
        "topics": [],
        "planned_at": None,
        "lead": {"photo": photo and photo.pk, "cutline": "", "credit": "", "alt": "A view of it" if photo else ""},
        "credits": [],
        "body": [{"kind": "text", "uuid": "", "html": words.body(random, korean=korean)}],
    }


@transaction.atomic
def sow(soil: Soil, first: int, after: int) -> None:
    """Stories number `first` up to `after`, in one transaction."""
    seeds = [_seed(soil, number) for number in range(first, after)]
    articles = Article.objects.bulk_create([seed.article for seed in seeds])
    for seed, article in zip(seeds, articles, strict=True):
        seed.edition.article = article
    Revision.objects.bulk_create(
        Revision(article=s.article, number=1, data=s.data, by=soil.by, at=s.edition.live_from) for s in seeds
    )
    TextBlock.objects.bulk_create(
        TextBlock(parent=s.article, ordering=10, uuid=UUID(s.data["body"][0]["uuid"]), html=s.data["body"][0]["html"])
        for s in seeds
    )
    Credit.objects.bulk_create(
        Credit(article=s.article, author_id=credit["author"], role=credit["role"])
        for s in seeds
        for credit in s.data["credits"]
    )
    through = Article.topics.through
    through.objects.bulk_create(through(article=s.article, topic_id=topic) for s in seeds for topic in s.data["topics"])
    editions = Edition.objects.bulk_create([s.edition for s in seeds])
    Address.objects.bulk_create(
        Address(article_id=e.article_id, published_on=e.published_on, slug=e.slug) for e in editions
    )
    EditionPhoto.objects.bulk_create(
        EditionPhoto(edition=s.edition, photo=s.article.lead_photo, batch=s.article.lead_photo.batch)
        for s in seeds
        if s.article.lead_photo
    )
    Words.objects.bulk_create(Words(article=s.article, version=1, pieces=s.pieces) for s in seeds)
    Listing.objects.bulk_create(row for edition in editions for row in listings.rows(edition, soil.parents))


@dataclass(frozen=True)
class Seed:
    data: snapshot.Snapshot
    article: Article
    edition: Edition
    pieces: str


def _seed(soil: Soil, number: int) -> Seed:
    random = Random(f"story {number}")
    place = number % BODIES
    at, draft, made = NEWEST - number * APART, soil.drafts[place], soil.editions[place]
    is_sparse = number % (OFTEN if number < FIRST else SPARSE) == 0
    section = soil.sections[-1] if is_sparse else random.choice(soil.sections[:-1] or soil.sections)
    authors = random.sample(soil.authors, 1 if random.random() < 0.8 else 2)
    words_of = {
        "headline": words.headline(random, korean=words.is_korean(place)),
        "slug": f"{SLUG}{number}",
        "section": section.pk,
        "topics": sorted(topic.pk for topic in random.sample(soil.topics, random.randint(0, 2))),
        "credits": [{"author": author.pk, "role": "by", "wording": ""} for author in authors],
        "body": [draft["body"][0] | {"uuid": str(UUID(int=random.getrandbits(128), version=4))}],
    }
    data = draft | words_of
    photo = next((photo for photo in soil.photos if photo.pk == draft["lead"]["photo"]), None)
    pieces = search.pieces(search.headlines_of(data), [soil.texts[place]])
    return Seed(data, _article(soil, data, section, photo, at), _edition(soil, data, made, at), pieces)


def _article(soil: Soil, data: snapshot.Snapshot, section: Section, photo: Photo | None, at: datetime) -> Article:
    own = {name: data[name] for name in snapshot.FIELDS}
    return Article(
        **own,
        section=section,
        lead_photo=photo,
        lead_alt=data["lead"]["alt"],
        public_until=FOREVER,
        version=1,
        created_by=soil.by,
        created_at=at,
        saved_by=soil.by,
        saved_at=at,
    )


def _edition(soil: Soil, data: snapshot.Snapshot, made: Edition, at: datetime) -> Edition:
    """As `snapshot.edition` and then `publishing` make it; what is alike in all stories of a body is shared."""
    own = {name: data[name] for name in snapshot.FIELDS if name not in ("dateline", "desk_note")}
    return Edition(
        **own,
        section_id=data["section"],
        credits=data["credits"],
        topics=data["topics"],
        word_count=made.word_count,
        picture=made.picture,
        content=made.content | {"body": [made.content["body"][0] | {"uuid": data["body"][0]["uuid"]}]},
        number=1,
        live_from=at,
        published_at=at,
        published_on=at.astimezone(settings.PAPER_ZONE).date(),
        revision=1,
        made_by=soil.by,
        made_at=at,
    )
