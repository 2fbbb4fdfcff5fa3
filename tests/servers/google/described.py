"""Requests and answers held against Google's own description of its APIs, as bundled with its client. Knows no state.

[S] ``googleapiclient.discovery_cache``: calendar v3 and tasks v1. Whatever departs from it is ``Misuse``: Google itself passes over
much of it without a word, and so a test has to fail for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

from googleapiclient.discovery_cache import get_static_doc  # type: ignore[import-untyped]

from tests.servers.google.refusal import Refusal

_APIS = (("calendar", "v3"), ("tasks", "v1"))
_KINDS: dict[str, type] = {"string": str, "boolean": bool, "integer": int, "array": list, "object": dict}
_WHOLE_NUMBER = re.compile(r"-?\d+")


class Misuse(Exception):
    """A request, or an answer of the local server, that is not as Google describes it."""


@dataclass(frozen=True, slots=True)
class Api:
    """One API. ``batch`` is the path of its batches, with a slash before it."""

    name: str
    batch: str
    parameters: Mapping[str, Any]
    schemas: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Method:
    """One method; ``id`` as ``calendar.events.insert``."""

    id: str
    verb: str
    path: re.Pattern[str]
    api: Api = field(repr=False)
    said: Mapping[str, Any] = field(repr=False)

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.said.get("scopes", ()))

    def parameters(self, path: Mapping[str, str], query: Mapping[str, list[str]]) -> dict[str, Any]:
        """Every parameter, unquoted and of its own type; what may be repeated as a list. Raises Misuse."""
        known = {**self.api.parameters, **self.said.get("parameters", {})}
        given = {**{name: [unquote(value)] for name, value in path.items()}, **query}
        for name in given.keys() - known.keys():
            raise Misuse(f"{self.id}: there is no parameter {name}")
        for name in (name for name, rule in known.items() if rule.get("required") and name not in given):
            raise Misuse(f"{self.id}: {name} is missing")
        return {name: _read(f"{self.id}: {name}", known[name], values) for name, values in given.items()}

    def check_body(self, body: Any) -> None:
        """Raises Misuse for an unknown field, a wrong type, or what this method must be given and was not."""
        if "request" not in self.said:
            if body is not None:
                raise Misuse(f"{self.id}: takes no body")
            return
        if not isinstance(body, dict):
            raise Misuse(f"{self.id}: the body is no JSON object")
        schema = self.api.schemas[self.said["request"]["$ref"]]
        for name, rule in schema.get("properties", {}).items():
            if self.id in rule.get("annotations", {}).get("required", ()) and name not in body:
                raise Refusal(400, "required", f"Missing {name}.")
        _check(self.api, f"{self.id}: body", schema, body, nulls=self.verb == "PATCH")

    def check_answer(self, body: Any) -> None:
        """Raises Misuse where the local server itself answers otherwise than Google describes."""
        if "response" not in self.said:
            if body is not None:
                raise Misuse(f"{self.id}: answers with no body")
            return
        _check(self.api, f"{self.id}: answer", {"$ref": self.said["response"]["$ref"]}, body, nulls=False)


def method_of(verb: str, path: str) -> tuple[Method, dict[str, str]]:
    """Which method it is, and the parts of its path as they stand there. Raises Misuse for none."""
    for method in METHODS:
        found = method.path.fullmatch(path)
        if found and method.verb == verb:
            return method, found.groupdict()
    raise Misuse(f"there is no method for {verb} {path}")


def _read(where: str, rule: Mapping[str, Any], values: list[str]) -> Any:
    if rule.get("repeated"):
        return [_one(where, rule, value) for value in values]
    if len(values) > 1:
        raise Misuse(f"{where} is there {len(values)} times")
    return _one(where, rule, values[0])


def _one(where: str, rule: Mapping[str, Any], value: str) -> Any:
    if "enum" in rule and value not in rule["enum"]:
        raise Misuse(f"{where} is {value!r}, and none of {rule['enum']}")
    match rule["type"]:
        case "boolean":
            if value not in {"true", "false"}:
                raise Misuse(f"{where} is {value!r}, and neither true nor false")
            return value == "true"
        case "integer":
            if not _WHOLE_NUMBER.fullmatch(value):
                raise Misuse(f"{where} is {value!r}, and no whole number")
            number = int(value)
            if not int(rule.get("minimum", number)) <= number <= int(rule.get("maximum", number)):
                raise Misuse(f"{where} is {number}, which is out of range")
            return number
        case _:
            _check_format(where, rule, value)
            return value


def _check(api: Api, where: str, schema: Mapping[str, Any], value: Any, *, nulls: bool) -> None:
    if "$ref" in schema:
        schema = api.schemas[schema["$ref"]]
    if value is None and nulls:
        return
    kind = _KINDS.get(schema.get("type", "any"))
    if kind is not None and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
        raise Misuse(f"{where} is {value!r}, and no {schema['type']}")
    if "enum" in schema and value not in schema["enum"]:
        raise Misuse(f"{where} is {value!r}, and none of {schema['enum']}")
    if isinstance(value, str):
        _check_format(where, schema, value)
    if kind is list:
        for number, each in enumerate(value):
            _check(api, f"{where}[{number}]", schema["items"], each, nulls=nulls)
    if kind is dict:
        for name, each in value.items():
            inner = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
            if inner is None:
                raise Misuse(f"{where} has no field {name}")
            _check(api, f"{where}.{name}", inner, each, nulls=nulls)


def _check_format(where: str, rule: Mapping[str, Any], value: str) -> None:
    try:
        if rule.get("format") == "date":
            date.fromisoformat(value)
        elif rule.get("format") == "date-time":
            datetime.fromisoformat(value)
    except ValueError:
        raise Misuse(f"{where} is {value!r}, and no {rule['format']}") from None


def _apis() -> Iterable[tuple[Api, Mapping[str, Any]]]:
    for name, version in _APIS:
        document = json.loads(get_static_doc(name, version))
        api = Api(name, "/" + document["batchPath"], document["parameters"], document["schemas"])
        yield api, document


def _methods() -> Iterable[Method]:
    for api, document in _apis():
        for resource in document["resources"].values():
            for said in resource["methods"].values():
                pattern = re.sub(
                    r"\\\{(\w+)\\\}",
                    r"(?P<\1>[^/]+)",
                    re.escape("/" + document["servicePath"] + said["path"]),
                )
                yield Method(said["id"], said["httpMethod"], re.compile(pattern), api, said)


# The ones with the fewest parts to fill in come first: a path may be of two methods.
METHODS = sorted(_methods(), key=lambda method: method.path.groups)
BATCHES = {method.api.batch: method.api for method in METHODS}
