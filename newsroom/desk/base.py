"""The base of every screen of the desk: rights come from the site's `may`, never from Django's permissions.

What a person may not see answers 404, what she may see but not do answers 403.
"""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst


class Rights:
    """Maps Django's four questions to acts of the paper; None refuses."""

    view_act: str | None = "enter_desk"
    add_act: str | None = None
    change_act: str | None = None
    delete_act: str | None = None

    def thing(self, row: Model | None) -> Any:
        """What the act is asked about; the paper as a whole unless a screen knows better."""
        return None

    def may(self, request: HttpRequest, act: str | None, row: Model | None = None) -> bool:
        return act is not None and self.admin_site.may(request.user, act, self.thing(row))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request, self.view_act)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.view_act, obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.add_act)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.change_act, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.delete_act, obj)


class DeskAdmin(Rights, ModelAdmin):
    """A screen of the desk: no bulk delete, no full counts of long lists."""

    actions = None
    show_full_result_count = False
    list_per_page = 50

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Its heading is the plain noun."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        row = super().get_object(request, object_id, from_field)
        if row is not None and not self.has_view_permission(request, row):
            raise Http404
        return row
