"""Lines that say when something is that the line above names: a heading and its day, an hour and a place, "Holdes i uke 27".

Names nothing by itself: what is held is always the heading or the line above.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from config.language import Language
from mappings.reading.clocks import clocks
from mappings.reading.dated_lines import (
    is_detail,
    who_of,
)
from mappings.reading.days import When
from mappings.reading.entries import (
    SEPARATORS,
    Entry,
    found_times,
    frame_of,
    is_last_day,
    leads,
    primary,
    sentences,
)
from mappings.reading.lines import Form, Line
from mappings.reading.model import (
    Gathering,
    Question,
    QuestionKind,
)
from mappings.reading.names import is_calendar_title, names_gathering
from mappings.reading.placing import Placing
from mappings.reading.tongue import find


class NamedAbove(Placing):
    """Reads a line by what stands above it."""

    def doubts_above(self, number: int) -> bool:
        """A short line that says that the day of the line above is not sure."""
        line, above = self.lines[number], self.above(number)
        if above is None or line.form is not Form.TEXT or len(line.text.split()) > 6:
            return False
        doubt = find(line.text, line.language.calendar["tentative"])
        if (
            doubt is None
            or self.has_time(line)
            or re.search(r"[^\W\d_]\s*[,:–-]\s*$", line.text[: doubt.start()])
        ):
            return False
        if not self.found.gatherings or self.found.gatherings[-1][0] != above.number:
            return False
        held = replace(self.found.gatherings[-1][1], tentative=True)
        self.found.gatherings[-1] = (above.number, held)
        values = {"title": held.title}
        self.found.questions.append(Question(QuestionKind.TENTATIVE, held.title, (line.source,), values))
        self.found.taken.add(number)
        return True

    def tells_of_above(self, number: int) -> bool:
        """Whether a line says when what the heading or the line above names takes place: "Holdes i uke 27", "5. juni kl 12"."""
        line, above = self.lines[number], self.above(number)
        if above is None or (line.form is Form.ITEM and above.form is not Form.HEADING):
            return False
        first = sentences(line.text)[0]
        found = found_times(first, line.language, frame_of(line, self.period))
        if not found or any(is_last_day(first, when, line.language) for when in found):
            return False
        whens = primary(first, found, line.language)
        known = self.month_of(above, whens[0]) if self.is_bare_time(line, first, whens) else None
        if not (known or self.opens_held(first) or self.is_time_of(above, line, first, whens)):
            return False
        self.found.gatherings = [pair for pair in self.found.gatherings if pair[0] != above.number]
        title = known.title if known else above.text
        after = line.text[whens[-1].end :]
        said = f"{line.text[: whens[0].begin]} {after}"  # "Normalt i september"
        beside = self.lines[number + 1] if number + 1 < len(self.lines) else line
        told = (*(replace(line, text=sentence) for sentence in sentences(line.text)[1:]), beside)
        who = next(filter(None, (who_of(one) for one in told)), "")
        for when in whens if self.is_date_only(replace(line, text=first), found) else whens[:1]:
            source = line.part(f"{above.text} {first}")
            entry = Entry(title, when, line, source, after, held=True, note=said.strip(SEPARATORS), who=who)
            where = self.where(line, first, whens)
            self.place(replace(entry, clock=next(iter(clocks(line.text, line.language)), None), where=where))
        if who_of(beside):
            self.found.taken.add(beside.number)
        self.found.taken |= (
            {above.number} if known or len(sentences(line.text)) > 1 else {above.number, number}
        )
        return True

    def names_below(self, number: int) -> bool:
        """Whether a line is the day of what the heading right below it names, in a list of such."""
        if number not in self.days_above:
            return False
        line, below = self.lines[number], self.lines[number + 1]
        area = self.lines[min(self.days_above)].area
        found = found_times(line.text, line.language, frame_of(line, self.period))
        source = line.part(f"{line.text} {below.text}")
        clock = next(iter(clocks(line.text, line.language)), None)
        for when in primary(line.text, found, line.language):
            own = replace(line, area=area)
            self.place(Entry(below.text, when, own, source, "", clock, labelled=True))
        details = {one.number for one in self.details(number + 2, heading=True) if is_detail(one)}
        self.found.taken |= {number, below.number, *details}
        self.skipped |= {below.number, *details}
        return True

    @cached_property
    def days_above(self) -> frozenset[int]:
        """The lines that are but a day and stand right above a heading, and not below one: "Lørdag 8. mai", "Stevne"."""
        dated = [
            (above, line, below)
            for above, line, below in zip(self.lines, self.lines[1:], self.lines[2:], strict=False)
            if line.form is Form.TEXT and self.looks_date_only(line)
        ]
        led = [(above, line) for above, line, below in dated if self.may_name(below)]
        apart = [line for above, line in led if above.form is not Form.HEADING]
        if len(led) < _DATED or len(led) < len(dated) or len(apart) < len(led) - 1:
            return frozenset()
        return frozenset(line.number for _, line in led)

    def month_of(self, above: Line, when: When) -> Gathering | None:
        """The gathering of the line above, known by its month, whose day this is."""
        if not self.found.gatherings or not when.exact or when.first is None:
            return None
        number, held = self.found.gatherings[-1]
        near = held.month and held.month <= f"{when.first:%Y-%m}" <= (held.end_month or held.month)
        return held if number == above.number and near else None

    def opens_held(self, sentence: str) -> bool:
        calendar = self.words.calendar
        forms = (form for form in (*calendar["held"], *calendar["usually"]) if len(form) > 3)
        return any(sentence.casefold().startswith(f"{form} ") for form in forms)

    def is_time_of(self, above: Line, line: Line, first: str, whens: tuple[When, ...]) -> bool:
        """Whether a sentence is nothing but the time of the gathering that the heading above names."""
        if above.form is not Form.HEADING or above.text not in line.sections or not whens[0].exact:
            return False
        if is_calendar_title(above.text, line.language) or is_last_day(first, whens[0], line.language):
            return False
        among = above.number in self.dated_headings
        if not among and not names_gathering(above.text, line.language):
            return False
        if not self.is_bare_time(line, first, whens) and not self.is_time_and_place(line, first, whens):
            return False
        others = [
            one
            for one in self.lines[line.number + 1 :]
            if one.sections == line.sections and self.has_time(one)
        ]
        return not any(self.looks_date_only(one) for one in others)

    @cached_property
    def dated_headings(self) -> frozenset[int]:
        """The headings that nearly all have a day first in the line below them: each names what is on its day."""
        levels: dict[tuple[int, tuple[str, ...]], list[tuple[int, bool]]] = {}
        for line, below in pairwise(self.lines):
            if self.may_name(line) and line.text in below.sections and below.form is not Form.ROW:
                above = below.sections[: below.sections.index(line.text)]
                levels.setdefault((line.level, above), []).append((line.number, self.opens_with_day(below)))
        few = [
            group
            for group in levels.values()
            if _DATED <= sum(dated for _, dated in group) > len(group) * 0.7
        ]
        return frozenset(number for group in few for number, dated in group if dated)

    def may_name(self, line: Line) -> bool:
        """Whether a heading is no month, season or week, and no title of a calendar."""
        of_time = line.span is not None and line.span.words.strip(" :.") == line.text.strip(" :.")
        named = is_calendar_title(line.text, line.language) or self.has_time(line)
        return line.form is Form.HEADING and not of_time and not named

    def opens_with_day(self, line: Line) -> bool:
        first = sentences(line.text)[0]
        found = found_times(first, line.language, frame_of(line, self.period))
        return bool(found and found[0].exact and leads(first, found[0], line.language))

    def is_time_and_place(self, line: Line, first: str, whens: tuple[When, ...]) -> bool:
        """Whether a sentence is a day, perhaps an hour, and after a comma where: "Lördag 5 juni, kl. 19, Klubbhuset."."""
        if not leads(first, whens[0], line.language):
            return False
        parts = _parts_after(first, whens, line.language)
        after_sign = bool(
            re.match(r"\s*(?:\([^)]*\))?(?:\s*[,;]|\s+[–—-]\s)", first[whens[-1].end :])
        ) or bool(clocks(first, line.language))
        named = any(names_gathering(part, line.language) for part in parts)
        return after_sign and not named and len(parts) <= _FEW and all(_is_place(part) for part in parts)

    def where(self, line: Line, first: str, whens: tuple[When, ...]) -> str:
        """The place that stands alone after a comma. Else ""."""
        parts = _parts_after(first, whens, line.language)
        small = (*line.language.calendar["place"], *line.language.calendar["prepositions"])
        alone = len(parts) == 1 and _is_place(parts[0]) and parts[0].split()[0].casefold() not in small
        return parts[0] if alone and self.is_time_and_place(line, first, whens) else ""


_DATED = 3
"""Headings with a day below each that are a list of gatherings."""
_FEW = 2
"""Parts of what is said of a place."""
_NAME = 4
"""Words of the longest place."""


def _parts_after(text: str, whens: tuple[When, ...], words: Language) -> list[str]:
    """What a text says after its day and hour, parted by commas and dashes."""
    rest = re.sub(r"\s*\([^)]*\)", "", text[whens[-1].end :])
    for clock in reversed(clocks(rest, words)):
        rest = f"{rest[: clock.begin]},{rest[clock.end :]}"
    parts = (part.strip(SEPARATORS) for part in re.split(r"[,;]|\.$|\s[–—-]\s", rest))
    return [part for part in parts if part and part.casefold() not in words.starting]


def _is_place(text: str) -> bool:
    """A few words of which the last has a capital, or the first: "i Folkets hus", "Biblioteket", "Lund mill"."""
    tokens = text.strip(SEPARATORS).split()
    return 0 < len(tokens) <= _NAME and any(token[:1].isupper() for token in tokens)
