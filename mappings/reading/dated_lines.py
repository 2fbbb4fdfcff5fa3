"""Lines that are a date, and what stands beside them: lists of dates and their labels, remarks, details, neighbours.

Looks only; what an entry is, is settled in ``calendar``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile

from config import patterns
from config.language import Language
from mappings.reading.clauses import is_body
from mappings.reading.clocks import clocks
from mappings.reading.days import Frame, When, named_day
from mappings.reading.entries import (
    SEPARATORS,
    found_times,
    frame_of,
    is_last_day,
    is_prose,
    leads,
    sentences,
)
from mappings.reading.lines import Form, Line
from mappings.reading.names import ends_in, is_calendar_title, names_gathering, names_meeting
from mappings.reading.surroundings import bare_title
from mappings.reading.tongue import find, is_of

LONGEST_ENTRY = 12
"""Words of the longest line that is an entry among others."""
_SHORT = 6
"""Words of a line that can be the name of what the line below tells of."""
_NEXT = 5
"""So many lines below a title the next date of a list of such entries stands at the latest."""


def _before_clock(text: str, words: Language) -> str:
    """What a label names before the hour and the place of it: "Committee meetings, 7pm in the Common Room"."""
    said = re.sub(r"\([^)]*\)?", "", text)
    first = next(iter(clocks(said, words)), None)
    return (said[: first.begin] if first else said).strip(SEPARATORS)


class DatedLines:
    """The lines of one document, by what they hold of dates. ``skipped`` are the numbers of lines that say nothing more."""

    def __init__(self, lines: tuple[Line, ...], period: Frame) -> None:
        self.lines = lines
        self.period = period
        self.skipped: set[int] = set()
        self.beside: dict[tuple[int | None, tuple[str, ...]], list[Line]] = {}

    def is_listing(self, line: Line, whens: tuple[When, ...]) -> bool:
        """Whether several sentences hold a label with its dates and more."""
        return (
            len(whens) > 2
            and len(sentences(line.text)) > 1
            and ":" in line.text
            and not leads(line.text, whens[0], line.language)
        )

    def is_bare_time(self, line: Line, first: str, whens: tuple[When, ...]) -> bool:
        return leads(first, whens[0], line.language) and self.only_time_and_place(line, first)

    def only_time_and_place(self, line: Line, text: str) -> bool:
        words = line.language
        places = "|".join(map(re.escape, words.calendar["place"]))
        bare = patterns.sub(rf"\s(?:{places})\s+(?:the\s+)?[^\W\d]\w*(?:\s\w+)?\.?$", "", text.strip())
        return any(
            self.is_date_only(inner, found_times(inner.text, words, frame_of(line, self.period)))
            for inner in (replace(line, text=text), replace(line, text=bare))
        )

    def is_dated(self, line: Line) -> bool:
        text = re.sub(r"^\s*\d+\.\d+(?:\.\d+)*\.?\s+", "", line.text)
        return (text == line.text and line.span is None) or (
            any(when.exact for when in found_times(text, line.language, frame_of(line, self.period)))
            and line.text not in line.sections
        )

    def has_time(self, line: Line) -> bool:
        return bool(found_times(line.text, line.language, frame_of(line, self.period)))

    def is_date_only(self, line: Line, whens: tuple[When, ...]) -> bool:
        if (
            not whens
            or not leads(line.text, whens[0], line.language)
            or is_last_day(line.text, whens[0], line.language)
        ):
            return False
        if not whens[0].exact and whens[0].rule != "MONTH":
            return False
        rest = line.text
        spans = {(when.begin, when.end) for when in whens}
        spans |= {(clock.begin, clock.end) for clock in clocks(rest, line.language)}
        for begin, end in sorted(spans, reverse=True):
            rest = f"{rest[:begin]} {rest[end:]}"
        words = line.language
        small = {*words.articles, *words.about, *words.calendar["clock"], *words.conjunctions, *words.within}
        small |= set(words.starting)
        rest = " ".join(word for word in rest.split() if word.casefold() not in small)
        return not re.sub(r"\([^)]*\)", "", rest).strip(SEPARATORS)

    def is_listed(self, number: int) -> bool:
        """Whether a date alone on its line is one of a list of such lines, and not of the line below it."""
        line = self.lines[number]
        below = self.lines[number + 1] if number + 1 < len(self.lines) else None
        if below is None or below.form in {Form.HEADING, Form.ROW} or self.is_of_list(below):
            return True
        above = self.lines[number - 1] if number else None
        if (
            above is not None
            and above.text.endswith(":")
            and above.form is Form.TEXT
            and self.leads_in(above)
        ):
            return True
        run = self.run_of_dates(number)
        dates = [one for one in run if self.looks_date_only(one)]
        if len(dates) < 2:
            return False
        first, last = (self.first_time(one) for one in (dates[-2], line))
        return first is not None and last is not None and first.rule == last.rule

    def first_time(self, line: Line) -> When | None:
        return next(iter(found_times(line.text, line.language, frame_of(line, self.period))), None)

    def run_of_dates(self, number: int) -> list[Line]:
        """The lines above this one, and itself, that each begin with a date: alone, or with a remark after it."""
        line = self.lines[number]
        above = takewhile(
            lambda one: one.form is line.form and self.is_of_list(one), reversed(self.lines[:number])
        )
        return [*reversed(list(above)), line]

    def is_of_list(self, line: Line) -> bool:
        if self.looks_date_only(line):
            return True
        first = self.first_time(line)
        return first is not None and leads(line.text, first, line.language) and self.is_remark(line, first)

    def is_remark(self, line: Line, when: When) -> bool:
        """Whether what follows a date is no title: words in small letters, "NB!", a date that is not set."""
        rest = line.text[when.end :]
        for clock in reversed(clocks(rest, line.language)):
            rest = f"{rest[: clock.begin]} {rest[clock.end :]}"
        tokens = rest.strip(SEPARATORS + "!").split()
        if not tokens:
            return True
        first = tokens[0].strip("!:,.")
        loud = first.isupper() and len(first) <= 3
        doubt = is_of(rest, line.language.calendar["tentative"]) and len(tokens) <= 5
        return doubt or loud or (first.islower() and not names_gathering(first, line.language))

    def label_of(self, number: int) -> str:
        """What a list of dates is of: the text that leads it in, else the heading above."""
        line = self.lines[number]
        first = self.run_of_dates(number)[0].number
        above = self.lines[first - 1] if first else None
        if above is not None and above.form is Form.TEXT and self.leads_in(above):
            return above.text.rstrip(" :")
        words = line.language
        titles = [text for text in line.sections if not is_calendar_title(text, words)]
        named = [text for text in titles if names_gathering(text, words)]
        last = line.sections[-1] if line.sections else ""
        return bare_title(last if last in titles or not named else named[-1])

    def leads_in(self, line: Line) -> bool:
        """Whether a line of text names what the dates below it are of: "Styrelsemöten", "Rådet møtes kl. 10:"."""
        words = line.language
        met = is_of(line.text, words.calendar["met"])
        longest = 18 if met or line.text.endswith(":") else 8
        if len(line.text.split()) > longest or clocks(line.text, words)[1:]:
            return False
        if self.says_whose(line):
            return True
        named = _before_clock(line.text, words)
        last = (named or line.text.rstrip(" :")).split()[-1]
        clocked = find(line.text, words.calendar["clock"])
        listed = line.text.endswith(":") and self.is_label(named, words)
        series = met or listed or ends_in(last, words.calendar["meetings"], words)
        series = series or bool(clocked and names_meeting(line.text[: clocked.start()], words))
        generic = not met and (
            (line.text.split()[0].casefold() in words.calendar["meetings"] and " " not in named)
            or bool(line.sections and is_of(line.text, words.calendar["start"]))
        )
        return series and not generic

    def says_whose(self, line: Line) -> bool:
        """Whether a line is a body's name alone, or says what is held and ends in a colon: "Styrelsen", "Møtene holdes:"."""
        words, text = line.language, line.text.rstrip(" :")
        verb = find(text, words.calendar["held"]) if line.text.endswith(":") else None
        held = verb is not None and names_gathering(text[: verb.start()], words)
        return held or (len(text.split()) == 1 and is_body(text, words))

    def is_label(self, named: str, words: Language) -> bool:
        """Whether a few words before a colon name what is on the days below them: "Open days", "Dugnader"."""
        late = is_of(named, (*words.calendar["deadline"], *words.calendar["must"]))
        return names_gathering(named, words) and not late and not is_calendar_title(named, words)

    def looks_date_only(self, line: Line) -> bool:
        return self.is_date_only(line, found_times(line.text, line.language, frame_of(line, self.period)))

    def details(self, number: int, *, heading: bool) -> list[Line]:
        """The lines below a dated heading, or the one below a dated line."""
        found: list[Line] = []
        several = sum(self.looks_date_only(one) for one in self.lines[number : number + _NEXT]) > 0
        for line in self.lines[number:]:
            if line.form in {Form.HEADING, Form.ROW} or self.looks_date_only(line):
                break
            told = line.text.endswith(".") and len(line.text.split()) <= 8
            if not (heading or who_of(line) or told or (several and self.says_more(line))):
                break
            found.append(line)
        return found

    def says_more(self, line: Line) -> bool:
        """A short line between two dated ones that neither obliges nor has a day of its own."""
        words = line.language
        obliges = is_of(line.text, (*words.calendar["must"], *words.calendar["deadline"]))
        return len(line.text.split()) <= LONGEST_ENTRY and not obliges and not self.has_time(line)

    def siblings_dated(self, line: Line) -> bool:
        """Whether most of the items of the same list, or of the short lines around a line, have a day."""
        group = self.short_lines(line) if line.form is Form.TEXT else self.items_beside(line)
        whens = [self.free_time(other) for other in group]
        dated = [when for when in whens if when is not None]
        exact = [when for when in dated if when.exact]
        return len(group) >= 3 and len(dated) * 2 > len(group) and len(exact) * 3 > len(group)

    def all_led(self, line: Line) -> bool:
        """Whether this item and all beside it, or the short lines around it, begin with a time."""
        group = self.short_lines(line) if line.form is Form.TEXT else self.items_beside(line)
        whens = [(other, self.first_time(other)) for other in group]
        return len(group) >= 3 and all(
            when is not None and leads(other.text, when, other.language) for other, when in whens
        )

    def free_time(self, line: Line) -> When | None:
        """The first time of a line that is no last day; the day that a feast's name says too."""
        words, frame = line.language, frame_of(line, self.period)
        free = [
            when for when in found_times(line.text, words, frame) if not is_last_day(line.text, when, words)
        ]
        exact = [when for when in free if when.exact]
        return next(iter(exact or free), None) or feast_of(line.text, words, frame)

    def all_dated(self, line: Line) -> bool:
        """Whether most sentences of a paragraph say a day: "Fest 26 maj kl 13. Vi reser till Åre 20 september."."""
        words, frame = line.language, frame_of(line, self.period)
        said = sentences(line.text)
        whens = [next(iter(found_times(one, words, frame)), None) for one in said]
        dated = [
            one
            for one, when in zip(said, whens, strict=True)
            if when is not None and when.exact and when.first and not is_last_day(one, when, words)
        ]
        return len(dated) > 1 and len(dated) * 2 >= len(said)

    def some_dated(self, line: Line) -> bool:
        return sum(self.first_time(other) is not None for other in self.items_beside(line)) > 1

    def is_timeline(self, line: Line) -> bool:
        """Whether the line is one of numbered items that nearly all begin with a time."""
        if line.form is not Form.ITEM or not re.fullmatch(r"\d{1,2}[.)]", line.mark):
            return False
        beside = self.items_beside(line)
        whens = [(other, self.first_time(other)) for other in beside]
        led = sum(when is not None and leads(other.text, when, other.language) for other, when in whens)
        return len(beside) >= 3 and led * 4 > len(beside) * 3

    def items_beside(self, line: Line) -> list[Line]:
        if not self.beside:
            for other in self.lines:
                if other.form is Form.ITEM:
                    self.beside.setdefault((other.parent, other.sections), []).append(other)
        return self.beside.get((line.parent, line.sections), [])

    def short_lines(self, line: Line) -> list[Line]:
        """The lines of text above and below this one that are no sentences."""

        def goes_on(one: Line) -> bool:
            if one.form is not Form.TEXT or one.number in self.skipped or is_prose(one):
                return False
            return len(one.text.split()) <= LONGEST_ENTRY and (
                self.has_time(one) or not one.text.endswith(".")
            )

        def near(lines: Iterable[Line]) -> Iterator[Line]:
            return takewhile(goes_on, lines)

        above = list(near(reversed(self.lines[: line.number])))
        return [*reversed(above), *near(self.lines[line.number :])]

    def above(self, number: int) -> Line | None:
        """The short line above, where the two can belong together."""
        above = self.lines[number - 1] if number else None
        if above is None or Form.ROW in {above.form, self.lines[number].form}:
            return None
        longest = LONGEST_ENTRY if above.form is Form.HEADING else _SHORT
        return above if len(above.text.split()) <= longest else None


def who_of(line: Line) -> str:
    """The names of a line that only says who is responsible."""
    forms = "|".join(re.escape(form) for form in line.language.calendar["responsible"])
    match = patterns.fullmatch(rf"(?:{forms})\s*:?\s+(.+?)\.?", line.text, re.IGNORECASE)
    return match[1] if match else ""


def is_detail(line: Line) -> bool:
    """Whether a line below an entry only says more of it."""
    return bool(who_of(line)) or (
        len(line.text.split()) <= LONGEST_ENTRY and not is_of(line.text, line.language.calendar["deadline"])
    )


def feast_of(text: str, words: Language, frame: Frame) -> When | None:
    """The named day of a text, where the words before it make it no deadline: "före midsommar"."""
    when = named_day(text, words, frame)
    before = text[: when.begin].casefold().split() if when else []
    hung = {*words.before, *words.after, *words.at, *words.calendar["deadline"]} - {"på", "on", "ved", "vid"}
    return None if before and before[-1] in hung else when
