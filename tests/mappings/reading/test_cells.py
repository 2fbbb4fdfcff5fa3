"""The cells of a calendar's table: each day in them takes the name that stands with it, however the cell is written."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from config.language import language
from mappings.blocks import Block, Cell, Run, TableRow, plain
from mappings.reading.model import Gathering
from mappings.reading.read import read
from tests.mappings.reading.notation import document

FORMS_OF_CELLS = (
    # a first row that the sheet takes for its head
    ("sv", "| 9 mars | Städdag |\n| 13 maj | Årsmöte |\n| 6 augusti | Kräftskiva |", "03-09 05-13 08-06"),
    (
        "en",
        "| Tuesday 9 March | Work day |\n| 13 May | AGM |\n| 6 August | Harvest fair |",
        "03-09 05-13 08-06",
    ),
    ("nb", "| 09.03. | Dugnad |\n| 13.05. | Årsmøte |\n| 06.08. | Sommerfest |", "03-09 05-13 08-06"),
    # whole dates below the heading of a body
    (
        "da",
        "| Måned | Bestyrelsen | Udvalget |\n| Januar | 6. januar | 27. januar |\n| Marts | lørdag 6. marts | |\n| Maj | 4. maj 2027 | 5. maj |",
        "01-06 01-27 03-06 05-04 05-05",
    ),
    # bare numbers after the names, in one row and on lines
    (
        "sv",
        "| Månad | Aktivitet |\n| Januari | Vårfest, 6 |\n| Mars | Kurs, 9; Höstmarknad, 20 |\n| Maj | Basar, 30 |",
        "01-06 03-09 03-20 05-30",
    ),
    (
        "nn",
        "| Månad | Tilskiping |\n| Januar | Vårfest (6) |\n| Mars | Kurs (9), Basar (20), Dugnad (28) |",
        "01-06 03-09 03-20 03-28",
    ),
    (
        "en",
        "| Month | Event |\n| March | Quiz night 9 |\n| May | Fair 26 |\n| June | Members' supper 13 |",
        "03-09 05-26 06-13",
    ),
    (
        "en",
        "| Month | Event |\n| March | 6 March Quiz night, 20 March Flea market |\n| May | 1 May Fair and 9 May Supper |",
        "03-06 03-20 05-01 05-09",
    ),
    # a weekday before the day belongs to it
    (
        "nb",
        "| Måned | Hva skjer |\n| Mai | mandag 3. – Dugnad |\n| Juni | tors. 10/6 Sommerfest |\n| Juli | lør. 31/7 Regatta |",
        "05-03 06-10 07-31",
    ),
)


@pytest.mark.parametrize(("code", "table", "days"), FORMS_OF_CELLS)
def test_each_day_of_a_cell_takes_the_name_beside_it(code: str, table: str, days: str) -> None:
    found = _read(table, code)
    assert " ".join(f"{one.date:%m-%d}" for one in found if one.date) == days
    assert all(re.search(r"[^\W\d_]{3}", one.title) and not re.search(r"\d", one.title) for one in found)


FORMS_OF_COLUMNS = (
    # no heading: a number, a weekday, whoever is responsible stands before the day
    (
        "sv",
        "| 1 | 9 mars | Städdag |\n| 2 | 13 maj | Årsmöte |\n| 3 | 6 augusti | Kräftskiva |",
        "03-09 05-13 08-06",
    ),
    (
        "da",
        "| tirsdag | 9/3 | Loppemarked |\n| torsdag | 13/5 | Generalforsamling |\n| fredag | 6/8 | Sommerfest |",
        "03-09 05-13 08-06",
    ),
    (
        "nb",
        "| Kari | 9. mars | Dugnad |\n| Ola | 13. mai | Årsmøte |\n| Kari | 6. august | Sommerfest |",
        "03-09 05-13 08-06",
    ),
    # the day, the clock and the place under one heading
    (
        "nn",
        "| Aktivitet | Tid og stad |\n| Dugnad | 9. mars kl. 18, Naustet |\n| Årsmøte | 13. mai kl. 19, Skulen |\n| Fest | 6. august |",
        "03-09 05-13 08-06",
    ),
    # the day behind the name in the same cell
    (
        "en",
        "| Event | Place |\n| Work day, 9 March | Jetty |\n| Members' meeting, 13 May | Library |\n| Fair, 6 August | Green |",
        "03-09 05-13 08-06",
    ),
    # cells with as many lines
    ("en", "| Activity | Date |\n| Quiz night | 9 March⏎20 May |\n| Fair | 6 August |", "03-09 05-20 08-06"),
    # names down, their days beside them
    (
        "sv",
        "| Styrelsen | 9 mars | 4 maj | 7 september |\n| Festkommittén | 2 mars | 11 maj | 9 september |",
        "03-02 03-09 05-04 05-11 09-07 09-09",
    ),
    # entries that a cell lists
    (
        "da",
        "| Måned | Aktivitet |\n| Marts | • 9. Loppemarked⏎• 20. Banko |\n| Maj | – 4. Forårsfest |",
        "03-09 03-20 05-04",
    ),
    (
        "nb",
        "| Måned | Dato | Hva |\n| Mars | 9⏎20 | Dugnad⏎Årsmøte |\n| Mai | 4 | Basar |",
        "03-09 03-20 05-04",
    ),
)


@pytest.mark.parametrize(("code", "table", "days"), FORMS_OF_COLUMNS)
def test_each_column_is_known_by_what_its_cells_hold(code: str, table: str, days: str) -> None:
    found = _read(table, code)
    assert " ".join(sorted(f"{one.date:%m-%d}" for one in found if one.date)) == days
    assert all(re.search(r"[^\W\d_]{3}", one.title) and not re.search(r"\d", one.title) for one in found)
    weekdays = {day for name in ("sv", "nb", "nn", "da", "en") for day in language(name).weekdays}
    assert not {one.title.casefold() for one in found} & weekdays


def _read(table: str, code: str) -> tuple[Gathering, ...]:
    """The gatherings of a table; ⏎ parts the lines of one cell."""
    title = "Plan 2027" if code == "en" else "Årsplan 2027"
    plan = document(f"{title}\n\n# 2027\n\n{table}", code)
    return read(replace(plan, blocks=tuple(map(_with_lines, plan.blocks)))).meetings_and_events


def _with_lines(block: Block) -> Block:
    if not isinstance(block, TableRow):
        return block
    cells = tuple(Cell((Run(plain(cell.runs).replace("⏎", "\n")),)) for cell in block.cells)
    return replace(block, cells=cells)
