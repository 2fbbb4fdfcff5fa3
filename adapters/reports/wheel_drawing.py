"""What the pictures of a plan's time are drawn with: elements of SVG, the states' shapes, the head and the legend. Fetches nothing.

Elements and attributes are those of SVG 1.1 that every renderer knows, and without styles, so that a page's content-security policy
need allow none. A state's picture is a shape, not a letter of a font, and its colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from mappings.report import Mark, Tone
from mappings.text_width import fitting
from mappings.wheel import HEIGHT, MARGIN, WIDTH, Overview, Point, Sign

INK, NAVY, GREY, PALE, FAINT = "#1c1c1c", "#1f3d5c", "#4b5661", "#c3ccd5", "#8a98a5"
GROUNDS = ("#eef3f8", "#ffffff")
FONTS = "Hjul Sans, Segoe UI, Roboto, Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"
COLOURS: Mapping[Tone, str] = {
    Tone.CLOSED: "#14602a",
    Tone.GOOD: "#14602a",
    Tone.WATCH: "#7a4b00",
    Tone.ALARM: "#a3140f",
    Tone.MISSED: "#a3140f",
    Tone.WAITING: GREY,
    Tone.UNKNOWN: "#5b2c83",
    Tone.OFF: GREY,
}
HEAD = 92.0  # the title block's height, which a page that has a heading of its own leaves out
BASELINE = 0.35  # how far below a line's middle its letters stand, in their heights


def sheet(overview: Overview, *parts: str, headed: bool, **more: str) -> str:
    """The whole picture, ending in one line break. Without its head it is as much lower, for a page with a heading of its own."""
    name, top = overview.form.value, 0.0 if headed else HEAD
    drawn = [
        tag("title", f"{overview.title} – {overview.organisation}", id=f"{name}-title"),
        tag("desc", overview.description, id=f"{name}-description"),
        head(overview) if headed else Markup(),
        *parts,
        tag("g", *(_sign(sign) for sign in overview.legend), **{"class": "legend"}),
    ]
    return (
        tag(
            "svg",
            *drawn,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 {num(top)} {num(WIDTH)} {num(HEIGHT - top)}",
            width=num(WIDTH),
            height=num(HEIGHT - top),
            role="img",
            lang=overview.language,
            font_family=FONTS,
            fill=INK,
            data_body=f"0 {num(HEAD)} {num(WIDTH)} {num(HEIGHT - HEAD)}",
            **more,
            **{"aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-description"},
        )
        + "\n"
    )


def num(value: float) -> str:
    """A number with one decimal at most."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def tag(name: str, *inside: str, **attributes: str) -> Markup:
    """One element. What is not Markup is text and is escaped; ``font_size`` is the attribute font-size."""
    written = "".join(
        f' {key.replace("_", "-")}="{escape(_text(value))}"' for key, value in attributes.items()
    )
    body = "".join(part if isinstance(part, Markup) else escape(_text(part)) for part in inside)
    return Markup(f"<{name}{written}>{body}</{name}>" if body else f"<{name}{written}/>")  # noqa: S704 - escaped above


def _text(value: str) -> str:
    """Without the two code points that XML 1.0 §2.2 has no place for and a line of text may hold."""
    return value.replace("\ufffe", "").replace("\uffff", "")


def head(overview: Overview) -> Markup:
    """Whose it is, of which year, as of when."""
    wide = WIDTH - 2 * MARGIN
    return tag(
        "g",
        tag(
            "text",
            fitting(overview.organisation, wide, 19, bold=True),
            **text_at(MARGIN, 40, 19),
            fill=GREY,
            font_weight="bold",
        ),
        tag("text", overview.title, **text_at(MARGIN, 82, 36), fill=NAVY, font_weight="bold"),
        tag("text", overview.as_of, **text_at(WIDTH - MARGIN, 82, 19), fill=GREY, text_anchor="end"),
        **{"class": "head"},
    )


def text_at(x: float, y: float, size: float) -> dict[str, str]:
    """A text's attributes: where its first line stands, and how large its letters are."""
    return {"x": num(x), "y": num(y), "font_size": num(size)}


def data(name: str, numbers: tuple[int, ...]) -> dict[str, str]:
    """What a page knows the element by: the numbers of the items that it is about."""
    return {"class": name, "data-n": " ".join(map(str, numbers))}


def outline(*points: Point) -> str:
    """A path through the points and back."""
    return "M" + "L".join(f"{num(point.x)} {num(point.y)}" for point in points) + "Z"


def straight(a: Point, b: Point, colour: str, wide: str | None = None) -> Markup:
    """A straight line."""
    thick = {"stroke_width": wide} if wide else {}
    return tag("path", d=f"M{num(a.x)} {num(a.y)}L{num(b.x)} {num(b.y)}", stroke=colour, fill="none", **thick)


def shape(mark: Mark, at: Point, size: float) -> Markup:
    """The picture of a state; the same pictures as the symbols of the report."""
    colour, x, y, s = COLOURS[mark.tone], at.x, at.y, size
    line = {
        "fill": "none",
        "stroke": colour,
        "stroke_width": num(max(1.4, s * 0.36)),
        "stroke_linecap": "round",
        "stroke_linejoin": "round",
    }
    ground = tag("circle", cx=num(x), cy=num(y), r=num(s), fill="#ffffff")
    match mark.tone:
        case Tone.GOOD:
            return tag("circle", cx=num(x), cy=num(y), r=num(s * 0.86), fill=colour)
        case Tone.WAITING:
            ring = line | {"fill": "#ffffff", "stroke_width": num(max(1.1, s * 0.22))}
            return tag("circle", cx=num(x), cy=num(y), r=num(s * 0.78), **ring)
        case Tone.WATCH:
            d = outline(Point(x, y - s), Point(x + s, y), Point(x, y + s), Point(x - s, y))
            return tag("path", d=d, fill=colour)
        case Tone.ALARM:
            d = outline(Point(x, y - s), Point(x + s, y + s * 0.8), Point(x - s, y + s * 0.8))
            return tag("path", d=d, fill=colour)
        case Tone.MISSED:
            half = s * 0.8
            box = {"x": num(x - half), "y": num(y - half), "width": num(2 * half), "height": num(2 * half)}
            return tag("rect", **box, fill=colour)
        case Tone.CLOSED:
            d = f"M{num(x - s * 0.62)} {num(y + s * 0.05)}l{num(s * 0.42)} {num(s * 0.5)}l{num(s * 0.86)} {num(-s * 1.1)}"
            return ground + tag("path", d=d, **line)
        case Tone.OFF:
            h = s * 0.58
            d = f"M{num(x - h)} {num(y - h)}l{num(2 * h)} {num(2 * h)}M{num(x + h)} {num(y - h)}l{num(-2 * h)} {num(2 * h)}"
            return ground + tag("path", d=d, **line)
        case Tone.UNKNOWN:
            d = (
                f"M{num(x - s * 0.45)} {num(y - s * 0.4)}"
                f"a{num(s * 0.45)} {num(s * 0.42)} 0 1 1 {num(s * 0.7)} {num(s * 0.38)}"
                f"q{num(-s * 0.25)} {num(s * 0.15)} {num(-s * 0.25)} {num(s * 0.42)}"
                f"M{num(x)} {num(y + s * 0.78)}v0.1"
            )
            return ground + tag("path", d=d, **line)


# The legend -------------------------------------------------------------------------------------------------------


def dash(at: Point, size: float) -> Markup:
    """The sign of a day that is only observed."""
    return tag(
        "path",
        d=f"M{num(at.x)} {num(at.y - size)}V{num(at.y + size)}",
        stroke=NAVY,
        stroke_width="2.5",
        stroke_linecap="round",
    )


def _sign(sign: Sign) -> Markup:
    at = Point(sign.at.x + 10, sign.at.y)
    match sign.name:
        case "ring":
            picture = tag(
                "text",
                sign.letter,
                **text_at(at.x, at.y + BASELINE * 14.5, 14.5),
                fill=NAVY,
                font_weight="bold",
                text_anchor="middle",
            )
        case "hand":
            points = (Point(at.x - 8, at.y), Point(at.x + 8, at.y - 5), Point(at.x + 8, at.y + 5))
            picture = tag("path", d=outline(*points), fill=INK)
        case "day":
            points = (Point(at.x, at.y + 7), Point(at.x - 8, at.y - 6), Point(at.x + 8, at.y - 6))
            picture = tag("path", d=outline(*points), fill=INK)
        case "period":
            d = f"M{num(at.x - 9)} {num(at.y)}h18"
            picture = tag("path", d=d, fill="none", stroke=GREY, stroke_width="4", stroke_opacity="0.55")
        case "bar":
            box = {"x": num(at.x - 9), "y": num(at.y - 6), "width": "18", "height": "12", "rx": "2"}
            tint = {"fill": GREY, "fill_opacity": "0.13", "stroke": GREY, "stroke_opacity": "0.6"}
            picture = tag("rect", **box, **tint)
        case "observance":
            picture = dash(at, 7)
        case "bunch" if sign.mark:
            around = tag(
                "circle", cx=num(at.x), cy=num(at.y), r="8.5", fill="none", stroke=COLOURS[sign.mark.tone]
            )
            picture = tag("g", shape(sign.mark, at, 5.5), around)
        case _:
            picture = shape(sign.mark, at, 7.5) if sign.mark else Markup()
    text = tag("text", sign.text, **text_at(sign.at.x + 26, at.y + BASELINE * 14.5, 14.5))
    return tag("g", picture, text)
