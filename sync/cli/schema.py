"""``hjul schema``: the JSON Schema of plan.yaml. Prints what is shipped; makes nothing."""

from __future__ import annotations

from importlib.resources import files


def run() -> None:
    """Print the schema that an editor completes and checks plan.yaml by."""
    print((files("config") / "plan.schema.json").read_text(encoding="utf-8"), end="")
