"""Sets the demo's stories: working copies first, since they name each other, then the acts of their states."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction

from articles import access, body, front, publishing, writing
from articles.models import Article, Credit, PictureBlock, PullQuoteBlock, RelatedBlock, TextBlock
from comments import hosting
from newsroom.accounts.models import User
from newsroom.demo import batches, markup
from newsroom.demo.library import Library
from newsroom.demo.stories import PUBLISHED, Story

WRITTEN = timedelta(minutes=70)  # before it is published
CORRECTED_AFTER = timedelta(hours=5)
WITHDRAWN_AFTER = timedelta(hours=20)


@dataclass
class Composer:
    """Sets stories for one printing of the demo, at its `now`."""

    stories: list[Story]
    library: Library
    staff: dict[str, User]  # by the slug of their author
    now: datetime

    def __post_init__(self) -> None:
        self.by_slug = {story.slug: story for story in self.stories}
        self.articles: dict[str, Article] = {}

    def compose(self) -> None:
        """Every story as far as its state, but for withdrawals: readers have things to say first."""
        batches.each(self.stories, self.begin)
        for story in self.stories:
            self.wait_for_pictures(story)
            with transaction.atomic():
                self.write(story)
                self.bring_out(story)

    def begin(self, story: Story) -> None:
        """The working copy without its body."""
        at = self.written_at(story)
        fields = {name: story.get(name.capitalize()) for name in ("headline", "kicker", "standfirst", "dateline")}
        self.articles[story.slug] = Article.objects.create(
            **fields,
            short_headline=story.get("Short"),
            slug=story.slug,
            section=self.library.sections[story.get("Section")],
            language=story.get("Language"),
            desk_note=story.get("Desk-Note"),
            created_by=self.reporter(story),
            created_at=at - WRITTEN,
        )

    def wait_for_pictures(self, story: Story) -> None:
        """Before the story's own transaction: drawing may take a while."""
        for name in story.pictures:
            self.library.photo(name)

    def write(self, story: Story) -> None:
        """Everything else of it, in its first wording, and the first revision."""
        article = self.articles[story.slug]
        if story.get("Picture"):
            article.lead_photo = self.library.photo(story.get("Picture"))
            article.lead_cutline, article.lead_credit = story.get("Cutline"), story.get("Credit")
            article.lead_alt = story.get("Alt")
            article.save()
        article.further_sections.set([self.library.sections[path] for path in story.further])
        article.topics.set([self.library.topics[slug] for slug in story.topics])
        Credit.objects.bulk_create(
            Credit(
                article=article,
                author=self.library.authors[who.author],
                role=role,
                wording=who.wording,
                position=place,
            )
            for place, (role, who) in enumerate(story.credits)
        )
        for place, block in enumerate(markup.blocks(story.first_body(), self.address)):
            self.place(article, place, block)
        writing.record(article, by=article.created_by, seen=0, at=self.written_at(story))

    def place(self, article: Article, place: int, block: markup.Block) -> None:
        common = {"parent": article, "ordering": 10 * (place + 1), "uuid": self.uuid(article.slug, place)}
        match block:
            case markup.Text(html):
                TextBlock.objects.create(html=body.clean(html), **common)
            case markup.Picture(scene, cutline, credit, alt):
                photo = self.library.photo(scene)
                PictureBlock.objects.create(photo=photo, cutline=cutline, credit=credit, alt=alt, **common)
            case markup.Quote(text, attribution):
                PullQuoteBlock.objects.create(text=text, attribution=attribution, **common)
            case markup.Related(slugs):
                RelatedBlock.objects.create(**common).stories.set([self.articles[slug] for slug in slugs])

    def bring_out(self, story: Story) -> None:
        article, at = self.articles[story.slug], story.published_at(self.now)
        if story.state == "filed":
            writing.file(article, by=article.created_by, version=article.version, at=self.written_at(story))
        elif at:
            publishing.publish(article, by=self.library.by, version=article.version, at=at)
        if story.state == "corrected":
            self.correct(story, at + min(CORRECTED_AFTER, story.age / 2))
        if story.get("Comments") == "premoderated":
            hosting.host(article, mode="premoderated", by=self.library.by, at=at)

    def correct(self, story: Story, at: datetime) -> None:
        """The sentence put right, and the note that says what was wrong."""
        article = self.articles[story.slug]
        for place, block in enumerate(markup.blocks(story.body, self.address)):
            if isinstance(block, markup.Text):
                TextBlock.objects.filter(uuid=self.uuid(story.slug, place)).update(html=body.clean(block.html))
        revision = writing.record(article, by=self.library.by, seen=article.version, at=at)
        note = story.get("Correction")
        publishing.correct(article, by=self.library.by, version=revision.number, note=note, at=at)

    def withdraw(self) -> None:
        """What was withdrawn, and conversations that ended."""
        for story in self.stories:
            article = self.articles[story.slug]
            if story.get("Comments") == "closed":
                hosting.host(article, mode="closed", by=self.library.by, at=self.now)
            if story.state == "withdrawn":
                publishing.withdraw(
                    article,
                    by=self.library.by,
                    reason=story.get("Withdrawn-Reason"),
                    public_note=story.get("Public-Note"),
                    at=self.ends_at(story),
                )

    def arrange_front(self) -> None:
        pinned = sorted((story for story in self.stories if story.pin), key=lambda story: story.pin)
        pins = [(self.articles[story.slug], None) for story in pinned]
        front.arrange(pins, by=self.library.by, version=front.current().version)

    def address(self, slug: str) -> str:
        """A story that readers may know of; others are not linked."""
        story = self.by_slug[slug]
        is_public = story.state in PUBLISHED - {"withdrawn"}
        return story.address(self.now, settings.PAPER_ZONE) if is_public else ""

    def reporter(self, story: Story) -> User:
        """The first of its authors who may sign in and write there, else the administrator."""
        section = self.library.sections[story.get("Section")]
        people = (self.staff.get(who.author) for role, who in story.credits if role == "by")
        allowed = (person for person in people if person and access.may(person, "add_story", section))
        return next(allowed, self.library.by)

    def written_at(self, story: Story) -> datetime:
        at = story.published_at(self.now)
        return min(at or self.now, self.now) - WRITTEN / 2

    def ends_at(self, story: Story) -> datetime:
        """When readers could last see it."""
        if story.state != "withdrawn":
            return self.now
        return story.published_at(self.now) + min(WITHDRAWN_AFTER, story.age / 2)

    @staticmethod
    def uuid(slug: str, place: int) -> UUID:
        """The same for a block in every printing."""
        return uuid5(NAMESPACE_URL, f"{slug}/{place}")
