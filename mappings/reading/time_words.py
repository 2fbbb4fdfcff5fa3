"""The words of phrases of time: which may stand in a date, which open a phrase, and which phrases are known as a whole. Pure.

Says nothing of the day that a phrase sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from config.deadlines import Deadline
from config.language import Language, language
from config.work_words import WorkWords, work_words


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    plain: str  # small letters, without the punctuation around it
    stops: bool  # what follows belongs to another phrase


def clause_end(words: list[Word], noun: int) -> int | None:
    """The last word of a short clause that ends the sentence: "innan frosten kommer", "before the ice has gone"."""
    end = len(words) - 1
    short = noun < end <= noun + _CLAUSE and not any(word.stops for word in words[noun:end])
    return end if short and not re.search(r"\d", words[end].plain) else None


def closes(words: list[Word], last: int, one: Language) -> bool:
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


def is_once(words: list[Word], one: Language) -> bool:
    """Whether the number before "per month" is one, so that it is monthly."""
    counted = [
        one.numbers.get(word.plain, int(word.plain) if word.plain.isdigit() else None) for word in words
    ]
    return [number for number in counted if number] in ([1], [])


def is_hollow(deadline: Deadline, words: list[Word], one: Language) -> bool:
    """Whether a year only says what something is about, as in "for 2027"."""
    small = (*one.at, *one.articles)
    return deadline.rule == "YEAR" and all(word.plain in small for word in words[:-1])


COMPOUND = 8
"""Letters of a noun that is put together of two."""
_REACH = 6
"""Words after an opening: "så snart det nye skoleåret er i gang"."""
_CLAUSE = 3
"""Words after the noun of such a clause."""


def split_words(text: str) -> list[Word]:
    """The words of a text with where they stand; brackets open no phrase."""
    found: list[Word] = []
    for match in re.finditer(r"[^\s(]+", text):
        raw = match[0]
        plain = raw.casefold().strip("()\"”“„»«’'").rstrip(".,;:)!?")
        end = match.end() if raw[-1] not in ",;:)!?" else match.end() - 1
        stops = raw[-1] in ",;:)!?" or text[match.end() : match.end() + 2].strip().startswith("(")
        found.append(Word(match.start(), end, plain, stops))
    return found


def ends_phrase(words: list[Word], number: int) -> bool:
    """Whether a phrase ends with this word: a comma ends one, save before a year."""
    if not words[number].stops:
        return False
    return not (number + 1 < len(words) and re.fullmatch(r"\d{4}", words[number + 1].plain))


def ends_in_form(before: str, forms: Iterable[str]) -> bool:
    """Whether a text ends with one of these words or phrases."""
    plain = before.casefold().rstrip(" ,(")
    return any(plain == form or plain.endswith(f" {form}") for form in forms)


def is_a_name(text: str, words: list[Word], number: int, end: int) -> bool:
    """Whether what looks like a month is somebody's name: "Maj Forsling"."""
    if number != end or number == 0 or end + 1 >= len(words):
        return False
    return text[words[number].start].isupper() and text[words[end + 1].start].isupper()


def months_listed(deadline: Deadline, words: list[Word], one: Language) -> bool:
    """Whether several months are named one by one, each a deadline of its own: "juni og september"."""
    return deadline.rule == "MONTH" and any(word.plain in one.conjunctions for word in words)


def in_a_date(word: str, dateish: frozenset[str]) -> bool:
    """Whether a word may stand in a date: also "mars/april" and "mid-October"."""
    parts = re.split(r"[/–-]", word)
    return word in dateish or (len(parts) > 1 and all(part in dateish for part in parts))


def is_figure(word: str) -> bool:
    """Whether a word is a number, a dash or a quarter ("Q2")."""
    return word[:1].isdigit() or word in {"-", "–"} or re.fullmatch(r"q[1-4]", word) is not None


_TURN = re.compile(r"\d{1,2}[/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{4}-\d{2}(?:-\d{2})?")


def can_be_a_date(words: list[Word], one: Language) -> bool:
    """Whether these words are worth reading: they name a month, a week or a part of the year, or a date in figures."""
    plain = [word.plain for word in words]
    pieces = [piece for word in plain for piece in re.split(r"[/–-]", word)]
    if any(word in month_words(one.code) or re.fullmatch(r"q[1-4]", word) for word in pieces):
        return True
    if any(_TURN.fullmatch(word) for word in plain):
        return len(plain) > 1 or "/" in plain[0] or plain[0].count("-") == 2 or plain[0].count(".") == 2
    return len(plain) > 1 and any(re.fullmatch(r"\d{4}", word) for word in plain)


@cache
def month_words(code: str) -> frozenset[str]:
    """What months, weeks and shares of the year are called, long and short."""
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
def dateish_words(code: str) -> frozenset[str]:
    """Every word that may stand in a date."""
    words = language(code)
    units = [form for forms in words.units.values() for form in forms]
    weekdays = [f"{day.casefold()}{end}" for day in words.weekdays for end in ("", *words.endings)]
    small = (*_small(words), *words.tails, *words.ranges, *words.conjunctions)
    pieces = [piece for word in small for piece in word.split()]
    return frozenset(
        {*month_words(code), *units, *weekdays, *pieces, *words.ordinals, *(p.rstrip(".") for p in pieces)}
    )


@cache
def openers(code: str) -> frozenset[str]:
    """Every word that a phrase of time may begin with."""
    words = language(code)
    weekdays = [f"{day.casefold()}{end}" for day in words.weekdays for end in ("", *words.endings)]
    numbers = [*words.numbers, *words.ordinals]
    small = [word.split()[0].rstrip(".") for word in _small(words)]
    least = [
        form.split()[0] for form in (*words.least, *work_words(code)["up_to"], *work_words(code)["with"])
    ]
    inside = [form.split()[0] for form in (*work_words(code)["inside"], *words.calendar["commencing"])]
    return frozenset({*month_words(code), *weekdays, *small, *numbers, *least, *inside, *known_phrases(code)})


def in_words(phrase: str) -> tuple[str, ...]:
    """A phrase as its words, without their points."""
    return tuple(word.rstrip(".,") for word in phrase.split())


@cache
def _table(code: str) -> Mapping[tuple[str, ...], tuple[str, str]]:
    """Each phrase that is known as a whole: what kind it is, and the cadence that it says."""
    words, work = language(code), work_words(code)
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    found |= {in_words(phrase): ("open", "") for phrase in work.open["phrases"]}
    found |= {in_words(phrase): ("opening", "") for phrase in work.open["openings"]}
    found |= {in_words(form): ("often", _OFTEN[name]) for name, forms in work.often.items() for form in forms}
    found |= {in_words(phrase): ("often", name) for phrase, name in words.cadences.items()}
    found |= dict(_every_weekday(words, work))
    found |= {in_words(phrase): ("deadline", "") for phrase in words.deadlines}
    return found


def _every_weekday(words: Language, work: WorkWords) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    """Every Thursday, every other Wednesday, every autumn: "hver anden onsdag", "varje torsdag", "kvar haust"."""
    named = [form for name in ("spring", "summer", "autumn") for form in words.seasons[name]]
    cut = [form[: -len(end)] for form in named for end in words.endings if form.endswith(end)]
    parts = [form for form in (*named, *cut) if len(form) > 2]  # "hausten" and "haust"
    for part in (*parts, *(month.casefold() for month in words.months)):
        yield from (((each, *in_words(part)), ("often", _OFTEN["yearly"])) for each in work["every"])
    weeks = {form.casefold() for form in words.units["week"]}
    others = [in_words(form)[:-1] for form in work.often["two-weekly"] if in_words(form)[-1] in weeks]
    several = tuple(end for end in _PLURAL if end in words.endings)
    for day in (name.casefold() for name in words.weekdays):
        for at in dict.fromkeys((*words.at, "on")) if words.code == "en" else words.at:
            yield from (((*in_words(at), f"{day}{end}"), ("often", _OFTEN["weekly"])) for end in several)
        yield from (((each, day), ("often", _OFTEN["weekly"])) for each in work["every"])
        yield from (((*other, day), ("often", _OFTEN["two-weekly"])) for other in others if other)


_PLURAL = ("ar", "arna", "ane", "er", "erne", "ene", "e", "s")
"""What the days of every week end in: "på tisdagar", "på torsdager", "on Mondays"."""
_OFTEN = {
    "daily": "daily",
    "weekly": "weekly",
    "two-weekly": "every other week",
    "monthly": "monthly",
    "two-monthly": "every other month",
    "four-monthly": "every four months",
    "quarterly": "quarterly",
    "half-yearly": "half-yearly",
    "yearly": "yearly",
    "two-yearly": "every other year",
    "continuous": "continuous",
}


def meaning(code: str, phrase: tuple[str, ...]) -> tuple[str, str]:
    """What kind of phrase it is, and the cadence that it says."""
    return _table(code)[phrase]


@cache
def known_phrases(code: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases that are known as a whole, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in _table(code):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


def cadence_of(one: Language, phrase: str) -> str | None:
    """The cadence that a phrase without a day says too: ``löpande``."""
    work = work_words(one.code)
    if phrase in one.cadences:
        return one.cadences[phrase]
    return next((_OFTEN[name] for name, forms in work.often.items() if phrase in forms), None)


def matches(words: list[Word], number: int, phrase: tuple[str, ...], *, opening: bool) -> int | None:
    """The number of the phrase's last word, if it stands here; an opening may end within a word: "før sesong|start"."""
    last = number + len(phrase) - 1
    if last >= len(words):
        return None
    for place, part in zip(range(number, last), phrase, strict=False):
        if words[place].stops or words[place].plain != part:
            return None
    said, end = words[last].plain, phrase[-1]
    return last if said == end or (opening and said.startswith(end)) else None


def reach(words: list[Word], last: int, one: Language) -> int:
    """Where a phrase that only its opening tells of comes to its end: at the next comma, at most four words on."""
    each = work_words(one.code)["every"]
    if last + 2 < len(words) and words[last + 1].plain in each and not words[last].stops:
        return words[last + 2].end
    if (
        any(len(end) > 1 and words[last].plain.endswith(end) for end in one.endings)
        and len(words[last].plain) > 6
    ):
        return words[last].end
    end, by = last, work_words(one.code)["by"]
    while (
        end + 1 < len(words)
        and end - last < _REACH
        and not words[end].stops
        and words[end + 1].plain not in by
    ):
        end += 1
    return words[end].end
