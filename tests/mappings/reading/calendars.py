"""Calendars as boards lay them out, made up: every layout with every way of writing a day, in every language. Reads nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from config.language import language

Entry = tuple[date, str]
"""A day and what is held on it."""
Writes = Callable[[str, date], str]
"""A day as somebody writes it in a language."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a calendar in one language is made of."""

    head: str
    titles: tuple[str, ...]
    columns: tuple[str, str, str, str, str]  # month, date, what, who, where
    names: tuple[str, ...]
    places: tuple[str, ...]
    bodies: tuple[str, str, str]
    quarters: tuple[str, str, str, str]
    halves: tuple[str, str]
    weekdays: tuple[str, ...]  # as they are shortened
    says: tuple[str, ...]  # sentences with a title and a day
    both: str
    clock: str


WORDS = {
    "sv": Words(
        "# Norra roddklubben\n\n# Årsplan 2027\n\nFöreningen är till för alla som inte kan låta bli att ro.\n\n## Kalender\n\n",
        (
            "Styrelsemöte",
            "Årsmöte",
            "Vårfest",
            "Loppmarknad",
            "Temakväll om svampar",
            "Studiebesök på Lövsta kvarn",
            "Höstmarknad",
            "Kräftskiva",
            "Kurs i första hjälpen",
            "Julbord",
            "Friluftsdag",
            "Medlemsmöte",
            "Öppet hus",
            "Städdag vid bryggan",
        ),
        ("Månad", "Datum", "Aktivitet", "Ansvarig", "Plats"),
        ("Anna Ek", "Styrelsen", "Festkommittén", "Bo", "Kassören"),
        ("Klubbhuset", "Biblioteket"),
        ("Styrelsen", "Årsmötet", "Arbetsutskottet"),
        ("Första kvartalet", "Andra kvartalet", "Tredje kvartalet", "Fjärde kvartalet"),
        ("Våren", "Hösten"),
        ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
        ("{d} är det dags för {t}.", "Vi ordnar {t} {d}.", "{t} hålls {d}.", "{d} håller vi {t}."),
        " och ",
        "kl. 18.30",
    ),
    "nb": Words(
        "# Nordbygda turlag\n\n# Årsplan 2027\n\nLaget er til for alle som ikke vil sitte hjemme.\n\n## Kalender\n\n",
        (
            "Styremøte",
            "Årsmøte",
            "Vårfest",
            "Loppemarked",
            "Temakveld om sopp",
            "Besøk på Lia gård",
            "Høstmarked",
            "Sommeravslutning",
            "Kurs i førstehjelp",
            "Julebord",
            "Friluftsdag",
            "Medlemsmøte",
            "Åpent hus",
            "Dugnad på brygga",
        ),
        ("Måned", "Dato", "Aktivitet", "Ansvarlig", "Sted"),
        ("Anna Lie", "Styret", "Festkomiteen", "Bo", "Kassereren"),
        ("Klubbhuset", "Biblioteket"),
        ("Styret", "Årsmøtet", "Arbeidsutvalget"),
        ("Første kvartal", "Andre kvartal", "Tredje kvartal", "Fjerde kvartal"),
        ("Våren", "Høsten"),
        ("man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn."),
        ("{d} er det {t}.", "Vi arrangerer {t} {d}.", "{t} holdes {d}.", "{d} holder vi {t}."),
        " og ",
        "kl. 18.30",
    ),
    "nn": Words(
        "# Nordbygda songlag\n\n# Årsplan 2027\n\nLaget er til for alle som ikkje vil sitje heime.\n\n## Kalender\n\n",
        (
            "Styremøte",
            "Årsmøte",
            "Vårfest",
            "Loppemarknad",
            "Temakveld om sopp",
            "Vitjing på Lia gard",
            "Haustmarknad",
            "Sommaravslutning",
            "Kurs i førstehjelp",
            "Julebord",
            "Friluftsdag",
            "Medlemsmøte",
            "Ope hus",
            "Dugnad på brygga",
        ),
        ("Månad", "Dato", "Aktivitet", "Ansvarleg", "Stad"),
        ("Anna Lie", "Styret", "Festnemnda", "Bo", "Kasseraren"),
        ("Klubbhuset", "Biblioteket"),
        ("Styret", "Årsmøtet", "Arbeidsutvalet"),
        ("Første kvartal", "Andre kvartal", "Tredje kvartal", "Fjerde kvartal"),
        ("Våren", "Hausten"),
        ("mån.", "tys.", "ons.", "tors.", "fre.", "lau.", "sun."),
        ("{d} er det {t}.", "Me skipar til {t} {d}.", "{t} vert halde {d}.", "{d} held me {t}."),
        " og ",
        "kl. 18.30",
    ),
    "da": Words(
        "# Nordby sejlklub\n\n# Årsplan 2027\n\nKlubben er til for alle, der ikke kan lade være med at sejle.\n\n## Kalender\n\n",
        (
            "Bestyrelsesmøde",
            "Generalforsamling",
            "Forårsfest",
            "Loppemarked",
            "Temaaften om svampe",
            "Besøg på Lund mølle",
            "Høstmarked",
            "Sommerafslutning",
            "Kursus i førstehjælp",
            "Julefrokost",
            "Friluftsdag",
            "Medlemsmøde",
            "Åbent hus",
            "Arbejdsdag ved broen",
        ),
        ("Måned", "Dato", "Aktivitet", "Ansvarlig", "Sted"),
        ("Anna Lund", "Bestyrelsen", "Festudvalget", "Bo", "Kassereren"),
        ("Klubhuset", "Biblioteket"),
        ("Bestyrelsen", "Repræsentantskabet", "Forretningsudvalget"),
        ("1. kvartal", "2. kvartal", "3. kvartal", "4. kvartal"),
        ("Forår", "Efterår"),
        ("man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn."),
        ("{d} er der {t}.", "Vi arrangerer {t} {d}.", "{t} holdes {d}.", "{d} holder vi {t}."),
        " og ",
        "kl. 18.30",
    ),
    "en": Words(
        "# Northern Rowing Club\n\n# Annual plan 2027\n\nThe club is for all those who cannot stay away from the water.\n\n## Calendar\n\n",
        (
            "Committee meeting",
            "Annual general meeting",
            "Spring party",
            "Flea market",
            "Talk on mushrooms",
            "Visit to Lund mill",
            "Harvest market",
            "Summer outing",
            "First aid course",
            "Christmas dinner",
            "Open air day",
            "Members' meeting",
            "Open house",
        ),
        ("Month", "Date", "Activity", "Responsible", "Place"),
        ("Anna Lake", "The committee", "Events team", "Bo", "The treasurer"),
        ("Clubhouse", "Library"),
        ("Board", "Council", "Executive"),
        ("First quarter", "Second quarter", "Third quarter", "Fourth quarter"),
        ("Spring", "Autumn"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        ("{t} is on {d}.", "We hold our {t} on {d}.", "{t} takes place on {d}.", "On {d} there is the {t}."),
        " and ",
        "7pm",
    ),
}


# Days -------------------------------------------------------------------------------------------------------------


def _month(code: str, day: date) -> str:
    return language(code).months[day.month - 1]


def _point(code: str) -> str:
    return "" if code in {"sv", "en"} else "."


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _weekday(code: str, day: date) -> str:
    return language(code).weekdays[day.weekday()]


def _the(code: str, day: date) -> str:
    return _ordinal(day.day) if code == "en" else f"den {day.day}{_point(code)}"


WHOLE: dict[str, Writes] = {
    "8 March": lambda code, day: f"{day.day}{_point(code)} {_month(code, day)}",
    "8/3": lambda _, day: f"{day.day}/{day.month}",
    "08.03.": lambda code, day: f"{day.day}.{day.month}" if code == "sv" else f"{day.day:02}.{day.month:02}.",
    "Monday 8 March": lambda code, day: f"{_weekday(code, day)} {day.day}{_point(code)} {_month(code, day)}",
    "Mon 8/3": lambda code, day: f"{WORDS[code].weekdays[day.weekday()]} {day.day}/{day.month}",
    "the 8th March": lambda code, day: f"{_the(code, day)} {_month(code, day)}",
    "2027-03-08": lambda _, day: day.isoformat(),
    "8 March 2027": lambda code, day: f"{day.day}{_point(code)} {_month(code, day)} {day.year}",
    "08.03.2027": lambda _, day: f"{day:%d.%m.%Y}",
}
"""Days that say their month."""
BELOW: dict[str, Writes] = {
    "8.": lambda _, day: f"{day.day}.",
    "the 8th": _the,
    "Monday 8": lambda code, day: f"{_weekday(code, day)} {day.day}{_point(code)}",
    "Mon 8": lambda code, day: f"{WORDS[code].weekdays[day.weekday()]} {day.day}{_point(code)}",
}
"""Days below their month."""
UNSETTLED = {("en", "8/3"), ("en", "08.03."), ("en", "Mon 8/3")}
"""Which of the two is the month is a question."""


# Layouts ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Made:
    """A document in the notation of ``tests.mappings.reading.notation``, and what it says."""

    text: str
    wanted: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a layout is filled with."""

    code: str
    entries: tuple[Entry, ...]
    writes: Writes
    drawn: random.Random

    @property
    def words(self) -> Words:
        return WORDS[self.code]

    def day(self, day: date) -> str:
        return self.writes(self.code, day)

    def named(self, day: date) -> str:
        """Its month, as a heading."""
        return _capital(_month(self.code, day))

    def who(self) -> str:
        return self.drawn.choice(self.words.names)

    def where(self) -> str:
        return self.drawn.choice(self.words.places)

    def months(self) -> Iterator[tuple[str, list[Entry]]]:
        for _, entries in groupby(self.entries, lambda entry: entry[0].month):
            found = list(entries)
            yield self.named(found[0][0]), found


Lays = Callable[[Sheet], str | Made]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def below_months(heading: str, line: str) -> Lays:
    """A line for each entry below its month."""

    def lays(sheet: Sheet) -> str:
        parts = []
        for month, entries in sheet.months():
            parts.append(heading.format(m=month))
            parts += [line.format(d=sheet.day(day), t=title) for day, title in entries]
        return "\n\n".join(parts)

    return lays


def lines(line: str) -> Lays:
    """A line for each entry."""

    def lays(sheet: Sheet) -> str:
        return "\n\n".join(
            line.format(d=sheet.day(day), t=title, w=sheet.who(), p=sheet.where(), k=sheet.words.clock)
            for day, title in sheet.entries
        )

    return lays


def table(columns: str, *, headed: bool = True) -> Lays:
    """Columns by their letters: month, day, title, who, place."""

    def lays(sheet: Sheet) -> str:
        names = dict(zip("mdtwp", sheet.words.columns, strict=True))
        rows = [_row(*(names[one] for one in columns))] if headed else []
        last = ""
        for day, title in sheet.entries:
            month = sheet.named(day)
            cells = {"m": "" if month == last else month, "d": sheet.day(day), "t": title}
            cells |= {"w": sheet.who(), "p": sheet.where()}
            rows.append(_row(*(cells[one] for one in columns)))
            last = month
        return "\n".join(rows)

    return lays


def in_cells(entry: str, between: str) -> Lays:
    """A row for each month, with its entries in one cell."""

    def lays(sheet: Sheet) -> str:
        rows = [_row(sheet.words.columns[0], sheet.words.columns[2])]
        for month, entries in sheet.months():
            said = [entry.format(d=sheet.day(day), t=title) for day, title in entries]
            rows.append(_row(month, between.join(said)))
        return "\n".join(rows)

    return lays


def matrix(sheet: Sheet) -> Made:
    """Months down, bodies across, days in the cells."""
    rows, wanted = [_row(sheet.words.columns[0], *sheet.words.bodies)], []
    for month in (1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12):
        cells = []
        for number, body in enumerate(sheet.words.bodies):
            day = date(2027, month, sheet.drawn.randint(1, 28))
            held = number == 0 or (month + number) % 3 == 0
            cells.append(sheet.day(day) if held else "")
            wanted += [(day, body)] if held else []
        rows.append(_row(sheet.named(date(2027, month, 1)), *cells))
    return Made("\n".join(rows), tuple(wanted))


def turned_matrix(sheet: Sheet) -> Made:
    """Bodies down, months across."""
    months = range(1, 7)
    rows, wanted = [_row("", *(sheet.named(date(2027, month, 1)) for month in months))], []
    for number, body in enumerate(sheet.words.bodies):
        cells = []
        for month in months:
            day = date(2027, month, sheet.drawn.randint(1, 28))
            held = number == 0 or (month + number) % 2 == 0
            cells.append(sheet.day(day) if held else "")
            wanted += [(day, body)] if held else []
        rows.append(_row(body, *cells))
    return Made("\n".join(rows), tuple(wanted))


def of_one(form: str, between: str, last: str | None = None) -> Lays:
    """Days of one meeting that is named above or before them."""

    def lays(sheet: Sheet) -> Made:
        title, days = sheet.entries[0][1], [sheet.day(day) for day, _ in sheet.entries]
        said = (
            between.join(days) if last is None else f"{between.join(days[:-1])}{sheet.words.both}{days[-1]}"
        )
        return Made(form.format(t=title, d=said), tuple((day, title) for day, _ in sheet.entries))

    return lays


def parted(names: Callable[[Words], Sequence[str]], line: str) -> Lays:
    """Headings of quarters or halves."""

    def lays(sheet: Sheet) -> str:
        words, parts = names(sheet.words), []
        for number, name in enumerate(words):
            found = [entry for entry in sheet.entries if (entry[0].month - 1) * len(words) // 12 == number]
            if found:
                parts.append(f"### {name}")
                parts += [line.format(d=sheet.day(day), t=title) for day, title in found]
        return "\n\n".join(parts)

    return lays


def over_rows(sheet: Sheet) -> str:
    """A table in which each half of the year has a row of its own over it."""
    rows = [_row(*sheet.words.columns[1:4])]
    for number, name in enumerate(sheet.words.halves):
        found = [entry for entry in sheet.entries if (entry[0].month - 1) // 6 == number]
        rows += [_row(f"{name} 2027", "<", "<")] if found else []
        rows += [_row(sheet.day(day), title, sheet.who()) for day, title in found]
    return "\n".join(rows)


def months_over_rows(sheet: Sheet) -> str:
    """A table in which each month has a row of its own over it."""
    rows = [_row(*sheet.words.columns[1:4])]
    for month, entries in sheet.months():
        rows.append(_row(month, "<", "<"))
        rows += [_row(sheet.day(day), title, sheet.who()) for day, title in entries]
    return "\n".join(rows)


def cell_by_cell(sheet: Sheet) -> str:
    """A table that lost its cells: one a line."""
    cells = list(sheet.words.columns[1:4])
    for day, title in sheet.entries:
        cells += [sheet.day(day), title, sheet.who()]
    return "\n\n".join(cells)


def column_by_column(sheet: Sheet) -> str:
    """A table whose columns were read one after the other."""
    when, what, who = sheet.words.columns[1:4]
    days, titles = zip(*sheet.entries, strict=True)
    cells = [when, *map(sheet.day, days), what, *titles, who, *(sheet.who() for _ in days)]
    return "\n\n".join(cells)


def prose(sheet: Sheet) -> str:
    """Sentences in one paragraph."""
    says = sheet.words.says
    return " ".join(
        _capital(says[number % len(says)].format(d=sheet.day(day), t=_small(title)))
        for number, (day, title) in enumerate(sheet.entries)
    )


BOTH_WAYS: dict[str, Lays] = {
    "month, bullets d t": below_months("### {m}", "- {d} {t}"),
    "month, bullets d: t": below_months("### {m}", "- {d}: {t}"),
    "month, bullets t, d": below_months("### {m}", "- {t}, {d}"),
    "month, lines t d": below_months("{m}:", "{t} {d}"),
    "month, lines d – t": below_months("### {m}", "{d} – {t}"),
    "month alone, lines d t": below_months("{m}", "{d} {t}"),
    "cells of months, d t": in_cells("{d} {t}", "⏎"),
    "cells of months, t d": in_cells("{t} {d}", "⏎"),
    "matrix": matrix,
    "turned matrix": turned_matrix,
    "months over rows": months_over_rows,
}
"""Layouts that name the month: days may leave it out."""
WHOLE_DAYS: dict[str, Lays] = {
    **{f"lines {line}": lines(line) for line in ("{d} – {t}", "{d}: {t}", "{d} {t}", "{d}, {t}", "{t}, {d}")},
    **{
        f"lines {line}": lines(line)
        for line in ("- {t}: {d}", "- {t} ({d})", "{t} – {d}", "- {d}: {t} ({w})")
    },
    **{f"lines {line}": lines(line) for line in ("{d} {k} {t}, {p}", "- {t}, {p}, {d} {k}")},
    **{f"table {columns}": table(columns) for columns in ("dtw", "tdw", "dtwp", "wtd", "dwt")},
    **{f"table {columns} without a heading": table(columns, headed=False) for columns in ("dt", "dtw")},
    "heading names it, lines": of_one("### {t}\n\n{d}", "\n\n"),
    "heading names it, bullets": of_one("### {t}\n\n- {d}", "\n- "),
    "label, list": of_one("{t}: {d}.", ", "),
    "label, list with and": of_one("{t}: {d}", ", ", "and"),
    "day, then title": lines("{d}\n\n{t}"),
    "title as heading": lines("### {t}\n\n{d}, {k}, {p}."),
    "quarters": parted(lambda words: words.quarters, "- {t}, {d}"),
    "halves": parted(lambda words: words.halves, "{d} {t}"),
    "halves over rows": over_rows,
    "cell by cell": cell_by_cell,
    "column by column": column_by_column,
    "prose": prose,
}
BELOW_MONTHS: dict[str, Lays] = {f"table {columns}": table(columns) for columns in ("mdtw", "mtdw", "mtdp")}
LAYOUTS = BOTH_WAYS | WHOLE_DAYS | BELOW_MONTHS


def ways(layout: str) -> dict[str, Writes]:
    """How days may be written in this layout."""
    if layout in BOTH_WAYS:
        return WHOLE | BELOW
    return BELOW if layout in BELOW_MONTHS else WHOLE


def made(layout: str, way: str, code: str, seed: int = 0) -> Made:
    """A calendar of eight entries; the same for the same words."""
    drawn = random.Random(f"{layout} {way} {code} {seed}")
    days = [date(2027, 1, 1) + timedelta(number) for number in sorted(drawn.sample(range(365), 8))]
    titles = drawn.sample(WORDS[code].titles, 8)
    sheet = Sheet(code, tuple(zip(days, titles, strict=True)), ways(layout)[way], drawn)
    laid = LAYOUTS[layout](sheet)
    if isinstance(laid, str):
        return Made(WORDS[code].head + laid, sheet.entries)
    return Made(WORDS[code].head + laid.text, laid.wanted)
