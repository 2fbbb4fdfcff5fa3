"""How many tasks and sections of a plan come into which project."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.items import Key, Responsible, Task
from mappings.parts import divided
from mappings.todoist_room import Load, Sections, by_area, load
from tests.make import make_task

ANNA = Responsible("anna", "Anna Ek", None, "Styret")
BO = Responsible("bo", "Bo Alm")


def of(*areas: str, responsible: tuple[Responsible, ...] = ()) -> list[Task]:
    return [
        make_task(key=Key(f"t{number}"), categories=(area,) if area else (), responsible=responsible)
        for number, area in enumerate(areas)
    ]


@pytest.mark.parametrize(("sections", "count"), [("area", 2), ("body", 1), ("person", 2), (None, 0)])
def test_only_what_the_board_chose_has_sections(sections: Sections | None, count: int) -> None:
    items = [*of("Medlemmar", "medlemmar", "", responsible=(ANNA,)), *of("Ekonomi", responsible=(BO,))]
    assert load(items, sections) == Load(4, count)


def test_what_has_no_area_stays_in_the_first_project() -> None:
    assert by_area(of("Medlemmar", "", "Medlemmar", "Ekonomi", "")) == {
        "Medlemmar": Load(2),
        "": Load(2),
        "Ekonomi": Load(1),
    }


def test_a_heading_over_peoples_parts_takes_a_place_too() -> None:
    whole = make_task(key=Key("leaflets"), categories=("Medlemmar",), responsible=(ANNA, BO))
    parts = [*divided(whole, "Dela ut"), *of("Ekonomi")]
    assert load(parts, "area") == Load(4, 2)
    assert load(parts, "person").tasks == 3
    assert by_area(parts) == {"Medlemmar": Load(3), "Ekonomi": Load(1)}


@given(st.lists(st.sampled_from(["", "Medlemmar", "Ekonomi", "Politik"])))
def test_no_task_is_lost_by_splitting(areas: list[str]) -> None:
    assert sum(one.tasks for one in by_area(of(*areas)).values()) == load(of(*areas), None).tasks
