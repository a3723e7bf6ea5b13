"""What attackers type, by what it tries; the tests send all of it everywhere."""

from typing import Any
from urllib.parse import quote_from_bytes

from django.test import Client

SCRIPT = "<script>alert(1)</script>"
WORDS: dict[str, str] = {
    "a script": SCRIPT,
    "a way out of an attribute": "'\"><svg onload=alert(2)><img src=x onerror=alert(3)>",
    "a link that runs": "javascript:alert(4)",
    "an end of a script": "</script></style></title><!--<script>alert(5)",
    "an end of XML": "]]><x>&amp;&#0;&bogus;<!--",
    "a template": "{{ settings.SECRET_KEY }}{% load x %}{0.__class__}%(x)s%s",
    "a second header": "a\r\nSet-Cookie: x=1\r\n\r\n<b>",
    "a formula": "=cmd|' /C calc'!A0",
    "a query": "' OR 1=1 --",
    "a path": "../../../etc/passwd",
    "an overridden direction": "\u202eabc\u202c\u2066x",
    "a NUL": "a\x00b",
    "control characters": "a\x01\x08\x0b\x0c\x1b\x7f\x85b",
    "no characters": "a\ufffe\uffffb",
    "half a pair": "a\ud800b",
    "families": "👨‍👩‍👧‍👦🏳️‍🌈👍🏽" * 20,
    "pieces of syllables": "ᄒ\u1161\u11abㄱㅏ한",
    "a tower of accents": "e" + "\u0301" * 500,
    "nothing that shows": "\u200b\u2060\u3164",
    "blanks": "   ",
    "nothing": "",
    "ten thousand letters": "ж" * 10_000,
}
NUMBERS: dict[str, str] = {
    "a raised figure": "²",
    "Arabic figures": "١٢٣",
    "less than nothing": "-1",
    "more than a row can have": "9" * 30,
    "more than Python reads": "9" * 5000,
    "infinity": "1e309",
    "no number": "NaN",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "the first minute": "0001-01-01T00:00",
    "the last minute": "9999-12-31T23:59",
    "several": "1,2,3",
}
ALL = WORDS | NUMBERS


def post(client: Client, address: str, fields: dict[str, Any]) -> Any:
    """As a form sends it, byte by byte: Django's own client cannot write halves of pairs."""
    pairs = [(name, each) for name, value in fields.items() for each in (value if isinstance(value, list) else [value])]
    body = "&".join("=".join(quote_from_bytes(bytes_of(part)) for part in pair) for pair in pairs)
    return client.generic("POST", address, body, content_type="application/x-www-form-urlencoded")


def bytes_of(text: str) -> bytes:
    return str(text).encode("utf-8", "surrogatepass")
