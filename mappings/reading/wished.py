"""Clauses on what shall come about, told from what somebody shall do. Pure."""

from __future__ import annotations

import re

from config import patterns
from config.work_words import any_of, work_words
from mappings.reading.grammar import opens_as_task
from mappings.reading.holding import is_to_be
from mappings.reading.seen import (
    Seen,
    Sort,
    being,
    goal_label,
    is_dated,
    opens,
    starts_with_number,
)
from mappings.reading.tongue import find


def starts_with_reach(seen: Seen) -> bool:
    """Whether an item is something to reach, also among measures: "Få minst 450 følgere"."""
    first = re.match(r"[^\W\d_]+", seen.text)
    work = work_words(seen.words.code)
    reaches = first is not None and first[0].casefold() in (*work["reach"], *work["fall"], *work["able"])
    reaches = reaches and not gets_done(seen)
    return reaches and (bool(seen.quantities) or find(seen.text, work["at_least"]) is not None)


def gets_done(seen: Seen) -> bool:
    """Whether an item that begins with "get" says that something is got in or done: "få inn svar", "få registrert boksamlingen"."""
    work, said = work_words(seen.words.code), seen.text.casefold().split()
    if len(said) < _GOT or said[0] not in (*work["obtain"], *work["gets"]):
        return False
    supine = len(said[1]) > len("fest") and said[1].isalpha() and said[1].endswith(work["supine_endings"])
    least = {word for form in work["at_least"] for word in form.split()}
    counted = said[1] in (*least, *work["more"], *seen.words.numbers)
    return (said[1] in work["particles"] or supine) and not counted


_GOT = 3
"""Words of what is got done."""


def goal_by_words(seen: Seen) -> Sort | None:
    """A goal by its label, its wish, its bound or what it wants more of."""
    work = work_words(seen.words.code)
    if goal_label(seen.text, seen.words) or _called_a_goal(seen) or _comes_about(seen):
        return Sort.GOAL
    clause, goals = seen.clause, any_of(work["goals"])
    duty = clause.subject and clause.modal
    if not duty and patterns.search(
        rf"(?<!\w)(?:{goals}),?\s+(?:{any_of(work['that'])})(?!\w)", seen.text, re.IGNORECASE
    ):
        return Sort.GOAL
    wish = any_of(work["wishes"])
    if patterns.search(rf"(?<!\w)(?:{wish}),?\s+(?:{any_of(work['that'])})(?!\w)", seen.text, re.IGNORECASE):
        return Sort.GOAL
    wished = find(seen.text, work["wishes"])
    plain_wish = not (seen.item or clause.past) or (clause.we and seen.quantities) or _wishes_for(seen)
    if wished and (clause.we or seen.quantities) and plain_wish:
        return Sort.GOAL
    if clause.state and not clause.modal and not seen.item:
        that, shall = any_of(work["that"]), any_of(work["shall"])
        if patterns.search(
            rf"{re.escape(clause.verb)}(?:\s+\w+)?,?\s+(?:{that})\s.*(?<!\w)(?:{shall})(?!\w)",
            seen.text,
            re.IGNORECASE,
        ):
            return Sort.GOAL
    bounds = any_of((*work["at_least"], *(() if find(seen.text, work["may"]) else work["at_most"])))
    least = patterns.match(rf"(?:{bounds})(?!\w)", seen.text, re.IGNORECASE)
    done_by_then = clause.verb in work["have"] and is_dated(
        seen
    )  # "Mindst 60 har taget kurset senest 31. maj"
    wanted = (seen.item or (least and (done_by_then or not clause.past))) and not _counted_out(
        seen, least=bool(least)
    )
    if wanted and not seen.calendar and seen.quantities and starts_with_number(seen):
        return Sort.GOAL
    if _wants_more(seen):
        return Sort.GOAL
    if find(seen.text, work["emphasis"]) and not (seen.item or clause.past or is_dated(seen)):
        return Sort.GOAL
    return None


def _wishes_for(seen: Seen) -> bool:
    """Whether somebody wishes to have or to be so many: "Foreningen ønsker å ha 120 medlemmer"."""
    work = work_words(seen.words.code)
    to_reach = (
        rf"(?<!\w)(?:{any_of(work['wishes'])})\s(?:(?:{any_of(work['to'])})\s)?(?:{any_of(work['reach'])})\s"
    )
    return bool(seen.quantities) and patterns.search(to_reach, seen.text, re.IGNORECASE) is not None


def _called_a_goal(seen: Seen) -> bool:
    """``Målet är …``, ``I år är målet 45 uthyrningar``, ``Att ängen blommar är vårt mål``: a goal by its name before or
    behind the verb.
    """
    work = work_words(seen.words.code)
    goals, being = any_of(work["goals"]), any_of(work["being"])
    counted = rf"(?<!\w)(?:{being})\s(?:[\w]+\s)?(?:{goals})\s(?:[\w]+\s){{0,2}}\d"
    ends = rf".*(?<!\w)(?:{being})\s(?:[\w'’-]+\s){{0,3}}(?:{goals})(?:\s\w+)?\.?$"
    told = seen.clause.that or (bool(seen.quantities) and starts_with_number(seen))
    return bool(
        patterns.search(counted, seen.text, re.IGNORECASE)
        or _opens_as_goal(seen)
        or (told and patterns.match(ends, seen.text, re.IGNORECASE))
    )


def _opens_as_goal(seen: Seen) -> bool:
    """Whether a sentence begins with a goal and what it is: "Målet är …", "Styrets mål er …", "Our second aim is …"."""
    work, words = work_words(seen.words.code), seen.words
    whose = any_of((*words.articles, *work["the"], *work["own"], *words.numbers))
    owner = rf"(?:(?:{whose})\s(?:[\w-]+\s)?|(?:[\w-]+\s)?[\w-]+s\s(?:[\w-]+\s)?|(?:[\w-]+\s){{1,2}}[\w-]+[’']s?\s)?"
    verbs = any_of(
        (*work["being"], *work["shall"], *(form for form in work["states"] if len(form) > _LITTLE))
    )
    opened = rf"(?:^|[,;]\s*\w+\s+){owner}(?:{any_of(work['goals'])})(?:\s+\w+){{0,4}}?\s+(?:{verbs})\b"
    return patterns.search(opened, seen.text, re.IGNORECASE) is not None


_LITTLE = 3
"""Letters of verbs that say too little: "har", "får"."""


def _comes_about(seen: Seen) -> bool:
    """Whether something is said to rise or fall by so much within the plan's time: "Beläggningen ökar med 20 procent till 2028"."""
    clause, due = seen.clause, seen.due
    within = due.latest is not None and due.latest.year >= seen.year
    told = clause.modal or clause.past or clause.subject or clause.we or not seen.year
    return within and not told and bool(seen.quantities) and changes(seen)


def _counted_out(seen: Seen, *, least: bool) -> bool:
    """Whether a sentence that begins with a number says what is done with so many: "Tre nya förare utbildas under året"."""
    clause = seen.clause
    if clause.agent and clause.passive:
        return True
    does = clause.passive or (bool(clause.subject) and clause.verb and not clause.state)
    return bool(does) and not (least or clause.modal or clause.past)


def _wants_more(seen: Seen) -> bool:
    """Whether an item without a verb says what there shall be more or less of, or a sentence what rises from so to so."""
    clause, work = seen.clause, work_words(seen.words.code)
    if clause.modal and clause.verb in work["reach"] and not clause.passive:
        return opens(seen.text, work["more"])
    moved = any_of((*work["rise"], *work["fall"]))
    moves = patterns.search(rf"(?<!\w)(?:{moved})\s(?:{any_of(work['from'])})\s+\d", seen.text, re.IGNORECASE)
    if seen.item and moves and not (clause.modal or seen.named or clause.agent or clause.subject):
        return True  # "Sjukefråværet mellom dei tilsette ned frå 9 til 5 prosent"
    if clause.modal or clause.past or seen.named or clause.agent:
        return False
    if not seen.item:
        risen = any(one.baseline is not None for one in seen.quantities)
        return risen and find(seen.text, (*work["rise"], *work["fall"])) is not None
    more = patterns.match(rf"(?:{any_of(work['more'])})(?!\w)", seen.text, re.IGNORECASE)
    level = bool(seen.quantities) and _is_level(seen)
    falls = any(one.baseline is not None for one in seen.quantities) and find(
        seen.text, (*work["rise"], *work["fall"])
    )
    return not seen.calendar and (level or (not clause.subject and bool(more or falls)))


def _is_level(seen: Seen) -> bool:
    """Whether an item is a noun and how much of it: "Membership of 90", "Egenkapital på 300 000 kroner"."""
    before = seen.text[: seen.quantities[0].place].split()
    of = work_words(seen.words.code)["amounts_to"]
    return len(before) in (2, 3) and before[-1].casefold() in of and not opens_as_task(seen.text, seen.words)


def by_modal(seen: Seen) -> Sort | None:
    """A clause with a modal verb: a duty, or something that shall come about."""
    clause = seen.clause
    if not clause.modal:
        return None
    if _wished(seen):
        return Sort.GOAL
    if clause.verb in work_words(seen.words.code)["demanded"] and not seen.item:
        return Sort.FINDING  # "Mycket kommer att krävas av oss"
    if clause.perfect:
        outcome = clause.we or clause.it or _of_a_share(seen)
        return Sort.GOAL if seen.quantities and outcome else Sort.ACTION
    if clause.it and not clause.passive and seen.due.rule is None:
        return Sort.NOTHING
    return Sort.GOAL if _reached(seen) else Sort.ACTION


def _wished(seen: Seen) -> bool:
    """Whether it is a wish: "we want that …", "the Board works for that …", and what a list of measures is led by."""
    work = work_words(seen.words.code)
    if seen.clause.modal in work["falls_to"]:
        return False
    that = any_of(work["that"])
    works_for = rf"(?:{any_of(work['works_for'])}),?\s+(?:{that})(?!\w)"
    return (
        patterns.search(works_for, seen.text, re.IGNORECASE) is not None
        or patterns.match(rf"\W*(?:(?:{any_of(work['lightly'])})\s+)?(?:{that})\b", _after_modal(seen))
        is not None
        or (seen.leads and seen.clause.we)
    )


def _reached(seen: Seen) -> bool:
    """Whether the clause says what shall be or become, and not what somebody shall do."""
    clause, work, counted = seen.clause, work_words(seen.words.code), seen.quantities
    compared = any(quantity.compared for quantity in counted)
    reaching = clause.verb in work["reach"]
    held = rf"(?<!\w)(?:{any_of(work['reach'])})\s+(?:\w+\s+)?(?:{any_of(work['at_least'])})(?!\w)"
    at_number = reaching and (not clause.passive or _right_behind(seen)) if counted else False
    if counted and (changes(seen) or _comes_to(seen) or at_number):
        return True
    if compared and not clause.agent and (clause.verb in being(work) or (clause.passive and not seen.named)):
        return True
    if counted and counted[0].money and clause.verb in work["gains"] and not seen.named:
        return True
    if counted and clause.verb in work["reach"][:2] and _so_many_first(seen):
        return True
    risen = any(one.baseline is not None for one in counted) and not clause.subject
    if counted and (clause.verb in work["obtain"] or risen):
        return True
    if counted and clause.verb in work["counts"] and _right_behind(seen):
        return True  # "Laget skal telje 60 medlemer"
    if clause.we and (reaching or (counted and patterns.search(held, seen.text.casefold()))):
        return bool(counted) or seen.due.rule is None
    if is_to_be(seen) or _of_more(seen) or _of_a_share(seen):
        return True
    opens = patterns.match(
        rf"\W*(?:{any_of(form for form in work['able'] if ' ' in form)})(?!\w)", _after_modal(seen)
    )
    able = opens is not None or (clause.verb in work["able"] and not clause.passive)
    return able and not seen.due.rule


def _right_behind(seen: Seen) -> bool:
    """Whether the number stands right behind the verb."""
    work, verb = work_words(seen.words.code), re.escape(seen.clause.verb)
    bounds = any_of((*work["at_least"], *work["at_most"], *work["on_average"]))
    before = seen.text[: seen.quantities[0].place]
    return patterns.search(rf"(?<!\w){verb}\s(?:(?:{bounds})\s)?$", before, re.IGNORECASE) is not None


def _of_more(seen: Seen) -> bool:
    """Whether more of a kind shall do something, or a thing shall draw so many: "Fler kvinnor ska spela i lagen", "Utställningen
    ska locka 900 besökare".
    """
    clause, work = seen.clause, work_words(seen.words.code)
    if (
        clause.passive
        or clause.subject
        or clause.agent
        or seen.named
        or clause.we
        or clause.modal not in work["promises"]
    ):
        return False
    draws = bool(seen.quantities) and clause.verb in work["draws"]
    return draws or (opens(seen.text, work["more"]) and not is_dated(seen))


def _of_a_share(seen: Seen) -> bool:
    """Whether a share of some kind shall do something: "Innen 2028 skal 75 prosent av de eldre si at …"."""
    work = work_words(seen.words.code)
    bounds = any_of((*work["at_least"], *work["at_most"], *work["on_average"]))
    number = rf"(?:\d[\d.,]*|{any_of(seen.words.numbers)})"
    share = rf"(?<!\w){number}\s?(?:(?<=[\d ])%|{any_of(work['percent'])})(?!\w)"
    after = patterns.match(rf"\W*(?:(?:{bounds})\s)?{share}", _after_modal(seen))
    before = patterns.match(rf"(?:(?:{bounds})\s)?{share}", seen.text, re.IGNORECASE)
    return bool(after or before) and not seen.named


def _comes_to(seen: Seen) -> bool:
    """Whether somebody or something shall be at a number: "vi skall komma upp i 40", "they should be down to 20"."""
    work = work_words(seen.words.code)
    level = any_of((*work["up_to"], *work["amounts_to"], *seen.words.within))
    moves = any_of((*work["rise"], *work["fall"]))
    before = seen.text[: seen.quantities[0].place]
    bound = any_of((*work["at_least"], *work["at_most"]))
    moved = rf"(?<!\w)(?:{moves})\s(?:{level})\s(?:(?:{bound})\s)?$"
    return patterns.search(moved, before, re.IGNORECASE) is not None and not seen.named


def _so_many_first(seen: Seen) -> bool:
    """Whether the number stands before the verb, and nobody is named: "Tre aspiranter skal være tatt opp innen jul"."""
    verb = seen.text.casefold().find(f" {seen.clause.verb} ")
    return seen.quantities[0].place < verb and not (seen.named or seen.clause.agent)


def _after_modal(seen: Seen) -> str:
    place = seen.text.casefold().find(seen.clause.modal)
    return seen.text[place + len(seen.clause.modal) :].casefold()


def changes(seen: Seen) -> bool:
    """Whether something shall rise or fall, and nobody is said to make it do so."""
    work = work_words(seen.words.code)
    return seen.clause.verb in (*work["rise"], *work["fall"], *work["double"], *work["halve"])


def is_outcome(seen: Seen) -> bool:
    """An att-clause that says how things shall be: nobody does it."""
    clause = seen.clause
    if seen.quantities and changes(seen):
        return True
    made = clause.it and (
        is_dated(seen) or (clause.passive and not clause.state)
    )  # "at det vert laga ein plakat"
    if clause.told or (clause.subject and not clause.state) or made:
        return False
    return bool(seen.quantities or clause.it or (clause.state and not clause.subject and not seen.due.rule))
