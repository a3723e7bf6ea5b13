"""The demo app; it holds the commands that fill a database."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "newsroom.demo"
    label = "demo"
