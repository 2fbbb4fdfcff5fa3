from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from config import plan as shapes
from config.plan import Gathering, Model, Status
from config.plan_file import PlanFile, read_plan
from mappings.items import Key
from mappings.plan_to_events import wanted_events
from mappings.plan_to_tasks import wanted_tasks

EXAMPLES = Path(__file__).parent.parent / "examples"
NAMES = ("forslaget", "handlingsplanen", "kretsen", "lokallaget", "namnden")


def read(name: str) -> PlanFile:
    return read_plan(EXAMPLES / name / "plan.yaml")


def keys(file: PlanFile) -> list[Key]:
    return [
        wanted.item.key
        for wanted in (*wanted_events(file.plan, file.dates), *wanted_tasks(file.plan, file.dates))
    ]


def fields_used(value: object) -> Iterator[tuple[str, str]]:
    """Every field that is written somewhere in a plan, with its class."""
    if isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield type(value).__name__, name
            yield from fields_used(getattr(value, name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from fields_used(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from fields_used(each)


def fields_of_the_model() -> set[tuple[str, str]]:
    classes = [each for each in vars(shapes).values() if isinstance(each, type) and issubclass(each, Model)]
    return {
        (each.__name__, name)
        for each in classes
        if each not in (Model, Gathering)
        for name in each.model_fields
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_a_plan_without_a_problem(name: str) -> None:
    file = read(name)
    assert not file.dates.problems
    assert file.plan.status is (Status.DRAFT if name == "forslaget" else Status.ADOPTED)


def test_these_are_all_the_examples() -> None:
    assert sorted(path.parent.name for path in EXAMPLES.glob("*/plan.yaml")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_tells_editors_and_readers_what_it_is(name: str) -> None:
    first = (EXAMPLES / name / "plan.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../config/plan.schema.json"
    assert (EXAMPLES / name / "README.md").is_file()


@pytest.mark.parametrize("name", NAMES)
def test_an_example_wants_items_of_a_boards_size_each_with_its_own_key(name: str) -> None:
    found = keys(read(name))
    assert len(found) == len(set(found))
    assert 25 <= len(found) <= 120


@pytest.mark.parametrize("name", NAMES)
def test_nobody_in_an_example_can_be_written_to(name: str) -> None:
    addresses = [person.email for person in read(name).plan.people.values() if person.email]
    assert addresses
    assert all(address.endswith("@example.org") for address in addresses)


def by_import(kind: str, name: str) -> bool:
    """Whether it is written by ``hjul import``: the examples were typed, and come from no document."""
    of_document = name == "source" and kind != "Indicator"
    return of_document or kind in {"Source", "OpenQuestion"} or (kind, name) == ("Plan", "questions")


def test_together_the_examples_use_every_field_of_the_model() -> None:
    used = {field for name in NAMES for field in fields_used(read(name).plan)}
    missing = {
        (kind, name)
        for kind, name in fields_of_the_model() - used
        # What meetings and events share is enough to show on one of them.
        if not (name in Gathering.model_fields and {("Meeting", name), ("Event", name)} & used)
        and not by_import(kind, name)
    }
    assert missing == set()
