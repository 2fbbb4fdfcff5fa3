"""The JSON Schema of plan.yaml, made from the plan's model: an editor completes and checks a plan with it.

Accepts all that ``config.plan_file`` accepts and no unknown key; what hangs together across the file (ids, dates that
exist) is left to ``hjul check``. Writes only ``plan.schema.json`` beside itself, and only as ``python -m config.schema``.
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from config import plan as plan_module
from config.plan import (
    Activity,
    Decision,
    Gathering,
    Goal,
    Model,
    Plan,
    Risk,
    _as_list,
    _clock,
    _day,
    _due,
    _email,
    _flag,
    _number,
    _occurrence,
    _paragraph,
    _period,
    _url,
    _words,
)

FILE = Path(__file__).with_name("plan.schema.json")
_DAY = r"^\d{4}-\d{2}-\d{2}$"
# Editors read patterns by the rules of JavaScript, where \w knows no å. What may stand in an id is checked on loading.
_ID = r"^[^\s_.,:;/@#-][^\s.,:;/@#]*$"
_YEAR = {"type": "integer", "minimum": 1900, "maximum": 2200}
_YEARS = r"^\d{4}(\s*[-–]\s*\d{4}|/\d{4})?$"
_YES_NO = r"^([Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff])$"

Shape = dict[str, Any]

# What the model's own readers take, beside or instead of what they make of it.
_READERS: dict[Callable[..., Any], Callable[[Shape], Shape]] = {
    _as_list: lambda inner: {"anyOf": [inner["items"], inner]},
    _clock: lambda inner: {"anyOf": [inner, {"type": "number", "minimum": 0, "exclusiveMaximum": 24}]},
    _day: lambda _: {"type": "string", "format": "date", "pattern": _DAY},
    _due: lambda inner: {"anyOf": [*inner["anyOf"], _YEAR]},
    _email: lambda inner: {**inner, "pattern": r"^[^@\s]+@[^@\s]+\.[^@\s]+$"},
    _flag: lambda inner: {"anyOf": [inner, {"type": "string", "pattern": _YES_NO}]},
    _number: lambda _: {"type": "number"},
    _occurrence: lambda inner: {"anyOf": [{"type": "string", "pattern": _DAY[:-1]}, inner]},
    _paragraph: lambda inner: {"anyOf": [inner, {"type": "integer"}]},
    _url: lambda inner: {**inner, "format": "uri", "pattern": "^https://"},
    _words: lambda inner: {"anyOf": [inner, {"type": "integer"}]},
    _period: lambda inner: {"anyOf": [_YEAR, {"type": "string", "pattern": _YEARS}, inner]},
}
# Keys that may be written under another name: the model, the key, the other name.
_OTHER_NAMES = (
    (Activity, "goals", "goal"),
    (Goal, "indicators", "indicator"),
    (Risk, "controls", "control"),
    (Decision, "§", "paragraph"),
)


def plan_schema() -> Shape:
    """The schema, in the draft that editors know best."""
    schema = Plan.model_json_schema(schema_generator=_Generator)
    shapes = {**schema["$defs"], "Plan": schema}
    texts = _help()
    for name, model in _models().items():
        _explain(shapes[name]["properties"], model, texts)
    for model, key, other in _OTHER_NAMES:
        keys = shapes[model.__name__]["properties"]
        one_or_more = keys[key] if "items" not in keys[key] else {"anyOf": [keys[key]["items"], keys[key]]}
        keys[other] = {**one_or_more, "description": f"{keys[key]['description']} (As {key}.)"}
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}


class _Generator(GenerateJsonSchema):
    """pydantic's schema of the model, widened to what the model's readers take."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = super().function_before_schema(schema)
        read = _READERS.get(schema["function"]["function"])
        return read(inner) if read else inner

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> JsonSchemaValue:
        inner = super().function_after_schema(schema)
        read = _READERS.get(schema["function"]["function"])
        return read(inner) if read else inner

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        shape = super().str_schema(schema)
        return {**shape, "pattern": _ID} if "\\w" in shape.get("pattern", "") else shape

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        """Keys that do not fit are refused, not passed over."""
        return {
            "type": "object",
            "additionalProperties": self.generate_inner(schema["values_schema"]),
            "propertyNames": self.generate_inner(schema["keys_schema"]),
        }


def _models() -> dict[str, type[BaseModel]]:
    members = vars(plan_module).values()
    classes = [each for each in members if inspect.isclass(each) and issubclass(each, Model)]
    return {each.__name__: each for each in classes if each not in (Model, Gathering)}


def _help() -> dict[tuple[str, str], str]:
    """The text below each field in the model's source, by class and field."""
    found: dict[tuple[str, str], str] = {}
    for part in ast.parse(inspect.getsource(plan_module)).body:
        if isinstance(part, ast.ClassDef):
            for field, below in pairwise(part.body):
                text = below.value if isinstance(below, ast.Expr) else None
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and isinstance(text, ast.Constant)
                ):
                    found[part.name, field.target.id] = inspect.cleandoc(str(text.value)).replace("\n", " ")
    return found


def _explain(keys: Shape, model: type[BaseModel], texts: Mapping[tuple[str, str], str]) -> None:
    """Give each key its help text, and leave out titles and defaults that say nothing."""
    for name, field in model.model_fields.items():
        shape = keys[field.alias or name]
        shape.pop("title", None)
        if not shape.get("default"):
            shape.pop("default", None)
        shape["description"] = next(
            text for each in model.__mro__ if (text := texts.get((each.__name__, name)))
        )


if __name__ == "__main__":
    FILE.write_text(json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
