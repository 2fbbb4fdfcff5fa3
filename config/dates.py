"""The plan's dates worked out: every meeting of a series, every deadline, every cadence. Pure; no clock, no service.

What was written (a rule, a phrase, "14 days before annual-meeting") is kept beside the days that it was read as, with
the name of the rule, so that a reader can be told how a date came about.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrule, rrulestr

from config.language import Language, language
from config.plan import Due, Gathering, Meeting, Occurrence, Plan, Window

Path = tuple[str | int, ...]
ONE_DAY = timedelta(days=1)
DEFAULT_LENGTH = timedelta(hours=2)
MOST_OCCURRENCES = 4_000
_WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class DateProblem:
    """Something in the plan's dates that cannot be: where in the plan, what was found, what is expected."""

    path: Path
    found: str
    expected: str


class Precision(StrEnum):
    DAY = "day"
    WINDOW = "window"
    OPEN = "open"  # no day that a board could be held to


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
class Slot:
    """One gathering with a day. ``start``/``end`` as in ``mappings.items.Event``: whole days (end exclusive) or aware."""

    nominal: date  # the day by the rule or the list: the slot's name, whatever day it was moved to
    start: date | datetime
    end: date | datetime
    name: str | None = None  # None for a gathering that is not a series
    moved: bool = False
    cancelled: bool = False
    tentative: bool = False
    place: str = ""
    theme: str = ""
    agenda: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        return self.start.date() if isinstance(self.start, datetime) else self.start


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often: by the calendar (``every`` is weekly, monthly, …, continuous) or at each meeting of ``meeting``."""

    every: str | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a cadence, both days included: ``name`` is 2026-03, 2026-W12, 2026-Q1, 2026-H2 or 2026."""

    name: str
    start: date
    due: date


@dataclass
class PlanDates:
    """All dates of one plan. ``problems`` is empty for a plan that can be used."""

    slots: dict[str, tuple[Slot, ...]] = field(default_factory=dict)  # by the gathering's id
    deadlines: dict[str, Deadline] = field(default_factory=dict)  # by the id of activity or decision
    starts: dict[str, Deadline] = field(default_factory=dict)
    indicators: dict[str, Deadline] = field(default_factory=dict)  # by the indicator's id
    cadences: dict[str, Cadence] = field(default_factory=dict)  # by activity id, or "risk-id/number"
    notices: dict[str, relativedelta] = field(default_factory=dict)  # by meeting id
    reminders: dict[str, tuple[timedelta, ...]] = field(default_factory=dict)
    problems: list[DateProblem] = field(default_factory=list)


def work_out(plan: Plan) -> PlanDates:
    """All the plan's dates. Never raises for what a person wrote: what cannot be stands in ``problems``."""
    return _Worker(plan).run()


# Words ------------------------------------------------------------------------------------------------------------


def _speakers(plan: Plan) -> tuple[Language, ...]:
    """The plan's language, then English, which a plan may always use."""
    own = language(plan.language)
    return (own,) if own.code == "en" else (own, language("en"))


def _lookup(text: str, tables: list[dict[str, str]]) -> str | None:
    wanted = " ".join(text.casefold().split())
    return next((table[wanted] for table in tables if wanted in table), None)


def _unit(word: str, speakers: tuple[Language, ...]) -> str | None:
    return next(
        (unit for words in speakers for unit, forms in words.units.items() if word.casefold() in forms), None
    )


def read_span(text: str, speakers: tuple[Language, ...]) -> relativedelta | None:
    """A length of time such as ``4 weeks``, ``14 dagar``, ``2 hours``. None when it is not one."""
    match = re.fullmatch(r"(\d{1,4})\s*([^\W\d]+)\.?", text.strip())
    if not match:
        return None
    count = int(match[1])
    match _unit(match[2], speakers):
        case "minute":
            return relativedelta(minutes=count)
        case "hour":
            return relativedelta(hours=count)
        case "day":
            return relativedelta(days=count)
        case "week":
            return relativedelta(weeks=count)
        case "month":
            return relativedelta(months=count)
        case "year":
            return relativedelta(years=count)
        case _:
            return None


_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_HOURS = re.compile(rf"(?:kl\.?\s*)?{_CLOCK}(?:\s*[-–]\s*{_CLOCK})?", re.IGNORECASE)


def read_hours(text: str) -> tuple[time, time | None] | None:
    """``18:00``, ``18.00-20.00``, ``kl 18``: the clock times, in the plan's time zone. None when it is not one."""
    match = _HOURS.fullmatch(text.strip())
    if not match:
        return None
    try:
        begin = time(int(match[1]), int(match[2] or 0))
        return begin, time(int(match[3]), int(match[4] or 0)) if match[3] else None
    except ValueError:
        return None


def read_rule(text: str, speakers: tuple[Language, ...]) -> str | None:
    """``first Monday``, ``second and fourth Tuesday``, ``last Sunday of April``, ``every other Thursday`` as an RRULE value.

    An RRULE of RFC 5545 §3.3.10 is taken as it is. None when the words are not understood.
    """
    bare = text.strip().removeprefix("RRULE:")
    if re.match(r"FREQ=", bare, re.IGNORECASE):
        upper = bare.upper()
        return (
            upper if re.match(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[-+0-9A-Z,]+)*$", upper) else None
        )
    rest = f" {text.casefold()} "
    interval = 1
    for phrase in sorted(
        (phrase for words in speakers for phrase in words.alternating), key=len, reverse=True
    ):
        if f" {phrase} " in rest:
            rest, interval = rest.replace(f" {phrase} ", " ", 1), 2
            break
    ordinals: list[int] = []
    days: list[int] = []
    months: list[int] = []
    for token in re.findall(r"[\w:]+", rest):
        if (
            number := next((words.ordinals[token] for words in speakers if token in words.ordinals), None)
        ) is not None:
            ordinals.append(number)
        elif (day := _position(token, [words.weekdays for words in speakers])) is not None:
            days.append(day)
        elif (month := _position(token, [words.months for words in speakers])) is not None:
            months.append(month + 1)
        elif not any(token in words.every or token in words.conjunctions for words in speakers):
            return None
    if not days or (interval == 2 and (ordinals or months)):
        return None
    if not ordinals:
        return (
            None
            if months
            else f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={','.join(_WEEKDAY_CODES[day] for day in days)}"
        )
    by_day = ",".join(f"{number}{_WEEKDAY_CODES[day]}" for number in ordinals for day in days)
    if months:
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYDAY={by_day}"
    return f"FREQ=MONTHLY;BYDAY={by_day}"


def _position(token: str, tables: list[tuple[str, ...]]) -> int | None:
    """Where a word stands in a table of weekdays or months; plural and definite endings are tolerated (måndagar, mandagen)."""
    for table in tables:
        for number, word in enumerate(table):
            plain = word.casefold()
            if token == plain or (
                len(plain) > 3 and token.startswith(plain) and token[len(plain) :] in _ENDINGS
            ):
                return number
    return None


_ENDINGS = frozenset({"s", "en", "ar", "arna", "er", "erne", "ene", "e", "ane", "a"})


def read_cadence(text: str, speakers: tuple[Language, ...], meetings: set[str]) -> Cadence | None:
    """``monthly``, ``månadsvis``, ``every board-meeting``. None when it is neither a cadence nor a known meeting."""
    if every := _lookup(text, [dict(words.cadences) for words in speakers]):
        return Cadence(every=every)
    small = {token for words in speakers for token in (*words.every, *words.at)}
    left = [token for token in text.split() if token.casefold() not in small]
    return Cadence(meeting=left[0]) if len(left) == 1 and left[0] in meetings else None


def turns(cadence: str, start: date, end: date) -> tuple[Turn, ...]:
    """The turns of a calendar cadence that lie in the period (both days included), cut to it. Continuous has none."""
    step = {"weekly": 0, "monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}.get(cadence)
    if step is None:
        return ()
    found: list[Turn] = []
    if step == 0:
        first = start - timedelta(days=start.weekday())
        while first <= end:
            year, week, _ = first.isocalendar()
            found.append(Turn(f"{year}-W{week:02d}", max(first, start), min(first + timedelta(days=6), end)))
            first += timedelta(days=7)
        return tuple(found)
    first = date(start.year, (start.month - 1) // step * step + 1, 1)
    while first <= end:
        last = first + relativedelta(months=step) - ONE_DAY
        number = (first.month - 1) // step + 1
        name = {
            1: f"{first:%Y-%m}",
            3: f"{first.year}-Q{number}",
            6: f"{first.year}-H{number}",
            12: f"{first.year}",
        }[step]
        found.append(Turn(name, max(first, start), min(last, end)))
        first = last + ONE_DAY
    return tuple(found)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


# Phrases ----------------------------------------------------------------------------------------------------------


def read_calendar_words(text: str) -> Deadline | None:
    """2026-03 (month), 2026-W12 (ISO week), 2026-Q2, 2026-H1 and 2026: windows by the calendar, exact. None otherwise."""
    try:
        if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
            first = date(int(match[1]), int(match[2]), 1)
            return Deadline(first, month_end(first), "MONTH", text)
        if match := re.fullmatch(r"(\d{4})-W(\d{2})", text, re.IGNORECASE):
            first = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return Deadline(first, first + timedelta(days=6), "WEEK", text)
        if match := re.fullmatch(r"(\d{4})-([QHT])([1-4])", text, re.IGNORECASE):
            step, rule = {"Q": (3, "QUARTER"), "H": (6, "HALF"), "T": (4, "TERTIAL")}[match[2].upper()]
            first = date(int(match[1]), (int(match[3]) - 1) * step + 1, 1)
            return Deadline(first, first + relativedelta(months=step) - ONE_DAY, rule, text)
        if match := re.fullmatch(r"(\d{4})", text):
            return Deadline(date(int(match[1]), 1, 1), date(int(match[1]), 12, 31), "YEAR", text)
    except ValueError:
        return None
    return None


def read_phrase(rule: str, phrase: str, plan: Plan, annual_meeting: date | None) -> Deadline:
    """The days that a phrase's rule sets in this plan's period. Always ``interpreted``.

    The conventions and why they hold stand in docs/deadlines.md. Seasons are those of the period's first year in which
    they still lie ahead of the period's start.
    """
    start, end = plan.period.start, plan.period.end

    def window(first: tuple[int, int], last: tuple[int, int]) -> tuple[date, date]:
        for year in range(start.year, end.year + 1):
            until = month_end(date(year, 2, 1)) if last == (2, 29) else date(year, *last)
            if until >= start:
                return max(date(year, *first), start), until
        return start, end

    match rule:
        case "SUMMER-BEFORE":
            days = window((1, 1), (6, 15))
        case "SUMMER-DURING":
            days = window((6, 16), (8, 31))
        case "SPRING":
            days = window((1, 1), (5, 31))
        case "AUTUMN":
            days = window((8, 15), (11, 30))
        case "WINTER":
            days = window((1, 1), (2, 29))
        case "TERM-SPRING":
            days = window((1, 1), (6, 15))
        case "TERM-AUTUMN":
            days = window((8, 15), (12, 20))
        case "XMAS":
            days = window((1, 1), (12, 20))
        case "NEW-YEAR":
            days = window((1, 1), (12, 31))
        case "EASTER":
            years = [
                year for year in range(start.year, end.year + 1) if easter(year) - timedelta(days=4) >= start
            ]
            days = (start, easter(years[0] if years else end.year) - timedelta(days=4))
        case "MIDSUMMER":
            year = start.year if date(start.year, 6, 26) >= start else start.year + 1
            eve = date(year, 6, 19) + timedelta(days=(4 - date(year, 6, 19).weekday()) % 7)
            days = (start, eve - ONE_DAY if plan.language == "sv" else date(year, 6, 22))
        case "AGM":
            return Deadline(None, annual_meeting or date(end.year + 1, 3, 31), rule, phrase, True)
        case "YEAR":
            days = (start, end)
        case _:
            return Deadline(None, None, "NONE", phrase, True)
    return Deadline(*days, rule, phrase, True)


# The work ---------------------------------------------------------------------------------------------------------


class _Worker:
    """Works out one plan: gatherings first, then deadlines, which may hang on gatherings and on one another."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.speakers = _speakers(plan)
        self.dates = PlanDates()
        self.pending: dict[str, tuple[Path, Due]] = {}  # id -> where its deadline stands and how it reads
        self.underway: list[str] = []
        self.gatherings: dict[str, Gathering] = {}

    def run(self) -> PlanDates:
        for kind, group in (("meetings", self.plan.meetings), ("events", self.plan.events)):
            for number, gathering in enumerate(group):
                self.gatherings[gathering.id] = gathering
                self.dates.slots[gathering.id] = self.slots(gathering, (kind, number))
        places: list[tuple[Path, str, Due | None, Due | None]] = [
            (("areas", a, "activities", b), activity.id, activity.due, activity.start)
            for a, area in enumerate(self.plan.areas)
            for b, activity in enumerate(area.activities)
        ]
        places += [
            (("decisions", n), decision.id, decision.due, None)
            for n, decision in enumerate(self.plan.decisions)
        ]
        self.pending = {name: ((*path, "due"), due) for path, name, due, _ in places if due is not None}
        for path, name, due, start in places:
            if due is not None and (deadline := self.deadline_of(name)):
                self.dates.deadlines[name] = deadline
            if start is not None and (begin := self.read_due(start, (*path, "start"))):
                self.dates.starts[name] = begin
        self.indicators()
        self.cadences()
        return self.dates

    def problem(self, path: Path, found: str, expected: str) -> None:
        self.dates.problems.append(DateProblem(path, found, expected))

    # Gatherings

    def slots(self, gathering: Gathering, path: Path) -> tuple[Slot, ...]:
        hours = self.hours(gathering.time, (*path, "time"))
        self.dates.reminders[gathering.id] = self.reminders(gathering, path)
        if isinstance(gathering, Meeting) and gathering.notice:
            span = read_span(gathering.notice, self.speakers)
            if span is None:
                self.problem(
                    (*path, "notice"),
                    f"{gathering.notice!r} is not a length of time",
                    "expected such as '4 weeks'",
                )
            else:
                self.dates.notices[gathering.id] = span
        if gathering.date:
            start, end = self.span(gathering.date, hours)
            if gathering.end and not hours:
                end = gathering.end + ONE_DAY
            elif gathering.end and isinstance(end, datetime):
                end += gathering.end - gathering.date
            whole = (
                gathering.cancelled
                if isinstance(gathering.cancelled, bool)
                else gathering.date in gathering.cancelled
            )
            return (
                Slot(
                    gathering.date, start, end, None, False, whole, gathering.tentative,
                    gathering.place or "", gathering.theme or "",
                ),
            )  # fmt: skip
        nominal: list[tuple[date, Occurrence]] = []
        if gathering.dates:
            for number, entry in enumerate(gathering.dates):
                if entry.date is None:
                    self.problem((*path, "dates", number), "no date", "expected a date, such as 2026-02-11")
                else:
                    nominal.append((entry.date, entry))
        elif gathering.every:
            nominal = [(day, Occurrence()) for day in self.by_rule(gathering, path)]
        return self.series(gathering, path, nominal, hours)

    def by_rule(self, gathering: Gathering, path: Path) -> list[date]:
        rule = read_rule(gathering.every or "", self.speakers)
        expected = (
            "expected such as 'first Monday', 'every other Tuesday', 'last Sunday of April' or an RRULE"
        )
        if rule is None:
            self.problem((*path, "every"), f"the rule {gathering.every!r} is not understood", expected)
            return []
        first, last = gathering.start or self.plan.period.start, gathering.until or self.plan.period.end
        begin = datetime.combine(first, time())
        try:
            rules = rrulestr(rule, dtstart=begin)
            found: list[date] = []
            if isinstance(rules, rrule):
                for moment in rules:
                    if moment.date() > last or len(found) >= MOST_OCCURRENCES:
                        break
                    found.append(moment.date())
            return found
        except (ValueError, TypeError, OverflowError):
            self.problem((*path, "every"), f"the rule {gathering.every!r} is not a valid RRULE", expected)
            return []

    def series(
        self,
        gathering: Gathering,
        path: Path,
        nominal: list[tuple[date, Occurrence]],
        hours: tuple[time, time | None] | None,
    ) -> tuple[Slot, ...]:
        known = {day for day, _ in nominal}
        excepted = self.excepted(gathering, path)
        for name, days in (("moved", gathering.moved), ("occurrences", gathering.occurrences)):
            for day in days:
                if day not in known:
                    self.problem(
                        (*path, name, day.isoformat()),
                        f"no meeting of {gathering.id!r} falls on {day}",
                        "expected one of its dates",
                    )
        cancelled = gathering.cancelled if isinstance(gathering.cancelled, tuple) else ()
        for number, day in enumerate(cancelled):
            if day not in known:
                self.problem(
                    (*path, "cancelled", number),
                    f"no meeting of {gathering.id!r} falls on {day}",
                    "expected one of its dates",
                )
        found: list[Slot] = []
        for day, listed in nominal:
            if day in excepted:
                continue
            special = gathering.occurrences.get(day, listed)
            own_hours = self.hours(special.time, (*path, "dates")) if special.time else hours
            to: date = special.date or day
            if day in gathering.moved:
                to, moved_hours = self.moved(gathering.moved[day], (*path, "moved", day.isoformat()), day)
                own_hours = moved_hours or own_hours
            start, end = self.span(to, own_hours)
            found.append(
                Slot(
                    nominal=day,
                    start=start,
                    end=end,
                    name=special.id or listed.id or day.isoformat(),
                    moved=to != day,
                    cancelled=gathering.cancelled is True or day in cancelled or special.cancelled,
                    tentative=gathering.tentative or special.tentative,
                    place=special.place or gathering.place or "",
                    theme=special.theme or gathering.theme or "",
                    agenda=special.agenda,
                )
            )
        names = [slot.name for slot in found]
        for number, (day, _) in enumerate(nominal):
            if gathering.dates and names.count(day.isoformat()) > 1:
                self.problem(
                    (*path, "dates", number),
                    f"{day} stands twice",
                    "expected each date once, or an id for each",
                )
                break
        return tuple(found)

    def excepted(self, gathering: Gathering, path: Path) -> set[date]:
        days: set[date] = set()
        for number, entry in enumerate(gathering.except_):
            if isinstance(entry, date):
                days.add(entry)
            elif (window := read_calendar_words(entry)) and window.earliest and window.latest:
                days |= {
                    window.earliest + timedelta(days=n)
                    for n in range((window.latest - window.earliest).days + 1)
                }
            else:
                self.problem(
                    (*path, "except", number),
                    f"{entry!r} is not a date",
                    "expected a date, a month (2026-07) or a week (2026-W27)",
                )
        return days

    def moved(self, to: date | str, path: Path, day: date) -> tuple[date, tuple[time, time | None] | None]:
        if isinstance(to, date):
            return to, None
        head, _, rest = to.partition(" ")
        hours = read_hours(rest) if rest.strip() else None
        try:
            if rest.strip() and hours is None:
                raise ValueError
            return date.fromisoformat(head), hours
        except ValueError:
            self.problem(
                path, f"{to!r} is not a date", "expected a date, or a date and a time: 2026-04-13 18:00-20:00"
            )
            return day, None

    def hours(self, text: str | None, path: Path) -> tuple[time, time | None] | None:
        if text is None:
            return None
        hours = read_hours(text)
        if hours is None:
            self.problem(path, f"{text!r} is not a time of day", "expected such as 18:00 or 18:00-20:00")
        return hours

    def span(
        self, day: date, hours: tuple[time, time | None] | None
    ) -> tuple[date | datetime, date | datetime]:
        if hours is None:
            return day, day + ONE_DAY
        zone = self.plan.zone
        start = datetime.combine(day, hours[0], zone)
        if hours[1] is None:
            return start, datetime.combine(day, hours[0], zone) + DEFAULT_LENGTH
        return start, datetime.combine(day if hours[1] > hours[0] else day + ONE_DAY, hours[1], zone)

    def reminders(self, gathering: Gathering, path: Path) -> tuple[timedelta, ...]:
        found: list[timedelta] = []
        for number, text in enumerate(gathering.reminders):
            span = read_span(text, self.speakers)
            if span is None or span.months or span.years:
                self.problem(
                    (*path, "reminders", number),
                    f"{text!r} is not a length of time",
                    "expected such as '1 day' or '2 hours'",
                )
            else:
                found.append(timedelta(days=span.days, hours=span.hours, minutes=span.minutes))
        return tuple(found)

    # Deadlines

    def deadline_of(self, name: str) -> Deadline | None:
        """The deadline of one activity or decision; what it hangs on is worked out first."""
        if name in self.dates.deadlines:
            return self.dates.deadlines[name]
        if name not in self.pending:
            return None
        path, due = self.pending[name]
        if name in self.underway:
            chain = " → ".join([*self.underway[self.underway.index(name) :], name])
            self.problem(
                path,
                f"the deadlines hang on one another in a circle: {chain}",
                "expected one of them to have a day of its own",
            )
            return None
        self.underway.append(name)
        deadline = self.read_due(due, path)
        self.underway.pop()
        if deadline:
            self.dates.deadlines[name] = deadline
        return deadline

    def read_due(self, due: Due, path: Path) -> Deadline | None:
        if isinstance(due, date):
            return Deadline(None, due, "DATE")
        if isinstance(due, Window):
            return Deadline(due.start, due.end, "WINDOW")
        text = " ".join(due.split())
        if calendar := read_calendar_words(text):
            return calendar
        if re.match(r"\d{4}-\d", text):
            self.problem(
                path,
                f"{text!r} is not a date",
                "expected a day (2026-03-01), month (2026-03), week (2026-W12) or quarter (2026-Q2)",
            )
            return None
        if rule := _lookup(text, [dict(words.deadlines) for words in self.speakers]):
            return read_phrase(rule, due, self.plan, self.annual_meeting())
        return self.relative(text, path)

    def relative(self, text: str, path: Path) -> Deadline | None:
        """``14 days before annual-meeting``, ``before board-meeting 2026-04-06``, ``at annual-meeting``."""
        relations = [
            (word, sign)
            for words in self.speakers
            for sign, group in ((-1, words.before), (1, words.after), (0, words.at))
            for word in group
        ]
        for word, sign in sorted(relations, key=lambda pair: -len(pair[0])):
            match = re.fullmatch(
                rf"(?:(\d{{1,4}} ?[^\W\d]+) )?{re.escape(word)} ([\w-]+)(?: (\d{{4}}-\d{{2}}-\d{{2}}))?",
                text,
                re.IGNORECASE,
            )
            if not match or (match[1] and sign == 0):
                continue
            span = read_span(match[1], self.speakers) if match[1] else relativedelta(days=abs(sign))
            if span is None:
                continue
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", match[2]):
                match_day = self.plain_day(match[2], path)
                return Deadline(None, match_day + sign * span, "REL", text) if match_day else None
            day = self.anchor_day(match[2], match[3], path)
            return Deadline(None, day + sign * span, "REL", text, anchor=match[2]) if day else None
        return Deadline(None, None, "UNREAD", text, True)

    def plain_day(self, text: str, path: Path) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.problem(path, f"{text!r} is not a day that exists", "expected such as 2026-02-28")
            return None

    def anchor_day(self, name: str, on: str | None, path: Path) -> date | None:
        if name in self.gatherings:
            gathering, slots = self.gatherings[name], self.dates.slots[name]
            if gathering.month:
                return date.fromisoformat(f"{gathering.month}-01")
            if on:
                slots = tuple(
                    slot
                    for slot in slots
                    if on in (slot.name, slot.nominal.isoformat(), slot.day.isoformat())
                )
            if len(slots) == 1:
                return slots[0].day
            if not slots:
                self.problem(
                    path, f"no meeting of {name!r}{f' on {on}' if on else ''}", "expected one of its dates"
                )
            else:
                self.problem(
                    path,
                    f"{name!r} has {len(slots)} dates",
                    f"expected which one, such as '{name} {slots[0].nominal}'",
                )
            return None
        if name in self.pending:
            deadline = self.deadline_of(name)
            if deadline and deadline.latest is None:
                self.problem(path, f"{name!r} has no day itself", "expected something that has a day")
            return deadline.latest if deadline else None
        self.problem(
            path,
            f"there is nothing called {name!r}",
            "expected the id of a meeting, event, activity or decision",
        )
        return None

    def annual_meeting(self) -> date | None:
        """The annual meeting that the plan lists after its own adoption: the last single meeting of the period's title words."""
        adopted = self.plan.adopted or self.plan.period.start
        words = {words.words.get("plan.annual_meeting", "").casefold() for words in self.speakers}
        listed = [
            slot.day
            for meeting in self.plan.meetings
            if not meeting.is_series and any(word and word in meeting.title.casefold() for word in words)
            for slot in self.dates.slots[meeting.id]
        ]
        return next((day for day in sorted(listed) if day > adopted), None)

    # Indicators and cadences

    def indicators(self) -> None:
        for a, area in enumerate(self.plan.areas):
            for g, goal in enumerate(area.goals):
                for n, indicator in enumerate(goal.indicators):
                    if indicator.by is None:
                        continue
                    name = indicator.id or (goal.id if len(goal.indicators) == 1 else f"{goal.id}-{n + 1}")
                    if by := self.read_due(indicator.by, ("areas", a, "goals", g, "indicators", n, "by")):
                        self.dates.indicators[name] = by

    def cadences(self) -> None:
        meetings = {meeting.id for meeting in self.plan.meetings}
        expected = "expected weekly, monthly, quarterly, half-yearly, yearly, continuous or 'every <meeting>'"
        wanted: list[tuple[Path, str, str]] = [
            (("areas", a, "activities", b, "cadence"), activity.id, activity.cadence)
            for a, area in enumerate(self.plan.areas)
            for b, activity in enumerate(area.activities)
            if activity.cadence
        ]
        wanted += [
            (("risks", r, "controls", c, "frequency"), f"{risk.id}/{c + 1}", control.frequency)
            for r, risk in enumerate(self.plan.risks)
            for c, control in enumerate(risk.controls)
        ]
        for path, name, text in wanted:
            cadence = read_cadence(text, self.speakers, meetings)
            if cadence is None:
                self.problem(path, f"{text!r} is not a cadence", expected)
            else:
                self.dates.cadences[name] = cadence
