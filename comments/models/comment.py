"""One comment, and every text it has had."""

from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.querysets import CommentQuerySet
from comments.states import Queue, Standing, State, queue_of

EDIT_WINDOW = timedelta(minutes=5)


class Comment(models.Model):
    """`text` is plain and tidy. `reasons` is why it waits: [{"rule": code, "place": words}].

    `is_public`, `queue` and `stands` are derived columns with plain indexes: SQLite cannot use a partial index whose
    condition compares values. Foreign keys without an index of their own begin one of these. `version` rises with every
    change, and acts name the one they have seen.
    """

    thread = models.ForeignKey(
        "comments.Thread", models.PROTECT, related_name="comments", db_index=False, verbose_name=_("story")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments", db_index=False, verbose_name=_("reader")
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")
    root = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    depth = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("text"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    is_public = models.BooleanField(default=False)
    stands = models.BooleanField(default=False)
    queue = models.CharField(max_length=8, choices=Queue.choices, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    decision = models.ForeignKey("comments.Decision", models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    key = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    replies_count = models.PositiveIntegerField(default=0)  # direct ones that stand
    recommended_count = models.PositiveIntegerField(_("recommended"), default=0)
    reports_count = models.PositiveIntegerField(_("open reports"), default=0)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["thread", "depth", "stands", "id"], name="comments_comment_roots"),
            models.Index(fields=["root", "stands", "id"], name="comments_comment_replies"),
            models.Index(fields=["queue", "id"], name="comments_comment_queue"),
            models.Index(fields=["author", "id"], name="comments_comment_by_author"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "key"],
                name="comments_comment_sent_once",
                violation_error_message=_("This comment has been sent already."),
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="comments_comment_state_is_known"),
            models.CheckConstraint(
                condition=Q(is_public=True, state=State.APPROVED) | Q(is_public=False) & ~Q(state=State.APPROVED),
                name="comments_comment_public_is_approved",
            ),
            models.CheckConstraint(
                condition=Q(queue=Queue.WAITING, state=State.WAITING)
                | Q(queue=Queue.REPORTED, state=State.APPROVED, reports_count__gt=0)
                | Q(queue=Queue.NONE) & ~Q(state=State.WAITING),
                name="comments_comment_queue_fits_state",
            ),
            models.CheckConstraint(
                condition=Q(stands=True, is_public=True)
                | Q(stands=True, replies_count__gt=0)
                | Q(stands=False, is_public=False, replies_count=0),
                name="comments_comment_stands_if_public_or_answered",
            ),
            models.CheckConstraint(
                condition=Q(parent=None, root=None, depth=0) | Q(parent__isnull=False, root__isnull=False, depth__gt=0),
                name="comments_comment_reply_has_parent_and_root",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(state=State.ERASED),
                name="comments_comment_says_something",
                violation_error_message=_("Write something first: the comment is empty."),
            ),
            models.CheckConstraint(
                condition=Q(edited_at=None) | Q(edited_at__gte=F("created_at")),
                name="comments_comment_edited_after_written",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    def get_absolute_url(self) -> str:
        return f"/comment/{self.pk}/"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused like that of `CommentQuerySet`."""
        Comment.objects.filter(pk=self.pk).delete()

    @property
    def standing(self) -> Standing:
        return Standing(self.is_public, self.state == State.WAITING, self.stands)

    def settle(self) -> None:
        """Fills the columns that follow from its state and counts."""
        self.is_public = self.state == State.APPROVED
        self.queue = queue_of(self.state, self.reports_count)
        self.stands = self.is_public or self.replies_count > 0

    def editable_until(self) -> datetime:
        return self.created_at + EDIT_WINDOW

    def texts(self) -> list["CommentVersion"]:
        """Every text it has had, the present one last; none of an erased one."""
        only = CommentVersion(comment=self, number=1, text=self.text, at=self.created_at)
        return list(self.versions.all()) or ([only] if self.text else [])


class CommentVersion(models.Model):
    """A text of a comment that was changed, the first and the present among them; only erasure removes it.

    Most comments are never changed and have none, which spares each of them a row.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="comments_commentversion_number_once")
        ]

    def __str__(self) -> str:
        return f"comment {self.comment_id}, text {self.number}"
