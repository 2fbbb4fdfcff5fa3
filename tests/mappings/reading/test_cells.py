"""The cells of a calendar's table: each day in them takes the name that stands with it, however the cell is written."""

from __future__ import annotations

import re

import pytest

from tests.mappings.reading.notation import reading

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
    top = {
        "sv": "Årsplan 2027",
        "nb": "Årsplan 2027",
        "nn": "Årsplan 2027",
        "da": "Årsplan 2027",
        "en": "Plan 2027",
    }
    found = reading(f"{top[code]}\n\n# 2027\n\n{table}", code).meetings_and_events
    assert " ".join(f"{one.date:%m-%d}" for one in found if one.date) == days
    assert all(re.search(r"[^\W\d_]{3}", one.title) and not re.search(r"\d", one.title) for one in found)
