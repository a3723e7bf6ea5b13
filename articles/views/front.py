"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import arrangement, caching
from articles.names import names_for


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Four queries, however many stories and sections there are."""
    at = timezone.now()
    page = arrangement.front_page(at)
    names = names_for(page.shown, topics=False)
    response = render(request, "articles/front.html", {"page": page, "names": names})
    tags = {caching.FRONT, *map(caching.author, names.authors)}
    return caching.public(response, tags=tags, at=at, until=page.ends_at, shown=page.shown)
