"""Where each line stands: in goals, measures, the present state or an introduction, and under which lead-in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from config.work_words import work_words
from mappings.reading.clauses import bare
from mappings.reading.lines import Form, Line
from mappings.reading.tongue import find


class Kind(StrEnum):
    """What a label says of the lines below it."""

    GOALS = "goals"
    MEASURES = "measures"
    PRESENT = "present"
    BACKGROUND = "background"
    CONTENTS = "contents"
    CONDUCT = "conduct"


@dataclass(frozen=True, slots=True)
class Context:
    """``kind`` is what the label above says, ``item_kind`` what it says of list items; ``lead`` is the line that leads a list."""

    kind: Kind | None = None
    labelled: Kind | None = None
    lead: Line | None = None


_LISTS = {
    Kind.GOALS: "goals",
    Kind.MEASURES: "measures",
    Kind.PRESENT: "present",
    Kind.BACKGROUND: "background",
    Kind.CONTENTS: "contents",
    Kind.CONDUCT: "conduct",
}


def label_kind(line: Line) -> Kind | None:
    """What kind of block a heading or a short line opens: "Tiltak:", "MÅL", "Mål for 2027:", "STRATEGIER, AKTIVITETER"."""
    plain = re.sub(r"^[\d.]+\s*", "", bare(line.text)).casefold().strip(" .:")
    plain = re.sub(r"\s+(?:for|för|i|in)?\s*(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?$", "", plain)
    if not plain or len(plain) > 50:
        return None
    work = work_words(line.language.code)
    for kind, name in _LISTS.items():
        if plain in work[name]:
            return kind
    return None


def is_label(line: Line) -> bool:
    """Whether a line is nothing but a label of the block below it."""
    return line.form is not Form.ROW and label_kind(line) is not None and len(line.text) < 50


def is_lead(line: Line, following: Line | None) -> bool:
    """Whether a line leads the list below it: it ends in a colon or in the middle of its clause."""
    if following is None or following.form is not Form.ITEM or line.form is Form.ROW:
        return False
    text = line.text.rstrip()
    if line.form is Form.ITEM and following.level <= line.level:
        return False
    shall = work_words(line.language.code)["shall"]
    words = text.casefold().split()
    if text.endswith("."):
        return False
    decides = {form.split()[0] for form in work_words(line.language.code)["decides"]}
    open_end = text.endswith(":") or any(word in shall for word in words[-2:]) or words[-1] in decides
    return open_end or (
        line.form is not Form.ITEM and len(words) < 15 and any(word in shall for word in words)
    )


def contexts(lines: Iterable[Line]) -> tuple[Context, ...]:
    """The context of each line, by its number."""
    ordered = list(lines)
    found: list[Context] = []
    section: dict[int, Kind] = {}
    label: Kind | None = None
    lead: Line | None = None
    listed = False
    opened_at = 0
    for number, line in enumerate(ordered):
        if line.form is Form.ITEM and label and line.level <= opened_at:
            label, lead = None, None
        following = ordered[number + 1] if number + 1 < len(ordered) else None
        counts = line.form is not Form.ITEM or line.text.rstrip().endswith(":")
        own = label_kind(line) if counts and is_label(line) else None
        leads = is_lead(line, following)
        if line.form is Form.HEADING and leads and not own:
            lead, listed = line, False
            found.append(Context(section[max(section)] if section else None, label))
            continue
        if line.form is Form.HEADING:
            section = {level: kind for level, kind in section.items() if level < line.level}
            if own:
                section[line.level] = own
            label, lead, listed = None, None, False
        elif own:
            label, lead, listed, opened_at = own, None, False, 0
        elif line.form is Form.TEXT and listed and label and not is_lead(line, following):
            label, lead = None, None
        elif line.form is not Form.ITEM and not is_lead(line, following):
            lead = None
        around = section[max(section)] if section else None
        found.append(Context(around, label, lead if line.form is Form.ITEM else None))
        if line.form is Form.ITEM:
            listed = True
        if is_lead(line, following):
            lead, listed = line, False
            if (kind := opens(line)) is not None:
                label, opened_at = kind, line.level if line.form is Form.ITEM else 0
    return tuple(found)


def opens(line: Line) -> Kind | None:
    """The kind that the end of a lead-in names: "Vi vil at flere skal ta del. Tiltakene er:"."""
    last = re.split(r"[.!?]\s+", line.text.strip())[-1].casefold().strip(" :")
    work = work_words(line.language.code)
    if last in work["measures"] or (line.text.rstrip().endswith(":") and find(last, work["measures"])):
        return Kind.MEASURES
    return Kind.GOALS if last in work["goals"] or find(last, work["works_for"]) else None
