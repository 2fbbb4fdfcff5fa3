"""What a plan document says of itself: language, organisation, title, period, status and days of decision."""

from __future__ import annotations

from mappings.blocks import Document
from mappings.reading.lines import Line
from mappings.reading.model import Head


def read_head(document: Document, lines: tuple[Line, ...]) -> Head:
    """The head of these lines."""
    return Head()
