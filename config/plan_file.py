"""plan.yaml in: the file's text to a Plan whose dates and references hold, or everything that is wrong with it at once.

Reads one file and writes none (``config.plan_edit`` does). Never touches the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config.complaints import SINGULAR, known_keys, locate, problem_at, problems_of
from config.dates import Path as Place
from config.dates import PlanDates, work_out
from config.errors import WRONG_INPUT, PlanError, Problem, UserError
from config.plan import Plan
from config.references import wrong_references
from config.salvage import salvage
from config.yaml_tree import MOST_BYTES, Node, decode, read_tree

__all__ = ["SINGULAR", "PlanFile", "read_plan", "understand"]


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
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UserError(f"{path}: this is no ordinary file; name the plan file", exit_code=WRONG_INPUT)
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
    """The plan in this text; ``path`` is only named in complaints. PlanError with everything that is wrong at once."""
    name = str(path)
    tree, problems = read_tree(text, name)
    if not isinstance(tree.value, dict):
        found, expected = "the file is not a mapping", "expected lines such as 'title: Verksamhetsplan 2027'"
        raise PlanError([problem_at(tree, name, (), found, expected)])
    try:
        plan = validated(tree)
    except ValidationError as error:
        problems += problems_of(error, tree, name)
        rest, wrong = salvage(tree, error, validated)
        problems += [problem_at(rest, name, where, found, expected) for where, found, expected in wrong]
        raise PlanError(problems) from None
    dates = work_out(plan)
    problems += [problem_at(tree, name, *wrong) for wrong in wrong_references(plan)]
    problems += [problem_at(tree, name, one.path, one.found, one.expected) for one in dates.problems]
    if problems:
        raise PlanError(problems)
    return PlanFile(path, text, tree, plan, dates)


def validated(tree: Node) -> Plan:
    """The plan in this tree. ValidationError when it is none."""
    return Plan.model_validate(_written(tree, ()), by_alias=True, by_name=False)


def _written(node: Node, where: Place) -> Any:
    """The tree as data. A known key with nothing behind it is as good as not written: ``decisions:`` is left for later."""
    if isinstance(node.value, dict):
        return {
            key: _written(value, (*where, key))
            for key, (_, value) in node.value.items()
            if value.value is not None or key not in known_keys(where)
        }
    if isinstance(node.value, list):
        return [_written(entry, (*where, number)) for number, entry in enumerate(node.value)]
    return node.value
