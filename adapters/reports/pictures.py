"""A wheel or a strip as SVG, for every format that shows pictures. Decides nothing."""

from __future__ import annotations

from adapters.reports import strip_svg, wheel_svg
from mappings.report import Picture
from mappings.wheel import Strip, Wheel

SMALLEST_ON_A4 = 12.0  # letters below this would be under 6.4 points: the sheet is then an A3


def draw(picture: Picture, *, headed: bool = True) -> str:
    """The whole picture, ending in one line break; without its head for a page that has a heading of its own."""
    match picture:
        case Wheel():
            return wheel_svg.render(picture, headed=headed)
        case Strip():
            return strip_svg.render(picture, headed=headed)
        case _:
            raise TypeError(f"no drawing of {type(picture).__name__}")


def paper(picture: Picture) -> str:
    """The sheet that its letters are readable on."""
    return "a4" if picture.text_size >= SMALLEST_ON_A4 else "a3"
