"""Paper, ink and press of the demo's pictures."""

from PIL import Image, ImageColor


class Canvas:
    def __init__(self, name: str, width: int, ratio: float) -> None:
        self.image = Image.new("RGB", (width, round(width * ratio)))

    def gradient(self, top: str, bottom: str) -> None:
        mask = Image.linear_gradient("L").resize(self.image.size)
        one = Image.new("RGB", self.image.size, ImageColor.getrgb(top))
        two = Image.new("RGB", self.image.size, ImageColor.getrgb(bottom))
        self.image = Image.composite(two, one, mask)
