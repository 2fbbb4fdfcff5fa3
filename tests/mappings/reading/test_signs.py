"""Signs that a legend explains: who and what they stand for in the plan, and what is no legend."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.plan_file import understand
from mappings.reading_to_plan import plan_text
from tests.mappings.reading.notation import reading

HEADS = {
    "sv": "# Verksamhetsplan 2027\n\n",
    "nb": "# Arbeidsplan 2027\n\n",
    "da": "# Handlingsplan 2027\n\n",
    "en": "# Work plan 2027\n\n",
}


@pytest.mark.parametrize(
    ("code", "line", "signs"),
    [
        (
            "sv",
            "AB = Alva Berg, NL = Nils Lod och S = sekreteraren",
            {"AB": "Alva Berg", "NL": "Nils Lod", "S": "sekreteraren"},
        ),
        ("nb", "SM = styremøte (kl. 18), MM = medlemsmøte.", {"SM": "styremøte", "MM": "medlemsmøte"}),
        ("da", "BU = bestyrelsens byggeudvalg, kl. 16 i kontoret", {"BU": "bestyrelsens byggeudvalg"}),
        ("en", "T=Treasurer; Hon = Honorary Secretary", {"T": "Treasurer", "Hon": "Honorary Secretary"}),
        ("sv", "Avgiften = 200 kr, plats = klubbstugan", {}),
    ],
)
def test_a_legend_says_what_its_signs_stand_for(code: str, line: str, signs: dict[str, str]) -> None:
    read = reading(f"{HEADS[code]}{line}\n", code)
    assert {one.sign: one.meaning for one in read.signs} == signs


def test_in_the_plan_everybody_has_the_name_that_the_legend_gives() -> None:
    read = reading(
        f"{HEADS['sv']}AB = Alva Berg, KS = kanslisekreteraren, SM = styrelsemöte\n\n"
        "## Kalender\n- 3 mars SM\n- 5 maj SM\n\n## Arbete\n- Olja bänkarna (AB)\n- Tömma brevlådan (KS)\n- Sopa (Agneta)\n",
        "sv",
    )
    plan = understand(plan_text(read, "plan.md", 2027), Path("plan.yaml")).plan
    assert {one.name for one in plan.people.values()} == {"Alva Berg", "Agneta"}
    assert [one.name for one in plan.bodies.values()] == ["Kanslisekreteraren"]
    assert {one.title for one in (*plan.meetings, *plan.events)} == {"Styrelsemöte"}
