"""Tasks that tell proxies: laid with the act, tried again with growing waits, loud in the end and never in the way."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from newsroom.pagecache import alarm, counted, purging, telling
from newsroom.pagecache.tags import MANY
from newsroom.pagecache.tests.proxy_server import Proxy, proxy_server

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def proxy(settings, counter_file) -> Iterator[Proxy]:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with proxy_server() as served:
        url = f"fastly://SERVICE?token=secret&api=http://127.0.0.1:{served.port}"
        settings.PAGECACHE = settings.PAGECACHE | {"PURGE_URLS": (url,)}
        yield served


def queue() -> list[dict]:
    return [row.args_kwargs for row in DBTaskResult.objects.order_by("enqueued_at")]


def work() -> DBTaskResult:
    """Do the next task as a worker would, whenever it is due; the task."""
    task = DBTaskResult.objects.filter(status="READY").earliest("enqueued_at")
    telling.tell_proxy.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])
    DBTaskResult.objects.filter(pk=task.pk).update(status="SUCCESSFUL")
    return task


def worker() -> Worker:
    """The queue's own worker; it ends when nothing is due."""
    words = {"queue_names": ["*"], "excluded_queue_names": [], "backend_name": "default", "worker_id": "test"}
    return Worker(interval=0, batch=True, startup_delay=False, max_tasks=None, **words)


def wait_of(task: DBTaskResult) -> int:
    return round((task.run_after - task.enqueued_at) / timedelta(seconds=1))


def test_one_task_is_laid_into_the_transaction_of_the_act(proxy: Proxy) -> None:
    with transaction.atomic():
        purging.purge("front", "article:1")
        assert queue() == [{"args": ["fastly://SERVICE", ["article:1", "front", MANY]], "kwargs": {}}]
    assert not proxy.asked, "an act waits for no proxy"


def test_an_act_rolled_back_tells_nobody(proxy: Proxy) -> None:
    with transaction.atomic():
        purging.purge("front")
        assert queue()
        transaction.set_rollback(True)
    assert not queue()
    assert not proxy.asked


def test_no_proxy_means_no_task(proxy: Proxy, settings) -> None:
    settings.PAGECACHE = settings.PAGECACHE | {"PURGE_URLS": ()}
    purging.purge("front")
    assert not queue()


def test_a_queue_that_works_at_once_does_so_after_the_commit(proxy: Proxy, settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with transaction.atomic():
        purging.purge("front")
        assert not proxy.asked
    assert [asked.json["surrogate_keys"] for asked in proxy.asked] == [["front", MANY]]


def test_the_worker_of_the_queue_tells_the_proxy_and_leaves_what_is_due_later(proxy: Proxy) -> None:
    purging.purge("front")
    worker().run()
    assert len(proxy.asked) == 1
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]


def test_a_proxy_is_told_again_for_answers_that_were_on_their_way(proxy: Proxy) -> None:
    purging.purge("front")
    work()
    assert wait_of(work()) == telling.ECHO
    assert [asked.json["surrogate_keys"] for asked in proxy.asked] == [["front", MANY]] * 2
    assert not DBTaskResult.objects.filter(status="READY").exists()
    assert counted.counts() == {"sent": 2, "failed": 0}


def test_what_fails_is_tried_again_with_growing_waits_until_it_is_said_aloud(
    proxy: Proxy, caplog: pytest.LogCaptureFixture
) -> None:
    proxy.answers = [(500, {})] * 6
    purging.purge("front")
    waits = [wait_of(work()) for _ in range(6) if DBTaskResult.objects.filter(status="READY").exists()][1:]
    assert waits == list(telling.WAITS)
    assert not DBTaskResult.objects.filter(status="READY").exists()
    (error,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert "purge everything there by hand" in error.getMessage()
    assert "secret" not in caplog.text
    assert counted.counts() == {"sent": 0, "failed": 1}


def test_a_second_attempt_that_is_heard_ends_the_matter(proxy: Proxy) -> None:
    proxy.answers = [(429, {"Retry-After": "40"})]
    purging.purge("front")
    work()
    assert wait_of(work()) == 40, "as long as the proxy asks for"
    assert counted.counts() == {"sent": 1, "failed": 0}


def test_a_wrong_token_is_said_at_once_and_not_tried_again(proxy: Proxy, caplog: pytest.LogCaptureFixture) -> None:
    proxy.answers = [(401, {})]
    purging.purge("front")
    work()
    assert not DBTaskResult.objects.filter(status="READY").exists()
    assert "check its entry in NEWSROOM_PURGE_URLS" in caplog.text


def test_a_task_for_a_proxy_that_is_gone_from_the_settings_ends_quietly(proxy: Proxy, settings) -> None:
    purging.purge("front")
    settings.PAGECACHE = settings.PAGECACHE | {"PURGE_URLS": ()}
    work()
    assert not proxy.asked
    assert DBTaskResult.objects.latest("enqueued_at").enqueued_at <= timezone.now()


def test_the_counts_are_told_in_the_words_of_prometheus(proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    counted.failed()
    assert [line for line in counted.lines() if not line.startswith("#")] == [
        "newsroom_pagecache_proxies_told_total 0",
        "newsroom_pagecache_proxies_failed_total 1",
    ]
    deaf = SimpleNamespace(reading=lambda: None)
    monkeypatch.setattr(alarm, "channel", lambda: deaf)
    assert list(counted.lines())[-1] == "newsroom_pagecache_channel_heard 0"
