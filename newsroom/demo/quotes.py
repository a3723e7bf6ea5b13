"""Typewriter quotation marks and apostrophes made into a printer's."""

import re

OPENING = re.compile(r"(^|[\s(\[|*—–“‘])([\"'])", re.MULTILINE)
PRINTED = {'"': ("“", "”"), "'": ("‘", "’")}


def curly(text: str) -> str:
    """A mark after a space or a bracket opens, any other closes; an apostrophe looks like a closing one."""
    for _inner in range(2):  # a quotation that begins with a quotation
        text = OPENING.sub(lambda found: found[1] + PRINTED[found[2]][0], text)
    return text.replace('"', "”").replace("'", "’")
