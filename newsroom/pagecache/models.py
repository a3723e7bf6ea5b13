"""The rows that tell every worker which pages an act has changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import tags


class Purge(models.Model):
    """One tag that was purged, written in the transaction of the act; kept for an hour."""

    id = models.BigAutoField(primary_key=True)
    tag = models.CharField(_("tag"), max_length=tags.MAX_LENGTH)
    at = models.DateTimeField(_("at"), db_index=True)

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.tag} {self.at:%Y-%m-%d %H:%M:%S}"
