"""A document of rules for plans: what a plan must hold and what is decided every year. It holds no task. Pure."""

from __future__ import annotations

from mappings.reading.lines import Line
from mappings.reading.model import Head
from mappings.reading.rest import Rest


def read_rules(lines: tuple[Line, ...], head: Head) -> Rest:
    """The checklist and the yearly decisions of a document of rules."""
    return Rest()
