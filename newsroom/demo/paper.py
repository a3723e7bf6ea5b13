"""The demo paper's words as they stand in this folder: its name, sections, people, scenes, standards, comments."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    """Everything but the stories, which `stories.read` gives."""
    paper, said = _toml("paper"), _toml("comments")
    return Paper(
        name=paper["name"],
        sections=[row | {"path": f"{row['parent']}/{row['slug']}".strip("/")} for row in paper["section"]],
        authors=paper["author"],
        topics=paper["topic"],
        glossary=paper["glossary"],
        readers=paper["reader"],
        staff=paper["staff"],
        scenes=_toml("scenes")["scene"],
        standards=_toml("standards"),
        comments=said["comment"],
        lines=said["line"],
    )


def _toml(name: str) -> Row:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
