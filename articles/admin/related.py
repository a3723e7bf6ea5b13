"""Stories that a block refers to: which ones a person may choose, and under which headline she sees each.

She sees the working headline of stories that are hers to see, of others the headline that readers see.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.forms import ModelMultipleChoiceField
from django.utils.translation import gettext as _

from articles import access
from articles.models import Article, Edition, RelatedBlock


def worded(user: Any) -> QuerySet[Article]:
    """Every story, with what `label` needs; the caller narrows it."""
    hers = access.visible_articles(user).filter(pk=OuterRef("pk")).order_by()
    live = Edition.objects.live().filter(article=OuterRef("pk")).values("headline")[:1]
    return Article.objects.annotate(is_hers=Exists(hers), live_headline=Subquery(live))


def label(story: Article) -> str:
    if story.is_hers:
        return story.headline
    return story.live_headline or _("A story that you may not see")


def choosable(user: Any, story: Article | None) -> QuerySet[Article]:
    """Hers, what readers can read, and what this story refers to already."""
    there = RelatedBlock.stories.through.objects.filter(relatedblock__parent=story and story.pk).values("article")
    return worded(user).filter(Q(is_hers=True) | Q(live_headline__isnull=False) | Q(pk__in=there))


def found(user: Any, words: str) -> QuerySet[Article]:
    """Searched by the headline that she sees, so that no hidden one can be guessed."""
    hers, live = Q(is_hers=True, headline__icontains=words), Q(is_hers=False, live_headline__icontains=words)
    return worded(user).filter(hers | live).order_by("-pk")


class StoriesField(ModelMultipleChoiceField):
    def label_from_instance(self, story: Article) -> str:
        return label(story)
