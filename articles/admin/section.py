"""The section tree: a list with indents, and a form that moves by the act."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import sections
from articles.admin.widgets import SectionField
from articles.models import Section
from articles.workflow import WrongMove
from newsroom.desk.base import DeskAdmin


class SectionForm(forms.ModelForm):
    parent = SectionField(
        queryset=Section.objects.order_by("path"),
        label=_("Stands below"),
        required=False,
        help_text=_("Empty: at the top. Moving keeps every old address: it leads to the new one."),
    )

    class Meta:
        model = Section
        fields = ["name", "slug", "parent", "description", "colour", "position", "in_navigation"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            stored = Section.objects.filter(pk=self.instance.pk).first()
            try:
                sections.require_place(stored, parent=data["parent"], slug=data["slug"])
            except WrongMove as refusal:
                self.add_error("slug", str(refusal))
        return data


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    list_display = ["indented", "path", "colour_word", "navigation_word", "position"]
    list_display_links = ["indented"]
    search_fields = ["name", "path"]
    sortable_by = []
    list_per_page = 200
    form = SectionForm
    prepopulated_fields = {"slug": ["name"]}
    view_act, add_act, change_act, delete_act = "add_story", "manage_sections", "manage_sections", "manage_sections"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Section.objects.with_tree_fields()

    def get_ordering(self, request: HttpRequest) -> list[str]:
        """The list as the tree stands; choosers elsewhere have no tree fields."""
        is_list = request.resolver_match.url_name == "articles_section_changelist"
        return ["tree_ordering"] if is_list else ["path"]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Section | None = None) -> dict[str, list[str]]:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        """An empty section that never had another address; everything else is moved."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or not (obj.articles.exists() or obj.children.exists() or obj.former_paths.exists())

    def save_model(self, request: HttpRequest, obj: Section, form: SectionForm, change: bool) -> None:
        data = dict(form.cleaned_data)
        parent, slug = data.pop("parent"), data.pop("slug")
        if change:
            sections.describe(obj, by=request.user, **data)
            sections.move(obj, by=request.user, parent=parent, slug=slug)
        else:
            obj.pk = sections.open_section(by=request.user, slug=slug, parent=parent, **data).pk
        obj.refresh_from_db()

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """What the act refuses beyond the permission is said on the section's own page."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except WrongMove as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:articles_section_change", object_id)

    def delete_model(self, request: HttpRequest, obj: Section) -> None:
        sections.close_section(obj, by=request.user)

    @admin.display(description=_("section"))
    def indented(self, section: Section) -> str:
        return format_html('<span class="depth depth-{}">{}</span>', min(section.tree_depth, 6), section.name)

    @admin.display(description=_("main navigation"))
    def navigation_word(self, section: Section) -> str:
        return _("yes") if section.in_navigation else ""

    @admin.display(description=_("colour"))
    def colour_word(self, section: Section) -> str:
        return format_html('<span class="colour-dot colour-{}">{}</span>', section.colour, section.get_colour_display())
