"""Sizes made through a reduced decode and a chain of steps look like those cut from every pixel at once."""

from io import BytesIO

import pytest
from PIL import Image

from articles import images
from bench.photograph import likeness, photograph

pytestmark = pytest.mark.once

LANCZOS = Image.Resampling.LANCZOS
ENOUGH = 0.98


@pytest.fixture(scope="module")
def file() -> BytesIO:
    return photograph()


@pytest.mark.parametrize("crops", [images.CROPS, images.FIRST], ids=["all", "the first two"])
def test_every_size_looks_like_one_cut_from_every_pixel(file, crops):
    whole, facts = Image.open(file), images.inspect(file)
    whole.load()
    made = list(images.pictures(file, crops=crops))
    assert len(made) == sum(len(crop.widths) for crop in crops.values())
    for crop, picture in made:
        box = images.crop_box(facts, crops[crop].ratio, (0.5, 0.5))
        found = likeness(picture, whole.resize(picture.size, LANCZOS, box=box))
        assert found >= ENOUGH, (crop, picture.width, found)


def test_the_measure_tells_a_worse_way_from_a_good_one(file):
    whole = Image.open(file)
    direct = whole.resize((480, 360), LANCZOS)
    assert likeness(direct, direct) == pytest.approx(1)
    assert likeness(whole.resize((480, 360), Image.Resampling.NEAREST), direct) < ENOUGH
    assert likeness(direct.resize((240, 180)).resize((480, 360)), direct) < ENOUGH
