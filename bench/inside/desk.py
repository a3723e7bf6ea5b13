"""The desk's list of stories and its search, asked by a superuser in this process."""

import time
from typing import Any

from django.test import Client
from django.urls import reverse

from articles.models import Edition
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
    stories = reverse("admin:articles_article_changelist")
    headline = Edition.objects.live().order_by("-published_at").values_list("headline", flat=True)[0]
    word = max(headline.split(), key=len)
    asked = {"list": stories, "search": f"{stories}?q={word}", "nothing": f"{stories}?q=zzyzxqw"}
    return {name: median([milliseconds(client, path) for _ in range(rounds)]) for name, path in asked.items()}


def milliseconds(client: Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    if answer.status_code != 200:
        raise LookupError(f"{path} answered {answer.status_code}")
    return (time.perf_counter() - began) * 1000
