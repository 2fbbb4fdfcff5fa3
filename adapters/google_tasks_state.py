"""What the Google Tasks adapter keeps of a list from one reading to the next: which task is which item. Never keeps a sign-in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mappings.items import Key

_VERSION = 1

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cursor:
    """What the next reading begins with."""

    tasks: str = ""  # the list's id
    keys: Mapping[str, Key] = field(default_factory=dict)  # ref -> key, of all of ours that are there

    @classmethod
    def loaded(cls, text: str | None, plan_id: str) -> Cursor | None:
        """None when there is none, or it was made for something else: then only the tasks themselves tell."""
        try:
            kept = json.loads(text or "null")
            if [kept["version"], kept["plan"]] != [_VERSION, plan_id]:
                return None
            return cls(str(kept["list"]), {str(ref): Key(str(key)) for ref, key in kept["keys"].items()})
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def dumped(self, plan_id: str) -> str:
        """``plan_id`` is what the tasks were read with."""
        kept = {"version": _VERSION, "plan": plan_id, "list": self.tasks, "keys": dict(self.keys)}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def etag_of(body: Body) -> str:
    """Tells whether a task reads otherwise than before. Google says nowhere what its own etags of tasks tell.

    Where a task stands in the list and what hangs on it are not in it: neither is read or written here.
    """
    read = [body.get(name) or "" for name in ("title", "notes", "status", "completed")]
    read.append(str(body.get("due") or "")[:10])
    return hashlib.sha256(json.dumps(read).encode()).hexdigest()[:24]
