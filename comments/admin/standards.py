"""The comment policy's screen: versions are read, and a new one begins with the words of the last."""

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import formset_factory
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from comments import standards
from comments.models import Rule, Standards
from comments.states import WrongMove
from newsroom.desk.base import DeskAdmin

WIDE = {"rows": 6, "class": "vLargeTextField"}


class WordsForm(forms.ModelForm):
    class Meta:
        model = Standards
        fields = ["introduction", "closing"]
        widgets = {"introduction": forms.Textarea(WIDE), "closing": forms.Textarea(WIDE)}


class RuleForm(forms.ModelForm):
    class Meta:
        model = Rule
        fields = ["code", "title", "text"]
        widgets = {"text": forms.Textarea({"rows": 3, "class": "vLargeTextField"})}


class RuleFormSet(forms.BaseFormSet):
    """Empty rows are left out; a code stands once."""

    def clean(self) -> None:
        codes = [draft.code for draft in self.drafts()]
        if len(codes) != len(set(codes)):
            raise forms.ValidationError(_("Two rules have the same code. Give each its own."))

    def drafts(self) -> list[standards.Draft]:
        rows = [form.cleaned_data for form in self.forms if form.is_valid() and form.cleaned_data]
        return [standards.Draft(row["code"], row["title"], row["text"]) for row in rows if not row.get("DELETE")]


Rules = formset_factory(RuleForm, formset=RuleFormSet, extra=2, can_delete=True, max_num=20)


def words_of(last: Standards | None) -> dict[str, str]:
    return {"introduction": last.introduction, "closing": last.closing} if last else {}


def rules_of(last: Standards | None) -> list[dict[str, str]]:
    rules = last.rules.all() if last else []
    return [{"code": rule.code, "title": rule.title, "text": rule.text} for rule in rules]


@admin.register(Standards)
class StandardsAdmin(DeskAdmin):
    list_display = ["version", "at", "person"]
    list_select_related = ["by"]
    fields = readonly_fields = ["version", "introduction", "rules_in_words", "closing", "at", "by"]
    view_act, add_act = "enter_desk", "manage_library"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Standards.objects.prefetch_related("rules")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise Http404
        last = standards.current()
        form = WordsForm(request.POST or None, initial=words_of(last))
        formset = Rules(request.POST or None, initial=rules_of(last), prefix="rules")
        if request.method == "POST" and form.is_valid() and formset.is_valid() and self.issued(request, form, formset):
            return redirect("admin:comments_standards_changelist")
        around = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("A new version")}
        around |= {"form": form, "formset": formset, "last": last}
        return TemplateResponse(request, "admin/comments/standards.html", around)

    def issued(self, request: HttpRequest, form: WordsForm, formset: RuleFormSet) -> bool:
        words = form.cleaned_data
        try:
            made = standards.issue(words["introduction"], formset.drafts(), closing=words["closing"], by=request.user)
        except WrongMove as refusal:
            form.add_error(None, str(refusal))
            return False
        messages.success(request, _("Version %(number)s is in force now.") % {"number": made.version})
        return True

    @admin.display(description=_("by"))
    def person(self, row: Standards) -> str:
        return str(row.by or "–")

    @admin.display(description=_("rules"))
    def rules_in_words(self, row: Standards) -> str:
        return "\n\n".join(f"{rule.title} ({rule.code})\n{rule.text}" for rule in row.rules.all())
