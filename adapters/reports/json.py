"""The report as JSON: numbers, ISO dates, keys and codes under a schema with a name and a version. No words of a language."""

from __future__ import annotations

import json

from mappings.report import Report


def render(report: Report) -> str:
    """The report's data, indented, in a fixed order, ending in one line break."""
    return json.dumps(report.data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
