"""The sign of life that each background worker gives."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Heartbeat(models.Model):
    """One row a worker; a row that grows old is a worker that was killed."""

    worker = models.CharField(_("worker"), max_length=64, primary_key=True)
    at = models.DateTimeField(_("at"), db_index=True)

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.worker} {self.at:%Y-%m-%d %H:%M:%S}"
