"""The desk's screens for stories, one class a file."""

from articles.admin import article, front, library, people, section, trail

__all__ = ["article", "front", "library", "people", "section", "trail"]
