"""A paper's rows as plain values, the same whichever database they come from, and what they add up to."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db.models import Field, JSONField, Model, TextField
from django.db.models.functions import Cast

CHUNK = 1000
Row = tuple[Any, ...]


def models(*, with_sessions: bool = True) -> list[type[Model]]:
    """Every table of the installed apps, those between two others too; the cache's table is no model, and stays."""
    every = apps.get_models(include_auto_created=True)
    own = [model for model in every if model._meta.managed and not model._meta.proxy]
    return [model for model in own if with_sessions or model._meta.app_label != "sessions"]


def fields(model: type[Model]) -> list[Field]:
    return list(model._meta.local_concrete_fields)


def rows(model: type[Model], alias: str) -> Iterator[Row]:
    """All rows by their key. JSON comes as its text: both databases know a JSON null beside an absent value."""
    texts = {f"text_of_{one.attname}": Cast(one.attname, TextField()) for one in fields(model) if is_json(one)}
    names = [f"text_of_{one.attname}" if is_json(one) else one.attname for one in fields(model)]
    found = model._base_manager.using(alias).annotate(**texts).order_by("pk").values_list(*names)
    return found.iterator(chunk_size=CHUNK)


def is_json(field: Field) -> bool:
    return isinstance(field, JSONField)


class Sum:
    """How many rows, and the sum of their hashes: the same in whatever order a database sorts them."""

    def __init__(self) -> None:
        self.count = 0
        self._total = 0

    def add(self, values: Row, of: list[Field]) -> None:
        plain = [plainly(value, field) for value, field in zip(values, of, strict=True)]
        digest = hashlib.sha256(repr(plain).encode("utf-8", "surrogatepass")).digest()
        self._total = (self._total + int.from_bytes(digest)) % 2**256
        self.count += 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sum) and (self.count, self._total) == (other.count, other._total)

    __hash__ = None

    def __str__(self) -> str:
        return f"{self._total:064x}"[:16]


def plainly(value: Any, field: Field) -> Any:
    """A value as both databases can spell it."""
    if value is None:
        return None
    if is_json(field):
        return ["json", json.dumps(number_plainly(json.loads(value)), sort_keys=True)]
    if isinstance(value, datetime):
        return ["time", value.astimezone(UTC).isoformat()]
    return bytes(value) if isinstance(value, memoryview) else value


def number_plainly(value: Any) -> Any:
    """PostgreSQL writes 1e3 as 1000, and no minus before zero."""
    if isinstance(value, dict):
        return {key: number_plainly(one) for key, one in value.items()}
    if isinstance(value, list):
        return [number_plainly(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def summed(model: type[Model], alias: str) -> Sum:
    total, of = Sum(), fields(model)
    for row in rows(model, alias):
        total.add(row, of)
    return total
