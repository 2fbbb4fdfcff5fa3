"""Whom one tells by when that one comes, with a number to call: work by its last day, and the number counts nothing."""

from __future__ import annotations

from datetime import date

import pytest

from tests.mappings.reading.notation import reading

SIGNED_UP = [
    ("sv", "# Program 2027\n\n- 3 juni: Utflykt. Anmälan till Siv, tel 070-000 12 34, senast 20 maj."),
    ("da", "# Program 2027\n\n- 3. juni: Udflugt. Tilmelding til Bo (tlf. 40 00 00 12) senest 20. maj."),
    ("nb", "# Program 2027\n\n- 3. juni: Utflukt – påmelding til Eva, 911 00 012, senest 20. mai"),
    (
        "nn",
        "# Program 2027\n\n- 3. juni: Utflukt. Meld deg på til Liv (tlf. 400 00 012) innan 20. mai. Kr 90",
    ),
]


@pytest.mark.parametrize(("code", "text"), SIGNED_UP)
def test_a_number_to_call_hides_no_last_day(code: str, text: str) -> None:
    more = {"sv": "\n- 4 juli: Kalas", "da": "\n- 4. juli: Fest"}.get(code, "\n- 4. juli: Fest")
    found = reading(text + more, code)
    assert [one.due.latest for one in found.actions] == [date(2027, 5, 20)]
    assert [one.date for one in found.meetings_and_events] == [date(2027, 6, 3), date(2027, 7, 4)]
    assert found.targets == ()


CONTACTS = [
    ("sv", "Kontakt: Siv Ek, tel 070-000 12 34"),
    ("da", "Spørg Bo, tlf. 40 00 00 12"),
    ("nb", "Formann Eva Lie, 911 00 012"),
]


@pytest.mark.parametrize(("code", "text"), CONTACTS)
def test_a_number_to_call_is_no_work(code: str, text: str) -> None:
    found = reading(f"# Program 2027\n\n{text}", code)
    assert (found.actions, found.targets) == ((), ())
