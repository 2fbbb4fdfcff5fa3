"""Where each line stands: in goals, measures, the present state or an introduction, and under which lead-in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, zip_longest

from config.work_words import any_of, work_words
from mappings.reading.charged import whom_charged
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


def _opening_kind(line: Line) -> Kind | None:
    """What a heading opens whose first word says it: "Summary and introduction, for whom", "Rules for the boats"."""
    words, work = line.language, work_words(line.language.code)
    plain = re.sub(r"^[\d.\s]+", "", bare(line.text)).casefold()
    ends = (*words.within, *words.at, *work["relative"], *work["purpose"])
    opening = re.split(rf"\s(?:{any_of(ends)})\s|[,:;.(]", plain)[0]
    parts = re.split(rf"\s(?:{any_of(words.conjunctions)})\s", opening)
    for kind in (Kind.BACKGROUND, Kind.CONDUCT):
        if all(part.strip() in work[_LISTS[kind]] for part in parts):
            return kind
    rules = tuple(form for form in work["conduct"] if " " not in form and len(form) >= _COMPOUND)
    return Kind.CONDUCT if re.fullmatch(r"[^\W\d_]+", opening) and opening.endswith(rules) else None


_COMPOUND = 6
"""Letters of a word that others are put together with: "kjøreregler"."""


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
    charged = tuple(form.rsplit(" ", 1)[0] for form in shall if form.count(" ") > 1)  # "får i uppdrag"
    open_end = (
        text.endswith(":")
        or text.casefold().endswith(charged or ("\0",))
        or any(word in shall for word in words[-2:])
        or words[-1] in decides
        or words[-1] in work_words(line.language.code)["to"]
        or bool(whom_charged(text, line.language))
    )
    return open_end or (
        line.form is not Form.ITEM and len(words) < 15 and any(word in shall for word in words)
    )


def contexts(lines: Iterable[Line]) -> tuple[Context, ...]:
    """The context of each line, by its number."""
    ordered = list(lines)
    reader = _Reader(_listed_parts(ordered))
    return tuple(
        reader.line(line, following) for line, following in zip_longest(ordered, ordered[1:]) if line
    )


class _Reader:
    """Goes through the lines in order. ``section`` are the kinds of the open headings by their levels."""

    def __init__(self, listed_parts: frozenset[int]) -> None:
        self.listed_parts = listed_parts
        self.section: dict[int, Kind] = {}
        self.label: Kind | None = None
        self.lead: Line | None = None
        self.listed = False
        self.opened_at = 0

    def line(self, line: Line, following: Line | None) -> Context:
        if line.form is Form.ITEM and self.label and line.level <= self.opened_at:
            self.label, self.lead = None, None
        own, leads = _own_kind(line), is_lead(line, following)
        if line.form is Form.HEADING and leads and not own:
            self.lead, self.listed = line, False
            return Context(self.around(), self.label)
        self.open(line, own, leads=leads)
        around = Kind.CONTENTS if line.number in self.listed_parts else self.around()
        context = Context(around, self.label, self.lead if line.form is Form.ITEM else None)
        self.listed = self.listed or line.form is Form.ITEM
        if leads:
            self.lead, self.listed = line, False
            if (kind := opens(line)) is not None:
                self.label, self.opened_at = kind, line.level if line.form is Form.ITEM else 0
        return context

    def around(self) -> Kind | None:
        return self.section[max(self.section)] if self.section else None

    def open(self, line: Line, own: Kind | None, *, leads: bool) -> None:
        """What the line opens and closes before it stands in it itself."""
        if line.form is Form.HEADING:
            self.section = {level: kind for level, kind in self.section.items() if level < line.level}
            if own:
                self.section[line.level] = own
            self.label, self.lead, self.listed = None, None, False
        elif own:
            self.label, self.lead, self.listed, self.opened_at = own, None, False, 0
        elif line.form is Form.TEXT and self.listed and self.label and not leads:
            self.label, self.lead = None, None
        elif line.form is not Form.ITEM and not leads:
            self.lead = None


def _own_kind(line: Line) -> Kind | None:
    """What the line opens by its own words, where it is a label or a heading."""
    if _is_title(line):
        return None
    counts = line.form is not Form.ITEM or line.text.rstrip().endswith(":")
    own = label_kind(line) if counts and is_label(line) else None
    return _opening_kind(line) if own is None and line.form is Form.HEADING else own


def _is_title(line: Line) -> bool:
    """Whether a heading on top of everything is what the plan is called: "Handlingsplan 2027" is no label of measures."""
    names = work_words(line.language.code)["plan_names"]
    first = line.form is Form.HEADING and line.number < _TOP
    return first and any(name in line.text.casefold() for name in names)


_TOP = 4
"""Lines in which a title stands."""


def _listed_parts(lines: list[Line]) -> frozenset[int]:
    """The numbers of the lines of lists that name the parts of the document: its contents, whatever stands above them."""
    named = {key: line.number for line in lines if line.form is Form.HEADING and (key := _key(line.text))}
    found: set[int] = set()
    for is_item, group in groupby(lines, key=lambda line: line.form is Form.ITEM):
        items = list(group)
        parts = [line for line in items if named.get(_key(line.text), -1) > line.number] if is_item else []
        if len(parts) >= _PARTS and len(parts) > _MOST * len(items):
            found.update(line.number for line in items)
    return frozenset(found)


_PARTS, _MOST = 3, 0.6
_KEY = 3
"""Words that tell one part from another, though it is worded a little otherwise in the list."""


def _key(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", text.casefold())[:_KEY])


def opens(line: Line) -> Kind | None:
    """The kind that the end of a lead-in names: "Vi vil at flere skal ta del. Tiltakene er:"."""
    last = re.split(r"[.!?]\s+", line.text.strip())[-1].casefold().strip(" :")
    work = work_words(line.language.code)
    if last in work["measures"] or (line.text.rstrip().endswith(":") and find(last, work["measures"])):
        return Kind.MEASURES
    return Kind.GOALS if last in work["goals"] or find(last, work["works_for"]) else None
