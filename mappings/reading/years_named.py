"""The year that the heading of a column names: "Mål 2027", "Utfall 26/27", "Target 31 March 2028". Pure."""

from __future__ import annotations

import re

_TIME = re.compile(
    r"(?<![\d/–-])(?:(?P<first>(?:19|20)?\d\d)\s?[/–-]\s?(?P<last>(?:19|20)?\d\d)"
    r"|(?P<day>\d{1,2}\.?\s?(?:[^\W\d_]{3,}\.?\s?|\d{1,2}\.))?(?P<year>(?:19|20)\d\d))(?![\d/–-])"
)


def year_named(column: str) -> re.Match[str] | None:
    """The time that a heading names: a year, a broken one ("26/27", "2026–2027"), a day of a year ("30 april 2028")."""
    match = _TIME.search(column)
    if match is None or match["year"] or len(match["first"]) == _YEAR:
        return match
    return match if int(match["last"][-2:]) == int(match["first"]) + 1 else None


_YEAR = 4
"""Figures of a year that is written whole."""


def without_year(column: str) -> str:
    """A heading without the year that it names; a day stays."""
    match = year_named(column)
    if match is None or match["day"]:
        return column
    return f"{column[: match.start()]} {column[match.end() :]}".strip()
