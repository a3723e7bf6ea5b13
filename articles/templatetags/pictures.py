"""The `picture` tag: one picture of an edition in the crop and the widths that a place needs."""

from typing import Any

from django import template

from articles.models.photo import public_url

register = template.Library()

TALL = 0.95  # width by height; what is taller than wide gets less room


@register.inclusion_tag("articles/_picture.html")
def picture(picture: dict[str, Any] | None, crop: str, sizes: str, lead: bool = False) -> dict[str, Any]:
    """`sizes` as HTML has it. The `lead` is fetched first, every other picture when it comes near."""
    files = (picture or {}).get("crops", {}).get(crop, {})
    if not files.get("jpeg"):
        return {}
    width, height, _file = files["jpeg"][-1]
    return {
        "has_avif": "avif" in files,
        "has_webp": "webp" in files,
        "avif": _srcset(files.get("avif", ())),
        "webp": _srcset(files.get("webp", ())),
        "jpeg": _srcset(files["jpeg"]),
        "src": public_url(_middle(files["jpeg"])),
        "width": str(width),
        "height": str(height),
        "alt": picture["alt"],
        "sizes": sizes,
        "is_lead": lead,
    }


@register.filter
def is_tall(picture: dict[str, Any] | None) -> bool:
    """Whether the picture as it was taken is taller than wide."""
    sizes = (picture or {}).get("crops", {}).get("full", {}).get("jpeg")
    return bool(sizes) and sizes[-1][0] / sizes[-1][1] < TALL


def _srcset(files: Any) -> str:
    return ", ".join(f"{public_url(file)} {width}w" for width, _height, file in files)


def _middle(files: list[Any]) -> str:
    """For browsers without srcset."""
    return files[(len(files) - 1) // 2][2]
