"""A grown archive is made of the rows that the acts would have written, the same ones each time."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import (
    Address,
    Article,
    Credit,
    Edition,
    EditionPhoto,
    Listing,
    Revision,
    TextBlock,
)
from articles.tests import make
from comments.models import Comment, CommentVersion, Thread
from comments.tests import make as say
from newsroom.demo.growing import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(db: None) -> None:
    make.administrator()
    make.photo()
    for path in ("national/politics", "national/courts", "sport"):
        make.section(path)


def shape(value: Any) -> Any:
    """Types and keys, with one of each list's elements."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


def shape_of(row: Model) -> dict[str, Any]:
    return {field.attname: shape(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def grow(**options: int) -> None:
    call_command("grow", verbosity=0, **options)


def test_a_grown_story_has_the_shapes_of_a_published_one(paper: None) -> None:
    grow(articles=12)
    now = timezone.now()
    published = make.article(
        "Published", authors=(make.author(),), topics=(make.topic(),), lead_photo=make.photo(), lead_alt="It."
    )
    publishing.publish(published, by=make.administrator(), version=published.version, at=now - timedelta(hours=1))
    grown = next(
        edition.article
        for edition in Edition.objects.filter(slug__startswith=stories.SLUG).select_related("article")
        if edition.picture and edition.topics
    )
    for model, name in [
        (Edition, "article"), (Address, "article"), (Listing, "article"), (Revision, "article"), (TextBlock, "parent"),
        (Credit, "article"), (EditionPhoto, "edition__article"), (Article, "id"),
    ]:  # fmt: skip
        pair = [model.objects.filter(**{name: story.pk}).order_by("pk").first() for story in (grown, published)]
        assert all(pair), model
        assert shape_of(pair[0]) == shape_of(pair[1]), model
    kinds = [set(Listing.objects.filter(article=story).values_list("kind", flat=True)) for story in (grown, published)]
    assert kinds[0] == kinds[1] == {"section", "author", "topic"}


def test_a_grown_comment_has_the_shapes_of_one_that_was_said(paper: None) -> None:
    grow(articles=2, comments=20)
    said = say.comment(make.article("Talked about", published=True))
    grown = Comment.objects.filter(key__startswith="grown-", parent=None).first()
    assert shape_of(grown) == shape_of(said)
    assert not CommentVersion.objects.exists()


def test_all_counts_are_right(paper: None, capsys: pytest.CaptureFixture) -> None:
    grow(articles=6, comments=300, comments_on_one=400)
    call_command("recount")
    assert Comment.objects.filter(parent__isnull=False).exists()
    assert Thread.objects.order_by("-public_count").first().public_count == 400


def told() -> list[Any]:
    rows = Edition.objects.filter(slug__startswith=stories.SLUG).order_by("article__slug")
    editions = rows.values_list("slug", "headline", "published_at", "section__path", "content", "topics", "credits")
    comments = Comment.objects.order_by("pk").values_list("key", "text", "created_at", "depth")
    return json.loads(json.dumps([list(editions), list(comments)], default=str))


def test_the_same_numbers_give_the_same_rows_at_once_or_in_steps(paper: None) -> None:
    grow(articles=8, comments=30)
    first = told()
    Comment.objects.update(parent=None, root=None, depth=0)
    CommentVersion.objects.all().delete()
    Comment.objects.all()._raw_delete("default")
    Thread.objects.all().delete()
    for model in (Listing, EditionPhoto, Edition, Address, Article):
        model.objects.all().delete()
    grow(articles=3)
    grow(articles=8, comments=30)
    assert told() == first
    grow(articles=8, comments=30)
    assert told() == first, "there are so many already"


def test_readers_find_what_was_grown(paper: None, client: Client) -> None:
    grow(articles=30, comments=40)
    edition = Edition.objects.filter(slug=f"{stories.SLUG}0").select_related("section").get()
    address = edition.get_absolute_url()
    month = f"/sitemap-{edition.published_on:%Y-%m}.xml"
    day = f"/archive/{edition.published_on:%Y/%m/%d}/"
    for path in (address, f"{address}comments/", edition.section.get_absolute_url(), "/", "/feed/", month, day):
        assert client.get(path).status_code == 200, path
    assert edition.headline in client.get(address).text


def test_a_paper_that_readers_read_is_not_filled_by_mistake(paper: None, settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="invented"):
        grow(articles=1)
    grow(articles=1, in_production=True)
    assert stories.grown() == 1


def test_an_empty_paper_is_sent_to_the_demo(db: None) -> None:
    with pytest.raises(CommandError, match="no section"):
        grow(articles=1)
