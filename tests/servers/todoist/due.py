"""Due dates: the documented forms, and as much of Todoist's own language as members write in these tests."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from tests.servers.todoist.refusal import invalid

_DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,6})?Z?)?")
_STEPS = {
    ("every day", "varje dag", "hver dag"): 1,
    ("every week", "varje vecka", "hver uke"): 7,
}
_MONTHLY = ("every month", "varje månad", "hver måned")
NO_DATE = ("no date", "inget datum", "ingen dato")


def due_of(given: dict[str, Any] | None, today: date) -> dict[str, Any] | None:
    """API documentation, "Due dates". A date beats the words; only words make it recur."""
    if given is None:
        return None
    words, day = given.get("string"), given.get("date")
    if day is None and words is None:
        raise invalid("due", "neither date nor string")
    if words is not None and words.lower() in NO_DATE:
        return None
    recurs = words is not None and is_recurring(words)
    if day is None:
        day = _understood(words or "", today)
    if not is_date(day):
        raise invalid("due.date", "not a date")
    return {
        "date": day,
        "timezone": given.get("timezone"),
        "string": words or day,
        "lang": given.get("lang") or "en",
        "is_recurring": recurs,
    }


def is_date(value: Any) -> bool:
    """One of the three documented forms of a date that there is."""
    if not isinstance(value, str) or _DATE.fullmatch(value) is None:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_recurring(words: str) -> bool:
    return words.lower() in {*_MONTHLY, *(word for words in _STEPS for word in words)}


def after(due: dict[str, Any]) -> dict[str, Any]:
    """The next occurrence: what closing a recurring task schedules."""
    day = date.fromisoformat(due["date"][:10])
    words = due["string"].lower()
    step = next((days for each, days in _STEPS.items() if words in each), None)
    if step is not None:
        later = day + timedelta(days=step)
    else:
        later = (day.replace(day=1) + timedelta(days=32)).replace(day=min(day.day, 28))
    return {**due, "date": later.isoformat() + due["date"][10:]}


def _understood(words: str, today: date) -> str:
    if _DATE.fullmatch(words):
        return words
    known = {"today": today, "tomorrow": today + timedelta(days=1)}
    if is_recurring(words):
        return today.isoformat()
    if words.lower() not in known:
        raise invalid("due.string", "date is not understood")
    return known[words.lower()].isoformat()
