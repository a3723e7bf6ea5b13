"""The public page of a story's comments, the same bytes for everyone, and the door for what is typed signed out."""

from datetime import date, datetime
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from articles import access
from articles.models import Edition
from comments import arranging, caching, questions, visitors
from comments.automod.limits import exceeded
from comments.models import Thread
from comments.said import Said
from comments.templatetags.conversation import around as about
from newsroom.accounts.origin import require_same_origin

ORDERS = ("newest", "oldest")
Answer = HttpResponse


def story_at(section: str, year: str, month: str, day: str, slug: str, at: datetime, *, bare: bool = False) -> Edition:
    """The live story with this address; raises Http404, also for a day that no calendar has. `bare` is for an act,
    which shows nothing of the story."""
    try:
        published_on = date(int(year), int(month), int(day))
    except ValueError as wrong:
        raise Http404 from wrong
    edition = access.story(section, published_on, slug, at=at, in_short=True, bare=bare)
    if edition is None:
        raise Http404
    return edition


def number(request: HttpRequest, name: str) -> int | None:
    """A key from the address; raises Http404 for what is none."""
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    return int(text)


@require_same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, section: str, year: str, month: str, day: str, slug: str) -> Answer:
    at = timezone.now()
    edition = story_at(section, year, month, day, slug, at)
    story = edition.get_absolute_url()
    if request.method == "POST":
        return keep(request, edition, at)
    if request.path != f"{story}comments/":
        moved = redirect(f"{story}comments/", permanent=True)
        return caching.public(moved, edition, at=at)
    [thread] = questions.thread(edition.article_id) or [None]
    around = about(edition, thread) | listed(request, thread)
    around |= {"edition": edition, "thread": thread}
    response = render(request, "comments/comments.html", around)
    return caching.public(response, edition, at=at, closes_at=around["setting"].closes_at)


def listed(request: HttpRequest, thread: Thread | None) -> dict:
    """The page of rows that the address asks for: the conversation, or what stands under one comment."""
    order = request.GET.get("order", ORDERS[0])
    after, root = number(request, "after"), number(request, "under")
    if order not in ORDERS:
        raise Http404
    if thread is None:
        return {"page": arranging.Page([], None), "order": order}
    if root is None:
        page = arranging.conversation(thread, oldest_first=order == "oldest", after=after)
        return {"page": page, "order": order}
    above = questions.root(root, thread.pk)
    if not above:
        raise Http404
    return {"page": arranging.under(Said._make(above[0]), after or 0), "order": order, "under": root}


def keep(request: HttpRequest, edition: Edition, at: datetime) -> HttpResponse:
    """Keeps the typed text for half an hour and leads to where it can be sent; a script names the page she is on."""
    mine = f"{edition.get_absolute_url()}comments/mine/"
    if exceeded("draft", reader=None, address=visitors.address_of(request), at=at):
        return render(request, "429.html", status=429)
    visitors.keep_draft(request, edition.article_id, request.POST.get("text", ""), at)
    if request.user.is_authenticated:
        return redirect(mine)
    pages = (f"{edition.get_absolute_url()}#comments", f"{edition.get_absolute_url()}comments/#comments")
    back = request.POST.get("back")
    return redirect(f"{reverse('account_login')}?next={quote(back if back in pages else mine)}")


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment below what it answers; 404 unless its words are public now."""
    at = timezone.now()
    [said] = questions.permalink(pk) or [None]
    edition = said and access.readable(said.thread.article_id, at=at)
    if edition is None:
        raise Http404
    line = [row for row in (said.root, said.parent, said) if row is not None]
    shown = list({row.pk: row for row in line}.values())
    around = about(edition, said.thread) | {
        "edition": edition,
        "thread": said.thread,
        "said": said,
        "rows": [arranging.Row(Said.of(row), depth) for depth, row in enumerate(shown)],
    }
    response = render(request, "comments/comment.html", around)
    return caching.public(response, edition, at=at, closes_at=around["setting"].closes_at)
