"""A picture chooser that shows the picture, and a section chooser that shows the way down the tree."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.urls import reverse

from articles import caching
from articles.models import Section


class PhotoWidget(ForeignKeyRawIdWidget):
    """An id with its thumbnail and two popups, library and upload; costs no query."""

    template_name = "admin/widgets/photo.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = forms.TextInput.get_context(self, name, value, attrs)
        context["widget"]["attrs"]["class"] = "vForeignKeyRawIdAdminField photo-id"
        return context | {
            "library_url": reverse("admin:articles_photo_changelist"),
            "upload_url": reverse("admin:articles_photo_add"),
            "thumbnail_url": reverse("admin:articles_photo_thumbnail", args=[value])
            if str(value or "").isdigit()
            else "",
            "thumbnail_base": reverse("admin:articles_photo_changelist"),
        }


class SectionField(forms.ModelChoiceField):
    """Sections as “National › Politics”."""

    def label_from_instance(self, section: Section) -> str:
        return " › ".join(above.name for above in caching.tree().ancestors(section))
