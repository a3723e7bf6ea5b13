"""Draws the demo's pictures and cuts their renditions in processes beside the one that loads the rest."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from multiprocessing import get_context
from typing import NamedTuple

from articles import images
from newsroom.demo import pictures

PORTRAIT = "portrait:"  # before an author's slug
SMALLEST = images.MIN_SIDE


class Finished(NamedTuple):
    """A file as a photographer would send it, and everything that the library makes of it."""

    file: bytes
    focal: tuple[float, float]
    renditions: list[images.Rendition]


def finish(name: str, width: int) -> Finished:
    """A scene, or a portrait of an author; `width` is a scene's, a portrait has a third of it."""
    if name.startswith(PORTRAIT):
        picture, focal = pictures.portrait(name.removeprefix(PORTRAIT), max(SMALLEST, width // 3)), (0.5, 0.4)
    else:
        picture, focal = pictures.draw(name, width), pictures.SCENES[name].focal
    file = BytesIO()
    picture.save(file, "JPEG", quality=92, subsampling=0)
    return Finished(file.getvalue(), focal, list(images.renditions(file, focal=focal)))


@contextmanager
def workers() -> Iterator[Executor]:
    """One process a core; they begin empty, so that none shares a database connection with its parent."""
    pool = ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def begin(names: Iterable[str], *, width: int, pool: Executor) -> dict[str, Future[Finished]]:
    """What will be there, in the order of need."""
    return {name: pool.submit(finish, name, width) for name in names}
