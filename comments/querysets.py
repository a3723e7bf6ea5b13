"""Named queries over comments and their neighbours."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, NoReturn, Self

from django.db.models import Count, Exists, F, OuterRef, Prefetch, ProtectedError, Q, QuerySet, Subquery

from articles.models import Article, Edition
from comments.said import COLUMNS
from comments.states import Queue, State
from newsroom.expressions import Ids, IndexRange

ROOTS_INDEX = "thread_id", "depth", "stands", "id"  # the index of first-level comments
REPLIES_INDEX = "root_id", "stands", "id"
NONE, LAST = 0, 2**63 - 1  # no row has the first as its key; the second is the greatest that a database knows


def live_editions(at: datetime) -> Prefetch:
    """Each story's edition that readers see, as `thread.article.live_editions` (one or none)."""
    return Prefetch("thread__article__editions", Edition.objects.live(at).cards(), to_attr="live_editions")


class ThreadQuerySet(QuerySet):
    def of_story(self, article_id: int) -> Self:
        return self.filter(article_id=article_id)

    def for_person(self, person: int, at: datetime) -> Self:
        """With `is_sanctioned`: whether this person may not comment now, so that hardly anyone costs a query more."""
        people = self.model._meta.apps.get_model("comments", "Sanction").objects
        return self.annotate(is_sanctioned=Exists(people.of(person, at).order_by()))

    def to_say_in(self, person: int, at: datetime, key: str) -> Self:
        """With `is_sanctioned`, and `was_sent`: whether this person has sent a comment with this key anywhere."""
        comments = self.model._meta.apps.get_model("comments", "Comment").objects
        return self.for_person(person, at).annotate(was_sent=Exists(comments.sent(person, key).order_by()))

    def in_sections(self, sections: QuerySet) -> Self:
        return self.filter(article__section__in=sections)

    def stories_without(self, sections: QuerySet, number: int) -> QuerySet[Article]:
        """The newest live stories of these sections that have no thread, with the edition that readers see."""
        live = Edition.objects.live()
        newest = live.filter(article__section__in=sections).exclude(article__in=self.values("article"))
        ids = list(newest.order_by("-published_at").values_list("article", flat=True)[:number])
        shown = Prefetch("editions", live.cards(), to_attr="live_editions")
        return Article.objects.filter(pk__in=ids).prefetch_related(shown).order_by("-pk")

    def with_story(self, at: datetime | None = None) -> Self:
        """With each story's section and the edition that readers see."""
        live = Prefetch("article__editions", Edition.objects.live(at).cards(), to_attr="live_editions")
        return self.select_related("article__section").prefetch_related(live)


class CommentQuerySet(QuerySet):
    def delete(self) -> NoReturn:
        """What was said is marked as gone and stays a row: `talking.take_back` and `readers.erase` do that."""
        raise ProtectedError("Comments are not deleted. Take them back or erase them.", set(self))

    def public(self) -> Self:
        """Whose words a reader may see, as long as the story is public too."""
        return self.filter(is_public=True)

    def said(self) -> Self:
        """Of what has a place in the thread the columns of `Said`."""
        return self.filter(stands=True).values_list(*COLUMNS)

    def cut(self, number: int) -> Self:
        """The first so many, of rows in the order of their keys: an index finds those before anything is joined to them
        (a deferred join)."""
        keys = self.values("pk")[:number]
        return self.model.objects.filter(pk__in=keys).order_by(self.query.order_by[-1])

    def roots(self, thread: int, *, oldest_first: bool, after: int) -> Self:
        """The thread's first-level comments behind a key; the caller cuts the page."""
        threads = self.model._meta.get_field("thread").related_model.objects
        first = Subquery(threads.filter(pk=thread).values("pk")), 0, True
        if oldest_first:
            return self.filter(IndexRange(ROOTS_INDEX, first, after, LAST)).order_by(*ROOTS_INDEX)
        backwards = (f"-{column}" for column in ROOTS_INDEX)
        return self.filter(IndexRange(ROOTS_INDEX, first, NONE, after)).order_by(*backwards)

    def with_first_replies(self, number: int) -> Self:
        """Roots with the ids of the earliest so many replies below each, a list, as a further column.

        A look-up in the index, so that a root with very many replies costs no more than others.
        """
        below = IndexRange(REPLIES_INDEX, (OuterRef("pk"), True), NONE, LAST)
        replies = self.model.objects.filter(below).order_by(*REPLIES_INDEX)
        return self.annotate(first_replies=Ids(replies.values_list("pk")[:number]))

    def among(self, ids: Collection[int]) -> Self:
        """These, oldest first: a reply never comes without its parents."""
        return self.said().filter(pk__in=ids).order_by("id")

    def replies_behind(self, root: int, after: int) -> Self:
        """A root's replies behind a key, oldest first; the caller cuts the page."""
        first = Subquery(self.model.objects.filter(pk=root).values("pk")), True
        return self.filter(IndexRange(REPLIES_INDEX, first, after, LAST)).order_by(*REPLIES_INDEX)

    def own(self, author: object) -> Self:
        """A reader's own comments, newest first, with the decision she should know."""
        return (
            self.filter(author=author)
            .select_related("thread", "decision__rule")
            .exclude(state=State.ERASED)
            .order_by("-id")
        )

    def beside_the_field(self, thread: object, editable_since: datetime) -> Self:
        """Those of one conversation that only their author sees (waiting, rejected), or that she can still change."""
        rule = Q(state__in=[State.WAITING, State.REJECTED]) | Q(is_public=True, created_at__gte=editable_since)
        return self.filter(rule, thread=thread)

    def sent(self, author: object, key: str) -> Self:
        """What its author has sent with this key before: one or none."""
        return self.filter(author=author, key=key)

    def latest_words(self, author: object) -> Self:
        """(text, thread, time) of what an author has said and not taken back, newest first."""
        return (
            self.filter(author=author)
            .exclude(state__in=[State.DELETED, State.ERASED])
            .order_by("-id")
            .values_list("text", "thread_id", "created_at")
        )

    def addressed(self, pk: int, thread: object) -> Self:
        """The comment that anyone may do something to: a public one."""
        return self.public().filter(pk=pk, thread=thread).select_related("author")

    def addressed_by(self, pk: int, thread: object, person: int) -> Self:
        """The comment that a person may do something to: a public one, or her own that still stands.

        With `is_recommended`: whether she recommends it.
        """
        own = Q(author=person, state__in=[State.WAITING, State.APPROVED, State.REJECTED])
        hers = self.model.recommendations.rel.related_model.objects.filter(comment=OuterRef("pk"), reader=person)
        rows = self.filter(Q(is_public=True) | own, pk=pk, thread=thread)
        return rows.select_related("author").annotate(is_recommended=Exists(hers))

    def conversation_root(self, pk: int, thread: object) -> Self:
        """A first-level comment that has a place in the thread."""
        return self.said().filter(pk=pk, thread=thread, depth=0)

    def for_permalink(self, pk: int) -> Self:
        """A public comment with what stands above it."""
        return self.public().select_related("thread", "author", "parent__author", "root__author").filter(pk=pk)

    def with_story(self, at: datetime) -> Self:
        """With the headline of each comment's story where it is live; rows of stories that are not carry none."""
        return self.select_related("thread__article").prefetch_related(live_editions(at))

    def before(self, key: int | None) -> Self:
        return self if key is None else self.filter(id__lt=key)

    def in_queue(self, queue: str) -> Self:
        """Waiting: oldest first, so that nobody waits longest. Reported and all: newest first."""
        if queue == Queue.WAITING:
            return self.filter(queue=queue).order_by("id")
        if queue == Queue.REPORTED:
            return self.filter(queue=queue).order_by("-id")
        return self.exclude(state=State.ERASED).order_by("-id")

    def behind(self, queue: str, key: int | None) -> Self:
        """The next page of `in_queue`."""
        if key is None:
            return self
        return self.filter(id__gt=key) if queue == Queue.WAITING else self.filter(id__lt=key)

    def in_sections(self, sections: QuerySet) -> Self:
        """Below stories of these sections."""
        return self.filter(thread__article__section__in=sections)

    def for_moderators(self, reports: QuerySet, at: datetime) -> Self:
        """With all that a row of the queue shows, in a fixed number of queries."""
        return (
            self.select_related(
                "author", "thread__article__section", "decision__by", "decision__rule", "parent__author"
            )
            .with_story(at)
            .prefetch_related(Prefetch("reports", queryset=reports, to_attr="open_reports"))
        )

    def record(self, authors: Iterable[int]) -> dict[int, dict[str, int]]:
        """How many of each author's comments stand in which state; one query."""
        counts: dict[int, dict[str, int]] = {}
        for author, state, number in (
            self.filter(author__in=authors).values_list("author", "state").annotate(n=Count("id")).order_by()
        ):
            counts.setdefault(author, {})[state] = number
        return counts


class ReportQuerySet(QuerySet):
    def open(self) -> Self:
        return self.filter(handled_at=None).order_by("id")


class SanctionQuerySet(QuerySet):
    def active(self, at: datetime) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=at), lifted_at=None, at__lte=at)

    def of(self, person: object, at: datetime) -> Self:
        """The sanctions that hold now for a person; a ban first, then the longest."""
        return self.active(at).filter(person=person).order_by(F("until").desc(nulls_first=True))


class StandardsQuerySet(QuerySet):
    def versions(self) -> Self:
        """All, newest first, without their words."""
        return self.defer("introduction", "closing").order_by("-version")

    def version(self, number: int) -> Any:
        return self.prefetch_related("rules").filter(version=number).first()

    def current(self) -> Self:
        """The newest version, with its rules."""
        return self.prefetch_related("rules").order_by("-version")[:1]
