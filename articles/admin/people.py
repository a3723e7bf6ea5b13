"""People and their duties; readers are looked at here, staff are made and given duties."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Duty
from newsroom.accounts.models import User
from newsroom.desk.base import DeskAdmin, Rights
from newsroom.log.models import Entry
from newsroom.log.writing import write


class DutyInline(Rights, admin.TabularInline):
    model = Duty
    fields = ["group", "section"]
    extra = 0
    view_act = add_act = change_act = delete_act = "manage_people"


@admin.register(User)
class UserAdmin(DeskAdmin):
    list_display = ["username", "name", "is_staff", "duties_column", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active"]
    search_fields = ["username", "name", "email"]
    fields = ["username", "name", "email", "is_staff", "is_active", "password"]
    readonly_fields = ["last_login"]
    inlines = [DutyInline]
    view_act, add_act, change_act = "manage_people", "manage_people", "manage_people"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("duties__group", "duties__section")

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> type[ModelForm]:
        if obj is None:
            return super().get_form(
                request, obj, **kwargs | {"form": AdminUserCreationForm, "fields": ["username", "name", "email"]}
            )
        return super().get_form(request, obj, **kwargs | {"form": UserChangeForm})

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        if obj is None:
            return ["username", "name", "email", "usable_password", "password1", "password2"]
        return ["username", "name", "email", "is_staff", "is_active"]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Superusers are made and changed on the command line alone."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_superuser)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        duties = [str(duty) for duty in form.instance.duties.select_related("group", "section")]
        write("change_person" if change else "add_person", form.instance, by=request.user, after={"duties": duties})

    @admin.display(description=_("duties"))
    def duties_column(self, person: User) -> str:
        return "; ".join(str(duty) for duty in person.duties.all())


@admin.register(Entry)
class EntryAdmin(DeskAdmin):
    """The trail, to read."""

    list_display = ["at", "by", "act", "label"]
    list_display_links = None
    list_select_related = ["by"]
    list_filter = ["act", ("at", admin.DateFieldListFilter)]
    search_fields = ["label", "thing"]
    view_act = "manage_people"
