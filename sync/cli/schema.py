"""``hjul schema``: the JSON Schemas of plan.yaml and of the report as JSON. Prints what is shipped; makes nothing."""

from __future__ import annotations

from importlib.resources import files

SHIPPED = {"plan": ("config", "plan.schema.json"), "report": ("mappings", "report.schema.json")}


def run(what: str) -> None:
    """Print the schema that an editor completes and checks plan.yaml by, or the one that a report in JSON fits."""
    package, name = SHIPPED[what]
    print((files(package) / name).read_text(encoding="utf-8"), end="")
