"""Every colour of the paper can be read on paper and on tint, by day and at night: WCAG 2.2, 1.4.3 and 1.4.11."""

import re

import pytest
from django.conf import settings

from articles.models.section import COLOURS

pytestmark = pytest.mark.once

TOKENS = (settings.BASE_DIR / "newsroom/static/newsroom/css/tokens.css").read_text(encoding="utf-8")
PAIR = r"light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)"
TEXT, EDGE = 4.5, 3.0


def named(name: str) -> tuple[str, str]:
    """(by day, at night)"""
    found = re.search(rf"--{name}: {PAIR};", TOKENS)
    assert found, f"tokens.css has no --{name}"
    return found[1], found[2]


def section(token: str) -> tuple[str, str]:
    found = re.search(rf"\.colour-{token} {{ --section: {PAIR}; }}", TOKENS)
    assert found, f"tokens.css has no .colour-{token}"
    return found[1], found[2]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lowest(pair: tuple[str, str]) -> float:
    return min(contrast(pair[mode], named(ground)[mode]) for mode in (0, 1) for ground in ("paper", "tint"))


def test_contrast_is_counted_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["ink", "soft", "quiet", "accent", "link"])
def test_words_can_be_read(name: str) -> None:
    assert lowest(named(name)) >= TEXT


@pytest.mark.parametrize("token", list(COLOURS))
def test_every_section_colour_can_be_read(token: str) -> None:
    assert lowest(section(token)) >= TEXT


def test_the_edges_of_fields_and_buttons_can_be_seen() -> None:
    assert lowest(named("edge")) >= EDGE


def test_words_on_the_first_button_can_be_read() -> None:
    for ground in ("ink", "accent"):
        assert min(contrast(named("paper")[mode], named(ground)[mode]) for mode in (0, 1)) >= TEXT
