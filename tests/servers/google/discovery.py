"""Holds requests against Google's own discovery document. It knows no state."""

from __future__ import annotations

import json
import re
from typing import Any

from googleapiclient import discovery_cache  # type: ignore[import-untyped]

from tests.servers.google.refusal import Refusal

DOCUMENT: dict[str, Any] = json.loads(discovery_cache.get_static_doc("calendar", "v3"))
_KINDS: dict[str, type] = {"string": str, "boolean": bool, "integer": int, "array": list, "object": dict}


def method_of(verb: str, path: str) -> tuple[str, dict[str, Any], dict[str, str]]:
    """The id of the method, its description, the parts of the (still quoted) path; 404 if there is none."""
    for resource in DOCUMENT["resources"].values():
        for method in resource["methods"].values():
            pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", method["path"])
            found = re.fullmatch("/" + DOCUMENT["servicePath"] + pattern, path)
            if found and method["httpMethod"] == verb:
                return method["id"], method, found.groupdict()
    raise Refusal(404, "notFound")


def check_parameters(method: dict[str, Any], given: dict[str, list[str]]) -> None:
    """400 for a parameter that is unknown, repeated, missing or of the wrong type (documented)."""
    known = DOCUMENT["parameters"] | method.get("parameters", {})
    if any(rule.get("required") and name not in given for name, rule in known.items()):
        raise Refusal(400, "required")
    for name, values in given.items():
        rule = known.get(name)
        if rule is None or (len(values) > 1 and not rule.get("repeated")):
            raise Refusal(400, "invalidParameter")
        if not all(_fits(rule, value) for value in values):
            raise Refusal(400, "invalidParameter")


def check_body(schema: dict[str, Any], value: Any) -> None:
    """400 for an unknown field or a wrong type, at any depth (assumed: Google may be more lenient)."""
    if "$ref" in schema:
        schema = DOCUMENT["schemas"][schema["$ref"]]
    if value is None:
        return
    kind = _KINDS.get(schema.get("type", ""))
    if kind and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
        raise Refusal(400, "invalid")
    if isinstance(value, list):
        for item in value:
            check_body(schema["items"], item)
    if isinstance(value, dict):
        for name, item in value.items():
            inner = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
            if inner is None:
                raise Refusal(400, "invalid")
            check_body(inner, item)


def _fits(rule: dict[str, Any], value: str) -> bool:
    if rule["type"] == "integer":
        return re.fullmatch(r"-?\d+", value) is not None
    if rule["type"] == "boolean":
        return value in ("true", "false")
    return value in rule.get("enum", [value])
