"""A word the editors explain; it comes before the dictionary."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class GlossaryEntry(models.Model):
    word = models.CharField(_("word"), max_length=64)
    meaning = models.TextField(_("meaning"), max_length=1000)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)

    class Meta:
        verbose_name = _("glossary entry")
        verbose_name_plural = _("glossary")
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(
                Lower("word"),
                "language",
                name="articles_glossaryentry_word_once",
                violation_error_message=_("This word stands in the glossary already. Change that entry."),
            )
        ]

    def __str__(self) -> str:
        return self.word
