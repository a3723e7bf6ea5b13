"""The signed-in reader's page of one conversation: write, reply, edit, delete, recommend, report. Never stored."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from articles import access
from articles.models import Edition
from comments import policy, questions, reacting, standards, talking, visitors
from comments.forms import ReportForm, key_and_text, sound_key
from comments.models import Comment, Thread
from comments.models.comment import EDIT_WINDOW
from comments.states import State, WrongMove
from comments.templatetags.conversation import around as around_of
from comments.views.conversation import number, story_at
from newsroom.pagecache import memory

DONE = {"say", "edit", "delete", "recommend", "unrecommend", "report"}


@memory.page()  # what stands around her words is alike for all, and kept like that of public pages
@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, section: str, year: str, month: str, day: str, slug: str) -> HttpResponse:
    """Signed out, only a report of a comment (`?to=`) is possible here."""
    at = timezone.now()
    is_said = request.method == "POST" and "to" not in request.GET
    edition = story_at(section, year, month, day, slug, at, bare=request.method == "POST")
    [thread] = ([] if is_said else thread_of(edition, request.user, at)) or [None]  # the act asks for it anyway
    to = addressed(request, thread)
    if not request.user.is_authenticated and to is None:
        return redirect(f"{reverse('account_login')}?next={request.path}")
    if request.method == "POST":
        return take(request, edition, to, at)
    return page(request, about(edition, thread, to), text=visitors.draft(request, edition.article_id, at))


def addressed(request: HttpRequest, thread: Thread | None) -> Comment | None:
    """The comment that `?to=` names, when she may see it: a public one, or her own."""
    pk = number(request, "to")
    if pk is None or thread is None:
        return None
    if request.user.is_authenticated:
        [found] = questions.addressed_by(pk, thread.pk, request.user.pk) or [None]
    else:
        [found] = questions.addressed(pk, thread.pk) or [None]
    return found


def thread_of(edition: Edition, user: Any, at: datetime) -> list[Thread]:
    """The story's thread, one or none; for a reader with whether she is sanctioned."""
    if user.is_authenticated:
        return questions.thread_for(edition.article_id, user.pk, at)
    return questions.thread(edition.article_id)


def about(edition: Edition, thread: Thread | None, to: Comment | None) -> dict[str, Any]:
    return around_of(edition, thread) | {"edition": edition, "thread": thread, "to": to}


def page(
    request: HttpRequest, around: dict[str, Any], *, text: str = "", problem: str = "", key: str = ""
) -> HttpResponse:
    """The whole page; `problem` is the sentence of what was refused, and the typed text stays."""
    at, user = timezone.now(), request.user
    edition, thread, to = around["edition"], around["thread"], around["to"]
    signed_in = user.is_authenticated
    is_own = signed_in and to is not None and to.author_id == user.pk
    own = questions.beside_the_field(user.pk, thread.pk, at - EDIT_WINDOW) if signed_in and thread and not to else []
    around |= {
        "text": to.text if is_own and not problem else text,
        "problem": problem,
        "key": key or uuid.uuid4().hex,
        "refusal": policy.may_comment(user, edition, thread, at),
        "own": own,
        "waits": bool(own) and own[0].state == State.WAITING,
        "is_own": is_own,
        "may_edit": is_own and at <= to.editable_until(),
        "recommends": signed_in and to is not None and to.is_recommended,
        "rules": standards.rules() if to is not None and not is_own else [],
        "done": request.GET.get("done") if request.GET.get("done") in DONE else "",
    }
    return render(request, "comments/mine.html", around, status=422 if problem else 200)


def take(request: HttpRequest, edition: Edition, to: Comment | None, at: datetime) -> HttpResponse:
    """Does what the pressed button says, then shows the page anew; a refusal keeps what was typed."""
    name, address = request.POST.get("act", "say"), f"{edition.get_absolute_url()}comments/mine/"
    act = ACTS.get(name)
    if act is None or (not request.user.is_authenticated and name != "report"):
        return redirect(f"{reverse('account_login')}?next={address}")
    try:
        shown = act(request, edition, to)
    except (WrongMove, access.NotAllowed, ValidationError) as refusal:
        sentence = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        edition = access.readable(edition.article_id, at=at) or edition
        [thread] = thread_of(edition, request.user, at) or [None]
        text, key = request.POST.get("text", ""), sound_key(request.POST)
        return page(request, about(edition, thread, to), text=text, problem=sentence, key=key)
    answer = f"{address}?done={name}"
    return redirect(f"{answer}&to={shown}" if shown else answer)


def say(request: HttpRequest, edition: Edition, to: Comment | None) -> int | None:
    sent = key_and_text(request.POST)
    talking.say(edition.article_id, **sent, by=request.user, parent=to, address=visitors.address_of(request))
    visitors.drop_draft(request)
    return None


def edit(request: HttpRequest, edition: Edition, to: Comment | None) -> int | None:
    talking.edit(named(to), request.POST.get("text", ""), by=request.user)
    return None


def delete(request: HttpRequest, edition: Edition, to: Comment | None) -> int | None:
    talking.take_back(named(to), by=request.user)
    return None


def recommend(request: HttpRequest, edition: Edition, to: Comment | None) -> int | None:
    return reacting.recommend(named(to), by=request.user, address=visitors.address_of(request)).pk


def unrecommend(request: HttpRequest, edition: Edition, to: Comment | None) -> int | None:
    return reacting.take_recommendation_back(named(to), by=request.user).pk


def report(request: HttpRequest, edition: Edition, to: Comment | None) -> int | None:
    form = ReportForm(request.POST)
    said = named(to)
    reacting.report(said, **form.reason_and_text(), by=request.user, address=visitors.address_of(request))
    return said.pk


def named(to: Comment | None) -> Comment:
    if to is None:
        raise WrongMove(reacting.GONE)
    return to


ACTS: dict[str, Callable[[HttpRequest, Edition, Comment | None], int | None]] = {
    "say": say,
    "edit": edit,
    "delete": delete,
    "recommend": recommend,
    "unrecommend": unrecommend,
    "report": report,
}
