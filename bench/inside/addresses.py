"""Addresses of the paper: one of each kind of page, and as many distinct ones as asked for."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils import timezone

from articles.models import Edition, Listing, Section


def run(most: int) -> dict[str, Any]:
    at = timezone.now()
    newest = Edition.objects.live(at).select_related("section").order_by("-published_at").first()
    article = newest.get_absolute_url()
    broad, sparse = sections(at)
    return {
        "article": article,
        "comments": f"{article}comments/",
        "section": f"/{broad}/",
        "sparse": f"/{sparse}/",
        "sections": [f"/{path}/" for path in Section.objects.values_list("path", flat=True)],
        "day": f"/archive/{newest.published_on:%Y/%m/%d}/",
        "month": f"/sitemap-{newest.published_on:%Y-%m}.xml",
        "articles": list(stories(at, most)),
    }


def stories(at: Any, most: int) -> Iterator[str]:
    """The newest first."""
    rows = Edition.objects.live(at).order_by("-published_at", "-article_id")
    for path, day, slug in rows.values_list("section__path", "published_on", "slug")[:most].iterator(5000):
        yield f"/{path}/{day:%Y/%m/%d}/{slug}/"


def sections(at: Any) -> tuple[str, str]:
    """Paths of the sections with the most and with the fewest stories; a sparse one has at least one."""
    counted = dict(
        Listing.objects.live(at)
        .filter(kind=Listing.Kind.SECTION)
        .values_list("place")
        .annotate(number=Count("id"))
        .order_by("number")
    )
    paths = dict(Section.objects.filter(pk__in=counted).values_list("pk", "path"))
    ordered = [paths[place] for place in counted if place in paths]
    return ordered[-1], ordered[0]
