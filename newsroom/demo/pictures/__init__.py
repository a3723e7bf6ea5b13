"""The demo's pictures: `draw` makes a scene, `portrait` an author's head, at any width and the same each time."""

from PIL import Image

from newsroom.demo.pictures.canvas import Canvas

WIDTH = 1920


def draw(name: str, width: int = WIDTH) -> Image.Image:
    canvas = Canvas(name, width, 1280 / 1920)
    canvas.gradient("#e8d2b4", "#5b7186")
    return canvas.image


def portrait(name: str, width: int = 960) -> Image.Image:
    canvas = Canvas(name, width, 1)
    canvas.gradient("#d8cfc0", "#8896a0")
    return canvas.image


def focal(name: str) -> tuple[float, float]:
    return 0.5, 0.5
