"""Every interface string goes through gettext, and the Korean catalogue has all of them, compiled."""

import ast
import re
from collections.abc import Iterator

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from newsroom.tests.source import Module, modules, templates

pytestmark = pytest.mark.once

FOLDER = settings.BASE_DIR / "newsroom" / "locale" / "ko" / "LC_MESSAGES"
CATALOGUES = ["django", "djangojs"]
# What makemessages looks for; under any other name a string is never collected.
NAMES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+>")
NOT_WORDS = [  # parts of a template that no reader sees as text
    r"\{#.*?#\}",
    r"\{% comment %\}.*?\{% endcomment %\}",
    r"\{% blocktranslate.*?\{% endblocktranslate %\}",
    r"\{% block (?:coltype|bodyclass) %\}.*?\{% endblock \w+ %\}",  # names of classes
    r"<(svg|script|style)\b.*?</\1>",
    r"\{%.*?%\}",
    r"\{\{.*?\}\}",
]
SAID_IN = re.compile(r'\b(?:alt|title|placeholder|aria-label|data-offline|data-failed|data-copied)="([^"]*)"')
REFUSALS = {"ValidationError", "WrongMove", "NotAllowed"}
LABELS = {"label", "help_text", "verbose_name", "verbose_name_plural", "violation_error_message", "description"}

Key = tuple[str | None, str]


def catalogue(name: str) -> polib.POFile:
    return polib.pofile(str(FOLDER / f"{name}.po"))


def said(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def strings_of(module: Module) -> Iterator[Key]:
    for node in ast.walk(module.tree):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if name in NAMES and node.args:
            words = [ast.literal_eval(argument) for argument in node.args[: 2 if name.startswith("p") else 1]]
            yield (words[0] if len(words) == 2 else None, words[-1])


def strings_in(template: str) -> Iterator[Key]:
    """By Django's own reading of templates, which makes Python of them for xgettext."""
    for name, literals in CALL.findall(templatize(template)):
        words = [ast.literal_eval(literal) for literal in re.findall(LITERAL, literals)]
        with_context = "pgettext" in name
        yield (words[0] if with_context else None, words[1 if with_context else 0])


def collected() -> dict[Key, str]:
    """Every string of the paper, with the first file that says it."""
    found: dict[Key, str] = {}
    for module in modules():
        if not module.is_test:
            for key in strings_of(module):
                found.setdefault(key, module.path)
    for path, text in templates():
        for key in strings_in(text):
            found.setdefault(key, path)
    return found


def bare_sentences(module: Module) -> Iterator[str]:
    """Literals where a person reads them: a refusal's words, a field's label."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        raised = node.args[:1] if getattr(node.func, "id", getattr(node.func, "attr", "")) in REFUSALS else []
        for value in [*raised, *(keyword.value for keyword in node.keywords if keyword.arg in LABELS)]:
            literal = (
                value.value if isinstance(value, ast.Constant) else value if isinstance(value, ast.JoinedStr) else ""
            )
            if literal and literal is not True:
                yield f"{module.path}:{value.lineno}: {ast.unparse(value)}"


def spoken_too_early(tree: ast.AST, inside: bool = False) -> Iterator[ast.Call]:
    """Calls that run when the module is read, before the paper's language is known."""
    for node in ast.iter_child_nodes(tree):
        within = inside or isinstance(node, ast.FunctionDef | ast.Lambda)
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                yield from spoken_too_early(ast.Expr(decorator), inside)
        if isinstance(node, ast.Call) and not within and isinstance(node.func, ast.Name):
            yield node
        yield from spoken_too_early(node, within)


def eager_names(module: Module) -> set[str]:
    """What the module calls the gettext that does not wait."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and "lazy" not in alias.name
    }


def bare_words(template: str) -> list[str]:
    """Text and spoken attributes that stand in a template without being translated."""
    rest = template
    for pattern in NOT_WORDS:
        rest = re.sub(pattern, "", rest, flags=re.DOTALL)
    pieces = [*re.sub(r"<[^>]*>", "\n", rest).splitlines(), *SAID_IN.findall(rest)]
    return [piece.strip() for piece in pieces if re.search(r"[^\W\d_]{2}", re.sub(r"&\w+;", "", piece))]


def test_every_string_of_the_paper_is_in_korean() -> None:
    """A string that make messages does not bring stands between the braces of an f-string: take it out of there."""
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue("django") if not entry.obsolete}
    strings = collected()
    missing = [f"{path}: {key[1]!r}" for key, path in strings.items() if key not in known]
    assert len(strings) > 500
    assert not missing, "\n".join(["Run make messages and translate:", *missing])


@pytest.mark.parametrize("name", CATALOGUES)
def test_no_entry_is_empty_or_a_guess(name: str) -> None:
    entries = [entry for entry in catalogue(name) if not entry.obsolete]
    assert entries
    assert [entry.msgid for entry in entries if entry.fuzzy or not all(said(entry))] == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_translation_keeps_its_placeholders(name: str) -> None:
    for entry in catalogue(name):
        wanted = entry.msgid_plural or entry.msgid
        for words in said(entry):
            assert sorted(PLACEHOLDER.findall(words)) == sorted(PLACEHOLDER.findall(wanted)), entry.msgid


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_compiled_words_are_the_written_ones(name: str) -> None:
    """A machine that only runs the paper has no gettext, so the compiled file is committed."""
    written = {(entry.msgctxt, entry.msgid): said(entry) for entry in catalogue(name).translated_entries()}
    compiled = {(entry.msgctxt, entry.msgid): said(entry) for entry in polib.mofile(str(FOLDER / f"{name}.mo"))}
    assert compiled == written, "Run make messages and commit the .mo file."


def test_gettext_is_called_by_names_that_makemessages_knows() -> None:
    imported = {
        f"{module.path}:{node.lineno}: {alias.name} as {alias.asname}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and (alias.asname or alias.name) not in NAMES
    }
    renamed = {
        f"{module.path}:{node.lineno}: {ast.unparse(node)}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and "gettext" in node.value.id
    }
    assert not imported | renamed


def test_words_outside_functions_wait_for_the_language() -> None:
    early = ast.parse('@display(description=_("by"))\ndef person(row):\n    return _("none")')
    assert [ast.unparse(call) for call in spoken_too_early(early) if call.func.id == "_"] == ["_('by')"]
    found = [
        f"{module.path}:{call.lineno}: {ast.unparse(call)}; use gettext_lazy"
        for module in modules()
        if (names := eager_names(module))
        for call in spoken_too_early(module.tree)
        if call.func.id in names
    ]
    assert not found


def test_no_template_says_a_word_outside_gettext() -> None:
    found = {path: words for path, text in templates() if path.endswith(".html") and (words := bare_words(text))}
    assert not found


def test_no_refusal_and_no_label_is_said_outside_gettext() -> None:
    found = [place for module in modules() if not module.is_test for place in bare_sentences(module)]
    assert not found


def test_the_search_for_bare_words_finds_them() -> None:
    assert bare_words('<p title="Close me">{{ name }} wrote</p>') == ["wrote", "Close me"]
    assert bare_words('<p class="note">{% translate "Send" %} · {{ day }} &amp; 1</p>') == []
    planted = Module("x.py", "x", 'raise WrongMove("Not now.")\nCharField(label=_("name"), help_text="Yours.")')
    assert list(bare_sentences(planted)) == ["x.py:1: 'Not now.'", "x.py:2: 'Yours.'"]
    assert list(strings_in('{% translate "Send" context "post" %} {{ day|date:_("j F") }}')) == [
        ("post", "Send"),
        (None, "j F"),
    ]
