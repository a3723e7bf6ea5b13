"""Makes the planned remarks by the readers' own acts, and the moderator's decisions about them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from articles.models import Article
from comments import hosting, moderation, reacting, readers, talking
from comments.models import Comment, Rule
from comments.standards import rules
from comments.states import Mode, State
from newsroom.accounts.models import User
from newsroom.demo import batches
from newsroom.demo.conversation import Remark

SOON = timedelta(minutes=4)
READ = timedelta(minutes=9)  # until a moderator has read it
MINUTE = timedelta(minutes=1)


@dataclass
class Talk:
    """`people` are the readers in their order, the last one being the reader who leaves."""

    articles: dict[str, Article]
    people: list[User]
    moderator: User
    now: datetime
    said: dict[int, Comment] = field(default_factory=dict)
    reviewed: set[str] = field(default_factory=set)

    def hold(self, remarks: list[Remark]) -> None:
        self.rules: dict[str, Rule] = {rule.code: rule for rule in rules()}
        batches.each(remarks, self.say)
        for slug in sorted(self.reviewed):
            hosting.host(self.articles[slug], mode=Mode.INHERIT, by=self.moderator, at=self.now)
        batches.each(remarks, self.settle)
        batches.each(self.recommendations(remarks), self.recommend)
        readers.leave(self.people[-1], keep_comments=False, at=self.now)

    def say(self, remark: Remark) -> None:
        if remark.state == "pending" and remark.story not in self.reviewed:
            hosting.host(self.articles[remark.story], mode=Mode.PREMODERATED, by=self.moderator, at=remark.at)
            self.reviewed.add(remark.story)
        said = self.said[remark.number] = talking.say(
            self.articles[remark.story].pk,
            remark.text,
            by=self.people[remark.reader],
            key=f"demo-{remark.number}",
            parent=self.said[remark.answers] if remark.answers is not None else None,
            at=remark.at,
        )
        if said.state == State.WAITING and remark.state != "pending":
            moderation.approve(said, by=self.moderator, at=self.after(remark, SOON))

    def settle(self, remark: Remark) -> None:
        """What became of it."""
        said = self.said[remark.number]
        if remark.state == "rejected":
            rule = self.rules[remark.reason]
            moderation.reject(said, by=self.moderator, rule=rule, note=remark.note, at=self.after(remark, READ))
        elif remark.state == "deleted":
            talking.take_back(said, by=said.author, at=self.after(remark, READ))
        elif remark.state == "reported":
            for sender in self.some(remark, 1 + remark.number % 3, "report"):
                reacting.report(said, reason=remark.reason, by=sender, at=self.after(remark, READ))

    def recommendations(self, remarks: list[Remark]) -> Iterator[tuple[Comment, User, datetime]]:
        for remark in remarks:
            if remark.state in ("approved", "reported"):
                for place, reader in enumerate(self.some(remark, remark.recommended, "recommend"), start=1):
                    yield self.said[remark.number], reader, self.after(remark, place * READ)

    def recommend(self, one: tuple[Comment, User, datetime]) -> None:
        comment, reader, at = one
        reacting.recommend(comment, by=reader, at=at)

    def some(self, remark: Remark, count: int, why: str) -> list[User]:
        """So many of the other readers, the same ones each time."""
        others = [person for number, person in enumerate(self.people[:-1]) if number != remark.reader]
        return Random(f"{why} {remark.number}").sample(others, min(count, len(others)))  # noqa: S311

    def after(self, remark: Remark, span: timedelta) -> datetime:
        return min(remark.at + span, self.now)
