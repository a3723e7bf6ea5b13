"""How stories and sections take comments, saved by the acts."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import access
from articles.models import Article, Section
from comments import hosting
from comments.models import SectionPolicy, Thread
from newsroom.desk.base import DeskAdmin

OFFERED = 200  # stories to choose from


@admin.register(SectionPolicy)
class SectionPolicyAdmin(DeskAdmin):
    list_display = ["section", "mode", "close_after_days"]
    list_select_related = ["section"]
    fields = ["section", "mode", "close_after_days"]
    view_act, add_act, change_act = "moderate", "moderate", "moderate"

    def thing(self, row: SectionPolicy | None) -> Section | None:
        return row.section if row else None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        sections = access.sections_for(request.user, "moderate")
        return SectionPolicy.objects.filter(section__in=sections).select_related("section").order_by("section__path")

    def get_readonly_fields(self, request: HttpRequest, obj: SectionPolicy | None = None) -> list[str]:
        return ["section"] if obj else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field:
        """A section that has no policy yet, where she moderates."""
        free = access.sections_for(request.user, "moderate").order_by("path")
        kwargs["queryset"] = free.exclude(pk__in=SectionPolicy.objects.values("section"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: SectionPolicy, form: Any, change: bool) -> None:
        days = obj.close_after_days
        obj.pk = hosting.host_section(obj.section, mode=obj.mode, close_after_days=days, by=request.user).pk


class StoryField(forms.ModelChoiceField):
    """Live stories by the headline that readers see."""

    def label_from_instance(self, article: Article) -> str:
        return headline(article)


def headline(article: Article) -> str:
    """A moderator need not know what the desk is working on."""
    shown = article.live_editions
    return shown[0].headline if shown else str(_("A story that can no longer be read"))


@admin.register(Thread)
class ThreadAdmin(DeskAdmin):
    """The conversations, newest first. A story without one can be given its own rule before anybody comments."""

    list_display = ["story", "mode", "closes_at", "public_count", "waiting_count"]
    list_filter = ["mode"]
    view_act, add_act, change_act = "moderate", "moderate", "moderate"

    def get_fields(self, request: HttpRequest, obj: Thread | None = None) -> list[str]:
        return (
            ["story", "mode", "closes_at", "public_count", "waiting_count"] if obj else ["article", "mode", "closes_at"]
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Thread | None = None) -> list[str]:
        return ["story", "public_count", "waiting_count"] if obj else []

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> forms.Field:
        """The newest live stories of her sections that have no conversation yet."""
        stories = Thread.objects.stories_without(access.sections_for(request.user, "moderate"), OFFERED)
        return StoryField(stories, label=_("Story"))

    def thing(self, row: Thread | None) -> Any:
        return row.article if row else None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        sections = access.sections_for(request.user, "moderate")
        return Thread.objects.in_sections(sections).with_story().order_by("-pk")

    def save_model(self, request: HttpRequest, obj: Thread, form: Any, change: bool) -> None:
        made = hosting.host(obj.article, mode=obj.mode, closes_at=obj.closes_at, by=request.user)
        obj.pk = made.pk

    @admin.display(description=_("story"))
    def story(self, row: Thread) -> str:
        return headline(row.article)
