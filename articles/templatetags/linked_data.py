"""The part of a page's head that is meant for machines: `story_head`, `page_head`, `section_head`."""

import json
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles import caching, linked_data
from articles.models import Edition, Section

register = template.Library()

LOCALES = {"en": "en_GB", "ko": "ko_KR"}
# Within a script element HTML ends at “</script”, whatever JSON thinks; Django's json_script escapes the same three.
NOT_IN_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


@register.simple_tag
def json_ld(data: Any) -> SafeString:
    """A data block for search engines; it is never executed, so the content policy needs no exception."""
    text = json.dumps(data).translate(NOT_IN_SCRIPT)
    # Safe: json.dumps leaves ASCII alone, and the three signs that could end the element are escaped above.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.inclusion_tag("articles/_head_story.html")
def story_head(edition: Edition, names: linked_data.Names) -> dict[str, Any]:
    """For a story's page; a preview (an unsaved edition) has no address yet and tells machines to stay away."""
    if edition.pk is None:
        return {"is_preview": True}
    tree = caching.tree()
    line = tree.ancestors(tree.by_id.get(edition.section_id, edition.section))
    return {
        "edition": edition,
        "paper_name": settings.NEWSROOM_NAME,
        "url": linked_data.absolute(edition.get_absolute_url()),
        "description": linked_data.description(edition),
        "locale": LOCALES.get(edition.language, edition.language),
        "section": line[-1],
        "picture": linked_data.shared_picture(edition.picture),
        "named": named(edition, names),
        "published": edition.published_at.isoformat(),
        "changed": (edition.changed_at or edition.published_at).isoformat(),
        "data": linked_data.story(edition, names, line),
        "feeds": feeds_of(line[-1]),
    }


def named(edition: Edition, names: linked_data.Names) -> SafeString:
    """The metas of its topics and of its authors' pages."""
    topics = [("tag", words) for words in linked_data.subjects(edition, names)]
    authors = [("author", person.url) for person in linked_data.people(edition, names) if person.url]
    return format_html_join("", '<meta property="article:{}" content="{}">', topics + authors)


@register.inclusion_tag("articles/_head_page.html")
def page_head(path: str, title: str, description: str = "") -> dict[str, Any]:
    """For any other public page; `path` as it was asked for."""
    return {
        "url": linked_data.absolute(canonical(path)),
        "title": title,
        "description": description,
        "paper_name": settings.NEWSROOM_NAME,
        "locale": LOCALES.get(settings.LANGUAGE_CODE, settings.LANGUAGE_CODE),
        "section": None,
        "feeds": feeds_of(),
    }


@register.inclusion_tag("articles/_head_page.html")
def section_head(section: Section, path: str = "") -> dict[str, Any]:
    """For a section's page; `path` when this is a further page of its list."""
    line = caching.tree().ancestors(section)
    address = path or section.get_absolute_url()
    return page_head(address, section.name, section.description) | {
        "data": linked_data.breadcrumb(line),
        "section": section,
        "feeds": feeds_of(section),
    }


def canonical(path: str) -> str:
    """Without the parameters that no list reads: a link with a tracker's parameter names the same page."""
    parts = urlsplit(path)
    place = parse_qs(parts.query).get("before")
    return f"{parts.path}?{urlencode({'before': place[0]})}" if place else parts.path


def feeds_of(section: Section | None = None) -> list[tuple[str, str, str]]:
    """(type, title, address) of the feeds a page announces: the section's, else the paper's."""
    base = section.get_absolute_url() if section else "/"
    title = f"{settings.NEWSROOM_NAME} – {section.name}" if section else settings.NEWSROOM_NAME
    return [
        ("application/rss+xml", title, f"{base}feed/"),
        ("application/atom+xml", title, f"{base}feed/atom/"),
        ("application/feed+json", title, f"{base}feed/json/"),
    ]
