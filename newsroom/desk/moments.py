"""Moments of the paper's zone: typed in the browser's own field for day and time, shown short in lists."""

from datetime import datetime

from django.forms import DateTimeInput
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class Moment(DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


def short(at: datetime) -> str:
    """Day and time of this year's, the day alone of earlier ones."""
    local = timezone.localtime(at)
    return date_format(local, _("j M, H:i") if local.year == timezone.localtime().year else _("j M Y"))
