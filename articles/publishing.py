"""The acts that decide what readers can read: publish, schedule, expire, withdraw, correct.

They alone write editions, listings and addresses. Each runs in one transaction, asks access and the move,
writes the log and purges the page cache on commit; time decides the rest. Sizes of pictures that are not there yet
are made before that transaction.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import access, body, caching, listings, photos, snapshot
from articles.models import Address, Article, Correction, Edition, EditionPhoto, Listing, Pin
from articles.models.article import Standing
from articles.workflow import FOREVER, Act, Stage, WrongMove
from articles.writing import lock
from newsroom.log.writing import write

Pending = Literal["rebuild", "cancel"] | None
TICK = timedelta(microseconds=1)

IMPOSSIBLE = {
    Act.UNSCHEDULE: _("Nothing is scheduled for this story."),
    Act.EXPIRE: _("This story is not live, so it cannot end."),
    Act.WITHDRAW: _("This story was never public, so there is nothing to withdraw."),
    Act.CORRECT: _("This story is not live. Publish it; a correction belongs to what readers have read."),
}


@dataclass
class _Move:
    """A story under lock, at the act's own moment; read the clock after the lock, or a waiting editor is too early."""

    article: Article
    by: Any
    now: datetime
    standing: Standing


def _begin(article: Article, act: Act, *, by: Any, version: int | None = None) -> _Move:
    listings.hold_tree(alone=False)
    locked = lock(article, version=version)
    access.require(by, "publish", locked)
    now = timezone.now()
    standing = locked.standing_at(now)
    if act not in standing.acts:
        raise WrongMove(IMPOSSIBLE[act])
    return _Move(locked, by, now, standing)


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

    A planned end stays the story's end unless `until` says another. Raises NotAllowed, StaleVersion, or WrongMove: when
    the text is not ready, the address is taken, or a change is scheduled and `pending` does not say whether to
    "rebuild" it from this text or to "cancel" it. Scheduling once more moves what is scheduled.
    """
    photos.make_ready(snapshot.photos_of(article))
    with transaction.atomic():
        move = _begin(article, Act.PUBLISH, by=by, version=version)
        edition = _issue(move, at=at, until=until, pending=pending)
        _finish(move, "schedule" if edition.live_from > move.now else "publish", edition)
    return edition


def correct(
    article: Article, *, by: Any, version: int, note: str, at: datetime | None = None, pending: Pending = None
) -> Correction:
    """Publishes the corrected text at once, with a public note tied to the edition before and the edition after.

    `at` is a moment in the past (with “backdate”): corrections are never scheduled.
    """
    note = body.storable(note).strip()
    if not note:
        raise WrongMove(_("Say in a sentence what was wrong and what is right."))
    photos.make_ready(snapshot.photos_of(article))
    with transaction.atomic():
        move = _begin(article, Act.CORRECT, by=by, version=version)
        _require_past(move, at)
        edition = _issue(move, at=at, pending=pending, note=note)
        before = move.standing.live
        correction = Correction.objects.create(
            article=move.article, before=before, after=edition, note=note, at=edition.live_from, by=by
        )
        _finish(move, "correct", edition, after={"note": note, "before": before.number})
    return correction


@transaction.atomic
def unschedule(article: Article, *, by: Any) -> None:
    """Takes back what has not begun; a live story goes on, to the end that is planned for it if there is one."""
    move = _begin(article, Act.UNSCHEDULE, by=by)
    pending = move.standing.pending
    _cancel(move)
    _drop_unused_addresses(move)
    _finish(move, "unschedule", None, before={"live_from": pending.live_from.isoformat()})


@transaction.atomic
def expire(article: Article, *, by: Any, at: datetime | None = None) -> None:
    """Ends the story at a moment (now unless said; FOREVER lifts an end); its address then answers 410."""
    move = _begin(article, Act.EXPIRE, by=by)
    last = move.standing.pending or move.standing.live
    moment = at or move.now
    if moment <= last.live_from and last is move.standing.pending:
        raise WrongMove(_("A change is scheduled for a later moment. Unschedule it first, or choose a later end."))
    if moment <= last.live_from or moment < move.now:
        raise WrongMove(_("The end must come after the beginning and lie ahead. Choose a later moment."))
    before = last.live_until
    _end(last, moment)
    _finish(move, "expire", last, before={"live_until": before.isoformat()}, after={"live_until": moment.isoformat()})


@transaction.atomic
def withdraw(article: Article, *, by: Any, reason: str, public_note: str, at: datetime | None = None) -> None:
    """Takes a story from every public surface, history and past included; its address answers 410 with the note.

    `at` is a moment in the past (with “backdate”) after the story's last beginning.
    """
    reason, public_note = body.storable(reason).strip(), body.storable(public_note).strip()
    if not reason or not public_note:
        raise WrongMove(_("Give a reason for the desk and a note for readers."))
    move = _begin(article, Act.WITHDRAW, by=by)
    moment = _require_past(move, at)
    places = _places(move)
    if move.standing.pending:
        _cancel(move)
        _drop_unused_addresses(move)
    if any(e.live_from >= moment for e in move.standing.editions):
        raise WrongMove(ALREADY)
    shown = Edition.objects.filter(article=move.article, withdrawn_at=None)
    used = list(EditionPhoto.objects.filter(edition__in=shown).values_list("photo_id", flat=True).distinct())
    shown.filter(live_until__gt=moment).update(live_until=moment)
    shown.update(withdrawn_at=moment, public_note=public_note)
    Listing.objects.filter(article=move.article).delete()
    Pin.objects.filter(article=move.article).delete()
    photos.hide_unused(used)
    Article.objects.filter(pk=move.article.pk).keep_public_until()
    write("withdraw", move.article, by=by, at=move.now, after={"reason": reason, "note": public_note})
    caching.purge_story(move.article.pk, places)


ALREADY = _("The story was published or withdrawn after that moment already. Choose a later one.")


def _require_past(move: _Move, at: datetime | None) -> datetime:
    """The moment of an act that is never planned: now, or a past one for who may set it."""
    if at is None:
        return move.now
    if at > move.now:
        raise WrongMove(_("That moment lies ahead. Choose a past one. Left empty, it is this moment."))
    access.require(move.by, "backdate", move.article)
    return at


def _issue(
    move: _Move,
    *,
    at: datetime | None = None,
    until: datetime | None = None,
    pending: Pending = None,
    note: str = "",
) -> Edition:
    """Writes the new edition and everything that hangs on it."""
    moment, planned = _moment(move, at), move.standing.pending
    at_once = at is None or at <= move.now
    data = snapshot.of(move.article)
    pictures = snapshot.Pictures(data, lock=True)
    _require_ready(data, pictures)
    if planned and at_once and pending is None:
        raise WrongMove(
            _("A change to this story is scheduled. Say whether to rebuild it from this text or to cancel it.")
        )
    if planned:
        _cancel(move)
    before = next((e for e in move.standing.shown if e.live_from < moment < e.live_until), None)
    end = until or _planned_end(before or planned, moment)
    if before:
        _end(before, moment)
    notes = [{"at": c.at.isoformat(), "note": c.note} for c in move.article.corrections.order_by("at", "id")]
    notes += [{"at": moment.isoformat(), "note": note}] if note else []
    rebuilt = planned.live_from if planned and at_once and pending == "rebuild" else None
    edition = snapshot.edition(data, corrections=notes, pictures=pictures)
    _open(move, edition, pictures, moment, min(end, rebuilt or end))
    if rebuilt:
        again = snapshot.edition(data, corrections=notes, pictures=pictures)
        _open(move, again, pictures, rebuilt, until or planned.live_until)
    Article.objects.filter(pk=move.article.pk).update(stage=Stage.DRAFT)
    _drop_unused_addresses(move)
    return edition


def _planned_end(edition: Edition | None, moment: datetime) -> datetime:
    """The end belongs to the story, not to one of its texts; a text that begins after it begins anew."""
    return edition.live_until if edition and edition.live_until > moment else FOREVER


def _moment(move: _Move, at: datetime | None) -> datetime:
    moment = at or move.now
    if moment < move.now:
        access.require(move.by, "backdate", move.article)
    others = [e for e in move.standing.editions if e is not move.standing.pending]
    last = max((e.live_until if e.withdrawn_at else e.live_from for e in others), default=None)
    if last is None or last < moment:
        return moment
    if moment < move.now:
        raise WrongMove(ALREADY)
    return last + TICK  # clocks of two machines differ


BEING_MADE = _("The sizes of the picture “%(picture)s” are being made. Publish once more in a moment.")
DAMAGED = _("The picture “%(picture)s” is damaged. Choose another one, or add it once more.")


def _require_ready(data: snapshot.Snapshot, shown: snapshot.Pictures) -> None:
    """What a working copy may lack and an edition may not."""
    pictures = [data["lead"], *(block for block in data["body"] if block["kind"] == "picture")]
    if not any(snapshot.text_of(block) for block in data["body"]) and not any(use["photo"] for use in pictures):
        raise WrongMove(_("The story has no text yet. Write its body, then publish."))
    for photo in shown.unready():
        raise WrongMove((DAMAGED if photo.damaged_at else BEING_MADE) % {"picture": photo})
    for use in pictures:
        picture = shown.of(use)
        if picture and not picture["alt"].strip():
            raise WrongMove(_("A picture has no alt text. Say what it shows, then publish."))


def _open(move: _Move, edition: Edition, pictures: snapshot.Pictures, moment: datetime, until: datetime) -> None:
    """Saves a made edition with its span, its address, its pictures and its listings."""
    if moment >= until:
        raise WrongMove(_("A story cannot end before it begins. Choose a later end."))
    earlier = move.standing.editions
    edition.article = move.article
    edition.number = 1 + max((e.number for e in earlier), default=0)
    edition.live_from, edition.live_until = moment, until
    edition.published_at = min([moment, *(e.published_at for e in earlier)])
    edition.published_on = edition.published_at.astimezone(settings.PAPER_ZONE).date()
    edition.changed_at = moment if edition.published_at < moment else None
    edition.revision, edition.made_by, edition.made_at = move.article.version, move.by, move.now
    _claim_address(edition)
    edition.save(force_insert=True)
    earlier.append(edition)
    EditionPhoto.objects.bulk_create(
        EditionPhoto(edition=edition, photo=photo, batch=photo.batch) for photo in pictures.photos.values()
    )
    listings.write(edition)


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


def _end(edition: Edition, moment: datetime) -> None:
    Edition.objects.filter(pk=edition.pk).update(live_until=moment)
    Listing.objects.filter(edition=edition).update(live_until=moment)
    edition.live_until = moment


def _cancel(move: _Move) -> None:
    """Deletes the pending edition, which nobody has read; the live one goes on where the plan had cut it."""
    standing, planned = move.standing, move.standing.pending
    outdated = EditionPhoto.objects.filter(edition=planned).exclude(batch=F("photo__batch"))
    sweep = [use.photo for use in outdated.select_related("photo")]
    gone, _rows = Edition.objects.pending(timezone.now()).filter(pk=planned.pk).delete()
    if not gone:
        raise WrongMove(_("It has just begun. Reload the page."))
    for photo in sweep:
        photos.sweep(photo)
    standing.editions.remove(planned)
    if standing.live and standing.live.live_until == planned.live_from:
        _end(standing.live, planned.live_until)


def _drop_unused_addresses(move: _Move) -> None:
    """Addresses that were only planned and never public."""
    used = {(edition.published_on, edition.slug) for edition in move.standing.editions}
    for address in move.article.addresses.all():
        if (address.published_on, address.slug) not in used:
            address.delete()


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
    Article.objects.filter(pk=move.article.pk).keep_public_until()
    write(act, move.article, by=move.by, at=move.now, before=before, after=after)
    caching.purge_story(move.article.pk, _places(move))
