"""What a tag may look like: it names what a page depends on (`article:12`, `section:5`, `front`)."""

import re
from collections.abc import Iterable

MAX_LENGTH = 100
VALID = re.compile(rf"[!-~]{{1,{MAX_LENGTH}}}")


def checked(tags: Iterable[str]) -> list[str]:
    """The tags sorted and each once; refuses what a header could not carry."""
    names = sorted(set(tags))
    for name in names:
        if not VALID.fullmatch(name):
            raise ValueError(f"“{name}” is no tag: use up to {MAX_LENGTH} visible ASCII characters, no spaces.")
    return names
