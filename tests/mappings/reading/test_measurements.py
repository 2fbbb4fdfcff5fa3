"""Tables of what is measured: values for several years, below other tables, beside what is done for them."""

from __future__ import annotations

import pytest

from adapters.documents.read import read_document
from mappings.reading.model import Reading
from mappings.reading.read import read


def values(found: Reading) -> list[str]:
    """Each target as its text, baseline, value and day."""
    return [
        f"{one.text}: {'–' if one.baseline is None else f'{one.baseline:g}'} {one.value:g} {one.due}"
        for one in found.targets
    ]


def table(text: str) -> Reading:
    return read(read_document(text.encode(), "plan.csv"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Plan 2027/2028 Vikens orkester;;;\nVad vi mäter;Utfall 26/27;Mål 27/28;Mål 28/29\nElever;22;26;30\n",
            ["Elever: 22 26 2028-07-31", "Elever: 22 30 2029-07-31"],
        ),
        (
            "Årsplan 2027 Lia bygdelag;;;\nMål;No;År 2027;År 2029\nGjester;30;35;45\n",
            ["Gjester: 30 35 2027-12-31", "Gjester: 30 45 2029-12-31"],
        ),
        (
            "Handlingsplan 2027-2028 Tindfoss IL;;;\nIndikator;Sesongen 26/27;Sesongen 27/28;Sesongen 28/29\nLag;4;5;6\n",
            ["Lag: 4 5 2028-12-31", "Lag: 4 6 2029-12-31"],
        ),
        (
            "Plan 2027 Dale Trust;;\nMeasure;Last year;Target 31 March 2028\nWalks;9;at least 12\n",
            ["Walks: 9 12 2028-03-31"],
        ),
    ],
)
def test_each_year_that_heads_a_column_has_its_value(text: str, expected: list[str]) -> None:
    assert values(table(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Opgaver 2027 Havbris;;;\nOpgave;Ansvarlig;Frist;\nMale huset;Bo;1. maj;\nRense tagrender;Ida;1. juni;\nMåltal;2026;Mål 2027;\nMedlemmer;31;34;\n",
            ["Medlemmer: 31 34 2027-12-31"],
        ),
        (
            "Åtgärder 2027 Ekens IF;;;\nÅtgärd;Vem;Klart;\nMåla huset;Bo;1 maj;\nLaga taket;Ida;1 juni;\nMått;Nu;2027;2028\nMedlemmar;31;34;högst 40\n",
            ["Medlemmar: 31 34 2027-12-31", "Medlemmar: 31 40 2028-12-31"],
        ),
    ],
)
def test_a_table_of_values_below_one_of_work_has_its_own_headings(text: str, expected: list[str]) -> None:
    found = table(text)
    assert values(found) == expected
    assert len(found.actions) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Handleplan 2027 Havbris;;;;;\nHvad;Nu;Mål 2027;Hvordan;Hvem;Hvornår\nGæster;64;90;Uddele foldere;Bo;1. juni\n",
        "Handlingsplan 2027 Tindfoss IL;;;;;\nHva;I dag;Mål 2027;Tiltak;Ansvar;Frist\nGæster;64;90;Uddele foldere;Bo;1. juni\n",
        "Action plan 2027 Dale Trust;;;;;\nWhat;Now;Target 2027;How;Who;When\nGæster;64;90;Uddele foldere;Bo;1 June\n",
    ],
)
def test_what_is_done_for_a_value_stands_beside_it(text: str) -> None:
    found = table(text)
    assert values(found) == ["Gæster: 64 90 2027-12-31"]
    assert [(one.text, one.responsible, str(one.due.latest)) for one in found.actions] == [
        ("Uddele foldere", ("Bo",), "2027-06-01")
    ]
    assert not found.goals


@pytest.mark.parametrize(
    "text",
    [
        "Plan 2027 Ekens IF;;;\nVi vill;Så blir det av;Vem;Senast\nAlla hälsar;Dela ut kort;Bo;1 juni\n",
        "Plan 2027 Lia bygdelag;;;\nMål;Korleis;Kven;Frist\nAlle helsar;Dele ut kort;Bo;1. juni\n",
        "Plan 2027 Dale Trust;;;\nGoal;What we are going to do;Who leads;When\nFewer thefts;Hand out cards;Bo;1 June\n",
    ],
)
def test_what_stands_beside_a_goal_is_done_for_it(text: str) -> None:
    found = table(text)
    assert len(found.goals) == 1
    assert [(one.responsible, str(one.due.latest)) for one in found.actions] == [(("Bo",), "2027-06-01")]
    assert not found.meetings_and_events
