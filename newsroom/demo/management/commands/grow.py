"""`manage.py grow`: a synthetic archive on top of a paper, in bulk and the same each time, for measuring."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles import caching
from articles.models import Edition, Section
from comments.models import Comment, Thread
from newsroom.accounts.models import User
from newsroom.demo.growing import stories, talk


class Command(BaseCommand):
    help = "Fills the paper with invented stories and comments until there are so many; what is there already stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--articles", type=int, default=0, help="grown stories that there shall be")
        parser.add_argument("--comments", type=int, default=0, help="grown comments that there shall be")
        parser.add_argument("--comments-on-one", type=int, default=0, help="comments on one story that there shall be")
        parser.add_argument("--in-production", action="store_true", help="also where readers are")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION and not options["in_production"]:
            raise CommandError(
                "Readers would see invented stories. To do it all the same: manage.py grow --in-production"
            )
        by = User.objects.filter(is_staff=True, duties__isnull=False).order_by("pk").first()
        if by is None or not Section.objects.exists():
            raise CommandError("The paper has no section or no staff yet. Fill the demo first: manage.py demo")
        self.grow_stories(options["articles"], by)
        self.grow_comments(options["comments"])
        if options["comments_on_one"]:
            self.grow_one(options["comments_on_one"])
        with transaction.atomic():
            caching.purge_sections()

    def grow_stories(self, wanted: int, by: User) -> None:
        first, began = stories.grown(), monotonic()
        if first >= wanted:
            return
        soil = stories.soil(by)
        for number in range(first, wanted, stories.BATCH):
            stories.sow(soil, number, min(number + stories.BATCH, wanted))
        self.tell(wanted - first, "stories", began)

    def grow_comments(self, wanted: int) -> None:
        missing, began = wanted - Comment.objects.filter(key__startswith="grown-").count(), monotonic()
        if missing <= 0:
            return
        people = talk.readers()
        for article, number in talk.spread(missing, talk.newest()).items():
            talk.talk(article, number, people)
        self.tell(missing, "comments", began)

    def grow_one(self, wanted: int) -> None:
        """On the story that is talked about most already."""
        began = monotonic()
        thread = Thread.objects.order_by("-public_count", "pk").first()
        article = thread.article_id if thread else talk.newest(1)[0]
        missing = wanted - (thread.public_count if thread else 0)
        if missing > 0:
            talk.talk(article, missing, talk.readers())
            self.tell(missing, "comments", began)
        edition = Edition.objects.filter(article=article).select_related("section").order_by("-number").first()
        self.stdout.write(f"The story with {max(wanted, wanted - missing)} comments: {edition.get_absolute_url()}")

    def tell(self, number: int, things: str, began: float) -> None:
        seconds = monotonic() - began
        self.stdout.write(f"{number:,} {things} in {seconds:.0f} s, {number / max(seconds, 0.001) * 60:,.0f} a minute.")
