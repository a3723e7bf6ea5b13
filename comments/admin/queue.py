"""The moderators' screens: the queues, one comment with its history, one reader with her record."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import moderation, queues, sanctioning, standards
from comments.admin.choosing import Choice, choice_of
from comments.forms import SanctionForm
from comments.models import Comment, Report, Sanction
from comments.states import WrongMove
from newsroom.accounts.models import User
from newsroom.desk.base import DeskAdmin
from newsroom.desk.numbers import whole

SHOWN = 50  # of a reader's comments


@admin.register(Comment)
class CommentAdmin(DeskAdmin):
    """Moderators only; to anyone else these screens do not exist."""

    view_act = "moderate"

    def get_urls(self) -> list[URLPattern]:
        views = [
            path("<int:pk>/", self.admin_site.admin_view(self.one), name="comments_comment_one"),
            path("reader/<int:pk>/", self.admin_site.admin_view(self.reader), name="comments_comment_reader"),
        ]
        return views + [url for url in super().get_urls() if url.name == "comments_comment_changelist"]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """A queue; its buttons post back to it."""
        self.refuse_others(request)
        name = request.GET.get("queue", queues.NAMES[0])
        key = request.GET.get("after", "")
        if name not in queues.NAMES or (key and not (key.isascii() and key.isdigit() and len(key) < 19)):
            raise Http404
        if request.method == "POST":
            self.decide(request)
            return redirect(request.get_full_path())
        page = queues.page(request.user, name, after=int(key) if key else None, at=timezone.now())
        return self.show(request, "queue", title=_("Comments"), queue=name, page=page, records=page.records)

    def one(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One comment with every text it had, its reports and the decisions about it."""
        self.refuse_others(request)
        if request.method == "POST":
            self.decide(request)
            return redirect("admin:comments_comment_one", pk)
        now = timezone.now()
        row = queues.reach(request.user).filter(pk=pk).for_moderators(Report.objects.open(), now).first()
        if row is None:
            raise Http404
        return self.show(
            request,
            "one",
            title=_("Comment %(number)s") % {"number": pk},
            comment=row,
            records=queues.records({row.author_id}, now),
            versions=row.texts(),
            decisions=row.decisions.select_related("by", "rule"),
            reports=row.reports.select_related("reader").order_by("-id"),
        )

    def reader(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A reader's record: her latest comments in the moderator's sections, her sanctions, and new ones."""
        self.refuse_others(request)
        person = User.objects.filter(pk=pk).first()
        said = queues.reach(request.user).filter(author=person).for_moderators(Report.objects.open(), timezone.now())
        comments = list(said.order_by("-id")[:SHOWN])
        if person is None or not comments:
            raise Http404
        form = SanctionForm(request.POST if "sanction" in request.POST else None)
        if request.method == "POST" and self.sanctioned(request, person, form):
            return redirect("admin:comments_comment_reader", pk)
        return self.show(
            request,
            "reader",
            title=str(person),
            person=person,
            comments=comments,
            records=queues.records({pk}, timezone.now()),
            sanctions=person.sanctions.select_related("by", "lifted_by"),
            form=form,
        )

    def decide(self, request: HttpRequest) -> None:
        """Takes the decision of the pressed button, and says what was done and what was left out and why."""
        choice: Choice = choice_of(request.POST)
        if choice.problem:
            messages.error(request, choice.problem)
            return
        rows = queues.reach(request.user).in_bulk([pk for pk, _version in choice.chosen])
        chosen = [(rows[pk], version) for pk, version in choice.chosen if pk in rows]
        outcome = moderation.each(chosen, lambda row, version: self.act(request, choice, row, version))
        if outcome.done:
            sentence = ngettext("%(done)s comment decided.", "%(done)s comments decided.", outcome.done)
            messages.success(request, sentence % {"done": outcome.done})
        for comment, sentence in outcome.skipped:
            messages.warning(request, _("Comment %(number)s: %(why)s") % {"number": comment.pk, "why": sentence})

    def act(self, request: HttpRequest, choice: Choice, row: Comment, version: int) -> None:
        if choice.rule is None:
            moderation.approve(row, by=request.user, version=version)
        else:
            moderation.reject(row, by=request.user, rule=choice.rule, note=choice.note, version=version)

    def sanctioned(self, request: HttpRequest, person: User, form: SanctionForm) -> bool:
        """Suspends, bans or lifts; False when the form needs another look."""
        try:
            if "lift" in request.POST:
                held = Sanction.objects.filter(person=person, pk=whole(request.POST["lift"]) or 0).first()
                if held is None:
                    raise Http404
                sanctioning.lift(held, by=request.user)
                return True
            if not form.is_valid():
                return False
            now = timezone.now()
            until, reason = form.until(now), form.cleaned_data["reason"]
            if until is None:
                sanctioning.ban(person, reason=reason, by=request.user, at=now)
            else:
                sanctioning.suspend(person, until=until, reason=reason, by=request.user, at=now)
        except WrongMove as refusal:
            messages.error(request, str(refusal))
        return True

    def refuse_others(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise Http404

    def show(self, request: HttpRequest, name: str, **context: Any) -> TemplateResponse:
        around = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "sizes": queues.sizes(request.user),
            "rules": standards.rules(),
            "queue_address": reverse("admin:comments_comment_changelist"),
        }
        return TemplateResponse(request, f"admin/comments/{name}.html", around | context)
