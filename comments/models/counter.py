"""How often something happened in a span of time; a row, so that limits hold over all worker processes."""

from django.db import models


class RateCounter(models.Model):
    """`key` names who and what, `window` is the span's first second (Unix time)."""

    key = models.CharField(max_length=100)
    window = models.BigIntegerField(db_index=True)
    hits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="comments_ratecounter_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.hits}"
