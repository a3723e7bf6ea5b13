"""People and their duties. Staff are made as staff and readers stay readers: nothing here turns one into the other."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import UserCreationForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.duties import DutyInline
from newsroom.accounts.models import User
from newsroom.desk.base import DeskAdmin
from newsroom.log.writing import write


class Reachable(forms.ModelForm):
    """Someone of the staff has a name and an e-mail address that nobody else of the staff has."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("As the desk and the trail show it."))
    email = forms.EmailField(label=_("E-mail address"), help_text=_("A new password is sent there."))

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if User.objects.filter(is_staff=True, email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(gettext("Somebody of the staff has this address already. Each needs her own."))
        return email


class NewStaffForm(Reachable, UserCreationForm):
    class Meta:
        model = User
        fields = ["username", "name", "email"]


class StaffForm(Reachable):
    """`person` is who fills it in; the screen sets it."""

    person: Any = None

    class Meta:
        model = User
        fields = ["name", "email", "is_active"]

    def clean_is_active(self) -> bool:
        if self.instance == self.person and not self.cleaned_data["is_active"]:
            raise ValidationError(gettext("You cannot close your own sign-in. Ask another administrator."))
        return self.cleaned_data["is_active"]


class KindFilter(admin.SimpleListFilter):
    """Staff unless something else is asked for: readers are many."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("reader", _("Readers")), ("all", _("Everybody"))]

    def choices(self, changelist: Any) -> Any:
        staff, *others = super().choices(changelist)
        return [staff | {"display": _("Staff")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        kinds = {None: {"is_staff": True}, "reader": {"is_staff": False}}
        return queryset.filter(**kinds.get(self.value(), {}))


@admin.register(User)
class UserAdmin(DeskAdmin):
    list_display = ["username", "name", "duties_column", "is_active", "last_login"]
    list_filter = [KindFilter, "is_active"]
    search_fields = ["username", "name", "email"]
    ordering = ["username"]
    change_form_template = "admin/accounts/user/change_form.html"
    view_act, add_act, change_act = "manage_people", "manage_people", "manage_people"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("duties__group", "duties__section")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """An author's sign-in is chosen among staff."""
        if request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(is_staff=True)
        return super().get_search_results(request, queryset, search_term)

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> type[ModelForm]:
        form = super().get_form(request, obj, **kwargs | {"form": StaffForm if obj else NewStaffForm})
        form.person = request.user
        return form

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        if obj is None:
            return ["username", "name", "email", "password1", "password2"]
        if not obj.is_staff:
            return ["username", "name", "is_active", "date_joined", "last_login"]
        return ["username", "name", "email", "is_active", "last_login"]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        return ["username", "last_login"] if obj else []

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[Any]:
        return [] if obj and not obj.is_staff else [DutyInline]

    def get_urls(self) -> list[Any]:
        link = self.admin_site.admin_view(self.send_password_link)
        return [path("<int:pk>/password-link/", link, name="accounts_user_password_link"), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Readers are looked at; superusers are made and changed on the command line alone."""
        is_other = obj is not None and (obj.is_superuser or not obj.is_staff)
        return super().has_change_permission(request, obj) and not is_other

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: list, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        duties = [str(duty) for duty in form.instance.duties.select_related("group", "section")]
        after = {"duties": duties, "is_active": form.instance.is_active}
        write("change_person" if change else "add_person", form.instance, by=request.user, after=after)

    def send_password_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mails her a link with which she sets a new password herself."""
        self.require_seen(request)
        person = self.get_object(request, str(pk))
        if request.method != "POST":
            return redirect("admin:accounts_user_change", pk)
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        form = ResetPasswordForm({"email": person.email})
        if person.is_active and form.is_valid():
            form.save(request)
            write("send_password_link", person, by=request.user)
            messages.success(request, gettext("The mail is on its way. Its link lets her set a new password."))
        else:
            messages.error(request, gettext("No mail was sent: this person has no address or no open sign-in."))
        return redirect("admin:accounts_user_change", pk)

    @admin.display(description=_("duties"))
    def duties_column(self, person: User) -> str:
        return "; ".join(str(duty) for duty in person.duties.all())
