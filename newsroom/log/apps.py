"""The log app; its triggers are installed after each migrate."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from newsroom.log.triggers import install


class LogConfig(AppConfig):
    name = "newsroom.log"
    label = "log"

    def ready(self) -> None:
        post_migrate.connect(install, sender=self)
