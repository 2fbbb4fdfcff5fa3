"""Where in a text a time stands, and which days it means: dates, ranges, weeks, months, named days and clock times.

A time without a year takes the year above it or else the first day in the plan's period. A weekday is never believed
against its date; it is kept, so that one can ask. Pure; the words come from the language files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from config import patterns
from config.language import Language, language
from config.recurrence import month_end
from mappings.reading.clocks import clocks
from mappings.reading.company import in_company
from mappings.reading.model import PartOfMonth, Precision

ONE_DAY = timedelta(days=1)
EARLIEST, LATEST = 1990, 2100
_PARTS = {"early": PartOfMonth.EARLY, "middle": PartOfMonth.MID, "late": PartOfMonth.LATE}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a time without a year or without a month is read against.

    ``start`` and ``end`` are the plan's period, ``year`` what a heading above says, ``month`` the first day of the month
    that a heading or a cell above says. ``day_last``: the last number of the text is a day of it.
    """

    start: date | None = None
    end: date | None = None
    year: int | None = None
    month: date | None = None
    day_last: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """One time in a text, from ``begin`` to ``end`` of it. ``first`` and ``last`` are None for a day that does not exist.

    ``weekday`` is what the text calls the first day (0 is Monday). ``rule`` names what read it.
    """

    begin: int
    end: int
    first: date | None
    last: date | None
    precision: Precision
    rule: str = "DATE"
    weekday: int | None = None
    part: PartOfMonth | None = None
    tentative: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is a day, days or a week, not only a month."""
        return self.precision is not Precision.MONTH

    @property
    def weekday_fits(self) -> bool:
        return self.weekday is None or self.first is None or self.first.weekday() == self.weekday


# The words of a language ------------------------------------------------------------------------------------------

_DAY = r"\d{1,2}"
_NTH = r"(?:\.|,|:?(?:a|e)(?!\w)|st(?!\w)|nd(?!\w)|rd(?!\w)|th(?!\w)|:an?(?!\w))?"
_DASH = r"\s*[-–—]\s*"
_HIDDEN = "\x00"
"""Stands for each sign of a clock time while days are looked for."""


@dataclass(frozen=True)
class _Words:
    """The patterns of one language, the surest first."""

    weekday: str
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    parts: Mapping[str, PartOfMonth]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


def _any(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(set(forms), key=len, reverse=True)) or r"(?!x)x"


def _month_names(words: Language) -> dict[str, int]:
    names: dict[str, int] = {}
    for number, name in enumerate(words.months, 1):
        names[name.casefold()] = number
        for length in (3, 4):
            names.setdefault(name.casefold()[:length], number)
    return names | {name.casefold(): number for number, name in enumerate(words.months_short, 1)}


def _weekday_names(words: Language) -> dict[str, int]:
    names: dict[str, int] = {}
    for number, name in enumerate(words.weekdays):
        plain = name.casefold()
        names[plain] = number
        names |= {f"{plain}{ending}": number for ending in words.endings if len(ending) < 4}
        for length in range(3, len(plain)):  # "månd.", "tors", "onsd"
            names.setdefault(plain[:length], number)
        for key in ("weekdays_shorter", "weekdays_short"):
            short = words.calendar[key]
            names |= {
                form: number
                for place, form in enumerate(short)
                if plain.startswith(form) or (len(short) == 7 and place == number)
            }
    also = {name: place % 7 for place, name in enumerate(words.calendar["weekdays_also"])}
    long = {name: number for name, number in also.items() if len(name) >= _LONG_WEEKDAY}
    return (
        names | also | {f"{name}{end}": number for name, number in long.items() for end in words.endings[:2]}
    )


_LONG_WEEKDAY = 6
"""Letters of the shortest name of a weekday that is not cut short."""


@cache
def _of(code: str) -> _Words:
    words = language(code)
    months, weekdays = _month_names(words), _weekday_names(words)
    parts = {form: _PARTS[part] for part, forms in words.parts.items() for form in forms}
    no_name = r"(?!(?:jan|may|mai|maj)(?![.\w]))"  # what else may be a person
    full = _any(name.casefold() for name in words.months)
    month = rf"(?:{_any(months)})(?![\w])\.?"
    to_weekday = rf"(?:\s*[-–/]\s*(?:{_any(weekdays)})\.?)?"
    gap = r"(?:\.,?\s*|,\s*|\s+)"
    weekday = rf"(?:(?<!\w)(?P<weekday>{_any(weekdays)}){to_weekday}{gap}(?:(?:den|the|d\.)\s+)?)?"
    small = rf"(?:(?<!\w)(?:{_any(words.articles)})\s+)?"
    year = r"(?:(?:,?\s+|\s[-–]|\s?['’])(?P<year>\d{4}|\d{2}(?=\s*$)|(?<=\s[-–])[23]\d(?!\.?\s*[^\W\d]{3}\w*\s*[-–:])|(?<=['’])\d{2})(?![\d/]|[.:]\d))?"
    year1 = year.replace("<year>", "<year1>")
    short_year = r"(?<=['’])\d\d|(?<=\s[-–])[23]\d(?!\.?\s*[^\W\d])"  # "mars '27", "mars -27"
    whole = rf"(?:(?:,?\s+|\s?['’]|\s[-–])(?P<year>(?<![-–'’])\d{{4}}|{short_year})(?![\d/]|[.:]\d))?"  # "August 19" is a day
    joined = _any([*words.conjunctions, *words.ranges])
    to = rf"(?:,?\s*{_HIDDEN}+)?(?:{_DASH}|\s+(?:{_any(words.ranges)})\s+)"
    each = rf"(?:(?:{_any(weekdays)}){gap})?{small}"
    listed = rf"{_DAY}{_NTH}(?:(?:{_DASH}|\s*[,/&+]\s*|(?:\s+|(?<=\.))(?:{joined})\s*){each}{_DAY}{_NTH})*"
    names = _any(day.casefold() for day in words.weekdays)
    endings = _any(words.endings)
    part = rf"(?:(?P<part>{_any(parts)})\s*)?"
    of = rf"(?:{_any([*words.within, *words.articles, 'i', 'of', 'in'])})"
    nth = rf"(?P<nth>{_any(words.ordinals)})"
    day, day2 = rf"(?P<day>{_DAY})", rf"(?P<day2>{_DAY})"
    number, number2 = r"(?P<number>\d{1,2})", r"(?P<number2>\d{1,2})"
    named, named2 = rf"(?P<month>{month})", rf"(?P<month2>{month})"
    its_year = r"(?:[./-]\s?(?P<year>\d{4}|\d{2}(?!\d|[./]\d))|\.?\s(?P<year1>20\d{2}))?(?![\d%])\.?"
    week_year = r"(?![\d.:]\d)(?:,?\s+(?P<year>\d{4}))?"
    weeks, also = _any(words.units["week"]), _any([*words.conjunctions, "&", "+"])
    short_weeks = rf"(?-i:{_any(words.calendar['weeks_short'])})(?=\.|\s)|{_any(form.capitalize() for form in words.calendar['weeks_short'] if len(form) > 1)}"
    patterns = [
        (
            "iso",
            r"(?P<iso>\d{4}-\d{2}-\d{2})(?:\s*(?:–|-|/|till|til|to)\s*(?P<iso2>\d{4}-\d{2}-\d{2}))?(?!\d)",
        ),
        ("iso", r"(?P<iso>(?:19|20)\d{2}/\d{2}/\d{2})(?![\d/])"),
        ("commencing", rf"(?:{_any(words.calendar['commencing'])})\s+{small}{day}{_NTH}\s*{named}{year}"),
        (
            "numeric-range",
            rf"{weekday}{small}(?<![\d.,]){day}[./]{number}(?:[./ -](?P<year1>\d{{4}}|\d{{2}})(?![\d./]))?\.?{to}{each}{day2}[./]{number2}(?:[./ -](?P<year>\d{{4}}|\d{{2}}))?(?![\d])",
        ),
        (
            "numeric",
            rf"{weekday}{small}(?<![\d.,:/]){day}(?:\.?{_DASH}{day2})?\s?(?P<sign>[./])\s?{number}{its_year}",
        ),
        (
            "numeric",
            rf"{weekday}{small}(?<![\d.,:/-]){day}(?P<sign>-){number}-(?P<year>(?:19|20)\d{{2}})(?![\d-])",
        ),
        (
            "cross",
            rf"{weekday}{small}{day}{_NTH}\s*{named}{year1}{to}{each}{day2}{_NTH}\s*{named2}{year}",
        ),
        (
            "months-first",
            rf"{weekday}{named}\s+(?P<sure>(?:den|the|d\.)\s+)?(?P<days>{listed}){year}(?!\d|:\d)",
        ),
        ("days", rf"{weekday}{small}(?<![\d,:/])(?<!\d\.)(?P<days>{listed})\s*(?:of\s+)?{named}{year}"),
        (
            "advent",
            rf"(?P<nth>{_any(words.ordinals)}|\d)\.?(?::[ae]n?)?\s+(?:(?:{names})(?:{endings})?\s+(?:i|in|of)\s+)?advent(?!\w)",
        ),
        (
            "nth",
            rf"{small}{nth}\.?\s+(?:(?P<named>{names})(?:{endings})?|(?:{_any(words.calendar['weekend'])}))\s+{of}\s+(?P<month>{full})(?!\w){year}",
        ),
        (
            "week-of",
            rf"{small}{nth}\.?\s+(?:{weeks})(?:{endings})?\s+(?:{of}\s+)?(?P<month>{full})(?!\w){whole}",
        ),
        ("six", r"(?<!\d)(?:20(?=\d{6}(?!\d)))?(?P<six>\d{6})(?!\d|:\d)"),
        (
            "week-span",
            rf"(?:{weeks})\.?\s*{day}(?:{_DASH}|\s+(?:{_any(words.ranges)})\s+)(?:{weeks})\.?\s*{day2}{week_year}",
        ),
        (
            "week",
            rf"(?:{weeks}|{short_weeks})\.?\s*(?P<weeks>{_DAY}(?:(?:{_DASH}|\s*[/,]\s*|\s*(?:{also})\s*){_DAY}(?![./:]?\d))*){week_year}",
        ),
        ("placeholder", rf"(?:XX|\?+)\.?\s*{named}{whole}(?:\s*\?+)?"),
        (
            "months",
            rf"{part}(?<![\w.])(?P<month>{full}){whole.replace('<year>', '<year1>')}(?:\s*/\s*|{_DASH}|\s+(?:{joined})\s+)(?P<month2>{full})(?!\w){whole}",
        ),
        ("months", rf"(?<![\w.])(?P<month>{month})\s*/\s*(?P<month2>{month})(?!\w){whole}"),
        ("month", rf"^(?P<month>{month})(?:(?=\s*:|\s+[–—-]\s)|(?<=\.)(?=\s+(?-i:[A-ZÅÄÖÆØ])))"),
        (
            "month",
            rf"{part}(?P<month>(?:^{no_name}|(?<=[–—:,|-]\s){no_name}|(?<=\(){no_name}){month})(?=\s*(?:$|[)?(])|\s+(?-i:[A-ZÅÄÖÆØ]))",
        ),
        ("month", rf"{part}(?<![\w.])(?P<month>{full})(?!\w){whole}(?:\s*\?+)?"),
    ]
    compiled = tuple(
        (name, re.compile(text if name == "days" else rf"(?<!\w)(?:{text})", re.IGNORECASE))
        for name, text in patterns
    )
    return _Words(weekday, months, weekdays, parts, compiled)


_CLOSES = re.compile(r"\s*(?:$|[:,(]|[–—-]\s|\x00|\.(?:\s|$))")
"""What stands after a month and its day where the month goes first: "MARS 10: Styremøte"."""
_WEEKS = {1: PartOfMonth.EARLY, 2: PartOfMonth.MID, 3: PartOfMonth.MID, -1: PartOfMonth.LATE}
"""The part of a month that its first, second, third or last week is."""
_RANGES = {"numeric-range", "cross"}
_GOES_ON = re.compile(rf"{_DASH}{_DAY}(?:[./]\d|\.?\s*[^\W\d_]{{3}})")
_CAME = re.compile(rf"\d\.?(?:[./]\d{{1,2}}\.?|\s*[^\W\d_]{{3,}}){_DASH}$")
"""Another dash and day: then no two of them are the ends of a range."""
# Times in a text --------------------------------------------------------------------------------------------------


def times(text: str, words: Language, frame: Frame) -> tuple[When, ...]:
    """The times that stand in a text, in order. A list of days before one month gives one for each day."""
    if not re.search(r"\d", text) and not _names_month(text, words):
        return ()
    return _times(text, words.code, frame)


@lru_cache(maxsize=4_096)  # several readers ask of the same line
def _times(text: str, code: str, frame: Frame) -> tuple[When, ...]:
    words = language(code)
    taken: list[tuple[int, int]] = []
    for clock in clocks(text, words):
        text = text[: clock.begin] + _HIDDEN * (clock.end - clock.begin) + text[clock.end :]
    found: list[When] = []
    plain = _without_weeks(text, words)
    for name, pattern in _of(words.code).patterns:
        for match in pattern.finditer(text if name.startswith("week") else plain):
            if any(begin < match.end() and match.start() < end for begin, end in taken):
                continue
            if name in _RANGES and _is_of_chain(text, match):
                continue
            if _names_body(text[match.end() :], words):
                continue
            read = list(_Match(name, match, words, frame).read())
            if read:
                taken.append((match.start(), match.end()))
                found += read
    ordered = sorted(found, key=lambda one: (one.begin, one.first or date.min))
    return in_company(text, tuple(ordered), _of(words.code).weekdays)


def _without_weeks(text: str, words: Language) -> str:
    """The text with the numbers of weeks hidden that stand before a sign: "uge 12, onsdag d. 24. marts"."""
    return _week_number(words.code).sub(lambda match: match[1] + _HIDDEN * len(match[2]), text)


@cache
def _week_number(code: str) -> re.Pattern[str]:
    weeks = _any((*language(code).units["week"], *language(code).calendar["weeks_short"]))
    return re.compile(rf"(?<!\w)((?:{weeks})\.?\s*)(\d{{1,2}})(?=\s*[,(:])", re.IGNORECASE)


def _is_of_chain(text: str, match: re.Match[str]) -> bool:
    """Whether the two days that stand with a dash between are of a list of more: "12/1 - 9/2 - 9/3"."""
    return bool(_GOES_ON.match(text, match.end()) or _CAME.search(text[: match.start()]))


def _names_body(following: str, words: Language) -> bool:
    """Whether a day is but the first part of a body's name: "17. mai-komiteen"."""
    word = re.match(r"-([^\W\d_]+)", following)
    return word is not None and word[1].casefold().endswith(words.calendar["bodies"])


def _names_month(text: str, words: Language) -> bool:
    plain = text.casefold()
    return "advent" in plain or any(name.casefold()[:3] in plain for name in words.months)


class _Match:
    """One match of a pattern, and the days that it means."""

    def __init__(self, name: str, match: re.Match[str], words: Language, frame: Frame) -> None:
        self.name = name
        self.words = words
        self.frame = frame
        self.own = _of(words.code)
        self.groups = {key: value for key, value in match.groupdict().items() if value is not None}
        self.year = _year(self.groups.get("year"))
        self.begin, self.end = match.start(), match.end()
        self.before = match.string[: match.start()].casefold().rstrip()
        led = not self.before or self.before.endswith((":", "–", "—", "-", ",", ";", "·", "|", "("))
        self.alone = (led and bool(_CLOSES.match(match.string, match.end()))) or "sure" in self.groups
        self.weekday = self.own.weekdays.get(self.groups.get("weekday", "").casefold())
        self.month = self.month_of("month")
        written = self.groups.get("month", "A")
        if words.months[0][0].isupper() and written[0].islower():
            self.month = None  # "may" is no month where months have a capital

    def month_of(self, key: str) -> int | None:
        return self.own.months.get(self.groups.get(key, "").casefold().rstrip("."))

    def number(self, key: str) -> int:
        return int(self.groups.get(key, "0"))

    def on(self, month: int, day: int, year: int | None = None) -> date | None:
        return resolve(month, day, year or self.year, self.frame)

    def read(self) -> Iterator[When]:
        """What the match says. Nothing when it is no time after all."""
        match self.name:
            case "iso":
                first = _iso(self.groups["iso"])
                yield self.span(first, _iso(self.groups["iso2"]) if "iso2" in self.groups else first)
            case "numeric" | "numeric-range":
                yield from self.numeric()
            case "advent":
                yield from self.advent()
            case "week" | "week-span":
                yield from self.weeks()
            case "six":
                yield from self.six()
            case _ if self.month is not None:
                yield from self.named(self.month)
            case _:
                return

    def named(self, month: int) -> Iterator[When]:
        """A time with a month's name in it."""
        match self.name:
            case "commencing":
                day = self.on(month, self.number("day"))
                monday = day - timedelta(days=day.weekday()) if day else None
                sunday = monday + timedelta(days=6) if monday else None
                yield When(self.begin, self.end, monday, sunday, Precision.WEEK, "WEEK")
            case "cross":
                other = self.month_of("month2") or month
                year = _year(self.groups.get("year1")) or (self.year if month <= other else None)
                first = resolve(month, self.number("day"), year, self.frame)
                yield self.span(first, _after(other, self.number("day2"), self.year, first))
            case "months-first" if self.words.code == "en" or self.alone:
                yield from self.days(month)
            case "days":
                yield from self.days(month)
            case "nth":
                yield from self.nth(month)
            case "placeholder":
                yield replace(self.months(month, month, self.year), tentative=True)
            case "months":
                other = self.month_of("month2") or month
                yield self.months(month, other, _year(self.groups.get("year1")) or self.year)
            case "week-of":
                part = _WEEKS.get(self.words.ordinals.get(self.groups["nth"].casefold(), 0))
                yield replace(self.months(month, month, self.year), part=part)
            case "month":
                part = self.own.parts.get(self.groups.get("part", "").casefold())
                yield replace(self.months(month, month, self.year), part=part)
            case _:
                return

    def span(self, first: date | None, last: date | None) -> When:
        if first is None or last is None:
            return When(self.begin, self.end, None, None, Precision.DAY, weekday=self.weekday)
        precision = Precision.DAY if last <= first else Precision.RANGE
        return When(self.begin, self.end, first, max(first, last), precision, weekday=self.weekday)

    def months(self, month: int, other: int, year: int | None) -> When:
        first = resolve(month, 1, year, self.frame, whole=True)
        last = month_end(first + relativedelta(months=(other - month) % 12)) if first else None
        return When(self.begin, self.end, first, last, Precision.MONTH, "MONTH")

    def numeric(self) -> Iterator[When]:
        """24–25/4, 28/9–4/10, 13.01, 25.3.2027. Nothing where the numbers cannot be a day and a month."""
        year = self.year or _year(self.groups.get("year1"))
        day, month = self.number("day"), self.number("number")
        plain = self.words.numeric_days or (self.groups.get("sign") in {".", "-"} and year)
        if not (1 <= day <= 31 and 1 <= month <= 12) or not plain:
            return
        first = last = self.on(month, day, year)
        if self.name == "numeric-range":
            given = _year(self.groups.get("year1"))
            if given is None and self.year and self.number("number2") < month:
                given = self.year - 1
            first = self.on(month, day, given or self.year)
            year = self.year
            last = _after(self.number("number2"), self.number("day2"), year, first)
        elif "day2" in self.groups:
            last = self.on(month, self.number("day2"), year)
        yield self.span(first, last)

    def days(self, month: int) -> Iterator[When]:
        """14–18 juni is one range; 16. og 23. mars are two days."""
        listed = self.groups["days"]
        days = [self.on(month, int(number)) for number in re.findall(r"\d+", listed)]
        spoken = any(patterns.search(rf"\s{re.escape(word)}\s", listed) for word in self.words.ranges)
        between = self.before.endswith(self.words.calendar["between"]) or self.is_weekend(days)
        if len(days) == 2 and (spoken or between or re.search(r"[-–—]", listed)):
            yield self.span(days[0], days[1])
            return
        for number, day in enumerate(days):
            yield replace(self.span(day, day), weekday=self.weekday if number == 0 else None)

    def is_weekend(self, days: list[date | None]) -> bool:
        """Whether two days that follow each other are called a weekend: "weekend of 19/20 June"."""
        said = self.before.removesuffix(" of").endswith(self.words.calendar["weekend"])
        first, last = days[0], days[-1]
        return said and first is not None and last is not None and last - first == ONE_DAY

    def advent(self) -> Iterator[When]:
        nth = self.groups["nth"]
        number = int(nth) if nth.isdigit() else self.words.ordinals.get(nth.casefold(), 0)
        if self.frame.start is None or not 1 <= number <= 4:
            return
        for year in range(self.frame.start.year, self.frame.start.year + 3):
            eve = date(year, 12, 24)
            day = eve - timedelta(days=(eve.weekday() + 1) % 7) - timedelta(weeks=4 - number)
            if day >= self.frame.start:
                yield When(self.begin, self.end, day, day, Precision.DAY, "NTH-WEEKDAY")
                return

    def nth(self, month: int) -> Iterator[When]:
        """The third weekend of May (Saturday and Sunday), the last Sunday of April."""
        ordinal = self.words.ordinals.get(self.groups["nth"].casefold())
        start = resolve(month, 1, self.year, self.frame, whole=True)
        if ordinal is None or start is None:
            return
        named = self.groups.get("named", "").casefold()
        weekday = next((n for n, day in enumerate(self.words.weekdays) if day.casefold() == named), 5)
        days = [start + timedelta(days=number) for number in range(month_end(start).day)]
        fitting = [day for day in days if day.weekday() == weekday]
        place = ordinal - 1 if ordinal > 0 else ordinal
        if place < len(fitting):
            day = fitting[place]
            yield replace(self.span(day, day if named else day + ONE_DAY), rule="NTH-WEEKDAY")

    def six(self) -> Iterator[When]:
        """270420 is 20 April 2027 in a plan of about that year."""
        text = self.groups["six"]
        first = _iso(f"20{text[:2]}-{text[2:4]}-{text[4:]}")
        if first and self.frame.start and abs(first.year - self.frame.start.year) <= 1:
            yield self.span(first, first)

    def weeks(self) -> Iterator[When]:
        """Weeks 16–18 are one time; weeks 9 and 10, 47+48 and 16, 17 are two."""
        weeks = self.groups.get("weeks") or f"{self.groups['day']}-{self.groups['day2']}"
        spans = [re.findall(r"\d+", part) for part in re.split(r"[^\d\s–—-]+", weeks)]
        for begin, end in [(int(numbers[0]), int(numbers[-1])) for numbers in spans if numbers]:
            start, stop = _week(begin, self.year, self.frame), _week(end, self.year, self.frame)
            if start is None or stop is None:
                yield When(self.begin, self.end, None, None, Precision.WEEK, "WEEK")
                continue
            stop += timedelta(weeks=52 if stop < start else 0, days=6)
            yield When(self.begin, self.end, start, stop, Precision.WEEK, "WEEK")


def _week(number: int, year: int | None, frame: Frame) -> date | None:
    """The Monday of an ISO week, in the year given or else the first one in the plan's period."""
    if year is None and frame.start is None:
        return None
    start = frame.start or date(year or EARLIEST, 1, 1)
    given = year or frame.year
    for each in [given] if given else range(start.year, start.year + 3):
        try:
            monday = date.fromisocalendar(each, number, 1)
        except ValueError:
            continue
        if given or monday + timedelta(days=6) >= start:
            return monday
    return None


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        return None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    year = int(text) + (2000 if len(text) == 2 else 0)
    return year if EARLIEST <= year <= LATEST else None


def _after(month: int, day: int, year: int | None, first: date | None) -> date | None:
    """The first such day from ``first`` on, or that of the year given."""
    if first is None:
        return None
    for each in [year] if year else (first.year, first.year + 1):
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if found >= first:
            return found
    return None


def resolve(month: int, day: int, year: int | None, frame: Frame, *, whole: bool = False) -> date | None:
    """The day in the year that is written, that stands above, or else the first one from the period's start on.

    ``whole``: the month's first day, which may lie before the start of a period that begins within the month.
    """
    given = year or frame.year
    if given is None and frame.start is None:
        return None
    start = frame.start or date(given or EARLIEST, 1, 1)
    floor = start.replace(day=1) if whole else start
    for each in [given] if given else range(start.year, start.year + 5):
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if given or found >= floor:
            return found
    return None


# Days without a month, and days with a name -----------------------------------------------------------------------


def day_numbers(text: str, words: Language, frame: Frame) -> tuple[When, ...]:
    """The day that a number at the beginning or the end of a text under a month's heading means: 15, 21st, Friday 9th."""
    if frame.month is None:
        return ()
    own = _of(words.code)
    for clock in clocks(text, words):
        text = text[: clock.begin] + _HIDDEN * (clock.end - clock.begin) + text[clock.end :]
    said = tuple(_said_days(text, words, frame.month))
    nth = r"\.|st|nd|rd|th|:[ae]"
    joined = _any([*words.conjunctions, "&", "+"])
    behind = rf"(?:\s+(?:{_any(name for name in own.weekdays if len(name) > 2)})\.?(?!\w))?"
    to_named = rf"(?:(?:{_any(_weekday_names(words))})\.?\s+)?(?:(?:den|the|d\.)\s+)?"
    until_ = rf"(?:(?:{_DASH}|\s+(?:{_any(words.ranges)})\s+){to_named}(?P<day2>{_DAY})(?:{nth})?)?"
    also = rf"(?P<also>(?:\s*,\s*{_DAY}(?:{nth})?)*\s*(?:{joined})\s*{_DAY}(?:{nth})?)?"
    units = _any(form for group in (words.units, words.periods) for forms in group.values() for form in forms)
    number = rf"(?P<day>{_DAY})(?P<mark>{nth})?{until_}{also}(?!\s*(?:{units}|%|kr)(?!\w))"
    small = r"(?P<the>den\s+|d\.\s+|the\s+)?"
    first = re.compile(
        rf"^{own.weekday}{small}{number}{behind}(?=\s*(?:[-–—:,|]|\(|\*|†|$)|\s+[^\W\d])", re.IGNORECASE
    )
    hours = _any(words.calendar["clock"])
    last = re.compile(
        rf"(?:,\s*|\s+){own.weekday}{small}{number}(?=\s*(?:,|\(|\.?$|:|\x00|(?:{hours})(?!\w)))",
        re.IGNORECASE,
    )
    inside = re.compile(
        rf"\(\s*{own.weekday}{small}{number}(?=\s*(?:,|\)|\x00|(?:{hours})(?!\w)))", re.IGNORECASE
    )
    for pattern, at_end in ((first, False), (last, True), (inside, False)):
        match = pattern.search(text)
        marked = match and (
            match["mark"]
            or match["weekday"]
            or match["the"]
            or frame.day_last
            or _is_span_of_name(text, match)
        )
        if not match or (at_end and not marked):
            continue
        if patterns.match(rf"\s*(?:{_any(own.months)})-", text[match.end() :], re.IGNORECASE):
            continue
        if at_end and said and said[0].begin < match.start():
            return said
        try:
            day = frame.month.replace(day=int(match["day"]))
            until = frame.month.replace(day=int(match["day2"])) if match["day2"] else day
        except ValueError:
            return (When(match.start(), match.end(), None, None, Precision.DAY),)
        precision = Precision.RANGE if until > day else Precision.DAY
        weekday = own.weekdays.get((match["weekday"] or "").casefold())
        found = [When(match.start(), match.end(), day, max(day, until), precision, weekday=weekday)]
        for also_day in re.findall(r"\d+", match["also"] or ""):
            if 1 <= int(also_day) <= month_end(day).day:
                other = day.replace(day=int(also_day))
                found.append(When(match.start(), match.end(), other, other, Precision.DAY))
        return tuple(found)
    return said


def _is_span_of_name(text: str, match: re.Match[str]) -> bool:
    """Whether two numbers alone follow one word: "Städhelg 17–18"."""
    return bool(match["day2"]) and len(text[: match.start()].split()) == 1


def said_days(text: str, words: Language, frame: Frame) -> tuple[When, ...]:
    """The days of the frame's month that a weekday or an article says: "I januar holder vi fest fredag den 8."."""
    return tuple(_said_days(text, words, frame.month)) if frame.month else ()


def _said_days(text: str, words: Language, month: date) -> Iterator[When]:
    """The days of a month that a weekday or an article says anywhere in a sentence: "fest fredag den 16. i haven"."""
    for match in _day_said(words.code).finditer(text):
        try:
            first = month.replace(day=int(match["day"]))
            last = month.replace(day=int(match["day2"])) if match["day2"] else first
        except ValueError:
            yield When(match.start(), match.end(), None, None, Precision.DAY)
            continue
        weekday = _of(words.code).weekdays.get((match["weekday"] or "").casefold())
        precision = Precision.RANGE if last > first else Precision.DAY
        yield When(match.start(), match.end(), first, max(first, last), precision, weekday=weekday)


@cache
def _day_said(code: str) -> re.Pattern[str]:
    words = language(code)
    weekdays = _any(_weekday_names(words))
    named = rf"(?:(?P<weekday>{weekdays})\.?|(?:{_any(words.calendar['weekend'])}))"
    nth = r"(?:\.|st|nd|rd|th|:[ae])"
    until_ = rf"(?:{_DASH}|\s+(?:{_any(words.ranges)})\s+)(?:(?:{weekdays})\.?\s+)?(?:(?:den|the|d\.)\s+)?"
    begin = rf"(?:{named}\s+(?:(?P<the>den|the|d\.)\s+)?|(?P<the2>den|the|d\.)\s+)"
    number = rf"(?P<day>{_DAY})(?:{nth}|(?(the)|(?(the2)|(?!)))(?![.,:/–-]?\d))"  # "den 12" needs no point
    return re.compile(
        rf"(?<!\w){begin}{number}(?:{until_}(?P<day2>{_DAY}){nth}?)?(?=[\s,;().]|$)",
        re.IGNORECASE,
    )


def month_alone(text: str, words: Language, frame: Frame) -> When | None:
    """The month that is all a text says, shortened or not: "Aug", "Mars", "sept."."""
    found = times(text, words, frame)
    if len(found) == 1 and found[0].precision is Precision.MONTH:
        left = text[: found[0].begin] + text[found[0].end :]
        return None if left.strip(" \t:;,.–—-*★†•·|") else found[0]
    month, year = _month_and_year(text.casefold().strip(" .:*"), words)
    first = resolve(month, 1, year, frame, whole=True) if month else None
    return When(0, len(text), first, month_end(first), Precision.MONTH, "MONTH") if first else None


def _month_and_year(text: str, words: Language) -> tuple[int | None, int | None]:
    """A month's name, shortened or not, with or without its year: "okt 2027", "jan. -28", 2027-10."""
    if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
        return (int(match[2]) if 1 <= int(match[2]) <= 12 else None), _year(match[1])
    match = re.fullmatch(r"([^\W\d_]+)\.?(?:[\s-]*(\d{4})|\s*[-'’/]\s*(\d{2}))?", text)
    if not match:
        return None, None
    return _of(words.code).months.get(match[1]), _year(match[2] or match[3])


def named_day(text: str, words: Language, frame: Frame) -> When | None:
    """The day that has a name of its own and stands in the text: Lucia, Good Friday."""
    if frame.start is None:
        return None
    plain = text.casefold()
    for name in sorted((name for name in words.feasts if name in plain), key=len, reverse=True):
        match = patterns.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        day = (
            next((day for day in _feast(words.feasts[name], frame.start) if day >= frame.start), None)
            if match
            else None
        )
        if match and day:
            return When(match.start(), match.end(), day, day, Precision.DAY, "FEAST")
    return None


def compound_day(text: str, words: Language, frame: Frame) -> When | None:
    """The day that a compound's first part names: Luciaspel, Sankthansbål, Midsommarfest."""
    if frame.start is None:
        return None
    for name in sorted(words.feasts, key=len, reverse=True):
        match = patterns.search(rf"(?<!\w){re.escape(name)}s?[^\W\d_]{{3,}}", text, re.IGNORECASE)
        if match and len(name) > 4:
            when = named_day(name, words, frame)
            return replace(when, begin=match.start(), end=match.end()) if when else None
    return None


def _feast(rule: str, first: date) -> Iterator[date]:
    for year in range(first.year, first.year + 3):
        if match := re.fullmatch(r"easter([+-]\d+)?", rule):
            yield easter(year) + timedelta(days=int(match[1] or 0))
        elif rule == "midsummer":
            yield _next_weekday(date(year, 6, 19), 4)
        elif rule == "all-saints":
            yield _next_weekday(date(year, 10, 31), 5)
        else:
            month, _, day = rule.partition("-")
            yield date(year, int(month), int(day))


def _next_weekday(begin: date, weekday: int) -> date:
    return begin + timedelta(days=(weekday - begin.weekday()) % 7)
