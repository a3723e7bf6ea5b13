"""The act of the desk's button: a new headline saved, recorded and published."""

from articles import publishing, writing
from articles.models import Article, Edition
from bench.inside.people import editor


class Desk:
    """One editor with one story, which stands first on every list."""

    def __init__(self) -> None:
        self.by = editor()
        self.edition = Edition.objects.live().select_related("section").order_by("-published_at").first()

    def publish(self, headline: str) -> Edition:
        article = Article.objects.get(pk=self.edition.article_id)
        article.headline, article.short_headline = headline, ""
        article.save()
        writing.record(article, by=self.by, seen=article.version)
        article.refresh_from_db()
        return publishing.publish(article, by=self.by, version=article.version)
