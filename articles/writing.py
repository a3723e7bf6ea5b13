"""Acts on a working copy: record a save, file, send back, restore."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles import access, search, snapshot
from articles.models import BLOCKS, Article, Author, Credit, Photo, Revision, Section, Topic
from articles.workflow import Act, Stage, StaleVersion, WrongMove
from newsroom.log.writing import write


def lock(article: Article, *, version: int | None = None) -> Article:
    """The row as it is now, locked until the transaction ends; raises StaleVersion when another save came between."""
    rows = Article.objects.select_for_update(of=("self",), no_key=True)  # rows that refer to it need not wait
    locked = rows.select_related("section").get(pk=article.pk)
    if version is not None and locked.version != version:
        raise StaleVersion(_stale_sentence(locked), changed_since(locked, version))
    return locked


def _stale_sentence(article: Article) -> str:
    who = article.saved_by or _("Somebody")
    return _("%(who)s saved this story in the meantime. Look at the changes, then try again.") % {"who": who}


def changed_since(article: Article, version: int) -> list[str]:
    """The snapshot keys in which the story now differs from a version that an editor has seen."""
    seen = article.revisions.filter(number=version).first()
    return snapshot.changed(seen.data, snapshot.of(article)) if seen else []


@transaction.atomic
def record(article: Article, *, by: Any, seen: int, at: datetime | None = None) -> Revision:
    """Called once after every save of the form: raises `version` and keeps the revision.

    `seen` is the version the person had before her; 0 for a new story. Raises StaleVersion and NotAllowed; the caller
    rolls back what she had saved. Rights are asked of the row as it is stored now: it may have been filed meanwhile.
    """
    at = at or timezone.now()
    raised = Article.objects.filter(pk=article.pk, version=seen).update(version=seen + 1, saved_by=by, saved_at=at)
    stored = Article.objects.select_related("section", "saved_by").get(pk=article.pk)
    if not raised:
        raise StaleVersion(_stale_sentence(stored), changed_since(stored, seen))
    access.require(by, "add_story" if seen == 0 else "write", stored.section if seen == 0 else stored)
    article.version, article.saved_by, article.saved_at = stored.version, by, at
    data = snapshot.of(stored)
    search.keep(stored.pk, stored.version, data)
    return Revision.objects.create(article=article, number=stored.version, data=data, by=by, at=at)


@transaction.atomic
def file(article: Article, *, by: Any, version: int, at: datetime | None = None) -> Article:
    """Hands the story to the editors."""
    locked = lock(article, version=version)
    access.require(by, "file", locked)
    if Act.FILE not in locked.standing.acts:
        raise WrongMove(_("This story is filed already."))
    return _stage(locked, Stage.FILED, "file", by=by, at=at)


@transaction.atomic
def send_back(article: Article, *, by: Any, version: int, at: datetime | None = None) -> Article:
    """Gives a filed story back to its reporter."""
    locked = lock(article, version=version)
    access.require(by, "publish", locked)
    if Act.SEND_BACK not in locked.standing.acts:
        raise WrongMove(_("This story is a draft already."))
    return _stage(locked, Stage.DRAFT, "send_back", by=by, at=at)


def _stage(article: Article, stage: Stage, act: str, *, by: Any, at: datetime | None) -> Article:
    before, article.stage = article.stage, stage
    Article.objects.filter(pk=article.pk).update(stage=stage)
    write(act, article, by=by, at=at, before={"stage": before}, after={"stage": str(stage)})
    return article


@transaction.atomic
def restore(revision: Revision, *, by: Any, version: int, at: datetime | None = None) -> Revision:
    """Puts the working copy back to what a revision kept; what is published stays as it is.

    Raises WrongMove when something the revision needs (a picture, a section, an author) is gone.
    """
    article = lock(revision.article, version=version)
    access.require(by, "write", article)
    data = revision.data
    _require_parts(data)
    Article.objects.filter(pk=article.pk).update(
        **{name: data[name] for name in snapshot.FIELDS},
        section_id=data["section"],
        planned_at=parse_datetime(data["planned_at"]) if data["planned_at"] else None,
        lead_photo_id=data["lead"]["photo"],
        **{f"lead_{name}": data["lead"][name] for name in ("cutline", "credit", "alt")},
    )
    article.further_sections.set(data["further"])
    article.topics.set(data["topics"])
    _replace_rows(article, data)
    article.refresh_from_db()
    kept = record(article, by=by, seen=version, at=at)
    write("restore", article, by=by, at=at, after={"revision": revision.number, "version": kept.number})
    return kept


def _replace_rows(article: Article, data: snapshot.Snapshot) -> None:
    """Credits and blocks anew; blocks keep their uuid."""
    article.credits.all().delete()
    Credit.objects.bulk_create(
        Credit(article=article, position=n, author_id=c["author"], role=c["role"], wording=c["wording"])
        for n, c in enumerate(data["credits"])
    )
    for model in BLOCKS.values():
        model.objects.filter(parent=article).delete()
    for place, block in enumerate(data["body"]):
        own = {k: v for k, v in block.items() if k not in ("kind", "photo", "stories")}
        if "photo" in block:
            own["photo_id"] = block["photo"]
        row = BLOCKS[block["kind"]].objects.create(parent=article, region="body", ordering=10 * (place + 1), **own)
        if "stories" in block:
            row.stories.set(Article.objects.filter(pk__in=block["stories"]))


def _require_parts(data: snapshot.Snapshot) -> None:
    photos = {data["lead"]["photo"], *(b["photo"] for b in data["body"] if b["kind"] == "picture")} - {None}
    wanted = [
        (Section, {data["section"], *data["further"]}, _("a section")),
        (Topic, set(data["topics"]), _("a topic")),
        (Author, {c["author"] for c in data["credits"]} - {None}, _("an author")),
        (Photo, photos, _("a picture")),
    ]
    for model, ids, what in wanted:
        if model.objects.filter(pk__in=ids).count() != len(ids):
            raise WrongMove(
                _("This revision uses %(what)s that is no longer there. Copy what you need from it by hand.")
                % {"what": what}
            )
