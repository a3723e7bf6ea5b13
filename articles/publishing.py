"""The acts that decide what readers can read: publish, schedule, expire, withdraw, correct.

They alone write editions, listings and addresses. Each runs in one transaction, asks access and the move,
writes the log and purges the page cache on commit; time decides the rest.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access, caching, listings, photos, snapshot
from articles.models import Address, Article, Correction, Edition, EditionPhoto, Listing, Pin
from articles.models.article import Standing
from articles.workflow import FOREVER, Act, Stage, WrongMove
from articles.writing import lock
from newsroom.log.writing import write

Pending = Literal["rebuild", "cancel"] | None
TICK = timedelta(microseconds=1)


@dataclass
class _Move:
    """A story under lock, at the act's own moment; read the clock after the lock, or a waiting editor is too early."""

    article: Article
    by: Any
    now: datetime
    standing: Standing


def _begin(article: Article, act: Act, *, by: Any, version: int | None = None) -> _Move:
    locked = lock(article, version=version)
    access.require(by, "publish", locked)
    now = timezone.now()
    standing = locked.standing_at(now)
    if act not in standing.acts:
        raise WrongMove(IMPOSSIBLE[act])
    return _Move(locked, by, now, standing)


IMPOSSIBLE = {
    Act.UNSCHEDULE: _("Nothing is scheduled for this story."),
    Act.EXPIRE: _("This story is not live, so it cannot end."),
    Act.WITHDRAW: _("This story was never public, so there is nothing to withdraw."),
    Act.CORRECT: _("This story is not live. Publish it; a correction belongs to what readers have read."),
}


@transaction.atomic
def publish(
    article: Article,
    *,
    by: Any,
    version: int,
    at: datetime | None = None,
    until: datetime | None = None,
    pending: Pending = None,
) -> Edition:
    """Makes the working copy the edition that readers get, now or from `at` on (in the past: with “backdate”).

    Raises NotAllowed, StaleVersion, or WrongMove: when the text is not ready, the address is taken, or a change is
    scheduled and `pending` does not say whether to "rebuild" it from this text or to "cancel" it.
    """
    scheduled = at is not None and at > timezone.now()
    move = _begin(article, Act.SCHEDULE if scheduled else Act.PUBLISH, by=by, version=version)
    if scheduled and at <= move.now:  # the moment came while waiting for the lock
        at = None
    edition = _issue(move, at=at, until=until, pending=pending)
    _finish(move, "schedule" if scheduled else "publish", edition)
    return edition


@transaction.atomic
def correct(article: Article, *, by: Any, version: int, note: str, pending: Pending = None) -> Correction:
    """Publishes the corrected text at once, with a public note tied to the edition before and the edition after."""
    note = note.strip()
    if not note:
        raise WrongMove(_("Say in a sentence what was wrong and what is right."))
    move = _begin(article, Act.CORRECT, by=by, version=version)
    before = move.standing.live
    edition = _issue(move, pending=pending, note=note)
    correction = Correction.objects.create(
        article=move.article, before=before, after=edition, note=note, at=edition.live_from, by=by
    )
    _finish(move, "correct", edition, after={"note": note, "before": before.number})
    return correction


@transaction.atomic
def unschedule(article: Article, *, by: Any) -> None:
    """Takes back what has not begun; a live story goes on as if nothing had been planned."""
    move = _begin(article, Act.UNSCHEDULE, by=by)
    pending = move.standing.pending
    _cancel(move)
    live = move.standing.live
    if live and live.live_until == pending.live_from:
        _end(live, FOREVER)
    _finish(move, "unschedule", None, before={"live_from": pending.live_from.isoformat()})


@transaction.atomic
def expire(article: Article, *, by: Any, at: datetime | None = None) -> None:
    """Ends the story at a moment (now unless said; FOREVER lifts an end); its address then answers 410."""
    move = _begin(article, Act.EXPIRE, by=by)
    last = move.standing.pending or move.standing.live
    moment = at or move.now
    if moment <= last.live_from or moment < move.now:
        raise WrongMove(_("The end must come after the beginning and lie ahead. Choose a later moment."))
    before = last.live_until
    _end(last, moment)
    _finish(move, "expire", last, before={"live_until": before.isoformat()}, after={"live_until": moment.isoformat()})


@transaction.atomic
def withdraw(article: Article, *, by: Any, reason: str, public_note: str) -> None:
    """Takes a story from every public surface, history and past included; its address answers 410 with the note."""
    if not reason.strip() or not public_note.strip():
        raise WrongMove(_("Give a reason for the desk and a note for readers."))
    move = _begin(article, Act.WITHDRAW, by=by)
    if move.standing.pending:
        _cancel(move)
    shown = Edition.objects.filter(article=move.article, withdrawn_at=None)
    used = list(EditionPhoto.objects.filter(edition__in=shown).values_list("photo_id", flat=True).distinct())
    places = _places(move)
    Edition.objects.filter(article=move.article, live_until__gt=move.now).update(live_until=move.now)
    shown.update(withdrawn_at=move.now, public_note=public_note.strip())
    Listing.objects.filter(article=move.article).delete()
    Pin.objects.filter(article=move.article).delete()
    photos.hide_unused(used)
    write("withdraw", move.article, by=by, at=move.now, after={"reason": reason.strip(), "note": public_note.strip()})
    caching.purge_story(move.article.pk, places)


def _issue(
    move: _Move,
    *,
    at: datetime | None = None,
    until: datetime | None = None,
    pending: Pending = None,
    note: str = "",
) -> Edition:
    """Writes the new edition and everything that hangs on it."""
    moment = _moment(move, at)
    data = snapshot.of(move.article)
    _require_ready(data)
    planned = move.standing.pending
    if planned and moment <= move.now and pending is None:
        raise WrongMove(
            _("A change to this story is scheduled. Say whether to rebuild it from this text or to cancel it.")
        )
    if planned:
        _cancel(move)
    rebuilt = planned.live_from if planned and moment <= move.now and pending == "rebuild" else None
    live = move.standing.live
    if live and live.live_until > moment:
        _end(live, moment)
    edition = _write_edition(move, data, moment, rebuilt or until or FOREVER, note)
    if rebuilt:
        _write_edition(move, data, rebuilt, planned.live_until, note)
    Article.objects.filter(pk=move.article.pk).update(stage=Stage.DRAFT)
    _drop_unused_addresses(move.article)
    return edition


def _moment(move: _Move, at: datetime | None) -> datetime:
    moment = at or move.now
    if at is not None and at < move.now:
        access.require(move.by, "backdate", move.article)
    last = max((e.live_from for e in move.standing.editions if e is not move.standing.pending), default=None)
    if last is None or last < moment:
        return moment
    if at is not None and at < move.now:
        raise WrongMove(_("The story was published after that moment already. Choose a later one."))
    return last + TICK


def _require_ready(data: snapshot.Snapshot) -> None:
    """What a working copy may lack and an edition may not."""
    pictures = [data["lead"], *(block for block in data["body"] if block["kind"] == "picture")]
    shown = snapshot.Pictures(data)
    if not any(snapshot.text_of(block) for block in data["body"]) and not any(use["photo"] for use in pictures):
        raise WrongMove(_("The story has no text yet. Write its body, then publish."))
    for use in pictures:
        picture = shown.of(use)
        if picture and not picture["alt"].strip():
            raise WrongMove(_("A picture has no alt text. Say what it shows, then publish."))


def _write_edition(move: _Move, data: snapshot.Snapshot, moment: datetime, until: datetime, note: str) -> Edition:
    article = move.article
    notes = [{"at": c.at.isoformat(), "note": c.note} for c in article.corrections.order_by("at", "id")]
    if note:
        notes.append({"at": (moment if moment > move.now else move.now).isoformat(), "note": note})
    edition = snapshot.edition(data, corrections=notes)
    begun = [e for e in move.standing.editions if e.live_from <= move.now]
    edition.article = article
    edition.number = (article.editions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    edition.live_from, edition.live_until = moment, until
    first = min((e.published_at for e in begun), default=None) or _first_of(article) or moment
    edition.published_at = min(first, moment)
    edition.published_on = edition.published_at.astimezone(settings.PAPER_ZONE).date()
    edition.changed_at = moment if edition.published_at < moment else None
    edition.revision, edition.made_by, edition.made_at = article.version, move.by, move.now
    if moment >= until:
        raise WrongMove(_("A story cannot end before it begins. Choose a later end."))
    _claim_address(edition)
    edition.save(force_insert=True)
    used = snapshot.Pictures(data).photos.values()
    EditionPhoto.objects.bulk_create(EditionPhoto(edition=edition, photo=p, batch=p.batch) for p in used)
    listings.write(edition)
    return edition


def _first_of(article: Article) -> datetime | None:
    """The first moment of the story's editions as they stand in this transaction."""
    return article.editions.order_by("published_at").values_list("published_at", flat=True).first()


def _claim_address(edition: Edition) -> None:
    """A day and a slug name one story; the second story of that day needs another slug."""
    address, _made = Address.objects.get_or_create(
        published_on=edition.published_on, slug=edition.slug, defaults={"article": edition.article}
    )
    if address.article_id != edition.article_id:
        raise WrongMove(
            _("Another story of %(day)s has the slug “%(slug)s”. Choose another slug.")
            % {"day": edition.published_on.isoformat(), "slug": edition.slug}
        )


def _drop_unused_addresses(article: Article) -> None:
    """Addresses that were only planned and never public."""
    used = set(article.editions.values_list("published_on", "slug"))
    for address in Address.objects.filter(article=article):
        if (address.published_on, address.slug) not in used:
            address.delete()


def _end(edition: Edition, moment: datetime) -> None:
    Edition.objects.filter(pk=edition.pk).update(live_until=moment)
    Listing.objects.filter(edition=edition).update(live_until=moment)
    edition.live_until = moment


def _cancel(move: _Move) -> None:
    """Deletes the pending edition, which nobody has read."""
    gone, _rows = Edition.objects.pending(timezone.now()).filter(pk=move.standing.pending.pk).delete()
    if not gone:
        raise WrongMove(_("It has just begun. Reload the page."))
    _drop_unused_addresses(move.article)


def _places(move: _Move) -> dict[str, set[int]]:
    """Every list that any of the story's editions stands in."""
    found: dict[str, set[int]] = {kind: set() for kind in Listing.Kind.values}
    for kind, place in Listing.objects.filter(article=move.article).values_list("kind", "place").distinct():
        found[kind].add(place)
    return found


def _finish(
    move: _Move,
    act: str,
    edition: Edition | None,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    if edition:
        after = {"edition": edition.number, "live_from": edition.live_from.isoformat()} | (after or {})
    write(act, move.article, by=move.by, at=move.now, before=before, after=after)
    caching.purge_story(move.article.pk, _places(move))
