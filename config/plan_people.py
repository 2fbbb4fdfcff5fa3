"""A person taken out of plan.yaml's text, and out of everything there that names them by their id. Pure; comments stay."""

from __future__ import annotations

from config.dates import Path
from config.errors import UserError
from config.plan_edit import take_out
from config.plan_file import PlanFile, understand
from config.references import references


def places_of(file: PlanFile, person: str) -> tuple[Path, ...]:
    """Every place at which this id of a person stands, its own under ``people`` last."""
    named = [path for path, name, _ in references(file.plan) if name == person]
    return (*named, *((("people", person),) if person in file.plan.people else ()))


def without_person(file: PlanFile, person: str) -> str:
    """The plan's text without them. UserError when that cannot be had without disturbing something else; then by hand."""
    text = file.text
    for path in reversed(places_of(file, person)[:-1]):
        text = take_out(text, path, name=str(file.path))
    text = take_out(text, ("people", person), name=str(file.path))
    changed = understand(text, file.path)
    if person in changed.plan.people or places_of(changed, person):
        raise UserError(f"{file.path}: {person!r} cannot be taken out; do it by hand")
    return text
