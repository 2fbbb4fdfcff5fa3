"""Two numbers of one unit get two names, and a name is always words of the document."""

from __future__ import annotations

import pytest

from mappings.blocks import Place
from mappings.reading.model import Comparator, Source, Target
from mappings.reading_indicator import indicator_name


def target(
    text: str, unit: str, due: str | None = None, comparator: Comparator = Comparator.AT_LEAST
) -> Target:
    return Target(text, 12, unit, comparator, Source(Place(line=1), text), due_phrase=due)


@pytest.mark.parametrize(
    ("text", "unit", "due", "name"),
    [
        ("Få minst 300 lesere på veggen innen juni", "lesere", "innen juni", "lesere på veggen"),
        ("Ha 15 aktive vakter", "aktive", None, "aktive vakter"),
        (
            "Vi vil øke politiske samtaler og ha 4 politiske/sosiale kvelder",
            "politiske",
            None,
            "politiske/sosiale kvelder",
        ),
        ("30 öppna kvällar 2027 och 35 år 2028", "öppna", "2027", "öppna kvällar"),
        ("At most 3 boats, or as the quay allows", "boats", None, "At most 3 boats, or as the quay allows"),
        ("Hold strømforbruket under 9 000 kWh", "kWh", None, "Hold strømforbruket under 9 000 kWh"),
        ("Lån per invånare", "Lån per invånare", None, "Lån per invånare"),
        (
            "Efter ett långt år med många nya uppgifter för alla ska kören ha 40 sångare.",
            "sångare",
            None,
            "sångare",
        ),
    ],
)
def test_an_indicator_is_named_by_what_is_counted(text: str, unit: str, due: str | None, name: str) -> None:
    assert indicator_name(target(text, unit, due)) == name


def test_a_share_is_named_by_its_whole_sentence() -> None:
    assert indicator_name(target("Andelen unge skal op på 30 %", "%")) is None
    assert (
        indicator_name(target("Flere medlemmer", "medlemmer", comparator=Comparator.INCREASE_PERCENT)) is None
    )
