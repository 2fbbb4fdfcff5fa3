"""The published schema of the report's JSON: every report fits it, and no key of a report is left out of it."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from adapters.reports.json import render
from mappings.comparison import compare
from mappings.personal import for_person
from mappings.report_data import to_data
from mappings.report_schema import report_schema
from tests.examples import EXAMPLES, followed_example
from tests.progress import APRIL, WHAT_PEOPLE_DID, followed, make_plan


def closed(shape: Any) -> Any:
    """The schema with every key forbidden that it does not name."""
    if isinstance(shape, dict):
        inner = {key: closed(value) for key, value in shape.items()}
        return (
            {**inner, "additionalProperties": False}
            if "properties" in shape and "required" in shape
            else inner
        )
    return [closed(one) for one in shape] if isinstance(shape, list) else shape


STRICT = Draft7Validator(closed(report_schema()), format_checker=FormatChecker())


def wrong(data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in STRICT.iter_errors(data)]


def test_the_schema_in_the_repository_is_the_codes() -> None:
    text = (files("mappings") / "report.schema.json").read_text(encoding="utf-8")
    assert json.loads(text) == report_schema(), "run: make schema"


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(report_schema())


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_examples_report_fits(name: str) -> None:
    assert wrong(json.loads(render(to_data(followed_example(name))))) == []


def test_a_report_with_changes_in_the_plan_fits() -> None:
    follow = followed(make_plan(), *WHAT_PEOPLE_DID, earlier=make_plan(budget=[], title="Older"))
    assert wrong(json.loads(render(to_data(follow)))) == []


def test_an_edition_for_one_person_and_one_that_is_compared_fit() -> None:
    follow = followed(make_plan(), *WHAT_PEOPLE_DID)
    then = followed(make_plan(risks=[]), edition=APRIL)
    for data in (to_data(for_person(follow, "ada")), to_data(then, compare(follow, then))):
        assert wrong(json.loads(render(data))) == []


def test_a_report_that_says_something_else_does_not_fit() -> None:
    data = json.loads(render(to_data(followed(make_plan()))))
    assert wrong(data) == []
    assert wrong(data | {"more": 1})
    assert wrong(data | {"counters": None})
    assert wrong(data | {"edition": data["edition"] | {"as_of": "31 March"}})
    assert wrong({key: value for key, value in data.items() if key != "sources"})


def test_a_reader_need_not_mind_keys_that_come_later() -> None:
    data = json.loads(render(to_data(followed(make_plan())))) | {"more": 1}
    assert list(Draft7Validator(report_schema()).iter_errors(data)) == []
