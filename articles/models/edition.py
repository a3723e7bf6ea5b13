"""What a reader could read, from `live_from` until `live_until`; `articles.publishing` alone writes it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.photo import Photo
from articles.models.section import Section
from articles.querysets import EditionQuerySet
from articles.workflow import FOREVER


class Edition(models.Model):
    """A snapshot made safe and complete.

    `content` is {"body": [block], "lead": picture | None, "corrections": [{"at", "note"}], "further": [section id],
    "dateline": str}; shapes of blocks and pictures stand in `articles.snapshot`. `picture` is the lead for lists.
    `credits` is [{"author": id | None, "role": str, "wording": str}]. From `live_from` on a trigger holds all of it.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), default=FOREVER)
    published_at = models.DateTimeField(_("first published"))
    published_on = models.DateField(_("day in the address"))
    changed_at = models.DateTimeField(
        _("changed"), null=True, blank=True
    )  # shown as “updated”; null on a first edition
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    public_note = models.TextField(_("public note"), blank=True)

    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80)
    headline = models.CharField(max_length=200)
    short_headline = models.CharField(max_length=80, blank=True)
    kicker = models.CharField(max_length=40, blank=True)
    standfirst = models.TextField(blank=True)
    language = models.CharField(max_length=5)
    word_count = models.PositiveIntegerField(default=0)
    credits = models.JSONField(default=list)
    topics = models.JSONField(default=list)  # ids
    picture = models.JSONField(null=True)
    content = models.JSONField()

    revision = models.PositiveIntegerField(_("revision"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    made_at = models.DateTimeField()
    photos = models.ManyToManyField(Photo, through="articles.EditionPhoto", related_name="editions")

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-live_from"]
        indexes = [
            models.Index(fields=["live_from"], name="articles_edition_next_begin"),
            models.Index(fields=["live_until"], name="articles_edition_next_end"),
            models.Index(fields=["-published_at", "-article"], name="articles_edition_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="articles_edition_number_once"),
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(live_until=FOREVER, withdrawn_at=None),
                name="articles_edition_one_open",
                violation_error_message=_("This story has an open edition already. Reload the page and try again."),
            ),
            models.CheckConstraint(
                condition=models.Q(live_from__lt=models.F("live_until")),
                name="articles_edition_begins_before_it_ends",
                violation_error_message=_("A story cannot end before it begins. Choose a later end."),
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__lte=models.F("live_from")),
                name="articles_edition_first_published_before_live",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.number})"

    def get_absolute_url(self) -> str:
        """Its own address; needs `section` selected."""
        return f"/{self.section.path}/{self.published_on:%Y/%m/%d}/{self.slug}/"

    def is_live(self, at: datetime) -> bool:
        """The rule of `EditionQuerySet.live`, for a row at hand."""
        return self.withdrawn_at is None and self.published_at <= at and self.live_from <= at < self.live_until

    @property
    def list_headline(self) -> str:
        return self.short_headline or self.headline

    @property
    def minutes(self) -> int:
        """Reading time at 230 words a minute, at least 1."""
        return max(1, round(self.word_count / 230))


class EditionPhoto(models.Model):
    """Which batch of a photo's renditions an edition shows; keeps those files from the sweep."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="uses")
    photo = models.ForeignKey(Photo, models.PROTECT, related_name="uses")
    batch = models.CharField(max_length=32, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "photo"], name="articles_editionphoto_once")]

    def __str__(self) -> str:
        return self.batch
