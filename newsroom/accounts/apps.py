"""The accounts app."""

from django.apps import AppConfig

from newsroom.accounts import checks  # noqa: F401 (registers them)


class AccountsConfig(AppConfig):
    name = "newsroom.accounts"
    label = "accounts"
