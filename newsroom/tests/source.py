"""The source of the paper, parsed once, for the tests that measure it."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("articles", "comments", "newsroom", "bench")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Module:
    """One Python file. `name` is what imports call it, a package's for its `__init__.py`."""

    path: str
    name: str
    text: str

    @functools.cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def is_test(self) -> bool:
        return "tests" in self.name.split(".") or self.name == "conftest"

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, FUNCTIONS))

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and target of every import, also inside functions; `from a import b` is `a.b` where that is a module."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._absolute(node)
                for alias in node.names:
                    inner = f"{base}.{alias.name}"
                    yield node.lineno, inner if is_module(inner) else base

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.name.split(".") if self.path.endswith("__init__.py") else self.name.split(".")[:-1]
        package = package[: len(package) - node.level + 1]
        return ".".join([*package, *([node.module] if node.module else [])])


def is_module(name: str) -> bool:
    if name.split(".")[0] not in OURS:
        return False
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


@functools.cache
def modules() -> tuple[Module, ...]:
    """Every Python file but migrations, which `makemigrations` writes."""
    files = [ROOT / "conftest.py", ROOT / "manage.py"]
    for folder in OURS:
        files += sorted((ROOT / folder).rglob("*.py"))
    return tuple(read(file) for file in files if "migrations" not in file.parts)


def read(file: Path) -> Module:
    path = file.relative_to(ROOT)
    parts = path.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(str(path), name, file.read_text(encoding="utf-8"))


@functools.cache
def templates() -> tuple[tuple[str, str], ...]:
    """Path and text of every template."""
    found = sorted([*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")])
    return tuple((str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")) for file in found)
