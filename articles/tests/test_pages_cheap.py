"""A page that no cache has is made of few template nodes: what is alike on many pages is rendered once for all."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.template.base import Node
from django.test import Client

from articles.tests import make
from newsroom.pagecache import memory

pytestmark = pytest.mark.django_db(transaction=True)

STORY, SECTION, FRONT = 95, 75, 75  # nodes; without kept pieces several hundred


@contextmanager
def counted() -> Iterator[list[Node]]:
    """The nodes that are rendered meanwhile, those of text apart, which cost nothing."""
    rendered: list[Node] = []
    plain = Node.render_annotated

    def noted(node: Node, context: object) -> str:
        rendered.append(node)
        return plain(node, context)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Node, "render_annotated", noted)
        yield rendered


@pytest.fixture
def pages() -> list[str]:
    """Two stories of the same writer, with a picture and a topic each, and their section and the front page."""
    shared = {"authors": (make.author(),), "topics": (make.topic(),), "lead_photo": make.photo(), "published": True}
    first, second = (
        make.live_edition(make.article(headline, standfirst="At dawn.", **shared)) for headline in ("One", "Two")
    )
    return [first.get_absolute_url(), second.get_absolute_url(), first.section.get_absolute_url(), "/"]


def nodes(client: Client, address: str) -> int:
    with counted() as rendered:
        assert client.get(address).status_code == 200
    return len(rendered)


def test_a_story_that_nobody_has_read_yet_costs_few_nodes_once_another_was_read(client: Client, pages) -> None:
    first, second, *_lists = pages
    for _ in range(2):  # the first page learns of the purges, the second keeps its pieces
        client.get(first)
    assert nodes(client, second) <= STORY
    memory.forget_all()
    assert nodes(client, second) > 2 * STORY, "the control: with nothing kept, every node is counted"


def test_lists_cost_few_nodes(client: Client, pages) -> None:
    *_stories, section, front = pages
    for address, most in ((section, SECTION), (front, FRONT)):
        for _ in range(2):
            client.get(address)
        assert nodes(client, address) <= most
        memory.forget_all()
        assert nodes(client, address) > 2 * most, "the control"
