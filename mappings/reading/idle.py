"""Clauses that oblige nobody: prices, addresses, who sits in a group, that something is closed or held. Pure."""

from __future__ import annotations

import re

from config import patterns
from config.work_words import any_of, first_names, work_words
from mappings.reading.binding import binds_all
from mappings.reading.names import names_gathering
from mappings.reading.present_state import tells_what_comes
from mappings.reading.seen import (
    Seen,
    Sort,
    opens,
)
from mappings.reading.tongue import find


def no_clause(seen: Seen) -> Sort | None:
    """Nothing, where the words neither ask anything of anybody nor tell how things stand."""
    dated = seen.due.rule in _DAYS and seen.due.latest is not None
    if (
        is_no_clause(seen.text, dated=dated)
        or _is_names(seen)
        or tells_what_comes(seen.text, seen.words)
        or _is_sum(seen)
    ):
        return Sort.NOTHING
    nothing = any(
        rule(seen)
        for rule in (
            _is_fee,
            _is_rate,
            _pays,
            _stands_still,
            _is_held,
            _says_who,
            _names_members,
            _of_the_plan,
            _of_money,
        )
    )
    return Sort.NOTHING if nothing else None


_DAYS = ("DATE", "BEFORE-DATE")
"""Rules of a deadline that is a day."""


def _is_names(seen: Seen) -> bool:
    """Whether it is nothing but names: "Birgitta och Nils.", "Kari Moe og Ola Lie"."""
    said = re.findall(r"[^\W\d_]+", seen.text)
    names = [word for word in said if word.casefold() not in seen.words.conjunctions]
    known = any(word.casefold() in first_names() for word in names)
    return known and len(said) <= _NAMED and all(word[0].isupper() for word in names)


_NAMED = 7
"""Words of a line that only names people."""


def _is_sum(seen: Seen) -> bool:
    """Whether it is a sum of money and nothing else: "25 000 kr"."""
    money = any_of((*work_words(seen.words.code)["money"], "euro", "€"))
    return (
        patterns.fullmatch(rf"[£€]?\s?\d[\d  .,]*\s?(?:{money})\.?", seen.text.strip(), re.IGNORECASE)
        is not None
    )


def _is_fee(seen: Seen) -> bool:
    """Whether it only says what something costs: "Tilknytningsavgiften er 22 000 kr"."""
    work, opening = work_words(seen.words.code), " ".join(seen.text.casefold().split()[:2])
    fee = any(stem in opening for stem in work["fees"]) and seen.clause.verb in work["being"]
    return fee and bool(seen.quantities) and seen.quantities[0].money and not seen.clause.modal


def _is_rate(seen: Seen) -> bool:
    """Whether a sentence only says what a thing costs for a time or each: "Slungan hyrs ut för 100 kr per dygn"."""
    clause, words = seen.clause, seen.words
    if seen.item or seen.named or clause.modal or clause.past or seen.due.latest:
        return False
    sums = rf"(?:\d\s?(?:{any_of(work_words(words.code)['money'])}|euro|€)|[£€]\s?\d+)"
    rate = rf"{sums}\.?(?:\s?/|\s(?:per|pr\.?|om|i|an?|each)\s)"
    said = clause.passive or clause.state or clause.verb in work_words(words.code)["being"]
    return bool(said) and patterns.search(rate, seen.text, re.IGNORECASE) is not None


def _pays(seen: Seen) -> bool:
    """Whether it only says what people pay: "Guests pay 50 kroner at the door", "Den som hyr salen betalar 100 kronor"."""
    clause, work = seen.clause, work_words(seen.words.code)
    if seen.named or clause.modal or clause.past or seen.due.latest or not (clause.people or clause.whoever):
        return False
    money = rf"\d\s?(?:{any_of(work['money'])}|euro|€)(?!\w)|[£€]\s?\d"
    return (
        find(seen.text, work["pays"]) is not None
        and patterns.search(money, seen.text, re.IGNORECASE) is not None
    )


def _stands_still(seen: Seen) -> bool:
    """Whether it only says that something is closed for a time, or how old it becomes: "Kontoret er lukket i uge 29"."""
    clause, work = seen.clause, work_words(seen.words.code)
    if clause.modal or seen.named or clause.agent or clause.we or binds_all(seen):
        return False
    shut = clause.verb in (*work["being"], *work["states"]) and opens(clause.rest.strip(), work["shut"])
    said = f"{clause.verb}{clause.rest}"
    old = opens(said, work["anniversary"]) and re.search(r"\d", clause.rest) is not None
    return shut or opens(said, work["shut"]) or old


def _is_held(seen: Seen) -> bool:
    """Whether a sentence only says that a gathering takes place, when or where: that is the calendar's."""
    if seen.item or seen.clause.modal or seen.clause.past:
        return False
    passive = tuple(
        form for form in seen.words.calendar["held"] if form not in work_words(seen.words.code)["copulas"]
    )
    verb = find(seen.text, passive)
    if verb is None or verb.start() == 0:
        return False
    before = seen.text[: verb.start()]
    named = names_gathering(before, seen.words) and not (seen.clause.subject or seen.clause.agent)
    return len(before.split()) <= 4 and named


def _says_who(seen: Seen) -> bool:
    """Whether a short sentence only says who sees to what stands above it: "Hyttestyret organiserer."."""
    clause, work = seen.clause, work_words(seen.words.code)
    if clause.modal or not clause.subject or seen.due.rule or clause.verb not in work["organises"]:
        return False
    return clause.rest.strip(" .!").casefold() in ("", *work["it"], *work["the_work"], "den", "dem", "dei")


def _of_the_plan(seen: Seen) -> bool:
    """Whether the plan only says what it rests on: "Planen bygger på kommuneplanen 2024–2036"."""
    work, opening = work_words(seen.words.code), " ".join(seen.text.casefold().split()[:2])
    plan = any(name in opening for name in work["plan_names"]) or find(opening, work["document"])
    return bool(plan) and not seen.clause.modal and find(seen.text, work["parents"]) is not None


def _of_money(seen: Seen) -> bool:
    """Whether it only says what somebody gives, or what is set aside: "Regionen bidrar med 65 000 kronor", "Til kurs er det
    satt av 40 000 kroner".
    """
    clause, work = seen.clause, work_words(seen.words.code)
    if clause.modal or seen.item or seen.named or clause.we or not any(one.money for one in seen.quantities):
        return False
    gives = clause.subject and seen.due.rule in (None, "YEAR") and find(seen.text, work["gives"])
    return bool(gives or (clause.it and find(seen.text, work["set_aside"])))


def _names_members(seen: Seen) -> bool:
    """Whether a sentence only says who is in a group or leads it: "Byggegruppa er Ola Li (leder) og Eva Moe."."""
    clause, work = seen.clause, work_words(seen.words.code)
    if seen.item or clause.modal or seen.due.rule:
        return False
    led = find(seen.text, (*work["led_by"], *work["members"]))
    being = clause.verb in (*work["being"], *work["states"]) and _NAMES.match(clause.rest)
    which = any_of((*work["which"], *work["relative"]))
    more = led and patterns.search(
        rf",\s+(?:{which})(?:\s\w+)?\s*$", f"{seen.text[: led.start()]} {led[0].split()[0]}"
    )
    more = more or (led and patterns.search(rf",\s+(?:{which})\s+$", seen.text[: led.start()]))
    done = clause.agent and clause.passive and more
    return bool(being) or bool(led and not done and _NAMES.match(seen.text[led.end() :]))


_NAMES = re.compile(
    r"\s*(?:(?:of|av|af|for)\s+)?(?:the\s+)?[A-ZÅÄÖÆØÉ][\w-]+\s+(?:[A-ZÅÄÖÆØÉ(]|(?:och|og|and)\s+[A-ZÅÄÖÆØÉ])"
)
"""A name of two words, or two names."""


def is_no_clause(text: str, *, dated: bool = False) -> bool:
    """Telephone numbers, addresses, questions and definitions of signs oblige nobody; but "dated": by a last day one may be
    asked to call: "Påmelding til Liv, tlf. 40 00 00 00, før 3. mai".
    """
    without_days = re.sub(r"\d{4}-\d{2}-\d{2}", "", text)
    contact = re.search(
        r"\d{3}[- ]\d{2,3}[ -]\d{2}|(?<!\d)\d\d(?: \d\d){3}(?!\d)|\S@\S|www\.|https?:", without_days
    )
    asks = text.rstrip().endswith("?")
    return (contact is not None and not dated) or asks or " = " in text


def money(seen: Seen) -> Sort | None:
    """Sentences about fees and sums of money oblige nobody, unless a body shall do something with them."""
    work = work_words(seen.words.code)
    if seen.item and not (re.search(r"\d", seen.text) or seen.clause.state):
        return None
    opening = " ".join(seen.text.casefold().split()[:3])
    dated = seen.clause.subject and seen.due.latest
    if any(stem in opening for stem in work["fees"]) and not (
        seen.clause.whoever
        or seen.clause.modal
        or (seen.item and not seen.clause.state)
        or seen.clause.agent
        or dated
    ):
        return Sort.NOTHING
    money = patterns.search(
        rf"\d[\d .,  ]*\s?(?:{any_of(work['money'])}|{any_of(work['millions'])})(?!\w)|[£€]\s?\d",
        seen.text.casefold(),
    )
    if not money:
        return None
    if re.fullmatch(r"(?:[^:]{3,40}:\s*)?(?:[£€$]|kr\.?)?\s?\d[\d ., ]*(?:[^\W\d_]{2,7}\.?)?", seen.text):
        return Sort.NOTHING
    if seen.item and not (seen.clause.verb or seen.clause.agent or seen.due.rule or seen.named):
        return Sort.NOTHING if re.match(r"[^:]{3,40}[:–-]\s*(?:[£€$]\s?)?(?:kr\s)?\d", seen.text) else None
    fee = any(stem in seen.text.casefold() for stem in work["fees"])
    if fee and not (seen.clause.subject or seen.named or seen.due.latest or seen.item):
        return Sort.NOTHING
    budget = find(seen.text, work["budget"]) or find(seen.text, work["set_aside"])
    if (fee or budget or seen.clause.state) and not (seen.clause.modal or seen.due.latest or seen.item):
        return Sort.NOTHING
    return None
