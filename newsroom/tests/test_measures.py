"""The measures of CONTRIBUTING.md: sizes, names and habits, each broken one named by file, line and reason."""

import ast
import re
from collections.abc import Callable, Iterator

import pytest

from newsroom.tests.source import ROOT, Module, modules, templates

pytestmark = pytest.mark.once

FILE_LINES, TEST_LINES, FUNCTION_LINES, VIEW_LINES, TEMPLATE_LINES = 400, 300, 40, 25, 120
NAMELESS = {"utils", "helpers", "common", "core", "services", "signals"}
RULES = "workflow querysets access publishing body images caching policy moderation text".split()
READS_ENVIRONMENT = (
    "newsroom.settings",
    "newsroom.wsgi",
    "manage",
    "bench.paper",
)  # the last hands it to its processes
QUERIES = {"filter", "exclude", "annotate", "order_by", "raw", "extra"}
SAFE = {"mark_safe", "SafeString"}
SIGNALS = {"post_migrate", "setting_changed"}

Found = Iterator[tuple[int, str]]


def opens_with_a_line(module: Module) -> Found:
    if module.text.strip() and not ast.get_docstring(module.tree):
        yield 1, "the first line says what the module is for"


def sizes(module: Module) -> Found:
    limit = TEST_LINES if module.is_test else FILE_LINES
    if len(module.lines) > limit:
        yield len(module.lines), f"longer than {limit} lines; split it where the subject changes"
    for function in module.functions():
        limit = VIEW_LINES if is_view(module) and not module.is_test else FUNCTION_LINES
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > limit:
            yield function.lineno, f"{function.name} has {length} lines; {limit} are the limit"


def nested_imports(module: Module) -> Found:
    for function in module.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno, "an import inside a function hides an arrow"


def names_from_the_trade(module: Module) -> Found:
    if module.name.split(".")[-1] in NAMELESS:
        yield 1, "a name that says nothing; use the news word"


def caught_exceptions(module: Module) -> Found:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type
            if caught is None or (isinstance(caught, ast.Name) and caught.id in ("Exception", "BaseException")):
                yield node.lineno, "catches everything; name what can go wrong"


def safe_marks(module: Module) -> Found:
    """`mark_safe` is allowed below a comment, or beside one, that begins with "Safe:" and says why."""
    for node in ast.walk(module.tree):
        called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if called in SAFE and not any(
            "# Safe:" in line for line in module.lines[max(node.lineno - 2, 0) : node.lineno]
        ):
            yield node.lineno, "marks text as safe without a comment “# Safe: …” that says why"


def queries_in_views(module: Module) -> Found:
    if not is_view(module) or module.is_test:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in QUERIES:
            yield node.lineno, f".{node.func.attr}() in a view; name the query in querysets.py"


def environment_reads(module: Module) -> Found:
    if module.name in READS_ENVIRONMENT or module.is_test:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv"):
            yield node.lineno, "reads the environment; only settings.py does"


def signals(module: Module) -> Found:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"):
            for alias in node.names:
                if alias.name not in SIGNALS:
                    yield node.lineno, f"listens to {alias.name}; call the act instead"


def annotations(module: Module) -> Found:
    if module.is_test or module.name.split(".")[-1] not in RULES:
        return
    for function in module.functions():
        arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        bare = [argument.arg for argument in arguments if not argument.annotation]
        if function.returns is None or set(bare) - {"self", "cls"}:
            yield function.lineno, f"{function.name} is not fully annotated, in a module of rules"


def is_view(module: Module) -> bool:
    return "views" in module.name.split(".")


MEASURES: list[Callable[[Module], Found]] = [
    opens_with_a_line, sizes, nested_imports, names_from_the_trade, caught_exceptions, safe_marks, queries_in_views,
    environment_reads, signals, annotations,
]  # fmt: skip

IN_TEMPLATES = [
    (re.compile(r"\|\s*safe\b|\{%\s*autoescape off"), "marks text as safe"),
    (re.compile(r"<[^>{%]*\sstyle\s*="), "an inline style, which the policy refuses"),
    (re.compile(r"<[^>{%]*\son[a-z]+\s*=", re.IGNORECASE), "an inline handler, which the policy refuses"),
    (re.compile(r"<style\b"), "a style element, which the policy refuses"),
    (re.compile(r"<script(?![^>]*\b(src|application/ld\+json)\b)"), "an inline script, which the policy refuses"),
]


def template_faults(text: str) -> Found:
    if len(text.splitlines()) > TEMPLATE_LINES:
        yield len(text.splitlines()), f"longer than {TEMPLATE_LINES} lines"
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, reason in IN_TEMPLATES:
            if pattern.search(line):
                yield number, reason


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)
def test_the_code_keeps_to_the_measure(measure: Callable[[Module], Found]) -> None:
    wrong = [f"{module.path}:{line}: {reason}" for module in modules() for line, reason in measure(module)]
    assert not wrong, "\n".join(wrong)


def test_templates_keep_to_the_measures() -> None:
    wrong = [f"{path}:{line}: {reason}" for path, text in templates() for line, reason in template_faults(text)]
    assert not wrong, "\n".join(wrong)


def test_migrations_are_named_by_what_they_do() -> None:
    files = [path for app in ("articles", "comments", "newsroom") for path in (ROOT / app).rglob("migrations/0*.py")]
    unnamed = [path.name for path in files if re.search(r"_(auto_\d|initial$)|_and_more", path.stem)]
    assert files
    assert not unnamed


@pytest.mark.parametrize(
    ("measure", "name", "text"),
    [
        (opens_with_a_line, "articles.front", "import os\n"),
        (sizes, "articles.front", '"""Long."""\n' + "x = 1\n" * 400),
        (sizes, "articles.front", "def f():\n" + "    x = 1\n" * 40),
        (sizes, "articles.views", "def f():\n" + "    x = 1\n" * 25),
        (nested_imports, "articles.front", "def f():\n    import os\n"),
        (names_from_the_trade, "articles.utils", ""),
        (caught_exceptions, "articles.front", "try:\n    pass\nexcept Exception:\n    pass\n"),
        (caught_exceptions, "articles.front", "try:\n    pass\nexcept:\n    pass\n"),
        (safe_marks, "articles.front", "x = mark_safe(y)\n"),
        (queries_in_views, "articles.views", "x = Article.objects.filter(pk=1)\n"),
        (environment_reads, "articles.front", "x = os.environ['A']\n"),
        (signals, "articles.front", "from django.db.models.signals import post_save\n"),
        (annotations, "articles.access", "def may(user): return True\n"),
    ],
)
def test_a_broken_measure_is_found(measure: Callable[[Module], Found], name: str, text: str) -> None:
    assert list(measure(Module(name.replace(".", "/") + ".py", name, text)))


@pytest.mark.parametrize(
    "text",
    [
        "{{ story|safe }}",
        '<p style="color: red">',
        '<a href="/" onclick="go()">',
        "<style>p {}</style>",
        "<script>go()</script>",
        "<p>\n" * 121,
    ],
)
def test_a_template_fault_is_found(text: str) -> None:
    assert list(template_faults(text))


def test_a_plain_template_has_no_fault() -> None:
    assert not list(
        template_faults('<script type="module" src="{% static "a.js" %}"></script>\n<p class="style">once</p>')
    )
