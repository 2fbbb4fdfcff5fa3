"""What a clause is: something to do, something to reach, how things stand, how one behaves, or none of them. Pure.

Decided by where it stands and by what its words say of subject, verb and time. In doubt a list item is to be done and a
sentence of prose is not.
"""

from __future__ import annotations

import re

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clauses import is_body
from mappings.reading.context import Kind
from mappings.reading.grammar import opens_as_task
from mappings.reading.holding import bounded, norm
from mappings.reading.idle import money, no_clause
from mappings.reading.names import names_gathering
from mappings.reading.present_state import Told, is_finding
from mappings.reading.seen import (
    Seen,
    Sort,
    deadline_word,
    goal_label,
    is_dated,
    opens,
    starts_with_number,
)
from mappings.reading.tongue import find
from mappings.reading.wished import by_modal, changes, gets_done, goal_by_words, is_outcome, starts_with_reach


def sort(seen: Seen) -> Sort:
    """What the clause is."""
    for rule in (
        no_clause,
        _stands,
        _by_block,
        goal_by_words,
        money,
        bounded,
        norm,
        by_modal,
        _by_verb,
    ):
        if (found := rule(seen)) is not None:
            prose = found is Sort.FINDING and not seen.item and Kind.PRESENT not in (seen.kind, seen.labelled)
            return Sort.NOTHING if prose and not is_finding(_told(seen)) else found
    return Sort.ACTION if seen.item or seen.named or _only_a_deadline(seen) else Sort.NOTHING


def _only_a_deadline(seen: Seen) -> bool:
    """Whether a short line without a verb sets the last day of something: "Påmelding senest 15. mai"."""
    bare = not (seen.clause.verb or seen.clause.modal or seen.quantities or seen.dates)
    return bare and is_dated(seen) and deadline_word(seen) and len(seen.text.split()) <= _TOLD


def _stands(seen: Seen) -> Sort | None:
    """A number of today is no goal, wherever it stands: "I dag är de tio", "Now there are 41"."""
    clause, work = seen.clause, work_words(seen.words.code)
    if clause.modal or seen.named or goal_label(seen.text, seen.words):
        return None
    if _stood_before(seen):
        return Sort.FINDING
    if seen.due.latest:
        return None
    told = opens(seen.text, work["today"]) and (clause.state or clause.verb in work["being"])
    told = told or _counts_members(seen) or _numbers(seen)
    stood = clause.past and seen.kind is Kind.GOALS and seen.labelled is None and not seen.item
    stood = stood and not any(one.compared for one in seen.quantities)
    plain = re.findall(r"\w+", seen.text.casefold())
    counts = any(word.isdigit() or seen.words.numbers.get(word, 0) > 1 for word in plain)
    return Sort.FINDING if (told and counts) or stood else None


def _stood_before(seen: Seen) -> bool:
    """Whether it says how things stood on a day before the plan begins: "Pr. 1.12.2026 har vi 412 abonnenter"."""
    clause, latest = seen.clause, seen.due.latest
    state = clause.state or clause.verb in work_words(seen.words.code)["have"]
    return bool(latest and seen.year and latest.year < seen.year and state and not clause.passive)


def _numbers(seen: Seen) -> bool:
    """Whether a body or a place is said to have so many: "Laget teller 243 medlemmer", "The club numbers 52"."""
    counts = any_of(work_words(seen.words.code)["counts"])
    said = rf"[^,;]+?\s(?:{counts})\s(?:[\w.]+\s)?\d"
    return not seen.item and patterns.match(said, seen.text, re.IGNORECASE) is not None


def _counts_members(seen: Seen) -> bool:
    """Whether a sentence says how many there are, and sets no time for it: "Vi har 96 medlemmer.", "Der er 412 husstande"."""
    clause, work = seen.clause, work_words(seen.words.code)
    is_so = (*work["being"], *work["have"], *work["gets"][:1])
    told = clause.verb in is_so and not find(seen.text, work["wishes"])
    if not (clause.we or clause.it) or not told or clause.that or seen.due.rule:
        return False
    one = seen.quantities[0] if len(seen.quantities) == 1 else None
    after = seen.text[one.place :].split() if one and not one.compared and "," not in seen.text else []
    listed = seen.item and Kind.GOALS in (seen.kind, seen.labelled)
    return 1 < len(after) <= _FEW and not listed and seen.text.rstrip().endswith(".")


_FEW = 5
"""Words of a number and what it counts."""


def _told(seen: Seen) -> Told:
    background = seen.kind is Kind.BACKGROUND and not seen.review
    return Told(seen.text, seen.clause, seen.year, background, seen.dates, seen.words)


def _by_block(seen: Seen) -> Sort | None:
    """The label above decides, save that a clear duty in an introduction is one."""
    kind = seen.labelled if seen.item and seen.labelled else seen.kind
    if Kind.CONTENTS in (seen.kind, seen.labelled):
        return Sort.NOTHING
    if kind is Kind.PRESENT:
        return Sort.FINDING
    by_number = bool(seen.quantities) and starts_with_number(seen)
    if (
        kind is Kind.MEASURES
        and seen.item
        and not (seen.clause.modal or by_number or starts_with_reach(seen))
    ):
        return Sort.ACTION
    if kind is Kind.GOALS and (seen.item or seen.labelled is None):
        work, verb = work_words(seen.words.code), seen.clause.verb
        is_so = seen.clause.state or verb in work["being"] or opens(seen.text, work["more"])
        changed = bool(seen.quantities) and changes(seen)
        if seen.clause.passive and not changed and _is_somebody(seen.clause.agent, seen.words):
            return Sort.ACTION
        doing = seen.clause.agent or (seen.clause.subject and verb and not is_so)
        return Sort.ACTION if doing and not seen.clause.modal and not seen.quantities else Sort.GOAL
    if kind is Kind.CONDUCT:
        return Sort.NORM if seen.item or _binds(seen) else Sort.NOTHING
    if seen.kind is Kind.BACKGROUND:
        return Sort.FINDING if _tells(seen) else Sort.NOTHING
    return None


def _is_somebody(text: str, words: Language) -> bool:
    """Whether words name a body, a role or a person: "bestyrelsens medlemmer", "Karin Wester"."""
    return any(word[0].isupper() or is_body(word, words) for word in text.split())


def _binds(seen: Seen) -> bool:
    """Whether a sentence among rules of conduct asks something of somebody, and does not only tell how things are."""
    clause, work = seen.clause, work_words(seen.words.code)
    shall = tuple(word for word in work["shall"] if word != "to")
    if find(seen.text, (*shall, *work["required"], *work["norms"], *work["always"])):
        return True
    if clause.everybody and not clause.past:
        return True
    if clause.people or clause.whoever or clause.we:
        return bool(clause.verb) and not clause.state
    return _tells_to(seen)


def _tells_to(seen: Seen) -> bool:
    """Whether a short sentence tells one to do something: no subject, and no verb but the one that it begins with."""
    clause, words = seen.clause, seen.words
    plain = seen.text.casefold().split()
    first, small = (
        plain[0],
        (*words.within, *words.at, *words.before, *words.after, *words.articles, *words.numbers),
    )
    thing = first.endswith(tuple(end for end in words.endings if len(end) > 1)) and plain[-1] != first
    thing = thing and plain[1].endswith(("r", "s"))  # "Rollen innebär …"
    named = clause.subject or clause.state or clause.past or thing or not first.isalpha()
    opens = first not in (*small, *words.conjunctions)
    return opens and not named and clause.verb in ("", first) and 1 < len(plain) <= _TOLD


_TOLD = 9
"""Words of a sentence that tells one to do something."""


def _tells(seen: Seen) -> bool:
    clause = seen.clause
    return not clause.modal and (clause.past or clause.state)


def _goes_out(seen: Seen) -> bool:
    """Whether something is said to be sent out at its time: "Notice of the AGM goes out 21 days before"."""
    timed = seen.due.rule not in {None, "YEAR"} and not (seen.clause.past or seen.clause.modal)
    return timed and find(seen.text, work_words(seen.words.code)["goes_out"]) is not None


def _by_verb(seen: Seen) -> Sort | None:
    """A clause without a modal verb."""
    clause = seen.clause
    if clause.that:
        if clause.told and not (seen.item or seen.labelled or seen.led):
            return Sort.NOTHING  # it only goes on with the sentence before it
        return Sort.GOAL if is_outcome(seen) else Sort.ACTION
    if seen.item:
        return _item(seen)
    if clause.past:
        return Sort.FINDING
    if _is_duty(seen):
        return Sort.ACTION
    return Sort.FINDING if clause.verb or clause.we else None


def _is_duty(seen: Seen) -> bool:
    """Whether a sentence in the present says that somebody does something, and not how things stand."""
    clause, work = seen.clause, work_words(seen.words.code)
    timed = (seen.due.rule or seen.due.cadence) is not None and seen.due.rule != "START"
    dated = is_dated(seen)
    if _goes_out(seen) or (find(seen.text, work["responsible"]) and clause.subject and _has_duty(seen)):
        return True
    if _describes(seen) or (clause.verb in work["being"] and not (clause.passive or clause.agent)):
        opening = " ".join(seen.text.split()[:3])
        season = seen.due.rule in {"SPRING", "SUMMER-DURING", "AUTUMN", "WINTER", "TERM"}
        return dated and not (season or _describes(seen) or names_gathering(opening, seen.words))
    if find(seen.text, work["today"]) and not (dated or seen.named):
        return False
    if clause.it and clause.passive and opens(clause.rest.strip(), (*work["that"], *work["to"], *work["if"])):
        return True  # "Det overvejes at …"
    if clause.state:
        meets = clause.verb in (*seen.words.calendar["met"], *seen.words.calendar["held"])
        done = clause.passive and timed and bool(clause.agent)
        return done or (dated and (clause.verb in work["gets"] or (bool(clause.subject) and not meets)))
    if clause.we and not seen.named:
        return dated or bool(seen.due.cadence)
    if clause.passive and not seen.named:
        founds = is_body(" ".join(clause.text.split()[1:2]), seen.words) and _is_one(clause.text, seen.words)
        asked = Kind.MEASURES in (seen.kind, seen.labelled) and bool(clause.verb)
        starts = seen.due.rule == "START" and clause.verb.endswith(work["passive_endings"] or ("\0",))
        return timed or starts or asked or bool(clause.agent or clause.together) or founds
    does = bool(clause.doer) and clause.verb not in work["begins"]
    return seen.named or bool(clause.subject and clause.verb) or (timed and (does or deadline_word(seen)))


def _describes(seen: Seen) -> bool:
    """Whether the clause's own verb says what a body is or consists of."""
    said = find(seen.text, work_words(seen.words.code)["describes"])
    return said is not None and said[0].casefold().split()[0] == seen.clause.verb


def _is_one(text: str, words: Language) -> bool:
    """Whether a text begins with "a": "En arbetsgrupp för jubileet tillsätts"."""
    first = text.casefold().split()[:1]
    return bool(first) and words.numbers.get(first[0]) == 1


def _item(seen: Seen) -> Sort | None:
    """A list item is to be done, unless it says how things shall be or how they stand."""
    clause = seen.clause
    if (seen.labelled is Kind.MEASURES or seen.led) and not starts_with_reach(seen):
        return Sort.ACTION
    if gets_done(seen):
        return Sort.ACTION
    work = work_words(seen.words.code)
    first = re.match(r"[^\W\d_]+", seen.text)
    if seen.quantities and first and first[0].casefold() in (*work["reach"], *work["fall"]):
        return Sort.GOAL
    if (
        first
        and first[0].casefold() in work["able"]
        and not seen.calendar
        and find(seen.text, work["at_least"])
    ):
        return Sort.GOAL
    if clause.past and not clause.subject and not _opens_as_task(seen):
        return Sort.FINDING
    return None


def _opens_as_task(seen: Seen) -> bool:
    """Whether an item begins with a bare verb, also where it ends as a sentence: "Inngå ny avtale om støtte."; or with "to"
    and one.
    """
    first = seen.text.casefold().split()[:1]
    if first and first[0] in work_words(seen.words.code)["to"] and seen.item:
        return True
    long = bool(first) and first[0].endswith("å") and len(first[0]) > _SHORT_VERB
    lightly = work_words(seen.words.code)["lightly"]
    return opens_as_task(seen.text, seen.words) or (long and first[0] not in lightly)


_SHORT_VERB = 4
"""Letters of "også" and "altså", which are no verbs."""


def _has_duty(seen: Seen) -> bool:
    """Whether the subject is said to answer for something: "Foreningene har ansvar for"."""
    label = find(seen.text, work_words(seen.words.code)["responsible"])
    return label is not None and seen.clause.verb in seen.text[: label.start()].casefold()
