"""The clock times of a text: kl. 18–20, klokka 9.30, 7.30pm, 12.00-18.00. No time zone, no day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache
from itertools import pairwise

from config import patterns
from config.language import Language, language


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time, from ``begin`` to ``end`` of the text. ``stop`` when the text gives its end too."""

    begin: int
    end: int
    start: time
    stop: time | None = None


_HOUR = r"(\d{1,2})(?:[.:](\d{2}))?"
_GLUED = r"(\d{1,2})(?:[.:]?(\d{2}))?"
"""After "kl." the point may be lacking: kl 1900."""
_HALVES = re.compile(rf"\b{_HOUR}\s*(?:([ap])\.?m\.?)?\s*[-–]\s*{_HOUR}\s*([ap])\.?m\b\.?", re.IGNORECASE)
_TWELVE = re.compile(
    rf"\b{_HOUR}\s*([ap])\.?m\b\.?(?:\s*(?:[-–]|to|until)\s*{_HOUR}\s*([ap])\.?m\b\.?)?", re.IGNORECASE
)
_AT = re.compile(r"\bat\s+(\d{1,2})\.(\d{2})(?![\d.])")
_SPAN = re.compile(r"(?<![\d.,/-])(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})(?![\d.])")
_COLON = re.compile(r"(?<![\d:-])(\d{1,2}):(\d{2})(?![\d:])")


@cache
def _told(code: str) -> re.Pattern[str]:
    said = "|".join(
        re.escape(word) for word in sorted(language(code).calendar["clock"], key=len, reverse=True)
    )
    return re.compile(
        rf"(?<!\w)(?:{said})\s*{_GLUED}(?:\s*(?:[-–]|till?|to)\s*{_GLUED})?(?![\d/])", re.IGNORECASE
    )


@cache
def _again(code: str) -> re.Pattern[str]:
    """The second hour of "kl. 16 og 18"."""
    joints = "|".join(map(re.escape, (*language(code).conjunctions, "&")))
    return re.compile(rf"\s*(?:{joints})\s*{_HOUR}(?![\d./-]|\s*\.?\s*[^\W\d])", re.IGNORECASE)


def twice(text: str, found: tuple[Clock, ...], words: Language) -> tuple[Clock, ...]:
    """The clocks of something that is held more than once on its day: "kl. 16 og 18", "2pm and 7pm". Else nothing."""
    joints = {*words.conjunctions, "&", ""}
    joined = [
        text[one.end : other.begin].casefold().strip(" ,") in joints
        or _again(words.code).match(text, one.end)
        for one, other in pairwise(found)
    ]
    return found if joined and all(joined) else ()


def clocks(text: str, words: Language) -> tuple[Clock, ...]:
    """The clock times that stand in a text, in order. An English one needs a colon, am or pm."""
    found = list(_in_words(text, words))
    if not re.search(r"\d", text):
        return tuple(found)
    for match in _HALVES.finditer(text):
        stop = of_the_day(match[4], match[5], match[6])
        start = of_the_day(match[1], match[2], match[3] or match[6])
        if start and stop and start > stop and not match[3]:
            start = of_the_day(match[1], match[2], "a")
        _keep(found, match, start, stop)
    for match in _TWELVE.finditer(text):
        stop = of_the_day(match[4], match[5], match[6]) if match[4] else None
        _keep(found, match, of_the_day(match[1], match[2], match[3]), stop)
    if words.code != "en":
        for match in _told(words.code).finditer(text):
            stop = of_the_day(match[3], match[4]) if match[3] else None
            _keep(found, match, of_the_day(match[1], match[2]), stop)
            if also := _again(words.code).match(text, match.end()):
                _keep(found, also, of_the_day(also[1], also[2]), None)
    else:
        for match in _AT.finditer(text):
            _keep(found, match, of_the_day(match[1], match[2]), None)
    for match in _SPAN.finditer(text):
        _keep(found, match, of_the_day(match[1], match[2]), of_the_day(match[3], match[4]))
    for match in _COLON.finditer(text):
        _keep(found, match, of_the_day(match[1], match[2]), None)
    return tuple(sorted(found, key=lambda one: one.begin))


def _keep(found: list[Clock], match: re.Match[str], start: time | None, stop: time | None) -> None:
    """Adds it unless a surer one stands there already."""
    if start and not any(one.begin < match.end() and match.start() < one.end for one in found):
        found.append(Clock(match.start(), match.end(), start, stop))


def bare_clock(text: str, words: Language, *, whole: bool = False) -> Clock | None:
    """The hour that stands alone in brackets or between commas beside a day: "(11–14)", ", 12.30,", ", start 11.00".

    ``whole``: a whole hour without an end too.
    """
    small = "|".join(
        map(re.escape, (*words.starting, *words.calendar["clock_labels"], *words.weekdays, "start"))
    )
    always = "|".join(map(re.escape, words.calendar["all_of"]))
    minutes = r"(?:[.:](\d{2}))?"
    to = r"(?:\s*[-–]\s*|\s(?:till?|to)\s)"
    for match in patterns.finditer(
        rf"(?:[(,;]|\.(?=\s\D))\s*(?:(?:{always}|{small})\s+)*(\d{{1,2}}){minutes}(?:{to}(\d{{1,2}}){minutes})?(?=\s*(?:[(),;]|\.?$))\)?",
        text,
        re.IGNORECASE,
    ):
        start = of_the_day(match[1], match[2])
        stop = of_the_day(match[3], match[4]) if match[3] else None
        spans = stop is not None and start is not None and _MORNING <= start < stop
        if start and (spans or (not match[3] and (match[2] or whole))):
            return Clock(match.start(), match.end(), start, stop)
    return None


_MORNING = time(6)
"""The first hour that a span without a sign begins at."""


def _in_words(text: str, words: Language) -> Iterator[Clock]:
    """The hours that are written out: "klokka sju om kvelden", "klockan halv åtta", "12 noon", "seven o'clock"."""
    told = _spoken(words.code)
    for match in told.finditer(text):
        number = 12 if match["noon"] else words.numbers[match["hour"].casefold()]
        if number > _DIAL:
            continue
        late = bool(match["late"]) and number < _DIAL
        half = bool(match["half"])
        hour = number + _DIAL * late - half
        yield Clock(match.start(), match.end(), time(hour % 24, 30 if half else 0))


_DIAL = 12


@cache
def _spoken(code: str) -> re.Pattern[str]:
    words = language(code)

    def forms(group: Iterable[str]) -> str:
        return "|".join(re.escape(form) for form in sorted(group, key=len, reverse=True)) or r"(?!x)x"

    late = rf"(?P<late>\s+(?:{forms(words.calendar['evening'])}))?"
    numbers = forms(words.numbers)
    noon = r"(?P<noon>(?:12\s+)?noon)" if code == "en" else r"(?P<noon>(?!x)x)"
    if code == "en":
        said = rf"(?P<half>(?!x)x)?(?:at\s+)?(?P<hour>{numbers})\s+o[’']clock{late}"
    else:
        said = rf"(?:{forms(words.calendar['clock'])})\s+(?P<half>halv\s+)?(?P<hour>{numbers}){late}"
    return re.compile(rf"(?<!\w)(?:{noon}|{said})(?!\w)", re.IGNORECASE)


def cell_clock(text: str, words: Language) -> Clock | None:
    """The clock time of a cell in a column of times: "18:30", "10-15", "17.00"."""
    if found := clocks(text, words):
        return found[0]
    match = patterns.fullmatch(rf"{_HOUR}(?:\s*[-–]\s*{_HOUR})?", text.strip())
    start = of_the_day(match[1], match[2]) if match else None
    if not match or not start:
        return None
    return Clock(0, len(text), start, of_the_day(match[3], match[4]) if match[3] else None)


def of_the_day(hour: str, minute: str | None, half: str | None = None) -> time | None:
    """The time of day; ``half`` is a or p, of am and pm."""
    number, minutes = int(hour), int(minute or 0)
    if half:
        number = number % 12 + (12 if half.casefold() == "p" else 0)
    return time(number, minutes) if number < 24 and minutes < 60 else None
