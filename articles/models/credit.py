"""A name in a byline, with its role and place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.author import Author


class CreditRole(models.TextChoices):
    BY = "by", _("By")
    PHOTOGRAPHS = "photographs", _("Photographs by")
    TRANSLATED = "translated", _("Translated by")


class Credit(models.Model):
    """An author, or words alone; `wording` replaces the author's name in this byline."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="credits")
    author = models.ForeignKey(
        Author, models.PROTECT, null=True, blank=True, related_name="credits", verbose_name=_("author")
    )
    role = models.CharField(_("role"), max_length=12, choices=CreditRole.choices, default=CreditRole.BY)
    wording = models.CharField(
        _("wording"),
        max_length=160,
        blank=True,
        help_text=_("Replaces the name, such as “Mara Lindqvist in the islands”."),
    )
    position = models.PositiveIntegerField(_("place"), default=0)

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(author__isnull=False) | ~models.Q(wording=""),
                name="articles_credit_names_someone",
                violation_error_code="names_nobody",
                violation_error_message=_("Choose an author or write the wording."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=CreditRole.values), name="articles_credit_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.wording or str(self.author)
