"""Named queries. `EditionQuerySet.live` is the one door to everything that readers see."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Self

from django.db import connections
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from newsroom.expressions import Ids

ON_A_MAP = (
    "section__path", "published_on", "slug", "published_at", "changed_at", "live_until", "headline", "language",
)  # fmt: skip


class EditionQuerySet(QuerySet):
    def live(self, at: datetime | None = None) -> Self:
        """What a reader can read at a moment (now unless said): the rule of publication and embargo."""
        at = at or timezone.now()
        return self.filter(withdrawn_at=None, published_at__lte=at, live_from__lte=at, live_until__gt=at)

    def pending(self, at: datetime | None = None) -> Self:
        """Made, but not begun."""
        return self.filter(withdrawn_at=None, live_from__gt=at or timezone.now())

    def begun(self, at: datetime | None = None) -> Self:
        """Was public at some time until a moment, withdrawn or not."""
        return self.filter(live_from__lte=at or timezone.now())

    def cards(self) -> Self:
        """With what a list shows, without the body."""
        return self.select_related("section").defer("content", "public_note")

    def bare(self) -> Self:
        """With its address and what the rules of a conversation ask for alone."""
        return self.select_related("section").only("article", "published_at", "published_on", "slug", "section__path")

    def for_article_page(self, day: date, slug: str, *, at: datetime) -> Self:
        """The live edition of the story that owns a day and a slug; one query with its section."""
        return self.live(at).at_address(day, slug, at=at)

    def at_address(self, day: date, slug: str, *, at: datetime) -> Self:
        """Editions, with their section, of the story that has stood at this address by then; a plan is no hint."""
        stood = self.model.objects.begun(at).filter(article=OuterRef("article"), published_on=day, slug=slug)
        return self.filter(
            Exists(stood), article__addresses__published_on=day, article__addresses__slug=slug
        ).select_related("section")

    def for_day(self, start: datetime, end: datetime, *, at: datetime) -> Self:
        """First published in [start, end), newest first."""
        return (
            self.live(at)
            .filter(published_at__gte=start, published_at__lt=end)
            .cards()
            .order_by("-published_at", "-article_id")
        )

    def for_sitemap(self, start: datetime, end: datetime, *, at: datetime) -> Self:
        """Of stories first published in [start, end), newest first, the columns of `sitemaps.Story`: rows of models
        would cost three times more, and there may be fifty thousand.
        """
        rows = self.live(at).filter(published_at__gte=start, published_at__lt=end)
        return rows.order_by("-published_at", "-article_id").values_list(*ON_A_MAP)

    def newest(self, *, at: datetime) -> Self:
        """The whole paper, newest first."""
        return self.live(at).cards().order_by("-published_at", "-article_id")

    def before(self, published_at: datetime, article_id: int) -> Self:
        """What follows a place in a list that is newest first."""
        return self.filter(
            Q(published_at__lt=published_at) | Q(published_at=published_at, article_id__lt=article_id),
            published_at__lte=published_at,
        )

    def among(self, ids: Collection[int], *, at: datetime) -> Self:
        """Cards of these editions, as far as they are live."""
        return self.live(at).cards().filter(pk__in=ids)

    def places(self) -> Self:
        """Of each row what a list needs before its card: edition, article, first published."""
        return self.values_list("pk", "article_id", "published_at")

    def told(self, articles: Collection[int], *, at: datetime) -> Self:
        """Of these stories, as far as they are live: article, headlines, slug, section's path, day, language, end."""
        rows = self.live(at).filter(article_id__in=articles)
        address = "slug", "section__path", "published_on"
        return rows.values_list("article_id", "short_headline", "headline", *address, "language", "live_until")

    def first_published_at(self, at: datetime) -> datetime | None:
        """When the oldest story that can be read was published; one index look-up."""
        return self.live(at).order_by("published_at").values_list("published_at", flat=True).first()

    def next_change(self, at: datetime) -> datetime | None:
        """The next moment at which any edition begins or ends; two index look-ups."""
        moments = (
            self.filter(live_from__gt=at, withdrawn_at=None).aggregate(m=Min("live_from"))["m"],
            self.filter(live_until__gt=at, withdrawn_at=None).aggregate(m=Min("live_until"))["m"],
        )
        return min((m for m in moments if m), default=None)


class ListingQuerySet(QuerySet):
    def live(self, at: datetime) -> Self:
        """The same rule as `EditionQuerySet.live`, on the columns copied here; withdrawn stories have no rows."""
        return self.filter(published_at__lte=at, live_from__lte=at, live_until__gt=at)

    def places(self) -> Self:
        """Of each row what a list needs before its card: edition, article, first published."""
        return self.values_list("edition_id", "article_id", "published_at")

    def in_place(self, kind: str, place: int, *, at: datetime) -> Self:
        """A section's, author's or topic's list, newest first."""
        return self.live(at).filter(kind=kind, place=place).order_by("-published_at", "-article_id")

    def before(self, published_at: datetime, article_id: int) -> Self:
        return self.filter(
            Q(published_at__lt=published_at) | Q(published_at=published_at, article_id__lt=article_id),
            published_at__lte=published_at,
        )

    def newest_in_sections(self, sections: QuerySet, most: int, *, besides: Collection[int], at: datetime) -> QuerySet:
        """For each section its id and a list with the editions of its newest stories, `most` at most.

        `besides` are editions that stand elsewhere already.
        """
        newest = self.in_place(self.model.Kind.SECTION, OuterRef("pk"), at=at).exclude(edition__in=besides)
        return sections.order_by().values_list("pk", Ids(newest.values_list("edition_id")[:most]))


class ArticleQuerySet(QuerySet):
    def for_desk(self, at: datetime | None = None) -> Self:
        """With each story's live and pending moments, for states and filters in lists without a query a row.

        Each asks for one edition of its story: for an EXISTS here PostgreSQL would read all editions first.
        """
        at = at or timezone.now()
        editions = self._editions().filter(article=OuterRef("pk"))
        return self.annotate(
            live_edition=Subquery(editions.live(at).values("pk")[:1]),
            scheduled_at=Subquery(editions.pending(at).order_by("live_from").values("live_from")[:1]),
            last_published_at=Subquery(editions.live(at).values("live_from")[:1]),
            withdrawn_edition=Subquery(editions.filter(withdrawn_at__isnull=False).values("pk")[:1]),
            public_edition=Subquery(editions.begun(at).filter(withdrawn_at=None).values("pk")[:1]),
        ).select_related("section", "lead_photo")

    def in_state(self, state: str, at: datetime | None = None) -> Self:
        """Those `for_desk` whose derived state is this; mirrors `Article.state`, held together by a test.

        But for live ones, of which lists are full, each is a range of an index: the acts keep `public_until`.
        """
        at = at or timezone.now()
        rows = self.for_desk(at)
        if state == "live":
            return rows.filter(live_edition__isnull=False)
        if state == "scheduled":
            return rows.filter(live_edition=None, pk__in=self._editions().pending(at).values("article"))
        if state == "expired":
            return rows.filter(pk__in=self.model.objects.filter(public_until__lte=at).order_by().values("pk"))
        never = rows.filter(public_until=None)
        if state == "withdrawn":
            return never.filter(withdrawn_edition__isnull=False)
        return never.filter(withdrawn_edition=None, stage=state)

    def keep_public_until(self) -> int:
        """Writes when each story's last edition ends; after every act on its editions. One statement."""
        return self.update(public_until=last_end(self._editions()))

    def _editions(self) -> EditionQuerySet:
        return self.model.editions.rel.related_model.objects.all()


def last_end(editions: QuerySet) -> Subquery:
    """When a story's last edition that was not withdrawn ends; null when it has none."""
    ends = editions.filter(article=OuterRef("pk"), withdrawn_at=None).order_by("-live_until")
    return Subquery(ends.values("live_until")[:1])


class PhotoQuerySet(QuerySet):
    def for_desk(self) -> Self:
        """Each with whether the sizes that an edition needs are there."""
        return self.annotate(is_ready=self._sized())

    def unready(self) -> Self:
        """Those whose sizes an edition would wait for."""
        return self.filter(~self._sized())

    def _sized(self) -> Exists:
        """Its WebP files come in one transaction with all others that an edition needs."""
        renditions = self.model.renditions.rel.related_model.objects
        return Exists(renditions.filter(photo=OuterRef("pk"), batch=OuterRef("batch"), format="webp"))


class RevisionQuerySet(QuerySet):
    def last_number(self) -> int:
        return self.aggregate(last=Max("number"))["last"] or 0


class PinQuerySet(QuerySet):
    def for_front_page(self, *, at: datetime) -> Self:
        """Pins that still hold, in their order."""
        return self.filter(Q(until=None) | Q(until__gt=at)).order_by("position")

    def with_editions(self, live: QuerySet) -> Self:
        """Edition, article and end of each pin whose story is among the `live` editions.

        From the few pins to their editions: the other way round the database walks through every live story.
        """
        of_story = live.filter(article=OuterRef("article")).values("pk")[:1]
        rows = self.annotate(edition=Subquery(of_story)).filter(edition__isnull=False)
        return rows.values_list("edition", "article_id", "until")


class CorrectionQuerySet(QuerySet):
    def for_page(self, *, at: datetime) -> Self:
        """Corrections of stories that are live, newest first."""
        return (
            self.filter(
                article__editions__withdrawn_at=None,
                article__editions__published_at__lte=at,
                article__editions__live_from__lte=at,
                article__editions__live_until__gt=at,
                at__lte=at,
            )
            .annotate(edition_id_now=F("article__editions__id"))
            .order_by("-at", "-id")
        )

    def before(self, at: datetime, pk: int) -> Self:
        return self.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk), at__lte=at)


MONTH = {"sqlite": "date(day, 'start of month')", "postgresql": "date_trunc('month', day)::date"}
MONTHS = """
WITH RECURSIVE months (day) AS (
    SELECT max(published_on) FROM articles_address WHERE published_on <= %s
    UNION ALL
    SELECT (SELECT max(published_on) FROM articles_address WHERE published_on < {month})
    FROM months WHERE day IS NOT NULL
)
SELECT day FROM months WHERE day IS NOT NULL
"""


class AddressQuerySet(QuerySet):
    def months(self, *, until: date) -> list[str]:
        """Those that have addresses up to a day, newest first, as 2026-03: one look into the index for each of them."""
        connection = connections[self.db]
        with connection.cursor() as cursor:
            cursor.execute(MONTHS.format(month=MONTH[connection.vendor]), [until])
            return [str(day)[:7] for (day,) in cursor.fetchall()]

    def crowded_months(self, most: int) -> list[str]:
        """Those with more addresses than that; counts every address, from the unique index alone."""
        days = self.order_by("published_on").values("published_on").annotate(number=Count("pk"))
        months: Counter[str] = Counter()
        for day, number in days.values_list("published_on", "number").iterator():
            months[f"{day:%Y-%m}"] += number
        return [month for month, number in months.items() if number > most]

    def days(self, month: str, *, until: date) -> list[date]:
        """Those of a month that have addresses up to a day, newest first."""
        first = date.fromisoformat(f"{month}-01")
        rows = self.filter(published_on__gte=first, published_on__lt=month_after(first), published_on__lte=until)
        return list(rows.order_by("-published_on").values_list("published_on", flat=True).distinct())


def month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
