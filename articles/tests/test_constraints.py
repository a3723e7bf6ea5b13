"""The database refuses what the newsroom forbids; each constraint is broken once, and says so in an editor's words."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import (
    Address,
    Article,
    Correction,
    Credit,
    Duty,
    Edition,
    Front,
    GlossaryEntry,
    Listing,
    Photo,
    Revision,
    Section,
)  # fmt: skip
from articles.tests import make

pytestmark = pytest.mark.django_db


def two_duties(section):
    person, group = make.user("Petra"), Group.objects.get_or_create(name="editor")[0]
    return [Duty(user=person, group=group, section=section) for _ in range(2)]


def two_addresses():
    return [Address(article=make.article(), published_on=date(2026, 11, 23), slug="levy") for _ in range(2)]


def two_listings():
    edition = make.publish(make.article(topics=(make.topic(),)))
    row = Listing.objects.get(kind="topic")
    return [Listing(kind="author", place=1, edition=edition, article=edition.article, published_at=row.published_at,
                    live_from=row.live_from, live_until=row.live_until) for _ in range(2)]  # fmt: skip


def unknown_listing():
    row = two_listings()[0]
    row.kind = "mood"
    return [row]


def correction(note):
    story = make.article(published=True)
    edition = make.live_edition(story)
    return [Correction(article=story, before=edition, after=edition, note=note, at=timezone.now(), by=story.created_by)]


def article(**fields):
    return Article(headline="H", slug="h", section=make.section(), created_by=make.administrator(), **fields)


def photo(**fields):
    return Photo(original="a.jpg", format="JPEG", width=1, height=1, digest="", uploaded_at=timezone.now(), **fields)


def again(row, **fields):
    row.pk = None
    for name, value in fields.items():
        setattr(row, name, value)
    return [row]


# Name -> (rows of which the last one breaks it, words of its sentence or "" where no editor can meet it).
BROKEN = {
    "address_names_one_story": (two_addresses, ""),
    "article_stage_is_known": (lambda: [article(stage="lost")], ""),
    "correction_says_what": (lambda: correction(""), "what was wrong"),
    "credit_names_someone": (lambda: [Credit(article=make.article())], "Choose an author"),
    "credit_role_is_known": (lambda: [Credit(article=make.article(), wording="A", role="mood")], ""),
    "duty_once": (lambda: two_duties(make.section()), "this duty already"),
    "duty_once_for_the_paper": (lambda: two_duties(None), "for the whole paper already"),
    "edition_begins_before_it_ends": None,  # test_editions_held.py
    "edition_first_published_before_live": None,
    "edition_number_once": None,
    "edition_one_open": None,
    "editionphoto_once": (lambda: again(make.publish(make.article(lead_photo=make.photo())).uses.get()), ""),
    "front_is_one": (lambda: [Front(pk=2)], ""),
    "glossaryentry_word_once": (
        lambda: [GlossaryEntry(word=word, meaning="M", language="en") for word in ("Levy", "LEVY")],
        "in the glossary already",
    ),
    "listing_kind_is_known": (unknown_listing, ""),
    "listing_once": (two_listings, ""),
    "photo_focal_point_lies_inside": (lambda: [photo(focal_x=1.5)], "Click inside it"),
    "rendition_once_in_its_batch": (lambda: again(make.photo().renditions.first(), file="another.jpg"), ""),
    "revision_number_once": (lambda: again(Revision.objects.get(article=make.article())), ""),
    "section_colour_is_a_token": (lambda: [Section(name="A", slug="a", path="a", colour="pink")], ""),
    "section_slug_once_at_the_top": (
        lambda: [Section(name="A", slug="a", path=path) for path in ("a", "b")],
        "slug here already",
    ),
    "section_slug_once_below_parent": (
        lambda: [Section(name="A", slug="a", path=path, parent=make.section("top")) for path in ("top/a", "top/b")],
        "slug here already",
    ),
}


def test_every_constraint_is_broken_here():
    names = {
        constraint.name.removeprefix("articles_")
        for model in apps.get_app_config("articles").get_models()
        for constraint in model._meta.constraints
    }
    assert names == set(BROKEN)
    assert Edition._meta.constraints


@pytest.mark.parametrize("name", [name for name, how in BROKEN.items() if how])
def test_it_is_refused_by_the_database_and_in_words(name):
    rows, words = BROKEN[name]
    *fine, broken = rows()
    for row in fine:
        row.save(force_insert=True)
    if words:
        with pytest.raises(ValidationError, match=words):
            broken.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        broken.save(force_insert=True)
