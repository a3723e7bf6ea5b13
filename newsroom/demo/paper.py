"""The demo paper's words as they stand in this folder: its name, sections, people, scenes, standards, comments."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsroom.demo.quotes import curly

FOLDER = Path(__file__).parent

Row = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """Rows as the files have them; a section's row has its whole `path` besides."""

    name: str
    sections: list[Row]
    authors: list[Row]
    topics: list[Row]
    glossary: list[Row]
    readers: list[Row]
    staff: list[Row]
    scenes: list[Row]
    standards: Row
    comments: list[Row]
    lines: list[Row]


def read() -> Paper:
    """Everything but the stories, which `stories.read` gives. Readers' own words stay as they typed them."""
    paper, said = _printed(_toml("paper")), _toml("comments")
    return Paper(
        name=paper["name"],
        sections=[row | {"path": f"{row['parent']}/{row['slug']}".strip("/")} for row in paper["section"]],
        authors=paper["author"],
        topics=paper["topic"],
        glossary=paper["glossary"],
        readers=paper["reader"],
        staff=paper["staff"],
        scenes=_toml("scenes")["scene"],
        standards=_printed(_toml("standards")),
        comments=said["comment"],
        lines=said["line"],
    )


def _printed(words: Any) -> Any:
    """The same with a printer's quotation marks, all through lists and tables."""
    if isinstance(words, dict):
        return {key: _printed(value) for key, value in words.items()}
    if isinstance(words, list):
        return [_printed(value) for value in words]
    return curly(words) if isinstance(words, str) else words


def _toml(name: str) -> Row:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
