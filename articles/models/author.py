"""Who is named in a byline; not the same as who may sign in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Author(models.Model):
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("Part of the address; it stays once saved.")
    )
    role = models.CharField(_("role"), max_length=120, blank=True, help_text=_("Such as “Political editor”."))
    biography = models.TextField(_("biography"), max_length=2000, blank=True)
    portrait = models.ForeignKey(
        "articles.Photo", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("sign-in"),
        help_text=_("A reporter with this sign-in sees the stories that carry this name."),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/by/{self.slug}/"
