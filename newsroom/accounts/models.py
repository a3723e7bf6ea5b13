"""A person: staff with a password and a second factor, or a reader with a social account."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Identity of a reader is (provider, immutable id) in allauth's SocialAccount, never the e-mail address."""

    first_name = None
    last_name = None
    name = models.CharField(_("name"), max_length=80, blank=True, help_text=_("Shown beside comments."))
    portrait = models.CharField(max_length=120, blank=True, editable=False)  # a file in the renditions storage
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def log_label(self) -> str:
        """What the trail calls a person: entries are never changed, and a name can be erased."""
        return f"person {self.pk}"

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
