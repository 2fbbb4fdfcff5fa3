"""What a written deadline means: ``senast 15 mars``, ``innan sommaren``, ``uke 12``, ``2026-Q2``. Pure; no clock.

Every reading names its rule; docs/deadlines.md says which rule reads which words, and why. Never guesses: words that no
rule reads give None, and what hangs on the plan's own meetings is read by ``config.dates``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from config import patterns
from config.language import Language, language
from config.recurrence import ONE_DAY, inflected, lookup, month_end


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as read: ``latest`` is the last day, included; None when the words set no day."""

    earliest: date | None
    latest: date | None
    rule: str
    phrase: str | None = None  # as written, when it was not a plain day
    interpreted: bool = False  # a rule of ours read it; a person may want to confirm
    anchor: str | None = None  # the id it hangs on


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a phrase is read against: the plan's period, its annual meetings (those that it lists) and the election."""

    start: date
    end: date
    adopted: date
    annual_meetings: tuple[date, ...] = ()
    election: date | None = None


LONGEST_PHRASE = 200


def read_deadline(text: str, speakers: tuple[Language, ...], around: Surroundings) -> Deadline | None:
    """The deadline that these words set by themselves. None when no rule reads them."""
    plain = " ".join(text.split())
    if len(plain) > LONGEST_PHRASE:
        return None
    return (
        read_calendar_words(plain)
        or _fixed(plain, speakers, around)
        or _from_a_season(plain, speakers, around)
        or next((found for words in speakers if (found := _dated(plain, words, around))), None)
    )


# By the calendar --------------------------------------------------------------------------------------------------

_LENGTHS = {"QUARTER": 3, "TERTIAL": 4, "HALF": 6}


def read_calendar_words(text: str) -> Deadline | None:
    """2026-03 (month), 2026-W12 (ISO week), 2026-Q2, 2026-T1, 2026-H1 and 2026: windows by the calendar, exact."""
    try:
        if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
            first = date(int(match[1]), int(match[2]), 1)
            return Deadline(first, month_end(first), "MONTH", text)
        if match := re.fullmatch(r"(\d{4})-W(\d{2})", text, re.IGNORECASE):
            first = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return Deadline(first, first + timedelta(days=6), "WEEK", text)
        if match := re.fullmatch(r"(\d{4})-([QHT])([1-4])", text, re.IGNORECASE):
            rule = {"Q": "QUARTER", "H": "HALF", "T": "TERTIAL"}[match[2].upper()]
            return Deadline(*_share(int(match[1]), int(match[3]), _LENGTHS[rule]), rule, text)
        if match := re.fullmatch(r"(\d{4})", text):
            return Deadline(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31), "YEAR", text)
    except (ValueError, OverflowError):
        return None
    return None


def _share(year: int, number: int, months: int) -> tuple[date, date]:
    """The ``number``-th quarter, tertial or half of a year, -1 for the last. ValueError when there is none such."""
    first = date(year, ((number if number > 0 else 12 // months) - 1) * months + 1, 1)
    return first, first + relativedelta(months=months) - ONE_DAY


# Phrases ----------------------------------------------------------------------------------------------------------

_SEASONS = {
    "SUMMER-BEFORE": ((1, 1), (6, 15)),
    "SUMMER-DURING": ((6, 16), (8, 31)),
    "SPRING": ((1, 1), (5, 31)),
    "AUTUMN": ((8, 15), (11, 30)),
    "WINTER": ((1, 1), (2, 29)),
    "TERM-SPRING": ((1, 1), (6, 15)),
    "TERM-AUTUMN": ((8, 15), (12, 20)),
    "XMAS": ((1, 1), (12, 20)),
    "NEW-YEAR": ((1, 1), (12, 31)),
    "ST-JOHNS-EVE": ((1, 1), (6, 22)),
}
"""First and last day, as (month, day); the 29th of February is the last of February."""
_FEASTS = ("EASTER", "EASTER-DURING", "MIDSUMMER")
PHRASE_RULES = frozenset({*_SEASONS, *_FEASTS, "YEAR", "AGM", "ELECTION", "ELECTION-BEFORE", "NONE"})
"""The rules that a phrase in a language file can name."""


def _fixed(text: str, speakers: tuple[Language, ...], around: Surroundings) -> Deadline | None:
    """A phrase of the language files, with or without a year after it: ``på våren``, ``våren 2027``."""
    tables = [words.deadlines for words in speakers]
    if rule := lookup(text, tables):
        return read_phrase(rule, text, around)
    if (match := re.fullmatch(r"(.+?),? (\d{4})", text)) and (rule := lookup(match[1], tables)):
        return read_phrase(rule, text, around, int(match[2]))
    return None


def _from_a_season(text: str, speakers: tuple[Language, ...], around: Surroundings) -> Deadline | None:
    """``från höstterminen``, ``efter sommaren``: a start and no end."""
    for words in speakers:
        for word in (*words.starting, *words.after):
            rest = text[len(word) + 1 :]
            if not text.casefold().startswith(f"{word} "):
                continue
            if found := _fixed(rest, speakers, around) or _fixed(
                f"{words.seasons['during'][0]} {rest}", speakers, around
            ):
                if found.earliest is None or found.latest is None:
                    return None
                begin = found.latest + ONE_DAY if word in words.after else found.earliest
                return Deadline(begin, None, "START", text, interpreted=True)
    return None


def read_phrase(rule: str, phrase: str, around: Surroundings, year: int | None = None) -> Deadline | None:
    """The days that a phrase's rule sets, in ``year`` or else in the plan's period. Always ``interpreted``.

    Without a year it is the first one in which the days do not lie before the period. None when what the rule hangs on
    (an election) is not listed, or when the year cannot be.
    """
    years = [year] if year else range(around.start.year, around.end.year + 2)
    found = [days for each in years if 1900 <= each <= 2300 for days in _days(rule, each)]
    if found:
        first, last = next(
            ((first, last) for first, last in found if year or last >= around.start), found[-1]
        )
        return Deadline(first if year else max(first, around.start), last, rule, phrase, interpreted=True)
    match rule:
        case "YEAR" if year:
            return Deadline(date(year, 1, 1), date(year, 12, 31), rule, phrase, interpreted=True)
        case "YEAR":
            return Deadline(around.start, around.end, rule, phrase, interpreted=True)
        case "AGM":
            return Deadline(None, annual_meeting(around, year), rule, phrase, interpreted=True)
        case "ELECTION" | "ELECTION-BEFORE" if around.election:
            before = ONE_DAY if rule == "ELECTION-BEFORE" else timedelta()
            return Deadline(None, around.election - before, rule, phrase, interpreted=True)
        case "NONE":
            return Deadline(None, None, rule, phrase, interpreted=True)
        case _:
            return None


def _days(rule: str, year: int) -> Iterator[tuple[date, date]]:
    """The first and the last day that a season's or a feast's rule sets in this year."""
    if rule in _SEASONS:
        (month, day), (last_month, last_day) = _SEASONS[rule]
        last = (
            month_end(date(year, 2, 1))
            if (last_month, last_day) == (2, 29)
            else date(year, last_month, last_day)
        )
        yield date(year, month, day), last
    elif rule == "EASTER":
        yield date(year, 1, 1), easter(year) - timedelta(days=4)
    elif rule == "EASTER-DURING":
        yield easter(year) - timedelta(days=3), easter(year) + ONE_DAY
    elif rule == "MIDSUMMER":
        eve = date(year, 6, 19) + timedelta(days=(4 - date(year, 6, 19).weekday()) % 7)
        yield date(year, 1, 1), eve - ONE_DAY


def annual_meeting(around: Surroundings, year: int | None = None) -> date:
    """The first annual meeting listed after the plan's adoption; not listed, the last day statutes tend to allow."""
    listed = [day for day in around.annual_meetings if (day.year == year if year else day > around.adopted)]
    if listed:
        return min(listed)
    if year:
        return date(year, 3, 31)
    soon = around.end + timedelta(days=92)
    return date(soon.year if soon >= date(soon.year, 3, 31) else soon.year - 1, 3, 31)


# Dates in words ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Peeled:
    """A phrase without the words before its date, and what those words said."""

    core: str
    before: bool = False
    after: bool = False
    starting: bool = False
    ends: bool = False
    about: bool = False
    part: str | None = None


Days = tuple[date, date, str]
"""The first day, the last day and the rule that read them."""


def _dated(text: str, words: Language, around: Surroundings) -> Deadline | None:
    """``senast den 8 mars``, ``före 1/5``, ``i mars``, ``i början av oktober``, ``uge 12``, ``2. kvartal``."""
    peeled = _peel(text, words)
    days = _core(peeled.core, words, around)
    if days is None:
        return None
    first, last, rule = days
    if peeled.part and rule == "MONTH":
        ends = {"early": first.replace(day=10), "middle": first.replace(day=15), "late": last}
        begins = {"early": first, "middle": first.replace(day=11), "late": first.replace(day=21)}
        return Deadline(begins[peeled.part], ends[peeled.part], "PART-OF-MONTH", text, interpreted=True)
    if peeled.part and peeled.part != "late":
        return None
    lasts = rule == "WINDOW" or (rule == "MONTH" and first.month != last.month)
    if (peeled.starting and not lasts) or peeled.after:
        return Deadline(last + ONE_DAY if peeled.after else first, None, "START", text, peeled.about)
    if peeled.before and not peeled.ends:
        return Deadline(None, first - ONE_DAY, "BEFORE-DATE", text, peeled.about)
    return Deadline(None if rule == "DATE" else first, last, rule, text, peeled.about)


def _peel(text: str, words: Language) -> _Peeled:
    """Takes the small words off the front, the longest first, and ``månads utgång`` off the end."""
    plain = re.sub(r"(\d\.)(?=[^\W\d])", r"\1 ", text.casefold()).strip(" .,;")
    found = _Peeled(plain)
    for tail in words.tails:
        if found.core.endswith(f" {tail}"):
            found.core = found.core.removesuffix(f" {tail}")
            found.ends = found.ends or " " in tail
    both = set(words.at) & set(words.before)  # "inden" a day is that day at the latest
    openings, meanings = _openings(words.code)
    while match := openings.match(found.core):
        word = match[1].strip()
        says = meanings[word]
        found.core = found.core[match.end() :].strip()
        if says in words.parts:
            found.part = says
        elif says and word not in both:
            setattr(found, says, True)
    return found


def _meanings(words: Language) -> dict[str, str]:
    """What each word that may stand before a date says; nothing, for most."""
    plain = dict.fromkeys((*words.at, *words.within, *words.articles), "")
    parts = {word: part for part, forms in words.parts.items() for word in forms}
    telling = ("before", "after", "starting", "ends", "about")
    return plain | {word: says for says in telling for word in getattr(words, says)} | parts


@cache
def _openings(code: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What takes one such word off the front, the longest first, and what it says. "mid-" needs no space after it."""
    meanings = _meanings(language(code))
    longest_first = sorted(meanings, key=len, reverse=True)
    forms = (re.escape(word) + ("" if word.endswith("-") else " ") for word in longest_first)
    return re.compile(f"({'|'.join(forms)})\\s*"), meanings


def _core(text: str, words: Language, around: Surroundings) -> Days | None:
    """The days of a date, a week, a month or months, a part of the year or a year. None when it is none of them."""
    try:
        return (
            _iso(text)
            or _numeric(text, words, around)
            or _week(text, words, around)
            or _part_of_year(text, words, around)
            or _months(text, words, around)
            or _day(text, words, around)
            or _range(text, words, around)
        )
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> Days | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        day = date.fromisoformat(text)
        return day, day, "DATE"
    found = read_calendar_words(text)
    return (found.earliest, found.latest, found.rule) if found and found.earliest and found.latest else None


def _years(year: str | None, around: Surroundings) -> Iterable[int]:
    """The years that a date without a year may mean, the likeliest first; only the one that is written, if it is."""
    if year:
        return [int(year) + (2000 if len(year) == 2 else 0)]
    return range(around.start.year, around.end.year + 2)


def _first_ahead(
    found: Iterable[tuple[date, date]], around: Surroundings, *, fixed: bool
) -> tuple[date, date]:
    days = list(found)
    if not days:
        raise ValueError("no such day")
    return next(((first, last) for first, last in days if fixed or last >= around.start), days[-1])


def _on(month: int, day: int, year: str | None, around: Surroundings) -> Days:
    possible = [
        date(each, month, day)
        for each in _years(year, around)
        if 1 <= month <= 12 and 1 <= day <= month_end(date(each, month, 1)).day
    ]
    first, last = _first_ahead(((one, one) for one in possible), around, fixed=year is not None)
    return first, last, "DATE"


def _numeric(text: str, words: Language, around: Surroundings) -> Days | None:
    """8/3, 8/3-26, 8.3., 08.03.2026: the day first."""
    match = re.fullmatch(r"(\d{1,2})([/.])(\d{1,2})(?:(?:[-/.]|\. ?)(\d{4}|\d{2}))?\.?", text)
    if not match or not words.numeric_days:
        return None
    return _on(int(match[3]), int(match[1]), match[4], around)


def _week(text: str, words: Language, around: Surroundings) -> Days | None:
    """Week 12, uke 47-49, uge 12 2027: the last day is a Sunday."""
    match = re.fullmatch(
        r"([^\W\d]+)\.? ?(\d{1,2})(?: ?(?:[-–+/]|[^\W\d]+) ?(\d{1,2}))?(?:,? (\d{4}))?", text
    )
    if not match or match[1] not in words.units["week"]:
        return None
    begin, end = int(match[2]), int(match[3] or match[2])
    weeks = (
        (date.fromisocalendar(each, begin, 1), date.fromisocalendar(each, end, 7))
        for each in _years(match[4], around)
    )
    first, last = _first_ahead(weeks, around, fixed=match[4] is not None)
    return first, last, "WEEK"


def _part_of_year(text: str, words: Language, around: Surroundings) -> Days | None:
    """Q2, andra kvartalet, 2. kvartal, tertial 1, första halvåret 2027."""
    tokens = text.replace(".", " ").replace(",", " ").split()
    year = tokens.pop() if tokens and re.fullmatch(r"\d{4}", tokens[-1]) else None
    if len(tokens) == 1 and (match := re.fullmatch(r"q([1-4])", tokens[0])):
        tokens = [match[1], words.periods["quarter"][0]]
    if len(tokens) != 2:
        return None
    for word, other in (tokens, reversed(tokens)):
        number = words.ordinals.get(other, int(other) if re.fullmatch(r"\d", other) else None)
        kind = next((kind for kind, forms in words.periods.items() if word in forms), None)
        if kind is not None and number:
            shares = (_share(each, number, _LENGTHS[kind.upper()]) for each in _years(year, around))
            return *_first_ahead(shares, around, fixed=year is not None), kind.upper()
    return None


def _month(token: str, words: Language) -> int | None:
    """A month by its name or by three letters of it or more."""
    plain = token.strip(".,")
    names = [name.casefold() for name in words.months]
    shorts = [name.casefold() for name in words.months_short]
    if len(plain) < 3:
        return None
    return next((n for n in range(1, 13) if plain == shorts[n - 1] or names[n - 1].startswith(plain)), None)


def _months(text: str, words: Language, around: Surroundings) -> Days | None:
    """March, mars 2027, februari/mars, oktober–desember."""
    tokens = [
        token
        for token in re.split(r"\s*[-–/]\s*|,?\s+", text)
        if token not in (*words.conjunctions, *words.ranges)
    ]
    year = tokens.pop() if len(tokens) > 1 and re.fullmatch(r"\d{4}", tokens[-1]) else None
    months = [month for token in tokens if (month := _month(token, words))]
    if not tokens or len(months) != len(tokens) or set(tokens) & {*words.seasons["christmas"]}:
        return None
    begin, end = months[0], months[-1]
    spans = (
        (date(each, begin, 1), month_end(date(each + (end < begin), end, 1))) for each in _years(year, around)
    )
    first, last = _first_ahead(spans, around, fixed=year is not None)
    return first, last, "MONTH"


def _day(text: str, words: Language, around: Surroundings) -> Days | None:
    """8 mars, 8:e mars, 8. marts 2027, onsdag den 8 mars, the 8th of March, March 8. A wrong weekday: None."""
    tokens = [token for token in text.replace(",", " ").split() if token not in words.articles] or [""]
    weekday = next((n for n, name in enumerate(words.weekdays) if _is_weekday(tokens[0], name, words)), None)
    if weekday is not None:
        tokens = tokens[1:]
    year = tokens.pop() if len(tokens) == 3 and re.fullmatch(r"\d{4}", tokens[-1]) else None
    if len(tokens) != 2:
        return None
    for one, other in (tokens, reversed(tokens)):
        number = re.fullmatch(r"(\d{1,2})(?:\.|:?[^\W\d]{1,2})?", one)
        if number and (month := _month(other, words)):
            days = _on(month, int(number[1]), year, around)
            return days if weekday in {None, days[0].weekday()} else None
    return None


def _is_weekday(token: str, name: str, words: Language) -> bool:
    return inflected(token, name.casefold(), words.endings)


def _range(text: str, words: Language, around: Surroundings) -> Days | None:
    """24-26 maj, 28. mars – 18. april, 1 mars till 4 maj."""
    spoken = "|".join(re.escape(word) for word in (*words.ranges, *words.conjunctions))
    match = patterns.fullmatch(rf"(\S+|.+?)(?:\s*[-–]\s*|\s+(?:{spoken})\s+)(.+)", text)
    if not match:
        return None
    end = _numeric(match[2], words, around) or _day(match[2], words, around)
    if end is None:
        return None
    number = re.fullmatch(r"(\d{1,2})\.?", match[1])
    begin = (
        _on(end[1].month, int(number[1]), str(end[1].year), around)
        if number
        else _core(match[1], words, around)
    )
    if begin is None or begin[2] != "DATE" or begin[0] > end[1]:
        return None
    return begin[0], end[1], "WINDOW"
