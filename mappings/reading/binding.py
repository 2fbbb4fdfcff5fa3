"""Rules that a sentence sets for everybody who comes: by whom, until what hour, within what measure, how something is kept. Pure.

None of them names a day or who shall see to it. What a board shall do, and how things stand, is told elsewhere.
"""

from __future__ import annotations

import re

from config import patterns
from config.work_words import any_of, work_words
from mappings.reading.context import Kind
from mappings.reading.names import names_gathering
from mappings.reading.seen import Seen, deadline_word, opens
from mappings.reading.tongue import find


def binds_all(seen: Seen) -> bool:
    """Whether the sentence says what everybody keeps to."""
    told = seen.item and not (seen.text.rstrip().endswith(".") and not seen.led)
    listed = Kind.GOALS in (seen.kind, seen.labelled) or (
        seen.item and Kind.MEASURES in (seen.kind, seen.labelled)
    )
    asked = seen.named or seen.clause.agent or seen.clause.that or seen.clause.we
    if told or listed or asked or seen.dates or deadline_word(seen) or seen.clause.past:
        return False
    if _each_who(seen) or _by_all(seen):
        return True
    if seen.due.latest or seen.due.cadence or seen.clause.modal:
        return False
    return any(rule(seen) for rule in (_kept, _until_hour, _within_measure, _and_nobody, _at_most, _silent))


def _each_who(seen: Seen) -> bool:
    """``Alle som bruker hallen, skal bære sko``: everybody who does something shall do something."""
    clause, work = seen.clause, work_words(seen.words.code)
    which = any_of(work["which"]) if work["infinitive_endings"] else "who|that"
    each = patterns.match(rf"(?:{any_of(work['everybody'])})\s+(?:{which})\s", seen.text, re.IGNORECASE)
    able = find(seen.text, work["able"])
    return bool(each and clause.modal in work["promises"]) and not (able or seen.due.latest)


def _by_all(seen: Seen) -> bool:
    """``Flytväst bärs av alla i båten``: what everybody does."""
    work = work_words(seen.words.code)
    all_of = [word for word in work["everybody"] if word not in work["nobody"]]
    said = rf"(?<!\w)(?:{any_of(work['by'])})\s+(?:{any_of(all_of)})(?!\w)"
    being = seen.clause.verb in (*work["being"], *work["reach"][1:2])
    return seen.clause.passive and not being and patterns.search(said, seen.text, re.IGNORECASE) is not None


def _kept(seen: Seen) -> bool:
    """``Hundar hålls kopplade``, ``Grinden holdes lukket``: how something is always kept."""
    work = work_words(seen.words.code)
    kept = rf"(?<!\w)(?:{any_of(work['kept'])})\s+(?:{any_of((*work['always'], *work['negations']))}\s+)?([^\W\d_]+)"
    match = patterns.search(kept, seen.text, re.IGNORECASE)
    if match is None or not match.start():
        return False
    how, before = match[1].casefold(), seen.text[: match.start()]
    return how.endswith(work["kept_endings"]) and not names_gathering(before, seen.words)


_HOUR = r"\d{1,2}[.:]\d\d(?!\d)|\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.)"


def _until_hour(seen: Seen) -> bool:
    """``Ljuset släcks kl. 22``: what is done with a thing at an hour, every day."""
    clause, words, work = seen.clause, seen.words, work_words(seen.words.code)
    clock = rf"(?:{any_of(words.calendar['clock'])})\s?[\w]+|{_HOUR}"
    if not clause.passive or clause.verb in words.calendar["held"] or seen.calendar:
        return False
    before = seen.text.casefold().partition(f" {clause.verb}")[0]
    opened = find(seen.text, work["opened"]) is not None or names_gathering(before, words)
    said = patterns.search(rf"(?<!\w)(?:{clock})(?!\w)", seen.text, re.IGNORECASE)
    return said is not None and said.start() > 0 and len(before.split()) <= _NEAR and not opened


_NEAR = 4
"""Words before the verb."""


def _within_measure(seen: Seen) -> bool:
    """``Hækken holdes under 1,60 m``: a measure that a thing keeps to."""
    clause, work = seen.clause, work_words(seen.words.code)
    bounds = any_of((*work["at_least"], *work["at_most"], *work["aged"]))
    unit = r"(?:[ck]?m|mm|km/[ht]|meter|metre|metres|cm)"
    said = rf"(?<!\w)(?:{bounds})\s+\d[\d,.]*\s?{unit}(?!\w)"
    return clause.passive and patterns.search(said, seen.text, re.IGNORECASE) is not None


def _and_nobody(seen: Seen) -> bool:
    """``Bassenget er stengt på helligdager, og ingen bader alene``: a rule behind what is closed or kept."""
    work = work_words(seen.words.code)
    said = rf",?\s(?:{any_of(seen.words.conjunctions)})\s(?:{any_of(work['nobody'])})\s([^\W\d_]+)\s"
    match = patterns.search(said, seen.text, re.IGNORECASE)
    told = (*work["states"], *work["being"], *work["have"], *work["by"], *work["past"], "of")
    return match is not None and match[1].casefold() not in told and not seen.quantities


def _at_most(seen: Seen) -> bool:
    """``I lokalen får högst 180 personer vistas samtidigt``: how many may do something at once."""
    work = work_words(seen.words.code)
    bound = rf"(?<!\w)(?:{any_of(work['may'])})\s+(?:{any_of(work['at_most'])})\s+[\w ]+?(?:{any_of(work['at_once'])})(?!\w)"
    return patterns.search(bound, seen.text, re.IGNORECASE) is not None


def _silent(seen: Seen) -> bool:
    """``Vid konserter är mobilen avstängd``: telephones that are off."""
    work = work_words(seen.words.code)
    being = find(seen.text, work["being"]) is not None or opens(seen.text, work["phones"])
    return (
        being
        and find(seen.text, work["phones"]) is not None
        and find(seen.text, work["switched_off"]) is not None
    )
