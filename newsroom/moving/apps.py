"""The moving van; it has no tables of its own."""

from django.apps import AppConfig


class MovingConfig(AppConfig):
    name = "newsroom.moving"
    label = "moving"
