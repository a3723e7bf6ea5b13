"""The words by which the desk finds a story; `articles.search` makes them and asks for them."""

from django.db import models

from articles.models.article import Article


class Words(models.Model):
    """`pieces` are what a search may name, with blanks between; `version` is the story's that they were made from.

    On SQLite a full-text table holds them once more, kept in step by triggers; on PostgreSQL an index does.
    """

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="words")
    version = models.PositiveIntegerField()
    pieces = models.TextField()

    def __str__(self) -> str:
        return self.pieces[:60]
