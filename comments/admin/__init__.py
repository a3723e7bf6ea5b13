"""The desk's screens for comments, one class a file."""

from comments.admin import hosting, queue, standards

__all__ = ["hosting", "queue", "standards"]
