"""The reader's own page: her name, her accounts, what she has said, and the way out."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments import policy, readers
from comments.models import Comment
from comments.states import WrongMove
from comments.views.conversation import number
from newsroom.accounts import hint, providers
from newsroom.accounts.names import NameForm

COMMENTS = 20


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """A POST changes the name."""
    at = timezone.now()
    form = NameForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        readers.rename(request.user, form.cleaned_data["name"])
        return redirect("me")
    own = list(Comment.objects.own(request.user).with_story(at).before(number(request, "before"))[: COMMENTS + 1])
    around = {
        "form": form,
        "accounts": [(account, providers.by_account(account.provider)) for account in readers.accounts(request.user)],
        "own": own[:COMMENTS],
        "before": own[COMMENTS - 1].pk if len(own) > COMMENTS else None,
        "sanction": policy.sanction(request.user, at),
    }
    return render(request, "me/me.html", around, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Asks what shall become of her comments, then deletes the account."""
    choice = request.POST.get("comments")
    if request.method != "POST" or choice not in ("keep", "erase"):
        return render(request, "me/leave.html", {"unchosen": request.method == "POST"})
    try:
        readers.leave(request.user, keep_comments=choice == "keep")
    except WrongMove as refusal:
        return render(request, "me/leave.html", {"problem": str(refusal)}, status=422)
    logout(request)
    response = render(request, "me/left.html", {"kept": choice == "keep"})
    hint.remove(response)
    return response
