"""What a deadline may hang on: the gatherings of the plan's own calendar, found by what a clause calls them. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from config.deadlines import Surroundings, annual_meeting
from config.language import Language, language
from config.recurrence import read_span
from config.work_words import work_words
from mappings.reading.clauses import is_body
from mappings.reading.model import Gathering, GatheringKind, Head
from mappings.reading.placing import Calendar

MOST = 6
"""Words that name one gathering."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a phrase hangs on. ``days`` is empty when the document does not say when; ``every``: each of a series."""

    name: str
    days: tuple[date, ...]
    rule: str
    listed: bool = True
    every: bool = False
    first: date | None = None  # of an event of several days, whose last is in ``days``


def surroundings(head: Head, calendar: Calendar) -> Surroundings:
    """What phrases are read against. Without a period there is no year to read a date in, so an impossible one stands in."""
    period = head.period
    start, end = (period.start, period.end) if period else (date(1900, 1, 1), date(1900, 12, 31))
    speakers = (language(head.language), language("en"))
    meetings = sorted(
        day for one in calendar.gatherings if (day := _day(one)) and _annual(one.title, speakers)
    )
    elections = {name for words in speakers for name in words.election}
    election = min(
        (
            one.date
            for one in calendar.gatherings
            if one.date and elections.intersection(re.findall(r"[\w-]+", one.title.casefold()))
        ),
        default=None,
    )
    return Surroundings(start, end, head.adopted or start, tuple(meetings), election)


def _day(one: Gathering) -> date | None:
    """The day of a gathering; the first of its month where no day is known."""
    return one.date or (date.fromisoformat(f"{one.month}-01") if one.month else None)


def _annual(title: str, speakers: Iterable[Language]) -> bool:
    plain = title.casefold()
    return any(name in plain for words in speakers for name in words.annual_meeting)


class Anchors:
    """The gatherings of one document."""

    def __init__(self, head: Head, calendar: Calendar, around: Surroundings) -> None:
        self.around = around
        self._named_by: dict[tuple[tuple[str, ...], str], list[tuple[date, Gathering]]] = {}
        self.speakers = (language(head.language), language("en"))
        self.known = [(_head_of(one.title), day, one) for one in calendar.gatherings if (day := _day(one))]
        self.yearly = [
            (one.title.casefold(), int(month[1]))
            for one in calendar.recurring
            if one.rule and (month := re.search(r"FREQ=YEARLY.*BYMONTH=(\d+)", one.rule))
        ]

    @staticmethod
    def moved(day: date, span: object, sign: int) -> date:
        """The day so far before (-1) or after (1) this one; the day before without a length; the day itself at 0."""
        if isinstance(span, relativedelta):
            return day + sign * span
        return day + sign * timedelta(days=1)

    def hanging(
        self, plain: list[str], stops: list[bool], number: int, words: Language, text: str
    ) -> tuple[Anchor, relativedelta | None, int, int] | None:
        """The anchor of the phrase that begins at this word: how far from it, on which side, and the last word's number."""
        place = number
        small = (*words.at, *words.least, *work_words(words.code)["inside"])
        while (length := _one_of(plain, stops, place, small)) and _span(plain, place + length, words):
            place += length
        span, place = _span(plain, place, words) or (None, place)
        at = (*words.at, *work_words(words.code)["up_to"])
        for sign, group in ((-1, words.before), (1, words.after), (0, at), (0, words.within)):
            if (span is not None and sign == 0) or (group is words.within and place != number):
                continue
            for length in sorted(
                {_one_of(plain, stops, place, (word,)) for word in group} - {0}, reverse=True
            ):
                after = place + length
                if sign == 0:
                    after += _one_of(plain, stops, after, words.at)
                found = self._named(plain, stops, after, words, text)
                if found and group is words.within:
                    continue
                if found:
                    return found[0], span, sign, found[1]
                if span is not None:
                    last = _noun_end(plain, stops, place + length)
                    return Anchor(" ".join(plain[place + length : last + 1]), (), "REL"), span, sign, last
        return None

    @staticmethod
    def span(plain: list[str], place: int, words: Language) -> relativedelta | None:
        """The length of time that stands here."""
        found = _span(plain, place, words)
        return found[0] if found else None

    @staticmethod
    def length(plain: list[str], place: int, words: Language) -> int | None:
        """The number of the word after a length of time that stands here."""
        found = _span(plain, place, words)
        return found[1] if found else None

    def _named(
        self, plain: list[str], stops: list[bool], place: int, words: Language, text: str
    ) -> tuple[Anchor, int] | None:
        """The gathering that the words from here on name, by the longest of them that name one."""
        most = place
        while most < len(plain) and most - place < MOST and not (most > place and stops[most - 1]):
            most += 1
        months = {name.casefold() for name in words.months}
        for end in range(most, place, -1):
            if end + 1 < most and plain[end] in words.within and plain[end + 1] in months:
                continue
            if anchor := self.called(plain[place:end], words, text):
                return anchor, end - 1
        return None

    def called(self, phrase: list[str], words: Language, text: str) -> Anchor | None:
        """What these words name, all of them: a gathering, with what they say of its month, its year or its order."""
        after = next((n for n, word in enumerate(phrase) if n and word in words.after), None)
        if after is not None:
            return self._first_after(phrase[:after], phrase[after + 1 :], words, text)
        asked = _asked(phrase, words)
        if asked is None or not asked.nouns:
            return None
        name = " ".join(asked.nouns)
        matching = self._matching(tuple(asked.nouns), words)
        if not matching and len(asked.nouns) == 1 and _is_annual(name, words):
            return self._annual_meeting(name, asked)
        if len(asked.nouns) == 1 and not any(asked.fits(day) for day, _ in matching):
            matching = self._any_meeting(name, words) or matching
        if not matching or not asked.is_certain(words):
            return None
        if len({one.title for _, one in matching}) > 1:
            matching = _mentioned(matching, text, phrase, words) or matching
        return self._which(asked, name, matching, words)

    def _which(
        self, asked: _Asked, name: str, matching: list[tuple[date, Gathering]], words: Language
    ) -> Anchor | None:
        """Which of the gatherings that a noun names is meant."""
        annual = all(_annual(one.title, (words,)) or day == self.around.adopted for day, one in matching)
        days = [(day, one) for day, one in matching if asked.fits(day)]
        if asked.every:
            any_one = len(asked.nouns) == 1 and _is_meeting(
                name, words
            )  # "før hvert møte": of whom is not said
            return Anchor(name, () if any_one else tuple(day for day, _ in days), "REL", every=True)
        if annual:
            return self._annual_meeting(name, asked, listed=[day for day, _ in days])
        if asked.year and not days:
            return Anchor(name, (), "LISTED-MEETING")
        if asked.order and days:
            days = [days[0] if asked.order > 0 else days[-1]]
        if asked.month and len({day for day, _ in days}) > 1:
            days = self._usual(days)
        if len({day for day, _ in days}) != 1:
            return None if not days or len(asked.nouns) == 1 else Anchor(name, (), "LISTED-MEETING")
        day, one = days[0]
        if one.kind is GatheringKind.EVENT and one.end_date:
            return Anchor(name, (one.end_date,), "EVENT-DATE", first=day)
        return Anchor(name, (day,), "LISTED-MEETING" if one.kind is GatheringKind.MEETING else "EVENT-DATE")

    def _usual(self, days: list[tuple[date, Gathering]]) -> list[tuple[date, Gathering]]:
        """Of several meetings of a month those of the body that meets most often: the one that the plan is of."""
        counted = Counter(one.title for _, _, one in self.known if one.kind is GatheringKind.MEETING)
        most, *others = counted.most_common(2) or [("", 0)]
        usual = [(day, one) for day, one in days if one.title == most[0]]
        return usual if usual and all(most[1] > count for _, count in others) else days

    def _any_meeting(self, noun: str, words: Language) -> list[tuple[date, Gathering]]:
        """The meetings that a noun may mean which no title holds: "sammanträdet", "styremøtet" where the board meets."""
        meetings = [(title, day, one) for title, day, one in self.known if one.kind is GatheringKind.MEETING]
        if _is_meeting(noun, words):
            return [(day, one) for _, day, one in meetings]
        return [
            (day, one) for title, day, one in meetings if any(_of_body(noun, word, words) for word in title)
        ]

    def _matching(self, nouns: tuple[str, ...], words: Language) -> list[tuple[date, Gathering]]:
        """The gatherings that all these nouns name. Clauses say the same often, so each is looked up once."""
        key = (nouns, words.code)
        if key not in self._named_by:
            self._named_by[key] = [
                (day, one) for title, day, one in self.known if _names(nouns, title, words)
            ]
        return self._named_by[key]

    def _first_after(self, phrase: list[str], rest: list[str], words: Language, text: str) -> Anchor | None:
        """The first meeting after another: "på første styremøte etter årsmøtet"."""
        asked, other = _asked(phrase, words), self.called(rest, words, text)
        if (
            asked is None
            or not asked.nouns
            or other is None
            or not _is_meeting(asked.nouns[-1], words, compound=True)
        ):
            return None
        name = " ".join(asked.nouns)
        annual = [day for _, day, one in self.known if _annual(one.title, (words,))]
        since = min(annual) if annual and other.rule == "AGM" else next(iter(other.days), date.max)
        later = [day for title, day, _ in self.known if day > since and _names(asked.nouns, title, words)]
        return Anchor(name, tuple(sorted(later)[:1]), "LISTED-MEETING")

    def _annual_meeting(self, name: str, asked: _Asked, listed: Iterable[date] = ()) -> Anchor:
        """The annual meeting that is meant: of the year said, else the first after the plan's adoption."""
        ahead = [day for day in listed if asked.year or day > self.around.adopted]
        if ahead:
            return Anchor(name, (min(ahead),), "AGM")
        year = asked.year
        if year is None and self.around.adopted >= self.around.start:
            year = self.around.adopted.year + 1
        for title, month in self.yearly:
            if _annual(title, self.speakers):
                each = year or self.around.end.year
                return Anchor(name, (date(each, month, 1),), "AGM", listed=False)
        return Anchor(name, (annual_meeting(self.around, asked.year),), "AGM", listed=False)


# What a phrase asks for -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Asked:
    """``nouns`` name the gathering; the rest says which of them."""

    nouns: list[str]
    month: int | None = None
    year: int | None = None
    order: int = 0
    every: bool = False
    firm: bool = False  # an article says that it is a certain one
    closed: bool = False  # a month or a year came after the nouns: nothing more is named
    season: tuple[int, int] | None = None  # first and last month: "vårens möte"

    def is_certain(self, words: Language) -> bool:
        """Whether the words mean one gathering, or all of them, and not just any."""
        return bool(self.order or self.every or self.firm) or any(
            _definite(noun, words) for noun in self.nouns
        )

    def fits(self, day: date) -> bool:
        in_season = self.season is None or self.season[0] <= day.month <= self.season[1]
        return in_season and self.month in (None, day.month) and self.year in (None, day.year)


def _asked(phrase: list[str], words: Language) -> _Asked | None:
    """What the words of a phrase say; None when one of them says nothing of the kind."""
    asked = _Asked([])
    months = {name.casefold(): number + 1 for number, name in enumerate(words.months)}
    small = {*words.articles, *words.within}
    work = work_words(words.code)
    each = work["every"]
    for number, word in enumerate(phrase):
        if word in months:
            asked.month, asked.closed = months[word], bool(asked.nouns)
        elif re.fullmatch(r"(19|20)\d\d", word):
            asked.year, asked.closed = int(word), bool(asked.nouns)
        elif not asked.nouns and (season := _genitive(word, words)):
            asked.season, asked.firm = season, True
        elif not asked.nouns and number + 1 < len(phrase) and _of_the_year(word, words):
            asked.firm = True
        elif word in words.ordinals and not asked.nouns:
            asked.order = words.ordinals[word]
        elif word in each and number == 0:
            asked.every = True
        elif not asked.nouns and word in (*words.articles, *work["own"], *work["same"]):
            asked.firm = True
        elif (
            word in small
            and asked.nouns
            and number + 1 < len(phrase)
            and _says_when(phrase[number + 1], months)
        ):
            continue
        elif words.numbers.get(word) == 1 and not asked.nouns:
            return None
        elif re.fullmatch(r"[^\W\d][\w-]+(?:[’']s)?", word) and not asked.closed:
            owns = word.endswith("s") and is_body(word.removesuffix("s").rstrip("'’"), words)
            asked.firm = asked.firm or (owns and number + 1 < len(phrase))
            asked.nouns.append(word)
        else:
            return None
    return asked if phrase and len(asked.nouns) <= 3 and phrase[-1] not in small else None


def _says_when(word: str, months: Mapping[str, int]) -> bool:
    return word in months or re.fullmatch(r"(19|20)\d\d", word) is not None


def _is_meeting(noun: str, words: Language, *, compound: bool = False) -> bool:
    """Whether a noun is any meeting: mötet, sammanträdet, møtet; as a compound also styrelsemötet."""
    names, forms = words.calendar["meetings"], _forms(noun, words)
    return bool(forms & {*names}) or (compound and any(one.endswith(names) for one in forms))


def _of_body(noun: str, word: str, words: Language) -> bool:
    """Whether a noun is the meeting of the body that a title names: "styremøte" of "Styret møtes"."""
    return any(
        len(stem) > 3
        and form.startswith(stem)
        and form.endswith(words.calendar["meetings"])
        and len(form) > len(stem) + 3
        for stem in _forms(word, words)
        for form in _forms(noun, words)
    )


def _is_annual(noun: str, words: Language) -> bool:
    """Whether a noun is the annual meeting, also of one body: fylkesårsmøtet."""
    return any(form.endswith(name) for form in _forms(noun, words) for name in words.annual_meeting)


def _of_the_year(word: str, words: Language) -> bool:
    """Whether a word says that something is one of the year's: "årets sidste møde", "sesongens første"."""
    forms = (*words.seasons["year"], *words.units["year"])
    return any(word in {f"{form}s", f"{form}ets", f"{form}'s", f"{form}’s"} for form in forms)


_SEASONS = {"spring": (1, 6), "summer": (6, 8), "autumn": (8, 12)}


def _genitive(word: str, words: Language) -> tuple[int, int] | None:
    """The months of a season that owns a gathering: "vårens första möte", "høstens tur"."""
    return next(
        (
            months
            for season, months in _SEASONS.items()
            for name in words.seasons[season]
            if word in {f"{name}s", f"{name}'s"}
        ),
        None,
    )


def _head_of(title: str) -> list[str]:
    """The words that name a gathering: those before a comma or a preposition of its title."""
    plain = re.split(
        r"[,(–]| for | för | med | om | i | på | at | in | of | with | til | till | ved | vid | hos ",
        title.casefold(),
    )[0]
    return re.findall(r"[\w-]+", plain) or re.findall(r"[\w-]+", title.casefold())


def _definite(noun: str, words: Language) -> bool:
    """Whether a noun has an ending that says which one: årsmøtet, tävlingen, dagene."""
    return any(noun.endswith(end) for end in words.endings if end != "s")


def _forms(word: str, words: Language) -> frozenset[str]:
    """The word with and without what it may end in."""
    return _inflections(word, words.code)


@lru_cache(maxsize=10_000)
def _inflections(word: str, code: str) -> frozenset[str]:
    words = language(code)
    cut = {word[: -len(end)] for end in words.endings if word.endswith(end) and len(word) - len(end) >= 4}
    return frozenset({word, *cut, *(one.removesuffix("s") for one in cut if len(one) > 4)})


def _same(word: str, other: str, words: Language) -> bool:
    """Whether one names the other, as it stands, inflected or as its last part: møtet, styremøte."""
    wanted, had = _forms(word, words), _forms(other, words)
    general = {*words.calendar["meetings"], *words.calendar["gatherings"]}
    return bool(wanted & had) or any(two.endswith(one) for one in wanted & general for two in had)


def _names(nouns: Iterable[str], title: list[str], words: Language) -> bool:
    said = tuple(nouns)
    return all(
        any(_same(noun, word, words) or (noun != said[-1] and _owns(noun, word, words)) for word in title)
        for noun in said
    )


def _owns(noun: str, word: str, words: Language) -> bool:
    """Whether a genitive is of the body whose meeting a title names: "styrelsens" of "Styrelsemöte"."""
    owner = noun.removesuffix("s").rstrip("'’")
    stems = [owner.removesuffix(end) for end in words.endings if owner.endswith(end)]
    short = any(len(stem) == _SHORTEST and word.startswith(stem) for stem in stems)  # "rådets", "Rådsmøte"
    return _same(owner, word, words) or _of_body(word, owner, words) or (short and _is_compound(word, words))


_SHORTEST = 3
"""Letters of the shortest name of a body: "råd", "lag"."""


def _is_compound(word: str, words: Language) -> bool:
    return any(form.endswith(words.calendar["meetings"]) for form in _forms(word, words))


def _mentioned(
    matching: list[tuple[date, Gathering]], text: str, phrase: list[str], words: Language
) -> list[tuple[date, Gathering]]:
    """Of several, those that the same text names in full: the notice of the spring meeting, 14 days before the meeting."""
    said = [word for word in re.findall(r"[\w-]+", text.casefold()) if word not in phrase]
    exact = [(day, one) for day, one in matching if _is_title(phrase, one.title, words)]
    if exact:
        return exact
    return [
        (day, one)
        for day, one in matching
        if any(_names_it(said_word, word, words) for word in _title(one) for said_word in said)
    ]


def _names_it(said: str, word: str, words: Language) -> bool:
    """Whether a word of the text is one of a title, or the body that a title's word begins with: styrelsen, styrelsemöte."""
    return bool(_forms(word, words) & _forms(said, words)) or _of_body(word, said, words)


def _title(one: Gathering) -> list[str]:
    return [word for word in re.findall(r"[\w-]+", one.title.casefold()) if len(word) > 4]


def _is_title(phrase: list[str], title: str, words: Language) -> bool:
    return any(
        _forms(word, words) & _forms(name, words)
        for word in phrase
        for name in re.findall(r"[\w-]+", title.casefold())
    )


# Lengths of time ----------------------------------------------------------------------------------------------------


def _one_of(plain: list[str], stops: list[bool], place: int, forms: Iterable[str]) -> int:
    """How many words the longest of these forms takes that stands here; 0 for none."""
    best = 0
    for form in forms:
        parts = form.rstrip(".").split()
        if plain[place : place + len(parts)] == parts and not any(stops[place : place + len(parts)]):
            best = max(best, len(parts))
    return best


def _span(plain: list[str], place: int, words: Language) -> tuple[relativedelta, int] | None:
    """A length of time that stands here, and the number of the word after it. "fourteen 14 days" is said twice."""
    for skip in (0, 1):
        at = place + skip
        if skip and not (plain[place : place + 1] and plain[place] in words.numbers):
            continue
        if at + 1 < len(plain):
            unit = plain[at + 1].rstrip(".")
            for form in (unit, unit.removesuffix("s")):
                if found := read_span(f"{plain[at]} {form}", (words, language("en"))):
                    return found, at + 2
    return None


def _noun_end(plain: list[str], stops: list[bool], place: int) -> int:
    """The last word of what is named here: at most two words, up to a comma."""
    last = min(place, len(plain) - 1)
    if last + 1 < len(plain) and not stops[last] and len(plain[last]) <= 4:
        last += 1
    return last
