"""The blocks of a story's body, in the admin by django-content-editor; each keeps its uuid for ever."""

import uuid

from content_editor.models import Region, create_plugin_base
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles import body
from articles.models.article import Article

Article.regions = [Region(key="body", title=_("Body"))]
Block = create_plugin_base(Article)


class BodyBlock(Block):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.CharField(max_length=20, default="body")

    class Meta(Block.Meta):
        abstract = True


class TextBlock(BodyBlock):
    html = ProseEditorField(_("text"), blank=True, extensions=body.EXTENSIONS, sanitize=body.clean)

    class Meta(BodyBlock.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def __str__(self) -> str:
        return Truncator(body.plain(self.html)).chars(60)


class PictureBlock(BodyBlock):
    photo = models.ForeignKey("articles.Photo", models.PROTECT, related_name="+", verbose_name=_("picture"))
    cutline = models.CharField(
        _("cutline"), max_length=500, blank=True, help_text=_("Empty: the picture's own caption.")
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Empty: the picture's own credit."))
    alt = models.CharField(_("alt text"), max_length=300, blank=True, help_text=_("Empty: the picture's own alt text."))

    class Meta(BodyBlock.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.cutline or self.alt or str(_("Picture"))


class PullQuoteBlock(BodyBlock):
    text = models.TextField(_("quotation"), max_length=500)
    attribution = models.CharField(_("said by"), max_length=160, blank=True)

    class Meta(BodyBlock.Meta):
        verbose_name = _("pull quote")
        verbose_name_plural = _("pull quotes")

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)


class RelatedBlock(BodyBlock):
    title = models.CharField(_("title"), max_length=80, blank=True, help_text=_("Empty: “Related stories”."))
    stories = models.ManyToManyField(
        Article, related_name="+", verbose_name=_("stories"), help_text=_("Readers see those that are live.")
    )

    class Meta(BodyBlock.Meta):
        verbose_name = _("related stories")
        verbose_name_plural = _("related stories")

    def __str__(self) -> str:
        return self.title or str(_("Related stories"))


BLOCKS = {"text": TextBlock, "picture": PictureBlock, "quote": PullQuoteBlock, "related": RelatedBlock}
