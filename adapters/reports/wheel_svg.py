"""The annual wheel as one SVG: readable alone, in a page and on paper, in colour and without. Runs and fetches nothing."""

from __future__ import annotations

from markupsafe import Markup

from adapters.reports.wheel_drawing import (
    BASELINE,
    COLOURS,
    FAINT,
    GREY,
    GROUNDS,
    INK,
    NAVY,
    PALE,
    dash,
    data,
    num,
    outline,
    shape,
    sheet,
    tag,
    text_at,
)
from mappings.wheel import Label, Point, Ring, Spot, Wheel


def render(wheel: Wheel, *, headed: bool = True) -> str:
    """The whole picture, ending in one line break."""
    return sheet(
        wheel,
        tag("g", *_circle(wheel), **{"class": "circle"}),
        tag("g", *(_lead(wheel, label) for label in wheel.labels), **{"class": "leads"}),
        _hand(wheel),
        tag("g", *(_item(wheel, spot) for spot in _by_size(wheel)), **{"class": "items"}),
        tag("g", *(_label(wheel, label) for label in wheel.labels), **{"class": "labels"}),
        headed=headed,
        data_circle=_circle_alone(wheel),
    )


def _circle_alone(wheel: Wheel) -> str:
    """The part of the sheet that a small screen has room for."""
    half = wheel.radius + 8
    left, top = wheel.centre.x - half, wheel.centre.y - half
    return f"{num(left)} {num(top)} {num(2 * half)} {num(2 * half)}"


# Round the circle -------------------------------------------------------------------------------------------------


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
        tag(
            "text",
            wheel.year,
            **text_at(centre.x, y, size),
            fill=NAVY,
            font_weight="bold",
            text_anchor="middle",
        )
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
        **text_at(centre.x, y, 15),
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
        **text_at(wheel.centre.x, y + BASELINE * 14, 14),
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
        tag("path", d=outline(tip, left, right), fill=INK, stroke="#ffffff"),
        **{"class": "hand"},
    )


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
    return tag("g", *parts, **data("item", spot.numbers), **_place(wheel, spot))


def _place(wheel: Wheel, spot: Spot) -> dict[str, str]:
    at = Point.on(wheel.centre, spot.radius, spot.angle)
    return {"data-at": f"{num(at.x)} {num(at.y)}"}


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
    return tag("g", *parts, **data("lead", label.numbers))


def _label(wheel: Wheel, label: Label) -> Markup:
    size, toward = wheel.text_size, 1 if label.to_the_right else -1
    y = label.anchor.y
    items = [wheel.items[number - 1] for number in label.numbers]
    parts = [tag("title", "\n".join(item.said for item in items))]
    if label.marked:
        middle = Point(label.anchor.x - toward * size * 0.62, y)
        parts.append(shape(label.mark, middle, size * 0.42) if label.mark else dash(middle, size * 0.42))
    when = tag("tspan", label.when, font_weight="bold") if label.when else Markup()
    texts: tuple[str, ...] = (when, " ", label.title) if label.to_the_right else (label.title, " ", when)
    parts.append(
        tag(
            "text",
            *(texts if label.when else (label.title,)),
            **text_at(label.anchor.x, y + BASELINE * size, size),
            text_anchor="start" if label.to_the_right else "end",
            fill=INK if label.marked else GREY,
        )
    )
    return tag("g", *parts, **data("label", label.numbers))
