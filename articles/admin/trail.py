"""The trail, to read: who did what, when."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from newsroom.desk import words
from newsroom.desk.base import DeskAdmin
from newsroom.log.models import Entry


class ActFilter(admin.SimpleListFilter):
    title = _("act")
    parameter_name = "act"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return sorted(((code, str(word)) for code, word in words.ACTS.items()), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(act=self.value()) if self.value() else queryset


@admin.register(Entry)
class EntryAdmin(DeskAdmin):
    list_display = ["moment", "person", "act_word", "label"]
    list_display_links = None
    list_select_related = ["by"]
    list_filter = [ActFilter, ("at", admin.DateFieldListFilter)]
    search_fields = ["label", "thing"]
    ordering = ["-id"]
    view_act = "manage_people"

    def get_urls(self) -> list[Any]:
        return [url for url in super().get_urls() if url.name == "log_entry_changelist"]

    @admin.display(description=_("at"))
    def moment(self, entry: Entry) -> str:
        return date_format(localtime(entry.at), _("j M Y, H:i:s"))

    @admin.display(description=_("by"))
    def person(self, entry: Entry) -> str:
        return str(entry.by or "–")

    @admin.display(description=_("act"))
    def act_word(self, entry: Entry) -> str:
        return words.act(entry.act)
