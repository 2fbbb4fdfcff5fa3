"""When a clause is to be done: the phrases of time that stand in it, what each says, and the day that they set together.

What hangs on a gathering is worked out from the plan's own calendar and keeps its anchor. Nothing is guessed: a phrase whose
anchor has no day in the document has none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from config import patterns
from config.deadlines import Deadline, read_deadline
from config.language import Language
from config.recurrence import inflected
from config.work_words import any_of, work_words
from mappings.reading.anchors import Anchor, Anchors, surroundings
from mappings.reading.clauses import is_body
from mappings.reading.columns import lone_season
from mappings.reading.days import Frame, When, named_day, times
from mappings.reading.dues import SEASONS, as_due, certainty, together, without_complements
from mappings.reading.lines import Span
from mappings.reading.model import Certainty, Due, Head
from mappings.reading.placing import Calendar
from mappings.reading.time_words import (
    COMPOUND,
    Word,
    cadence_of,
    can_be_a_date,
    clause_end,
    closes,
    dateish_words,
    ends_in_form,
    ends_phrase,
    in_a_date,
    in_words,
    is_a_name,
    is_figure,
    is_hollow,
    is_once,
    known_phrases,
    matches,
    meaning,
    month_words,
    months_listed,
    openers,
    reach,
    split_words,
)
from mappings.reading.tongue import find

LONGEST = 12
"""Words of one phrase."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One phrase of time: where it stands in the text and what it says by itself."""

    start: int
    end: int
    due: Due


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
            said = together(without_complements(found, speakers[0]), self.around)
            return _joined(said, text, moments, speakers[0])
        if span is None:
            return Due()
        named = self.read(span.words, speakers) if span.rule == "TERM" else None
        if named and named.latest:
            return as_due(named, span.words)
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
        words = split_words(text)
        excepted = speakers[0].calendar["except_for"]
        number = 0
        while number < len(words):
            moment = None
            for one in speakers:
                if words[number].plain in openers(one.code) or is_figure(words[number].plain):
                    moment = self._at(text, words, number, one, speakers)
                if moment:
                    break
            if moment is None:
                number += 1
                continue
            if not ends_in_form(text[: moment.start], excepted):
                named = _with_noun(moment, text, words[:number], speakers[0])
                found.append(_inclusive(named, text, speakers[0]))
            elif found and found[-1].due.cadence and _only(text[found[-1].end : moment.start], excepted):
                found[-1] = _longer(found[-1], text, moment.end)
            number = next((n for n, word in enumerate(words) if word.start >= moment.end), len(words))
        return tuple(_whole(moment, text, speakers[0]) for moment in found)

    def _at(
        self, text: str, words: list[Word], number: int, one: Language, speakers: tuple[Language, ...]
    ) -> Moment | None:
        """The phrase that begins at this word: the one that reaches furthest."""
        candidates = [
            moment
            for moment in (
                self._fixed(text, words, number, one, speakers),
                self._feast(text, words, number, one),
                self._dated(text, words, number, one, speakers),
                self._over(text, words, number, one, speakers),
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
        self, text: str, words: list[Word], number: int, one: Language, speakers: tuple[Language, ...]
    ) -> Moment | None:
        """A phrase that the language file knows as a whole, with or without a year after it."""
        best: Moment | None = None
        for phrase in known_phrases(one.code).get(words[number].plain, ()):
            kind, value = meaning(one.code, phrase)
            opening = kind == "opening" and len(phrase) > 1 and len(phrase[-1]) > 4
            last = matches(words, number, phrase, opening=opening)
            if last is None or (best and words[last].end <= best.end) or _is_ours(words, last, one):
                continue
            start = words[number].start
            if kind == "deadline":
                end, deadline = self._with_year(text, words, number, last, one, speakers)
                if deadline:
                    due = as_due(deadline, text[start:end])
                    best = Moment(start, end, replace(due, cadence=cadence_of(one, " ".join(phrase))))
                elif one.deadlines[" ".join(phrase)].startswith("ELECTION"):
                    due = Due(phrase=text[start:end], rule="ELECTION", anchor=words[last].plain)
                    best = Moment(start, end, due)
                continue
            end = reach(words, last, one) if kind == "opening" else words[last].end
            said = text[start:end].rstrip(" .,;")
            if kind == "opening" and phrase[-1] in work_words(one.code)["every"] and last + 1 < len(words):
                end, value = words[last + 1].end, f"every {words[last + 1].plain}"
                said = text[start:end].rstrip(" .,;")
            due = Due(phrase=said, rule="NONE", cadence=value or None)
            best = Moment(start, start + len(said), due)
        return best

    def _often(self, text: str, words: list[Word], number: int, one: Language) -> Moment | None:
        """``minst två gånger per termin``, ``2-3 ganger i året``, ``at least once a month``: how often, and no day."""
        work = work_words(one.code)
        place = next(
            (
                number + len(cut)
                for cut in map(in_words, one.least)
                if matches(words, number, cut, opening=False)
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
        for phrase in known_phrases(one.code).get(words[place].plain, ()):
            kind, value = meaning(one.code, phrase)
            last = matches(words, place, phrase, opening=False)
            counted = number < place and cadence_of(one, " ".join(phrase)) is not None
            if (kind == "often" or counted) and last is not None:
                start, end = words[number].start, words[last].end
                whole = " ".join(word.plain for word in words[number : last + 1])
                often = cadence_of(one, whole) or (value if is_once(words[number:place], one) else None)
                return Moment(
                    start, end, Due(phrase=text[start:end].rstrip(" .,;"), rule="NONE", cadence=often)
                )
        return None

    def _starting(
        self, text: str, words: list[Word], number: int, one: Language, speakers: tuple[Language, ...]
    ) -> Moment | None:
        """``från höstterminen``, ``etter sommerferien``: a season that only says when something begins."""
        plain = [word.plain for word in words[number : number + 6]]
        opening = next(
            (
                len(cut)
                for cut in map(in_words, (*one.starting, *one.after))
                if tuple(plain[: len(cut)]) == cut
            ),
            0,
        )
        for last in range(min(len(words), number + 6) - 1, number + opening - 1, -1) if opening else ():
            if any(word.stops for word in words[number:last]):
                continue
            said = text[words[number].start : words[last].end].rstrip(" .,;:)")
            deadline = self.read(said, speakers)
            if deadline and deadline.rule == "START":
                return Moment(words[number].start, words[number].start + len(said), as_due(deadline, said))
        return None

    def _inside(self, text: str, words: list[Word], number: int, one: Language) -> Moment | None:
        """``inom tre veckor``, ``within ten days``: a length of time from nothing that is known sets no day."""
        inside = [in_words(form) for form in work_words(one.code)["inside"]]
        for cut in inside:
            last = matches(words, number, cut, opening=False)
            found = (
                self.anchors.length([word.plain for word in words], last + 1, one)
                if last is not None
                else None
            )
            if found and not any(word.stops for word in words[number : found - 1]):
                start, end = words[number].start, words[found - 1].end
                return Moment(start, end, Due(phrase=text[start:end].rstrip(" .,;"), rule="NONE"))
        return None

    def _unknown(self, text: str, words: list[Word], number: int, one: Language) -> Moment | None:
        """``innan tävlingssäsongen``, ``før skolens ferie``, ``before the season``: before something without a day."""
        cut = next(
            (
                cut
                for cut in map(in_words, one.before)
                if matches(words, number, cut, opening=False) is not None
            ),
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
        compound = bool(ends) and len(noun) >= COMPOUND  # "sesongstart": no article, and yet one certain day
        definite = article or last > place or compound or any(noun.endswith(end) for end in ends)
        if not definite or is_body(noun, one):
            return None
        if last + 1 < len(words) and not closes(words, last, one):
            if (end_of_clause := clause_end(words, last)) is None:
                return None
            last = end_of_clause
        start, end = words[number].start, words[last].end
        return Moment(start, end, Due(phrase=text[start:end].rstrip(" .,;"), rule="NONE"))

    def _with_year(
        self,
        text: str,
        words: list[Word],
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
        self, text: str, words: list[Word], number: int, one: Language, speakers: tuple[Language, ...]
    ) -> Moment | None:
        """A date, a week, a month or a part of the year, with the small words before it."""
        last = number
        dateish = dateish_words(one.code)
        while last + 1 < len(words) and last - number < LONGEST and not ends_phrase(words, last):
            if not (in_a_date(words[last + 1].plain, dateish) or is_figure(words[last + 1].plain)):
                break
            last += 1
        for end in range(last, number - 1, -1):
            said = text[words[number].start : words[end].end].rstrip(" .,;:)")
            agent = end > number and words[end].plain in work_words(one.code)["by"] and one.code != "en"
            if agent or not can_be_a_date(words[number : end + 1], one):
                continue
            deadline = self.read(said, speakers)
            if (
                deadline
                and not months_listed(deadline, words[number : end + 1], one)
                and not is_hollow(deadline, words[number : end + 1], one)
                and not is_a_name(text, words, number, end)
            ):
                start = words[number].start
                return Moment(start, start + len(said), as_due(deadline, said))
        return None

    def _feast(self, text: str, words: list[Word], number: int, one: Language) -> Moment | None:
        """``til grunnlovsdagen``, ``före första advent``: a day that has a name."""
        before = words[number].plain in one.before
        if not (before or words[number].plain in one.at) or number + 1 >= len(words):
            return None
        for last in range(min(len(words), number + 4) - 1, number, -1):
            said = text[words[number + 1].start : words[last].end].rstrip(" .,;:)")
            frame = Frame(self.around.start, self.around.end)
            day = self._named_day(said, one, frame, before=before)
            if day and day.first:
                start = words[number].start
                phrase = text[start : words[number + 1].start] + said
                last_day, rule = (
                    (day.first - timedelta(days=1), "BEFORE-EVENT") if before else (day.first, "EVENT-DATE")
                )
                due = Due(last_day, (last_day,), phrase, rule, Certainty.EXACT)
                return Moment(start, start + len(phrase), due)
        return None

    def _named_day(self, said: str, one: Language, frame: Frame, *, before: bool) -> When | None:
        """The day that has a name, and no date: "midsommarafton"; before it also one that is counted: "första advent"."""
        if said.casefold() in one.feasts:
            return None if before and said[:1].isdigit() else named_day(said, one, frame)
        counted = before and said.split(maxsplit=1)[0].casefold() in one.ordinals
        exact = (when for when in times(said, one, frame) if when.exact and when.first)
        return next(exact, None) if counted else None

    def _over(
        self, text: str, words: list[Word], number: int, one: Language, speakers: tuple[Language, ...]
    ) -> Moment | None:
        """``før hausten er omme``, ``innen juni er ute``: the end of a part of the year."""
        if words[number].plain not in (*one.before, *one.at) or number + 1 >= len(words):
            return None
        after = text[words[number + 1].end :]
        over = patterns.match(rf"\s+(?:{any_of(work_words(one.code)['is_over'])})(?!\w)", after)
        if over is None:
            return None
        noun = text[words[number + 1].start : words[number + 1].end]
        for form in one.within:
            deadline = self.read(f"{form} {noun}", speakers)
            if deadline and deadline.latest:
                start, end = words[number].start, words[number + 1].end + over.end()
                return Moment(start, end, as_due(deadline, text[start:end]))
        return None

    def _hanging(self, text: str, words: list[Word], number: int, one: Language) -> Moment | None:
        """``senast sex veckor före tävlingen``, ``på mötet i mars``, ``seinast to veker før haustmøtet``."""
        plain = [word.plain for word in words]
        stops = [ends_phrase(words, place) for place in range(len(words))]
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
        self, text: str, words: list[Word], first: int, sign: int, one: Language
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

    def _nth(self, text: str, words: list[Word], number: int, one: Language) -> Moment | None:
        """``första veckan i november``, ``siste helga i august``: a part of a month, or a day that the calendar gives."""
        place = number
        small = (*one.articles, *one.at, *one.within)
        while place < len(words) and words[place].plain in small:
            place += 1
        if place + 3 >= len(words) or words[place].plain not in one.ordinals:
            return None
        kind, order = words[place + 1].plain, one.ordinals[words[place].plain]
        month = next((place + n for n in (2, 3) if words[place + n].plain in month_words(one.code)), None)
        if month is None or any(word.stops for word in words[number:month]):
            return None
        start, end = words[number].start, words[month].end
        said = text[start:end].rstrip(" .,;:)")
        if any(inflected(kind, form, one.endings) for form in one.units["week"]):
            part = "early" if order == 1 else "late" if order < 0 or order > 3 else "middle"
            name = words[month].plain
            deadline = self.read(f"{one.parts[part][0]} {name}", (one,))
            return Moment(start, end, as_due(deadline, said)) if deadline and deadline.latest else None
        frame = Frame(self.around.start, self.around.end)
        day = next(iter(times(text[words[place].start : end], one, frame)), None)
        if day is None or day.rule != "NTH-WEEKDAY" or day.last is None:
            return None
        return Moment(start, end, Due(day.last, (day.last,), said, "DATE", Certainty.EXACT))

    def _commencing(self, text: str, words: list[Word], number: int, one: Language) -> Moment | None:
        """``w/c 17 August``, ``uka fra 4. mai``: the week that begins that day."""
        for cut in map(in_words, one.calendar["commencing"]):
            last = matches(words, number, cut, opening=False)
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
            said_of_each = "NONE" if anchor.every else rule
            return Due(phrase=said, rule=said_of_each, cadence=cadence, anchor=anchor.name)
        return Due(max(days), days, said, rule, sure, cadence=cadence, anchor=anchor.name)

    def hung(self, due: Due, day: date, one: Language) -> Due:
        """A length of time before or after something, from the day of it."""
        latest = from_anchor(due.phrase or "", day, one)
        return replace(due, latest=latest, all=(latest,), certainty=Certainty.INTERPRETED) if latest else due

    def _notice(self, text: str, words: list[Word], number: int, one: Language) -> Moment | None:
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
            due = self.due(text, speakers)
            late = speakers[0].seasons["by"]
            to = next((word for word in late if word in speakers[0].ranges), late[0])
            named = self.due(f"{to} {text}", speakers) if text else due
            return replace(named, phrase=text) if named.rule in _OF_MEETINGS else due
        return replace(as_due(deadline, text), cadence=cadence_of(speakers[0], text.casefold().strip(" .")))

    def read(self, phrase: str, speakers: tuple[Language, ...]) -> Deadline | None:
        """The deadline that the words set by themselves. Plans say the same thing often, so each is read once."""
        key = (speakers[0].code, phrase)
        if key not in self._read:
            self._read[key] = read_deadline(phrase, speakers, self.around)
        return self._read[key]


_OF_MEETINGS = {"AGM", "LISTED-MEETING"}
"""Rules that a cell may mean with the name of a meeting alone: "Årsmøtet", "styremøtet i april"."""


# One phrase -------------------------------------------------------------------------------------------------------


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


def _whole(moment: Moment, text: str, one: Language) -> Moment:
    """How often, with the day of the month before it and a short clause behind it that says when: "den första i varje månad",
    "varje fredag när isen ligger".
    """
    if not moment.due.cadence or moment.due.latest:
        return moment
    work = work_words(one.code)
    small, which = any_of((*one.articles, *one.before, *work["deadline"])), any_of(one.ordinals)
    day = patterns.search(
        rf"(?<!\w)(?:(?:{small})\s+)*(?:{which}|\d{{1,2}}\.?)\s+(?:(?:{any_of((*one.within, *one.at, 'of'))})\s+)?$",
        text[: moment.start],
        re.IGNORECASE,
    )
    clause = patterns.match(
        rf"\s+(?:{any_of(work['when'])})(?:\s+[^\s,.;]+){{2,4}}(?=\s*\.?$)", text[moment.end :]
    )
    start = day.start() if day else moment.start
    end = moment.end + clause.end() if clause else moment.end
    if (start, end) == (moment.start, moment.end):
        return moment
    return Moment(start, end, replace(moment.due, phrase=text[start:end].rstrip(" .,;:)")))


def _gap(text: str, moments: tuple[Moment, ...], number: int) -> str:
    return text[moments[number - 1].end : moments[number].start]


def _is_ours(words: list[Word], last: int, one: Language) -> bool:
    """Whether the last word of a phrase owns the noun after it: "i vår förening", but "i vår bjuder vi in"."""
    work = work_words(one.code)
    if words[last].plain not in work["own"] or words[last].stops or last + 1 >= len(words):
        return False
    following = words[last + 1].plain
    small = (
        *work["shall"],
        *one.at,
        *one.before,
        *one.after,
        *one.within,
        *one.conjunctions,
        *work["lightly"],
    )
    verb = following.endswith((*work["present_endings"], *work["infinitive_endings"]))
    return not (verb or following in small or following in (*work["states"], *work["past"]))


def _only(between: str, forms: Iterable[str]) -> bool:
    """Whether such words or a comma stand here, and nothing else."""
    plain = between.casefold()
    if not plain.strip():
        return False
    for form in sorted(forms, key=len, reverse=True):
        plain = patterns.sub(rf"(?<!\w){re.escape(form)}(?!\w)", " ", plain)
    return not plain.strip(" ,;(")


def _longer(moment: Moment, text: str, end: int) -> Moment:
    """The phrase with the exception that follows it: "varje månad, utom juli"."""
    said = text[moment.start : end].rstrip(" .,;:)")
    return Moment(moment.start, end, replace(moment.due, phrase=said))


def from_anchor(phrase: str, day: date, words: Language) -> date | None:
    """The day so long before or after something that is on this day; None where the phrase says no length of time."""
    plain = [word.plain for word in split_words(phrase)]
    span = next((found for n in range(len(plain)) if (found := Anchors.span(plain, n, words))), None)
    if span is None:
        return None
    return Anchors.moved(day, span, 1 if any(word in words.after for word in plain) else -1)


def _of_the_clause(moments: tuple[Moment, ...], text: str, one: Language) -> tuple[Moment, ...]:
    """Without what only says what it is good for: "i løpet av høsten, slik at styret kan avgjøre det i desember"."""
    aim = find(text, work_words(one.code)["so_that"])
    concerns = work_words(one.code)["concerns"]
    own = tuple(
        moment
        for moment in moments
        if (aim is None or moment.end <= aim.start())
        and not _as_before(moment, text, one)
        and not _is_for(moment, moments, text, one)
        and not (moment.due.rule in SEASONS and ends_in_form(text[: moment.start], concerns))
    )
    return own or tuple(moment for moment in moments if not _as_before(moment, text, one))


def _as_before(moment: Moment, text: str, one: Language) -> bool:
    """Whether "this year" only says that it is so again: "redigeras även i år", "i år som i fjor"."""
    if moment.due.rule != "YEAR" or any(char.isdigit() for char in moment.due.phrase or ""):
        return False
    work = work_words(one.code)
    again = patterns.search(
        rf"(?<!\w)(?:{any_of(work['as_before'])})\s+$", text[: moment.start], re.IGNORECASE
    )
    like = patterns.match(
        rf"\s+(?:{any_of((*work['relative'], 'as'))})\s+(?:{any_of(work['last_time'])})", text[moment.end :]
    )
    return again is not None or like is not None


def _is_for(moment: Moment, moments: tuple[Moment, ...], text: str, one: Language) -> bool:
    """Whether a gathering is only what the clause's subject is for: "Anmälan till lägret ska vara inne den 1 februari"."""
    if moment.due.rule not in {"EVENT-DATE", "LISTED-MEETING"} or moment.start == 0:
        return False
    purpose = work_words(one.code)["purpose"]
    first = (moment.due.phrase or "").casefold().split()[:1]
    near = len(text[: moment.start].split()) <= _SUBJECT
    later = any(
        other.start > moment.end
        and other.due.latest
        and other.due.rule in {"DATE", "MONTH", "WEEK", "BEFORE-DATE"}
        for other in moments
    )
    return bool(first) and first[0] in purpose and near and later


_SUBJECT = 2
"""Words before what the subject is for."""


def _inclusive(moment: Moment, text: str, one: Language) -> Moment:
    """``on or before 10 May``: the day itself too."""
    opens = rf"(?<!\w)(?:{any_of(one.at)})\s+(?:or|eller|og|och)\s+$"
    match = patterns.search(opens, text[: moment.start], re.IGNORECASE)
    if match is None or moment.due.rule != "BEFORE-DATE" or moment.due.latest is None:
        return moment
    day = moment.due.latest + timedelta(days=1)
    said = text[match.start() : moment.end].rstrip(" .,;:)")
    return Moment(
        match.start(), moment.end, replace(moment.due, latest=day, all=(day,), phrase=said, rule="DATE")
    )


def _with_noun(moment: Moment, text: str, before: list[Word], one: Language) -> Moment:
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
