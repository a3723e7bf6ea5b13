"""From a word as it stands in a sentence to the forms a dictionary may list it under."""

import re
import unicodedata
from typing import NamedTuple

MAX_LENGTH = 64
PLAIN = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2019": "'", "\u2018": "'", "\u00ad": None, "\u200b": None}
)
VOWELS = "aeiouy"


class Base(NamedTuple):
    """A word to look for; kinds are the parts of speech that can be inflected so: "n", "v", "a", "adv"; none: any."""

    word: str
    kinds: tuple[str, ...] = ()


# A base, then its forms that no rule finds; a form may have a meaning of its own too ("found", "better").
VERBS = """
be am is are was were been; have has had; do does did done; go went gone; say said; see saw seen; make made
get got gotten; take took taken; come came; give gave given; find found; think thought; tell told; know knew known
become became; leave left; feel felt; bring brought; begin began begun; keep kept; hold held; write wrote written
stand stood; hear heard; mean meant; meet met; run ran; pay paid; sit sat; speak spoke spoken; lie lay lain; lead led
lay laid; grow grew grown; lose lost; fall fell fallen; send sent; build built; draw drew drawn
break broke broken; spend spent; rise rose risen; drive drove driven; buy bought; wear wore worn; choose chose chosen
seek sought; throw threw thrown; catch caught; deal dealt; win won; forget forgot forgotten; fight fought; teach taught
eat ate eaten; sing sang sung; strike struck stricken; hang hung; shake shook shaken; ride rode ridden; feed fed
shoot shot; drink drank drunk; hide hid hidden; tear tore torn; steal stole stolen; sleep slept; fly flew flown
bear bore borne born; blow blew blown; swear swore sworn; bend bent; bind bound; bite bit bitten; bleed bled
breed bred; burn burnt; cling clung; creep crept; dig dug; dream dreamt; flee fled; fling flung
forbid forbade forbidden; forgive forgave forgiven; freeze froze frozen; grind ground; kneel knelt; lean leant
leap leapt; learn learnt; lend lent
light lit; ring rang rung; sell sold; sew sewn; shine shone; show shown
shrink shrank shrunk; sink sank sunk; slide slid; smell smelt; sow sown; spell spelt; spill spilt; spin spun
spoil spoilt; spring sprang sprung; stick stuck; sting stung; stink stank stunk; stride strode; strive strove striven
sweep swept; swell swollen; swim swam swum; swing swung; wake woke woken; weave wove woven
weep wept; wind wound; wring wrung; arise arose arisen; awake awoke; shear shorn
"""
ADJECTIVES = """
good better best; bad worse worst; far farther farthest further furthest; little less least; old elder
"""
ADVERBS = "well better best"
NOUNS = """
man men; woman women; child children; foot feet; tooth teeth; goose geese; mouse mice; louse lice; ox oxen; die dice
person people; penny pence; datum data; criterion criteria; phenomenon phenomena; medium media; stratum strata
bacterium bacteria; curriculum curricula; referendum referenda; memorandum memoranda; basis bases; crisis crises
analysis analyses; thesis theses; axis axes; oasis oases; hypothesis hypotheses; diagnosis diagnoses; formula formulae
nucleus nuclei; stimulus stimuli; index indices; appendix appendices; alumnus alumni; larva larvae; focus foci
"""


def _irregular() -> dict[str, tuple[Base, ...]]:
    found: dict[str, tuple[Base, ...]] = {}
    for kinds, table in (("v", VERBS), ("a", ADJECTIVES), ("adv", ADVERBS), ("n", NOUNS)):
        for line in table.strip().replace("\n", ";").split(";"):
            base, *forms = line.split()
            for form in forms:
                found[form] = (*found.get(form, ()), Base(base, (kinds,)))
    return found


IRREGULAR = _irregular()

# Ending, what stands for it in the base, kinds. Rules that need more than the letters are in _stems().
ENDINGS = (
    ("men", "man", "n"),
    ("wives", "wife", "n"),
    ("ies", "y", "nv"),
    ("ies", "ie", "nv"),
    ("ves", "f", "n"),
    ("ves", "fe", "n"),
    ("s", "", ("n", "v", "pron")),
    ("es", "", "nv"),
    ("ied", "y", "v"),
    ("ying", "ie", "v"),
    ("ier", "y", "a"),
    ("iest", "y", "a"),
    ("ily", "y", "a"),
    ("bly", "ble", "a"),
    ("ically", "ic", "a"),
    ("ly", "", "a"),
    ("ness", "", "a"),
    ("iness", "y", "a"),
)

# What stands before an irregular verb without changing its forms: "withheld", "rewritten", "undergone".
PREFIXES = ("with", "under", "over", "re", "un", "out", "mis", "fore", "up")

# British spelling as the paper writes it, American as the dictionary lists it.
SPELLINGS = (
    (r"our(?=$|s$|ed$|ing$|al$|ful$|able$|ite$|er$|ers$|hood$|less$)", "or"),
    (r"is(?=(e|es|ed|ing|er|ers|ation|ations|able)$)", "iz"),
    (r"ys(?=(e|es|ed|ing|er|ers)$)", "yz"),
    (r"(?<=[bt])re(?=s?$)", "er"),
    (r"(?<=[bt])red$", "ered"),
    (r"ence(?=s?$)", "ense"),
    (r"ogue(?=s?$)", "og"),
    (r"amme(?=s?$)", "am"),
    (r"ae|oe", "e"),
    (r"ll(?=(ed|ing|er|ers|or|ors)$)", "l"),
)

# Particles after a Korean noun, the longest first.
JOSA = """
에서는 에게서 으로는 으로서 으로써 이라고 까지는 부터는 에서도 에게는 에는 에도 에서 에게 에선 으로 로서 로써 로는 라고
까지 부터 처럼 보다 마다 밖에 조차 마저 이나 이란 이라 하고 한테 께서 은 는 이 가 을 를 의 에 로 와 과 도 만 나 란
"""


def normal(word: str) -> str:
    """Lower case, one kind of apostrophe and dash, no punctuation around it; empty when longer than 64 characters."""
    if len(word) > 4 * MAX_LENGTH:
        return ""
    word = unicodedata.normalize("NFC", word).translate(PLAIN).lower()
    word = re.sub(r"^[\W_]+|[\W_]+$", "", re.sub(r"\s+", " ", word))
    return word if len(word) <= MAX_LENGTH else ""


def bases(word: str, language: str) -> list[Base]:
    """Other forms to look for, the likeliest first, without the word itself."""
    found = _korean(word) if language == "ko" else _english(word)
    return [base for base in dict.fromkeys(found) if base.word and base.word != word]


def windows(phrase: str, most: int = 6) -> list[str]:
    """The phrases within one of several words or with hyphens, long before short, left before right."""
    words = phrase.replace("-", " ").split()[:most]
    sizes = range(len(words), 0, -1)
    return [" ".join(words[start : start + size]) for size in sizes for start in range(len(words) - size + 1)]


def _english(word: str) -> list[Base]:
    owner = re.sub(r"(n't|'(s|d|ll|ve|re|m)?)$", "", word)
    found = [Base(owner), Base(word.removesuffix("'t"))] if owner != word else []
    for spelling in (owner, *_respelt(owner)):
        found.append(Base(spelling))
        found += IRREGULAR.get(spelling, ())
        for prefix in PREFIXES:
            found += [Base(prefix + base, kinds) for base, kinds in IRREGULAR.get(spelling.removeprefix(prefix), ())]
        for ending, base, kinds in ENDINGS:
            if spelling.endswith(ending) and len(spelling) > len(ending) and not spelling.endswith("ss"):
                found.append(Base(spelling.removesuffix(ending) + base, tuple(kinds)))
        found += _stems(spelling)
    head, space, last = owner.rpartition(" ")
    if space:
        found += [Base(f"{head} {base.word}", base.kinds) for base in _english(last)]
    if "-" in owner or space:
        found += [Base(re.sub("[- ]", joint, owner)) for joint in (" ", "-", "")]
    found.append(
        Base("".join(sign for sign in unicodedata.normalize("NFKD", owner) if not unicodedata.combining(sign)))
    )
    return found


def _respelt(word: str) -> list[str]:
    return [changed for pattern, instead in SPELLINGS if (changed := re.sub(pattern, instead, word)) != word]


def _stems(word: str) -> list[Base]:
    """What -ed, -ing, -er and -est were put on: "stopped", "hoped", "talked"."""
    found = []
    for ending, kinds in (("ed", ("v",)), ("ing", ("v",)), ("er", ("a",)), ("est", ("a",))):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2 or not any(letter in VOWELS for letter in stem):
            continue
        if len(stem) > 2 and stem[-1] == stem[-2]:
            single, double = Base(stem[:-1], kinds), Base(stem, kinds)
            found += [double, single] if stem[-1] in "lsfz" else [single, double]
            continue
        # After one short vowel a single consonant would have been doubled, so an e was dropped: hoped, using.
        dropped = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", stem) is not None
        found += [Base(stem + "e" * has_e, kinds) for has_e in ((True, False) if dropped else (False, True))]
        if stem.endswith("ck"):
            found.append(Base(stem[:-1]))
    return found


def _korean(word: str) -> list[Base]:
    return [Base(word.removesuffix(josa)) for josa in JOSA.split() if word.endswith(josa) and len(word) > len(josa)]
