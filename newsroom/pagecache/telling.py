"""Proxies hear of purges: a task for each, laid into the act's transaction, tried again with growing waits."""

import functools
import logging
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db import DatabaseBackend

from . import counted, options
from .proxies import known
from .proxies.call import NotReached, Refused
from .tags import MANY

logger = logging.getLogger(__name__)

WAITS = (1, 5, 30, 120, 600)
"""Seconds before each further attempt; six attempts take a quarter of an hour."""

LONGEST_WAIT = 3600

ECHO = 3
"""Seconds after which a proxy is told once more: an answer that was on its way when it was told first, or came from a
machine that learnt of the purge a second later, would otherwise stay for as long as proxies keep pages."""


def tell(tags: Sequence[str]) -> None:
    """Lay one task for each proxy; no network here. A queue that is no table of ours is told after the commit."""
    for name in known.names():
        lay = functools.partial(tell_proxy.enqueue, name, [*tags, MANY])
        if isinstance(tell_proxy.get_backend(), DatabaseBackend):
            lay()
        else:
            transaction.on_commit(lay, robust=True)


@task(priority=100)  # before pictures: readers see what was withdrawn until it is done
def tell_proxy(name: str, tags: list[str], attempt: int = 1, echo: bool = False) -> None:
    """Never raises: what cannot be done is said in the log, in a sentence for the operator."""
    proxy = known.named(name)
    if proxy is None:
        logger.info("%s is no longer in NEWSROOM_PURGE_URLS; it is not told of %d tags.", name, len(tags))
        return
    try:
        known.purge(proxy, tags)
    except NotReached as error:
        _try_again(name, tags, attempt, echo, error)
    except Refused as error:
        counted.failed()
        logger.error(
            "%s refused a purge (%s): check its entry in NEWSROOM_PURGE_URLS, then purge everything there by hand.",
            name,
            error,
        )
    else:
        counted.sent()
        if not echo:
            _later(ECHO, name, tags, echo=True)


def _try_again(name: str, tags: list[str], attempt: int, echo: bool, error: NotReached) -> None:
    if attempt <= len(WAITS):
        wait = min(max(WAITS[attempt - 1], error.wait), LONGEST_WAIT)
        if _later(wait, name, tags, attempt=attempt + 1, echo=echo):
            logger.warning("%s was not reached (%s); attempt %d in %d s.", name, error, attempt + 1, wait)
            return
    counted.failed()
    logger.error(
        "%s was not reached after %d attempts (%s): its pages may be out of date for %d s. "
        "See that it answers, then purge everything there by hand.",
        name,
        attempt,
        error,
        options.current().shared_seconds,
    )


def _later(seconds: int, name: str, tags: list[str], **more: int) -> bool:
    """False where the queue cannot wait."""
    if not tell_proxy.get_backend().supports_defer:
        return False
    tell_proxy.using(run_after=timezone.now() + timedelta(seconds=seconds)).enqueue(name, tags, **more)
    return True
