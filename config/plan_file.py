"""plan.yaml in: the file's text to a Plan whose dates and references hold, or everything that is wrong with it at once.

Reads one file and writes none (``config.plan_edit`` does). Never touches the network.
"""

from __future__ import annotations

import difflib
import inspect
import typing
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from config.dates import Path as Place
from config.dates import PlanDates, work_out
from config.errors import WRONG_INPUT, PlanError, Problem, UserError
from config.plan import Plan
from config.references import wrong_references
from config.yaml_tree import MOST_BYTES, Node, decode, parse

# Other names for a key: a list of one may be written without the list, under the singular name.
SINGULAR = {"goals": "goal", "indicators": "indicator", "controls": "control", "§": "paragraph"}


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan that can be used, with its text and the tree that knows where everything stands."""

    path: Path
    text: str
    tree: Node
    plan: Plan
    dates: PlanDates

    def place(self, where: Place) -> tuple[int, int]:
        """The 1-based line and column of a place in the plan, or of the nearest thing around it."""
        node, _ = locate(self.tree, where)
        return node.line + 1, node.column + 1


def read_plan(path: Path) -> PlanFile:
    """The plan in this file. UserError when it cannot be read, PlanError with every problem when it cannot be used."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
            size = file.seek(0, 2) if len(raw) > MOST_BYTES else len(raw)
    except FileNotFoundError:
        raise UserError(
            f"{path}: there is no such file; name the plan, or go to the folder where plan.yaml stands",
            exit_code=WRONG_INPUT,
        ) from None
    except IsADirectoryError:
        raise UserError(
            f"{path}: this is a folder; name the plan file in it", exit_code=WRONG_INPUT
        ) from None
    except OSError as error:
        raise UserError(
            f"{path}: the file cannot be read ({error.strerror}); check its rights", exit_code=WRONG_INPUT
        ) from None
    if size > MOST_BYTES:
        found = f"the file is {size // (1024 * 1024)} MB"
        raise PlanError(
            [Problem(str(path), 1, 1, found, f"expected a plan of at most {MOST_BYTES // (1024 * 1024)} MB")]
        )
    return understand(decode(raw, str(path)), path)


def understand(text: str, path: Path) -> PlanFile:
    """The plan in this text; ``path`` is only named in complaints."""
    name = str(path)
    tree = parse(text, name)
    if not isinstance(tree.value, dict):
        raise PlanError(
            [
                Problem(
                    name,
                    tree.line + 1,
                    tree.column + 1,
                    "the file is not a mapping",
                    "expected lines such as 'title: Verksamhetsplan 2027'",
                )
            ]
        )
    try:
        plan = Plan.model_validate(_written(tree), by_alias=True, by_name=False)
    except ValidationError as error:
        raise PlanError(_problems(error, tree, name)) from None
    problems = [*wrong_references(plan)]
    dates = work_out(plan)
    problems += [(problem.path, problem.found, problem.expected) for problem in dates.problems]
    if problems:
        raise PlanError([_problem(tree, name, where, found, expected) for where, found, expected in problems])
    return PlanFile(path, text, tree, plan, dates)


def _written(node: Node) -> Any:
    """The tree as data. A key with nothing behind it is as good as not written: a chair leaves ``decisions:`` for later."""
    if isinstance(node.value, dict):
        return {key: _written(value) for key, (_, value) in node.value.items() if value.value is not None}
    if isinstance(node.value, list):
        return [_written(entry) for entry in node.value]
    return node.value


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


def _problem(tree: Node, name: str, where: Place, found: str, expected: str) -> Problem:
    node, _ = locate(tree, where)
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


def _problems(error: ValidationError, tree: Node, name: str) -> list[Problem]:
    """One problem for each place; of a union's several complaints the most telling one stands."""
    best: dict[tuple[str | int, ...], tuple[int, Problem]] = {}
    for entry in error.errors(include_url=False):
        node, walked = locate(tree, entry["loc"])
        kind = entry["type"]
        if kind == "extra_forbidden":
            key = _key_node(tree, walked) or node
            bare = node.value is None and node.start == node.end == key.end
            expected = _COMMA if bare else _nearest(walked)
            problem = Problem(
                name, key.line + 1, key.column + 1, f"the key {walked[-1]!r} is not known", expected
            )
            rank = 0
        elif kind == "missing":
            missing = entry["loc"][-1]
            walked = (*walked, f"?{missing}")
            what = f"{'the plan' if len(entry['loc']) == 1 else _about(node)} has no {str(missing)!r}"
            problem = Problem(name, node.line + 1, node.column + 1, what, f"expected '{missing}: …'")
            rank = 0
        else:
            rank = {"value_error": 1}.get(kind, 2)
            problem = Problem(name, node.line + 1, node.column + 1, _shown(node.value), _expected(entry))
        if walked not in best or rank < best[walked][0]:
            best[walked] = rank, problem
    return [problem for _, problem in best.values()]


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
    close = difflib.get_close_matches(str(walked[-1]), known, n=1, cutoff=0.6)
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
