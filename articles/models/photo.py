"""A picture in the library: a private original and its public renditions."""

from functools import lru_cache

from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.querysets import PhotoQuerySet

SUFFIX = {"jpeg": "jpg", "webp": "webp", "avif": "avif"}


def rendition_name(stem: str, crop: str, width: int, kind: str) -> str:
    """A public file: `ab/ab12…-square-120.jpg`. Its stem is 128 random bits; that of a batch's smallest square is the
    batch itself."""
    return f"{stem[:2]}/{stem}-{crop}-{width}.{SUFFIX[kind]}"


@lru_cache(4096)
def public_url(file: str) -> str:
    """The address of a rendition for readers; a file's name is never used again, so neither is its address."""
    return storages["renditions"].url(file)


class Photo(models.Model):
    """`batch` names the current set of renditions. Its first two are there with it; the sizes that an edition needs
    come all at once, its AVIF files all at once afterwards."""

    original = models.FileField(_("picture"), upload_to="%Y/%m/", max_length=200)
    format = models.CharField(max_length=8, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False, db_index=True)
    focal_x = models.FloatField(
        _("focal point, across"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(
        _("focal point, down"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    caption = models.CharField(
        _("caption"), max_length=500, blank=True, help_text=_("The cutline of a use starts with this.")
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Such as “Photograph: Noor Haddad”.")
    )
    alt = models.CharField(
        _("alt text"), max_length=300, blank=True, help_text=_("What the picture shows, for readers who cannot see it.")
    )
    batch = models.CharField(max_length=32, editable=False, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)
    damaged_at = models.DateTimeField(null=True, editable=False)  # when its sizes could not be made

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="articles_photo_focal_point_lies_inside",
                violation_error_message=_("The focal point lies outside the picture. Click inside it."),
            )
        ]

    @property
    def thumbnail(self) -> str:
        """The address of its smallest square; every picture has one, so no query is needed."""
        return public_url(rendition_name(self.batch, "square", 120, "jpeg"))

    @property
    def state_word(self) -> str:
        """Of a picture `for_desk`: what the desk has to know about its sizes; nothing when they are there."""
        if self.is_ready:
            return ""
        return str(_("This picture is damaged. Add it once more.") if self.damaged_at else _("Sizes are being made."))

    def __str__(self) -> str:
        return self.caption or self.alt or str(_("Picture %(id)s") % {"id": self.pk})


class Rendition(models.Model):
    """One public file of one batch. Editions keep their batch; others are swept."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")
    batch = models.CharField(max_length=32, db_index=True)
    crop = models.CharField(max_length=8)
    format = models.CharField(max_length=8)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ["crop", "format", "width"]
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "batch", "crop", "format", "width"], name="articles_rendition_once_in_its_batch"
            )
        ]

    def __str__(self) -> str:
        return self.file

    @property
    def url(self) -> str:
        return public_url(self.file)
