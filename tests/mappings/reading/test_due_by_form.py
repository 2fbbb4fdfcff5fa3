"""When something is to be done, in ways of saying it that are no plain date."""

from __future__ import annotations

import pytest

from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_deadlines import HEADS

DUES = [
    ("sv", "- Byta batteri omgående", "omgående", None),
    ("sv", "- Måla staketet innan hösten är slut", "innan hösten är slut", "2027-11-30"),
    ("sv", "- Lampor byts även i år av Gun Sund.", None, None),
    ("sv", "- Byta lampor före första advent", "före första advent", "2027-11-27"),
    ("en", "- A petition is to be handed in by the Secretary on or before 10 May.", "on or before 10 May", "2027-05-10"),
    ("en", "- Simplify the form without delay", "without delay", None),
    ("en", "- Paint the boats before summer is over", "before summer is over", "2027-08-31"),
    ("nn", "- Telje gjester før hausten er omme", "før hausten er omme", "2027-11-30"),
    ("nn", "- Registrere båtane innan juni er ute", "innan juni er ute", "2027-06-30"),
    ("nn", "- Matsalen vert i år som i fjor styrt av hagelaget.", None, None),
    ("nb", "- Bytte batteri med det samme", "med det samme", None),
    ("da", "- Skifte batteri straks", "straks", None),
    ("da", "- Tælle stole inden juni er omme", "inden juni er omme", "2027-06-30"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "phrase", "day"), DUES)
def test_the_time_is_read_in_whatever_form(code: str, text: str, phrase: str | None, day: str | None) -> None:
    (action,) = reading(HEADS[code] + text, code).actions
    assert (action.due.phrase, str(action.due.latest) if action.due.latest else None) == (phrase, day)


def test_what_the_subject_is_for_sets_no_day() -> None:
    head = "# Verksamhetsplan 2027\n## Möten\n- Vårkonsert lördag den 22 maj\n## Hus\n"
    found = reading(f"{head}- Noterna till vårkonserten delas ut i januari av körledaren.", "sv")
    assert [str(one.due.latest) for one in found.actions] == ["2027-01-31"]


def test_each_half_year_is_a_cadence_and_nobody() -> None:
    (action,) = reading(
        HEADS["en"] + "- Every half-year the Youth Council presents its wishes.", "en"
    ).actions
    assert (action.responsible, action.due.cadence) == (("the Youth Council",), "half-yearly")
