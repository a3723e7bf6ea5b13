"""A story's working copy. Only the desk sees it; readers read editions."""

from datetime import datetime

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.querysets import ArticleQuerySet
from articles.workflow import FOREVER, Act, Stage, State, possible


class Article(models.Model):
    """`version` rises with every save; acts name the version they have seen."""

    headline = models.CharField(_("headline"), max_length=200)
    short_headline = models.CharField(
        _("short headline"), max_length=80, blank=True, help_text=_("For lists and sharing. Empty: the headline.")
    )
    kicker = models.CharField(
        _("kicker"), max_length=40, blank=True, help_text=_("A word or two above the headline, such as “Explained”.")
    )
    standfirst = models.TextField(
        _("standfirst"), max_length=500, blank=True, help_text=_("One or two sentences below the headline.")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        validators=[RegexValidator(r"^[a-z0-9-]+$", _("Use small letters, digits and hyphens."))],
        help_text=_("The last part of the address. Old addresses lead to the new one."),
    )
    section = models.ForeignKey("articles.Section", models.PROTECT, related_name="articles", verbose_name=_("section"))
    further_sections = models.ManyToManyField(
        "articles.Section",
        blank=True,
        related_name="+",
        verbose_name=_("further sections"),
        help_text=_("The story is listed there too; its address stays."),
    )
    topics = models.ManyToManyField("articles.Topic", blank=True, related_name="+", verbose_name=_("topics"))
    dateline = models.CharField(
        _("dateline"), max_length=80, blank=True, help_text=_("Where it was written, such as “Seoul”.")
    )
    lead_photo = models.ForeignKey(
        "articles.Photo", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead picture")
    )
    lead_cutline = models.CharField(
        _("cutline"), max_length=500, blank=True, help_text=_("Empty: the picture's own caption.")
    )
    lead_credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Empty: the picture's own credit.")
    )
    lead_alt = models.CharField(
        _("alt text"), max_length=300, blank=True, help_text=_("Empty: the picture's own alt text.")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    desk_note = models.TextField(
        _("desk note"), max_length=5000, blank=True, help_text=_("For the desk. It is never published.")
    )
    planned_at = models.DateTimeField(
        _("planned for"), null=True, blank=True, help_text=_("A plan for the desk. It publishes nothing.")
    )
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices, default=Stage.DRAFT, editable=False)
    public_until = models.DateTimeField(null=True, editable=False)  # the end of its last edition; the acts keep it
    version = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    created_at = models.DateTimeField(editable=False, default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+")
    saved_at = models.DateTimeField(_("last saved"), editable=False, default=timezone.now)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-saved_at"]
        indexes = [
            models.Index(fields=["section", "-saved_at"], name="articles_article_by_section"),
            models.Index(fields=["-saved_at", "-id"], name="articles_article_last_saved"),
            models.Index(fields=["public_until", "-saved_at", "-id"], name="articles_article_public_until"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="articles_article_stage_is_known")
        ]

    def __str__(self) -> str:
        return self.headline

    @cached_property
    def standing(self) -> "Standing":
        """Its editions now; one query, kept on this object."""
        return self.standing_at(timezone.now())

    def standing_at(self, at: datetime) -> "Standing":
        return Standing(self, list(self.editions.defer("content").order_by("live_from")), at)

    @property
    def state(self) -> str:
        """Its derived state now; costs no query on rows of `for_desk`."""
        if hasattr(self, "live_edition"):
            live, public, withdrawn = map(bool, (self.live_edition, self.public_edition, self.withdrawn_edition))
            return derive(self.stage, live, self.scheduled_at, public, withdrawn)
        return self.standing.state


def derive(stage: str, live: bool, scheduled: datetime | None, was_public: bool, withdrawn: bool) -> str:
    """The one order in which states win: live, scheduled, expired, withdrawn, the stage.

    `was_public` counts no withdrawn edition: a story that was withdrawn, published once more and ended has expired.
    """
    if live:
        return State.LIVE
    if scheduled:
        return State.SCHEDULED
    if was_public:
        return State.EXPIRED
    return State.WITHDRAWN if withdrawn else State(stage)


class Standing:
    """How a story stands at a moment: its live, pending and past editions."""

    def __init__(self, article: Article, editions: list, at: datetime) -> None:
        self.article, self.at, self.editions = article, at, editions
        self.live = next((e for e in self.shown if e.live_from <= at < e.live_until), None)
        self.pending = next((e for e in self.shown if e.live_from > at), None)
        self.past = [e for e in editions if e.live_from <= at]
        self.was_public = any(e.withdrawn_at is None for e in self.past)
        self.is_withdrawn = any(e.withdrawn_at for e in editions)

    @property
    def shown(self) -> list:
        """All that were not withdrawn."""
        return [e for e in self.editions if e.withdrawn_at is None]

    @property
    def state(self) -> str:
        scheduled = self.pending and self.pending.live_from
        return derive(self.article.stage, bool(self.live), scheduled, self.was_public, self.is_withdrawn)

    @property
    def label(self) -> str:
        return State(self.state).label

    @property
    def ends_at(self) -> datetime | None:
        """The end of the live edition, unless it has none or a scheduled change is that end."""
        if not self.live or self.live.live_until == FOREVER or self.pending:
            return None
        return self.live.live_until

    @property
    def has_changes(self) -> bool:
        """Whether the desk has saved since the text that readers see."""
        return bool(self.live) and self.live.revision < self.article.version

    @property
    def acts(self) -> frozenset[Act]:
        return possible(
            stage=self.article.stage,
            live=bool(self.live),
            pending=bool(self.pending),
            was_public=self.was_public,
        )

    @property
    def first_published_at(self) -> datetime | None:
        return min((e.published_at for e in self.past), default=None)
