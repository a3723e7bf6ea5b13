"""One line of the trail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """`thing` names a row as `app.model:pk`, so that the trail outlives the row; `before` and `after` are small."""

    at = models.DateTimeField(_("at"), db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    act = models.CharField(_("act"), max_length=40)
    thing = models.CharField(_("thing"), max_length=80)
    label = models.CharField(_("about"), max_length=200)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-id"]
        indexes = [models.Index(fields=["thing", "id"], name="log_entry_by_thing")]

    def __str__(self) -> str:
        return f"{self.act} {self.label}"
