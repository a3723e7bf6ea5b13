"""Takes a demo paper away again: its files, then every row. For the demo and development alone; the log goes too."""

from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection

from articles.models import Photo, Rendition
from newsroom.accounts import portrait
from newsroom.accounts.models import User
from newsroom.log import triggers


def clear() -> None:
    """An empty database with its groups and first standards, as after `migrate`."""
    files = list(Rendition.objects.values_list("file", flat=True))
    originals = list(Photo.objects.values_list("original", flat=True))
    for user in User.objects.exclude(portrait=""):
        portrait.remove(user)
    if connection.vendor == "sqlite":
        triggers.remove()
    call_command("flush", interactive=False, verbosity=0)
    for file in files:
        storages["renditions"].delete(file)
    for file in originals:
        storages["default"].delete(file)
