"""Imports point one way: the arrows of docs/architecture.md, over the syntax tree."""

import functools
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pytest

from newsroom.tests.source import OURS, Module, modules

pytestmark = pytest.mark.once

FLOOR = ("newsroom.prepared", "newsroom.expressions")  # know Django alone
LEAVES = ("newsroom.accounts", "newsroom.pagecache", "newsroom.log")
# Low to high. A file that is not named lies as high as the highest it imports.
ROWS = {
    "articles": [
        "workflow body images",
        "querysets",
        "models",
        "access snapshot caching search dictionary tasks",
        "publishing sections writing photos front",
        "forms feed_formats feeds sitemaps templatetags",
        "views admin management urls apps",
    ],
    "comments": [
        "text states",
        "querysets",
        "models",
        "policy caching counts tasks",
        "automod",
        "moderation talking reacting sanctioning readers",
        "forms templatetags",
        "views admin management urls apps",
    ],
}
COMMENTS_MAY_ASK = ("articles.models", "articles.access")
# What both apps stand on.
NEWSROOM_BELOW = (
    *LEAVES,
    *FLOOR,
    *(f"newsroom.desk.{name}" for name in ("base", "lists", "moments", "numbers", "words")),
)


def noun_of(name: str) -> tuple[str, str]:
    """The app and the file or package directly below it."""
    app, _, rest = name.partition(".")
    return app, rest.split(".")[0]


def row(name: str) -> int:
    """The row of a module inside its app, counted from below."""
    return height(*noun_of(name))


@functools.cache
def height(app: str, noun: str) -> int:
    named = next((number for number, nouns in enumerate(ROWS[app]) if noun in nouns.split()), None)
    return max((height(app, other) for other in below(app, noun)), default=0) if named is None else named


@functools.cache
def below(app: str, noun: str) -> frozenset[str]:
    """The nouns of the same app that this one imports."""
    files = [module for module in modules() if is_in(module.name, f"{app}.{noun}")]
    targets = {noun_of(target) for module in files for _, target in module.imports()}
    return frozenset(other for home, other in targets if home == app and other not in ("", noun))


def is_in(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def wrong_arrows(module: Module) -> Iterator[str]:
    if module.is_test or module.name.split(".")[0] not in OURS:
        return
    for line, target in sorted(set(module.imports())):
        if target.split(".")[0] in OURS and (reason := reason_against(module.name, target)):
            yield f"{module.path}:{line}: {module.name} imports {target}: {reason}"


def reason_against(name: str, target: str) -> str:
    home = name.split(".")[0]
    if is_in(target, "newsroom.tests", "articles.tests", "comments.tests"):
        return "the paper runs without its tests"
    if is_in(target, "bench") and home != "bench":
        return "the paper runs without its benchmark"
    if is_in(name, *LEAVES):
        leaf = ".".join(name.split(".")[:2])
        return "" if is_in(target, leaf, *LEAVES, *FLOOR) else "a leaf knows no app of ours"
    if home == "articles" and is_in(target, "comments"):
        return "articles know nothing of comments"
    if home == "comments" and is_in(target, "articles") and not is_in(target, *COMMENTS_MAY_ASK):
        return f"comments ask {' and '.join(COMMENTS_MAY_ASK)} alone"
    if home in ROWS and is_in(target, "newsroom") and not is_in(target, *NEWSROOM_BELOW):
        return "the rest of newsroom stands above both apps"
    if is_in(name, *NEWSROOM_BELOW) and is_in(target, *ROWS):
        return "both apps stand on it"
    if home in ROWS and is_in(target, home):
        return reason_of_rows(name, target)
    return ""


def reason_of_rows(name: str, target: str) -> str:
    if "." not in name or "." not in target or noun_of(name) == noun_of(target):
        return ""
    return "it lies higher" if row(target) > row(name) else ""


def cycle(some: tuple[Module, ...]) -> list[str]:
    """The first circle of imports, or an empty list."""
    known = {module.name for module in some}
    graph = {module.name: {target for _, target in module.imports() if target in known} for module in some}
    for name, targets in graph.items():
        targets.discard(name)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        return list(circle.args[1])
    return []


def test_imports_point_one_way() -> None:
    wrong = [line for module in modules() for line in wrong_arrows(module)]
    assert not wrong, "\n".join(wrong)


def test_no_modules_import_each_other() -> None:
    found = cycle(modules())
    assert not found, " -> ".join(found)


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("newsroom.log.writing", "from articles.models import Article", "a leaf knows no app of ours"),
        ("articles.views", "from comments.models import Thread", "articles know nothing of comments"),
        ("comments.policy", "from articles import publishing", "comments ask"),
        ("articles.admin.section", "from newsroom.desk.site import Desk", "stands above both apps"),
        ("newsroom.desk.base", "from articles import access", "both apps stand on it"),
        ("articles.models.edition", "from articles import publishing", "it lies higher"),
        ("articles.models.edition", "def late():\n    from articles import publishing", "it lies higher"),
        ("comments.models.thread", "from comments.standards import rules", "it lies higher"),
        ("articles.access", "from articles.tests import make", "runs without its tests"),
        ("newsroom.demo.build", "from bench import wrk", "runs without its benchmark"),
    ],
)
def test_a_wrong_arrow_is_named(name: str, line: str, reason: str) -> None:
    module = Module(name.replace(".", "/") + ".py", name, line)
    assert [found for found in wrong_arrows(module) if reason in found]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("newsroom.log.writing", "from newsroom.log.models import Entry"),
        ("articles.publishing", "from articles.models import Article"),
        ("comments.policy", "from articles import access"),
        ("comments.admin.queue", "from newsroom.desk.base import DeskAdmin"),
        ("newsroom.desk.site", "from comments.models import Comment"),
    ],
)
def test_a_right_arrow_is_let_through(name: str, line: str) -> None:
    assert not list(wrong_arrows(Module(name.replace(".", "/") + ".py", name, line)))


def test_a_circle_is_named() -> None:
    circle = (
        Module("articles/access.py", "articles.access", "from articles import snapshot"),
        Module("articles/snapshot.py", "articles.snapshot", "from articles import access"),
    )
    assert set(cycle(circle)) == {"articles.access", "articles.snapshot"}
