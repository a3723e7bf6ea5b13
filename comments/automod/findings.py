"""What an automatic rule looks at, and what it answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comments.models import Thread


@dataclass(frozen=True)
class Draft:
    """A comment about to be taken; `address` is the keyed hash of where it came from, or empty."""

    author: Any
    thread: Thread
    text: str
    address: str
    at: datetime


@dataclass(frozen=True)
class Finding:
    code: str
    sentence: str
