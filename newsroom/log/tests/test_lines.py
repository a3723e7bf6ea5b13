"""What a stranger types cannot pass for a line of the log."""

import logging
import sys

import pytest

from newsroom.log.lines import OneLine, visible

pytestmark = pytest.mark.once


def formatted(message: str, error: Exception | None = None) -> list[str]:
    exc_info = None
    if error:
        try:
            raise error
        except type(error):
            exc_info = sys.exc_info()
    record = logging.LogRecord("newsroom", logging.INFO, "file.py", 1, "asked for %s", (message,), exc_info)
    return OneLine("{levelname} {name} {message}", style="{").format(record).split("\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1b[2K"])
def test_a_line_break_in_a_message_is_written_as_its_escape(end):
    (line,) = formatted(f"/a{end}ERROR newsroom forged")
    assert line.startswith("INFO newsroom asked for /a\\")
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line


def test_plain_text_of_every_script_stays():
    assert visible("한글 – é\ttab “q”") == "한글 – é\ttab “q”"
    assert formatted("/national/") == ["INFO newsroom asked for /national/"]


def test_a_half_character_is_written_as_its_escape():
    assert visible("a\ud800b") == "a\\ud800b"


def test_a_traceback_stands_indented_below_its_record():
    first, *rest = formatted("/a", ValueError("broken\nERROR newsroom forged\r\x1b"))
    assert first == "INFO newsroom asked for /a"
    assert rest[0] == "  Traceback (most recent call last):"
    assert all(line.startswith("  ") for line in rest)
    assert "  ERROR newsroom forged\\r\\x1b" in rest
