"""The base of every screen of the desk: rights come from the site's `may`, never from Django's permissions.

What a person may not see answers 404, what she may see but not do answers 403.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import DateTimeField, Model
from django.forms import BaseForm, RadioSelect
from django.forms import DateTimeField as FormDateTimeField
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from newsroom.desk.lists import MOST_ROWS, Pages, Rows
from newsroom.desk.moments import Moment
from newsroom.desk.words import act
from newsroom.log.models import Entry
from newsroom.log.writing import name_of

MOST_ENTRIES = 200
ADDED_BESIDE = {"author", "topic"}  # models whose rows may be added from another row's form


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

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without Django's small buttons that change, delete or view the chosen row in a second window."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            widget = field.widget
            widget.can_change_related = widget.can_delete_related = widget.can_view_related = False
            widget.can_add_related &= db_field.related_model._meta.model_name in ADDED_BESIDE
        return field


class NamesFields:
    """Mixed into the formset of a table: the heading of a column names its fields only for those who see the table."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.visible_fields():
            widget = field.field.widget
            getattr(widget, "widget", widget).attrs["aria-label"] = capfirst(field.label)


class DeskAdmin(Rights, ModelAdmin):
    """A screen of the desk: no bulk delete, no full counts of long lists, one trail instead of Django's own log."""

    actions = None
    show_full_result_count = False
    paginator = Pages
    list_per_page = 50
    view_on_site = False
    formfield_overrides = {DateTimeField: {"widget": Moment, "form_class": FormDateTimeField}}
    begins_in: str | None = None  # the field in which a new row is begun; the first one unless it is said

    # Screens

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Its heading is the plain noun."""
        self.require_seen(request)
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, "most_rows": MOST_ROWS} | (extra_context or {}))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Rows]:
        return Rows

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        self.require_seen(request)
        if request.method == "POST":
            request.POST = plain(request.POST)
        return super().changeform_view(request, object_id, *args, **kwargs)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The cursor stands in the first field that is wrong, or where a new row is begun."""
        form, names = context["adminform"].form, flatten_fieldsets(context["adminform"].fieldsets)
        wrong = [name for name in names if name in form.errors]
        put_cursor(form, wrong or ([self.begins_in, *names] if kwargs.get("add") else []))
        return super().render_change_form(request, context, **kwargs)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        self.require_seen(request)
        return super().delete_view(request, object_id, extra_context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The trail's lines about a row, newest first."""
        self.require_seen(request)
        row = self.get_object(request, object_id)
        context = {"opts": self.opts, "title": _("History"), "object": row, "entries": trail(row)}
        return TemplateResponse(request, "admin/trail.html", self.admin_site.each_context(request) | context)

    def require_seen(self, request: HttpRequest) -> None:
        if not self.has_module_permission(request):
            raise Http404

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        """By its number, whatever the address says; 404 for one that she may not see, as for one that is not there."""
        row = super().get_object(request, object_id)
        if row is None or not self.has_view_permission(request, row):
            raise Http404
        return row

    # Django's own log keeps the names of rows for ever; the acts write ours.

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> None: ...

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> None: ...

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None: ...


def put_cursor(form: BaseForm, names: Iterable[str | None]) -> None:
    """In the first of these fields that can have it, by the browser, which leaves who has begun elsewhere in peace.

    Django's script does it whenever it has been loaded, and took the words of a headline into the field above.
    """
    for field in (form.fields[name] for name in names if name in form.fields):
        widget = getattr(field.widget, "widget", field.widget)
        if not (field.disabled or widget.is_hidden or isinstance(widget, RadioSelect)):
            widget.attrs["autofocus"] = True
            return


def plain(posted: Any) -> Any:
    """A posted form without what makes copies: the body editor's takes any block by number and asks nobody."""
    fresh = posted.copy()
    for name in ("_clone", "_clone_region", "_clone_ordering", "_saveasnew"):
        fresh.pop(name, None)
    return fresh


def trail(row: Model) -> list[tuple[str, Entry]]:
    """The newest lines about a row, each with its act in words."""
    entries = Entry.objects.filter(thing=name_of(row)).select_related("by").order_by("-id")[:MOST_ENTRIES]
    return [(act(entry.act), entry) for entry in entries]
