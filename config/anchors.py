"""Deadlines that hang on something else in the plan: ``14 days before annual-meeting``, ``på styrelsemötet i november``.

Pure. What is named by its id is exact; what is named by its title is marked as interpreted, so that someone may confirm it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache

from dateutil.relativedelta import relativedelta

from config.deadlines import LONGEST_PHRASE, Deadline, Surroundings, annual_meeting, read_deadline
from config.language import Language, language
from config.plan import Gathering, Plan
from config.recurrence import ONE_DAY, inflected, read_span
from config.series import Complain, Path, Slot


@cache
def _relations(codes: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], int], ...]:
    """What takes "at least 14 days before X" apart: for each word before (-1), at (0) or after (1), the longest first."""
    speakers = [language(code) for code in codes]
    firm = "|".join(re.escape(word) for words in speakers for word in (*words.at, *words.least))
    length = r"\d{1,4} ?[^\W\d]+|[^\W\d]+ [^\W\d]+"
    ways = [
        (word, sign)
        for words in speakers
        for sign, group in ((0, words.at), (-1, words.before), (1, words.after))
        for word in group
    ]
    return tuple(
        (re.compile(rf"(?:(?:{firm}) )?(?:({length})\.? )?{re.escape(word)} (.+)", re.IGNORECASE), sign)
        for word, sign in sorted(ways, key=lambda way: -len(way[0]))
    )


class Anchors:
    """What deadlines can hang on: the plan's gatherings, and the activities and decisions that have deadlines themselves."""

    def __init__(
        self,
        plan: Plan,
        speakers: tuple[Language, ...],
        around: Surroundings,
        slots: Mapping[str, tuple[Slot, ...]],
        pending: Mapping[str, object],
        deadline_of: Callable[[str], Deadline | None],
        complain: Complain,
    ) -> None:
        """``pending`` are the ids of what has a deadline of its own, and ``deadline_of`` works one out."""
        self.speakers = speakers
        self.around = around
        self.slots = slots
        self.complain = complain
        self.meetings = {meeting.id for meeting in plan.meetings}
        self.gatherings: dict[str, Gathering] = {entry.id: entry for entry in (*plan.meetings, *plan.events)}
        self.pending = pending
        self.deadline_of = deadline_of
        self.phrases: dict[str, Deadline | None] = {}
        self.titles: dict[str, tuple[date, str] | None] = {}

    def read(self, text: str, path: Path) -> Deadline | None:
        """The deadline that these words set, by themselves or by what they hang on. None after a complaint."""
        return self.phrase(text) or self.relative(text, path)

    def phrase(self, text: str) -> Deadline | None:
        """What the words set by themselves. Plans say the same thing often, so each phrase is read once."""
        if text not in self.phrases:
            self.phrases[text] = read_deadline(text, self.speakers, self.around)
        return self.phrases[text]

    def relative(self, text: str, path: Path) -> Deadline | None:
        """``14 days before annual-meeting``, ``before board-meeting 2026-04-06``, ``på styrelsemötet i november``."""
        if len(text) <= LONGEST_PHRASE:
            for span, sign, rest in (*self.relations(text), (None, 0, text)):
                found, deadline = self.hanging(text, span, sign, rest, path)
                if found:
                    return deadline
        return Deadline(None, None, "UNREAD", text, interpreted=True)

    def relations(self, text: str) -> Iterator[tuple[relativedelta | None, int, str]]:
        """How far, before (-1), at (0) or after (1), and what: each way in which the words can be taken apart."""
        for pattern, sign in _relations(tuple(words.code for words in self.speakers)):
            match = pattern.fullmatch(text)
            if not match or (match[1] and sign == 0):
                continue
            span = read_span(match[1], self.speakers) if match[1] else None
            if match[1] and (span is None or span.hours or span.minutes):
                continue
            yield span, sign, match[2]

    def hanging(
        self, text: str, span: relativedelta | None, sign: int, rest: str, path: Path
    ) -> tuple[bool, Deadline | None]:
        """Whether the deadline hangs on something that the plan knows, and when that is: an id, a day or a title."""
        match = re.fullmatch(r"([\w-]+)(?: (\d{4}-\d{2}-\d{2}))?", rest)
        if match and (match[1] in self.gatherings or match[1] in self.pending):
            day = self.anchor_day(match[1], match[2], path)
            return True, self.shifted(text, day, span, sign, anchor=match[1]) if day else None
        if span is not None and (found := self.phrase(rest)):
            near = found.latest if sign > 0 else found.earliest or found.latest
            return near is not None, self.shifted(text, near, span, sign) if near else None
        if rest not in self.titles:
            self.titles[rest] = self.by_title(rest)
        if named := self.titles[rest]:
            return True, self.shifted(text, named[0], span, sign, anchor=named[1] or None, guessed=True)
        if match and sign and self.meant_as_id(match[1], path):
            return True, None
        return False, None

    def shifted(
        self,
        text: str,
        day: date,
        span: relativedelta | None,
        sign: int,
        *,
        anchor: str | None = None,
        guessed: bool = False,
    ) -> Deadline:
        """The deadline that lies so far before or after this day; merely "after" it is a start without an end."""
        if sign > 0 and span is None:
            return Deadline(day + ONE_DAY, None, "START", text, guessed, anchor)
        rule = "REL"
        if span is None and anchor not in self.pending:
            rule = "BEFORE-EVENT" if sign else "LISTED-MEETING" if anchor in self.meetings else "EVENT-DATE"
        distance = relativedelta(days=1) if span is None else span
        return Deadline(None, day + sign * distance, rule, text, guessed, anchor)

    def meant_as_id(self, name: str, path: Path) -> bool:
        """Complains of what can only be an id that nothing has: it looks like one, or nearly is one."""
        known = [*self.gatherings, *self.pending]
        close = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
        if not close and not re.search(r"[-_\d]", name):
            return False
        expected = (
            f"did you mean {close[0]!r}?"
            if close
            else "expected the id of a meeting, event, activity or decision"
        )
        self.complain(path, f"there is nothing called {name!r}", expected)
        return True

    def anchor_day(self, name: str, on: str | None, path: Path) -> date | None:
        """The day of what has this id, or None and a complaint."""
        if name not in self.gatherings:
            deadline = self.deadline_of(name)
            if deadline and deadline.latest is None:
                self.complain(path, f"{name!r} has no day itself", "expected something that has a day")
            return deadline.latest if deadline else None
        entry, slots = self.gatherings[name], self.slots[name]
        if entry.month:
            return date.fromisoformat(f"{entry.month}-01")
        if on:
            slots = tuple(
                slot for slot in slots if on in (slot.name, slot.nominal.isoformat(), slot.day.isoformat())
            )
        if len(slots) == 1:
            return slots[0].day
        if not slots:
            self.complain(
                path, f"no meeting of {name!r}{f' on {on}' if on else ''}", "expected one of its dates"
            )
        else:
            expected = f"expected which one, such as '{name} {slots[0].nominal}'"
            self.complain(path, f"{name!r} has {len(slots)} dates", expected)
        return None

    def by_title(self, text: str) -> tuple[date, str] | None:
        """The day and the id of what is called so: the annual meeting, else the one gathering whose title it is."""
        plain = text.casefold().strip(" .,;")
        for words in self.speakers:
            articles = tuple(f"{word} " for word in words.articles)
            bare = next((plain.removeprefix(word) for word in articles if plain.startswith(word)), plain)
            if any(inflected(bare, name, words.endings) for name in words.annual_meeting):
                return self.next_annual_meeting(words)
            for within in ("", *words.within):
                head, _, when = bare.partition(f" {within} ") if within else (bare, "", "")
                days = list(self.days_called(head, when, words))
                if len(days) == 1:
                    return days[0]
        return None

    def next_annual_meeting(self, words: Language) -> tuple[date, str]:
        """The day of the annual meeting that is meant, and its id if the plan lists it."""
        day = annual_meeting(self.around)
        for name, entry in self.gatherings.items():
            title = entry.title.casefold()
            if any(word in title for word in words.annual_meeting) and any(
                slot.day == day for slot in self.slots[name]
            ):
                return day, name
        return day, ""

    def days_called(self, name: str, when: str, words: Language) -> Iterator[tuple[date, str]]:
        """Every day of the gatherings with this title, inflected or not; with ``when``, those in that month or week."""
        window = self.phrase(when) if when else None
        if when and (window is None or window.earliest is None or window.latest is None):
            return
        for entry in self.gatherings.values():
            if not inflected(name, entry.title.casefold(), words.endings):
                continue
            days = [slot.day for slot in self.slots[entry.id]]
            if entry.month:
                days = [date.fromisoformat(f"{entry.month}-01")]
            for day in days:
                if not window or (
                    window.earliest and window.latest and window.earliest <= day <= window.latest
                ):
                    yield day, entry.id
