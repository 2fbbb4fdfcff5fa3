"""What hjul writes into a Google event to know its own again: private extended properties, which no calendar shows.

Google drops a property whose name is longer than 44 characters and cuts a value after 1024, without a word, so that a long
value stands in several. Never anyone else's properties.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PLAN = "hjul.plan"
KEY = "hjul.key"
GENERATION = (
    "hjul.generation"  # the how-manieth id of this item, where an earlier one could not be used again
)
KIND = "hjul.kind"
STAMP = "hjul.stamp"  # what hjul last wrote: shared fields, and a digest of the plan's
LINES = "hjul.lines"  # checksums of the managed description's lines
CATEGORIES = "hjul.categories"  # Google has none: they stand here alone
REMINDERS = "hjul.reminders"  # the plan's, in minutes before the start
INVITED = "hjul.invited"  # the addresses that hjul invited: the rest of the attendees are people's
MAIL = "hjul.mail"  # Google is to write to those invited
SOURCE = "hjul.source"  # the plan's address and title
CANCELLED = "hjul.cancelled"  # the word before the title
FREED = "hjul.freed"  # hjul said that a cancelled meeting takes no time
TAKEN = "hjul.taken"  # hjul itself takes it away: its remains are nobody's deletion
BURIED = "hjul.buried"  # no event, only the memory that a person deleted one

_OURS = "hjul."
_LONGEST = 1024
"""Bytes of a value: what Google counts as characters is not said, and bytes are never fewer."""


def put(properties: dict[str, str], name: str, value: str) -> None:
    """Set a property, in as many parts as its length asks for; an empty value is none."""
    for number, part in enumerate(_parts(value)):
        properties[_named(name, number)] = part


def get(properties: Mapping[str, str], name: str) -> str | None:
    """What ``put`` was given; None where it is not there."""
    parts: list[str] = []
    while (part := properties.get(_named(name, len(parts)))) is not None:
        parts.append(part)
    return "".join(parts) if parts else None


def private(body: Mapping[str, Any]) -> dict[str, str]:
    """The private properties of an event, whoever made them; those that are no text are passed over."""
    extended = body.get("extendedProperties")
    found = extended.get("private") if isinstance(extended, dict) else None
    if not isinstance(found, dict):
        return {}
    return {str(name): value for name, value in found.items() if isinstance(value, str)}


def ours(properties: Mapping[str, str]) -> dict[str, str]:
    """Those that hjul made."""
    return {name: value for name, value in properties.items() if name.startswith(_OURS)}


def _named(name: str, number: int) -> str:
    return f"{name}.{number + 1}" if number else name


def _parts(value: str) -> list[str]:
    parts: list[str] = []
    size = _LONGEST
    for letter in value:
        width = len(letter.encode())
        if size + width > _LONGEST:
            parts.append("")
            size = 0
        parts[-1] += letter
        size += width
    return parts
