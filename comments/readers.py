"""A reader's own page: her name, her accounts and her leaving."""

import secrets
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import counts
from comments.caching import purge_words
from comments.models import Comment, CommentVersion, Recommendation, Report
from comments.reacting import count
from comments.states import State, WrongMove
from comments.talking import lock
from newsroom.accounts import portrait
from newsroom.log.writing import write


def accounts(person: Any) -> QuerySet[SocialAccount]:
    """The social accounts she signs in with, the oldest first."""
    return SocialAccount.objects.filter(user=person).order_by("pk")


def rename(person: Any, name: str) -> None:
    """Another name, beside all her comments; `name` has passed `accounts.names`. The log keeps no names."""
    with transaction.atomic():
        row = lock(person)
        row.name = name
        row.save(update_fields=["name"])
        purge_pages(row)


def purge_pages(person: Any) -> None:
    """Every conversation in which her name stands."""
    stories = Comment.objects.public().filter(author=person).values_list("thread__article", flat=True)
    for story in stories.order_by().distinct():
        purge_words(story)


def leave(person: Any, *, keep_comments: bool, at: datetime | None = None) -> None:
    """Deletes her account: name, accounts, addresses, portrait. Her comments stay without a name, or go.

    What goes is emptied, with every earlier text; replies to it keep their place. Comments go one transaction each,
    so that nobody waits long for the database; what was interrupted can be done again.
    """
    if person.is_staff:
        raise WrongMove(_("Staff accounts are ended by an administrator."))
    at = at or timezone.now()
    if not keep_comments:
        for comment in Comment.objects.filter(author=person).exclude(state=State.ERASED).iterator():
            erase(comment, at)
        for row in Recommendation.objects.filter(reader=person).select_related("comment").iterator():
            withdraw(row)
    forget(person, at, keep_comments=keep_comments)


def erase(comment: Comment, at: datetime) -> None:
    with transaction.atomic():
        row = Comment.objects.select_for_update(of=("self",)).select_related("thread__article").get(pk=comment.pk)
        before = row.standing
        row.state, row.text, row.reports_count, row.reasons = State.ERASED, "", 0, []
        counts.keep(row, before, "state", "text", "reports_count", "reasons")
        CommentVersion.objects.filter(comment=row).delete()
        Report.objects.open().filter(comment=row).update(handled_at=at)


def withdraw(row: Recommendation) -> None:
    with transaction.atomic():
        comment = Comment.objects.select_for_update(of=("self",)).select_related("thread").get(pk=row.comment_id)
        if Recommendation.objects.filter(pk=row.pk).delete()[0]:
            count(comment, -1)


def forget(person: Any, at: datetime, *, keep_comments: bool) -> None:
    """The one logged act of erasure; the log entry names nobody."""
    with transaction.atomic():
        row = lock(person)
        SocialAccount.objects.filter(user=row).delete()
        EmailAddress.objects.filter(user=row).delete()
        Report.objects.filter(reader=row).update(text="")
        row.username = f"former-{row.pk}-{secrets.token_hex(4)}"
        row.name = row.email = ""
        row.is_active, row.erased_at, row.last_login = False, at, None
        row.set_unusable_password()
        row.save()
        portrait.remove(row)
        purge_pages(row)
        write("leave", row, by=None, at=at, after={"comments": "kept" if keep_comments else "erased"})
