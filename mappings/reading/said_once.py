"""The hour and the place that are said once for several gatherings: in a legend, a heading, a lead-in or a sentence beside the list.

As in "Møtene i styret begynner kl. 18, i utvalget kl. 17", "KS = kommunstyrelsen, kl. 9", "Alle møter er i kirken".
Finds no gathering: only what holds for those that are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from config import patterns
from config.language import Language, language
from config.work_words import work_words
from mappings.reading.clocks import Clock, bare_clock, clocks
from mappings.reading.days import Frame, times
from mappings.reading.entries import SEPARATORS, sentences
from mappings.reading.headers import is_lone
from mappings.reading.lines import Form, Line
from mappings.reading.model import Gathering, GatheringKind, Precision, Recurring
from mappings.reading.names import names_meeting
from mappings.reading.series import same_series, stem_of
from mappings.reading.tongue import find, is_of

_LONGEST = 24
"""Words of the longest sentence that says but an hour."""
_SUBJECT, _OTHER = 7, 7
"""Words of the gatherings that a sentence begins with, and of those that a further hour of it is for."""
_PLACE = 5
"""Words of the longest place."""
_COMPOUND = 5
"""Letters of the shortest noun that ends the names of several bodies."""


@dataclass(frozen=True, slots=True)
class Said:
    """An hour, a place or both, and the words that say what for; "" is whatever stands in the line's section."""

    subject: str
    clock: Clock | None
    place: str | None
    line: Line
    sentence: str
    context: str = ""  # what stands before the sentence, that "the meetings" may be those of


def with_said(
    pairs: Iterable[tuple[int, Gathering]],
    lines: tuple[Line, ...],
    recurring: Iterable[Recurring],
    period: Frame,
) -> tuple[tuple[Gathering, ...], frozenset[str]]:
    """The gatherings, each with the line's number before it, with what is said once; and the sentences that say it."""
    rules = tuple(rule for rule in recurring if rule.time is not None and rule.kind is GatheringKind.MEETING)
    texts = (_alone(line) if is_lone(line) else line for line in lines)
    said = [one for line in texts if line.form is not Form.ROW for one in _of_line(line, period)]
    told = [rule.source.passage for rule in recurring if rule.kind is not GatheringKind.MEETING]
    said = [_in_context(one, lines) for one in said if not any(one.sentence in rule for rule in told)]
    held = sorted(pairs, key=lambda pair: pair[0])
    said = [_only_known(one, [held for _, held in held]) for one in said]
    made, used = [], set()
    inhabited = {section for number, _ in held for section in lines[number].sections}
    dated = {number for number, _ in held}
    for number, one in held:
        line = lines[number]
        fitting = sorted(
            (rank, place)
            for place, each in enumerate(said)
            if each.line.number == number or each.line.number not in dated or each.subject
            if (rank := _rank(each, one, line, inhabited)) is not None
        )
        used |= {said[place].sentence for _, place in fitting if said[place].line.form is not Form.HEADING}
        chosen = [said[place] for _, place in fitting]
        made.append(_with_rule(_with(one, chosen), rules, line.language))
    return tuple(made), frozenset(used)


def _in_context(said: Said, lines: tuple[Line, ...]) -> Said:
    """With the sentence, or the line, before the one that says it."""
    before = said.line.text.partition(said.sentence)[0].strip()
    above = lines[said.line.number - 1] if said.line.number else None
    if not before and above is not None and above.form in {Form.TEXT, Form.ITEM}:
        before = above.text
    return replace(said, context=before)


def _only_known(said: Said, held: list[Gathering]) -> Said:
    """Without a context that names none of the gatherings."""
    if not said.context or any(_names(said.context, one, said.line.language) for one in held):
        return said
    return replace(said, context="")


def _with(one: Gathering, chosen: list[Said]) -> Gathering:
    """The gathering with the hour and the place that are said for it most closely."""
    hour = next((said for said in chosen if said.clock), None)
    place = next((said.place for said in chosen if said.place), None)
    lasts = one.precision not in {Precision.DAY, Precision.MONTH} and not (hour and hour.subject)
    if one.time is None and hour and hour.clock and not lasts:
        one = replace(one, time=hour.clock.start, end_time=hour.clock.stop)
    return replace(one, place=one.place or place)


def _with_rule(one: Gathering, rules: tuple[Recurring, ...], words: Language) -> Gathering:
    """A meeting with the hour of the rule that it follows."""
    rule = next((rule for rule in rules if same_series(rule.title, one.title, words)), None)
    if rule is None or one.time is not None or one.kind is not GatheringKind.MEETING:
        return one
    return replace(one, time=rule.time, end_time=rule.end_time, place=one.place or rule.place)


# What is said -----------------------------------------------------------------------------------------------------


def _alone(line: Line) -> Line:
    """A row that holds one text as that text."""
    return replace(line, form=Form.TEXT, text=next(cell for cell in line.cells if cell), cells=())


def _of_line(line: Line, period: Frame) -> Iterator[Said]:
    words = line.language
    if line.form is Form.HEADING:
        clock = next(iter(clocks(line.text, words)), None) or _last(line.text, words)
        if clock and not _is_dated(line.text, words, period):
            yield Said("", clock, None, line, line.text)
        return
    for sentence in sentences(line.text):
        found = clocks(sentence, words)
        opening = sentence[: found[0].begin] if found else sentence
        late = is_of(opening, (*words.calendar["must"], *words.calendar["deadline"]))
        if late or len(sentence.split()) > _LONGEST or _is_dated(sentence, words, period):
            continue
        label = None if found else _labelled(sentence, words)
        if found:
            yield from _hours(sentence, found, line)
        elif label:
            yield Said("", label, _place(sentence, label.end, words), line, sentence)
        elif (subject := _before_place(sentence, words)) is not None:
            yield Said(subject[0], None, subject[1], line, sentence)


def _last(heading: str, words: Language) -> Clock | None:
    """The hour that a heading ends with: "Måndagar 19.00", "Styret (18–20)"."""
    said = re.search(r"(?<=[^\W\d_])[\s,(]+(\d[\d.:]*(?:\s*[-–]\s*\d[\d.:]*)?)\)?$", heading)
    return bare_clock(f"({said[1]})", words) if said else None


def _is_dated(text: str, words: Language, period: Frame) -> bool:
    return any(when.exact for when in times(text, words, period))


def _hours(sentence: str, found: tuple[Clock, ...], line: Line) -> Iterator[Said]:
    """Each hour of a sentence with what it is for."""
    words, begin = line.language, 0
    for number, clock in enumerate(found):
        before = sentence[begin : clock.begin]
        subject = _subject(before, words) if not number else _further(before)
        if is_of(before, words.calendar["stops"]) or subject is None:
            begin = clock.end
            continue
        place = _place(sentence, clock.end, words) or _place_before(before, words)
        yield Said(subject, clock, place, line, sentence)
        begin = clock.end


def _subject(before: str, words: Language) -> str | None:
    """The gatherings that a sentence is on: what stands before its verb, a colon or "=". "" is "we" and "the time"."""
    label = re.match(r"([^:=–]{2,60}?)\s*(?:[:=]|\s–)\s", before)
    spoken = (
        *words.calendar["held"],
        *words.calendar["met"],
        *words.calendar["start"],
        *words.calendar["begun"],
    )
    verb = find(before, spoken)
    if label and not (verb and verb.start() < label.end(1)):
        return label[1]
    subject = before[: verb.start()] if verb else before
    if not subject.strip() or len(subject.split()) > (_SUBJECT if verb else _OTHER):
        return None
    first = subject.casefold().split()[0]
    if first in work_words(words.code)["we"]:
        return "" if len(subject.split()) == 1 and verb else None
    if verb is None and is_of(subject, words.calendar["each"]) and not is_of(first, words.calendar["all_of"]):
        return None
    return subject


def _further(before: str) -> str | None:
    """What a further hour of a sentence is for: ", i utvalget kl. 17", ", medlemsmøter kl. 19"."""
    text = before.strip(SEPARATORS)
    return text if 0 < len(text.split()) <= _OTHER else None


def _labelled(sentence: str, words: Language) -> Clock | None:
    """The hour after a label: "Klokkeslett: 18.00", "Klokka er 18 og stedet er Torget"."""
    labels = "|".join(map(re.escape, sorted(words.calendar["clock_labels"], key=len, reverse=True)))
    verbs = "|".join(map(re.escape, words.calendar["held"]))
    said = patterns.search(
        rf"(?<!\w)(?:{labels})(?:\s*[:=]|\s+(?:{verbs}))\s*(?=\d)", sentence, re.IGNORECASE
    )
    if said is None:
        return None
    part = re.match(r"[\d.:]*\d(?:\s*[-–]\s*[\d.:]*\d)?", sentence[said.end() :])
    clock = bare_clock(f"({part[0]})", words, whole=True) if part else None
    return replace(clock, begin=said.end(), end=said.end() + len(part[0])) if clock and part else None


def _before_place(sentence: str, words: Language) -> tuple[str, str] | None:
    """The gatherings of a sentence that says but where they are, and the place: "Alle møter er i kirken"."""
    if re.search(r"\d", sentence):
        return None
    unless = find(sentence, words.calendar["unless_said"])
    text = f"{sentence[: unless.start()]} " if unless and unless.start() else sentence
    verb = find(text, (*words.calendar["held"], *words.calendar["met"]))
    if unless and not unless.start():
        met = find(sentence, words.calendar["met"])
        we = met and sentence[met.end() :].casefold().split()[:1]
        if not met or not we or we[0] not in work_words(words.code)["we"]:
            return None
        place = _place(sentence, met.end() + 1 + len(we[0]), words)
        return ("", place) if place else None
    every = text.casefold().split()[:1]
    if verb is None and every and every[0] in words.calendar["all_of"]:
        verb = re.match(r"\S+\s\S+", text)
    subject = text[: verb.end() if text[: verb.start()].strip() == "" else verb.start()] if verb else ""
    if verb is None or not 0 < len(subject.split()) <= _OTHER:
        return None
    small = "|".join(
        map(re.escape, (*words.calendar["all_of"], *words.calendar["normally"], *words.calendar["at_home"]))
    )
    rest = patterns.sub(rf"^\s*(?:(?:{small})\s+)*", " ", text[verb.end() :], flags=re.IGNORECASE)
    place = _place(rest, 0, words)
    ends = place is not None and not re.sub(r"[,\s].*$", "", rest[rest.find(place) + len(place) :]).strip(
        " ."
    )
    return (subject, place) if place and ends else None


def _place(sentence: str, begin: int, words: Language) -> str | None:
    """The place that stands right here: ", i Rådhuset"; online."""
    forms = "|".join(map(re.escape, words.calendar["place"]))
    joints = "|".join(map(re.escape, words.conjunctions))
    after = patterns.match(
        rf"\s*,?\s*(?:{forms})\s+([^\W\d][^.,;:]*?)(?=\s*$|[.,;:]|\s+(?:när|når|unless|om|{joints})\b)",
        sentence[begin:],
        re.IGNORECASE,
    )
    return after[1].strip() if after and len(after[1].split()) <= _PLACE else None


def _place_before(before: str, words: Language) -> str | None:
    """The place that stands between the subject and the hour: "er i menighetshuset", ": biblioteket"."""
    online = re.search(r"\b(online|digitalt|på nett|på nätet)\b", before, re.IGNORECASE)
    if online:
        return str(online[1])
    forms = "|".join(map(re.escape, words.calendar["place"]))
    held = "|".join(map(re.escape, (*words.calendar["held"], *words.calendar["met"])))
    said = patterns.search(
        rf"(?:(?<!\w)(?:{held})(?:\s\w+)?\s(?:{forms})\s+|:\s)([^\W\d][^.,;:]*?)\s*,?\s*$",
        before,
        re.IGNORECASE,
    )
    return said[1].strip() if said and len(said[1].split()) <= _PLACE else None


# What it is said of -----------------------------------------------------------------------------------------------


def _rank(said: Said, one: Gathering, line: Line, inhabited: set[str]) -> int | None:
    """How closely something is said of a gathering, 0 the closest; None where it is said of others."""
    if one.kind is GatheringKind.OBSERVANCE:
        return None
    words = said.line.language
    heading = said.line.text if said.line.form is Form.HEADING else ""
    own = said.line.sections[-1] if said.line.sections else ""
    near = (heading or own) in line.sections if heading or own else True
    if not said.subject:
        return 2 if near else None
    named = _names(said.subject, one, words)
    if named:
        return 0 if near else 1
    first = said.subject.casefold().split()[0]
    every = first in words.calendar["all_of"]
    if every and one.area and same_series(said.subject.split()[-1], one.area, words):
        return 3
    if said.context and not every and not _names(said.context, one, words):
        return None
    return 3 if (near or own not in inhabited) and _is_every(said.subject, one, words) else None


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)


def _names(subject: str, one: Gathering, words: Language) -> bool:
    """Whether the words name the gathering's series: its body, its name in the plural, the end of its name."""
    own = _stem((_tokens(one.title) or [""])[0], words.code)
    if not own:
        return False
    met = one.kind is GatheringKind.MEETING
    series = met and names_meeting(_tokens(one.title)[0], words)
    for token in _tokens(subject):
        if _is_small(token, words):
            continue
        stem = _stem(token, words.code)
        if stem == own and not (is_generic(token, words) and " " in one.title):
            return True
        if not met or is_generic(token, words):
            continue
        of_body = (series and len(stem) > 2 and own.startswith(stem)) or (
            len(own) >= _COMPOUND and stem.startswith(own) and names_meeting(token, words)
        )
        if of_body or (len(stem) >= _COMPOUND and own.endswith(stem)):
            return True
    return False


@lru_cache(maxsize=20_000)
def _stem(token: str, code: str) -> str:
    """A word without its ending, its parts by hyphens together: FAU-møtene is fau-møt."""
    head, hyphen, last = token.rpartition("-")
    return f"{head}{hyphen}{stem_of(last, language(code))}".casefold()


def _is_every(subject: str, one: Gathering, words: Language) -> bool:
    """Whether the words mean all the meetings, "Møtene", "Alla möten", or all that is arranged: "Alla kvällar"."""
    said = [token for token in _tokens(subject) if not _is_small(token, words)]
    if not said or not all(is_generic(token, words) for token in said):
        return False
    joined = is_of(subject, words.conjunctions)
    if len(said) > 1 and not joined:
        return False  # "Council meetings"
    occasions = any(_is_form(token, words.calendar["occasions"], words) for token in said)
    return occasions or one.kind is GatheringKind.MEETING


def _is_small(token: str, words: Language) -> bool:
    calendar = words.calendar
    return token.casefold() in {
        *words.articles,
        *words.conjunctions,
        *words.at,
        *calendar["place"],
        *calendar["prepositions"],
        *calendar["all_of"],
        *calendar["normally"],
        *calendar["adjectives"],
        *work_words(words.code)["own"],
    }


def is_generic(subject: str, words: Language) -> bool:
    """Whether a word is only "the meetings" or "the evenings"."""
    plain = subject.casefold().strip()
    return " " not in plain and _is_form(
        plain, (*words.calendar["meetings"], *words.calendar["occasions"]), words
    )


def _is_form(token: str, forms: tuple[str, ...], words: Language) -> bool:
    plain = token.casefold()
    return any(plain == form or plain in {f"{form}{end}" for end in words.endings} for form in forms)
