"""Money in sentences: sums that are set aside, asked for or expected, and what for. Never fees and prices. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from config import patterns
from config.language import Language
from config.work_words import WorkWords, any_of, work_words
from mappings.reading.lines import Line
from mappings.reading.model import BudgetLine
from mappings.reading.tongue import find

SMALLEST = 100
"""A smaller sum is a price."""
_SMALL = 3
"""Letters of a word that says too little without "shall": up, min, max."""
_DIGITS = r"\d[\d.,   ]*\d|\d"


def budget_lines(line: Line, sentence: str, *, goes_on: bool) -> Iterator[BudgetLine]:
    """The sums of one sentence. ``goes_on``: the sentence before it was about a budget, and this one says "of this"."""
    words, work = line.language, work_words(line.language.code)
    if (labelled := _labelled(line, sentence.strip(), work)) is not None:
        yield labelled
        return
    if not _is_about(sentence, work, goes_on=goes_on):
        return
    plain = sentence.strip()
    matches = [one for one in _sums(words.code).finditer(plain) if _amount(one, plain, goes_on=goes_on)]
    for number, match in enumerate(matches):
        begin = matches[number - 1].end() if number else 0
        end = matches[number + 1].start() if number + 1 < len(matches) else len(plain)
        title = _undated(_purpose_of(_what_for(plain, match, (begin, end), work), work), words)
        yield BudgetLine(
            title, _amount(match, plain, goes_on=goes_on), _currency(match, work), line.part(sentence)
        )


def _labelled(line: Line, sentence: str, work: WorkWords) -> BudgetLine | None:
    """``Kurs: kr 12 000``: a sum and what it is for, and nothing else."""
    label, colon, rest = sentence.rstrip(" .").partition(":")
    match = _sums(line.language.code).fullmatch(rest.strip()) if colon else None
    fee = any(word in label.casefold() for word in work["fees"])
    if not match or fee or not (amount := _amount(match, sentence, goes_on=False)):
        return None
    return BudgetLine(_purpose_of(label.strip(), work), amount, _currency(match, work), line.part(sentence))


def _purpose_of(title: str, work: WorkWords) -> str:
    """What a budget is for: "Budget til kurser" is for kurser, and "Budgettet for 2027" is itself."""
    nouns, purpose = any_of(work["budget_nouns"]), any_of(work["purpose"])
    match = patterns.match(
        rf"(?:the\s+)?(?:{nouns})\w{{0,3}}\s+(?:{purpose})\s+([^\W\d].+)$", title, re.IGNORECASE
    )
    return match[1] if match else title


def _undated(title: str, words: Language) -> str:
    """A title without the deadline behind it: "nye noter senest 1. mars"."""
    stop = any_of((*work_words(words.code)["deadline"], *words.before))
    return re.split(rf",?\s+(?:{stop})(?!\w)", title, maxsplit=1)[0] or title


def opens_share(sentence: str, words: Language) -> bool:
    """Whether a sentence speaks of a part of the sum before it: "Av dette kommer 2,9 millioner fra kommunene"."""
    shares = any_of(work_words(words.code)["of_this"])
    return patterns.match(rf"(?:{shares})(?!\w)", sentence, re.IGNORECASE) is not None


def _is_about(sentence: str, work: WorkWords, *, goes_on: bool) -> bool:
    """Whether a sentence is about money that is planned with, and not about a fee."""
    plain = sentence.casefold()
    aside = find(plain, work["set_aside"]) is not None
    changes = [*work["at_least"][:2], *work["at_most"], *work["rise"], *work["fall"]]
    clear = changes if find(plain, work["shall"]) else [word for word in changes if len(word) > _SMALL]
    gained = find(plain, work["shall"]) and find(plain, work["gains"]) and find(plain, work["surplus"])
    if (gained or find(plain, clear) is not None) and not aside:
        return False
    tokens = re.findall(r"[^\W\d_]+", plain)
    stems = tuple(work["budget_nouns"])
    said = find(plain, (*work["budget"], *work["gives"])) is not None
    named = any(token.startswith(stems) or _ends(token, stems) for token in tokens)
    about = goes_on or aside or said or named or find(plain, work["applies"]) is not None
    return about and (aside or not any(fee in plain for fee in work["fees"]))


def _ends(token: str, stems: tuple[str, ...]) -> bool:
    """Whether a compound ends in one of the nouns: investeringsramen, driftskostnader."""
    return any(
        stem in token and patterns.search(rf"[^\W\d_]{{3}}{re.escape(stem)}(?:\w{{0,4}})$", token)
        for stem in stems
    )


@cache
def _sums(code: str) -> re.Pattern[str]:
    work = work_words(code)
    many, money = any_of(work["millions"]), any_of((*work["money"], "euro", "€"))
    return re.compile(
        rf"(?:[£€]\s?(?P<sign>{_DIGITS})|(?:kr\.?|nok|sek|dkk|eur|gbp)\s+(?P<after>{_DIGITS})"
        rf"|(?<![\d.,])(?P<before>{_DIGITS})(?:\s*(?:(?P<many>{many})(?:\s*(?:{money}))?|(?:{money}))(?!\w)"
        rf"|[:,]\s?[-–](?:\s?(?:{money})(?!\w))?(?!\d)))",
        re.IGNORECASE,
    )


def _amount(match: re.Match[str], sentence: str, *, goes_on: bool) -> float:
    """The sum; 0 for what is none."""
    raw = next(group for group in (match["sign"], match["after"], match["before"]) if group)
    plain = re.sub(r"[   ]|[.,](?=\d{3}(?:\D|$))", "", raw.strip(" .,")).replace(",", ".")
    try:
        amount = float(plain) * (1_000_000 if match["many"] else 1)
    except ValueError:
        return 0.0
    bare = match["many"] and match[0].casefold().endswith(match["many"].casefold())
    alone = bool(bare) and not goes_on and not re.search(r"kr|£|€|euro", sentence, re.IGNORECASE)
    return 0.0 if amount < SMALLEST or alone else amount


def _currency(match: re.Match[str], work: WorkWords) -> str:
    said = match[0].casefold()
    known = {"£": "GBP", "kronor": "SEK", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "kr": "NOK"}
    if "£" in said or work["currency"][0] == "gbp":
        return next((code for sign, code in known.items() if sign in said), "EUR" if "eur" in said else "GBP")
    return "EUR" if "eur" in said or "€" in said else work["currency"][0].upper()


def _what_for(sentence: str, match: re.Match[str], span: tuple[int, int], work: WorkWords) -> str:
    """What a sum is for: after it ("til X", "avser X"), before it ("Til X", "inntekter på"), else the subject of its clause."""
    before, after = sentence[span[0] : match.start()], sentence[match.end() : span[1]]
    clause = re.split(r"[,;]\s+", before)[-1].strip()
    opening = re.split(r"[,;]\s+", before)[0].strip() if span[0] == 0 else clause
    tail = patterns.match(
        rf"\s*(?:i|in|fra|från|frå|from)\s+({_WORD})\W*(?:$|[.,]|\s(?:og|och|and)\s)", after
    )
    shared = _shared(before, work) if span[0] else None
    asked = _asked(before, after, work)
    thing = _bought(opening, work) if clause != opening or not clause else None
    for found in (
        shared,
        _after(after, work),
        asked,
        _opened(clause, work),
        _noun_before(clause, work),
        thing,
    ):
        if found and found.casefold() not in work["this"]:
            return found
    if tail and (work_like := tail[1]) and (_is_flow(work_like, work) or not _subject(clause, work)):
        return tail[1]
    return _subject(clause, work) or _subject(opening, work) or clause or sentence


_WORD = r"[^\W\d_][\w-]*"


def _shared(before: str, work: WorkWords) -> str | None:
    """``Til skiver 150 000 kroner, og til våpenskap 22 000 kroner``: what stands between two sums, right before its own."""
    joins, purpose = any_of(work["joins"]), any_of(work["purpose"])
    match = patterns.search(
        rf"(?:^|,|\s)\s*(?:{joins})\s+(?:{purpose})\s+([^,.]+?)\s*$", before, re.IGNORECASE
    )
    return match[1] if match else None


def _after(after: str, work: WorkWords) -> str | None:
    """``… kr till renovering``, ``… kr. er øremærket havnefesten``."""
    being, purpose, aside = (any_of(work[name]) for name in ("being", "purpose", "set_aside"))
    to = patterns.match(
        rf"[\s.,]*(?:(?!(?:{being})\b)\w+\s+)?(?:(?:{being}|\w+)\s+){{0,2}}?(?:{aside})?\s*(?:{purpose})\s+([\w' -]+)",
        after,
    )
    direct = patterns.match(rf"[.\s]*(?:(?:{being})\s+)?(?:{aside})\s+({_WORD}(?:\s+{_WORD})?)", after)
    found = to or direct
    joins = any_of(work["joins"])
    return patterns.sub(rf"\s+(?:{joins})(?:\s+(?:{purpose}))?\s*$", "", found[1].strip()) if found else None


def _asked(before: str, after: str, work: WorkWords) -> str | None:
    """What money is asked for, what it is ("ett bidrag på …", "… i tilskudd"), else of whom: "søger Puljen om", "… i puljen"."""
    asks = find(before, work["applies"])
    if asks is None:
        return None
    about, purpose = any_of((*work["amounts_to"], *work["up_to"])), any_of(work["purpose"])
    stop = any_of((*work["deadline"], *work["by"], *work["from"]))
    thing = rf"({_WORD}(?:\s(?!(?:{stop})\s){_WORD}){{0,2}})"
    kind = patterns.search(rf"({_WORD})\s+(?:{about})\s*$", before[asks.end() :])
    later = patterns.match(rf"[^,;(]*?\s(?:{purpose})\s+{thing}", after)
    tail = patterns.match(rf"[\s.]*(?:i|in|as|som)\s+{thing}", after)
    whom = re.match(r"\s*(.+?)\s+(?:om|for)\s*$", before[asks.end() :])
    return next((found[1] for found in (later, kind, tail, whom) if found), None)


def _bought(opening: str, work: WorkWords) -> str | None:
    """What the clause before says is got or done: "Nya stolar köps in i maj, 8 000 kr är avsatt"."""
    helpers = any_of((*work["being"], *work["passive_helpers"], *work["shall"]))
    ends = any_of(work["passive_endings"] or ("\0",))
    match = patterns.match(rf"(.+?)\s+(?:(?:{helpers})|[^\W\d_]{{3,}}(?:{ends}))(?!\w)", opening)
    return match[1] if match and len(match[1].split()) <= _FEW else None


_FEW = 4
"""Words of what is bought."""


def _opened(clause: str, work: WorkWords) -> str | None:
    """``Till ungdomar avsätts …``."""
    match = patterns.match(
        rf"(?:{any_of(work['purpose'])})\s+(.+?)\s+(?:{_verbs(work)})(?!\w)", clause, re.IGNORECASE
    )
    return match[1] if match else None


def _noun_before(clause: str, work: WorkWords) -> str | None:
    """``… viser indtægter på``: the kind of money right before the sum."""
    match = patterns.search(rf"({_WORD})\s+(?:{any_of(work['amounts_to'])})\s*$", clause)
    return match[1] if match and _is_flow(match[1], work) else None


def _is_flow(word: str, work: WorkWords) -> bool:
    return word.casefold().startswith(tuple(work["flows"]))


def _verbs(work: WorkWords) -> str:
    """The verbs before which the subject of a sentence about money stands."""
    return any_of((*work["being"], *work["states"], *work["set_aside"], *work["gives"], *work["money_verbs"]))


def _subject(clause: str, work: WorkWords) -> str | None:
    """What stands before the verb, without "and" and the article."""
    ours = patterns.match(rf"(?:{any_of(work['we'])})\s+[^\W\d_]+\s+({_WORD})", clause, re.IGNORECASE)
    if ours:
        return ours[1]
    match = patterns.match(rf"(.+?)\s+(?:{_verbs(work)})(?!\w)", clause)
    if not match or find(match[1], work["of_this"]):
        return None
    plain = patterns.sub(rf"^(?:{any_of(work['joins'])})\s+", "", match[1])
    small = re.match(r"[Tt]he\s+(?=[a-z])", plain)
    return (plain[small.end() :] if small else plain).strip() or None
