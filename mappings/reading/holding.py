"""Clauses on how one behaves and on what always holds, and the bounds that nothing may pass. Pure."""

from __future__ import annotations

import re

from config import patterns
from config.work_words import any_of, work_words
from mappings.reading.binding import binds_all
from mappings.reading.clause import Clause
from mappings.reading.context import Kind
from mappings.reading.dues import SEASONS
from mappings.reading.model import Comparator
from mappings.reading.norms import Holds, holds_by_form
from mappings.reading.seen import (
    Seen,
    Sort,
    being,
    deadline_word,
    opens,
)
from mappings.reading.tongue import find


def bounded(seen: Seen) -> Sort | None:
    """A bound that something shall not pass: "Tallet må ikke falde til under 400", "Ingen skal vente mer enn 30 dager"."""
    clause, work = seen.clause, work_words(seen.words.code)
    subject = clause.subject and not find(clause.subject, work["number_of"])
    if not any(one.compared for one in seen.quantities) or subject or clause.agent or seen.named or clause.it:
        return None
    changes = find(seen.text, (*work["rise"], *work["fall"], *work["reach"]))
    asked = clause.modal or find(seen.text, work["may"])
    nobody = clause.modal and clause.modal not in work["may"] and opens(seen.text, work["nobody"])
    below = seen.quantities[0].comparator is Comparator.AT_LEAST
    return Sort.GOAL if nobody or (asked and clause.negated and (changes or below)) else None


def norm(seen: Seen) -> Sort | None:
    """How one behaves, or what always holds."""
    if _holds_room(seen):
        return Sort.NOTHING
    if _nobody_shall(seen):
        return Sort.GOAL
    if _forbids(seen):
        return Sort.NORM
    if _not_always(seen):
        return Sort.FINDING
    if _holds_always(seen) or _by_form(seen) or binds_all(seen):
        return Sort.NORM
    if any(one.compared for one in seen.quantities) and seen.clause.modal:
        return None
    return Sort.NORM if _is_of_all(seen) else None


def _by_form(seen: Seen) -> bool:
    """Whether the sentence has the form of what always holds."""
    told = seen.item and not (seen.text.rstrip().endswith(".") and not seen.led)
    goals = Kind.GOALS in (seen.kind, seen.labelled)
    if told or goals or seen.dates or seen.calendar or deadline_word(seen):
        return False
    return holds_by_form(Holds(seen.text, seen.clause, seen.due, seen.words, seen.named))


def _holds_room(seen: Seen) -> bool:
    """Whether it says how many there is room for: "Kjøkkenet rommer ikke mer enn 16"."""
    clause = seen.clause
    told = clause.negated and not (clause.modal or clause.that or clause.past) and not clause.subject
    return (
        told and Kind.GOALS not in (seen.kind, seen.labelled) and any(one.compared for one in seen.quantities)
    )


def _forbids(seen: Seen) -> bool:
    """Whether it says what nobody may do, or what one may."""
    clause, work = seen.clause, work_words(seen.words.code)
    asked = clause.modal or find(seen.text, work["may"])
    nobody = asked and opens(seen.text, work["nobody"])
    if nobody or (find(seen.text, work["forbidden"]) and not clause.subject):
        return True
    allowed = clause.modal in work["may"]
    return allowed and not (seen.due.latest or clause.subject or seen.quantities)


def _nobody_shall(seen: Seen) -> bool:
    """Whether it says what nobody shall suffer: "Ingen skal stå utenfor" is a goal, "Ingen får …" a rule."""
    work = work_words(seen.words.code)
    return (
        seen.clause.modal in work["promises"]
        and seen.clause.verb in work["suffers"]
        and not (seen.clause.passive or seen.item)
        and opens(seen.text, work["nobody"])
    )


def _holds_always(seen: Seen) -> bool:
    """Whether its words are those of a rule: whoever, always, each other, one."""
    clause, work = seen.clause, work_words(seen.words.code)
    wishes = clause.modal and find(seen.text, work["able"]) and not _who_does(seen)
    if clause.whoever and not (_asked_of(seen) or wishes or _threatens(seen)):
        return True
    outcome = clause.modal and not clause.we and is_to_be(seen)
    if find(seen.text, work["norms"]) and _is_a_norm(seen) and not outcome:
        return True
    always = find(seen.text, work["always"])
    told = seen.due.latest or clause.past or (clause.we and clause.state)
    return bool(always and not (told or _there_is(seen, always.start()))) or _of_anybody(seen)


def _who_does(seen: Seen) -> bool:
    """Whether it says what whoever does something shall be able to: "Den som fiskar ska kunna visa sitt kort", and grants
    nothing to whoever wants it.
    """
    work = work_words(seen.words.code)
    opened = patterns.match(rf"(?:{any_of(work['whoever'][:2])})\s+(\w+)", seen.text, re.IGNORECASE)
    does = opened is not None and opened[1].casefold() not in (*work["states"], *work["being"], *work["gets"])
    wants = find(seen.text, (*work["wishes"], *work["wants"]))
    return does and wants is None and seen.clause.modal in work["promises"]


def _threatens(seen: Seen) -> bool:
    """Whether what a condition leads to is called a risk."""
    return find(seen.text, work_words(seen.words.code)["risk"]) is not None


def _there_is(seen: Seen, place: int) -> bool:
    """Whether "there is" stands right before a word: "og der er altid kaffe"."""
    work = work_words(seen.words.code)
    there = rf"(?<!\w)(?:{any_of(work['it'])})\s(?:{any_of(work['being'])})\s$"
    return patterns.search(there, seen.text[:place], re.IGNORECASE) is not None


def _is_of_all(seen: Seen) -> bool:
    """Whether it is said of everybody, of a group of people, or of what is not done."""
    clause, work = seen.clause, work_words(seen.words.code)
    if seen.due.latest or clause.state or (seen.item and not _is_sentence_of_people(seen)):
        return not (seen.due.latest or seen.item) and _everybody_does(clause)
    if find(seen.text, work["says"]) is not None:
        return False
    is_so = clause.verb in work["being"] and not clause.passive
    if (
        clause.negated
        and (clause.modal or not clause.past)
        and clause.verb
        and not (is_so and not clause.modal)
    ):
        return True
    has = clause.verb in (*being(work), *work["reach"][:1])
    people = clause.people and not clause.past and (not clause.modal or clause.passive or has)
    return people or _everybody_does(clause)


def _everybody_does(clause: Clause) -> bool:
    asked = clause.modal or clause.agent
    return clause.everybody and not (asked or clause.past or clause.rest.lstrip().startswith("kl"))


def _is_sentence_of_people(seen: Seen) -> bool:
    """Whether an item is a whole sentence on what some people do, and no day is set: "Spelare lagar sina märken."."""
    clause = seen.clause
    asked = seen.due.rule or seen.named or seen.quantities or clause.modal or seen.kind is Kind.MEASURES
    whole = seen.text.rstrip().endswith(".") and seen.labelled is None and not seen.led
    return clause.people and whole and not asked


def _not_always(seen: Seen) -> bool:
    """Whether something does not always happen, which tells how things stand: "Motorn startar inte alltid"."""
    work = work_words(seen.words.code)
    not_always = rf"(?<!\w)(?:{any_of(work['negations'])})\s+(?:{any_of(work['always'])})(?!\w)"
    return not seen.clause.modal and patterns.search(not_always, seen.text, re.IGNORECASE) is not None


def _asked_of(seen: Seen) -> bool:
    """Whether somebody who is named shall do it for whoever it concerns: "Den som inte svarat rings upp av kassören"."""
    return seen.named or bool(seen.clause.agent and seen.clause.passive and seen.due.rule)


def _of_anybody(seen: Seen) -> bool:
    """Whether it only says how things are done, by whoever does them: "Uniform brukes bare på vakt"."""
    clause, work = seen.clause, work_words(seen.words.code)
    dated = seen.due.latest and seen.due.rule not in SEASONS  # "bare på felles plass om vinteren"
    asked = clause.agent or seen.named or dated or seen.due.cadence or clause.we
    if clause.past or seen.item or asked:
        return False
    if find(seen.text, work["anybody"]) and not clause.modal:
        return clause.passive or opens(seen.text, work["anybody"])
    return clause.passive and find(seen.text, work["only"]) is not None


def _is_a_norm(seen: Seen) -> bool:
    """Whether words that norms are made of stand in a sentence that asks nothing of anybody by a day."""
    clause = seen.clause
    people = clause.people and seen.text.rstrip().endswith(".") and seen.labelled is None and not seen.led
    if people and seen.item and clause.modal and not seen.due.rule:
        return True  # "Leigetakarar skal vaske etter seg."
    return not (
        seen.item or clause.past or seen.named or (seen.due.latest and clause.subject) or clause.agent
    )


def is_to_be(seen: Seen) -> bool:
    """Whether a clause says how something shall be, without a day or anybody to see to it: "Det skal være trygt å bade"."""
    clause, work = seen.clause, work_words(seen.words.code)
    whole = clause.it and not seen.led
    if clause.verb not in being(work) or clause.agent or seen.named or (seen.item and not whole):
        return False
    if seen.due.latest or seen.due.cadence or find(seen.text, work["measured_by"]):
        return False
    by_then = rf"(?<!\w)(?:{any_of(work['ready'])})\s(?:{any_of((*work['up_to'], *seen.words.before))})\s\w"
    if patterns.search(by_then, seen.text, re.IGNORECASE):
        return False  # "Ny vedovn skal vere på plass til haustjakta"
    first = clause.rest.casefold().split()[:1]
    done = bool(first) and first[0].strip(".,").endswith(("ed", "ad", "ade", "at")) and not clause.it
    return not (done or clause.people or clause.everybody or clause.negated)
