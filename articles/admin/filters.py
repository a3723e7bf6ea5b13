"""Filters of the story list."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import caching
from articles.models import Author
from articles.workflow import State
from newsroom.desk.numbers import whole


class StateFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "state"
    template = "admin/articles/_states.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return State.choices

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """Each with the state that it stands for; the first is all."""
        for state, choice in zip(["", *State.values], super().choices(changelist), strict=True):
            yield choice | {"state": state}

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.in_state(self.value()) if self.value() in State.values else queryset


class SectionFilter(SimpleListFilter):
    """A section with all below it."""

    title = _("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        tree = caching.tree()
        return [(row.path, " › ".join(a.name for a in tree.ancestors(row))) for row in tree.by_id.values()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        path = self.value()
        return queryset.filter(Q(section__path=path) | Q(section__path__startswith=f"{path}/")) if path else queryset


class AuthorFilter(SimpleListFilter):
    title = _("author")
    parameter_name = "author"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(pk), name) for pk, name in Author.objects.values_list("pk", "name")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        author = whole(self.value())
        return queryset if author is None else queryset.filter(credits__author=author).distinct()
