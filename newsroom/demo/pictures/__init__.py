"""The demo's pictures: `draw` makes a scene, `portrait` an author's head, at any width and the same each time."""

from collections.abc import Callable
from typing import NamedTuple

from PIL import Image

from newsroom.demo.pictures import coast, harbour, land, portraits, table, town, work
from newsroom.demo.pictures.canvas import Canvas

WIDTH = 1920


class Scene(NamedTuple):
    """`focal` is the point that every crop keeps, as shares of width and height."""

    paint: Callable[[Canvas], None]
    focal: tuple[float, float]


SCENES = {
    "harbour-dawn": Scene(harbour.harbour_dawn, (0.4, 0.6)),
    "ferry-crossing": Scene(harbour.ferry_crossing, (0.48, 0.55)),
    "fog-bay": Scene(harbour.fog_bay, (0.4, 0.55)),
    "sailing-race": Scene(harbour.sailing_race, (0.45, 0.6)),
    "sea-wall-storm": Scene(coast.sea_wall_storm, (0.52, 0.45)),
    "lighthouse-dusk": Scene(coast.lighthouse_dusk, (0.68, 0.42)),
    "wind-farm": Scene(coast.wind_farm, (0.72, 0.5)),
    "seagrass-meadow": Scene(coast.seagrass_meadow, (0.52, 0.5)),
    "assembly-steps": Scene(town.assembly_steps, (0.5, 0.45)),
    "tram-night": Scene(town.tram_night, (0.5, 0.55)),
    "cinema-front": Scene(town.cinema_front, (0.5, 0.55)),
    "terraced-street": Scene(town.terraced_street, (0.5, 0.5)),
    "brandholm-skyline": Scene(town.brandholm_skyline, (0.5, 0.5)),
    "orchard-autumn": Scene(land.orchard_autumn, (0.5, 0.6)),
    "snow-pass": Scene(land.snow_pass, (0.5, 0.6)),
    "observatory": Scene(land.observatory, (0.6, 0.6)),
    "reservoir-low": Scene(land.reservoir_low, (0.55, 0.6)),
    "rail-viaduct": Scene(land.rail_viaduct, (0.5, 0.45)),
    "footbridge": Scene(land.footbridge, (0.5, 0.45)),
    "island-school": Scene(land.island_school, (0.49, 0.55)),
    "fish-market": Scene(work.fish_market, (0.5, 0.6)),
    "shipyard-crane": Scene(work.shipyard_crane, (0.5, 0.55)),
    "stadium-floodlit": Scene(work.stadium_floodlit, (0.5, 0.5)),
    "reading-room": Scene(table.reading_room, (0.45, 0.6)),
    "tide-chart": Scene(table.tide_chart, (0.58, 0.45)),
    "oyster-table": Scene(table.oyster_table, (0.57, 0.62)),
}


def draw(name: str, width: int = WIDTH) -> Image.Image:
    """A scene, three wide and two high."""
    canvas = Canvas(name, width)
    SCENES[name].paint(canvas)
    return canvas.print()


def portrait(author: str, width: int = WIDTH // 3) -> Image.Image:
    """An author's head, square."""
    canvas = Canvas(author, round(width * portraits.AROUND), ratio=1)
    portraits.paint(canvas, author)
    left, top = round(width * (portraits.AROUND - 1) / 2), round(width * portraits.ABOVE)
    return canvas.print().crop((left, top, left + width, top + width))
