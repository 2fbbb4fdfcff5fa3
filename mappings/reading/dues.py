"""What phrases of time say together: one day for a clause, and how sure it is. Pure; finds no phrase itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from config.deadlines import Deadline, Surroundings
from config.language import Language
from config.work_words import work_words
from mappings.reading.model import Certainty, Due

_NAMES = {
    "TERM-SPRING": "TERM",
    "TERM-AUTUMN": "TERM",
    "NEW-YEAR": "YEAR",
    "ST-JOHNS-EVE": "MIDSUMMER",
    "ELECTION-BEFORE": "ELECTION",
    "WINDOW": "DATE",
}
"""The rules of config.deadlines that a reading calls by a wider name."""
_WINDOWS = frozenset({"MONTH", "WEEK", "QUARTER", "TERTIAL", "HALF", "YEAR"})
_EXACT = frozenset({"DATE", "BEFORE-DATE", "BEFORE-EVENT", "EVENT-DATE", "LISTED-MEETING", "REL"})


def certainty(rule: str | None, *, guessed: bool = False) -> Certainty:
    """How sure a day is that this rule set."""
    if rule is None or rule in {"NONE", "START", "UNREAD"}:
        return Certainty.NONE
    if guessed:
        return Certainty.INTERPRETED
    return (
        Certainty.WINDOW if rule in _WINDOWS else Certainty.EXACT if rule in _EXACT else Certainty.INTERPRETED
    )


def as_due(deadline: Deadline, said: str) -> Due:
    """A deadline that was read, as what a reading keeps of it."""
    rule = _NAMES.get(deadline.rule, deadline.rule)
    said = said.rstrip(" .,;:)")
    if deadline.latest is None:
        return Due(phrase=said, rule=rule, start=deadline.earliest)
    guessed = deadline.interpreted and rule in _EXACT
    anchor = said.split(maxsplit=1)[-1] if rule in {"AGM", "ELECTION"} else None
    sure = certainty(rule, guessed=guessed)
    return Due(deadline.latest, (deadline.latest,), said, rule, sure, anchor=anchor)


def together(found: Iterable[Due], around: Surroundings) -> Due:
    """Several phrases of one clause: the last day counts and all are kept; what sets no day says how often or from when."""
    phrases = list(found)
    cadence = next((due.cadence for due in phrases if due.cadence), None)
    start = next((due.start for due in phrases if due.start), None)
    dated = [due for due in phrases if due.latest]
    if not dated:
        first = next((due for due in phrases if due.rule and due.rule != "NONE"), phrases[0])
        return replace(first, cadence=cadence, start=start)
    last = max(dated, key=lambda due: due.latest or date.min)
    if cadence in _MANY and all(due.rule == "MONTH" for due in dated):
        said = " ".join(due.phrase for due in phrases if due.phrase)
        return Due(phrase=said, rule="NONE", cadence=cadence, start=start)
    days = tuple(sorted({day for due in dated for day in due.all}))
    if cadence == "yearly" and last.rule == "DATE" and len(days) == 1:
        days = tuple(_each_year(days[0], around))
    return replace(last, latest=max(days), all=days, cadence=cadence, start=start)


_MANY = frozenset({"daily", "weekly", "every other week"})
"""What is done so often within a month has no last day: "hver lørdag i desember"."""
SEASONS = frozenset({"SPRING", "SUMMER-DURING", "AUTUMN", "WINTER", "TERM"})
_AT_A_GATHERING = frozenset({"LISTED-MEETING", "EVENT-DATE", "AGM"})


def without_complements(found: list[Due], one: Language) -> list[Due]:
    """Without what only says what the clause is about: "the notice of the meeting … 14 days before the meeting"."""
    firm = any(due.rule == "REL" or _is_last_day(due, one) for due in found)
    if firm:
        found = [due for due in found if due.rule not in _AT_A_GATHERING]
        days = [due.latest for due in found if due.latest and _is_last_day(due, one)]
        found = [
            due
            for due in found
            if due.rule not in SEASONS or not due.latest or due.latest <= max(days, default=due.latest)
        ]
    rest = [
        due
        for due in found
        if not due.latest or due.rule != "YEAR" or not re.search(r"\d{4}$", due.phrase or "")
    ]
    return rest if any(due.latest for due in rest) or not any(due.latest for due in found) else found


def _is_last_day(due: Due, one: Language) -> bool:
    """Whether a phrase is a stated last day, and no gathering's: "senast 15 januari", "by 15 January"."""
    if due.rule not in {"DATE", "BEFORE-DATE"} or not due.phrase:
        return False
    return due.phrase.casefold().startswith(
        tuple(f"{form} " for form in (*one.at, *one.before, *work_words(one.code)["deadline"]))
    )


def _each_year(day: date, around: Surroundings) -> Iterator[date]:
    for year in range(around.start.year, around.end.year + 1):
        if (day.month, day.day) == (2, 29):
            continue
        if around.start <= (one := day.replace(year=year)) <= around.end:
            yield one
