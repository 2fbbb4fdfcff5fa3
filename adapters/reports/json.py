"""The report as JSON: numbers, ISO dates, keys and codes under a schema with a name and a version. No words of a language."""

from __future__ import annotations

import json
from collections.abc import Mapping

from mappings.report import Json


def render(data: Mapping[str, Json]) -> str:
    """The report's data in a fixed order, ending in one line break: a line for each part, and for each entry of a list."""
    parts = ",\n".join(f" {_dump(key)}: {_part(value)}" for key, value in data.items())
    return f"{{\n{parts}\n}}\n"


def _part(value: Json) -> str:
    if not isinstance(value, list) or not value:
        return _dump(value)
    entries = ",\n".join(f"  {_dump(entry)}" for entry in value)
    return f"[\n{entries}\n ]"


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
