"""The annual wheel as one SVG: readable alone, in a page and on paper, in colour and without. Runs and fetches nothing.

Everything is drawn with elements and attributes of SVG 1.1 that every renderer knows, and without styles, so that a page's
content-security policy need allow none. A state's picture is a shape, not a letter of a font, and its colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from mappings.report import Mark, Tone
from mappings.text_width import fitting
from mappings.wheel import HEIGHT, MARGIN, WIDTH, Label, Point, Ring, Sign, Spot, Wheel

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


def render(wheel: Wheel) -> str:
    """The whole picture, ending in one line break."""
    parts = [
        tag("title", f"{wheel.title} – {wheel.organisation}", id="wheel-title"),
        tag("desc", wheel.description, id="wheel-description"),
        _head(wheel),
        tag("g", *_circle(wheel), **{"class": "circle"}),
        tag("g", *(_lead(wheel, label) for label in wheel.labels), **{"class": "leads"}),
        _hand(wheel),
        tag("g", *(_item(wheel, spot) for spot in _by_size(wheel)), **{"class": "items"}),
        tag("g", *(_label(wheel, label) for label in wheel.labels), **{"class": "labels"}),
        tag("g", *(_sign(sign) for sign in wheel.legend), **{"class": "legend"}),
    ]
    return (
        tag(
            "svg",
            *parts,
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {num(WIDTH)} {num(HEIGHT)}",
            width=num(WIDTH),
            height=num(HEIGHT),
            role="img",
            lang=wheel.language,
            font_family=FONTS,
            fill=INK,
            data_body=f"0 {num(HEAD)} {num(WIDTH)} {num(HEIGHT - HEAD)}",
            data_circle=_circle_alone(wheel),
            **{"aria-labelledby": "wheel-title", "aria-describedby": "wheel-description"},
        )
        + "\n"
    )


def _circle_alone(wheel: Wheel) -> str:
    """The part of the sheet that a small screen has room for."""
    half = wheel.radius + 8
    left, top = wheel.centre.x - half, wheel.centre.y - half
    return f"{num(left)} {num(top)} {num(2 * half)} {num(2 * half)}"


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


# Round the circle -------------------------------------------------------------------------------------------------


def _head(wheel: Wheel) -> Markup:
    """Whose wheel it is, of which year, as of when."""
    wide = WIDTH - 2 * MARGIN
    return tag(
        "g",
        tag(
            "text",
            fitting(wheel.organisation, wide, 19, bold=True),
            **_at(MARGIN, 40, 19),
            fill=GREY,
            font_weight="bold",
        ),
        tag("text", wheel.title, **_at(MARGIN, 82, 36), fill=NAVY, font_weight="bold"),
        tag("text", wheel.as_of, **_at(WIDTH - MARGIN, 82, 19), fill=GREY, text_anchor="end"),
        **{"class": "head"},
    )


def _at(x: float, y: float, size: float) -> dict[str, str]:
    return {"x": num(x), "y": num(y), "font_size": num(size)}


def _circle(wheel: Wheel) -> list[Markup]:
    """Months, rings and the year in the middle."""
    centre, first, last = wheel.centre, wheel.months[0].start, wheel.months[-1].end
    parts = [
        tag("path", d=_sector(centre, ring.inner, ring.outer, first, last), fill=GROUNDS[n % 2], stroke=PALE)
        for n, ring in enumerate(wheel.rings)
    ]
    parts.append(tag("path", d=_sector(centre, wheel.band, wheel.radius, first, last), fill=NAVY))
    edges = [first, *(month.end for month in wheel.months)]
    parts += [_ray(centre, wheel.hub, wheel.band, angle, PALE) for angle in edges]
    parts += [_ray(centre, wheel.band, wheel.radius, angle, "#ffffff") for angle in edges[1:-1]]
    parts += [_month(wheel, number) for number in range(len(wheel.months))]
    parts += [_letter(wheel, ring) for ring in wheel.rings]
    size = 40 if len(wheel.year) <= 4 else 27
    y = centre.y + BASELINE * size
    parts.append(
        tag("text", wheel.year, **_at(centre.x, y, size), fill=NAVY, font_weight="bold", text_anchor="middle")
    )
    return parts


def _sector(centre: Point, inner: float, outer: float, start: float, end: float) -> str:
    """A piece of a ring."""
    a, b = Point.on(centre, outer, start), Point.on(centre, outer, end)
    c, d = Point.on(centre, inner, end), Point.on(centre, inner, start)
    large = int(end - start > 180)
    return (
        f"M{num(a.x)} {num(a.y)}A{num(outer)} {num(outer)} 0 {large} 1 {num(b.x)} {num(b.y)}"
        f"L{num(c.x)} {num(c.y)}A{num(inner)} {num(inner)} 0 {large} 0 {num(d.x)} {num(d.y)}Z"
    )


def _ray(centre: Point, inner: float, outer: float, angle: float, colour: str) -> Markup:
    a, b = Point.on(centre, inner, angle), Point.on(centre, outer, angle)
    return tag("path", d=f"M{num(a.x)} {num(a.y)}L{num(b.x)} {num(b.y)}", stroke=colour, fill="none")


def _month(wheel: Wheel, number: int) -> Markup:
    """The month's name along the rim, never upside down."""
    month, centre = wheel.months[number], wheel.centre
    below = 90 < month.middle < 270
    radius = (wheel.band + wheel.radius) / 2
    y = centre.y + (radius if below else -radius) + BASELINE * 15
    turn = month.middle - 180 if below else month.middle
    return tag(
        "text",
        month.name,
        **_at(centre.x, y, 15),
        fill="#ffffff",
        font_weight="bold",
        text_anchor="middle",
        transform=f"rotate({num(turn)} {num(centre.x)} {num(centre.y)})",
    )


def _letter(wheel: Wheel, ring: Ring) -> Markup:
    """The ring's letter, where the circle is open."""
    y = wheel.centre.y - (ring.inner + ring.outer) / 2
    return tag(
        "text",
        ring.letter,
        **_at(wheel.centre.x, y + BASELINE * 14, 14),
        fill=NAVY,
        font_weight="bold",
        text_anchor="middle",
    )


def _hand(wheel: Wheel) -> Markup:
    """Where the day of the wheel stands."""
    if wheel.hand is None:
        return Markup()
    centre, angle = wheel.centre, wheel.hand
    a, b = Point.on(centre, wheel.hub - 20, angle), Point.on(centre, wheel.band - 8, angle)
    tip = Point.on(centre, wheel.band - 12, angle)
    left, right = (Point.on(centre, wheel.band + 8, angle + turn) for turn in (-1.6, 1.6))
    return tag(
        "g",
        tag("path", d=f"M{num(a.x)} {num(a.y)}L{num(b.x)} {num(b.y)}", stroke="#ffffff", stroke_width="5"),
        tag("path", d=f"M{num(a.x)} {num(a.y)}L{num(b.x)} {num(b.y)}", stroke=INK, stroke_width="2"),
        tag("path", d=_closed(tip, left, right), fill=INK, stroke="#ffffff"),
        **{"class": "hand"},
    )


def _closed(*points: Point) -> str:
    return "M" + "L".join(f"{num(point.x)} {num(point.y)}" for point in points) + "Z"


# Items ------------------------------------------------------------------------------------------------------------


def _by_size(wheel: Wheel) -> list[Spot]:
    """Periods first, so that marks lie over them."""
    return sorted(wheel.spots, key=lambda spot: (spot.start is None, spot.number))


def _item(wheel: Wheel, spot: Spot) -> Markup:
    item = wheel.items[spot.number - 1]
    all_of = "\n".join(wheel.items[number - 1].said for number in spot.numbers)
    at = Point.on(wheel.centre, spot.radius, spot.angle)
    colour = COLOURS[item.mark.tone] if item.mark else NAVY
    parts = [tag("title", all_of)]
    if spot.start is not None and spot.end is not None:
        parts.append(_period(wheel.centre, spot, spot.start, spot.end, colour))
    if item.mark is None:
        parts.append(_observance(wheel.centre, spot))
    else:
        parts.append(shape(item.mark, at, spot.size))
    if spot.others:
        parts.append(
            tag("circle", cx=num(at.x), cy=num(at.y), r=num(spot.size + 1.2), fill="none", stroke=colour)
        )
    return tag("g", *parts, **_data("item", spot.numbers), **_place(wheel, spot))


def _place(wheel: Wheel, spot: Spot) -> dict[str, str]:
    at = Point.on(wheel.centre, spot.radius, spot.angle)
    return {"data-at": f"{num(at.x)} {num(at.y)}"}


def _data(name: str, numbers: tuple[int, ...]) -> dict[str, str]:
    """What a page knows the element by: the numbers of the items that it is about."""
    return {"class": name, "data-n": " ".join(map(str, numbers))}


def _period(centre: Point, spot: Spot, start: float, end: float, colour: str) -> Markup:
    a, b = Point.on(centre, spot.radius, start), Point.on(centre, spot.radius, end)
    radius, large = num(spot.radius), int(end - start > 180)
    path = f"M{num(a.x)} {num(a.y)}A{radius} {radius} 0 {large} 1 {num(b.x)} {num(b.y)}"
    thick = max(1.6, spot.size * 0.5)
    return tag(
        "path",
        d=path,
        fill="none",
        stroke=colour,
        stroke_width=num(thick),
        stroke_opacity="0.55",
        stroke_linecap="butt",
    )


def _observance(centre: Point, spot: Spot) -> Markup:
    """A day that is only observed: a short line across the ring."""
    a = Point.on(centre, spot.radius - spot.size, spot.angle)
    b = Point.on(centre, spot.radius + spot.size, spot.angle)
    return tag(
        "path",
        d=f"M{num(a.x)} {num(a.y)}L{num(b.x)} {num(b.y)}",
        stroke=NAVY,
        stroke_width=num(max(2.0, spot.size * 0.45)),
        stroke_linecap="round",
    )


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
            d = _closed(Point(x, y - s), Point(x + s, y), Point(x, y + s), Point(x - s, y))
            return tag("path", d=d, fill=colour)
        case Tone.ALARM:
            d = _closed(Point(x, y - s), Point(x + s, y + s * 0.8), Point(x - s, y + s * 0.8))
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


# Texts ------------------------------------------------------------------------------------------------------------


def _lead(wheel: Wheel, label: Label) -> Markup:
    """From each of its marks outwards to the rim, and from there to the text."""
    if not label.line:
        return Markup()
    spots = {number: spot for spot in wheel.spots for number in spot.numbers}
    parts = [
        _ray(wheel.centre, spot.radius + spot.size, wheel.band, spot.angle, PALE)
        for number in label.numbers
        if (spot := spots.get(number))
    ]
    d = "M" + "L".join(f"{num(point.x)} {num(point.y)}" for point in label.line)
    parts.append(tag("path", d=d, fill="none", stroke=FAINT, stroke_width="0.9"))
    return tag("g", *parts, **_data("lead", label.numbers))


def _label(wheel: Wheel, label: Label) -> Markup:
    size, toward = wheel.text_size, 1 if label.to_the_right else -1
    y = label.anchor.y
    items = [wheel.items[number - 1] for number in label.numbers]
    parts = [tag("title", "\n".join(item.said for item in items))]
    if label.marked:
        middle = Point(label.anchor.x - toward * size * 0.62, y)
        parts.append(shape(label.mark, middle, size * 0.42) if label.mark else _dash(middle, size * 0.42))
    when = tag("tspan", label.when, font_weight="bold") if label.when else Markup()
    texts: tuple[str, ...] = (when, " ", label.title) if label.to_the_right else (label.title, " ", when)
    parts.append(
        tag(
            "text",
            *(texts if label.when else (label.title,)),
            **_at(label.anchor.x, y + BASELINE * size, size),
            text_anchor="start" if label.to_the_right else "end",
            fill=INK if label.marked else GREY,
        )
    )
    return tag("g", *parts, **_data("label", label.numbers))


def _dash(at: Point, size: float) -> Markup:
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
                **_at(at.x, at.y + BASELINE * 14.5, 14.5),
                fill=NAVY,
                font_weight="bold",
                text_anchor="middle",
            )
        case "hand":
            points = (Point(at.x - 8, at.y), Point(at.x + 8, at.y - 5), Point(at.x + 8, at.y + 5))
            picture = tag("path", d=_closed(*points), fill=INK)
        case "period":
            d = f"M{num(at.x - 9)} {num(at.y)}h18"
            picture = tag("path", d=d, fill="none", stroke=GREY, stroke_width="4", stroke_opacity="0.55")
        case "observance":
            picture = _dash(at, 7)
        case "bunch" if sign.mark:
            around = tag(
                "circle", cx=num(at.x), cy=num(at.y), r="8.5", fill="none", stroke=COLOURS[sign.mark.tone]
            )
            picture = tag("g", shape(sign.mark, at, 5.5), around)
        case _:
            picture = shape(sign.mark, at, 7.5) if sign.mark else Markup()
    text = tag("text", sign.text, **_at(sign.at.x + 26, at.y + BASELINE * 14.5, 14.5))
    return tag("g", picture, text)
