"""A reader's small picture: fetched from her account at sign-in, cut anew, served by ourselves."""

from typing import Any

import regex
from django.core.files.storage import storages

SIZES = (96, 192)


def name_for(stem: str, size: int) -> str:
    return f"{stem}-{size}.webp"


def addresses(user: Any) -> dict[int, str]:
    """The picture's addresses by width, or nothing for someone without a picture."""
    if not user.portrait:
        return {}
    return {size: storages["renditions"].url(name_for(user.portrait, size)) for size in SIZES}


def initials(user: Any) -> str:
    """First letters of the first and last word; of a name in Hangul, which has no spaces, the first syllable."""
    words = user.name.split()
    firsts = [regex.match(r"\X", word).group() for word in (words[:1] + words[1:][-1:])]
    return "".join(firsts).upper()
