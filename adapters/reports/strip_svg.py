"""A plan's years as one SVG strip: readable alone, in a page and on paper, in colour and without. Runs and fetches nothing."""

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
    straight,
    tag,
    text_at,
)
from mappings.plan_to_strip import MONTHS, NAME_LINE, SMALL_SIZE, YEAR_SIZE, YEARS
from mappings.wheel import MARGIN, Label, Place, Point, Row, Span, Strip

LEAST_MONTH = 14.0  # a narrower month has no line of its own
QUARTER = 3
SLACK = 0.12  # the share of a text's room that it leaves empty in most fonts
TINT = 0.13  # how much of a state's colour a bar has


def render(strip: Strip, *, headed: bool = True) -> str:
    """The whole picture, ending in one line break."""
    return sheet(
        strip,
        tag("g", *_ground(strip), **{"class": "ground"}),
        _hand(strip),
        tag("g", *(_string(label) for label in strip.labels if label.line), **{"class": "leads"}),
        tag("g", *(_item(strip, place) for place in _bars_first(strip)), **{"class": "items"}),
        tag("g", *(_label(strip, label) for label in strip.labels), **{"class": "labels"}),
        headed=headed,
    )


# The ground -------------------------------------------------------------------------------------------------------


def _ground(strip: Strip) -> list[Markup]:
    """Rows with their names, years, months and the lines between them."""
    below = strip.top + YEARS + MONTHS
    parts = [
        tag("rect", **_box(MARGIN, row.top, strip.right, row.bottom), fill=GROUNDS[n % 2])
        for n, row in enumerate(strip.rows)
    ]
    parts.append(tag("rect", **_box(strip.left, strip.top, strip.right, strip.top + YEARS), fill=NAVY))
    parts.append(tag("rect", **_box(strip.left, strip.top + YEARS, strip.right, below), fill=GROUNDS[0]))
    parts += _months(strip, below)
    parts += [_down(strip.left, below, strip.bottom, FAINT), _down(strip.right, below, strip.bottom, FAINT)]
    for number, year in enumerate(strip.years):
        if number:
            parts.append(_down(year.start, strip.top, strip.top + YEARS, "#ffffff"))
            parts.append(_down(year.start, strip.top + YEARS, strip.bottom, FAINT, "1.6"))
        parts.append(_named(year, strip.top + YEARS / 2, YEAR_SIZE, "#ffffff", "bold"))
    parts += [
        straight(Point(MARGIN, y), Point(strip.right, y), PALE)
        for y in (*(row.top for row in strip.rows), strip.bottom)
    ]
    parts += [_name(row) for row in strip.rows]
    return parts


def _months(strip: Strip, below: float) -> list[Markup]:
    """Their names, and a line between each two or, where they are narrow, between quarters."""
    parts: list[Markup] = []
    narrow = strip.months[0].end - strip.months[0].start < LEAST_MONTH
    size = min(12.5, SMALL_SIZE if narrow else (strip.months[0].end - strip.months[0].start) * 0.42)
    for number, month in enumerate(strip.months):
        if number and not (narrow and number % QUARTER):
            parts.append(_down(month.start, below - MONTHS, strip.bottom, PALE, "0.8"))
        if month.name:
            parts.append(_named(month, below - MONTHS / 2, size, NAVY, "normal"))
    return parts


def _down(x: float, top: float, bottom: float, colour: str, wide: str | None = None) -> Markup:
    return straight(Point(x, top), Point(x, bottom), colour, wide)


def _box(left: float, top: float, right: float, bottom: float) -> dict[str, str]:
    return {"x": num(left), "y": num(top), "width": num(right - left), "height": num(bottom - top)}


def _named(span: Span, y: float, size: float, colour: str, weight: str) -> Markup:
    return tag(
        "text",
        span.name,
        **text_at((span.start + span.end) / 2, y + BASELINE * size, size),
        fill=colour,
        font_weight=weight,
        text_anchor="middle",
    )


def _name(row: Row) -> Markup:
    """The row's name, from its upper edge down."""
    size, line = row.size, row.size * NAME_LINE
    middle = row.top + 6 + line / 2
    lines = [
        tag("text", text, **text_at(MARGIN + 8, middle + n * line + BASELINE * size, size))
        for n, text in enumerate(row.lines)
    ]
    return tag("g", *lines, **{"class": "name"}, fill=NAVY, font_weight="bold")


def _hand(strip: Strip) -> Markup:
    """The day of the strip: a line through all rows, and a sign above the years."""
    if strip.hand is None:
        return Markup()
    x, top, below = strip.hand, strip.top, strip.top + YEARS + MONTHS
    sign = outline(Point(x, top - 1), Point(x - 7, top - 13), Point(x + 7, top - 13))
    late = x > strip.right - 100
    day = tag(
        "text",
        strip.today,
        **text_at(x - 11 if late else x + 11, top - 3, 12.5),
        font_weight="bold",
        text_anchor="end" if late else "start",
    )
    return tag(
        "g",
        _down(x, below, strip.bottom, "#ffffff", "5"),
        _down(x, below, strip.bottom, INK, "2"),
        tag("path", d=sign, fill=INK),
        day,
        **{"class": "hand"},
    )


# Items ------------------------------------------------------------------------------------------------------------


def _bars_first(strip: Strip) -> list[Place]:
    """So that marks lie over them."""
    return sorted(strip.places, key=lambda place: (place.start is None, place.number))


def _item(strip: Strip, place: Place) -> Markup:
    item = strip.items[place.number - 1]
    colour = COLOURS[item.mark.tone] if item.mark else NAVY
    parts = [tag("title", "\n".join(strip.items[number - 1].said for number in place.numbers))]
    if place.start is not None and place.end is not None:
        parts.append(_bar(strip, place, place.start, place.end, colour))
    parts.append(shape(item.mark, place.at, place.size) if item.mark else dash(place.at, place.size))
    if place.others:
        around = {"cx": num(place.at.x), "cy": num(place.at.y), "r": num(place.size + 1.2)}
        parts.append(tag("circle", **around, fill="none", stroke=colour))
    return tag(
        "g", *parts, **data("item", place.numbers), **{"data-at": f"{num(place.at.x)} {num(place.at.y)}"}
    )


def _bar(strip: Strip, place: Place, start: float, end: float, colour: str) -> Markup:
    half = min(strip.lane * 0.42, strip.text_size * 0.66)
    return tag(
        "rect",
        **_box(start, place.at.y - half, end, place.at.y + half),
        rx="2",
        fill=colour,
        fill_opacity=f"{TINT}",
        stroke=colour,
        stroke_opacity="0.6",
    )


def _label(strip: Strip, label: Label) -> Markup:
    """The text, on a ground of its own where a line would run through it."""
    size, items = strip.text_size, [strip.items[number - 1] for number in label.numbers]
    parts = [tag("title", "\n".join(item.said for item in items))]
    parts += [_clear(strip, label, x) for x in _lines_through(strip, label)]
    when = tag("tspan", label.when, font_weight="bold") if label.when else Markup()
    parts.append(
        tag(
            "text",
            *((when, " ", label.title) if label.when else (label.title,)),
            **text_at(label.anchor.x, label.anchor.y + BASELINE * size, size),
            text_anchor="start" if label.to_the_right else "end",
            fill=INK if label.marked else GREY,
        )
    )
    return tag("g", *parts, **data("label", label.numbers))


def _string(label: Label) -> Markup:
    """Through the marks of what recurs, like beads."""
    return tag("g", straight(label.line[0], label.line[-1], FAINT, "1.6"), **data("lead", label.numbers))


def _lines_through(strip: Strip, label: Label) -> list[float]:
    """Where the day of the strip, or the end of a year, would run through the text."""
    down = [year.start for year in strip.years[1:]] + ([] if strip.hand is None else [strip.hand])
    left, right = label.box.left, label.box.right
    slack = SLACK * (right - left)  # on its far side
    left, right = (left, right - slack) if label.to_the_right else (left + slack, right)
    return [x for x in down if left - 3 < x < right + 3]


def _clear(strip: Strip, label: Label, x: float) -> Markup:
    """Nothing behind the letters, just about a line."""
    half = strip.text_size * 0.5
    left, right = max(x - 4, label.box.left - 2), min(x + 4, label.box.right + 2)
    box = _box(left, label.anchor.y - half, right, label.anchor.y + half)
    return tag("rect", **box, fill=_ground_of(strip, label))


def _ground_of(strip: Strip, label: Label) -> str:
    """What the text stands on: the row, or its bar."""
    row = next((n for n, row in enumerate(strip.rows) if row.top <= label.anchor.y < row.bottom), 0)
    ground = GROUNDS[row % 2]
    place = next((one for one in strip.places if one.number == label.numbers[0]), None)
    if place is None or place.start is None or place.end is None or label.box.left < place.start:
        return ground
    mark = strip.items[place.number - 1].mark
    return _over(COLOURS[mark.tone] if mark else NAVY, ground) if label.box.right <= place.end else ground


def _over(colour: str, ground: str) -> str:
    """The colour as a bar shows it on this ground."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + bytes(round(TINT * over + (1 - TINT) * under) for over, under in pairs).hex()
