"""A day and a slug name one story, for ever and in the whole paper."""

from django.db import models

from articles.models.article import Article
from articles.querysets import AddressQuerySet


class Address(models.Model):
    article = models.ForeignKey(Article, models.PROTECT, related_name="addresses")
    published_on = models.DateField()
    slug = models.SlugField(max_length=80)

    objects = AddressQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["published_on", "slug"], name="articles_address_names_one_story")
        ]

    def __str__(self) -> str:
        return f"{self.published_on:%Y/%m/%d}/{self.slug}"
