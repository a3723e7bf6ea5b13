"""The public pages."""

from articles.views.story import render_edition

__all__ = ["render_edition"]
