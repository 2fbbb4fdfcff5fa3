import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from config.errors import PlanError
from config.plan_file import understand
from config.schema import FILE, plan_schema
from config.yaml_tree import parse

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
HEAD = "title: Plan\norganisation: Laget\nlanguage: nb\nperiod: 2026\n"


def as_an_editor_sees_it(text: str) -> Any:
    """Plain JSON: an editor reads a date as text."""
    return json.loads(json.dumps(parse(text, "plan.yaml").plain(), default=str))


@cache
def editor() -> Draft7Validator:
    return Draft7Validator(plan_schema())


def complaints(text: str) -> list[str]:
    return [error.message for error in editor().iter_errors(as_an_editor_sees_it(text))]


def test_the_schema_in_the_repository_is_the_models() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == plan_schema(), "run: make schema"


def test_the_schema_is_a_schema() -> None:
    Draft7Validator.check_schema(plan_schema())


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/plan.yaml")), ids=lambda path: path.parent.name)
def test_every_example_fits_the_schema(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


def test_every_key_has_a_help_text() -> None:
    schema = plan_schema()
    shapes = {"Plan": schema, **schema["$defs"]}
    bare = [
        f"{name}.{key}"
        for name, shape in shapes.items()
        for key, inner in shape.get("properties", {}).items()
        if not inner.get("description")
    ]
    assert bare == []


@pytest.mark.parametrize(
    "text",
    [
        "period: 2026-2030\n",
        "period: 2026/2027\n",
        "period: {start: 2026-03-01, end: 2027-02-28}\n",
        "time_zone: Europe/Oslo\n",
        "adopted:\n",
        "adopted: '2026-01-01'\n",
        "standing_items: Planen\n",
        "standing_items: [Planen, Budsjettet]\n",
        "requires: [goals, bakgrunn]\n",
        "people: {åse: {name: Åse}}\n",
        "people: {åse: {name: Åse, email: ase@example.org}}\nbodies: {s: {name: S, members: åse, accountable: yes}}\n",
        "bodies: {s: {name: S, accountable: off}}\n",
        "meetings: [{id: m, title: M, date: 2026-02-02, end: 2026-02-03, time: 18:00-20:00, agenda: Planen}]\n",
        "meetings: [{id: m, title: M, date: 2026-02-02, time: kl 18}]\n",
        "meetings: [{id: m, title: M, month: 2026-02, cancelled: true}]\n",
        "meetings: [{id: m, title: M, month: 2026-02, cancelled: No}]\n",
        "meetings: [{id: m, title: M, dates: [2026-02-02, 2026-03-02 18:00-20:00, {date: 2026-04-02}]}]\n",
        "meetings: [{id: m, title: M, dates: [2026-02-02], cancelled: [2026-02-02]}]\n",
        "meetings: [{id: m, title: M, dates: [2026-02-02], moved: {2026-02-02: 2026-02-03 18:00}}]\n",
        "meetings: [{id: m, title: M, dates: [2026-02-02], occurrences: {2026-02-02: {theme: T}}}]\n",
        "meetings: [{id: m, title: M, every: første mandag, from: 2026-02-01, until: 2026-06-30, except: 2026-04}]\n",
        "meetings: [{id: m, title: M, every: første mandag, except: [2026-04, 2026-02-02, 2026-W18]}]\n",
        "areas: [{id: a, title: A, goals: [{id: g, title: G, indicator: {title: I, target: 5}}]}]\n",
        "areas: [{id: a, title: A, goals: [{id: g, title: G, indicator: [{title: I}]}]}]\n",
        "areas: [{id: a, title: A, goals: [{id: g, title: G, indicators: [{title: I, target: +10 %}]}]}]\n",
        "areas: [{id: a, title: A, goals: [{id: g, title: G, indicators: [{title: I, target: 0.5, by: 2026}]}]}]\n",
        "areas: [{id: a, title: A, activities: [{id: b, title: B, due: 2026}]}]\n",
        "areas: [{id: a, title: A, activities: [{id: b, title: B, due: 2026-W12, start: før påske}]}]\n",
        "areas: [{id: a, title: A, activities: [{id: b, title: B, due: {from: 2026-02-01, to: 2026-03-01}}]}]\n",
        "areas: [{id: a, title: A, goals: [{id: g, title: G}], activities: [{id: b, title: B, goal: g}]}]\n",
        "areas: [{id: a, title: A, goals: [{id: g, title: G}], activities: [{id: b, title: B, goals: [g]}]}]\n",
        "areas: [{id: a, title: A, current_state: [{text: Slik er det}]}]\n",
        "decisions: [{id: d, text: D, §: 12}]\n",
        "decisions: [{id: d, text: D, §: 12/26}]\n",
        "decisions: [{id: d, text: D, paragraph: 12}]\n",
        "budget: [{id: b, title: B, amount: 1500.5}]\n",
        "risks: [{id: r, title: R, probability: 2, control: {what: W}}]\n",
        "risks: [{id: r, title: R, controls: [{what: W, frequency: yearly}]}]\n",
        "parents: [{id: p, title: P, goals: {g: Målet}}]\n",
    ],
)
def test_what_the_loader_takes_the_schema_takes(text: str) -> None:
    whole = text if text.startswith("period") else ""
    written = HEAD.replace("period: 2026\n", whole) if whole else HEAD + text
    assert not understand(written, Path("plan.yaml")).dates.problems
    assert complaints(written) == []


@pytest.mark.parametrize(
    "text",
    [
        "titel: Plan\n",
        "meeting: []\n",
        "meetings: [{id: m, title: M, date: 2026-02-02, tiem: 18:00}]\n",
        "meetings: [{id: m, title: M, date: 2026-02-02, start: 2026-02-02}]\n",
        "meetings: [{id: m, title: M, except_: 2026-02}]\n",
        "meetings: [{id: m, title: M, date: 12}]\n",
        "meetings: [{id: m, date: 2026-02-02}]\n",
        "meetings: [{id: m m, title: M}]\n",
        "areas: [{id: a, title: A, goal: [{id: g, title: G}]}]\n",
        "areas: [{id: a, title: A, goals: [{id: g, title: G, indicators: [{title: I, pace: lineær}]}]}]\n",
        "areas: [{id: a, title: A, goals: [{id: g, title: G, indicators: [{title: I, target: many}]}]}]\n",
        "areas: [{id: a, title: A, activities: [{id: b, title: B, with_: [x]}]}]\n",
        "areas: [{id: a, title: A, activities: [{id: b, title: B, due: 7}]}]\n",
        "people: {'k k': {name: K}}\n",
        "people: {k: {name: K, email: hos Kari}}\n",
        "bodies: {s: {name: S, accountable: kanskje}}\n",
        "risks: [{id: r, title: R, probability: 6}]\n",
        "status: vedtatt\n",
        "currency: kroner\n",
        "requires: goals\n",
    ],
)
def test_a_slip_is_refused_by_schema_and_loader_alike(text: str) -> None:
    with pytest.raises(PlanError):
        understand(HEAD + text, Path("plan.yaml"))
    assert complaints(HEAD + text) != []
