"""What a clause is: something to do, something to reach, how things stand, how one behaves, or none of them. Pure.

Decided by where it stands and by what its words say of subject, verb and time. In doubt a list item is to be done and a
sentence of prose is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from config.language import Language
from config.work_words import WorkWords, any_of, work_words
from mappings.reading.clauses import is_body
from mappings.reading.context import Kind
from mappings.reading.dues import SEASONS
from mappings.reading.grammar import Clause, opens_as_task
from mappings.reading.model import Comparator, Due
from mappings.reading.names import names_gathering
from mappings.reading.norms import Holds, holds_by_form
from mappings.reading.numbers import Quantity
from mappings.reading.present_state import Told, is_finding, tells_what_comes
from mappings.reading.tongue import find


class Sort(StrEnum):
    ACTION = "action"
    GOAL = "goal"
    FINDING = "finding"
    NORM = "norm"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Seen:
    """All that sorting looks at. ``led`` is whether a lead-in names who shall do the list."""

    text: str
    clause: Clause
    due: Due
    quantities: tuple[Quantity, ...]
    named: bool
    kind: Kind | None
    labelled: Kind | None
    item: bool
    led: bool
    calendar: bool  # below a month or among gatherings
    leads: bool  # it leads a list of measures
    words: Language
    year: int = 0  # the plan's first
    dates: bool = False  # in a section of the calendar
    review: bool = False  # in a section on the year gone by


def sort(seen: Seen) -> Sort:
    """What the clause is."""
    for rule in (
        _no_clause,
        _stands,
        _by_block,
        _goal_by_words,
        _money,
        _bounded,
        _norm,
        _by_modal,
        _by_verb,
    ):
        if (found := rule(seen)) is not None:
            prose = found is Sort.FINDING and not seen.item and Kind.PRESENT not in (seen.kind, seen.labelled)
            return Sort.NOTHING if prose and not is_finding(_told(seen)) else found
    return Sort.ACTION if seen.item or seen.named or _only_a_deadline(seen) else Sort.NOTHING


def _only_a_deadline(seen: Seen) -> bool:
    """Whether a short line without a verb sets the last day of something: "Påmelding senest 15. mai"."""
    bare = not (seen.clause.verb or seen.clause.modal or seen.quantities or seen.dates)
    return bare and _is_dated(seen) and _deadline_word(seen) and len(seen.text.split()) <= _TOLD


def _stands(seen: Seen) -> Sort | None:
    """A number of today is no goal, wherever it stands: "I dag är de tio", "Now there are 41"."""
    clause, work = seen.clause, work_words(seen.words.code)
    if clause.modal or seen.named or goal_label(seen.text, seen.words):
        return None
    if _stood_before(seen):
        return Sort.FINDING
    if seen.due.latest:
        return None
    told = _opens(seen.text, work["today"]) and (clause.state or clause.verb in work["being"])
    told = told or _counts_members(seen)
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


def _counts_members(seen: Seen) -> bool:
    """Whether a sentence says how many there are, and sets no time for it: "Vi har 96 medlemmer.", "Der er 412 husstande"."""
    clause, work = seen.clause, work_words(seen.words.code)
    is_so = (*work["being"], *work["have"], *work["gets"][:1])
    if not (clause.we or clause.it) or clause.verb not in is_so or clause.that or seen.due.rule:
        return False
    one = seen.quantities[0] if len(seen.quantities) == 1 else None
    after = seen.text[one.place :].split() if one and not one.compared else []
    listed = seen.item and Kind.GOALS in (seen.kind, seen.labelled)
    return 1 < len(after) <= _FEW and not listed and seen.text.rstrip().endswith(".")


_FEW = 4
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
    by_number = bool(seen.quantities) and _starts_with_number(seen)
    if (
        kind is Kind.MEASURES
        and seen.item
        and not (seen.clause.modal or by_number or _starts_with_reach(seen))
    ):
        return Sort.ACTION
    if kind is Kind.GOALS and (seen.item or seen.labelled is None):
        work, verb = work_words(seen.words.code), seen.clause.verb
        is_so = seen.clause.state or verb in work["being"] or _opens(seen.text, work["more"])
        if seen.clause.passive and _is_somebody(seen.clause.agent, seen.words):
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


def _starts_with_reach(seen: Seen) -> bool:
    """Whether an item is something to reach, also among measures: "Få minst 450 følgere"."""
    first = re.match(r"[^\W\d_]+", seen.text)
    work = work_words(seen.words.code)
    reaches = first is not None and first[0].casefold() in (*work["reach"], *work["fall"], *work["able"])
    return reaches and (bool(seen.quantities) or find(seen.text, work["at_least"]) is not None)


def _tells(seen: Seen) -> bool:
    clause = seen.clause
    return not clause.modal and (clause.past or clause.state)


def goal_label(text: str, words: Language) -> re.Match[str] | None:
    """``Mål:``, ``Delmål: …``: a label that makes what follows it a goal."""
    goals = any_of(work_words(words.code)["goals"])
    return re.match(rf"(?:{goals})(?:\s+\d+)?\s*[:–]\s*(?=\S)", text, re.IGNORECASE)


def _goal_by_words(seen: Seen) -> Sort | None:
    work = work_words(seen.words.code)
    if goal_label(seen.text, seen.words):
        return Sort.GOAL
    goals = any_of(work["goals"])
    being = any_of((*work["being"], *work["shall"]))
    if re.search(
        rf"(?:^|[,;]\s*\w+\s+)(?:the |our |vårt |vores |vårt )?(?:{goals})(?:\s+[\w]+){{0,4}}?\s+(?:{being})\b",
        seen.text,
        re.IGNORECASE,
    ):
        return Sort.GOAL
    clause = seen.clause
    duty = clause.subject and clause.modal
    if not duty and re.search(
        rf"(?<!\w)(?:{goals}),?\s+(?:{any_of(work['that'])})(?!\w)", seen.text, re.IGNORECASE
    ):
        return Sort.GOAL
    wish = any_of(work["wishes"])
    if re.search(rf"(?<!\w)(?:{wish}),?\s+(?:{any_of(work['that'])})(?!\w)", seen.text, re.IGNORECASE):
        return Sort.GOAL
    wished = find(seen.text, work["wishes"])
    plain_wish = not (seen.item or clause.past) or (clause.we and seen.quantities)
    if wished and (clause.we or seen.quantities) and plain_wish:
        return Sort.GOAL
    if clause.state and not clause.modal and not seen.item:
        that, shall = any_of(work["that"]), any_of(work["shall"])
        if re.search(
            rf"{re.escape(clause.verb)}(?:\s+\w+)?,?\s+(?:{that})\s.*(?<!\w)(?:{shall})(?!\w)",
            seen.text,
            re.IGNORECASE,
        ):
            return Sort.GOAL
    bounds = any_of((*work["at_least"], *(() if find(seen.text, work["may"]) else work["at_most"])))
    least = re.match(rf"(?:{bounds})(?!\w)", seen.text, re.IGNORECASE)
    wanted = (seen.item or (least and not seen.clause.past)) and not _counted_out(seen, least=bool(least))
    if wanted and not seen.calendar and seen.quantities and _starts_with_number(seen):
        return Sort.GOAL
    if _wants_more(seen):
        return Sort.GOAL
    if find(seen.text, work["emphasis"]) and not (seen.item or clause.past or _is_dated(seen)):
        return Sort.GOAL
    return None


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
        return _opens(seen.text, work["more"])
    if clause.modal or clause.past or seen.named or clause.agent:
        return False
    if not seen.item:
        risen = any(one.baseline is not None for one in seen.quantities)
        return risen and find(seen.text, (*work["rise"], *work["fall"])) is not None
    more = re.match(rf"(?:{any_of(work['more'])})(?!\w)", seen.text, re.IGNORECASE)
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


def _starts_with_number(seen: Seen) -> bool:
    """Whether the number opens the item, with or without "at least": "Minst 60 speidere", "900 følgere"."""
    first = seen.quantities[0]
    before = seen.text[: first.place].casefold().split()
    work = work_words(seen.words.code)
    forms = (*work["at_least"], *work["at_most"], *work["on_average"])
    compared = {word for form in forms for word in form.split()}
    compared |= {*work["from"], *work["up_to"]} if first.baseline is not None else set()
    opening = not before or all(word in compared or word[0].isdigit() for word in before)
    return opening and not seen.named


def _no_clause(seen: Seen) -> Sort | None:
    if is_no_clause(seen.text) or tells_what_comes(seen.text, seen.words) or _is_sum(seen):
        return Sort.NOTHING
    nothing = any(rule(seen) for rule in (_is_fee, _pays, _stands_still, _is_held, _says_who, _names_members))
    return Sort.NOTHING if nothing else None


def _is_sum(seen: Seen) -> bool:
    """Whether it is a sum of money and nothing else: "25 000 kr"."""
    money = any_of((*work_words(seen.words.code)["money"], "euro", "€"))
    return (
        re.fullmatch(rf"[£€]?\s?\d[\d  .,]*\s?(?:{money})\.?", seen.text.strip(), re.IGNORECASE) is not None
    )


def _is_fee(seen: Seen) -> bool:
    """Whether it only says what something costs: "Tilknytningsavgiften er 22 000 kr"."""
    work, opening = work_words(seen.words.code), " ".join(seen.text.casefold().split()[:2])
    fee = any(stem in opening for stem in work["fees"]) and seen.clause.verb in work["being"]
    return fee and bool(seen.quantities) and seen.quantities[0].money and not seen.clause.modal


def _pays(seen: Seen) -> bool:
    """Whether it only says what people pay: "Guests pay 50 kroner at the door", "Den som hyr salen betalar 100 kronor"."""
    clause, work = seen.clause, work_words(seen.words.code)
    if seen.named or clause.modal or clause.past or seen.due.latest or not (clause.people or clause.whoever):
        return False
    money = rf"\d\s?(?:{any_of(work['money'])}|euro|€)(?!\w)|[£€]\s?\d"
    return (
        find(seen.text, work["pays"]) is not None and re.search(money, seen.text, re.IGNORECASE) is not None
    )


def _stands_still(seen: Seen) -> bool:
    """Whether it only says that something is closed for a time, or how old it becomes: "Kontoret er lukket i uge 29"."""
    clause, work = seen.clause, work_words(seen.words.code)
    if clause.modal or seen.named or clause.agent or clause.we:
        return False
    shut = clause.verb in (*work["being"], *work["states"]) and _opens(clause.rest.strip(), work["shut"])
    said = f"{clause.verb}{clause.rest}"
    old = _opens(said, work["anniversary"]) and re.search(r"\d", clause.rest) is not None
    return shut or _opens(said, work["shut"]) or old


def _goes_out(seen: Seen) -> bool:
    """Whether something is said to be sent out at its time: "Notice of the AGM goes out 21 days before"."""
    timed = seen.due.rule not in {None, "YEAR"} and not (seen.clause.past or seen.clause.modal)
    return timed and find(seen.text, work_words(seen.words.code)["goes_out"]) is not None


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
    return clause.rest.strip(" .!").casefold() in ("", *work["it"], "den", "dem", "dei")


def _names_members(seen: Seen) -> bool:
    """Whether a sentence only says who is in a group or leads it: "Byggegruppa er Ola Li (leder) og Eva Moe."."""
    clause, work = seen.clause, work_words(seen.words.code)
    if seen.item or clause.modal or seen.due.rule:
        return False
    led = find(seen.text, (*work["led_by"], *work["members"]))
    being = clause.verb in (*work["being"], *work["states"]) and _NAMES.match(clause.rest)
    return bool(being) or bool(led and _NAMES.match(seen.text[led.end() :]))


_NAMES = re.compile(
    r"\s*(?:(?:of|av|af|for)\s+)?(?:the\s+)?[A-ZÅÄÖÆØÉ][\w-]+\s+(?:[A-ZÅÄÖÆØÉ(]|(?:och|og|and)\s+[A-ZÅÄÖÆØÉ])"
)
"""A name of two words, or two names."""


def is_no_clause(text: str) -> bool:
    """Telephone numbers, addresses, questions and definitions of signs oblige nobody."""
    without_days = re.sub(r"\d{4}-\d{2}-\d{2}", "", text)
    contact = re.search(r"\d{3}[- ]\d{2,3}[ -]\d{2}|\S@\S|www\.|https?:", without_days)
    asks = text.rstrip().endswith("?")
    return contact is not None or asks or " = " in text


def _money(seen: Seen) -> Sort | None:
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
    money = re.search(
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


def _bounded(seen: Seen) -> Sort | None:
    """A bound that something shall not pass: "Tallet må ikke falde til under 400", "Ingen skal vente mer enn 30 dager"."""
    clause, work = seen.clause, work_words(seen.words.code)
    subject = clause.subject and not find(clause.subject, work["number_of"])
    if not any(one.compared for one in seen.quantities) or subject or clause.agent or seen.named or clause.it:
        return None
    changes = find(seen.text, (*work["rise"], *work["fall"], *work["reach"]))
    asked = clause.modal or find(seen.text, work["may"])
    nobody = clause.modal and clause.modal not in work["may"] and _opens(seen.text, work["nobody"])
    below = seen.quantities[0].comparator is Comparator.AT_LEAST
    return Sort.GOAL if nobody or (asked and clause.negated and (changes or below)) else None


def _norm(seen: Seen) -> Sort | None:
    """How one behaves, or what always holds."""
    if _holds_room(seen):
        return Sort.NOTHING
    if _nobody_shall(seen):
        return Sort.GOAL
    if _forbids(seen):
        return Sort.NORM
    if _not_always(seen):
        return Sort.FINDING
    if _holds_always(seen) or _by_form(seen):
        return Sort.NORM
    if any(one.compared for one in seen.quantities) and seen.clause.modal:
        return None
    return Sort.NORM if _is_of_all(seen) else None


def _by_form(seen: Seen) -> bool:
    """Whether the sentence has the form of what always holds."""
    told = seen.item and not (seen.text.rstrip().endswith(".") and not seen.led)
    goals = Kind.GOALS in (seen.kind, seen.labelled)
    if told or goals or seen.dates or seen.calendar or _deadline_word(seen):
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
    nobody = asked and _opens(seen.text, work["nobody"])
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
        and _opens(seen.text, work["nobody"])
    )


def _holds_always(seen: Seen) -> bool:
    """Whether its words are those of a rule: whoever, always, each other, one."""
    clause, work = seen.clause, work_words(seen.words.code)
    if clause.whoever and not (_asked_of(seen) or (clause.modal and find(seen.text, work["able"]))):
        return True
    outcome = clause.modal and not clause.we and _is_to_be(seen)
    if find(seen.text, work["norms"]) and _is_a_norm(seen) and not outcome:
        return True
    always = find(seen.text, work["always"])
    told = seen.due.latest or clause.past or (clause.we and clause.state)
    return bool(always and not (told or _there_is(seen, always.start()))) or _of_anybody(seen)


def _there_is(seen: Seen, place: int) -> bool:
    """Whether "there is" stands right before a word: "og der er altid kaffe"."""
    work = work_words(seen.words.code)
    there = rf"(?<!\w)(?:{any_of(work['it'])})\s(?:{any_of(work['being'])})\s$"
    return re.search(there, seen.text[:place], re.IGNORECASE) is not None


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
    has = clause.verb in (*_being(work), *work["reach"][:1])
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
    return not seen.clause.modal and re.search(not_always, seen.text, re.IGNORECASE) is not None


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
        return clause.passive or _opens(seen.text, work["anybody"])
    return clause.passive and find(seen.text, work["only"]) is not None


def _opens(text: str, forms: tuple[str, ...]) -> bool:
    return re.match(rf"(?:{any_of(forms)})(?!\w)", text, re.IGNORECASE) is not None


def _is_a_norm(seen: Seen) -> bool:
    """Whether words that norms are made of stand in a sentence that asks nothing of anybody by a day."""
    clause = seen.clause
    return not (
        seen.item or clause.past or seen.named or (seen.due.latest and clause.subject) or clause.agent
    )


def _by_modal(seen: Seen) -> Sort | None:
    """A clause with a modal verb: a duty, or something that shall come about."""
    clause = seen.clause
    if not clause.modal:
        return None
    if _wished(seen):
        return Sort.GOAL
    if clause.perfect:
        return Sort.ACTION
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
        re.search(works_for, seen.text, re.IGNORECASE) is not None
        or re.match(rf"\W*(?:(?:{any_of(work['lightly'])})\s+)?(?:{that})\b", _after_modal(seen)) is not None
        or (seen.leads and seen.clause.we)
    )


def _reached(seen: Seen) -> bool:
    """Whether the clause says what shall be or become, and not what somebody shall do."""
    clause, work, counted = seen.clause, work_words(seen.words.code), seen.quantities
    compared = any(quantity.compared for quantity in counted)
    reaching = clause.verb in work["reach"]
    held = rf"(?<!\w)(?:{any_of(work['reach'])})\s+(?:\w+\s+)?(?:{any_of(work['at_least'])})(?!\w)"
    if counted and (_changes(seen) or _comes_to(seen) or (reaching and not clause.passive)):
        return True
    if compared and not clause.agent and (clause.verb in _being(work) or (clause.passive and not seen.named)):
        return True
    if counted and counted[0].money and clause.verb in work["gains"] and not seen.named:
        return True
    if counted and clause.verb in work["reach"][:2] and _so_many_first(seen):
        return True
    risen = any(one.baseline is not None for one in counted) and not clause.subject
    if counted and (clause.verb in work["obtain"] or risen):
        return True
    if clause.we and (reaching or (counted and re.search(held, seen.text.casefold()))):
        return bool(counted) or seen.due.rule is None
    if _is_to_be(seen):
        return True
    opens = re.match(
        rf"\W*(?:{any_of(form for form in work['able'] if ' ' in form)})(?!\w)", _after_modal(seen)
    )
    able = opens is not None or (clause.verb in work["able"] and not clause.passive)
    return able and not seen.due.rule


def _comes_to(seen: Seen) -> bool:
    """Whether somebody or something shall be at a number: "vi skall komma upp i 40", "they should be down to 20"."""
    work = work_words(seen.words.code)
    level = any_of((*work["up_to"], *work["amounts_to"], *seen.words.within))
    moves = any_of((*work["rise"], *work["fall"]))
    before = seen.text[: seen.quantities[0].place]
    bound = any_of((*work["at_least"], *work["at_most"]))
    moved = rf"(?<!\w)(?:{moves})\s(?:{level})\s(?:(?:{bound})\s)?$"
    return re.search(moved, before, re.IGNORECASE) is not None and not seen.named


def _so_many_first(seen: Seen) -> bool:
    """Whether the number stands before the verb, and nobody is named: "Tre aspiranter skal være tatt opp innen jul"."""
    verb = seen.text.casefold().find(f" {seen.clause.verb} ")
    return seen.quantities[0].place < verb and not (seen.named or seen.clause.agent)


def _is_to_be(seen: Seen) -> bool:
    """Whether a clause says how something shall be, without a day or anybody to see to it: "Det skal være trygt å bade"."""
    clause, work = seen.clause, work_words(seen.words.code)
    whole = seen.text.rstrip().endswith(".") and clause.it and not seen.led
    if clause.verb not in _being(work) or clause.agent or seen.named or (seen.item and not whole):
        return False
    if seen.due.latest or seen.due.cadence or find(seen.text, work["measured_by"]):
        return False
    first = clause.rest.casefold().split()[:1]
    done = bool(first) and first[0].strip(".,").endswith(("ed", "ad", "ade", "at")) and not clause.it
    return not (done or clause.people or clause.everybody or clause.negated)


def _being(work: WorkWords) -> tuple[str, ...]:
    return work["reach"][1:2]


def _after_modal(seen: Seen) -> str:
    place = seen.text.casefold().find(seen.clause.modal)
    return seen.text[place + len(seen.clause.modal) :].casefold()


def _changes(seen: Seen) -> bool:
    """Whether something shall rise or fall, and nobody is said to make it do so."""
    work = work_words(seen.words.code)
    return seen.clause.verb in (*work["rise"], *work["fall"], *work["double"], *work["halve"])


def _by_verb(seen: Seen) -> Sort | None:
    """A clause without a modal verb."""
    clause = seen.clause
    if clause.that:
        if clause.told and not (seen.item or seen.labelled or seen.led):
            return Sort.NOTHING  # it only goes on with the sentence before it
        return Sort.GOAL if _is_outcome(seen) else Sort.ACTION
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
    dated = _is_dated(seen)
    if _goes_out(seen) or (find(seen.text, work["responsible"]) and clause.subject and _has_duty(seen)):
        return True
    if _describes(seen) or (clause.verb in work["being"] and not (clause.passive or clause.agent)):
        opening = " ".join(seen.text.split()[:3])
        season = seen.due.rule in {"SPRING", "SUMMER-DURING", "AUTUMN", "WINTER", "TERM"}
        return dated and not (season or _describes(seen) or names_gathering(opening, seen.words))
    if find(seen.text, work["today"]) and not (dated or seen.named):
        return False
    if (
        clause.it
        and clause.passive
        and _opens(clause.rest.strip(), (*work["that"], *work["to"], *work["if"]))
    ):
        return True  # "Det overvejes at …"
    if clause.state:
        meets = clause.verb in (*seen.words.calendar["met"], *seen.words.calendar["held"])
        done = clause.passive and timed and bool(clause.agent)
        return done or (dated and (clause.verb in work["gets"] or (bool(clause.subject) and not meets)))
    if clause.we and not seen.named:
        return dated or bool(seen.due.cadence)
    if clause.passive and not seen.named:
        founds = is_body(" ".join(clause.text.split()[1:2]), seen.words) and _is_one(clause.text, seen.words)
        return timed or bool(clause.agent or clause.together) or founds
    does = bool(clause.doer) and clause.verb not in work["begins"]
    return seen.named or bool(clause.subject and clause.verb) or (timed and (does or _deadline_word(seen)))


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
    if (seen.labelled is Kind.MEASURES or seen.led) and not _starts_with_reach(seen):
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
    """Whether an item begins with a bare verb, also where it ends as a sentence: "Inngå ny avtale om støtte."."""
    first = seen.text.casefold().split()[:1]
    long = bool(first) and first[0].endswith("å") and len(first[0]) > _SHORT_VERB
    lightly = work_words(seen.words.code)["lightly"]
    return opens_as_task(seen.text, seen.words) or (long and first[0] not in lightly)


_SHORT_VERB = 4
"""Letters of "også" and "altså", which are no verbs."""


def _has_duty(seen: Seen) -> bool:
    """Whether the subject is said to answer for something: "Foreningene har ansvar for"."""
    label = find(seen.text, work_words(seen.words.code)["responsible"])
    return label is not None and seen.clause.verb in seen.text[: label.start()].casefold()


def _is_outcome(seen: Seen) -> bool:
    """An att-clause that says how things shall be: nobody does it."""
    clause = seen.clause
    if seen.quantities and _changes(seen):
        return True
    if clause.told or (clause.subject and not clause.state) or (clause.it and _is_dated(seen)):
        return False
    return bool(seen.quantities or clause.it or (clause.state and not clause.subject and not seen.due.rule))


def _is_dated(seen: Seen) -> bool:
    return seen.due.latest is not None and seen.due.rule != "YEAR"


def _deadline_word(seen: Seen) -> bool:
    return find(seen.text, work_words(seen.words.code)["deadline"]) is not None
