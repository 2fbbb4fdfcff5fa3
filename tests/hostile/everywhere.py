"""A plan with text at every place where its model takes text: the places are found by trying, so that a new field is one too."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from config.complaints import known_keys
from config.errors import PlanError
from config.plan import Plan
from config.plan_file import PlanFile, understand

Place = tuple[str | int, ...]

PROBE = "Fritt ord, åtta"
WHOLE: dict[str, Any] = yaml.safe_load("""
id: lunden-2026
title: Verksamhetsplan 2026
organisation: Föreningen Lunden
language: sv
time_zone: Europe/Stockholm
period: {start: '2026-01-01', end: '2026-12-31'}
status: adopted
currency: SEK
parents:
  - {id: above, title: Förbundets plan, goals: {grow: Växa}}
people:
  anna: {name: Anna Ek, email: anna@example.org}
  bo: {name: Bo Alm}
bodies:
  board: {name: Styrelsen, kind: board, chair: anna, convenor: bo, members: [anna, bo], accountable: true}
meetings:
  - {id: board-meeting, title: Styrelsemöte, body: board, every: first Monday, time: '18:00-20:00', notice: 2 weeks,
     notice_by: [bo], moved: {'2026-04-06': '2026-04-13'}, occurrences: {'2026-05-04': {theme: Budget}}, reminders: [1 day]}
  - {id: extra, title: Extra möte, dates: [{date: '2026-03-24', theme: Stadgar}]}
events:
  - {id: fair, title: Marknad, date: '2026-05-09', responsible: [bo], area: members}
  - {id: trip, title: Utflykt, month: '2026-08', source: {document: plan.docx, line: 3, passage: Augusti – Utflykt}}
  - {id: day, title: Lundens dag, date: '2026-06-06', observance: true}
areas:
  - id: members
    title: Medlemmar
    body: board
    current_state: [{id: few, text: Vi är få}]
    goals:
      - id: more
        title: Fler medlemmar
        supports: [above/grow]
        indicators: [{title: Antal medlemmar, baseline: 100, target: 120, by: '2026-12-31'}]
    activities:
      - {id: campaign, title: Värva på torget, goals: [more], responsible: [bo], with: [anna], due: '2026-04-30', answers: [few]}
      - {id: letter, title: Skriva brev, responsible: [anna], cadence: monthly, after: [campaign]}
decisions:
  - {id: buy, text: Köpa tält, meeting: board-meeting 2026-02-02, responsible: [anna], due: '2026-03-20'}
budget:
  - {id: tent, title: Tält, amount: 5000, covers: [fair]}
risks:
  - {id: fire, title: Brand, probability: 2, consequence: 4, decision: control, area: members,
     controls: [{what: Brandsläckare, frequency: yearly, responsible: [anna]}]}
sections:
  - {id: background, title: Bakgrund}
questions:
  - {question: 'Vilka är vi?', passage: Vi ringer alla, answer: Styrelsen}
""")


def text_of(data: Any) -> str:
    """plan.yaml. Every value in quotes that needs them, what cannot be printed as YAML's own escapes."""
    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return str(yaml.dump(data, Dumper=dumper, allow_unicode=True, sort_keys=False, width=10**6))


def read(data: Any) -> PlanFile:
    """PlanError for what is no plan."""
    return understand(text_of(data), Path("plan.yaml"))


def put(data: Any, place: Place, value: Any) -> Any:
    """A copy with this value there."""
    if not place:
        return value
    first, *rest = place
    changed = copy.copy(data)
    changed[first] = put(data[first] if rest else None, tuple(rest), value)
    return changed


def mappings(data: Any, place: Place = ()) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Every mapping in it."""
    if isinstance(data, dict):
        yield place, data
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            yield from mappings(value, (*place, step))


def candidates() -> Iterator[Place]:
    """Every key that the plan knows anywhere, whether it is written there or not, and every key that is written."""
    for place, mapping in mappings(WHOLE):
        for key in dict.fromkeys([*mapping, *known_keys(place)]):
            if not isinstance(mapping.get(key), dict) and not holds_mappings(mapping.get(key)):
                yield (*place, key)


def holds_mappings(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def is_plan(data: Any) -> bool:
    try:
        Plan.model_validate(data, by_alias=True, by_name=False)  # fails fast
        read(data)
    except (ValidationError, PlanError):
        return False
    return True


@cache
def sorted_places() -> tuple[tuple[tuple[Place, bool], ...], tuple[Place, ...]]:
    """Places that take any words, each with whether as a list; and places that do not."""
    free: list[tuple[Place, bool]] = []
    bound: list[Place] = []
    for place in candidates():
        if is_plan(put(WHOLE, place, PROBE)):
            free.append((place, is_plan(put(WHOLE, place, [PROBE, PROBE]))))
        elif is_plan(put(WHOLE, place, [PROBE])):
            free.append((place, True))
        else:
            bound.append(place)
    return tuple(free), tuple(bound)


def everywhere(payloads: Iterable[str]) -> dict[str, Any]:
    """The whole plan with these texts, in turn, at every place that takes any words."""
    texts = list(payloads)
    data: Any = WHOLE
    for number, (place, as_list) in enumerate(sorted_places()[0]):
        value = texts[number % len(texts)]
        data = put(data, place, [value] if as_list else value)
    found: dict[str, Any] = data
    return found
