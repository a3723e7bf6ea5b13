"""The browser counts a comment's letters as the server does."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from comments.text import count, tidy

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))["vectors"]
COUNTER = settings.BASE_DIR / "newsroom" / "static" / "newsroom" / "js" / "counter.js"


@pytest.mark.browser
def test_browser_and_server_count_and_tidy_alike(page):
    page.goto("about:blank")
    found = page.evaluate(
        """async ([source, texts]) => {
            const counter = await import("data:text/javascript;charset=utf-8," + encodeURIComponent(source));
            return texts.map((text) => [counter.count(JSON.parse(text)), counter.tidy(JSON.parse(text))]);
        }""",
        [COUNTER.read_text(encoding="utf-8"), [json.dumps(vector["text"]) for vector in VECTORS]],
    )
    assert [(letters, words) for letters, words in found] == [
        (vector["count"], tidy(vector["text"])) for vector in VECTORS
    ]
    assert [letters for letters, _words in found] == [count(vector["text"]) for vector in VECTORS]
