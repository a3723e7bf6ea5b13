"""The desk's AdminSite: who gets in, how she signs in, and what its first page shows."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONCE, UNSAFE_INLINE
from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from articles import access
from newsroom.accounts.staff import door, entered_as_staff
from newsroom.accounts.views import sign_out
from newsroom.desk import index
from newsroom.desk.base import DeskAdmin
from newsroom.desk.lists import LONGEST_SEARCH

# The order of the menu: as work comes up, not by the alphabet.
MENU = [
    "article",
    "pin",
    "comment",
    "thread",
    "sectionpolicy",
    "standards",
    "photo",
    "author",
    "topic",
    "section",
    "glossaryentry",
    "user",
    "entry",
]
# The editor's import map carries a nonce; it and Django's own scripts set style attributes.
POLICY = {
    "script-src": [NONCE],
    "style-src": [NONCE],
    "style-src-attr": [UNSAFE_INLINE],
    "img-src": ["blob:"],
}


# Django's own pages that the desk does without: allauth changes passwords, and the third would tell the address of a
# story that has not begun.
LEFT_OUT = {"password_change", "password_change_done", "view_on_site"}


class Suggestions(AutocompleteJsonView):
    """What the choosers offer; a screen may word its rows for the person who asks."""

    def process_request(self, request: HttpRequest) -> tuple[Any, ...]:
        """What she types is cut to what a name can be; PostgreSQL takes no NUL."""
        term, *chooser = super().process_request(request)
        return term.replace("\0", "")[:LONGEST_SEARCH], *chooser

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        wording = getattr(self.model_admin, "suggestion", str)
        return {"id": str(getattr(obj, to_field_name)), "text": wording(obj)}


class Desk(AdminSite):
    site_title = _("Desk")
    index_title = _("Today at the desk")
    index_template = "admin/index.html"
    enable_nav_sidebar = False  # our menu stands above the page, templates/admin/_menu.html
    empty_value_display = "–"

    @property
    def site_header(self) -> str:
        return settings.NEWSROOM_NAME

    def register(self, model_or_iterable: Any, admin_class: type[ModelAdmin] | None = None, **options: Any) -> None:
        """Screens of other apps know nothing of duties, so they have no place here."""
        if admin_class is not None and issubclass(admin_class, DeskAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def may(self, user: Any, act: str, thing: Any = None) -> bool:
        return access.may(user, act, thing)

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff with a duty, in a session that signed in with a password (and a second factor where required)."""
        return access.may(request.user, "enter_desk") and entered_as_staff(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        wanted = request.GET.get("next", reverse("admin:index"))
        return redirect(door(request, next=wanted))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return sign_out(request)

    def get_urls(self) -> list[Any]:
        return [url for url in super().get_urls() if getattr(url, "name", None) not in LEFT_OUT]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return Suggestions.as_view(admin_site=self)(request)

    def i18n_javascript(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The words of the scripts: also of the libraries', in our own translation."""
        return JavaScriptCatalog.as_view()(request)

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> HttpResponse:
        return redirect("admin:index")

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        inner = super().admin_view(view, cacheable)

        def with_policy(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = inner(request, *args, **kwargs)
            if not hasattr(response, "_csp_replace"):
                response._csp_update = POLICY
            return response

        return with_policy

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """One list in the order of MENU instead of one for each app."""
        apps = super().get_app_list(request, app_label)
        models = [model for app in apps for model in app["models"]]
        names = {name: place for place, name in enumerate(MENU)}
        models.sort(key=lambda model: names.get(model["object_name"].lower(), len(names)))
        if not models or app_label:
            return apps
        return [
            {
                "name": _("Desk"),
                "app_label": "desk",
                "app_url": reverse("admin:index"),
                "has_module_perms": True,
                "models": models,
            }
        ]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().index(request, (extra_context or {}) | index.lists(request.user))
