"""One request to a proxy, and what came of it."""

from dataclasses import dataclass, field
from typing import Any

import requests

PATIENCE = (2, 5)
"""Seconds to connect, and to wait for each answer."""

TOO_MANY = 429


class NotReached(Exception):
    """It may go well another time: the network, too many calls, or trouble over there; `wait` is what it asks for."""

    def __init__(self, reason: str, wait: int = 0) -> None:
        super().__init__(reason)
        self.wait = wait


class Refused(Exception):
    """It would go the same way again: a wrong token, a wrong service, a proxy that does not know the call."""


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    json: Any = None
    fine: tuple[int, ...] = (200,)

    def send(self) -> None:
        """Raises NotReached or Refused, with a reason that holds no secret."""
        try:
            answer = requests.request(
                self.method, self.url, headers=self.headers, json=self.json, timeout=PATIENCE, allow_redirects=False
            )
        except requests.RequestException as error:
            raise NotReached(type(error).__name__) from error
        if answer.status_code in self.fine:
            return
        if answer.status_code == TOO_MANY or answer.status_code >= 500:
            raise NotReached(f"status {answer.status_code}", seconds(answer.headers.get("Retry-After", "")))
        raise Refused(f"status {answer.status_code}")


def seconds(words: str) -> int:
    """Of a Retry-After that is a number; the other form, a date, is not heeded."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 6 else 0
