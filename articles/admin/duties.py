"""The duties of a person, as rows of her form."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext

from articles.admin.widgets import SectionField
from articles.models import Duty, Role, Section
from newsroom.desk.base import NamesFields, Rights


class Duties(NamesFields, BaseInlineFormSet):
    """`person` is who fills it in; the screen sets it."""

    person: Any = None

    def clean(self) -> None:
        """No duty twice; and nobody locks herself out: someone else must take her last administrator's duty."""
        super().clean()
        if any(self.errors):
            return
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data and form not in self.deleted_forms]
        duties = [(row["group"].name, row["section"]) for row in kept]
        if len(set(duties)) < len(duties):
            raise ValidationError(gettext("The same duty stands here twice. Take one away."))
        if self.instance == self.person and (Role.ADMINISTRATOR, None) not in duties:
            raise ValidationError(
                gettext("You cannot take your own duty as administrator away. Ask another administrator.")
            )


class DutyInline(Rights, admin.TabularInline):
    model = Duty
    formset = Duties
    fields = ["group", "section"]
    extra = 0
    view_act = add_act = change_act = delete_act = "manage_people"

    def get_formset(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> type[Duties]:
        formset = super().get_formset(request, obj, **kwargs)
        formset.person = request.user
        return formset

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "section":
            return SectionField(
                queryset=Section.objects.order_by("path"),
                required=False,
                empty_label=gettext("The whole paper"),
                label=db_field.verbose_name,
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "group":
            roles = dict(Role.choices)
            field.label_from_instance = lambda group: str(roles.get(group.name, group.name))
        return field
