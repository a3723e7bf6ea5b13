"""Stories in every state, each with words of its own in every field, so that a leak names its source."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from articles import front, publishing, writing
from articles.models import Article, Credit, Edition, PictureBlock, PullQuoteBlock, RelatedBlock, TextBlock
from articles.tests import make
from comments.states import State
from comments.tests import make as talk
from newsroom.accounts.models import User

TYPED = "headline short kicker standfirst slug dateline cutline alt credit".split()
IN_BLOCKS = "text blockcutline blockalt blockcredit quote attribution relatedtitle wording".split()
PUBLIC = frozenset(TYPED + IN_BLOCKS)  # what an edition carries
PAST = ("live", "changed", "reworked", "expired", "withdrawn", "renewed")  # these were public at some time
LIVE = ("live", "changed", "reworked")


def word(state: str, name: str) -> str:
    """Such as “zqdraftheadlinezq”: no word is part of another, and none is in any template."""
    return f"zq{state}{name}zq"


def words(state: str, names: object = PUBLIC) -> set[str]:
    return {word(state, name) for name in names}


@dataclass
class Told:
    """One story; `days` and `slugs` are all that its addresses could be made of, published or planned."""

    state: str
    article: Article
    slugs: list[str]
    days: set[date] = field(default_factory=set)
    comments: list[int] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        path = self.article.section.path
        return [f"/{path}/{day:%Y/%m/%d}/{slug}/" for day in sorted(self.days) for slug in self.slugs]


@dataclass
class Scene:
    told: dict[str, Told]
    reader: User

    @property
    def secrets(self) -> set[str]:
        """Words that nobody may meet who does not work on the story."""
        found = set()
        for state in self.told:
            found |= words(state, ["desknote", "author", "topic", "waiting"])
            if state not in LIVE:
                found |= words(state, {*PUBLIC, "comment", "note", "reply"})
        found |= words("coming") | words("coming", ["desknote", "author", "topic"])
        found |= words("rework") | words("rework", ["desknote", "author", "topic"])
        found |= words("again") | words("again", ["desknote", "author", "topic"])
        return found - {word("withdrawn", "publicnote")}


def typed(state: str, photo: object) -> dict[str, object]:
    return {
        "headline": word(state, "headline"),
        "short_headline": word(state, "short"),
        "kicker": word(state, "kicker"),
        "standfirst": word(state, "standfirst"),
        "slug": word(state, "slug"),
        "dateline": word(state, "dateline"),
        "desk_note": word(state, "desknote"),
        "lead_photo": photo,
        "lead_cutline": word(state, "cutline"),
        "lead_alt": word(state, "alt"),
        "lead_credit": word(state, "credit"),
    }


def write(story: Article, state: str, photo: object) -> None:
    """Body, byline and topic in a state's words; a public author and topic too, so that their lists show the story."""
    for block in (TextBlock, PictureBlock, PullQuoteBlock, RelatedBlock):
        block.objects.filter(parent=story).delete()
    place = {"parent": story, "region": "body"}
    TextBlock.objects.create(**place, ordering=10, html=f"<p>{word(state, 'text')}</p>")
    PictureBlock.objects.create(
        **place,
        ordering=20,
        photo=photo,
        cutline=word(state, "blockcutline"),
        alt=word(state, "blockalt"),
        credit=word(state, "blockcredit"),
    )
    PullQuoteBlock.objects.create(
        **place, ordering=30, text=word(state, "quote"), attribution=word(state, "attribution")
    )
    related = RelatedBlock.objects.create(**place, ordering=40, title=word(state, "relatedtitle"))
    related.stories.set(Article.objects.exclude(pk=story.pk))
    story.credits.all().delete()
    Credit.objects.create(article=story, author=make.author("Ines Marrow"), wording=word(state, "wording"))
    story.topics.set([make.topic("Ferries")])
    if state not in LIVE:
        Credit.objects.create(article=story, author=make.author(word(state, "author")), position=1)
        story.topics.add(make.topic(word(state, "topic")))


def change(told: Told, state: str, photo: object) -> None:
    story = told.article
    write(story, state, photo)
    make.change(story, **typed(state, photo))
    told.slugs.append(word(state, "slug"))


def correct(story: Article, state: str) -> None:
    story.refresh_from_db()
    publishing.correct(story, by=make.administrator(), version=story.version, note=word(state, "note"))


def discuss(told: Told, reader: User) -> None:
    """An approved comment with a reply, one that waits, and one of the reader's own in no marked words.

    Ten minutes lie between the stories, so that the reader is not told to slow down.
    """
    minutes = 10 * PAST.index(told.state)
    said = talk.comment(told.article, word(told.state, "comment"), minutes_ago=minutes)
    reply = talk.comment(told.article, word(told.state, "reply"), parent=said, minutes_ago=minutes)
    waiting = talk.comment(told.article, word(told.state, "waiting"), state=State.WAITING, minutes_ago=minutes)
    own = talk.comment(told.article, f"I was there, {told.state}.", by=reader, minutes_ago=minutes)
    told.comments = [said.pk, reply.pk, waiting.pk, own.pk]


def build(reader: User) -> Scene:
    photo, admin = make.photo(), make.administrator()
    told: dict[str, Told] = {}
    for state in ("draft", "filed", "scheduled", *PAST):
        story = make.article(html="", **typed(state, photo))
        write(story, state, photo)
        told[state] = Told(state, story, [story.slug])
        if state in PAST:
            make.publish(story, at=timezone.now() - timedelta(hours=2))
            correct(story, state)
            discuss(told[state], reader)
    writing.file(told["filed"].article, by=admin, version=told["filed"].article.version)
    ahead = timezone.now() + timedelta(days=1)
    make.publish(told["scheduled"].article, at=ahead)
    change(told["changed"], "coming", photo)
    make.publish(told["changed"].article, at=ahead)
    change(told["reworked"], "rework", photo)
    publishing.expire(told["expired"].article, by=admin)
    for state in ("withdrawn", "renewed"):
        publishing.withdraw(
            told[state].article, by=admin, reason=word(state, "desknote"), public_note=word(state, "publicnote")
        )
    change(told["renewed"], "again", photo)
    make.publish(told["renewed"].article, at=ahead)
    refer(told, photo)
    front.arrange([(each.article, None) for each in told.values()], by=admin, version=front.current().version)
    planned = {ahead.astimezone(settings.PAPER_ZONE).date(), timezone.localdate(timezone=settings.PAPER_ZONE)}
    for each in told.values():
        each.days = planned | set(Edition.objects.filter(article=each.article).values_list("published_on", flat=True))
    return Scene(told, reader)


def refer(told: dict[str, Told], photo: object) -> None:
    """The live story, published once more, refers to all the others."""
    story = told["live"].article
    write(story, "live", photo)
    make.publish(story)
