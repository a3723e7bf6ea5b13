"""The median of what the pages of the largest conversation cost when they are rendered in this process."""

from typing import Any

from django.utils import timezone

from articles.models import Edition
from bench.inside import reading
from bench.rows import median
from comments.models import Comment, Thread


def run(rounds: int) -> dict[str, Any]:
    thread = Thread.objects.order_by("-public_count").first()
    edition = Edition.objects.live(timezone.now()).select_related("section").get(article=thread.article_id)
    first = f"{edition.get_absolute_url()}comments/"
    middle = Comment.objects.filter(thread=thread, is_public=True, parent=None).order_by("pk")
    comment = middle[middle.count() // 2]
    asked = {"first": first, "deep": f"{first}?after={comment.pk}", "permalink": f"/comment/{comment.pk}/"}
    taken: dict[str, list[float]] = {kind: [] for kind in asked}
    for path in asked.values():
        reading.milliseconds(path)
    for _ in range(rounds):
        for kind, path in asked.items():
            taken[kind].append(reading.milliseconds(path))
    return {kind: median(each) for kind, each in taken.items()} | {"comments": thread.public_count}
