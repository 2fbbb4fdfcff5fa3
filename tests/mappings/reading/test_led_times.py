"""A last day that stands above a list, and numbers of paragraphs that are no days."""

from __future__ import annotations

import pytest

from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_deadlines import HEADS

LED = [
    ("sv", "## Hallen\n\nFöre jul:\n- byta lampor\n- golvet slipas (Ove)\n", "2027-12-20"),
    ("sv", "## Hallen\n\nUnder våren ska styrelsen:\n- köpa bollar\n- ringa kommunen\n", "2027-05-31"),
    ("sv", "## Senast 1 mars\n\n- Samla in avgifter\n- Putsa fönster\n", "2027-03-01"),
    ("en", "## Boats\n\nTo be done by 1 May:\n- varnish the oars\n- order new seats\n", "2027-05-01"),
    ("en", "## Boats\n\nBy the end of June\n- paint the shed\n- fit new locks\n", "2027-06-30"),
    ("da", "## Hallen\n\nSkal gøres inden 1. april:\n- bestille bolde\n- købe net\n", "2027-04-01"),
    ("da", "## Frist 1. oktober\n\n- Søge kommunen om penge\n- Male bommen\n", "2027-10-01"),
    ("nb", "## Innen påske\n\n- Vaske velhuset (Tor)\n- Olje benkene\n", "2027-03-24"),
    ("nn", "## Frist 15. mai\n\n- Rydde naustet\n- Måle døra (Siv)\n", "2027-05-15"),
]


@pytest.mark.parametrize(("code", "text", "day"), LED)
def test_a_list_has_the_last_day_that_stands_above_it(code: str, text: str, day: str) -> None:
    actions = reading(HEADS[code] + text, code).actions
    assert [str(one.due.latest) for one in actions] == [day, day]


@pytest.mark.parametrize(("code", "text", "day"), [LED[0], LED[3], LED[7]])
def test_a_time_above_a_list_is_nobody(code: str, text: str, day: str) -> None:
    named = {name for one in reading(HEADS[code] + text, code).actions for name in one.responsible}
    assert named <= {"Ove", "Tor"}


def test_a_meeting_that_decided_sets_no_day_for_what_it_decided() -> None:
    text = "## Hallen\n\nÅrsmötet den 14 mars beslutade att\n- styrelsen byter lås\n- kassören söker bidrag\n"
    assert all(one.due.latest is None for one in reading(HEADS["sv"] + text, "sv").actions)


NUMBERED = [
    ("sv", "## 3. Trivsel\n\n3.1 Rådet skriver till regionen.\n\n3.2 Kassören söker bidrag.\n"),
    ("nb", "## 4. Trivsel\n\n4.1 Rådet svarer på høringer.\n\n4.2 Styret søker tilskudd ved behov.\n"),
    ("da", "## 5. Trivsel\n\n5.1 Rådet svarer på høringer.\n\n5.2 Kassereren søger tilskud.\n"),
]


@pytest.mark.parametrize(("code", "text"), NUMBERED)
def test_the_number_of_a_paragraph_is_no_day(code: str, text: str) -> None:
    found = reading(HEADS[code] + text, code)
    assert [one.due.latest for one in found.actions] == [None, None]
    assert not found.meetings_and_events
