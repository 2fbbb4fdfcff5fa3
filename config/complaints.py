"""What is wrong in a plan file, said in words and with its place. Knows the plan's model; reads and writes nothing."""

from __future__ import annotations

import difflib
import inspect
import typing
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from config.dates import Path as Place
from config.errors import Problem
from config.plan import Plan
from config.yaml_tree import Node

# Other names for a key: a list of one may be written without the list, under the singular name.
SINGULAR = {"goals": "goal", "indicators": "indicator", "controls": "control", "§": "paragraph"}
MOST_LOOKED_AT = 2_000
"""Of a file with more wrong than this, the rest is told when these are mended."""
KEY = "[key]"
"""The step by which pydantic says that a mapping's key is wrong, and not what stands behind it."""


def locate(tree: Node, where: Place) -> tuple[Node, Place]:
    """The node at a place in the plan and the part of the place that exists in the file.

    Steps that are not there (a default, a branch of a union, a list of one written without the list) are passed over.
    """
    node = tree
    walked: list[str | int] = []
    for step in where:
        value = node.value
        if isinstance(value, dict):
            name = str(step)
            found = name if name in value else SINGULAR.get(name, "")
            if found in value:
                node = value[found][1]
                walked.append(found)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            node = value[step]
            walked.append(step)
    return node, tuple(walked)


def problem_at(tree: Node, name: str, where: Place, found: str, expected: str) -> Problem:
    """A problem at a place in the plan, in the file called ``name``."""
    node, _ = locate(tree, where)
    return _at(node, name, found, expected)


def _at(node: Node, name: str, found: str, expected: str) -> Problem:
    return Problem(name, node.line + 1, node.column + 1, found, expected)


# What pydantic found, in words -------------------------------------------------------------------------------------

_EXPECTED = {
    "string_type": "expected text",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
    "int_from_float": "expected a whole number",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "tuple_type": "expected a list",
    "list_type": "expected a list",
    "dict_type": "expected a mapping of 'key: value' lines",
    "model_type": "expected a mapping of 'key: value' lines",
    "model_attributes_type": "expected a mapping of 'key: value' lines",
    "date_type": "expected a day such as 2026-02-28",
    "float_type": "expected a number",
}
_COMMA = "expected text that holds a comma to stand in quotes within { }"
_PATTERNS = {
    r"^[^\W_][\w-]*$": "expected an id: letters, digits and hyphens, without spaces",
    r"^\d{4}-(0[1-9]|1[0-2])$": "expected a month such as 2026-03",
    r"^[A-Z]{3}$": "expected a currency code such as SEK",
}


@dataclass(frozen=True, slots=True)
class _Complaint:
    """One thing that pydantic found. Of several at one place the one of the lowest rank tells most."""

    rank: int
    problem: Problem
    vague: bool = False  # where something within is wrong too, that says more


def problems_of(error: ValidationError, tree: Node, name: str) -> list[Problem]:
    """One problem for each place; of a union's several complaints the most telling one stands."""
    best: dict[Place, _Complaint] = {}
    for entry in error.errors(include_url=False, include_input=False)[:MOST_LOOKED_AT]:
        walked, complaint = _complaint(entry, tree, name)
        if walked not in best or complaint.rank < best[walked].rank:
            best[walked] = complaint
    within = {walked[:length] for walked in best for length in range(len(walked))}
    return [one.problem for walked, one in best.items() if not one.vague or walked not in within]


def _complaint(entry: Any, tree: Node, name: str) -> tuple[Place, _Complaint]:
    where: Place = tuple(entry["loc"])
    node, walked = locate(tree, where)
    if entry["type"] == "extra_forbidden":
        return walked, _Complaint(0, _unknown_key(tree, walked, node, name))
    if entry["type"] == "missing":
        key = str(where[-1])
        what = f"{'the plan' if len(where) == 1 else _about(node)} has no {key!r}"
        return (*walked, f"?{key}"), _Complaint(0, _at(node, name, what, f"expected '{key}: …'"))
    if KEY in where:
        key_node = _key_node(tree, walked) or node
        return (*walked, KEY), _Complaint(1, _at(key_node, name, _shown(str(walked[-1])), _expected(entry)))
    rank = 1 if entry["type"] == "value_error" else 2
    problem = _at(node, name, _shown(node.value), _expected(entry))
    return walked, _Complaint(rank, problem, vague=isinstance(node.value, list | dict))


def _unknown_key(tree: Node, walked: Place, node: Node, name: str) -> Problem:
    key = _key_node(tree, walked) or node
    found, written = f"the key {walked[-1]!r} is not known", str(walked[-1])
    expected = _nearest(walked)
    if node.value is None and node.start == node.end == key.end:
        expected = _COMMA
    elif plural := next((many for many, one in SINGULAR.items() if one == written), None):
        found, expected = f"both {written!r} and {plural!r} stand here", "expected one of them"
    return _at(key, name, found, expected)


def _about(node: Node) -> str:
    if isinstance(node.value, dict) and (entry := node.value.get("id") or node.value.get("title")):
        return f"{entry[1].value!r}"
    return "this entry"


def _key_node(tree: Node, walked: Place) -> Node | None:
    parent, _ = locate(tree, walked[:-1])
    if not isinstance(parent.value, dict) or str(walked[-1]) not in parent.value:
        return None
    key: Node = parent.value[str(walked[-1])][0]
    return key


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    text = str(value).replace("\n", " ")
    return f"{text[:60]}…" if len(text) > 60 else repr(text) if isinstance(value, str) else text


def _expected(entry: Any) -> str:
    kind, context = entry["type"], entry.get("ctx", {})
    if kind == "value_error":
        return str(context.get("error", entry["msg"]))
    if kind in {"enum", "literal_error"}:
        return f"expected {context['expected'].replace(chr(39), '')}"
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(
            context["pattern"],
            "expected such as +10 %" if "%" in context["pattern"] else "expected another form",
        )
    if kind in {"string_too_long", "too_long"}:
        return f"expected at most {context['max_length']} characters"
    if kind == "greater_than_equal":
        return f"expected {context['ge']} or more"
    if kind == "less_than_equal":
        return f"expected {context['le']} or less"
    return _EXPECTED.get(kind, f"expected otherwise: {entry['msg']}")


def _nearest(walked: Place) -> str:
    known = known_keys(walked[:-1])
    close = difflib.get_close_matches(str(walked[-1])[:80], known, n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(known)}"


def known_keys(where: Place) -> list[str]:
    """The keys that the plan knows at this place."""
    models: list[type[BaseModel]] = [Plan]
    for step in where:
        if isinstance(step, int):
            continue
        plural = next((many for many, one in SINGULAR.items() if one == step), step)
        inner = [
            child
            for model in models
            for name, info in model.model_fields.items()
            if plural in (name, info.alias)
            for child in _models(info.annotation)
        ]
        models = inner or models
    return sorted({info.alias or name for model in models for name, info in model.model_fields.items()})


def _models(annotation: Any) -> Iterable[type[BaseModel]]:
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models(argument)
