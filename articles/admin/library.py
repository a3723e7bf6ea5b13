"""Pictures, authors, topics and the glossary."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from js_asset import Script

from articles import access, caching, images, photos
from articles.admin.widgets import KnownSelect, PhotoWidget
from articles.models import Author, GlossaryEntry, Photo, Topic
from articles.workflow import WrongMove
from newsroom.desk.base import DeskAdmin
from newsroom.desk.moments import short
from newsroom.log.writing import write


class PhotoForm(forms.ModelForm):
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPEG, PNG, WebP or AVIF, up to 30 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
    )

    class Meta:
        model = Photo
        fields = ["caption", "credit", "alt", "focal_x", "focal_y"]
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 3}),
            "alt": forms.Textarea(attrs={"rows": 2}),
            "focal_x": forms.NumberInput(attrs={"step": "0.01", "min": "0", "max": "1"}),
            "focal_y": forms.NumberInput(attrs={"step": "0.01", "min": "0", "max": "1"}),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        file = data.get("picture")
        if not self.instance.pk and not file and "picture" not in self.errors:
            self.add_error("picture", _("Choose a picture file."))
        elif file and not self.errors:
            self.try_picture(file, (data["focal_x"], data["focal_y"]))
        return data

    def try_picture(self, file: Any, focal: tuple[float, float]) -> None:
        """Reads all of it and makes the first files, so that a damaged one is a sentence beside the field."""
        try:
            self.made = images.first(file, focal=focal)
        except images.Unusable as refusal:
            self.add_error("picture", str(refusal))


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    list_display = ["picture_column", "words", "credit", "sizes", "uploaded"]
    list_display_links = ["picture_column", "words"]
    search_fields = ["caption", "credit", "alt"]
    list_filter = [("uploaded_at", admin.DateFieldListFilter)]
    form = PhotoForm
    change_form_template = "admin/articles/photo/change_form.html"
    view_act, add_act, change_act = "add_photo", "add_photo", "add_photo"

    class Media:
        css = {"all": ["newsroom/css/desk-photo.css"]}
        js = ["newsroom/js/desk-choosing.js", Script("newsroom/js/desk-photo.js", type="module")]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Without Django's transaction around it: nobody else could write while a picture is decoded."""
        self.require_seen(request)
        try:
            return self._changeform_view(request, object_id, form_url, extra_context)
        except WrongMove as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:articles_photo_change", object_id)

    def get_fields(self, request: HttpRequest, obj: Photo | None = None) -> list[str]:
        shown = ["caption", "credit", "alt", "focal_x", "focal_y"]
        return shown if obj else ["picture", *shown]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).for_desk()
        return rows.filter(archived_at=None) if "_popup" in request.GET else rows

    def save_model(self, request: HttpRequest, obj: Photo, form: PhotoForm, change: bool) -> None:
        texts = {name: form.cleaned_data[name] for name in ("caption", "credit", "alt")}
        focal = (form.cleaned_data["focal_x"], form.cleaned_data["focal_y"])
        if not change:
            file = form.cleaned_data["picture"]
            obj.pk = photos.add(file, by=request.user, focal=focal, made=form.made, **texts).pk
            obj.refresh_from_db()
            return
        if set(texts) & set(form.changed_data):
            Photo.objects.filter(pk=obj.pk).update(**texts)
            write("describe_photo", obj, by=request.user)
        if {"focal_x", "focal_y"} & set(form.changed_data):
            photos.refocus(obj, by=request.user, focal=focal)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/thumbnail/", view(self.thumbnail), name="articles_photo_thumbnail"),
            path("<int:pk>/original/", view(self.original), name="articles_photo_original"),
            path("<int:pk>/view/", view(self.large), name="articles_photo_large"),
        ]
        return own + super().get_urls()

    def row(self, request: HttpRequest, pk: int) -> Photo:
        self.require_seen(request)
        photo = Photo.objects.filter(pk=pk).first()
        if photo is None:
            raise Http404
        return photo

    def thumbnail(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect(self.row(request, pk).thumbnail)

    def large(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The uncropped picture for choosing a focal point; the smallest is there from the beginning."""
        photo = self.row(request, pk)
        shown = photo.renditions.filter(batch=photo.batch, crop="full", format="jpeg").order_by("width")[:2]
        if not shown:
            raise Http404
        return redirect(list(shown)[-1].url)

    def original(self, request: HttpRequest, pk: int) -> FileResponse:
        """The private file as it was sent, with its metadata; for the desk alone."""
        photo = self.row(request, pk)
        response = FileResponse(photo.original.open("rb"), as_attachment=True)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    @admin.display(description=_("picture"))
    def picture_column(self, photo: Photo) -> str:
        return format_html('<img src="{}" alt="{}" width="84" height="84" loading="lazy">', photo.thumbnail, photo)

    @admin.display(description=_("caption"), ordering="caption")
    def words(self, photo: Photo) -> str:
        return str(photo)

    @admin.display(description=_("sizes"))
    def sizes(self, photo: Photo) -> str:
        return photo.state_word

    @admin.display(description=_("uploaded"), ordering="uploaded_at")
    def uploaded(self, photo: Photo) -> str:
        return short(photo.uploaded_at)


class Library(DeskAdmin):
    """Rows of the library that appear on public pages."""

    view_act, add_act, change_act = "add_story", "manage_library", "manage_library"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["slug"] if obj and "slug" in self.get_fields(request) else []

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, list[str]]:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        write("change" if change else "add", obj, by=request.user, after={"fields": form.changed_data})
        self.purge(obj)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        write("delete", obj, by=request.user)
        super().delete_model(request, obj)
        self.purge(obj)

    def purge(self, row: Model) -> None:
        """The pages that show the row."""
        raise NotImplementedError


@admin.register(Author)
class AuthorAdmin(Library):
    list_display = ["name", "role", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    fields = ["name", "slug", "role", "biography", "portrait", "user"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["user"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "portrait":
            return db_field.formfield(widget=PhotoWidget(db_field.remote_field, self.admin_site))
        if db_field.name == "user":
            kwargs["widget"] = KnownSelect(db_field, self.admin_site)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "user" and not access.may(request.user, "manage_people"):
            field.disabled = True
        return field

    def purge(self, row: Author) -> None:
        caching.purge_author(row.pk)


@admin.register(Topic)
class TopicAdmin(Library):
    list_display = ["name", "description"]
    search_fields = ["name"]
    fields = ["name", "slug", "description"]
    prepopulated_fields = {"slug": ["name"]}

    def purge(self, row: Topic) -> None:
        caching.purge_topic(row.pk)


@admin.register(GlossaryEntry)
class GlossaryEntryAdmin(Library):
    list_display = ["word", "language", "meaning"]
    list_filter = ["language"]
    search_fields = ["word", "meaning"]
    fields = ["word", "language", "meaning"]
    delete_act = "manage_library"

    def purge(self, row: GlossaryEntry) -> None:
        caching.purge_glossary()
