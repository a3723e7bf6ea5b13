"""A story's place in a list: one row for its section and each ancestor, author and topic."""

from django.db import models

from articles.models.article import Article
from articles.models.edition import Edition
from articles.querysets import ListingQuerySet


class Listing(models.Model):
    """`place` is the id of the section, author or topic; the times are copies of the edition's."""

    class Kind(models.TextChoices):
        SECTION = "section"
        AUTHOR = "author"
        TOPIC = "topic"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    place = models.BigIntegerField()
    is_own = models.BooleanField(default=True)  # named by the story itself, not reached through a section below
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="listings")
    article = models.ForeignKey(Article, models.CASCADE, related_name="listings")
    published_at = models.DateTimeField()
    live_from = models.DateTimeField()
    live_until = models.DateTimeField()

    objects = ListingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "place", "-published_at", "-article"], name="articles_listing_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "place"], name="articles_listing_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["section", "author", "topic"]), name="articles_listing_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}: {self.edition_id}"
