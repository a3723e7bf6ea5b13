"""The drawn pictures: one for each scene and author, the same each time, at any size."""

import pytest

from newsroom.demo import paper, pictures
from newsroom.demo.drawing import PORTRAIT, finish
from newsroom.demo.pictures.portraits import LOOKS

pytestmark = pytest.mark.once


def test_every_scene_of_the_paper_is_drawn():
    assert {row["name"] for row in paper.read().scenes} == set(pictures.SCENES)


def test_every_author_has_a_portrait():
    assert {row["slug"] for row in paper.read().authors} == set(LOOKS)


@pytest.mark.parametrize("name", sorted(pictures.SCENES))
def test_a_scene_is_the_same_each_time_and_has_its_focal_point_inside(name):
    one, two = pictures.draw(name, 150), pictures.draw(name, 150)
    assert one.size == (150, 100)
    assert one.tobytes() == two.tobytes()
    assert len(one.getcolors(150 * 100)) > 200
    assert all(0 < share < 1 for share in pictures.SCENES[name].focal)


def test_scenes_do_not_look_alike():
    small = {pictures.draw(name, 30).tobytes() for name in pictures.SCENES}
    assert len(small) == len(pictures.SCENES)


def test_a_portrait_is_square():
    assert pictures.portrait("mara-velleck", 120).size == (120, 120)


def test_what_is_finished_is_a_file_with_all_its_renditions():
    done = finish(PORTRAIT + "mara-velleck", 480)
    assert done.file.startswith(b"\xff\xd8")
    assert {made.crop for made in done.renditions} == {"full", "wide", "square"}
    assert {made.format for made in done.renditions} == {"JPEG", "WEBP"}
