"""Which sentence in the present tells how things stand for the plan, and which only tells of the plan, of whoever wrote it,
of its meetings, of its money or of the past. In doubt it does. Pure; decides nothing of what is to be done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clause import Clause
from mappings.reading.clauses import is_body
from mappings.reading.names import names_gathering
from mappings.reading.tongue import find

_LONG_AGO = 10
"""Years before the plan's first: what was done then is history."""
_REMARK = 5
"""Words: a sentence without a subject of its own and not longer is only a remark."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence and where it stands. ``year`` is the plan's first, or 0."""

    text: str
    clause: Clause
    year: int
    background: bool
    calendar: bool  # in a section of the calendar
    words: Language


def is_finding(told: Told) -> bool:
    """Whether the sentence says how things stand."""
    if told.calendar or any(
        rule(told)
        for rule in (
            _of_the_plan,
            _of_a_meeting,
            _of_long_ago,
            _of_the_year_gone,
            _of_the_body,
            _of_money,
            _remark,
        )
    ):
        return False
    if not told.background:
        return True
    return _counts(told) or _is_said(told) or (told.clause.past and not _of_how_it_was_made(told))


def tells_what_comes(text: str, words: Language) -> bool:
    """What the document will tell ("Den siger, hvad der skal ske", "Her er hva styret gjør"), and how a letter ends."""
    work = work_words(words.code)
    verb = any_of((*work["tells"], *work["being"]))
    tells, joins = any_of(work["tells"]), any_of(work["joins"][:2])
    both = rf"(?:(?:{tells})(?:,|\s(?:{joins}))\s)?(?:{verb})"  # "Planen sammanfattar och beskriver hur"
    opens = rf"(?:[\w-]+\s){{1,2}}{both},?\s(?:{any_of(work['asks_what'])})\s"
    plan = patterns.match(opens, text, re.IGNORECASE)
    own = plan and find(plan[0], (*work["itself"], *work["plan_names"], *work["document"])) is not None
    here = plan and plan[0].casefold().startswith(("här", "her", "here", "så", "this"))
    whole = plan and any(name in plan[0].casefold() for name in work["plan_names"])
    greets = patterns.match(rf"(?:{any_of(work['greetings'])})(?!\w)", text, re.IGNORECASE)
    return bool(own or here or whole or greets)


def _of_the_plan(told: Told) -> bool:
    """What the document says of itself, of its parts, of the plans above it and of risks."""
    work = work_words(told.words.code)
    of = (*work["document"], *work["annex"], *work["risk"], *work["standing"])
    plan = any(name in told.text.casefold() for name in work["plan_names"])
    if find(told.text, of) is not None or (plan and find(told.text, work["parents"]) is not None):
        return True
    named = any_of(work["plan_names"])
    own = patterns.search(
        rf"(?<!\w)(?:{any_of(work['own'])})\s(?:\w+\s){{0,2}}\w*(?:{named})", told.text.casefold()
    )
    opening = " ".join(told.text.split()[:4])
    listed = find(opening, work["goals"]) and find(told.text, work["shown"])
    made = plan and told.clause.past and _acts(told)
    return bool(own or listed or made)


def _of_the_year_gone(told: Told) -> bool:
    """How the year gone by was, as a whole: "Det gångna året har varit omtumlande"."""
    work = work_words(told.words.code)
    was = any_of((*work["have"], *work["past"]))
    been = rf"(?:{any_of(work['happened'])})\s(?:{was})\s(?:varit|vært|været|vore|been|a|et|ett|en)\s"
    return patterns.match(been, told.text, re.IGNORECASE) is not None and not re.search(r"\d", told.text)


def _of_a_meeting(told: Told) -> bool:
    """When or where meetings are held."""
    words = told.words
    work = work_words(words.code)
    held = [form for form in words.calendar["held"] if form not in work["copulas"]]
    firm = find(told.text, (*held, *words.calendar["met"], *work["sits"]))
    verb = firm or find(told.text, work["copulas"])
    if verb is None or told.clause.past or find(told.text[: verb.start()], work["today"]):
        return False
    before = told.text[: verb.start()]
    if firm is None:
        return (
            len(before.split()) <= 2 and names_gathering(before, words) and bool(re.search(r"\d", told.text))
        )
    clock = re.search(r"(?<!\w)(?:kl\.?|klokken|klokka|at) ?\d|\d ?[ap]m(?!\w)", told.text, re.IGNORECASE)
    short = len(before.split()) <= 4
    return short and (clock is not None or (names_gathering(before, words) and len(told.text.split()) < 16))


def _of_long_ago(told: Told) -> bool:
    """What somebody did long before the plan, and how it all began."""
    years = [int(year) for year in re.findall(r"(?<![\d.,])(?:1[6-9]|20)\d\d(?!\d|[.,]\d)", told.text)]
    old = told.year and any(year <= told.year - _LONG_AGO for year in years)
    founded = find(told.text, work_words(told.words.code)["history"]) is not None
    past = told.clause.past and told.clause.verb not in work_words(told.words.code)["have"]
    since = re.search(r"(?<!\w)(?:sedan|siden|sidan|since)\s(?:1[6-9]|20)\d\d(?!\d)", told.text)
    past = past or bool(since and told.clause.verb in work_words(told.words.code)["have"])
    return bool((old and past) or (founded and years)) and not _counts(told)


def _of_the_body(told: Told) -> bool:
    """Of how many a board is, what a body does and for whom it is there."""
    work, clause = work_words(told.words.code), told.clause
    if find(told.text, work["describes"]):
        return True
    first = told.text.casefold().split()[:3]
    small = re.compile(rf"[\w-]*(?:{any_of(work['small_bodies'])})\w{{0,3}}")
    body = any(small.fullmatch(word.strip(",.")) and is_body(word, told.words) for word in first)
    return body and clause.verb in (*work["gets"], *work["being"], *work["have"]) and not clause.past


def _of_money(told: Told) -> bool:
    """A sum of a budget or a fee."""
    work, plain = work_words(told.words.code), told.text.casefold()
    money = patterns.search(
        rf"\d[\d .,]*\s?(?:{any_of((*work['money'], *work['millions']))}|euro)(?!\w)|[£€]\s?\d", plain
    ) or patterns.search(rf"(?<!\w)(?:{any_of((*work['money'], *work['currency']))})\.?\s\d", plain)
    return money is not None and any(
        stem in plain for stem in (*work["budget"], *work["fees"], *work["set_aside"])
    )


def _remark(told: Told) -> bool:
    counted = _counts(told) or re.search(r"\d", told.text) is not None
    return told.clause.it and len(told.text.split()) <= _REMARK and not counted


def _of_how_it_was_made(told: Told) -> bool:
    """What an introduction tells of the work with plans and goals, and of what the board did for it."""
    work = work_words(told.words.code)
    planned = any(name in told.text.casefold() for name in work["plan_names"]) or find(
        told.text, work["goals"]
    )
    bodies = [word for word in told.text.split() if is_body(word, told.words)]
    return bool(planned) or (bool(bodies) and not told.clause.we and _acts(told))


def _acts(told: Told) -> bool:
    """Whether a board or a committee did it."""
    small = re.compile(rf"[\w-]*(?:{any_of(work_words(told.words.code)['small_bodies'])})\w{{0,3}}")
    return any(small.fullmatch(word) for word in re.findall(r"[\w-]+", told.text.casefold()))


def _is_said(told: Told) -> bool:
    return find(told.text, work_words(told.words.code)["says"]) is not None


def _counts(told: Told) -> bool:
    """How many are members, or how many something has today."""
    work = work_words(told.words.code)
    counted = patterns.search(
        rf"\d\s+(?:[\w-]+\s+)?(?:{any_of(work['people'])})(?!\w)", told.text, re.IGNORECASE
    )
    return counted is not None or (
        find(told.text, work["today"]) is not None and bool(re.search(r"\d", told.text))
    )
