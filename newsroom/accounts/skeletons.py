"""What a name looks like to a hurried eye: two names with one skeleton can be taken for each other.

The idea is that of Unicode Technical Standard 39; the table is a small one of our own, for the scripts that have
letters like Latin ones.
"""

import unicodedata

# Latin letter: its look-alikes. Capitals apart, since Greek Η looks like H and η like n.
CAPITALS = {
    "A": "ΑА", "B": "ΒВ", "C": "С", "E": "ΕЕЗ", "H": "ΗН", "I": "ΙІ", "J": "Ј", "K": "ΚК", "M": "ΜМ", "N": "Ν",
    "O": "ΟОՕ", "P": "ΡР", "S": "Ѕ", "T": "ΤТ", "U": "Ս", "X": "ΧХ", "Y": "ΥУ", "Z": "Ζ",
}  # fmt: skip
SMALL = {
    "a": "αаɑ4@", "b": "βвь8", "c": "с", "d": "ԁđ", "e": "εезє3", "g": "ɡց9", "h": "һн", "j": "ј", "k": "κк",
    "l": "iιіӏıł1!|", "m": "м", "n": "ηпո", "o": "οоօø0", "p": "ρр", "q": "ԛ", "r": "г", "s": "ѕ5$", "t": "τт7",
    "u": "υиս", "v": "ν", "w": "ωԝ", "x": "χх", "y": "γу", "z": "ζ2",
}  # fmt: skip
FROM_CAPITALS = {ord(alike): latin for latin, alikes in CAPITALS.items() for alike in alikes}
FROM_SMALL = {ord(alike): latin for latin, alikes in SMALL.items() for alike in alikes}
PAIRS = (("rn", "m"), ("vv", "w"), ("ae", "æ"), ("oe", "œ"))
FILLERS = "\u115f\u1160\u3164\uffa0"  # Hangul letters that show nothing


def skeleton(text: str) -> list[str]:
    """The words of a text, each reduced to its look; Hangul taken apart so that loose letters and syllables agree."""
    folded = unicodedata.normalize("NFKD", text).translate(FROM_CAPITALS).casefold()
    plain = "".join(_letter(sign) for sign in unicodedata.normalize("NFKD", folded))
    for pair, one in PAIRS:
        plain = plain.replace(pair, one)
    return plain.split()


def _letter(sign: str) -> str:
    """One letter, a space between words, or nothing for accents and what cannot be seen."""
    if sign in FILLERS or unicodedata.category(sign) in ("Mn", "Me", "Cf", "Cc"):
        return ""
    if "\u11a8" <= sign <= "\u11c2":  # a consonant below a syllable looks like the one that begins it
        return _beginning(sign)
    sign = FROM_SMALL.get(ord(sign), sign)
    return sign if sign.isalnum() else " "


def _beginning(jongseong: str) -> str:
    try:
        return unicodedata.lookup(unicodedata.name(jongseong).replace("JONGSEONG", "CHOSEONG"))
    except KeyError:  # a cluster such as ㄳ begins no syllable
        return jongseong
