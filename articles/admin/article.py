"""The story's screen: list, form, buttons."""

from typing import Any

from content_editor.admin import ContentEditor
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import DateFieldListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm, Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media as NoncedMedia

from articles import access, photos, search, writing
from articles.admin import article_pages, buttons, related
from articles.admin.article_form import ArticleForm
from articles.admin.blocks import CreditInline, PictureInline, QuoteInline, RelatedInline, TextInline
from articles.admin.filters import AuthorFilter, SectionFilter, StateFilter
from articles.admin.widgets import PhotoWidget, Several
from articles.models import Article, TextBlock
from articles.workflow import NotAllowed, State, WrongMove
from newsroom.desk.base import DeskAdmin
from newsroom.desk.moments import short
from newsroom.log.writing import write


@admin.register(Article)
class ArticleAdmin(article_pages.Pages, DeskAdmin, ContentEditor):
    list_display = ["thumbnail", "headline", "state_word", "section", "byline", "saved"]
    list_display_links = ["headline"]
    list_filter = [StateFilter, SectionFilter, AuthorFilter, ("saved_at", DateFieldListFilter)]
    search_fields = ["headline"]  # shows the field; `articles.search` answers it
    ordering = ["-saved_at"]

    form = ArticleForm
    fieldsets = [
        (None, {"fields": ["kicker", "headline", "standfirst", "seen"]}),
        (_("Lead picture"), {"fields": ["lead_photo", "lead_cutline", "lead_alt", "lead_credit"], "classes": ["pair"]}),
        (
            _("Place"),
            {
                "fields": ["section", "slug", "further_sections", "topics", "short_headline", "dateline", "language"],
                "classes": ["pair"],
            },
        ),
        (_("For the desk"), {"fields": ["desk_note", "planned_at"], "classes": ["pair"]}),
    ]
    inlines = [TextInline, PictureInline, QuoteInline, RelatedInline, CreditInline]
    prepopulated_fields = {"slug": ["headline"]}
    begins_in = "headline"
    change_form_template = "admin/articles/article/change_form.html"

    view_act, add_act, change_act = "see", "add_story", "write"

    class Media:
        js = [
            Script(f"newsroom/js/desk-{name}.js", type="module") for name in ("blocks", "counts", "schedule", "leaving")
        ]

    # Rights

    def thing(self, row: Article | None) -> Article | None:
        """A story that is being added has no section yet: then the question is about any place at all."""
        return row if row is not None and row.pk else None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request, "see") or self.may(request, "add_story")

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.may(request, "see", obj) or (obj is None and self.may(request, "add_story"))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """A draft may go; what was once public is withdrawn, never deleted."""
        return obj is not None and self.may(request, "write", obj) and not obj.editions.exists()

    # Rows and forms

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = access.visible_articles(request.user)
        if request.resolver_match and request.resolver_match.url_name == "articles_article_changelist":
            rows = rows.for_desk().prefetch_related("credits__author")
        return rows

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """The chooser of related stories offers what readers can read as well."""
        if request.resolver_match.url_name == "autocomplete":
            return related.found(request.user, search_term), False
        return (search.found(queryset, search_term) if search_term.strip() else queryset), False

    suggestion = staticmethod(related.label)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        """Locked while it is saved, so that two saves come one after the other."""
        story = super().get_object(request, object_id, from_field)
        if request.method == "POST":
            return (
                Article.objects.select_for_update(of=("self",), no_key=True).select_related("section").get(pk=story.pk)
            )
        return story

    def get_form(
        self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        form.person = request.user
        if "section" in form.base_fields:
            reachable = access.sections_for(request.user)
            own = type(obj.section).objects.filter(pk=obj.section_id) if obj else reachable.none()
            form.base_fields["section"].queryset = (reachable | own).order_by("path")
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "lead_photo":
            kwargs["widget"] = PhotoWidget(db_field.remote_field, self.admin_site)
            return db_field.formfield(**kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = Several(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_formset_kwargs(self, request: HttpRequest, obj: Article, inline: Any, prefix: str) -> dict[str, Any]:
        """The empty text block of a new story stands first in the body."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, TextInline) and obj.pk is None and request.method == "GET":
            kwargs["initial"] = [{"region": "body", "ordering": 10}]
        return kwargs

    # Saving and acts

    def changeform_view(self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """A save that takes her own right away, as when she strikes her name from a story, is refused as a whole."""
        if request.method == "GET" and object_id and self.has_module_permission(request):
            story = self.get_object(request, object_id)
            if not self.may(request, "write", story):
                return self.read(request, story)
        if request.POST.get("_act") in buttons.ISSUING:
            photos.make_ready(article_pages.photos_named(request.POST))  # before Django's transaction begins
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        if not change:
            obj.created_by = request.user
        obj.save()

    def save_related(self, request: HttpRequest, form: ArticleForm, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        story = form.instance
        if not change and not TextBlock.objects.filter(parent=story).exists():
            TextBlock.objects.create(parent=story, ordering=10)
        writing.record(story, by=request.user, seen=form.cleaned_data["seen"] if change else 0)
        request.story_fields = form.cleaned_data

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        write("delete_draft", obj, by=request.user)
        super().delete_model(request, obj)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        return self.after_save(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self.after_save(request, obj) or super().response_change(request, obj)

    def after_save(self, request: HttpRequest, story: Article) -> HttpResponse | None:
        """Preview, withdraw, or one of the buttons; the save stands even when the act is refused."""
        if getattr(request, "is_preview", False):
            raise article_pages.Previewed(self.rendered_preview(request, story))
        name = request.POST.get("_act", "")
        if not name:
            return None
        if name == "withdraw":
            return redirect("admin:articles_article_withdraw", story.pk)
        try:
            said = buttons.perform(name, Article.objects.get(pk=story.pk), request.story_fields, by=request.user)
        except (NotAllowed, WrongMove) as refusal:
            messages.warning(request, gettext("Saved, but nothing else was done. %(why)s") % {"why": refusal})
        else:
            messages.success(request, said)
        if self.may(request, "see", story):
            return redirect("admin:articles_article_change", story.pk)
        return redirect("admin:index")

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        story = kwargs.get("obj")
        context["story"] = story
        context["standing"] = story.standing if story else None
        context["acts"] = buttons.for_story(request.user, story) if self.is_writable(request, story) else []
        context["desk_words"] = {
            "up": gettext("Move up"),
            "down": gettext("Move down"),
            "insert": gettext("Insert a block here"),
        }
        context["zone"] = settings.TIME_ZONE
        context["live_url"] = self.live_url(story)
        context["points"] = list(article_pages.points(context))
        response = super().render_change_form(request, context, **kwargs)
        # The import map needs the request's nonce, or the text editor does not start under the policy.
        media = response.context_data["media"]
        response.context_data["media"] = NoncedMedia.from_media(media, nonce=str(request.csp_nonce))
        return response

    def is_writable(self, request: HttpRequest, story: Article | None) -> bool:
        return self.may(request, "add_story") if story is None else self.may(request, "write", story)

    def live_url(self, story: Article | None) -> str:
        live = story.standing.live if story else None
        return live.get_absolute_url() if live else ""

    # Columns

    @admin.display(description=_("picture"))
    def thumbnail(self, story: Article) -> str:
        if not story.lead_photo:
            return format_html('<span class="{}"></span>', "no-picture")
        return format_html('<img src="{}" alt="" width="56" height="56" loading="lazy">', story.lead_photo.thumbnail)

    @admin.display(description=_("state"))
    def state_word(self, story: Article) -> str:
        return format_html('<span class="state state-{}">{}</span>', story.state, State(story.state).label)

    @admin.display(description=_("byline"))
    def byline(self, story: Article) -> str:
        return ", ".join(str(credit) for credit in story.credits.all())

    @admin.display(description=_("last saved"), ordering="saved_at")
    def saved(self, story: Article) -> str:
        return short(story.saved_at)
