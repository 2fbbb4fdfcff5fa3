"""What can still be said of a plan some of whose parts are wrong, so that a file tells everything that is wrong at once.

The wrong parts are left out and what is left is looked at: whom it names, when it is due. Nothing is said of what a part
that was left out may have settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from config.complaints import KEY, locate
from config.dates import Path, work_out
from config.plan import Plan
from config.references import Wrong, wrong_references
from config.yaml_tree import Node

_ROUNDS = 8
"""So often is something left out: a value, then the entry that needs it, then what needs that."""

_STAND_INS = {"title": "?", "organisation": "?", "language": "en", "period": 2026}
_TIMELESS = {"language", "period"}
"""Without these no date can be judged."""

_SETS_DAYS = frozenset(
    {
        "date",
        "end",
        "month",
        "dates",
        "every",
        "from",
        "until",
        "except",
        "moved",
        "occurrences",
        "time",
        "due",
        "start",
    }
)


@dataclass(slots=True)
class _Left:
    """What was left out: the ids in it; the ids and the places of what lost something that sets its days."""

    gone: set[str] = field(default_factory=set)
    hurt: set[str] = field(default_factory=set)
    around: set[int] = field(default_factory=set)
    timeless: bool = False


def salvage(
    tree: Node, error: ValidationError, validated: Callable[[Node], Plan]
) -> tuple[Node, list[Wrong]]:
    """The tree without its wrong parts, and what else is wrong there. Places in it are places in the file."""
    left = _Left()
    for _ in range(_ROUNDS):
        tree = _without(tree, error, left)
        try:
            plan = validated(tree)
        except ValidationError as again:
            error = again
        else:
            return tree, list(_wrong(tree, plan, left))
    return tree, []


def _wrong(tree: Node, plan: Plan, left: _Left) -> Iterator[Wrong]:
    for wrong in wrong_references(plan):
        if not _names_one_of(wrong[1], left.gone):
            yield wrong
    if left.timeless:
        return
    for problem in work_out(plan).problems:
        if not _names_one_of(problem.found, left.gone | left.hurt) and not _was_hurt(
            tree, problem.path, left
        ):
            yield problem.path, problem.found, problem.expected


def _names_one_of(found: str, ids: set[str]) -> bool:
    return any(repr(name) in found or f" {name} " in f"{found} " for name in ids)


def _was_hurt(tree: Node, where: Path, left: _Left) -> bool:
    """Whether something was left out of the entry that this is said of."""
    return any(locate(tree, where[:length])[0].start in left.around for length in range(1, len(where) + 1))


# Leaving out ------------------------------------------------------------------------------------------------------


def _without(tree: Node, error: ValidationError, left: _Left) -> Node:
    """A copy of the tree without everything that pydantic complains of; what the plan cannot be without is stood in for."""
    wrong: set[int] = set()
    missing: list[str] = []
    for entry in error.errors(include_url=False, include_context=False, include_input=False):
        where: Path = tuple(step for step in entry["loc"] if step != KEY)
        if entry["type"] == "missing" and len(where) == 1:
            missing.append(str(where[0]))
            continue
        node, walked = locate(tree, where)
        if walked:
            wrong.add(id(node))
            _note(tree, walked, node, left)
    kept = _copy(tree, wrong)
    for key in missing:
        if key in _STAND_INS:
            stand_in = Node(_STAND_INS[key], tree.line, tree.column, tree.start, tree.start)
            kept.value[key] = (stand_in, stand_in)
            left.timeless = left.timeless or key in _TIMELESS
    return kept


def _note(tree: Node, walked: Path, node: Node, left: _Left) -> None:
    """Remembers what is left out, and what it stood in where that may have lost a day."""
    left.gone |= set(_ids(node, walked))
    if not _SETS_DAYS.intersection(map(str, walked)):
        return
    for length in range(len(walked) - 1, 0, -1):
        around, _ = locate(tree, walked[:length])
        left.around.add(around.start)
        if own := set(_own_ids(around, walked[:length])):
            left.hurt |= own
            break


def _ids(node: Node, where: Path) -> Iterator[str]:
    yield from _own_ids(node, where)
    if isinstance(node.value, dict):
        for key, (_, value) in node.value.items():
            yield from _ids(value, (*where, key))
    elif isinstance(node.value, list):
        for number, entry in enumerate(node.value):
            yield from _ids(entry, (*where, number))


def _own_ids(node: Node, where: Path) -> Iterator[str]:
    """The id that this part of the plan goes by: what it says itself, or the key that it stands under."""
    if isinstance(node.value, dict) and "id" in node.value:
        yield str(node.value["id"][1].value)
    if len(where) == 2 and where[0] in {"people", "bodies"}:
        yield str(where[1])
    if where[-1:] == ("id",):
        yield str(node.value)


def _copy(node: Node, wrong: set[int]) -> Node:
    if isinstance(node.value, dict):
        kept = {
            key: (at, _copy(value, wrong))
            for key, (at, value) in node.value.items()
            if id(value) not in wrong
        }
        return replace(node, value=kept)
    if isinstance(node.value, list):
        return replace(node, value=[_copy(entry, wrong) for entry in node.value if id(entry) not in wrong])
    return replace(node)
