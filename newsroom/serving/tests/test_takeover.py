"""A new version takes over while readers read; a broken one does not."""

import os
import signal
from pathlib import Path

import pytest

from articles.tests import make
from newsroom.serving.tests.running import PATIENCE, Crowd, Paper, children, is_alive, serving, wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def take_over(paper: Paper, words: str) -> None:
    """HUP, and wait until the workers that were there are gone."""
    before, said = paper.children(), paper.log.read_text().count(words)
    paper.process.send_signal(signal.SIGHUP)
    wait_until(lambda: paper.log.read_text().count(words) > said, words)
    if words == "takes over":
        wait_until(lambda: not any(is_alive(pid) for pid in before), "the end of the old workers")


def test_a_new_version_takes_over_under_load_without_a_failed_request(tmp_path: Path) -> None:
    story = make.live_edition(make.article(published=True)).get_absolute_url()
    name = tmp_path / "name"
    name.write_text("The Old Name")
    with serving(tmp_path, NEWSROOM_NAME_FILE=str(name)) as paper:
        assert "The Old Name" in paper.get("/").words
        pid = paper.process.pid
        with Crowd(paper.port, ["/", story, "/dictionary/?q=x", "/healthz"]) as crowd:
            crowd.wait_for_more(50)
            for new in ("The New Name", "The Newest Name"):
                name.write_text(new)
                take_over(paper, "takes over")
                crowd.wait_for_more(50)
                assert new in paper.get("/").words
        assert crowd.failures == []
        assert set(crowd.statuses) == {200}
        assert paper.process.poll() is None
        assert paper.process.pid == pid
        assert len(paper.children()) == 3
    assert not children(pid)


def test_what_is_told_during_a_takeover_is_done_after_it(tmp_path: Path) -> None:
    """The name is read again by the second takeover; workers of all versions before are seen off."""
    name = tmp_path / "name"
    name.write_text("The First Name")
    with serving(tmp_path, NEWSROOM_NAME_FILE=str(name)) as paper:
        words, pid = Path(f"/proc/{paper.process.pid}/cmdline"), paper.process.pid
        wait_until(lambda: len(paper.children()) == 3, "all workers")
        before = paper.children()
        name.write_text("The Second Name")
        paper.process.send_signal(signal.SIGHUP)
        wait_until(lambda: b"--leaving" in words.read_bytes(), "the new version")
        first = words.read_bytes()
        paper.process.send_signal(signal.SIGHUP)  # nobody there listens yet
        wait_until(lambda: words.read_bytes() not in (first, b""), "the version after it")
        wait_until(lambda: paper.log.read_text().count("Starting worker") == 3, "the background worker of the last")
        wait_until(lambda: not any(is_alive(one) for one in before), "the end of the first workers")
        wait_until(lambda: len(children(pid)) == 3, "the end of all workers before")
        assert "The Second Name" in paper.get("/").words
    assert not children(pid)


def test_a_version_that_does_not_start_is_refused_and_the_old_one_goes_on(tmp_path: Path) -> None:
    language = tmp_path / "language"
    language.write_text("en")
    with serving(tmp_path, NEWSROOM_LANGUAGE_FILE=str(language)) as paper:
        before = paper.children()
        language.write_text("nonsense")
        take_over(paper, "does not start")
        assert paper.children() == before
        assert paper.get("/").status == 200
        language.write_text("ko")
        take_over(paper, "takes over")
        assert '<html lang="ko"' in paper.get("/").words


def test_a_paper_that_is_told_to_end_while_it_looks_at_a_new_version_ends(tmp_path: Path) -> None:
    name = tmp_path / "name"
    name.write_text("The Name")
    with serving(tmp_path, NEWSROOM_NAME_FILE=str(name)) as paper:
        name.unlink()
        os.mkfifo(name)  # a version that is read from here loads as long as nobody writes
        wait_until(lambda: len(paper.children()) == 3, "all workers")
        before = set(children(paper.process.pid))
        paper.process.send_signal(signal.SIGHUP)
        wait_until(lambda: set(children(paper.process.pid)) - before, "the look at the new version")
        paper.process.terminate()
        assert paper.process.wait(PATIENCE) == 0
        assert "does not start" not in paper.log.read_text()
