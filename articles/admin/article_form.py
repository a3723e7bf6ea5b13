"""The story's form: the working copy's fields, the version she has seen, and what the buttons need."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import access
from articles.admin.widgets import SectionField
from articles.models import Article, Section
from articles.writing import changed_since
from newsroom.desk.moments import Moment

LABELS = {
    "headline": _("headline"),
    "short_headline": _("short headline"),
    "kicker": _("kicker"),
    "standfirst": _("standfirst"),
    "slug": _("slug"),
    "dateline": _("dateline"),
    "language": _("language"),
    "desk_note": _("desk note"),
    "section": _("section"),
    "further": _("further sections"),
    "topics": _("topics"),
    "planned_at": _("planned for"),
    "lead": _("lead picture"),
    "credits": _("byline and credits"),
    "body": _("body"),
}


class ArticleForm(forms.ModelForm):
    """`person` is who fills it in; the screen sets it."""

    person: Any = None
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0)
    section = SectionField(queryset=Section.objects.none(), label=_("Section"))
    publish_at = forms.DateTimeField(label=_("Publish at"), required=False, widget=Moment)
    end_at = forms.DateTimeField(label=_("End at"), required=False, widget=Moment)
    pending = forms.ChoiceField(
        label=_("A change is scheduled. When you publish now:"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("rebuild", _("rebuild it from this text")), ("cancel", _("cancel it"))],
    )
    correction_note = forms.CharField(
        label=_("Correction"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was wrong and what is right. Readers see it with the story."),
    )

    class Meta:
        model = Article
        exclude: list[str] = []
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "data-count": "200", "class": "headline-field"}),
            "short_headline": forms.TextInput(attrs={"data-count": "80", "class": "vTextField"}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "data-count": "500"}),
            "lead_cutline": forms.Textarea(attrs={"rows": 2}),
            "lead_alt": forms.Textarea(attrs={"rows": 2}),
            "desk_note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version

    def clean_headline(self) -> str:
        """One line: the field is tall only to show a long headline whole."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_section(self) -> Section:
        """A story goes only where she may still change it: others' stories need an editor's duty there."""
        section = self.cleaned_data["section"]
        moves = self.instance.pk and section.pk != self.instance.section_id
        if moves:
            moved = Article(pk=self.instance.pk, section=section)
            moved.stage, moved.created_by_id = self.instance.stage, self.instance.created_by_id
            if not access.may(self.person, "write", moved):
                raise forms.ValidationError(
                    gettext("You may not move this story there. Ask an editor of that section.")
                )
        return section

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        story = self.instance
        if story.pk and data.get("seen") != self.stored_version():
            self.explain_conflict(data.get("seen") or 0)
        return data

    def stored_version(self) -> int:
        return Article.objects.values_list("version", flat=True).get(pk=self.instance.pk)

    def explain_conflict(self, seen: int) -> None:
        """Tells what the other editor changed, keeps what this one typed, and lets her next save pass."""
        stored = Article.objects.select_related("saved_by").get(pk=self.instance.pk)
        names = ", ".join(str(LABELS[key]) for key in changed_since(stored, seen) if key in LABELS)
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = str(stored.version)
        self.add_error(
            None,
            gettext(
                "%(who)s saved this story while you were writing and changed: %(names)s. Your text is kept here, "
                "unsaved. Open the history in another tab to compare; save again to put your text in place of theirs."
            )
            % {"who": stored.saved_by, "names": names or gettext("nothing that shows")},
        )
