"""A story as one dictionary: what a revision keeps, what a restore reads, what an edition is made of.

{"format": 1, <fields of FIELDS>, "section": id, "further": [id], "topics": [id], "planned_at": iso | None,
 "lead": {"photo": id | None, "cutline", "credit", "alt"}, "credits": [{"author": id | None, "role", "wording"}],
 "body": [{"kind": "text", "uuid", "html"} | {"kind": "picture", "uuid", "photo": id, "cutline", "credit", "alt"}
          | {"kind": "quote", "uuid", "text", "attribution"} | {"kind": "related", "uuid", "title", "stories": [id]}]}

In an edition a picture is {"photo": id, "alt", "cutline", "credit", "crops": {crop: {"jpeg": [[width, height, file]],
"webp": [...], "avif": [...]}}}, widths ascending; formats are those that are there when it is made, and no AVIF may be.
"""

from typing import Any

from django.db.models import Q, QuerySet

from articles import body
from articles.models import BLOCKS, Article, Edition, Photo, RelatedBlock, Rendition

FIELDS = ["headline", "short_headline", "kicker", "standfirst", "slug", "dateline", "language", "desk_note"]

Snapshot = dict[str, Any]
Picture = dict[str, Any]


def of(article: Article) -> Snapshot:
    """Reads a working copy with all its rows; 8 queries, however many blocks."""
    data: Snapshot = {"format": 1, **{name: body.storable(getattr(article, name)) for name in FIELDS}}
    return data | {
        "section": article.section_id,
        "further": sorted(article.further_sections.values_list("pk", flat=True)),
        "topics": sorted(article.topics.values_list("pk", flat=True)),
        "planned_at": article.planned_at.isoformat() if article.planned_at else None,
        "lead": {
            "photo": article.lead_photo_id,
            "cutline": body.storable(article.lead_cutline),
            "credit": body.storable(article.lead_credit),
            "alt": body.storable(article.lead_alt),
        },
        "credits": [
            {"author": c.author_id, "role": c.role, "wording": body.storable(c.wording)} for c in article.credits.all()
        ],
        "body": _blocks(article),
    }


def _blocks(article: Article) -> list[dict[str, Any]]:
    related: dict[int, list[int]] = {}
    links = RelatedBlock.stories.through.objects.filter(relatedblock__parent=article)
    for block, story in links.values_list("relatedblock_id", "article_id").order_by("article_id"):
        related.setdefault(block, []).append(story)
    rows = [
        (row.ordering, row.pk, kind, row)
        for kind, model in BLOCKS.items()
        for row in model.objects.filter(parent=article)
    ]
    return [
        {"kind": kind, "uuid": str(row.uuid), **_fields_of(kind, row, related)}
        for _ordering, _pk, kind, row in sorted(rows, key=lambda r: r[:3])
    ]


def _fields_of(kind: str, row: Any, related: dict[int, list[int]]) -> dict[str, Any]:
    match kind:
        case "text":
            return {"html": body.clean(row.html)}
        case "picture":
            texts = {name: body.storable(getattr(row, name)) for name in ("cutline", "credit", "alt")}
            return {"photo": row.photo_id, **texts}
        case "quote":
            return {"text": body.storable(row.text), "attribution": body.storable(row.attribution)}
        case _:
            return {"title": body.storable(row.title), "stories": related.get(row.pk, [])}


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """The keys that differ, for telling an editor what another one changed."""
    return [key for key in after if before.get(key) != after[key]]


def edition(
    data: Snapshot, *, corrections: list[dict[str, Any]] | None = None, pictures: "Pictures | None" = None
) -> Edition:
    """An unsaved edition of a snapshot, cleaned again and complete but for its times.

    Two queries for its pictures, none when they are given.
    """
    pictures = pictures or Pictures(data)
    blocks = [_published(block, pictures) for block in data["body"]]
    return Edition(
        **{name: data[name] for name in FIELDS if name not in ("dateline", "desk_note")},
        section_id=data["section"],
        credits=data["credits"],
        topics=data["topics"],
        word_count=sum(body.word_count(text_of(block)) for block in blocks),
        picture=pictures.of(data["lead"]),
        content={
            "body": blocks,
            "lead": pictures.of(data["lead"]),
            "corrections": corrections or [],
            "further": data["further"],
            "dateline": data["dateline"],
        },
    )


def _published(block: dict[str, Any], pictures: "Pictures") -> dict[str, Any]:
    if block["kind"] == "picture":
        return {"kind": "picture", "uuid": block["uuid"], "picture": pictures.of(block)}
    if block["kind"] == "text":
        return block | {"html": body.clean(block["html"])}
    return block


def text_of(block: dict[str, Any]) -> str:
    """A published block's own words."""
    if block["kind"] == "text":
        return body.plain(block["html"])
    return block["text"] if block["kind"] == "quote" else ""


class Pictures:
    """The photos of a snapshot with their current renditions; two queries, none without photos.

    `lock` keeps other acts from giving them new files until the transaction ends.
    """

    def __init__(self, data: Snapshot, *, lock: bool = False) -> None:
        ids = {data["lead"]["photo"], *(block["photo"] for block in data["body"] if block["kind"] == "picture")}
        rows = Photo.objects.filter(pk__in=[pk for pk in ids if pk]).order_by("pk")
        self.photos = {photo.pk: photo for photo in (rows.select_for_update(no_key=True) if lock else rows)}
        self.crops: dict[int, dict[str, Any]] = {}
        batches = [photo.batch for photo in self.photos.values()]
        for row in Rendition.objects.filter(batch__in=batches).order_by("crop", "format", "width"):
            crop = self.crops.setdefault(row.photo_id, {}).setdefault(row.crop, {})
            crop.setdefault(row.format, []).append([row.width, row.height, row.file])

    def of(self, use: dict[str, Any]) -> Picture | None:
        """A use's own words first, else the photo's."""
        photo = self.photos.get(use["photo"])
        if photo is None:
            return None
        return {
            "photo": photo.pk,
            "alt": use["alt"] or photo.alt,
            "cutline": use["cutline"] or photo.caption,
            "credit": use["credit"] or photo.credit,
            "crops": self.crops.get(photo.pk, {}),
        }

    def unready(self) -> list[Photo]:
        """Those that an edition cannot show yet, or never."""
        return [photo for pk, photo in self.photos.items() if "webp" not in self.crops.get(pk, {}).get("full", {})]


def photos_of(article: Article) -> QuerySet[Photo]:
    """The pictures of a saved working copy."""
    lead = Article.objects.filter(pk=article.pk, lead_photo__isnull=False).values("lead_photo")
    blocks = BLOCKS["picture"].objects.filter(parent=article.pk).values("photo")
    return Photo.objects.filter(Q(pk__in=lead) | Q(pk__in=blocks))
