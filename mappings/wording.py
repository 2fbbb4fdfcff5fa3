"""Dates, numbers, names, lists and states as the plan's language writes them. Pure; decides nothing.

Words come from ``config/languages``; the forms of dates and numbers from Babel (Unicode CLDR).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time, get_month_names
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from config.language import Language
from config.plan import BodyKind, Plan
from mappings.assignments import Assignment, Outlook
from mappings.evidence import Evidence, Work
from mappings.explanation import Explanation, Labels, explained
from mappings.items import Responsible, Task, TaskKind
from mappings.lines import is_calendar_turn, shown_names, shown_turn
from mappings.pace import Judgement, Level, Scale, Trend, is_whole
from mappings.report import Cell, Column, ColumnKind, Mark, Tone
from mappings.standing import Reporting as Told
from mappings.standing import Schedule, Standing
from mappings.wholes import done, left

TEN = 10
LONGEST_LIST = 5
LONGEST_TITLE = 90
LONGEST_NOTE = 240
NO_BREAK = "\u00a0"
READ_FROM_WORDS = "*"
"""Beside a date that hjul read from the plan's words."""

LEVEL_TONES: Mapping[Level, Tone] = {
    Level.REACHED: Tone.CLOSED,
    Level.ON_TRACK: Tone.GOOD,
    Level.AT_RISK: Tone.WATCH,
    Level.BEHIND: Tone.ALARM,
    Level.MISSED: Tone.MISSED,
    Level.NOT_JUDGED: Tone.WAITING,
    Level.OUT_OF_DATE: Tone.UNKNOWN,
    Level.NOT_REPORTED: Tone.UNKNOWN,
    Level.INCOMPLETE: Tone.UNKNOWN,
}

OUTLOOK_TONES: Mapping[Outlook, Tone] = {
    Outlook.DONE: Tone.CLOSED,
    Outlook.ONGOING: Tone.GOOD,
    Outlook.PLANNED: Tone.WAITING,
    Outlook.NOT_REPORTED: Tone.UNKNOWN,
    Outlook.LATE: Tone.ALARM,
    Outlook.CANCELLED: Tone.OFF,
}

ARROWS: Mapping[Trend, str] = {Trend.BETTER: "↗", Trend.UNCHANGED: "→", Trend.WORSE: "↘", Trend.MISSING: "–"}


def plain(text: str) -> str:
    """One line of what people wrote, with nothing in it that steers: no controls, no marks that turn the reading order."""
    return " ".join(_STEERING.sub("", " ".join(text.split())).split())


_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Controls, halves of letters, what turns the reading order (Unicode UAX #9 §2), and what XML cannot hold (XML 1.0 §2.2)."""


_LETTER_BEFORE_FIGURE = re.compile(r"(?<=[^\W\d_])(?=\d)")


@lru_cache(maxsize=4096)
def _short_day(locale: str, day: date, without_year: bool) -> str:
    """The day in letters and figures, held together on one line."""
    skeleton = "MMMd" if without_year else "yMMMd"
    return str(format_skeleton(skeleton, day, locale=locale)).replace(" ", NO_BREAK)


def _settled(value: float, digits: int) -> float:
    """Rounded, and never below nought in name only: no −0."""
    return round(float(value), digits) + 0.0


def shortened(text: str, longest: int) -> str:
    """At most so many letters, with … where something was left out."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


@dataclass(frozen=True)
class Wording:
    """One report's way of writing: the language's words, its forms of dates and numbers, the plan's zone and money."""

    words: Language
    plan: Plan
    as_of: date

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse("en_GB" if self.words.code == "en" else self.words.code)

    def __call__(self, key: str, **values: object) -> str:
        """The report's word or sentence for ``key``, filled in. A heading that the organisation has renamed is as it says."""
        if renamed := self.plan.headings.get(key.replace("_", "-")):
            return plain(renamed)
        return self.words.word(f"report.{key}", **values)

    def counted(self, key: str, count: int, **values: object) -> str:
        """The form for one or for many, with the number in it."""
        return self(f"{key}_one" if count == 1 else f"{key}_many", count=self.number(count), **values)

    # Dates and numbers

    def long_day(self, day: date) -> str:
        return format_date(day, "long", locale=self.locale)

    def stretch(self, first: date, last: date) -> str:
        """From the one day to the other, without saying twice what they share."""
        return str(format_interval(first, last, "yMMMMd", locale=self.locale))

    def day(self, day: date | datetime | None) -> str:
        """Short, with the year only where it is not the report's own."""
        if day is None:
            return ""
        local = day.astimezone(self.plan.zone).date() if isinstance(day, datetime) else day
        return _short_day(str(self.locale), local, local.year == self.as_of.year)

    def day_of_year(self, day: date) -> str:
        """The day and the month alone, where the year is said elsewhere."""
        return _short_day(str(self.locale), day, True)

    def day_of_month(self, day: date) -> str:
        """The number of the day as a list of days says it: 8 or 8."""
        return str(format_skeleton("d", day, locale=self.locale))

    def days_of_year(self, first: date, last: date) -> str:
        """From the one day to the other, without a year."""
        return str(format_interval(first, last, "MMMd", locale=self.locale)).replace(" ", NO_BREAK)

    def initial(self, day: date) -> str:
        """The month by the letter that stands over it in a calendar."""
        return str(get_month_names("narrow", "stand-alone", self.locale)[day.month])

    def moment(self, when: date | datetime | None) -> str:
        """A day with its time of day, in the plan's time zone, where there is one."""
        if not isinstance(when, datetime):
            return self.day(when)
        return f"{self.day(when)} {format_time(when.astimezone(self.plan.zone).time(), 'short', locale=self.locale)}"

    def number(self, value: float) -> str:
        return format_decimal(_settled(value, 2), locale=self.locale)

    def signed(self, value: int) -> str:
        if value == 0:
            return self.number(0)
        return f"{'+' if value > 0 else '−'}{self.number(abs(value))}"

    def share(self, ratio: float) -> str:
        return format_percent(_settled(ratio, 2), locale=self.locale)

    def quantity(self, value: float | None, unit: str | None) -> str:
        """A number with its unit; a percentage the way the language writes it.

        A unit is written in the plural: beside a one it stands as what is counted, 1 (evenings).
        """
        if value is None:
            return ""
        if unit is None:
            return self.number(value)
        if unit.strip() == "%":
            return format_percent(_settled(value / 100, 9), locale=self.locale, decimal_quantization=False)
        if value == 1:
            return f"{self.number(value)} ({plain(unit)})"
        return f"{self.number(value)} {plain(unit)}"

    def amount(self, value: float | None, unit: str | None) -> str:
        """A number beside others of the same unit: without it, unless it is a percentage."""
        return self.quantity(value, unit if unit and unit.strip() == "%" else None)

    def expected(self, scale: Scale, judged: Judgement, actual: float | None, unit: str | None) -> str:
        """The number expected by now, in wholes where people count in wholes, unless that hides how far it is."""
        if judged.expected is None:
            return ""
        in_wholes = scale.whole and is_whole(actual)
        hides = round(judged.expected) in {actual, scale.start}
        digits = (1 if hides else 0) if in_wholes else 2 if abs(judged.expected) < TEN else 1
        return self.amount(round(judged.expected, digits), unit)

    def money(self, value: float | None) -> str:
        """An amount as the language writes money, with decimals only where there are any: 4 000 kr, £4,000, NOK 4,000."""
        if value is None:
            return ""
        if self.plan.currency is None:
            return self.number(value)
        amount = _settled(value, 2)
        pattern = self.locale.currency_formats["standard"].pattern
        written = format_currency(
            amount,
            self.plan.currency,
            pattern.replace("0.00", "0") if amount.is_integer() else pattern,
            locale=self.locale,
            currency_digits=False,
        )
        return _LETTER_BEFORE_FIGURE.sub(NO_BREAK, written)

    # Names and lists

    def names(self, people: Iterable[Responsible]) -> str:
        """Each person once, with the bodies that they answer for."""
        once: dict[str, Responsible] = {}
        for one in people:
            known = once.get(one.id)
            bodies = [body for body in (known and known.body, one.body) if body]
            once[one.id] = replace(one, body=", ".join(dict.fromkeys(bodies)) or None)
        return plain(shown_names(once.values(), self.words))

    def body(self, name: str) -> str:
        """A body's name as a sentence begins with it, with an article where the language wants one."""
        shown = self.title(name)
        if shown.partition(" ")[0].casefold() in self.words.articles:
            return shown
        named, board = self("body_named", name=shown), self("the_board")
        return board if named.casefold() == board.casefold() else named

    def person(self, name: str | None) -> str:
        """Who did something, by the plan's name for them where it has one."""
        if name is None:
            return ""
        known = self.plan.people.get(name)
        return plain(known.name if known else name)

    def listed(
        self,
        titles: Iterable[str],
        between: str = "; ",
        *,
        most: int = LONGEST_LIST,
        longest: int = LONGEST_TITLE,
    ) -> str:
        """Titles one after the other; of a long list the first ``most``, and how many more there are."""
        every = [shortened(title, longest) for title in titles]
        shown = every if len(every) <= most + 1 else every[:most]
        left = len(every) - len(shown)
        return between.join([*shown, *([self("more", count=self.number(left))] if left else [])])

    def enumerated(self, parts: Sequence[str]) -> str:
        """Parts as a sentence holds them: a, b and c."""
        return format_list(parts, locale=self.locale)

    def title(self, text: str, confidential: bool = False) -> str:
        return f"{plain(text)} ({self('confidential')})" if confidential else plain(text)

    def note(self, text: str) -> str:
        return shortened(plain(text), LONGEST_NOTE)

    def explained(self, note: str) -> Explanation:
        """The note by the labels that people of the plan's language put in it, each part short and on one line."""
        said = explained(note, self._labels)
        return Explanation(*map(self.note, (said.cause, said.measure, said.new_date, said.rest)))

    @cached_property
    def _labels(self) -> Labels:
        return Labels(*(tuple(self(f"note_{name}").split("|")) for name in ("cause", "measure", "new_date")))

    def column(self, key: str, kind: ColumnKind = ColumnKind.TEXT) -> Column:
        return Column(self(f"col_{key}"), kind)

    # States

    def level(self, level: Level) -> Mark:
        return Mark(LEVEL_TONES[level], self.words.word(f"level.{level}"))

    def trend(self, trend: Trend) -> str:
        return f"{ARROWS[trend]}{NO_BREAK}{self.words.word(f'trend.{trend}')}"

    def outlook(self, outlook: Outlook) -> Mark:
        return Mark(OUTLOOK_TONES[outlook], self.words.word(f"outlook.{outlook}"))

    def due(self, one: Assignment) -> str:
        """The day, with a star where it was read from words; without a day, the words as they were written."""
        if one.due is None:
            return shortened(plain(one.phrase or ""), LONGEST_TITLE)
        return f"{self.day(one.due)}{READ_FROM_WORDS if one.interpreted else ''}"

    def due_cell(self, one: Assignment, without: str = "") -> Cell:
        """The day or, where there is none, ``without``; under it the new one, if the note of what is still open gives one."""
        new = self._new_date(one)
        return Cell(self.due(one) or without, detail=self("new_date", date=new) if new else "")

    def remark(self, one: Assignment) -> str:
        """The note, without the new date that ``due_cell`` says."""
        if not self._new_date(one):
            return self.note(one.note)
        said = self.explained(one.note)
        named = ((self("col_cause"), said.cause), (self("col_measure"), said.measure))
        parts = [said.rest.rstrip(" .,;"), *(f"{label}: {text}" for label, text in named if text)]
        return self.note("; ".join(part for part in parts if part))

    def _new_date(self, one: Assignment) -> str:
        return "" if one.outlook in {Outlook.DONE, Outlook.CANCELLED} else self.explained(one.note).new_date

    def state(self, one: Assignment) -> Cell:
        """How an assignment goes: the word, how far, by whom."""
        if one.is_series:
            return self._series(one)
        return self.turn(one.turns[0], one.outlook)

    def _series(self, one: Assignment) -> Cell:
        done = self("done_of", done=self.number(len(one.done)), total=self.number(len(one.turns)))
        if one.outlook is Outlook.PLANNED:
            return Cell("", self.outlook(one.outlook), done)
        turn = one.turn_at(self.as_of)
        word = self._parts(turn, ", ") or self.words.word(f"turn.{_turn_word(turn)}")
        latest = "" if turn in one.late else f"{self.turn_name(turn)}: {word}"
        missed = [self._missed(late) for late in one.late]
        behind = self("not_done", turns=self.listed(missed, ", ")) if missed else ""
        return Cell("", self.outlook(one.outlook), "; ".join(part for part in (done, latest, behind) if part))

    def _missed(self, turn: Standing) -> str:
        """A turn that is late, with those who have not done their part of it."""
        people = [name for part in left(turn) for name in self._who(part)]
        return f"{self.turn_name(turn)} ({', '.join(people)})" if people else self.turn_name(turn)

    def _parts(self, turn: Standing, between: str = "; ") -> str:
        """How many have done their part, who and when, and who is left; "" of what nobody has begun, and of what has no parts."""
        ready, still = done(turn), left(turn)
        if not ready:
            return ""
        count = self("done_of", done=self.number(len(ready)), total=self.number(len(turn.parts)))
        said = self.listed((self._did(part) for part in ready), ", ")
        names = self.listed((name for part in still for name in self._who(part)), ", ")
        return between.join([f"{count} ({said})", *([self("left", names=names)] if still else [])])

    def _did(self, part: Standing) -> str:
        """Whose part it is and when it was done, and by whom where that was somebody else."""
        name, by = ", ".join(self._who(part)), self.person(part.closed.by) if part.closed else ""
        day = self.day(part.closed.when) if part.closed else ""
        return " ".join(each for each in (name, day, f"– {by}" if by not in {"", name} else "") if each)

    def _who(self, part: Standing) -> tuple[str, ...]:
        people = part.item.responsible if isinstance(part.item, Task) else ()
        return tuple(self.title(one.name) for one in people)

    def turn_name(self, turn: Standing) -> str:
        """March, week 12, or the day of the meeting that it belongs to."""
        slot = turn.key.partition("@")[2].partition("/")[0]
        if not is_calendar_turn(slot):
            return self.day(turn.item.start if turn.due is None else turn.due)
        name = shown_turn(slot, self.words)
        return name.removesuffix(f" {self.as_of.year}")

    def turn(self, turn: Standing, outlook: Outlook) -> Cell:
        cell = self._turn(turn, outlook)
        said = "" if turn.work is Work.ACCEPTED else self._parts(turn)
        return replace(cell, detail=said) if said else cell

    def _turn(self, turn: Standing, outlook: Outlook) -> Cell:
        told = self.told(turn.closed or turn.evidence)
        match outlook:
            case Outlook.DONE if turn.work is Work.ACCEPTED:
                return Cell("", Mark(Tone.CLOSED, self.words.word(f"outlook.{self._accepted}")))
            case Outlook.DONE | Outlook.CANCELLED:
                return Cell("", self.outlook(outlook), told)
            case _ if turn.deleted:
                word = self.words.word("outlook.deleted")
                return Cell("", Mark(Tone.UNKNOWN, word), self.told(turn.deleted))
            case Outlook.ONGOING if turn.reporting is Told.STALE:
                return Cell("", Mark(Tone.UNKNOWN, self.words.word("outlook.out-of-date")), told)
            case Outlook.ONGOING | Outlook.PLANNED:
                return Cell("", self._open(turn, outlook), self._how_far(turn))
            case Outlook.LATE | Outlook.NOT_REPORTED:
                return Cell("", self.outlook(outlook), self._how_far(turn))

    @cached_property
    def _accepted(self) -> str:
        """A board accepts in its own name; what a committee or another body accepts is accepted."""
        answering = [self.plan.bodies[name].kind for name in self.plan.accountable_bodies]
        return "approved" if set(answering) - {BodyKind.BOARD, None} else "accepted"

    def _open(self, turn: Standing, outlook: Outlook) -> Mark:
        if turn.schedule is Schedule.SOON:
            word = self.words.word(f"outlook.{outlook}-soon")
            return Mark(Tone.WATCH, word)
        if outlook is Outlook.PLANNED and turn.reporting is not Told.NOT_REPORTED:
            return Mark(Tone.WAITING, self.words.word("outlook.not-started"))
        return self.outlook(outlook)

    def _how_far(self, turn: Standing) -> str:
        parts: list[str] = []
        if turn.schedule is Schedule.LATE:
            silent = "not-reported" if turn.reporting is Told.NOT_REPORTED else "not-started"
            parts.append(self.words.word(f"outlook.{'ongoing' if turn.work is Work.ONGOING else silent}"))
        if turn.percent is not None and turn.work is Work.ONGOING:
            parts.append(self.share(turn.percent / 100))
        return ", ".join(parts)

    def told(self, evidence: Evidence | None) -> str:
        """When, and by whom where that is known."""
        if evidence is None:
            return ""
        return ", ".join(part for part in (self.day(evidence.when), self.person(evidence.by)) if part)

    def about(self, one: Assignment) -> str:
        """Its title, after a word for what it is where it is not of the plan's own activities or decisions."""
        title = self.title(one.title, one.confidential)
        if one.kind in {TaskKind.ACTIVITY, TaskKind.DECISION}:
            return title
        return f"{self.words.word(f'kind.{one.kind}')}: {title}"


def _turn_word(turn: Standing) -> str:
    if turn.work in {Work.DONE, Work.ACCEPTED}:
        return "done"
    if turn.work is Work.CANCELLED:
        return "cancelled"
    if turn.work is Work.ONGOING:
        return "ongoing"
    return "late" if turn.schedule is Schedule.LATE else "not-reported"
