"""What was last imported into a plan, kept beside it, so that a later document can be told from what was edited by hand."""

from __future__ import annotations

import json
from pathlib import Path

from config.settings import DATA_FOLDER
from mappings.reading_again import Memory
from sync.cli.files import write

FILE = "imported.json"


def recall(plan: Path) -> Memory | None:
    """What the document said when it was last imported into this plan. None when that is not known."""
    try:
        data = json.loads((plan.resolve().parent / DATA_FOLDER / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    known = data.get(plan.name) if isinstance(data, dict) else None
    if not isinstance(known, dict) or not all(isinstance(one, dict) for one in known.values()):
        return None
    return known


def remember(plan: Path, memory: Memory) -> None:
    """Keep it. UserError when it cannot be written. What is no ordinary file (a pipe) has nothing beside it."""
    if not plan.is_file():
        return
    folder = plan.resolve().parent / DATA_FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / FILE
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    whole = {**(known if isinstance(known, dict) else {}), plan.name: memory}
    write(path, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
