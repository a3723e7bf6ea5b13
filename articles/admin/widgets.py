"""A picture chooser that shows the picture, and a section chooser that shows the way down the tree."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, ForeignKeyRawIdWidget
from django.forms import Script
from django.urls import reverse

from articles import caching
from articles.models import Section
from newsroom.desk.numbers import whole


class OfRows:
    """Mixed into a chooser: what is no row's number becomes 0, whether it was sent or stands in the form's address.

    The form refuses 0 with its own sentence; Django would ask the database for anything at all.
    """

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return each_number(super().value_from_datadict(data, files, name))

    def format_value(self, value: Any) -> Any:
        return each_number(super().format_value(value))


def each_number(given: Any) -> Any:
    return [number_of_row(each) for each in given] if isinstance(given, list) else number_of_row(given)


def number_of_row(typed: str | None) -> str | None:
    return "0" if typed and whole(typed) is None else typed


class PhotoWidget(OfRows, ForeignKeyRawIdWidget):
    """An id with its thumbnail and two popups, library and upload; costs no query."""

    template_name = "admin/widgets/photo.html"

    class Media:
        js = [Script("newsroom/js/desk-pictures.js", type="module")]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = forms.TextInput.get_context(self, name, value, attrs)
        shown = context["widget"]["value"]
        context["widget"]["attrs"]["class"] = "vForeignKeyRawIdAdminField photo-id"
        return context | {
            "library_url": reverse("admin:articles_photo_changelist"),
            "upload_url": reverse("admin:articles_photo_add"),
            "thumbnail_url": reverse("admin:articles_photo_thumbnail", args=[shown]) if shown else "",
            "thumbnail_base": reverse("admin:articles_photo_changelist"),
        }


class KnownSelect(OfRows, AutocompleteSelect):
    """A chooser whose present choice is known already: `known` is its (value, label). Saves a query a row."""

    known: tuple[str, str] | None = None

    def optgroups(self, name: str, value: list[str], attr: dict[str, Any] | None = None) -> list[Any]:
        if not self.known or [str(each) for each in value] != [self.known[0]]:
            return super().optgroups(name, value, attr)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*empty, self.create_option(name, *self.known, True, 1)], 0)]


class Several(OfRows, AutocompleteSelectMultiple):
    """Without the button that takes all choices away: each has its own, and a list holds nothing but its items."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class SectionField(forms.ModelChoiceField):
    """Sections as “National › Politics”."""

    def label_from_instance(self, section: Section) -> str:
        return " › ".join(above.name for above in caching.tree().ancestors(section))
