"""The articles app; groups and triggers are installed after each migrate."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from articles.installing import install_groups, install_triggers


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Stories")

    def ready(self) -> None:
        post_migrate.connect(install_groups, sender=self)
        post_migrate.connect(install_triggers, sender=self)
