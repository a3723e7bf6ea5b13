"""The front page's screen: pinned stories in their order, and the newest live stories to pin."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import access, front
from articles.models import Article, Edition, Front, Pin
from articles.workflow import NotAllowed, WrongMove
from newsroom.desk.base import DeskAdmin
from newsroom.desk.moments import Moment
from newsroom.desk.numbers import whole

OFFERED = 30
LARGEST = 2**63 - 1  # the highest number of a row


class PinForm(forms.Form):
    """One story: a place on the front page, or none."""

    story = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    place = forms.IntegerField(
        label=_("Place"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"class": "place-field"}),
    )
    until = forms.DateTimeField(label=_("Until"), required=False, widget=Moment)


PinFormSet = formset_factory(PinForm, extra=0, max_num=front.MOST + OFFERED, absolute_max=front.MOST + OFFERED)


@admin.register(Pin)
class FrontAdmin(DeskAdmin):
    view_act = "arrange_front"

    def get_urls(self) -> list[Any]:
        return [url for url in super().get_urls() if url.name == "articles_pin_changelist"]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The whole front page as one form; the places are numbers, so it works by keyboard and without script."""
        self.require_seen(request)
        rows = offered()
        formset = PinFormSet(request.POST or None, initial=[row["initial"] for row in rows])
        if request.method == "POST" and formset.is_valid() and self.arranged(request, formset):
            return redirect("admin:articles_pin_changelist")
        known = {str(row["initial"]["story"]): row for row in rows}
        gone = {"headline": gettext("A story that is not offered any more"), "section": "", "is_live": False}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Front page"),
            "formset": formset,
            "rows": [(form, known.get(str(form["story"].value()), gone)) for form in formset],
            "version": Front.objects.values_list("version", flat=True).first() or 0,
        }
        return TemplateResponse(request, "admin/articles/front.html", context)

    def arranged(self, request: HttpRequest, formset: BaseFormSet) -> bool:
        wanted = [form.cleaned_data for form in formset if form.cleaned_data.get("place")]
        wanted.sort(key=lambda row: row["place"])
        stories = access.visible_articles(request.user).in_bulk([row["story"] for row in wanted])
        pins: list[tuple[Article, datetime | None]] = [
            (stories[row["story"]], row["until"]) for row in wanted if row["story"] in stories
        ]
        version = whole(request.POST.get("version", ""))
        try:
            front.arrange(pins, by=request.user, version=-1 if version is None else version)
        except (NotAllowed, WrongMove) as refusal:
            messages.error(request, str(refusal))
            return False
        messages.success(request, gettext("The front page is arranged. Readers see it now."))
        return True


def offered() -> list[dict[str, Any]]:
    """Pinned stories first, then the newest live ones; each with what its row shows. Two queries."""
    now = timezone.now()
    pins = list(Pin.objects.select_related("article__section").order_by("position"))
    pinned = {pin.article_id for pin in pins}
    live = {e.article_id: e for e in Edition.objects.live(now).cards().filter(article__in=pinned)}
    newest = Edition.objects.newest(at=now).exclude(article__in=pinned)[:OFFERED]
    rows = [
        {
            "initial": {"story": pin.article_id, "place": pin.position, "until": pin.until},
            "headline": live[pin.article_id].list_headline if pin.article_id in live else pin.article.headline,
            "section": pin.article.section,
            "is_live": pin.article_id in live,
        }
        for pin in pins
    ]
    return rows + [
        {
            "initial": {"story": e.article_id, "place": None, "until": None},
            "headline": e.list_headline,
            "section": e.section,
            "is_live": True,
            "published_at": e.published_at,
        }
        for e in newest
    ]
