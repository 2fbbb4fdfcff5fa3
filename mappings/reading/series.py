"""What holds for a whole series of a plan's gatherings: its clock and place, its pattern, and what breaks the pattern."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from functools import lru_cache

from config.language import Language, language
from mappings.reading.model import Gathering, Precision, Question, QuestionKind, Recurring

_SERIES = 4
"""So many dates under one title make a series with a pattern."""


def stem_of(text: str, words: Language) -> str:
    """The first telling word without its ending: Rådet is råd, Styrelsemöten is styrelsemöt."""
    return _stem(text, words.code)


@lru_cache(maxsize=20_000)
def _stem(text: str, code: str) -> str:
    words = language(code)
    tokens = [token for token in re.findall(r"[^\W\d_]+", text.casefold()) if token not in words.articles]
    if not tokens:
        return ""
    token: str = tokens[0]
    endings = sorted(words.endings, key=len, reverse=True)
    ending: str = next((end for end in endings if token.endswith(end) and len(token) - len(end) >= 3), "")
    return token[: len(token) - len(ending)]


def same_series(subject: str, title: str, words: Language) -> bool:
    """Whether a rule's subject and a title name the same meetings: "Rådet mødes" and "Rådsmøde"."""
    one, other = stem_of(subject, words), stem_of(title, words)
    if not one or not other:
        return False
    return other.startswith(one) or (one.startswith(other) and len(other) >= 5)


def same_day_once(pairs: Iterable[tuple[int, Gathering]]) -> list[tuple[int, Gathering]]:
    """The gatherings without the second mention of one on the same day that alone says the hour: "Styret 3. juni begynner kl. 13"."""
    made: list[tuple[int, Gathering]] = []
    places: dict[tuple[str, date | None, date | None], int] = {}
    for number, one in pairs:
        key = (one.title.casefold(), one.date, one.end_date)
        first = places.get(key) if one.date else None
        if first is None or (made[first][1].time is not None and one.time is not None):
            places.setdefault(key, len(made))
            made.append((number, one))
            continue
        line, held = made[first]
        timed = one if held.time is None else held
        made[first] = (
            line,
            replace(held, time=timed.time, end_time=timed.end_time, place=held.place or one.place),
        )
    return made


# Patterns ---------------------------------------------------------------------------------------------------------


def breaks(
    gatherings: tuple[Gathering, ...], recurring: tuple[Recurring, ...], words: Language
) -> list[Question]:
    """One question for each date that leaves the pattern of its own series."""
    series: dict[str, list[Gathering]] = {}
    for one in gatherings:
        if one.date and one.precision is Precision.DAY:
            series.setdefault(one.title.casefold(), []).append(one)
    found = []
    for title, held in series.items():
        rule = next((rule for rule in recurring if same_series(rule.title, title, words) and rule.rule), None)
        odd = _against_rule(held, rule) if rule else _odd_weekdays(held)
        if rule and not odd and _leaves_rhythm(held, rule):
            found.append(
                Question(QuestionKind.SERIES_BREAK, rule.title, (rule.source,), {"title": rule.title})
            )
        found += [_break(one, held, rule) for one in odd]
    return found


def _break(odd: Gathering, held: list[Gathering], rule: Recurring | None) -> Question:
    """Asks about a date that leaves the pattern: the day as it stands, or the day that the pattern gives."""
    day = odd.date or date.min
    usual = _by_rule(day, rule) if rule else _in_the_week(day, _usual(held))
    choices = tuple(dict.fromkeys(one.isoformat() for one in (day, usual)))
    sources = (odd.source, *((rule.source,) if rule else ()))
    return Question(
        QuestionKind.SERIES_BREAK, odd.title, sources, {"title": odd.title, "dates": day.isoformat()}, choices
    )


def _usual(held: list[Gathering]) -> int:
    """The weekday that most are on."""
    return Counter(one.date.weekday() for one in held if one.date).most_common(1)[0][0]


def _in_the_week(day: date, weekday: int) -> date:
    return day + timedelta(days=weekday - day.weekday())


def _by_rule(day: date, rule: Recurring) -> date:
    """The day of the rule in the month of this one, or in its week where the rule counts no weeks of a month."""
    match = _BY_DAY.search(rule.rule or "")
    if match is None:
        return day
    weekday = _WEEKDAYS.index(match[2])
    if not match[1]:
        return _in_the_week(day, weekday)
    first = day.replace(day=1)
    days = [first + timedelta(days=n) for n in range(31)]
    own = [one for one in days if one.month == day.month and one.weekday() == weekday]
    nth = int(match[1])
    return own[nth - 1 if nth > 0 else nth] if abs(nth) <= len(own) else day


_BY_DAY = re.compile(r"BYDAY=(-?\d)?(MO|TU|WE|TH|FR|SA|SU)(?:,|$)")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _odd_weekdays(held: list[Gathering]) -> list[Gathering]:
    """The dates on another weekday than nearly all of the others."""
    if len(held) < _SERIES:
        return []
    weekdays = Counter(one.date.weekday() for one in held if one.date)
    usual, count = weekdays.most_common(1)[0]
    if count == len(held) or count * 4 < len(held) * 3:
        return []
    return [one for one in held if one.date and one.date.weekday() != usual]


def _against_rule(held: list[Gathering], rule: Recurring) -> list[Gathering]:
    """The dates that the document's own rule does not give: another weekday, or another one of the month."""
    match = _BY_DAY.search(rule.rule or "")
    if not match or not held:
        return []
    weekday = _WEEKDAYS.index(match[2])
    odd = [one for one in held if one.date and not _fits(one.date, weekday, match[1])]
    return odd if len(odd) * 2 < len(held) or len(held) < _SERIES else []


def _leaves_rhythm(held: list[Gathering], rule: Recurring) -> bool:
    """Whether the dates of a rule for every other month do not lie two months apart."""
    match = re.search(r"FREQ=MONTHLY;INTERVAL=(\d+)", rule.rule or "")
    months = [one.date.year * 12 + one.date.month for one in held if one.date]
    return (
        bool(match) and any((month - months[0]) % int(match[1]) for month in months)
        if match and months
        else False
    )


def _fits(day: date, weekday: int, nth: str | None) -> bool:
    if day.weekday() != weekday:
        return False
    return nth is None or nth.startswith("-") or (day.day - 1) // 7 + 1 == int(nth)


def without_mentions(gatherings: tuple[Gathering, ...], words: Language) -> tuple[Gathering, ...]:
    """Without the month-only mentions of what is dated elsewhere, and without the same day given twice."""
    kept: list[Gathering] = []
    seen: set[tuple[str, date | None, str | None, time | None]] = set()
    dated: dict[str, list[Gathering]] = {}
    for one in gatherings:
        if one.date:
            dated.setdefault(one.title, []).append(one)
    alike: dict[str, list[Gathering]] = {}
    for one in gatherings:
        key = (one.title.casefold(), one.date, one.month, one.time)
        if key in seen:
            continue
        seen.add(key)
        if one.month and _names_several(one, gatherings):
            continue
        coarse = one.month and not one.tentative
        if coarse and one.title not in alike:
            same_name = (held for held in dated.values() if _names_the_same(one, held[0], words))
            alike[one.title] = [other for held in same_name for other in held]
        others = alike[one.title] if coarse else []
        if others:
            same = any(other.date and f"{other.date:%Y-%m}" == one.month for other in others)
            single = len(others) == 1 and one.title.casefold() == others[0].title.casefold()
            if same or single:
                continue
        kept.append(one)
    return tuple(kept)


def _names_several(one: Gathering, gatherings: tuple[Gathering, ...]) -> bool:
    """Whether a title names two that both have their day elsewhere: "vår- och höstmöten"."""
    match = re.search(r"([^\W\d_]+)-\s+[^\W\d_]+\s+([^\W\d_]+)", one.title.casefold())
    if match is None:
        return False
    dated = [other.title.casefold() for other in gatherings if other.date]
    return all(any(title.startswith(part) for title in dated) for part in (match[1], match[2][:4]))


def _names_the_same(one: Gathering, other: Gathering, words: Language) -> bool:
    """Whether two titles begin alike, or the last word of one, without its ending, begins the other."""
    if same_series(one.title, other.title, words) or same_series(other.title, one.title, words):
        return True
    last = one.title.split()[-1] if one.title else ""
    return len(last) > 6 and same_series(last, other.title, words)
