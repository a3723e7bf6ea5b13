"""The body's blocks and the credits inside the story's form; rows that another editor deleted are kept."""

from typing import Any

from content_editor.admin import ContentEditorInline
from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin import related
from articles.admin.widgets import KnownSelect, PhotoWidget, Several
from articles.models import Credit, PictureBlock, PullQuoteBlock, RelatedBlock, TextBlock
from newsroom.desk.base import NamesFields, Rights

MOST_ROWS = 1000


class KeepsTyped(BaseInlineFormSet):
    """Posted rows whose row was deleted in the meantime become new rows, so that what was typed is not lost.

    Without it Django answers an error on a hidden id that no later save can mend.
    """

    def __init__(self, data: Any = None, files: Any = None, instance: Any = None, **kwargs: Any) -> None:
        if data is not None and instance is not None and instance.pk:
            data = self.revived(data, instance, kwargs.get("prefix") or self.get_default_prefix())
        super().__init__(data, files, instance=instance, **kwargs)

    def revived(self, data: Any, instance: Model, prefix: str) -> Any:
        pk = self.model._meta.pk.name
        count, total = (number(data, f"{prefix}-{name}_FORMS") for name in ("INITIAL", "TOTAL"))
        rows = self.model.objects.filter(**{self.fk.name: instance})
        there = {str(found) for found in rows.values_list("pk", flat=True)}
        lost = [n for n in range(min(count, total)) if data.get(f"{prefix}-{n}-{pk}") not in there]
        if not lost:
            return data
        fresh = data.copy()
        order = [n for n in range(count) if n not in lost] + lost + list(range(count, total))
        typed = [(n, [key for key in data if key.startswith(f"{prefix}-{n}-")]) for n in order]
        for _n, keys in typed:
            for key in keys:
                del fresh[key]
        for place, (n, keys) in enumerate(typed):
            for key in keys:
                name = key.removeprefix(f"{prefix}-{n}-")
                is_lost_key = n in lost and name == pk
                fresh.setlist(f"{prefix}-{place}-{name}", [""] if is_lost_key else data.getlist(key))
        fresh[f"{prefix}-INITIAL_FORMS"] = str(count - len(lost))
        return fresh


def number(data: Any, name: str) -> int:
    """A count that the form sent, within what a formset takes."""
    value = data.get(name, "")
    return min(int(value), MOST_ROWS) if value.isascii() and value.isdigit() and len(value) < 9 else 0


class PartOfStory(Rights):
    """A part of the story's form: whoever may change the story may change it."""

    formset = KeepsTyped

    def story_rights(self, request: HttpRequest, obj: Model | None) -> bool:
        act, thing = ("write", obj) if obj is not None and obj.pk else ("add_story", None)
        return self.admin_site.may(request.user, act, thing)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    has_add_permission = has_change_permission = has_delete_permission = story_rights


class Block(PartOfStory, ContentEditorInline):
    regions = {"body"}


class TextInline(Block):
    model = TextBlock
    fields = ["html", "region", "ordering"]
    icon = "notes"

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> int:
        """A new story opens with an empty text block."""
        return 0 if obj and obj.pk else 1


class PictureForm(forms.ModelForm):
    class Meta:
        fields = ["photo", "cutline", "credit", "alt"]
        widgets = {
            "cutline": forms.Textarea(attrs={"rows": 2}),
            "alt": forms.Textarea(attrs={"rows": 2}),
            "credit": forms.TextInput(attrs={"class": "vLargeTextField"}),
        }


class PictureInline(Block):
    model = PictureBlock
    form = PictureForm
    fields = ["photo", "cutline", "credit", "alt", "region", "ordering"]
    icon = "image"

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "photo":
            kwargs["widget"] = PhotoWidget(db_field.remote_field, self.admin_site)
            return db_field.formfield(**kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class QuoteInline(Block):
    model = PullQuoteBlock
    fields = ["text", "attribution", "region", "ordering"]
    icon = "format_quote"


class RelatedInline(Block):
    model = RelatedBlock
    fields = ["title", "stories", "region", "ordering"]
    icon = "link"

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> type[BaseInlineFormSet]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.base_fields["stories"].queryset = related.choosable(request.user, obj)
        return formset

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs |= {"form_class": related.StoriesField, "widget": Several(db_field, self.admin_site)}
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class Credits(NamesFields, KeepsTyped):
    """Rows of a table."""


class CreditForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.author_id:
            self.fields["author"].widget.widget.known = (str(self.instance.author_id), self.instance.author.name)


class CreditInline(PartOfStory, admin.TabularInline):
    model = Credit
    form = CreditForm
    formset = Credits
    fields = ["role", "author", "wording", "position"]
    extra = 0
    verbose_name_plural = _("Byline and credits")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("author")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "author":
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
