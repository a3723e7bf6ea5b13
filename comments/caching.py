"""Tags of the conversation's pages, and what each act purges."""

from articles.models import Edition
from newsroom.pagecache.purging import purge

POLICIES = "comment-policies"
STANDARDS = "standards"


def conversation(article_id: int) -> str:
    """On every page that shows comments of a story."""
    return f"comments:{article_id}"


def tags_for(edition: Edition) -> list[str]:
    """What a page of a story's comments depends on beside its own rows."""
    return [conversation(edition.article_id), f"article:{edition.article_id}", "sections", POLICIES]


def purge_words(article_id: int) -> None:
    """Something in the list changed: a text, a count of recommendations."""
    purge(conversation(article_id))


def purge_conversation(article_id: int) -> None:
    """The number of comments or the way in changed, which the article page shows too."""
    purge(conversation(article_id), f"article:{article_id}")


def purge_policies() -> None:
    purge(POLICIES)


def purge_standards() -> None:
    purge(STANDARDS)
