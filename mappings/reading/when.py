"""When a clause is to be done: the phrases of time that stand in it, what each says, and the day that they set together.

What hangs on a gathering is worked out from the plan's own calendar and keeps its anchor. Nothing is guessed: a phrase whose
anchor has no day in the document has none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from dateutil.relativedelta import relativedelta

from config.deadlines import Deadline, Surroundings, read_deadline
from config.language import Language, language
from config.recurrence import inflected
from config.work_words import work_words
from mappings.reading.anchors import Anchor, Anchors, surroundings
from mappings.reading.calendar import Calendar
from mappings.reading.clauses import is_body
from mappings.reading.columns import lone_season
from mappings.reading.days import Frame, named_day, times
from mappings.reading.lines import Span
from mappings.reading.model import Certainty, Due, Head
from mappings.reading.tongue import find

LONGEST = 12
"""Words of one phrase."""

_NAMES = {
    "TERM-SPRING": "TERM",
    "TERM-AUTUMN": "TERM",
    "NEW-YEAR": "YEAR",
    "ST-JOHNS-EVE": "MIDSUMMER",
    "ELECTION-BEFORE": "ELECTION",
    "WINDOW": "DATE",
}
"""The rules of config.deadlines that a reading calls by a wider name."""
_WINDOWS = frozenset({"MONTH", "WEEK", "QUARTER", "TERTIAL", "HALF", "YEAR"})
_EXACT = frozenset({"DATE", "BEFORE-DATE", "BEFORE-EVENT", "EVENT-DATE", "LISTED-MEETING", "REL"})


@dataclass(frozen=True, slots=True)
class Moment:
    """One phrase of time: where it stands in the text and what it says by itself."""

    start: int
    end: int
    due: Due


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    plain: str  # small letters, without the punctuation around it
    stops: bool  # what follows belongs to another phrase


class Times:
    """Reads the times of one document, whose calendar is known."""

    def __init__(self, head: Head, calendar: Calendar) -> None:
        self.around = surroundings(head, calendar)
        self.anchors = Anchors(head, calendar, self.around)
        self._moments: dict[tuple[str, ...], tuple[Moment, ...]] = {}
        self._read: dict[tuple[str, str], Deadline | None] = {}

    def due(self, text: str, speakers: tuple[Language, ...], span: Span | None = None) -> Due:
        """What the clause's phrases say together; without one, what the heading above it says."""
        moments = _of_the_clause(self.moments(text, speakers), text, speakers[0])
        found = [self._as_start(moment, speakers[0]) for moment in moments]
        if found:
            said = together(_without_complements(found, speakers[0]), self.around)
            return _joined(said, text, moments, speakers[0])
        if span is None:
            return Due()
        named = self.read(span.words, speakers) if span.rule == "TERM" else None
        if named and named.latest:
            return _due(named, span.words)
        return Due(span.last, (span.last,), span.words, span.rule, certainty(span.rule), span.first)

    def _as_start(self, moment: Moment, one: Language) -> Due:
        """What a phrase says, which is a start in "oppstart i september"."""
        first = (moment.due.phrase or "").casefold().split()[:1]
        if first[0:1] == [] or first[0] not in work_words(one.code)["begins"] or moment.due.rule != "MONTH":
            return moment.due
        return Due(
            phrase=moment.due.phrase, rule="START", start=(moment.due.latest or date.max).replace(day=1)
        )

    def moments(self, text: str, speakers: tuple[Language, ...]) -> tuple[Moment, ...]:
        """Every phrase of time in the text, in order; none overlaps another."""
        key = (text, *(one.code for one in speakers))
        if key not in self._moments:
            self._moments[key] = self._find(text, speakers)
        return self._moments[key]

    def _find(self, text: str, speakers: tuple[Language, ...]) -> tuple[Moment, ...]:
        found: list[Moment] = []
        words = _words(text)
        excepted = speakers[0].calendar["except_for"]
        number = 0
        while number < len(words):
            moment = None
            for one in speakers:
                if words[number].plain in _openers(one.code) or _figure(words[number].plain):
                    moment = self._at(text, words, number, one, speakers)
                if moment:
                    break
            if moment is None:
                number += 1
                continue
            if not _ends_in(text[: moment.start], excepted):
                found.append(_with_noun(moment, text, words[:number], speakers[0]))
            elif found and found[-1].due.cadence and _only(text[found[-1].end : moment.start], excepted):
                found[-1] = _longer(found[-1], text, moment.end)
            number = next((n for n, word in enumerate(words) if word.start >= moment.end), len(words))
        return tuple(found)

    def _at(
        self, text: str, words: list[_Word], number: int, one: Language, speakers: tuple[Language, ...]
    ) -> Moment | None:
        """The phrase that begins at this word: the one that reaches furthest."""
        candidates = [
            moment
            for moment in (
                self._fixed(text, words, number, one, speakers),
                self._dated(text, words, number, one, speakers),
                self._feast(text, words, number, one),
                self._often(text, words, number, one),
                self._starting(text, words, number, one, speakers),
                self._hanging(text, words, number, one),
                self._inside(text, words, number, one),
                self._nth(text, words, number, one),
                self._commencing(text, words, number, one),
                self._notice(text, words, number, one),
            )
            if moment
        ]
        if not candidates:
            return self._unknown(text, words, number, one)
        return max(candidates, key=lambda moment: (moment.end, moment.due.latest is not None))

    def _fixed(
        self, text: str, words: list[_Word], number: int, one: Language, speakers: tuple[Language, ...]
    ) -> Moment | None:
        """A phrase that the language file knows as a whole, with or without a year after it."""
        best: Moment | None = None
        for phrase in _phrases(one.code).get(words[number].plain, ()):
            kind, value = _meaning(one.code, phrase)
            opening = kind == "opening" and len(phrase) > 1 and len(phrase[-1]) > 4
            last = _matches(words, number, phrase, opening=opening)
            if last is None or (best and words[last].end <= best.end):
                continue
            start = words[number].start
            if kind == "deadline":
                end, deadline = self._with_year(text, words, number, last, one, speakers)
                if deadline:
                    due = _due(deadline, text[start:end])
                    best = Moment(start, end, replace(due, cadence=_often(one, " ".join(phrase))))
                elif one.deadlines[" ".join(phrase)].startswith("ELECTION"):
                    due = Due(phrase=text[start:end], rule="ELECTION", anchor=words[last].plain)
                    best = Moment(start, end, due)
                continue
            end = _reach(words, last, one) if kind == "opening" else words[last].end
            said = text[start:end].rstrip(" .,;")
            if kind == "opening" and phrase[-1] in work_words(one.code)["every"] and last + 1 < len(words):
                end, value = words[last + 1].end, f"every {words[last + 1].plain}"
                said = text[start:end].rstrip(" .,;")
            due = Due(phrase=said, rule="NONE", cadence=value or None)
            best = Moment(start, start + len(said), due)
        return best

    def _often(self, text: str, words: list[_Word], number: int, one: Language) -> Moment | None:
        """``minst två gånger per termin``, ``2-3 ganger i året``, ``at least once a month``: how often, and no day."""
        work = work_words(one.code)
        place = next(
            (
                number + len(cut)
                for cut in map(_cut, one.least)
                if _matches(words, number, cut, opening=False)
            ),
            number,
        )
        while place < len(words) and (
            re.fullmatch(r"\d+(?:[-–]\d+)?", words[place].plain)
            or words[place].plain in one.numbers
            or (place > number and words[place].plain in (*work["joins"], *work["up_to"]))
        ):
            place += 1
        if number < place < len(words) and words[place].plain in work["times"]:
            place += 1
        if place == number or place >= len(words) or any(word.stops for word in words[number:place]):
            return None
        for phrase in _phrases(one.code).get(words[place].plain, ()):
            kind, value = _meaning(one.code, phrase)
            last = _matches(words, place, phrase, opening=False)
            if kind == "often" and last is not None:
                start, end = words[number].start, words[last].end
                whole = " ".join(word.plain for word in words[number : last + 1])
                often = _often(one, whole) or (value if _is_once(words[number:place], one) else None)
                return Moment(
                    start, end, Due(phrase=text[start:end].rstrip(" .,;"), rule="NONE", cadence=often)
                )
        return None

    def _starting(
        self, text: str, words: list[_Word], number: int, one: Language, speakers: tuple[Language, ...]
    ) -> Moment | None:
        """``från höstterminen``, ``etter sommerferien``: a season that only says when something begins."""
        plain = [word.plain for word in words[number : number + 6]]
        opening = next(
            (len(cut) for cut in map(_cut, (*one.starting, *one.after)) if tuple(plain[: len(cut)]) == cut), 0
        )
        for last in range(min(len(words), number + 6) - 1, number + opening - 1, -1) if opening else ():
            if any(word.stops for word in words[number:last]):
                continue
            said = text[words[number].start : words[last].end].rstrip(" .,;:)")
            deadline = self.read(said, speakers)
            if deadline and deadline.rule == "START":
                return Moment(words[number].start, words[number].start + len(said), _due(deadline, said))
        return None

    def _inside(self, text: str, words: list[_Word], number: int, one: Language) -> Moment | None:
        """``inom tre veckor``, ``within ten days``: a length of time from nothing that is known sets no day."""
        inside = [_cut(form) for form in work_words(one.code)["inside"]]
        for cut in inside:
            last = _matches(words, number, cut, opening=False)
            found = (
                self.anchors.length([word.plain for word in words], last + 1, one)
                if last is not None
                else None
            )
            if found and not any(word.stops for word in words[number : found - 1]):
                start, end = words[number].start, words[found - 1].end
                return Moment(start, end, Due(phrase=text[start:end].rstrip(" .,;"), rule="NONE"))
        return None

    def _unknown(self, text: str, words: list[_Word], number: int, one: Language) -> Moment | None:
        """``innan tävlingssäsongen``, ``før skolens ferie``, ``before the season``: before something without a day."""
        cut = next(
            (cut for cut in map(_cut, one.before) if _matches(words, number, cut, opening=False) is not None),
            None,
        )
        place = number + len(cut) if cut else number
        if cut is None or place >= len(words) or any(word.stops for word in words[number:place]):
            return None
        article = words[place].plain in one.articles
        last = place + article
        if (
            last < len(words)
            and words[last].plain.endswith("s")
            and not words[last].stops
            and last + 1 < len(words)
        ):
            last += len(words[last].plain) > 4
        if last >= len(words) or not re.fullmatch(r"[^\W\d_]{4,}", words[last].plain):
            return None
        noun = words[last].plain
        ends = [end for end in one.endings if len(end) > 1]
        compound = bool(ends) and len(noun) >= _COMPOUND  # "sesongstart": no article, and yet one certain day
        definite = article or last > place or compound or any(noun.endswith(end) for end in ends)
        if not definite or is_body(noun, one):
            return None
        if last + 1 < len(words) and not _closes(words, last, one):
            last = _clause_end(words, last)
        if last is None:
            return None
        start, end = words[number].start, words[last].end
        return Moment(start, end, Due(phrase=text[start:end].rstrip(" .,;"), rule="NONE"))

    def _with_year(
        self,
        text: str,
        words: list[_Word],
        number: int,
        last: int,
        one: Language,
        speakers: tuple[Language, ...],
    ) -> tuple[int, Deadline | None]:
        """What the phrase says, with the year that follows it ("våren 2027", "the summer of 2027", "årsskiftet 2026/2027")."""
        start, end = words[number].start, words[last].end
        phrase = text[start:end].rstrip(" .,;")
        for step in (1, 2):
            if last + step < len(words) and not any(word.stops for word in words[last : last + step]):
                between = words[last + 1].plain
                year = re.match(r"(\d{4})(?:/\d{2,4})?$", words[last + step].plain)
                if year and (step == 1 or between in (*one.articles, *one.within)):
                    return words[last + step].end, self.read(f"{phrase} {year[1]}", speakers)
        return start + len(phrase), self.read(phrase, speakers)

    def _dated(
        self, text: str, words: list[_Word], number: int, one: Language, speakers: tuple[Language, ...]
    ) -> Moment | None:
        """A date, a week, a month or a part of the year, with the small words before it."""
        last = number
        dateish = _dateish(one.code)
        while last + 1 < len(words) and last - number < LONGEST and not _ends(words, last):
            if not (_in_a_date(words[last + 1].plain, dateish) or _figure(words[last + 1].plain)):
                break
            last += 1
        for end in range(last, number - 1, -1):
            said = text[words[number].start : words[end].end].rstrip(" .,;:)")
            if not _can_be_a_date(words[number : end + 1], one):
                continue
            deadline = self.read(said, speakers)
            if (
                deadline
                and not _listed(deadline, words[number : end + 1], one)
                and not _hollow(deadline, words[number : end + 1], one)
                and not _a_name(text, words, number, end)
            ):
                start = words[number].start
                return Moment(start, start + len(said), _due(deadline, said))
        return None

    def _feast(self, text: str, words: list[_Word], number: int, one: Language) -> Moment | None:
        """``til grunnlovsdagen``: a day that has a name."""
        if words[number].plain not in one.at or number + 1 >= len(words):
            return None
        for last in range(min(len(words), number + 4) - 1, number, -1):
            said = text[words[number + 1].start : words[last].end].rstrip(" .,;:)")
            frame = Frame(self.around.start, self.around.end)
            day = named_day(said, one, frame) if said.casefold() in one.feasts else None
            if day and day.first:
                start = words[number].start
                phrase = text[start : words[number + 1].start] + said
                return Moment(
                    start,
                    start + len(phrase),
                    Due(day.first, (day.first,), phrase, "EVENT-DATE", Certainty.EXACT),
                )
        return None

    def _hanging(self, text: str, words: list[_Word], number: int, one: Language) -> Moment | None:
        """``senast sex veckor före tävlingen``, ``på mötet i mars``, ``seinast to veker før haustmøtet``."""
        plain = [word.plain for word in words]
        stops = [_ends(words, place) for place in range(len(words))]
        found = self.anchors.hanging(plain, stops, number, one, text)
        if found is None:
            return None
        anchor, span, sign, last = found
        if span is not None and anchor.name and not (anchor.days or anchor.every):
            first = last - len(anchor.name.split()) + 1
            if dated := self._datable(text, words, first, sign, one):
                anchor, last = dated
        start, end = words[number].start, words[last].end
        said = text[start:end].rstrip(" .,;:)")
        return Moment(start, start + len(said), self._shifted(anchor, span, sign, said))

    def _datable(
        self, text: str, words: list[_Word], first: int, sign: int, one: Language
    ) -> tuple[Anchor, int] | None:
        """A day, a feast or the year's end that something hangs on: "två veckor före första advent"."""
        frame = Frame(self.around.start, self.around.end)
        for last in range(min(len(words), first + 6) - 1, first - 1, -1):
            if any(word.stops for word in words[first:last]):
                continue
            said = text[words[first].start : words[last].end].rstrip(" .,;:)")
            if said.casefold() in one.feasts and (day := named_day(said, one, frame)) and day.first:
                return Anchor(said, (day.first,), "REL"), last
            days = [when.first for when in times(said, one, frame) if when.exact and when.first]
            if days:
                return Anchor(said, (days[0],), "REL"), last
            by_year_end = said.casefold() in (*one.seasons["year_end"], *one.seasons["new_year"])
            phrase = f"{one.seasons['by'][0]} {said}" if by_year_end else said
            deadline = self.read(phrase, (one,))
            if deadline is None or deadline.rule in {"NONE", "START"}:
                continue
            near = deadline.latest if sign > 0 or by_year_end else deadline.earliest or deadline.latest
            if near:
                return Anchor(said, (near,), "REL"), last
        return None

    def _nth(self, text: str, words: list[_Word], number: int, one: Language) -> Moment | None:
        """``första veckan i november``, ``siste helga i august``: a part of a month, or a day that the calendar gives."""
        place = number
        small = (*one.articles, *one.at, *one.within)
        while place < len(words) and words[place].plain in small:
            place += 1
        if place + 3 >= len(words) or words[place].plain not in one.ordinals:
            return None
        kind, order = words[place + 1].plain, one.ordinals[words[place].plain]
        month = next((place + n for n in (2, 3) if words[place + n].plain in _named(one.code)), None)
        if month is None or any(word.stops for word in words[number:month]):
            return None
        start, end = words[number].start, words[month].end
        said = text[start:end].rstrip(" .,;:)")
        if any(inflected(kind, form, one.endings) for form in one.units["week"]):
            part = "early" if order == 1 else "late" if order < 0 or order > 3 else "middle"
            name = words[month].plain
            deadline = self.read(f"{one.parts[part][0]} {name}", (one,))
            return Moment(start, end, _due(deadline, said)) if deadline and deadline.latest else None
        frame = Frame(self.around.start, self.around.end)
        day = next(iter(times(text[words[place].start : end], one, frame)), None)
        if day is None or day.rule != "NTH-WEEKDAY" or day.last is None:
            return None
        return Moment(start, end, Due(day.last, (day.last,), said, "DATE", Certainty.EXACT))

    def _commencing(self, text: str, words: list[_Word], number: int, one: Language) -> Moment | None:
        """``w/c 17 August``, ``uka fra 4. mai``: the week that begins that day."""
        for cut in map(_cut, one.calendar["commencing"]):
            last = _matches(words, number, cut, opening=False)
            if last is None:
                continue
            for end in range(min(len(words), last + 5) - 1, last, -1):
                said = text[words[last + 1].start : words[end].end].rstrip(" .,;:)")
                deadline = self.read(said, (one,))
                if deadline and deadline.rule == "DATE" and deadline.latest:
                    sunday = deadline.latest + timedelta(days=6)
                    start = words[number].start
                    whole = text[start : words[end].end].rstrip(" .,;:)")
                    due = Due(sunday, (sunday,), whole, "WEEK", Certainty.WINDOW, deadline.latest)
                    return Moment(start, start + len(whole), due)
        return None

    def _shifted(self, anchor: Anchor, span: relativedelta | None, sign: int, said: str) -> Due:
        from_days = (anchor.first,) if sign < 0 and anchor.first else anchor.days
        days = tuple(self.anchors.moved(day, span, sign) for day in from_days) if sign else anchor.days
        if anchor.every and span is None:
            return Due(phrase=said, rule="NONE", cadence=f"every {anchor.name}", anchor=anchor.name)
        cadence = f"every {anchor.name}" if anchor.every else None
        if sign > 0 and span is None:
            start = days[0] if days else None
            return Due(phrase=said, rule="START", start=start, anchor=anchor.name)
        rule = "REL" if span else "BEFORE-EVENT" if sign else anchor.rule
        sure = Certainty.EXACT if anchor.listed else Certainty.INTERPRETED
        if not days:
            return Due(phrase=said, rule=rule, cadence=cadence, anchor=anchor.name)
        return Due(max(days), days, said, rule, sure, cadence=cadence, anchor=anchor.name)

    def hung(self, due: Due, day: date, one: Language) -> Due:
        """A length of time before or after something, from the day of it."""
        latest = from_anchor(due.phrase or "", day, one)
        return replace(due, latest=latest, all=(latest,), certainty=Certainty.INTERPRETED) if latest else due

    def _notice(self, text: str, words: list[_Word], number: int, one: Language) -> Moment | None:
        """``med minst 14 dagars varsel``, ``at ten days' notice``: so long before what one is called to."""
        notice = work_words(one.code)["notice"]
        last = next((n for n in range(number, min(len(words), number + 6)) if words[n].plain in notice), None)
        if last is None or any(word.stops for word in words[number:last]):
            return None
        plain = [word.plain.rstrip("s’'") if n == last - 1 else word.plain for n, word in enumerate(words)]
        if not any(self.anchors.span(plain, n, one) for n in range(number, last)):
            return None
        start, end = words[number].start, words[last].end
        return Moment(start, end, Due(phrase=text[start:end].rstrip(" .,;"), rule="REL"))

    def cell(self, text: str, speakers: tuple[Language, ...]) -> Due:
        """What a table's cell says that holds nothing but a time: "13.01", "Q2", "v. 9"."""
        deadline = self.read(text, speakers) if text else None
        if deadline is None and (season := lone_season(text, speakers[0])):
            deadline = self.read(season, speakers)
        if deadline is None:
            return self.due(text, speakers)
        return replace(_due(deadline, text), cadence=_often(speakers[0], text.casefold().strip(" .")))

    def read(self, phrase: str, speakers: tuple[Language, ...]) -> Deadline | None:
        """The deadline that the words set by themselves. Plans say the same thing often, so each is read once."""
        key = (speakers[0].code, phrase)
        if key not in self._read:
            self._read[key] = read_deadline(phrase, speakers, self.around)
        return self._read[key]


# One phrase -------------------------------------------------------------------------------------------------------


def certainty(rule: str | None, *, guessed: bool = False) -> Certainty:
    """How sure a day is that this rule set."""
    if rule is None or rule in {"NONE", "START", "UNREAD"}:
        return Certainty.NONE
    if guessed:
        return Certainty.INTERPRETED
    return (
        Certainty.WINDOW if rule in _WINDOWS else Certainty.EXACT if rule in _EXACT else Certainty.INTERPRETED
    )


def _due(deadline: Deadline, said: str) -> Due:
    rule = _NAMES.get(deadline.rule, deadline.rule)
    said = said.rstrip(" .,;:)")
    if deadline.latest is None:
        return Due(phrase=said, rule=rule, start=deadline.earliest)
    guessed = deadline.interpreted and rule in _EXACT
    anchor = said.split(maxsplit=1)[-1] if rule in {"AGM", "ELECTION"} else None
    sure = certainty(rule, guessed=guessed)
    return Due(deadline.latest, (deadline.latest,), said, rule, sure, anchor=anchor)


def _joined(due: Due, text: str, moments: tuple[Moment, ...], one: Language) -> Due:
    """The words of several phrases that stand side by side: "senast 31 mars och igen senast 30 september"."""
    again = (*one.conjunctions, *work_words(one.code)["again"])
    at = next((n for n, moment in enumerate(moments) if moment.due.phrase == due.phrase), None)
    if at is None or due.latest is None:
        return due
    first = last = at
    while first and moments[first - 1].due.latest and _only(_gap(text, moments, first), again):
        first -= 1
    while (
        last + 1 < len(moments)
        and moments[last + 1].due.latest
        and _only(_gap(text, moments, last + 1), again)
    ):
        last += 1
    if first == last:
        return due
    return replace(due, phrase=text[moments[first].start : moments[last].end].rstrip(" .,;:)"))


def _gap(text: str, moments: tuple[Moment, ...], number: int) -> str:
    return text[moments[number - 1].end : moments[number].start]


def _only(between: str, forms: Iterable[str]) -> bool:
    """Whether such words or a comma stand here, and nothing else."""
    plain = between.casefold()
    if not plain.strip():
        return False
    for form in sorted(forms, key=len, reverse=True):
        plain = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", " ", plain)
    return not plain.strip(" ,;(")


def _longer(moment: Moment, text: str, end: int) -> Moment:
    """The phrase with the exception that follows it: "varje månad, utom juli"."""
    said = text[moment.start : end].rstrip(" .,;:)")
    return Moment(moment.start, end, replace(moment.due, phrase=said))


def from_anchor(phrase: str, day: date, words: Language) -> date | None:
    """The day so long before or after something that is on this day; None where the phrase says no length of time."""
    plain = [word.plain for word in _words(phrase)]
    span = next((found for n in range(len(plain)) if (found := Anchors.span(plain, n, words))), None)
    if span is None:
        return None
    return Anchors.moved(day, span, 1 if any(word in words.after for word in plain) else -1)


def _clause_end(words: list[_Word], noun: int) -> int | None:
    """The last word of a short clause that ends the sentence: "innan frosten kommer", "before the ice has gone"."""
    end = len(words) - 1
    short = noun < end <= noun + _CLAUSE and not any(word.stops for word in words[noun:end])
    return end if short and not re.search(r"\d", words[end].plain) else None


_COMPOUND = 8
"""Letters of a noun that is put together of two."""
_CLAUSE = 3
"""Words after the noun of such a clause."""


def _closes(words: list[_Word], last: int, one: Language) -> bool:
    """Whether a phrase ends here: at a stop, or before a preposition or a conjunction."""
    small = (
        *one.conjunctions,
        *one.at,
        *one.within,
        *one.before,
        *one.after,
        *work_words(one.code)["by"],
        "with",
        "med",
    )
    return words[last].stops or words[last + 1].plain in small


def _of_the_clause(moments: tuple[Moment, ...], text: str, one: Language) -> tuple[Moment, ...]:
    """Without what only says what it is good for: "i løpet av høsten, slik at styret kan avgjøre det i desember"."""
    aim = find(text, work_words(one.code)["so_that"])
    concerns = work_words(one.code)["concerns"]
    own = tuple(
        moment
        for moment in moments
        if (aim is None or moment.end <= aim.start())
        and not (moment.due.rule in _SEASONS and _ends_in(text[: moment.start], concerns))
    )
    return own or moments


def _with_noun(moment: Moment, text: str, before: list[_Word], one: Language) -> Moment:
    """The phrase with the word before it that says what it is: "innen fristen 15. april", "oppstart i september"."""
    if not before or moment.due.rule not in {"DATE", "MONTH", "BEFORE-DATE", "WEEK"} or before[-1].stops:
        return moment
    work, word = work_words(one.code), before[-1].plain
    deadlines = [
        form for form in (*work["deadline"], *one.calendar["deadline"]) if " " not in form and len(form) > 4
    ]
    noun = any(inflected(word, form, one.endings) or word.endswith(form) for form in deadlines)
    if not noun and word not in work["begins"]:
        return moment
    start = before[-1].start
    if noun and len(before) > 1 and before[-2].plain in one.at and not before[-2].stops:
        start = before[-2].start
    said = text[start : moment.end].rstrip(" .,;:)")
    return Moment(start, moment.end, replace(moment.due, phrase=said))


def _is_once(words: list[_Word], one: Language) -> bool:
    """Whether the number before "per month" is one, so that it is monthly."""
    counted = [
        one.numbers.get(word.plain, int(word.plain) if word.plain.isdigit() else None) for word in words
    ]
    return [number for number in counted if number] in ([1], [])


def together(found: Iterable[Due], around: Surroundings) -> Due:
    """Several phrases of one clause: the last day counts and all are kept; what sets no day says how often or from when."""
    phrases = list(found)
    cadence = next((due.cadence for due in phrases if due.cadence), None)
    start = next((due.start for due in phrases if due.start), None)
    dated = [due for due in phrases if due.latest]
    if not dated:
        first = next((due for due in phrases if due.rule and due.rule != "NONE"), phrases[0])
        return replace(first, cadence=cadence, start=start)
    last = max(dated, key=lambda due: due.latest or date.min)
    days = tuple(sorted({day for due in dated for day in due.all}))
    if cadence == "yearly" and last.rule == "DATE" and len(days) == 1:
        days = tuple(_each_year(days[0], around))
    return replace(last, latest=max(days), all=days, cadence=cadence, start=start)


_SEASONS = frozenset({"SPRING", "SUMMER-DURING", "AUTUMN", "WINTER", "TERM"})
_AT_A_GATHERING = frozenset({"LISTED-MEETING", "EVENT-DATE", "AGM"})


def _without_complements(found: list[Due], one: Language) -> list[Due]:
    """Without what only says what the clause is about: "the notice of the meeting … 14 days before the meeting"."""
    firm = any(due.rule == "REL" or _is_last_day(due, one) for due in found)
    if firm:
        found = [due for due in found if due.rule not in _AT_A_GATHERING]
        days = [due.latest for due in found if due.latest and _is_last_day(due, one)]
        found = [
            due
            for due in found
            if due.rule not in _SEASONS or not due.latest or due.latest <= max(days, default=due.latest)
        ]
    rest = [
        due
        for due in found
        if not due.latest or due.rule != "YEAR" or not re.search(r"\d{4}$", due.phrase or "")
    ]
    return rest if any(due.latest for due in rest) or not any(due.latest for due in found) else found


def _is_last_day(due: Due, one: Language) -> bool:
    """Whether a phrase is a stated last day, and no gathering's: "senast 15 januari", "by 15 January"."""
    if due.rule not in {"DATE", "BEFORE-DATE"} or not due.phrase:
        return False
    return due.phrase.casefold().startswith(
        tuple(f"{form} " for form in (*one.at, *one.before, *work_words(one.code)["deadline"]))
    )


def _each_year(day: date, around: Surroundings) -> Iterator[date]:
    for year in range(around.start.year, around.end.year + 1):
        if (day.month, day.day) == (2, 29):
            continue
        if around.start <= (one := day.replace(year=year)) <= around.end:
            yield one


def _hollow(deadline: Deadline, words: list[_Word], one: Language) -> bool:
    """Whether a year only says what something is about, as in "for 2027"."""
    small = (*one.at, *one.articles)
    return deadline.rule == "YEAR" and all(word.plain in small for word in words[:-1])


# The words --------------------------------------------------------------------------------------------------------


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    for match in re.finditer(r"[^\s(]+", text):
        raw = match[0]
        plain = raw.casefold().strip("()\"”“„»«’'").rstrip(".,;:)!?")
        end = match.end() if raw[-1] not in ",;:)!?" else match.end() - 1
        stops = raw[-1] in ",;:)!?" or text[match.end() : match.end() + 2].strip().startswith("(")
        found.append(_Word(match.start(), end, plain, stops))
    return found


def _ends(words: list[_Word], number: int) -> bool:
    """Whether a phrase ends with this word: a comma ends one, save before a year."""
    if not words[number].stops:
        return False
    return not (number + 1 < len(words) and re.fullmatch(r"\d{4}", words[number + 1].plain))


def _ends_in(before: str, forms: Iterable[str]) -> bool:
    plain = before.casefold().rstrip(" ,(")
    return any(plain == form or plain.endswith(f" {form}") for form in forms)


def _a_name(text: str, words: list[_Word], number: int, end: int) -> bool:
    """Whether what looks like a month is somebody's name: "Maj Forsling"."""
    if number != end or number == 0 or end + 1 >= len(words):
        return False
    return text[words[number].start].isupper() and text[words[end + 1].start].isupper()


def _listed(deadline: Deadline, words: list[_Word], one: Language) -> bool:
    """Whether several months are named one by one, each a deadline of its own: "juni og september"."""
    return deadline.rule == "MONTH" and any(word.plain in one.conjunctions for word in words)


def _in_a_date(word: str, dateish: frozenset[str]) -> bool:
    """Whether a word may stand in a date: also "mars/april" and "mid-October"."""
    parts = re.split(r"[/–-]", word)
    return word in dateish or (len(parts) > 1 and all(part in dateish for part in parts))


def _figure(word: str) -> bool:
    return word[:1].isdigit() or word in {"-", "–"} or re.fullmatch(r"q[1-4]", word) is not None


_TURN = re.compile(r"\d{1,2}[/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{4}-\d{2}(?:-\d{2})?")


def _can_be_a_date(words: list[_Word], one: Language) -> bool:
    """Whether these words are worth reading: they name a month, a week or a part of the year, or a date in figures."""
    plain = [word.plain for word in words]
    pieces = [piece for word in plain for piece in re.split(r"[/–-]", word)]
    if any(word in _named(one.code) or re.fullmatch(r"q[1-4]", word) for word in pieces):
        return True
    if any(_TURN.fullmatch(word) for word in plain):
        return len(plain) > 1 or "/" in plain[0] or plain[0].count("-") == 2 or plain[0].count(".") == 2
    return len(plain) > 1 and any(re.fullmatch(r"\d{4}", word) for word in plain)


@cache
def _named(code: str) -> frozenset[str]:
    words = language(code)
    months = [name.casefold() for name in (*words.months, *words.months_short)]
    periods = [form for forms in words.periods.values() for form in forms]
    return frozenset(
        {*months, *periods, *words.units["week"], *(f"{month}." for month in months), "sept", "febr"}
    )


def _small(words: Language) -> tuple[str, ...]:
    parts = [form for forms in words.parts.values() for form in forms]
    groups = (words.at, words.before, words.after, words.within, words.starting, words.ends)
    return (
        *(word for group in groups for word in group),
        *words.least,
        *words.about,
        *words.articles,
        *parts,
    )


@cache
def _dateish(code: str) -> frozenset[str]:
    """Every word that may stand in a date."""
    words = language(code)
    units = [form for forms in words.units.values() for form in forms]
    weekdays = [f"{day.casefold()}{end}" for day in words.weekdays for end in ("", *words.endings)]
    small = (*_small(words), *words.tails, *words.ranges, *words.conjunctions)
    pieces = [piece for word in small for piece in word.split()]
    return frozenset(
        {*_named(code), *units, *weekdays, *pieces, *words.ordinals, *(p.rstrip(".") for p in pieces)}
    )


@cache
def _openers(code: str) -> frozenset[str]:
    """Every word that a phrase of time may begin with."""
    words = language(code)
    weekdays = [f"{day.casefold()}{end}" for day in words.weekdays for end in ("", *words.endings)]
    numbers = [*words.numbers, *words.ordinals]
    small = [word.split()[0].rstrip(".") for word in _small(words)]
    least = [
        form.split()[0] for form in (*words.least, *work_words(code)["up_to"], *work_words(code)["with"])
    ]
    inside = [form.split()[0] for form in (*work_words(code)["inside"], *words.calendar["commencing"])]
    return frozenset({*_named(code), *weekdays, *small, *numbers, *least, *inside, *_phrases(code)})


def _cut(phrase: str) -> tuple[str, ...]:
    return tuple(word.rstrip(".,") for word in phrase.split())


@cache
def _table(code: str) -> Mapping[tuple[str, ...], tuple[str, str]]:
    """Each phrase that is known as a whole: what kind it is, and the cadence that it says."""
    words, work = language(code), work_words(code)
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    found |= {_cut(phrase): ("open", "") for phrase in work.open["phrases"]}
    found |= {_cut(phrase): ("opening", "") for phrase in work.open["openings"]}
    found |= {_cut(form): ("often", _OFTEN[name]) for name, forms in work.often.items() for form in forms}
    found |= {_cut(phrase): ("often", name) for phrase, name in words.cadences.items()}
    found |= {_cut(phrase): ("deadline", "") for phrase in words.deadlines}
    return found


_OFTEN = {
    "daily": "daily",
    "weekly": "weekly",
    "two-weekly": "every other week",
    "monthly": "monthly",
    "four-monthly": "every four months",
    "quarterly": "quarterly",
    "half-yearly": "half-yearly",
    "yearly": "yearly",
    "two-yearly": "every other year",
    "continuous": "continuous",
}


def _meaning(code: str, phrase: tuple[str, ...]) -> tuple[str, str]:
    return _table(code)[phrase]


@cache
def _phrases(code: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases that are known as a whole, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in _table(code):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


def _often(one: Language, phrase: str) -> str | None:
    """The cadence that a phrase without a day says too: ``löpande``."""
    work = work_words(one.code)
    if phrase in one.cadences:
        return one.cadences[phrase]
    return next((_OFTEN[name] for name, forms in work.often.items() if phrase in forms), None)


def _matches(words: list[_Word], number: int, phrase: tuple[str, ...], *, opening: bool) -> int | None:
    """The number of the phrase's last word, if it stands here; an opening may end within a word: "før sesong|start"."""
    last = number + len(phrase) - 1
    if last >= len(words) or any(word.stops for word in words[number:last]):
        return None
    *firsts, end = phrase
    if any(words[number + n].plain != part for n, part in enumerate(firsts)):
        return None
    return last if words[last].plain == end or (opening and words[last].plain.startswith(end)) else None


def _reach(words: list[_Word], last: int, one: Language) -> int:
    """Where a phrase that only its opening tells of comes to its end: at the next comma, at most four words on."""
    each = work_words(one.code)["every"]
    if last + 2 < len(words) and words[last + 1].plain in each and not words[last].stops:
        return words[last + 2].end
    if (
        any(len(end) > 1 and words[last].plain.endswith(end) for end in one.endings)
        and len(words[last].plain) > 6
    ):
        return words[last].end
    end = last
    while end + 1 < len(words) and end - last < 4 and not words[end].stops:
        end += 1
    return words[end].end
