"""What a tag may look like: it names what a page depends on (`article:12`, `section:5`, `front`)."""

import re
from collections.abc import Iterable, Sequence

MAX_LENGTH = 100
VALID = re.compile(rf"[!-+\--~]{{1,{MAX_LENGTH}}}")

MANY = "many-tags"
"""Stands in a header for tags that would be too long for it; each purge that a proxy hears of names it too."""

LONGEST_HEADER = 1000
"""Fastly and Cloudflare take 16 kB, but nginx takes all headers of an answer into 4 kB, and the tags go out twice."""


def checked(tags: Iterable[str]) -> list[str]:
    """The tags sorted and each once; refuses what a header could not carry."""
    names = sorted(set(tags))
    for name in names:
        if not VALID.fullmatch(name):
            raise ValueError(
                f"“{name}” is no tag: use up to {MAX_LENGTH} visible ASCII characters, no spaces or commas."
            )
    return names


def for_proxies(names: Sequence[str]) -> Sequence[str]:
    """The tags as proxies read them. A page with very many of them goes with every purge, rather than miss one."""
    return names if len(" ".join(names)) <= LONGEST_HEADER else [MANY]
