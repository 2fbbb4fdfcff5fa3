"""What the Google adapter keeps of a calendar from one reading to the next: its cursor, in the ledger.

The cursor also has our events as they were last read, so that changing one costs one request and not two. Never keeps a sign-in.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mappings.items import Key

_VERSION = 1
LARGEST_KEPT = 64 * 1024
"""Characters of an event: a larger one is read again when it is to be changed."""
_MOST_UNPACKED = 256 * 1024 * 1024

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cursor:
    """What the next reading begins with."""

    calendar: str = ""
    token: str | None = None
    keys: Mapping[str, Key] = field(default_factory=dict)  # ref -> key, of all of ours that are there
    flaws: Mapping[str, str] = field(default_factory=dict)  # ref -> why it could not be understood
    buried: frozenset[Key] = frozenset()
    generations: Mapping[Key, int] = field(default_factory=dict)  # where it is not the first
    bodies: Mapping[str, Body] = field(default_factory=dict)

    @classmethod
    def loaded(cls, text: str | None, plan_id: str, zone: str) -> Cursor | None:
        """None when there is none, or it was made for something else: then everything is read."""
        try:
            kept = json.loads(text or "null")
            if [kept["version"], kept["plan"], kept["zone"]] != [_VERSION, plan_id, zone]:
                return None
            return cls(
                str(kept["calendar"]),
                _texts({"token": kept["token"] or ""})["token"] or None,
                {ref: Key(key) for ref, key in _texts(kept["keys"]).items()},
                _texts(kept["flaws"]),
                _keys(kept["buried"]),
                {Key(str(key)): int(number) for key, number in kept["generations"].items()},
                _unpacked(kept["bodies"]),
            )
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error):
            return None

    def dumped(self, plan_id: str, zone: str) -> str:
        """``plan_id`` and ``zone`` are what the events were read with."""
        kept = {
            "version": _VERSION,
            "plan": plan_id,
            "zone": zone,
            "calendar": self.calendar,
            "token": self.token,
            "keys": dict(self.keys),
            "flaws": dict(self.flaws),
            "buried": sorted(self.buried),
            "generations": dict(self.generations),
            "bodies": _packed(self.bodies),
        }
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def to_image(body: Body) -> str:
    """An event whole, as text."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def from_image(image: str) -> Body | None:
    """What ``to_image`` was given; None where it is none."""
    try:
        found = json.loads(image)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(
        isinstance(each, str) for pair in value.items() for each in pair
    ):
        raise TypeError
    return value


def _keys(value: object) -> frozenset[Key]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError
    return frozenset(map(Key, value))


def _packed(bodies: Mapping[str, Body]) -> str:
    kept = {ref: body for ref, body in sorted(bodies.items()) if len(to_image(body)) <= LARGEST_KEPT}
    return base64.b85encode(zlib.compress(json.dumps(kept).encode(), 6)).decode()


def _unpacked(text: str) -> dict[str, Body]:
    opened = zlib.decompressobj()
    data = opened.decompress(base64.b85decode(text), _MOST_UNPACKED)
    if opened.unconsumed_tail:
        raise ValueError
    return {str(ref): dict(body) for ref, body in json.loads(data).items()}
