"""Publishes a story once a second, another each time; gives their number."""

import time

from articles.models import Edition
from bench.inside.acts import Desk


def run(seconds: float) -> int:
    desk, end, done = Desk(), time.monotonic() + seconds, 0
    stories = list(Edition.objects.live().select_related("section").order_by("-published_at")[:1000])
    due = time.monotonic()
    while due < end:
        time.sleep(max(0.0, due - time.monotonic()))
        desk.edition = stories[done * 37 % len(stories)]
        desk.publish(f"Changed {done} at the desk")
        done, due = done + 1, due + 1
    return done
