"""One file a family of rows, in the order of the run: growth begins with a small paper and ends with the largest, and a
conversation grows before others write into it."""

from collections.abc import Callable, Iterator

from bench.families import cached, cold, conversation, desk, growth, memory, personal, photo, publishing
from bench.paper import Paper
from bench.rows import Row

FAMILIES: tuple[tuple[str, str, Callable[[Paper], Iterator[Row]]], ...] = (
    ("small", "The archive while it is small", growth.small),
    ("cached", "Pages from the page cache; 2 threads, 32 connections, gzip", cached.run),
    ("cold", "Pages rendered for each request; 2 threads, 32 connections", cold.run),
    ("personal", "A signed-in reader's own page; 2 threads, 32 connections", personal.run),
    ("visible", "Publish to visible, beside 32 connections", publishing.visible),
    ("hits", "The cache while the desk publishes", publishing.hits),
    ("start", "Cold start", memory.start),
    ("memory", "Memory", memory.run),
    ("conversation", "A conversation as it grows, rendered in process", conversation.growth),
    ("posting", "Comments posted, through a server of their own", conversation.posting),
    ("photo", "A photograph", photo.run),
    ("growth", "The archive as it grows, rendered in process", growth.large),
    ("desk", "The desk at the paper's largest size", desk.run),
)
