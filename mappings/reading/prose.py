"""The gatherings that sentences tell of: "Vårmötet hålls 18.3 kl. 18", "Torsdag 12. mars blir det foredrag", "Film, 3 May; quiz, 7 May".

What an entry is, is not settled here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clocks import clocks
from mappings.reading.dated_lines import feast_of
from mappings.reading.days import Frame, When, times
from mappings.reading.entries import (
    SEPARATORS,
    Entry,
    dates_joined,
    entries_after_date,
    entry_of,
    found_times,
    frame_of,
    is_last_day,
    labelled_dates,
    leads,
    primary,
    sentences,
)
from mappings.reading.gatherings import looks_body
from mappings.reading.lines import Line
from mappings.reading.names import ends_in, is_calendar_heading, names_gathering
from mappings.reading.told_series import held_by, invited_to, kept_for, told_of, without_article
from mappings.reading.tongue import find, is_of

_LONGEST = 12
"""Words of the longest sentence of a calendar that needs no verb."""
_TITLE = 8
"""Words of the longest title that a sentence gives."""
_NAME = 4
"""Words of a name that needs no more than "is" and its day; letters of the shortest noun for a last day, less one."""
_LONG, SEASON = 10, 31
"""Days of what "is" no gathering but lasts, and of what is none at all."""


def prose_entries(line: Line, period: Frame, *, calendar: bool) -> Iterator[Entry]:
    """The gatherings that sentences say take place: "Vårmötet hålls 18.3 kl. 18 och höstmötet to 26.11".

    ``calendar``: the line stands in a calendar, so that a short sentence with a date needs no verb.
    """
    words = line.language
    for written in sentences(line.text):
        sentence, frame = _under_month(written, words, frame_of(line, period))
        found = times_said(sentence, words, frame, calendar=calendar)
        if not found or _only_time(sentence, found):
            continue
        inner = replace(line, text=sentence)
        if listed := list(labelled_dates(inner, sentence, found)):
            yield from (replace(entry, line=line) for entry in listed)
            continue
        if parts := dated_list(sentence, words, frame):
            for part in parts:
                yield from _clause(line, part, words, frame, calendar=True)
            continue
        said = False
        for clause in _coordinated(sentence, words, frame):
            made = list(_clause(line, clause, words, frame, calendar=calendar or said))
            if said:
                made = [entry for entry in made if _is_another(entry, words, calendar=calendar)]
            said = said or any(entry.held for entry in made)
            yield from made


def _is_another(entry: Entry, words: Language, *, calendar: bool) -> bool:
    """Whether a further clause of a sentence tells of a gathering: not "samma plats som i april"."""
    dated = calendar and entry.when is not None and entry.when.exact
    return entry.held or dated or names_gathering(entry.title, words)


def _under_month(sentence: str, words: Language, frame: Frame) -> tuple[str, Frame]:
    """A sentence without the month that it opens with, and that month, where it says days of it: "I mars är det bingo den 5."."""
    first = next(iter(times(sentence, words, frame)), None)
    if (
        first is None
        or first.exact
        or first.rule != "MONTH"
        or first.part
        or not first.first
        or not first.last
    ):
        return sentence, frame
    rest = sentence[first.end :].lstrip(" ,")
    single = first.first.month == first.last.month and leads(sentence, first, words)
    inner = replace(frame, month=first.first)
    if not single or not rest[:1].islower() or not any(one.exact for one in found_times(rest, words, inner)):
        return sentence, frame
    return _after_offer(rest, words), inner


def _after_offer(text: str, words: Language) -> str:
    """What follows a verb and its preposition at the beginning: "byder på fastelavn" is of "fastelavn"."""
    ends = "|".join(map(re.escape, work_words(words.code)["present_endings"])) or r"(?!x)x"
    small = "|".join(map(re.escape, (*words.calendar["place"], *words.calendar["with"])))
    return patterns.sub(rf"^[^\W\d_]+(?:{ends})\s(?:{small})\s+(?=\D)", "", text)


def times_said(text: str, words: Language, frame: Frame, *, calendar: bool) -> tuple[When, ...]:
    """The times of a sentence; in a calendar the day that a feast's name means too: "Konsert langfredag kl. 15"."""
    found = found_times(text, words, frame)
    if not calendar or any(when.exact or when.first is None for when in found):
        return found
    feast = feast_of(text, words, frame)
    apart = feast is not None and re.search(r"[^\W\d_]{3}", text[: feast.begin])
    return (feast,) if feast is not None and apart else found


def _only_time(sentence: str, found: tuple[When, ...]) -> bool:
    """Whether a sentence is but the month that the others are of."""
    return not found[0].exact and not (sentence[: found[0].begin] + sentence[found[-1].end :]).strip(
        SEPARATORS
    )


# Parting a sentence -----------------------------------------------------------------------------------------------


def dated_list(sentence: str, words: Language, frame: Frame) -> list[str]:
    """The parts of "Other dates: beach clean, 17 April; picnic, 26 June", where each has a name and a day. Else nothing."""
    label = re.match(r"[^:;\d]{2,60}:\s+", sentence)
    if label and is_of(label[0], (*words.calendar["deadline"], *words.calendar["must"])):
        return []
    said = sentence[label.end() if label else 0 :].strip()
    commas = label is not None and ";" not in said and is_calendar_heading(label[0].strip(" :"), words)
    parts = [part for part in re.split(r"\s*,\s+" if commas else r"\s*;\s+", said) if part]
    return parts if len(parts) > 1 and all(_is_dated_name(part, words, frame) for part in parts) else []


def _is_dated_name(part: str, words: Language, frame: Frame) -> bool:
    """Whether a part of a sentence is a name and its day."""
    whens = found_times(part, words, frame)
    if not whens or not whens[0].exact or is_last_day(part, whens[0], words):
        return False
    rest = part[: whens[0].begin] + part[whens[0].end :]
    return len(re.findall(r"[^\W\d_]{3}", rest)) > 0 and not is_of(
        part[: whens[0].begin], words.calendar["must"]
    )


def _coordinated(sentence: str, words: Language, frame: Frame) -> Iterator[str]:
    """The clauses of a sentence that each have a date of their own."""
    joined = "|".join(map(re.escape, (*words.conjunctions, "men", "but")))
    start = 0
    for joint in patterns.finditer(rf"\s*[,;]\s+(?:(?:{joined})\s)?|\s(?:{joined})\s", sentence):
        left, right = sentence[start : joint.start()], sentence[joint.end() :]
        here = found_times(left, words, frame)
        there = found_times(right, words, frame)
        if not here or not there or re.match(r"(?:\d{1,2}|[a-h])\)\s", right):  # "1) 3. mai, 2) 7. juni"
            continue
        by_word = bool(joint[0].strip(" ,;"))
        if _begins_anew(right, there[0], words, by_word=by_word) and (
            by_word or _ends_with_day(left, here, words)
        ):
            yield left
            start = joint.end()
    yield sentence[start:]


def _begins_anew(right: str, when: When, words: Language, *, by_word: bool) -> bool:
    """Whether what follows a joint is a clause: a name and then its day, or a day and then a verb."""
    if leads(right, when, words):
        after = right[when.end :].strip(SEPARATORS)
        verbs = (*words.calendar["there_is"], *words.calendar["held"])
        present = tuple(end for end in work_words(words.code)["present_endings"] if len(end) > 1)
        opens = after.split()[:1]
        goes_on = by_word and when.exact and bool(present) and bool(opens) and opens[0].endswith(present)
        return goes_on or is_of(" ".join(after.split()[:3]), verbs)
    if by_word:
        return True
    before = right[: when.begin]
    relative = {*work_words(words.code)["relative"], *words.conjunctions, *words.before, *words.after}
    first = before.casefold().split()[0]
    return (
        when.exact
        and first not in relative
        and len(before.split()) <= _TITLE
        and "," not in before.rstrip(" ,")
        and not is_last_day(right, when, words)
        and not first.isdigit()
    )


def _ends_with_day(left: str, whens: tuple[When, ...], words: Language) -> bool:
    """Whether a clause is a name and its day, with little after it but the hour."""
    first = next((when for when in whens if when.exact), None)
    if first is None or leads(left, first, words) or is_last_day(left, first, words):
        return False
    rest = left[whens[-1].end :]
    for clock in reversed(clocks(rest, words)):
        rest = f"{rest[: clock.begin]} {rest[clock.end :]}"
    return len(rest.split()) <= 3


# One clause -------------------------------------------------------------------------------------------------------


def _clause(line: Line, text: str, words: Language, frame: Frame, *, calendar: bool) -> Iterator[Entry]:
    whens = primary(text, times_said(text, words, frame, calendar=calendar), words)
    if (
        not whens
        or is_last_day(text, whens[0], words)
        or is_due(text[: whens[0].begin], words)
        or is_of(_without_held(text[: whens[0].begin], words), words.calendar["must"])
    ):
        return
    first = whens[0]
    group = dates_joined(text, whens)
    rest = text[group[-1].end :]
    if several := _several(line, text, whens, calendar=calendar):
        yield from several
        return
    if told := _told_title(text, group, words, calendar=calendar):
        for when in group:
            yield replace(entry_of(line, text, when, told, rest, text), held=True)
        return
    if plural := find(text[: first.begin], words.calendar["met"]):
        yield from _met(line, text, whens, plural)
        return
    if first.first and first.last and (first.last - first.first).days > SEASON:
        return
    if not calendar or (not first.exact and len(text.split()) > _LONGEST):
        return
    apart = f"{text[: first.begin]} {rest}"
    if not first.exact and line.span is None and not names_gathering(apart, words):
        return
    if not leads(text, first, words) and len(text[: first.begin].split()) <= _LONGEST:
        for when in group:
            yield entry_of(line, text, when, text[: first.begin], rest, text)
    elif leads(text, first, words) and len(text.split()) <= _LONGEST:
        yield from entries_after_date(line, text, group, rest)


def _several(line: Line, text: str, whens: tuple[When, ...], *, calendar: bool) -> tuple[Entry, ...]:
    """Each day of what somebody has several of: "Styret har tre møter, 3. mai, 7. juni og 4. oktober". Else nothing."""
    words, exact = line.language, [when for when in whens if when.exact]
    if calendar and len(exact) == 1 == len(whens) and leads(text, exact[0], words):
        after = text[exact[0].end :]
        if (by := held_by(_without_hour(after, words), words)) is not None:
            made_by = entry_of(line, text, exact[0], by.title, after, text)
            return (replace(made_by, held=True, who=by.who),)
    told = told_of(text[: whens[0].begin], words) if exact and exact[0] is whens[0] else None
    if told is None or len(exact) < len(whens):
        return ()
    between = text[text.find(told.title) + len(told.title) : whens[0].begin]
    plain = leads(between, replace(whens[0], begin=len(between)), words)
    if len(exact) == 1 and not (calendar and told.who and plain):
        return ()
    rest = text[exact[-1].end :]
    made = (entry_of(line, text, when, told.title, rest, text) for when in exact)
    return tuple(replace(entry, held=True, labelled=True, who=told.who) for entry in made)


def _told_title(text: str, group: tuple[When, ...], words: Language, *, calendar: bool) -> str:
    """What a clause with a verb says takes place. Else ""."""
    verb = find(text, words.calendar["held"])
    return (
        _asked(text, group, words)
        or _existing(text, group, words, calendar=calendar)
        or _begun_with(text, group, words)
        or _held_before(text, verb, group, words)
        or _held_after(text, verb, group, words)
        or (_we_do(text, group, words) if calendar else "")
    )


def _asked(text: str, group: tuple[When, ...], words: Language) -> str:
    """What the reader is asked to come to, or to keep a day for."""
    if not group[0].exact:
        return ""
    before = text[: group[0].begin]
    return invited_to(before, words) or kept_for(before, text[group[-1].end :], words)


def _held_before(text: str, verb: re.Match[str] | None, group: tuple[When, ...], words: Language) -> str:
    """As in "Vårmötet hålls den 18 mars"."""
    first = group[0]
    if verb is None or verb.start() >= first.begin or len(text[verb.end() : first.begin].split()) > 4:
        return ""
    subject = text[: verb.start()].strip()
    copula = verb[0].casefold() in _COPULAS
    said = first.exact and (not copula or _is_day_of(subject, text[verb.end() : first.begin], group, words))
    if not subject or len(subject.split()) > _TITLE or (not said and not names_gathering(subject, words)):
        return ""
    if not first.exact and not copula and _is_done_by(subject, text[group[-1].end :], words):
        return ""
    return "" if is_due(subject, words) else subject


def _is_done_by(subject: str, after: str, words: Language) -> bool:
    """Whether somebody sees to one thing in a month: "Kaffe ordnas i maj av föräldrarna", and no "Vårfesten", which is known."""
    work = work_words(words.code)
    known = subject.casefold().endswith(work["definite_endings"]) if work["definite_endings"] else False
    by = rf"\s*(?:{any_of(work['by'])})\s+\w"
    return len(subject.split()) == 1 and not known and patterns.match(by, after, re.IGNORECASE) is not None


def _is_day_of(subject: str, between: str, group: tuple[When, ...], words: Language) -> bool:
    """Whether "is" says the day of what is named, and not how long something lasts: "Julefrokosten er den 3. december"."""
    first, last = group[0].first, group[0].last
    if first is None or last is None or (last - first).days >= _LONG:
        return False
    return len(subject.split()) <= _NAME and leads(between, replace(group[0], begin=len(between)), words)


def is_due(text: str, words: Language) -> bool:
    """Whether words name a last day: "Søknadsfristen for kurset"."""
    small = {*words.before, *words.within}
    nouns = (form for form in words.calendar["deadline"] if len(form) > _NAME and form not in small)
    return ends_in(re.sub(r"\([^)]*\)", "", text), tuple(nouns), words)


def _without_held(text: str, words: Language) -> str:
    """As "will be held" obliges nobody."""
    spoken = (*words.calendar["held"], *words.calendar["there_is"])
    verb = find(text, tuple(form for form in spoken if " " in form))
    return text[: verb.start()] + text[verb.end() :] if verb else text


def _existing(text: str, group: tuple[When, ...], words: Language, *, calendar: bool) -> str:
    """What there is, or what "we" hold, before or after its day: "Der er julefrokost den 3. december", "I uge 7 holder vi lejr"."""
    said = find(text, words.calendar["there_is"])
    if said is None or not group[0].exact:
        return ""
    before = text[: said.start()].strip(SEPARATORS)
    if leads(text, group[0], words) and group[-1].end <= said.start():
        title = "" if _said(text[group[-1].end : said.start()], words) else text[said.end() :]
    else:
        apart = len(before.split()) > 1 or (bool(before) and names_gathering(before, words))
        title = "" if apart else text[said.end() : group[0].begin]
    title = _first_part(title, words)
    if not 0 < len(title.split()) <= _TITLE or is_of(title, words.calendar["deadline"]):
        return ""
    return title if calendar or names_gathering(title, words) else ""


def _begun_with(text: str, group: tuple[When, ...], words: Language) -> str:
    """What a season begins, is marked or ends with: "Høsten innledes med matfestival 12. september"."""
    if not group[0].exact:
        return ""
    forms = "|".join(map(re.escape, words.calendar["begun"]))
    with_ = "|".join(map(re.escape, words.calendar["with"]))
    we = "|".join(map(re.escape, work_words(words.code)["we"]))
    between = r"[^\s,]" if patterns.match(rf"(?:{we})\s", text, re.IGNORECASE) else r"[^\s,\d]"
    said = patterns.search(
        rf"(?<!\w)(?:{forms})(?:\s{between}+){{0,3}}?\s(?:{with_})\s+", text, re.IGNORECASE
    )
    if said is None or len(text[: said.start()].split()) > 4 + 3 * leads(text, group[0], words):
        return ""
    end = group[0].begin if group[0].begin >= said.end() else len(text)
    title = _first_part(text[said.end() : end], words)
    return title if 0 < len(title.split()) <= _TITLE else ""


def _we_do(text: str, group: tuple[When, ...], words: Language) -> str:
    """What "we" do on a day that goes first: "Helgen 19.–21. februar drar vi på hyttetur til Skarbu"."""
    if not group[0].exact or not leads(text, group[0], words):
        return ""
    we = "|".join(map(re.escape, work_words(words.code)["we"]))
    small = "|".join(map(re.escape, (*words.calendar["place"], *words.calendar["prepositions"])))
    none = "|".join(map(re.escape, ("der", *work_words(words.code)["they"])))
    subject = rf"(?:{we})" if words.code == "en" else rf"[^\W\d_]+r\s(?!(?:{none})\s)(?:{we}|[^\W\d_]{{3,}})"
    rest = _without_hour(text[group[-1].end :], words)
    said = patterns.match(rf"\s*,?\s*{subject}\s(?:{small})\s+", rest)
    named = said and names_gathering(said[0].split()[1], words)
    if named and said:
        return _first_part(" ".join([*said[0].split()[1:], rest[said.end() :]]), words)
    if said is None and words.code != "en":
        said = patterns.match(rf"\s*,?\s*[^\W\d_]+r\s(?:{we})\s(?=[^\W\d_]+)", rest)
    elif said is None:
        said = patterns.match(rf"\s*,?\s*(?:{we})\s[^\W\d_]+\s+(?:(?:an?|the|our)\s)?", rest)
    title = _first_part(rest[said.end() :], words) if said else ""
    if title and title.split()[0] in words.calendar["particles"]:
        return ""
    return title if 0 < len(title.split()) <= _TITLE else ""


def _said(text: str, words: Language) -> str:
    """What a text says beside the hour."""
    return _without_hour(text, words).strip(SEPARATORS)


def _without_hour(text: str, words: Language) -> str:
    for clock in reversed(clocks(text, words)):
        text = f"{text[: clock.begin]} {text[clock.end :]}"
    return text


def _first_part(title: str, words: Language) -> str:
    """A title up to the comma, without an article before it."""
    title = re.split(r",\s|\s\(|;\s", title.strip(SEPARATORS))[0]
    clock = next((one for one in clocks(title, words) if one.begin > 0), None)
    title = title[: clock.begin] if clock else title
    if len(title.split()) > _TITLE:
        with_ = "|".join(map(re.escape, words.calendar["with"]))
        title = re.split(rf"\s(?:{with_})\s", title)[0]
    return re.sub(r"^(?:an?|the|ett?|en|ei|ein|eit)\s+", "", title).strip(SEPARATORS)


def _held_after(text: str, verb: re.Match[str] | None, group: tuple[When, ...], words: Language) -> str:
    """As in "Markedet 28. august arrangeres sammen med skolen"."""
    if verb is None or verb.start() < group[-1].end or not group[0].exact:
        return ""
    between = text[group[-1].end : verb.start()]
    subject = text[: group[0].begin].strip(SEPARATORS)
    named = len(subject.split()) <= 5 and names_gathering(subject, words)
    return subject if named and len(between.split()) <= 3 else ""


def _met(line: Line, text: str, whens: tuple[When, ...], plural: re.Match[str]) -> Iterator[Entry]:
    """Each day on which a body meets: "Styret møtes 12. januar og 9. februar"; the hour beside it, or before all of them."""
    exact = [when for when in whens if when.exact]
    subject = text[: plural.end()].strip(SEPARATORS)
    if not exact or len(subject.split()) > _TITLE:
        return
    subject, who = _who_meet(text, plural, exact[0], line.language)
    before, after = text[plural.end() : exact[0].begin], text[exact[-1].end :]
    hour = next(iter(clocks(before, line.language)), None)
    where = re.sub(r"\s(?:at|from)\s*$", " ", before[: hour.begin]) if hour else ""
    rest = f"{where}{before[hour.begin : hour.end]}{after}" if hour else after
    for when, following in pairwise((*exact, None)):
        if when is None:
            continue
        beside = clocks(text[when.end : following.begin if following else len(text)], line.language)
        entry = entry_of(line, text, when, subject, rest, text)
        clock = beside[0] if beside else entry.clock
        yield replace(entry, held=True, labelled=True, clock=clock, who=entry.who or who)


def _who_meet(text: str, plural: re.Match[str], first: When, words: Language) -> tuple[str, str]:
    """What the meetings of a body are called, and the body: it stands before the verb, or after it: "Sedan möts styrelsen"."""
    before, after = text[: plural.start()].strip(SEPARATORS), text[plural.end() : first.begin]
    body = after.split()[0].strip(SEPARATORS) if after.split() else ""
    if not looks_body(before, words) and len(before.split()) <= _OPENS and body and looks_body(body, words):
        return body, body
    who = without_article(before)
    return text[: plural.end()].strip(SEPARATORS), who if looks_body(who, words) else ""


_OPENS = 3
"""Words before a verb whose subject follows it."""
_COPULAS = {
    "blir",
    "bliver",
    "vert",
    "är",
    "er",
    "is",
    "are",
    "är det",
    "er det",
    "er der",
    "is on",
    "are on",
    "will be",
    "will be on",
}
