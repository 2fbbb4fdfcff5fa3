"""Whatever a calendar is laid out like, and however its days are written: it is read whole, and nothing else is."""

from __future__ import annotations

import pytest

from benchmarks.scoring import likeness
from tests.mappings.reading.calendars import LAYOUTS, UNSETTLED, WORDS, Entry, made, ways
from tests.mappings.reading.not_yet import known_to_fail
from tests.mappings.reading.notation import reading


def missed(layout: str, way: str, code: str, seed: int = 0) -> tuple[list[Entry], list[Entry]]:
    """What of a calendar is not read, and what is read that it does not say."""
    calendar = made(layout, way, code, seed)
    left = [(one.date, one.title) for one in reading(calendar.text, code).meetings_and_events]
    lacking = []
    for day, title in calendar.wanted:
        found = next((one for one in left if one[0] == day and likeness(title, one[1]) > 0), None)
        if found is None:
            lacking.append((day, title))
        else:
            left.remove(found)
    return lacking, [(day, title) for day, title in left if day is not None]


CASES = [
    (layout, way, list(WORDS)[(number + turn) % len(WORDS)])
    for number, layout in enumerate(LAYOUTS)
    for turn, way in enumerate(ways(layout))
]
"""Every layout with every way of writing a day, the languages in turn."""
SETTLED = [case for case in CASES if (case[2], case[1]) not in UNSETTLED]

NOT_YET = {
    ("table tdw", "Monday 8 March", "nb"),
    ("cell by cell", "2027-03-08", "en"),
}
"""What no rule reads rightly yet: whatever comes right has to leave."""


@pytest.mark.parametrize(("layout", "way", "code"), known_to_fail(SETTLED, NOT_YET))
def test_it_is_read_whole_and_nothing_else(layout: str, way: str, code: str) -> None:
    assert missed(layout, way, code) == ([], [])
