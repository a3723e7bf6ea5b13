"""Whole numbers that come from outside: a row's, a version's."""


def whole(text: object) -> int | None:
    """The number in these figures, or None for what no row can have: other alphabets' figures, signs, more than fits.

    Python reads figures of every alphabet, and refuses thousands of them with an error of its own.
    """
    typed = str(text)
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
