"""A reader's acts in a conversation: say, edit, take back."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from comments import automod, counts, policy, questions
from comments.models import Comment, Report, Thread
from comments.states import State, WrongMove
from comments.text import accept
from newsroom.log.writing import write

NOT_YOURS = gettext_lazy("Only the author of a comment can change it.")


class Refused(WrongMove):
    """The policy or an automatic rule says no; `code` names it for programs."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def say(
    article_id: int,
    text: str,
    *,
    by: Any,
    key: str,
    parent: Comment | None = None,
    address: str = "",
    at: datetime | None = None,
) -> Comment:
    """A new comment, or the one that the same author has sent with the same key before.

    Raises ValidationError (text) or Refused. `address` is a keyed hash (`visitors.address_of`), empty for none.
    """
    plain = accept(text, limit=settings.COMMENT_LENGTH)
    policies = policy.said_by_sections()  # here, since inside a transaction nothing is remembered
    with transaction.atomic():
        author, at = lock(by, bare=True), at or timezone.now()
        thread = first(questions.thread_to_say_in(article_id, author.pk, at, key))
        if (thread is None or thread.was_sent) and (sent := first(questions.sent(author.pk, key))):
            return sent
        edition = access.readable(article_id, at=at, bare=True)
        here = policy.setting(edition, thread, policies) if edition else None
        refuse(policy.may_comment_here(author, here, at) or policy.unless_sanctioned(author, thread, at))
        thread = thread or Thread.objects.get_or_create(article_id=article_id)[0]
        above = parent_of(parent, thread)
        refuse(*automod.findings(automod.Draft(author, thread, plain, address, at)))
        comment = draft(thread, author, plain, above, policy.why_it_waits(here))
        comment.key, comment.created_at = key, at
        counts.add(comment)
        write("say", comment, by=author, at=at, after={"state": comment.state, "story": article_id})
        return comment


def draft(thread: Thread, author: Any, plain: str, above: Comment | None, reasons: list[dict[str, str]]) -> Comment:
    """An unsaved comment in its place; it waits when there are reasons."""
    return Comment(
        thread=thread,
        author=author,
        parent=above,
        root_id=(above.root_id or above.pk) if above else None,
        depth=above.depth + 1 if above else 0,
        text=plain,
        state=State.WAITING if reasons else State.APPROVED,
        reasons=reasons,
    )


def edit(comment: Comment, text: str, *, by: Any, at: datetime | None = None) -> Comment:
    """Another text within the window; the old one is kept. On a reviewed conversation the comment waits again."""
    plain = accept(text, limit=settings.COMMENT_LENGTH)
    with transaction.atomic():
        comment, at = own(comment, by=by, at=at)
        thread = comment.thread
        edition = access.readable(thread.article_id, at=at)
        refuse(policy.may_comment(by, edition, thread, at))
        if comment.state not in (State.WAITING, State.APPROVED):
            raise WrongMove(_("This comment can no longer be changed. Write a new one."))
        if at > comment.editable_until():
            raise WrongMove(_("A comment can be changed for five minutes. Delete it and write a new one."))
        if plain == comment.text:
            return comment
        before, state = comment.standing, comment.state
        number = keep_text(comment, plain, at)
        comment.text, comment.edited_at = plain, at
        if state == State.APPROVED and policy.setting(edition, thread).waits:
            comment.state, comment.reasons = State.WAITING, [{"rule": "edited"}]
        counts.keep(comment, before, "text", "edited_at", "state", "reasons")
        write("edit", comment, by=by, at=at, before={"state": state}, after={"state": comment.state, "text": number})
        return comment


def keep_text(comment: Comment, plain: str, at: datetime) -> int:
    """Keeps the next text of a comment, and before the first change the one so far; its number."""
    number = comment.versions.count()
    if not number:
        number = comment.versions.create(number=1, text=comment.text, at=comment.created_at).number
    return comment.versions.create(number=number + 1, text=plain, at=at).number


def take_back(comment: Comment, *, by: Any, at: datetime | None = None) -> Comment:
    """Deletes her own comment; where replies stand, a line without her words and name keeps their place."""
    with transaction.atomic():
        comment, at = own(comment, by=by, at=at)
        if comment.state in (State.DELETED, State.ERASED):
            return comment
        before, state = comment.standing, comment.state
        comment.state, comment.reports_count = State.DELETED, 0
        counts.keep(comment, before, "state", "reports_count")
        Report.objects.open().filter(comment=comment).update(handled_at=at)
        write("take_back", comment, by=by, at=at, before={"state": state}, after={"state": comment.state})
        return comment


def lock(person: Any, *, bare: bool = False) -> Any:
    """Her row, so that what she sends twice at once is taken one after the other. `bare`: what rules ask for alone."""
    found = (questions.locked_bare if bare else questions.locked)(person.pk)
    if not found:
        raise get_user_model().DoesNotExist
    return found[0]


def own(comment: Comment, *, by: Any, at: datetime | None) -> tuple[Comment, datetime]:
    """The locked row and the time after the lock; raises NotAllowed for a stranger."""
    row = Comment.objects.select_for_update(of=("self",)).select_related("thread__article").get(pk=comment.pk)
    if row.author_id != by.pk:
        raise access.NotAllowed(NOT_YOURS)
    return row, at or timezone.now()


def first(rows: list[Any]) -> Any:
    return rows[0] if rows else None


def parent_of(parent: Comment | None, thread: Thread) -> Comment | None:
    """The comment replied to, as it is now: public, and in this conversation."""
    if parent is None:
        return None
    row = Comment.objects.public().filter(pk=parent.pk, thread=thread).first()
    if row is None:
        raise Refused("parent_gone", _("The comment you reply to is no longer there. Send yours without it."))
    return row


def refuse(*objections: Any) -> None:
    """Raises Refused with all the sentences, if there are any objections."""
    found = [objection for objection in objections if objection]
    if found:
        raise Refused(found[0].code, " ".join(str(objection.sentence) for objection in found))
