"""A task may be written as labelled lines, one thing a line: it is read as a row of a table would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.documents.read import read_document
from mappings.reading.read import read


@pytest.mark.parametrize(
    ("title", "record", "expected"),
    [
        (
            "Verksamhetsplan 2027",
            "**Vad?** Laga grinden\n**Vem?** hamnvakten\n**När?** senast 15.1.2027",
            ("Laga grinden", ("hamnvakten",), "2027-01-15"),
        ),
        (
            "Verksamhetsplan 2027",
            "Vad: Bygga en brygga. Vem: Nina Ask. När: 31.3",
            ("Bygga en brygga", ("Nina Ask",), "2027-03-31"),
        ),
        (
            "Handleplan 2027",
            "Hvad: Bygge et skur\n\nHvem: Nina Ask\n\nHvornår: inden 1. maj",
            ("Bygge et skur", ("Nina Ask",), "2027-05-01"),
        ),
        (
            "Action plan 2027",
            "Action: Mend the gate\n\nLead: Nina Ask\n\nDeadline: 1 May",
            ("Mend the gate", ("Nina Ask",), "2027-05-01"),
        ),
    ],
)
def test_labelled_lines_are_one_task(
    tmp_path: Path, title: str, record: str, expected: tuple[str, tuple[str, ...], str]
) -> None:
    path = tmp_path / "plan.md"
    path.write_text(f"# {title}\n\n## A\n\n{record}\n", encoding="utf-8")
    found = read(read_document(path)).actions
    assert [(one.text, one.responsible, str(one.due.latest)) for one in found] == [expected]
