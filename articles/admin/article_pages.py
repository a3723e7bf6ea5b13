"""The story's further pages at the desk: preview, history with compare and restore, withdraw."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import access, compare, photos, publishing, snapshot, writing
from articles.admin.article_form import LABELS
from articles.admin.naming import Names
from articles.models import Article, Edition, Photo, Revision
from articles.views import render_edition
from articles.workflow import Act, NotAllowed, WrongMove
from newsroom.desk.base import trail
from newsroom.desk.numbers import whole


class Previewed(Exception):
    """Carries a rendered preview out of the form's transaction, which it rolls back."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Reason, for the desk"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    public_note = forms.CharField(
        label=_("Note for readers"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Readers who follow an old link see this instead of the story."),
    )


class Pages:
    """Mixed into the story's ModelAdmin."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("add/preview/", view(self.preview_new), name="articles_article_preview_new"),
            path("<int:pk>/preview/", view(self.preview), name="articles_article_preview"),
            path("<int:pk>/withdraw/", view(self.withdraw), name="articles_article_withdraw"),
            path("<int:pk>/revisions/<int:number>/", view(self.revision), name="articles_article_revision"),
            path("<int:pk>/revisions/<int:number>/restore/", view(self.restore), name="articles_article_restore"),
        ]
        return own + super().get_urls()

    def story(self, request: HttpRequest, pk: int) -> Article:
        """404 for a story that she may not see."""
        found = access.visible_articles(request.user).select_related("section").filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    # Preview

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The working copy through the public template: as saved (GET) or as typed, storing nothing (POST)."""
        story = self.story(request, pk)
        if request.method == "POST":
            return self.preview_typed(request, str(pk))
        return self.rendered_preview(request, story)

    def preview_new(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("admin:articles_article_add")
        return self.preview_typed(request, None)

    def preview_typed(self, request: HttpRequest, object_id: str | None) -> HttpResponse:
        request.is_preview = True
        photos.make_ready(photos_named(request.POST))
        try:
            with transaction.atomic():
                page = self.changeform_view(request, object_id)
        except Previewed as done:
            return done.response
        context = self.admin_site.each_context(request) | {
            "title": gettext("No preview yet"),
            "is_popup": True,
            "points": list(points(page.context_data)),
        }
        return TemplateResponse(request, "admin/articles/article/preview_refused.html", context, status=422)

    def rendered_preview(self, request: HttpRequest, story: Article) -> HttpResponse:
        photos.make_ready(snapshot.photos_of(story))
        story = Article.objects.select_related("section").get(pk=story.pk)
        notes = [{"at": c.at.isoformat(), "note": c.note} for c in story.corrections.order_by("at", "id")]
        edition: Edition = snapshot.edition(snapshot.of(story), corrections=notes)
        now = timezone.now()
        edition.article, edition.section, edition.number = story, story.section, 0
        edition.live_from = edition.made_at = now
        edition.published_at = story.standing.first_published_at or now
        edition.published_on = edition.published_at.astimezone(settings.PAPER_ZONE).date()
        response = render_edition(request, edition, preview=True)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def read(self, request: HttpRequest, story: Article) -> HttpResponse:
        """For someone who may see a story and not change it: how it stands, and the way to its text."""
        context = self.page_context(request, story, story.headline) | {"standing": story.standing}
        return TemplateResponse(request, "admin/articles/article/read.html", context)

    # History

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """Revisions, editions and acts of a story, newest first."""
        story = self.story(request, whole(object_id) or 0)
        context = self.page_context(request, story, gettext("History")) | {
            "revisions": story.revisions.select_related("by").defer("data")[:200],
            "editions": story.editions.select_related("made_by").defer("content"),
            "entries": trail(story),
        }
        return TemplateResponse(request, "admin/articles/article/history.html", context)

    def revision(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """A revision beside the story as it is now."""
        story, revision = self.story_and_revision(request, pk, number)
        now = snapshot.of(story)
        names = Names([revision.data, now], request.user)
        found = compare.changes(names.in_words(revision.data), names.in_words(now))
        context = self.page_context(request, story, gettext("Revision %(number)d") % {"number": number}) | {
            "revision": revision,
            "changes": [
                (LABELS.get(change.key) or BLOCK_LABELS.get(change.key, change.key), change) for change in found
            ],
            "may_restore": access.may(request.user, "write", story) and revision.number != story.version,
        }
        return TemplateResponse(request, "admin/articles/article/revision.html", context)

    def restore(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        story, revision = self.story_and_revision(request, pk, number)
        if request.method != "POST":
            return redirect("admin:articles_article_revision", pk, number)
        version = request.POST.get("version", "")
        try:
            writing.restore(revision, by=request.user, version=whole(version) or 0)
        except (NotAllowed, WrongMove) as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:articles_article_revision", pk, number)
        messages.success(request, gettext("Restored. What readers see has not changed; publish when it is ready."))
        return redirect("admin:articles_article_change", story.pk)

    def story_and_revision(self, request: HttpRequest, pk: int, number: int) -> tuple[Article, Revision]:
        story = self.story(request, pk)
        revision = story.revisions.select_related("by").filter(number=number).first()
        if revision is None:
            raise Http404
        return story, revision

    # Withdraw

    def withdraw(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A page of its own: it needs a reason and a note, and a second thought."""
        story = self.story(request, pk)
        if not access.may(request.user, "publish", story):
            raise PermissionDenied
        form = WithdrawForm(request.POST or None)
        if form.is_valid():
            try:
                publishing.withdraw(story, by=request.user, **form.cleaned_data)
            except (NotAllowed, WrongMove) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, gettext("Withdrawn. Readers see the note instead of the story."))
                return redirect("admin:articles_article_change", pk)
        context = self.page_context(request, story, gettext("Withdraw “%(headline)s”") % {"headline": story.headline})
        possible = Act.WITHDRAW in story.standing.acts
        return TemplateResponse(
            request, "admin/articles/article/withdraw.html", context | {"form": form, "possible": possible}
        )

    def page_context(self, request: HttpRequest, story: Article, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "story": story,
            "object": story,
        }


def photos_named(posted: QueryDict) -> QuerySet[Photo]:
    """The pictures that a story's form names."""
    named = {whole(value) for name, value in posted.items() if name == "lead_photo" or name.endswith("-photo")}
    return Photo.objects.filter(pk__in=named - {None})


def points(context: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What a refused form says, as (field, sentence); a sentence about the whole has no field."""
    forms_of_rows = [form for inline in context["inline_admin_formsets"] for form in inline.formset.forms]
    for form in [context["adminform"].form, *forms_of_rows]:
        for name, sentences in form.errors.items():
            label = str(form.fields[name].label) if name in form.fields else ""
            yield from ((label, sentence) for sentence in sentences)
    for inline in context["inline_admin_formsets"]:
        yield from (("", sentence) for sentence in inline.formset.non_form_errors())


BLOCK_LABELS = {
    "text": _("text"),
    "picture": _("picture"),
    "quote": _("pull quote"),
    "related": _("related stories"),
    "order": _("order of the blocks"),
}
