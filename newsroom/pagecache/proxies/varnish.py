"""Varnish bans what carries one of the tags; deploy/varnish.vcl is the other end of it.

A ban needs no module, and it is compared with stored headers alone, so Varnish works it off in the background.
"""

import re
from collections.abc import Iterator, Sequence

from .address import Proxy
from .call import Call

MOST_TAGS = 40
"""Forty tags of the greatest length stay below the 8 kB that Varnish takes as one header."""


def calls(proxy: Proxy, tags: Sequence[str]) -> Iterator[Call]:
    for start in range(0, len(tags), MOST_TAGS):
        names = "|".join(re.escape(tag) for tag in tags[start : start + MOST_TAGS])
        yield Call("BAN", f"http://{proxy.host}:{proxy.port}/", {"X-Ban-Tags": rf"(^|\s)({names})(\s|$)"})
