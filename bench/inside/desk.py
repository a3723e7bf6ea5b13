"""The desk's list of stories, its search and its states, asked by a superuser in this process."""

import time
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from articles import search
from articles.models import Article, Words
from articles.workflow import State
from bench.inside.people import editor
from bench.rows import median


def run(rounds: int) -> dict[str, Any]:
    client = Client(SERVER_NAME="localhost")
    person = editor()
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    client.get(reverse("admin:articles_article_changelist"))
    return {name: median([milliseconds(client, path) for _ in range(rounds)]) for name, path in paths().items()}


def paths() -> dict[str, str]:
    """Addresses of the list by what they ask for."""
    stories = reverse("admin:articles_article_changelist")
    words = {"common": max(counted("-pk"))[1], "rare": min(counted("pk"))[1], "nothing": "zzyzxqw"}
    asked = {"list": stories} | {name: f"{stories}?{urlencode({'q': word})}" for name, word in words.items()}
    return asked | {state: f"{stories}?state={state}" for state in State.values}


def counted(order: str) -> list[tuple[int, str]]:
    """The longest words of the last story, or of the first, each after the number of stories that have it."""
    pieces = Words.objects.order_by(order).values_list("pieces", flat=True)[0].split()
    long = sorted((piece for piece in pieces if piece.isalpha()), key=len)[-20:]
    return [(search.found(Article.objects.all(), word).count(), word) for word in long]


def milliseconds(client: Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    if answer.status_code != 200:
        raise LookupError(f"{path} answered {answer.status_code}")
    return (time.perf_counter() - began) * 1000
