"""Whom a line below a heading makes responsible for the whole section: "Ansvarig: hamnkaptenen", "Ansvarleg for heile kapittelet:
Eva Lind". Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from config import patterns
from config.work_words import any_of, work_words
from mappings.reading.clauses import bare, names_somebody, split_names
from mappings.reading.lines import Form, Line

_SCOPE = 45
"""Letters of what somebody is responsible for, in such a label."""


def named_over(lines: Iterable[Line]) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The labels, by the numbers of their lines: the sections that they stand in, and whom they name."""
    found: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    above: Line | None = None
    for line in lines:
        below_heading = above is not None and above.form is Form.HEADING
        names = _names(line, below_heading=below_heading)
        if names and line.sections:
            found[line.number] = line.sections, names
        above = line
    return found


def _names(line: Line, *, below_heading: bool) -> tuple[str, ...]:
    """Whom a line names as responsible for more than what stands before it; it says for what, or stands below a heading."""
    if line.form is not Form.TEXT:
        return ()
    words, work = line.language, work_words(line.language.code)
    being = rf"(?:\s+(?:{any_of(work['being'])}))?"
    scope = (
        rf"(?P<scope>\s+(?:{any_of((*work['purpose'], *words.within, 'av', 'of'))})\s+[^:.,]{{3,{_SCOPE}}}?)?"
    )
    label = patterns.match(
        rf"(?:{any_of(work['responsible'])}){being}{scope}\s*:\s*(?P<who>.{{2,60}})$",
        bare(line.text).strip("*_ "),
        re.IGNORECASE,
    )
    if label is None or not (label["scope"] or below_heading) or not names_somebody(label["who"], words):
        return ()
    return tuple(split_names(label["who"], words))
