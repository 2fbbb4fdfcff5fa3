"""What a number counts: the words after it ("fem nya medlemmar under 40 år"), else what stands before it. Pure."""

from __future__ import annotations

import re
from functools import cache

from config import patterns
from config.language import Language, language
from config.work_words import any_of, work_words

_WORD = r"[^\W\d_][\w’'-]*(?:/[^\W\d_]+)?"
_LONGEST = 4
"""Words of one unit."""


def unit_after(after: str, words: Language) -> str:
    """The unit that follows a number: "nya medlemmar under 40 år", "water butts", "kroner a year"; "" where none does."""
    sign = re.match(r"\s*%", after)
    if sign:
        return "%"
    several = [form for form in work_words(words.code)["percent"] if " " in form]
    if several and (share := patterns.match(rf"\s*({any_of(several)})(?!\w)", after)):
        return share[1]
    if of := patterns.match(
        rf"\s*(?:{any_of(_of(words))})\s+(?:{_WORD}\s+){{0,2}}?\d+\s+(?=[^\W\d_])", after
    ):
        return unit_after(after[of.end() - 1 :], words)
    if part := _whole(after, words):
        return part
    tokens = patterns.findall(rf"^\s*({_WORD})|\s({_WORD})|([^\w\s])", after)
    unit: list[str] = []
    for first, other, stop in tokens:
        word = first or other
        if stop or not word or len(unit) >= _LONGEST or (unit and not _goes_on(unit[-1], word, words)):
            break
        if not unit and word.casefold() in _small(words.code):
            return ""
        unit.append(word)
    return _measured(after, unit, words) or " ".join(unit) + _tail(after, unit, words) if unit else ""


def _measured(after: str, unit: list[str], words: Language) -> str:
    """A measure and what it measures: "30 kilometer sti", "500 kg klær"; "" where nothing follows it."""
    if len(unit) != 1 or unit[0].casefold() not in work_words(words.code)["measures_of"]:
        return ""
    rest = after[after.find(unit[0]) + len(unit[0]) :]
    of = unit_after(rest, words) if re.match(r"\s[^\W\d_]", rest) else ""
    return f"{unit[0]} {of}" if of and not _is_verb(of.split()[0], words) else ""


def _is_verb(word: str, words: Language) -> bool:
    """Whether a word behind a noun is a verb or belongs to one: "bænke op", "læserbreve skrives"."""
    work, plain = work_words(words.code), word.casefold()
    known = (
        *work["particles"],
        *work["presents"],
        *work["states"],
        *work["rise"],
        *work["fall"],
        *work["pays"],
    )
    ends = tuple(end for end in work["passive_endings"] if len(end) > 1) or ("\0",)
    return plain in known or (len(plain) > _SHORT and plain.endswith(ends))


_SHORT = 4
"""Letters of words whose endings say little."""


def _whole(after: str, words: Language) -> str:
    """Of what a number is a part: "15 av medlemmene er under 30" and "två av årets prover" count medlemmene and prover."""
    work = work_words(words.code)
    of, the = any_of(_of(words)), any_of(work["the"])
    match = patterns.match(rf"\s*(?:{of})\s+(?:(?:{the})\s+)?({_WORD})(?:\s+({_WORD}))?", after)
    if match is None or match[1][0].isupper():
        return ""
    owner = (
        re.search(r"[^\W\d_]{3,}s$", match[1]) and match[2] and match[2].casefold() not in _small(words.code)
    )
    return match[2] if owner and work["infinitive_endings"] else match[1]


def _of(words: Language) -> tuple[str, ...]:
    """What stands between a part and its whole: "minst 6 av åns 9 hinder", "4 of the 6 sheds"."""
    work = work_words(words.code)
    return work["by"] if work["infinitive_endings"] else work["amounts_to"][:1]


def _goes_on(last: str, word: str, words: Language) -> bool:
    """Whether the last word only says what kind, so that the noun is still to come."""
    plain, work = last.casefold(), work_words(words.code)
    if word.casefold() in _small(words.code) or word[0].isupper() or _is_verb(word, words):
        return False
    if plain in work["kinds"]:
        return True
    if not work["infinitive_endings"]:
        plural = (plain.endswith("s") and not plain.endswith("ous")) or plain in work["people"]
        return not plural and not word.casefold().endswith(("ed", "ing"))
    kind = plain.endswith("nde") and word.endswith(work["plural_endings"])  # "betalande medlemer"
    noun = plain.endswith(work["noun_endings"] or ("\0",)) and not kind
    return plain.endswith(work["adjective_endings"]) and not noun


def _tail(after: str, unit: list[str], words: Language) -> str:
    """What belongs to the unit behind its noun: an age, another noun, "a year"."""
    work = work_words(words.code)
    rest = after[after.find(unit[-1]) + len(unit[-1]) :]
    years = any_of(words.units["year"])
    aged = patterns.match(
        rf"\s(?:{any_of(work['aged'])})\s(?:\d{{1,2}}(?!\d)|{any_of(words.numbers)})(?:\s(?:{years}))?(?!\w)",
        rest,
    )
    bounds = any_of((*work["or_less"], *work["or_more"]))
    other = patterns.match(rf"\s(?!(?:{bounds})(?!\w))(?:{any_of(work['joins'][2:3])})\s{_WORD}", rest)
    spans = [form for name in ("day", "week", "month", "year") for form in words.units[name]]
    each = patterns.match(rf"\s(?:per|pr\.?|a)\s(?:{any_of(spans)}|liter)(?!\w)", rest)
    lacks = patterns.match(rf"\s(?:{any_of(work['without'])})\s{_WORD}(?:\s{_WORD})?(?=\W*(?:$|[,.;]))", rest)
    found = aged or other or each or lacks
    return found[0] if found else ""


@cache
def _small(code: str) -> frozenset[str]:
    """Words that are no noun: prepositions, conjunctions, auxiliary verbs."""
    words, work = language(code), work_words(code)
    groups = (
        words.at,
        words.within,
        words.before,
        words.after,
        words.starting,
        words.ends,
        words.conjunctions,
    )
    lists = (
        "by",
        "purpose",
        "relative",
        "joins",
        "about",
        "aged",
        "up_to",
        "with",
        "from",
        "against",
        "than",
    )
    more = (
        "or_less",
        "or_more",
        "each",
        "shall",
        "being",
        "states",
        "presents",
        "deadline",
        "today",
        "together",
        "at_least",
        "at_most",
        "on_average",
    )
    forms = [form for group in groups for form in group]
    forms += [form for name in (*lists, *more) for form in work[name]]
    return frozenset(form.split()[0] for form in forms)


def unit_before(before: str, words: Language) -> str:
    """What a clause counts that names it before its number: "Antalet starter ska öka med", "Medlemstalet skal auke med"."""
    work = work_words(words.code)
    goals = rf"(?:{any_of(work['goals'])})(?:\s\d+)?\s*[:–]\s"
    before = patterns.sub(rf"^{goals}", "", before, flags=re.IGNORECASE)
    bounds = any_of((*work["at_least"], *work["at_most"], *work["on_average"]))
    before = patterns.sub(rf"(?<!\w)(?:{bounds})\s*$", "", before, flags=re.IGNORECASE)
    if label := re.match(r"([^:.;]{2,40}):\s", before):  # "Fler medlemmar: från 212 till"
        return thing(
            patterns.sub(rf"^(?:{any_of(work['more'])})\s+", "", label[1], flags=re.IGNORECASE), words
        )
    before = re.sub(r"\d[\d.,]*\s*(?:→|⟶|⇒|->|=>|–>|-->)\s*$", "", before)
    verbs = (
        *work["shall"],
        *work["being"],
        *work["states"],
        *work["rise"],
        *work["fall"],
        *work["double"],
        *work["halve"],
    )
    said = re.split(rf"(?<!\w)(?:{any_of(verbs)})(?!\w)", before, flags=re.IGNORECASE)
    named = [part for part in said if part.strip()]
    opening = named[0].casefold().split()[0].strip(".,") if named else ""
    aims = {word for form in work["goals"] for word in form.split()}
    timed = {
        *words.at,
        *words.within,
        *words.before,
        *words.after,
        *words.starting,
        *work["inside"],
        *work["we"],
    }
    found = thing(named[0], words) if named and opening not in timed | aims else ""
    return (
        "" if found.casefold() in work["number_of"] else found
    )  # "Tallet må ikke …": of what is said before


def counted(text: str, words: Language) -> str:
    """What stands after "the number of": "antallet af møder i udvalgene" counts "møder"; "" without such words."""
    work = work_words(words.code)
    number = patterns.search(rf"(?<!\w)(?:{any_of(work['number_of'])})\s+(?=[^\W\d_])", text, re.IGNORECASE)
    return unit_after(f" {text[number.end() :]}", words) if number else ""


def thing(text: str, words: Language) -> str:
    """What an indicator's name counts: "Besök på fritidsgårdarna" counts "Besök", "Handläggningstid, dagar" "dagar"."""
    work = work_words(words.code)
    plain = re.sub(r"\([^)]*\)", "", text).strip(" .,:–—-≥≤<>")
    if said := counted(plain, words):
        return said
    name, _, last = plain.rpartition(",")
    if name and last.strip().casefold() not in work["number_of"] and len(last.split()) == 1:
        return last.strip()
    groups = (*words.at, *words.within, *work["with"], *work["purpose"], *work["about"], *work["by"])
    small = any_of(form for form in groups if form not in work["each"])
    first = re.split(rf"\s(?:{small})\s|\s(?:{any_of(work['amounts_to'])})$|,", name or plain)[0]
    return " ".join(first.split()[:_LONGEST])
