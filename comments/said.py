"""One comment as the public pages of a conversation show it."""

from datetime import datetime
from typing import Any, NamedTuple, Self

COLUMNS = (
    "id", "parent_id", "root_id", "depth", "is_public", "state", "text", "created_at", "edited_at", "recommended_count",
    "author_id", "author__name", "author__username", "author__portrait", "author__is_staff", "author__erased_at",
)  # fmt: skip


class Said(NamedTuple):
    """Of its row and its author's what is shown, in the order of `COLUMNS`: a row of models costs three times more."""

    id: int
    parent_id: int | None
    root_id: int | None
    depth: int
    is_public: bool
    state: str
    text: str
    created_at: datetime
    edited_at: datetime | None
    recommended_count: int
    author_id: int
    name: str
    username: str
    portrait: str
    is_staff: bool
    erased_at: datetime | None

    @classmethod
    def of(cls, comment: Any) -> Self:
        """From a row with its author."""
        return cls._make(attribute_of(comment, column) for column in COLUMNS)


def attribute_of(comment: Any, column: str) -> Any:
    whose, _, name = column.rpartition("__")
    return getattr(comment.author if whose else comment, name)
