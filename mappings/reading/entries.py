"""The dated entries of a calendar as they are written, from lines of text: what, when, and what stands around it.

Every layout of text gives the same entries; tables give theirs in ``tables``. What an entry is, is not settled here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from config import patterns
from config.language import Language, language, languages
from mappings.reading.clocks import Clock, bare_clock, clocks
from mappings.reading.days import Frame, When, day_numbers, said_days, times
from mappings.reading.lines import Form, Line, Span
from mappings.reading.model import PartOfMonth, Precision, Source
from mappings.reading.names import ends_in, names_gathering
from mappings.reading.told_series import told_of
from mappings.reading.tongue import find, is_of

SEPARATORS = " \t:;,.–—-*★†•·|=→"
_PROSE = 16
"""A line of more words is prose, and each of its sentences is looked at by itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``title`` before it is tidied, ``rest`` what stands after its date. ``when`` is None without any time.

    ``deadline``: words that make its date a last day. ``labelled``: its title is the heading or the label over a list of
    dates. ``held``: a verb says that it takes place. ``who`` and ``note`` are the cells of such columns.
    """

    title: str
    when: When | None
    line: Line
    source: Source
    rest: str = ""
    clock: Clock | None = None
    deadline: bool = False
    labelled: bool = False
    held: bool = False
    who: str = ""
    note: str = ""
    phrase: str = ""
    details: tuple[str, ...] = ()
    matrix: bool = False
    where: str = ""


def frame_of(line: Line, period: Frame) -> Frame:
    """What the line's times are read against: the period, and the year and the one month above it."""
    month = line.span.first if line.span and (line.span.last - line.span.first).days < 31 else None
    return replace(period, year=line.year, month=month, day_last=line.day_last)


def span_when(line: Line) -> When | None:
    """The month or months that the heading above sets. None when it is a quarter, a term or a season."""
    if line.span is None or line.span.rule not in {"MONTH", "PART-OF-MONTH"}:
        return None
    part = None
    for kind, forms in line.language.parts.items():
        if any(
            line.span.words.casefold().startswith(f"{form} ") or line.span.words.casefold().startswith(form)
            for form in forms
        ):
            part = {"early": PartOfMonth.EARLY, "middle": PartOfMonth.MID, "late": PartOfMonth.LATE}[kind]
    return When(0, 0, line.span.first, line.span.last, Precision.MONTH, line.span.rule, part=part)


# Sentences --------------------------------------------------------------------------------------------------------

_ABBREVIATED = re.compile(
    r"(?:\b(?:kl|ca|f|d|v|nr|bl|jf|evt|inkl|ansv|prel|tel|st|resp|o|fr|t|m|e)|\d)\.$", re.IGNORECASE
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; a full stop after a number or an abbreviation ends none, unless a capital follows."""
    parts: list[str] = []
    for piece in re.split(r"(?<=[.!?])\s+(?=[^\W\d_a-zåäöæø]|\d)", text):
        if parts and _goes_on(parts[-1], piece):
            parts[-1] += f" {piece}"
        else:
            parts.append(piece)
    return tuple(part.strip() for part in parts if part.strip())


def _goes_on(sentence: str, following: str) -> bool:
    """Whether the full stop between the two ends no sentence."""
    if following[:1].isdigit() and _days_said().short.search(sentence):
        return True
    if not _ABBREVIATED.search(sentence) or _ends_with_day(sentence, following):
        return False
    if not _DATE_LAST.search(sentence):
        return True
    return following[:1].isdigit() and not (
        _DATE_FIRST.match(following) and re.search(r"[^\W\d_]{3}", sentence)
    )


_DATE_LAST = re.compile(
    r"\d{4}\.$|\d{2}[.:]\d{2}\.$|\d\.\d{1,2}\.$|-\d\d\.$|(?:kl\.?|klockan|klokk[ae]n?) [\d.:–-]+\.$|\d/\d{1,2}\.$|\d [^\W\d]+ \d+\.$"
)
"""What a sentence ends with whose last word is a day, or an hour."""
_DATE_FIRST = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(?:\s?[-–]\s?\d{1,2}/\d{1,2})?|\d{1,2}\.\d{1,2}\.(?:\d{4})?|\d{1,2}\.(?:0?[1-9]|1[0-2])(?!\d)|\d{1,2}\.?\s[^\W\d_]{3,}\s\d{4})[\s,]+[^\W\d_]{2}"
)
"""A day of its own, and a word after it."""


def _ends_with_day(sentence: str, following: str) -> bool:
    """Whether the full stop after a number ends a sentence: "… søndag den 16. Tilmelding til Bodil", not "den 17. Mai"."""
    said = _days_said()
    led = re.match(r"\d{1,2}\.?(?:\s?[-–]\s?\d{1,2}\.?)?\s([^\W\d_]+)", following)
    if led and led[1].casefold() in said.months and said.hour.search(sentence):
        return True
    first = re.match(r"[^\W\d_]+", following)
    return bool(first and first[0].casefold() not in said.months and said.day.search(sentence))


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence ends with: a day, an hour, a weekday cut short. ``months`` are the names of months and weekdays."""

    months: frozenset[str]
    day: re.Pattern[str]
    hour: re.Pattern[str]
    short: re.Pattern[str]


@cache
def _days_said() -> _Said:
    """In the words of all languages."""
    known = [language(code) for code in languages()]
    months = frozenset(
        name.casefold() for words in known for name in (*words.months, *words.months_short, *words.weekdays)
    )
    named = {name for words in known for name in (*words.weekdays, *words.units["week"])}
    before = "|".join({re.escape(name) for name in named} | {"den", r"[dv]\."})
    clock = "|".join({re.escape(form) for words in known for form in words.calendar["clock"]})
    hour = re.compile(rf"(?<!\w)(?:{clock})\.?\s?\d{{1,2}}\.$", re.IGNORECASE)
    day = rf"(?:(?<!\w)(?:{before})\s|\d\.?\s?[-–]\s?)\d{{1,2}}\.$"
    cut = {
        form
        for words in known
        for key in ("weekdays_short", "weekdays_shorter", "weekdays_also")
        for form in words.calendar[key]
        if len(form) < _WHOLE
    }
    short = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, cut))})\.$", re.IGNORECASE)
    return _Said(months, re.compile(day, re.IGNORECASE), hour, short)


_WHOLE = 6
"""Letters of the shortest name of a weekday that is not cut short."""


# One line ---------------------------------------------------------------------------------------------------------


def found_times(text: str, words: Language, frame: Frame) -> tuple[When, ...]:
    """The times of a text; without any, the day that a number means under a month's heading."""
    found = tuple(_without_number(text, when, words, frame) for when in times(text, words, frame))
    if any(when.exact or when.first is None for when in found):
        return found
    if len(found) == 1 and found[0].first and frame.month is None:
        return said_days(text, words, replace(frame, month=found[0].first)) or found
    return day_numbers(text, words, frame) or found


def _without_number(text: str, when: When, words: Language, frame: Frame) -> When:
    """As in "Møte 3 – 12. mai" is the 12th: the number before the dash belongs to the meeting's name."""
    match = re.match(r"\d{1,2}\s+[-–—]\s+", text[when.begin : when.end])
    name = re.search(r"([^\W\d_]+)\s+$", text[: when.begin])
    if (
        when.precision is not Precision.RANGE
        or not match
        or not name
        or not ends_in(name[1], words.calendar["meetings"], words)
    ):
        return when
    begin = when.begin + match.end()
    inner = times(text[begin : when.end], words, frame)
    return replace(inner[0], begin=begin, end=when.end) if inner else when


def primary(text: str, whens: tuple[When, ...], words: Language) -> tuple[When, ...]:
    """The times that say when the entry is: not those in brackets, of a deadline or of where it was moved from."""
    whens = _moved_to(text, whens, words)
    outside = tuple(when for when in whens if not in_brackets(text, when))
    whens = outside or whens
    free = tuple(when for when in whens if not is_last_day(text, when, words))
    whens = free or whens
    exact = tuple(when for when in whens if when.exact)
    return exact or whens


def _moved_to(text: str, whens: tuple[When, ...], words: Language) -> tuple[When, ...]:
    """Of "18/9 Middag, flyttad till 25/9" the new day alone; of "25/9, flyttad från 18/9" too."""
    moved = find(text, words.calendar["moved"])
    if moved is None:
        return whens
    after = [when for when in whens if when.begin >= moved.end() and when.exact]
    if not after:
        return whens
    between = text[moved.end() : after[0].begin].casefold().split()
    if set(between) & set(words.starting):
        return tuple(when for when in whens if when is not after[0]) or whens
    return (after[0],)


def in_brackets(text: str, when: When) -> bool:
    """Whether a time stands in brackets."""
    before = text[: when.begin]
    return before.count("(") > before.count(")")


def is_last_day(text: str, when: When, words: Language) -> bool:
    """Whether the words before a time make it a last day: "senast den 1 mars", "frist 1. mars"."""
    before = text[: when.begin].casefold().rstrip(" :(,")
    small = (*words.articles, *words.at)
    while True:
        if any(
            before == form or before.endswith((f" {form}", f"({form}"))
            for form in (*words.calendar["deadline"], *words.ends)
        ):
            return True
        cut = next((form for form in small if before.endswith(f" {form}")), None)
        if cut is None:
            return False
        before = before[: -len(cut)].rstrip(" :(,")


def leads(text: str, when: When, words: Language) -> bool:
    """Whether nothing but small words stands before the time."""
    before = text[: when.begin].casefold().strip(SEPARATORS + "(")
    small = {*words.articles, *words.within, *words.about, *words.at, "d", "i", "on", *words.starting}
    small |= {
        form.rstrip(".") for form in (*words.calendar["weekend"], *words.calendar["tentative"], *words.about)
    }
    return not before or before in small or all(part in small for part in before.split())


def line_entries(line: Line, period: Frame, *, below: str = "") -> Iterator[Entry]:
    """The entries of one line of text. ``below`` is the line under it that names what the date is of (pattern 7)."""
    words, frame = line.language, frame_of(line, period)
    text = line.text
    whens = found_times(text, words, frame)
    if not whens:
        return
    if inner := _after_month(line, whens[0]):
        made: list[Entry] = []
        said = (
            part
            for sentence in sentences(inner.text)
            for part in (re.split(r",\s+(?=\d{1,2}\.\s+[^\W\d])", one) for one in bracketed(sentence))
        )
        parts = [part for group in said for part in group]
        for part in parts:
            own = list(line_entries(replace(inner, text=part), period))
            if not own and len(parts) > 1 and (span := span_when(inner)):
                own = [
                    Entry(
                        part,
                        span,
                        inner,
                        line.part(f"{text[: whens[0].end]} {part}"),
                        phrase=text[: whens[0].end],
                    )
                ]
            made += own
        here = replace(
            span_when(inner) or whens[0], begin=0, end=0, part=whens[0].part, tentative=whens[0].tentative
        )
        for entry in made or [Entry(inner.text, here, inner, line.source, phrase=text[: whens[0].end])]:
            alone = len(made) < 2
            clock = entry.clock or (_clock(line, inner.text) if alone else None)
            yield replace(entry, line=line, source=line.source if alone else entry.source, clock=clock)
        return
    if listed := list(labelled_dates(line, text, whens)):
        yield from listed
        return
    chosen = primary(text, whens, words)
    first = chosen[0]
    if split := _own_deadline(line, text, whens, chosen):
        for part, late in zip(split, (False, True), strict=True):
            for entry in line_entries(replace(line, text=part), period):
                yield replace(entry, line=line, source=line.part(part), deadline=late)
        return
    if leads(text, first, words):
        group = _doubted(text[: first.begin], dates_joined(text, chosen), words)
        rest = text[group[-1].end :]
        yield from entries_after_date(line, text, group, rest, below)
    else:
        title = _without_times(text[: first.begin], whens)
        group = days_of_one(title, dates_joined(text, chosen), words)
        for when in group:
            yield entry_of(line, text, when, title, text[group[-1].end :], text)


def _doubted(before: str, group: tuple[When, ...], words: Language) -> tuple[When, ...]:
    """The times as tentative ones where the words before them say so: "prel. 10 februari", "foreløbigt 3. maj"."""
    doubt = is_of(before, (*words.calendar["tentative"], *words.about))
    return tuple(replace(when, tentative=True) for when in group) if doubt else group


def bracketed(text: str) -> list[str]:
    """The parts of a list of names that each have a day: in brackets, "Committee (12), Quiz night (22)", or between dots."""
    dotted = re.split(r"\s+[·•|]\s+", text)
    if len(dotted) > 1 and all(re.search(r"\d.*[^\W\d_]{3}|[^\W\d_]{3}.*\d", part) for part in dotted):
        return dotted
    parts = re.split(r"(?<=\)),\s+(?=[^\W\d_])", text)
    days = all(re.search(r"\(\D{0,12}\d{1,2}\b[^()]*\)\.?$", part) for part in parts)
    return parts if days and len(parts) > 1 else [text]


def _without_times(title: str, whens: tuple[When, ...]) -> str:
    """A title without the old days before the new one: "18/9 Middag, flyttad till"."""
    for when in reversed(whens):
        if when.exact and when.end <= len(title):
            title = title[: when.begin] + title[when.end :]
    return title


def _own_deadline(
    line: Line, text: str, whens: tuple[When, ...], chosen: tuple[When, ...]
) -> tuple[str, str] | None:
    """The halves of "Udflugt 4. juni, tilmelding senest 28. maj": what takes place, and what is to be done before it."""
    words = line.language
    last = whens[-1]
    if (
        last in chosen
        or not chosen[0].exact
        or chosen[-1].begin > last.begin
        or not is_last_day(text, last, words)
    ):
        return None
    closed = re.sub(
        r"\([^()]*\)", lambda found: " " * len(found[0]), text
    )  # "hos Liv (tlf. 400 00 000) innen 3. mai"
    cut = _cut_before(closed[: last.begin], chosen[-1].end, words)
    second = text[cut + 1 :].strip(" –-") if cut > chosen[-1].end - 1 else ""
    if not second or "(" in closed[chosen[-1].end : last.begin] or not second[0].isalpha():
        return None
    return text[:cut].strip(), second


def _cut_before(text: str, start: int, words: Language) -> int:
    """Where the last part of a text begins that says what is to be done, beside how late and where one is reached. Else -1."""
    cuts = (match.start() for match in re.finditer(r"[,;.](?= )| [–-](?= )", text) if match.start() >= start)
    late = {*words.before, *words.within, *words.calendar["deadline"]}
    named = (
        cut
        for cut in reversed(list(cuts))
        if [word for word in re.findall(r"[^\W\d_]{2,}", text[cut:]) if word.casefold() not in late]
    )
    return next(named, -1)


def _after_month(line: Line, when: When) -> Line | None:
    """The rest of a line that begins with a month and a sign: "Februari. Bokslut", "Marts måned: Generalforsamling"."""
    if when.exact or when.first is None or when.last is None or not leads(line.text, when, line.language):
        return None
    forms = "|".join(map(re.escape, line.language.calendar["months_of"])) or r"(?!x)x"
    stop = r"\s*" if line.text[: when.end].endswith(".") else r"(?:[:.]\s*|\s[–—-]\s)"
    match = patterns.match(rf"(?:\s+(?:{forms}))?\s*{stop}[:–-]?\s*(?=\S)", line.text[when.end :])
    if not match:
        return None
    rule = "PART-OF-MONTH" if when.part else "MONTH"
    span = Span(line.text[: when.end].strip(), when.first, when.last, rule)
    return replace(line, text=line.text[when.end + match.end() :], span=span)


def dates_joined(text: str, whens: tuple[When, ...]) -> tuple[When, ...]:
    """The first time and those that follow it with nothing but a comma or "and" between."""
    group = [whens[0]]
    for when in whens[1:]:
        between = re.sub(r"\([^)]*\)", "", text[group[-1].end : when.begin]).casefold()
        between = re.sub(r"(?:^|(?<=\s))(?:\d{1,2}|[a-h])\)\s*$", "", between).strip(
            " ,"
        )  # "1) 3. mai, 2) 7. juni"
        between = next(
            (
                between.removesuffix(f" {form}")
                for form in ("i", "in", "den", "the")
                if between.endswith(f" {form}")
            ),
            between,
        )
        if when.begin == group[-1].begin or (between in _JOINTS and when.exact == group[0].exact):
            group.append(when)
        else:
            break
    return tuple(group)


_JOINTS = {"", "og", "och", "and", "samt", "&", "/", "+", ";", "·", "|", "•"}
"""What may stand between days of one thing."""


def days_of_one(title: str, group: tuple[When, ...], words: Language) -> tuple[When, ...]:
    """Two days that follow each other, of something in the singular, are one time: "Landsmøde den 2. og 3. oktober"."""
    if len(group) != 2 or any(when.precision is not Precision.DAY or when.first is None for when in group):
        return group
    first, second = group
    if first.first is None or second.first is None or second.first != first.first + timedelta(days=1):
        return group
    name = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", title.strip(SEPARATORS))
    if name is None or not ends_in(name[0], (*words.calendar["meetings"], *words.calendar["weekend"]), words):
        return group
    if name[0].casefold().endswith(words.calendar["plural_nouns"]):
        return group
    return (replace(first, last=second.last, end=max(first.end, second.end), precision=Precision.RANGE),)


def entries_after_date(
    line: Line, text: str, group: tuple[When, ...], rest: str, below: str = ""
) -> Iterator[Entry]:
    """One entry for each date that a text begins with; what they are of stands after them or below."""
    rest = _clock_behind(rest, line.language)
    clock = _clock(line, rest)
    bare = _without_clock(rest, line.language).strip(SEPARATORS + "()")
    for when in group:
        if bare and not _only_note(rest):
            yield entry_of(line, text, when, rest, "", text)
        else:
            passage = f"{text} {below}".strip()
            made = entry_of(
                line, text, when, below or (line.sections[-1] if line.sections else ""), rest, passage
            )
            yield replace(made, clock=made.clock or clock or _clock(line, below), labelled=not below)


def _clock_behind(rest: str, words: Language) -> str:
    """What follows a date with the hour that opens it in brackets behind the name: "8 mars (kl. 19) Möte"."""
    match = re.match(r"\s*\(([^()]*)\)[\s:,–—-]*([^\W\d_].*)$", rest)
    alone = match and clocks(match[1], words) and not _without_clock(match[1], words).strip(SEPARATORS)
    return f" {match[2]} ({match[1]})" if match and alone else rest


def _only_note(rest: str) -> bool:
    """A date with nothing after it but brackets: "11 mars (budget)"."""
    return bool(re.fullmatch(r"[\s.,:–-]*\([^)]*\)\s*", rest))


def _without_clock(text: str, words: Language) -> str:
    for clock in reversed(clocks(text, words)):
        text = text[: clock.begin] + " " + text[clock.end :]
    return text


def _clock(line: Line, text: str) -> Clock | None:
    return next(iter(clocks(text, line.language)), None)


def entry_of(line: Line, text: str, when: When, title: str, rest: str, passage: str) -> Entry:
    """An entry of a text with this time, its clock and the words that set the time."""
    deadline = is_last_day(text, when, line.language)
    within = _clock(line, text[when.begin : when.end])  # "fredag kl. 15 till söndag kl. 14"
    clock = within or _clock(line, rest) or _clock(line, title) or bare_clock(rest, line.language)
    if clock is None and (clock := bare_clock(title, line.language)):
        title = title[: clock.begin] + title[clock.end :]
    return Entry(
        title,
        when,
        line,
        line.part(passage),
        rest,
        clock,
        deadline,
        phrase=_phrase(text, when, line.language),
    )


def _phrase(text: str, when: When, words: Language) -> str:
    """The words that set the time: those before the date that belong to it, and the date."""
    before = text[: when.begin]
    smalls = sorted(
        {
            *words.calendar["deadline"],
            *words.articles,
            *words.at,
            *words.within,
            *words.about,
            *words.ends,
            *words.starting,
        },
        key=len,
        reverse=True,
    )
    start = when.begin
    while True:
        head = before[:start].rstrip()
        cut = next(
            (
                form
                for form in smalls
                if head.casefold().endswith(form)
                and (len(head) == len(form) or not head[-len(form) - 1].isalnum())
            ),
            None,
        )
        if cut is None:
            break
        start = len(head) - len(cut)
    return text[min(start, when.begin) : when.end].strip(SEPARATORS + "()")


# A label and its dates --------------------------------------------------------------------------------------------


def labelled_dates(line: Line, text: str, whens: tuple[When, ...]) -> Iterator[Entry]:
    """As in "Sammanträden: 9/1, 6/2, 13/3. Övriga datum: 28/4 städdag": a label, and dates after its colon."""
    words = line.language
    for label, body, offset in _labels(text):
        inside = tuple(
            when
            for when in whens
            if offset <= when.begin < offset + len(body) and (when.exact or len(whens) > 2)
        )
        other = is_of(label, words.calendar["dates_open"])
        if len(inside) < 2 and not (inside and (other or len(list(_labels(text))) > 1)):
            continue
        if not inside or body[: inside[0].begin - offset].strip(SEPARATORS):
            continue
        bare = re.sub(r"\([^)]*\)", "", label)
        if is_of(bare, (*words.calendar["must"], *words.calendar["deadline"])):
            continue
        if not inside[0].exact and not names_gathering(label, words):
            continue
        if label.split()[0].casefold() in words.calendar["infinitives"]:
            continue
        shared = _clock(line, label)
        title_of, where = label_title(label, words)
        told = told_of(label, words)
        last = text[inside[-1].end : offset + len(body)]
        if (tail := _of_all(last, words)) is not None:
            hour = _clock(line, tail) or bare_clock(f", {tail}", words)
            shared, where = shared or hour, where or _where(tail, words)
        for number, when in enumerate(inside):
            end = inside[number + 1].begin if number + 1 < len(inside) else offset + len(body)
            after = text[when.end : end]
            own = re.sub(r"\s+(?:och|og|and|samt)\s*$", "", _without_clock(after, words).strip(" ,.;"))
            own = re.sub(r"\(.*?\)", "", own).strip(SEPARATORS)
            own = "" if own in {"och", "og", "and", "samt"} or _of_all(after, words) is not None else own
            title = own or title_of
            passage = text[when.begin : when.end] if own == "" else text[when.begin : end]
            if number == 0 and not own:
                passage = text[offset - len(label) - 2 : end]
            rest = "" if _of_all(after, words) is not None else after
            made = Entry(title, when, line, line.part(passage.strip(" ,;")), rest, labelled=not own)
            made = replace(made, who=told.who) if told and not own else made
            clock = _clock(line, after) or shared or bare_clock(after, words)
            yield replace(made, held=True, clock=clock, where="" if own else where)


def _of_all(after: str, words: Language) -> str | None:
    """What follows the last date of a list and counts for all: "alle kl. 19", "all at 5pm in Room 2", a clock alone."""
    plain = after.strip(SEPARATORS + "()")
    said = plain.split(".")[0] if not clocks(plain, words) else plain
    first = said.split()[0].casefold() if said.split() else ""
    if first in words.calendar["all_of"]:
        return said
    labels = "|".join(map(re.escape, words.calendar["clock_labels"]))
    beside = patterns.sub(
        rf"^(?:{labels})\b", "", _without_clock(plain, words).strip(SEPARATORS), flags=re.IGNORECASE
    )
    alone = bool(clocks(plain, words)) and not beside.strip(SEPARATORS)
    bare = bare_clock(after, words)
    alone = alone or (
        bare is not None and not (after[: bare.begin] + after[bare.end :]).strip(SEPARATORS + "()")
    )
    return plain if alone else None


def _where(text: str, words: Language) -> str:
    """The place after a clock: "kl. 19 i Borgerhuset"."""
    clock = next(iter(clocks(text, words)), None)
    forms = "|".join(map(re.escape, words.calendar["place"]))
    place = (
        patterns.match(rf"\s*,?\s*(?:{forms})\s+([^.;]+)", text[clock.end :], re.IGNORECASE)
        if clock
        else None
    )
    return place[1].strip() if place else ""


def label_title(label: str, words: Language) -> tuple[str, str]:
    """What a label over dates names, and the place in it: "Møder afholdes tirsdage kl. 19 i Borgerhuset" names "Møder"."""
    verb, plural = find(label, words.calendar["held"]), find(label, words.calendar["met"])
    title = label
    if told := told_of(label, words):
        title = told.title
    elif plural and plural.start() > 0:
        title = label[: plural.end()]
    elif verb and verb.start() > 0:
        title = label[: verb.start()]
    forms = "|".join(map(re.escape, words.calendar["place"]))
    clock = next(iter(clocks(label, words)), None)
    where = (
        patterns.match(rf"\s*,?\s*(?:{forms})\s+(.+)$", label[clock.end :], re.IGNORECASE) if clock else None
    )
    if where and clock and clock.begin < len(title):
        title = title[: clock.begin]
    for one in reversed(clocks(title, words)):
        title = title[: one.begin] + title[one.end :]
    return title.strip(SEPARATORS + "("), _bare_place(where[1], words) if where else ""


def _bare_place(text: str, words: Language) -> str:
    """A place without the words that lead to the days after it: "the library on", "klubhuset følgende dage"."""
    place = re.split(r"[();:]", text)[0].strip(SEPARATORS)
    leading = rf"(?:\s+(?:{'|'.join(map(re.escape, (*words.at, *words.articles, 'on')))}))?"
    days = "|".join(map(re.escape, words.calendar["dates_open"]))
    return patterns.sub(rf"{leading}(?:\s+(?:{days}))?$", "", place, flags=re.IGNORECASE).strip(SEPARATORS)


def _labels(text: str) -> Iterator[tuple[str, str, int]]:
    """Each label with what stands after its colon up to the next label, and where that begins."""
    marks = list(
        re.finditer(
            r"(?:^|(?<=[.!?])\s+|(?<=\d)\s+(?=[A-ZÅÄÖÆØ][^\W\d_]+:))((?:[^:.]|\d:\d)*(?:\d\.\d(?:[^:.]|\d:\d)*|kl\. ?\d[^:]*)?(?:[^:]|(?<=\d):(?=\d))*?):\s",
            text,
        )
    )
    for number, match in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        if stop := re.search(r"(?<=[\d\w)])\.\s+(?=[A-ZÅÄÖÆØ][a-zåäöæø]+\s)", text[match.end() : end]):
            end = match.end() + stop.start()
        yield match[1].strip(), text[match.end() : end], match.end()


def is_prose(line: Line) -> bool:
    """Whether the line is sentences rather than an entry."""
    words = line.language
    count = len(line.text.split())
    return (
        count > _PROSE
        or (line.form is Form.TEXT and len(sentences(line.text)) > 1 and count > 9)
        or obliges(line.text, words)
    )


def obliges(text: str, words: Language) -> bool:
    """Whether a text says that something shall be done; "må. 12." is a Monday."""
    must = words.calendar["must"][:2]
    days = [day for day in words.calendar["weekdays_short"] if day in must]
    if days:
        text = patterns.sub(rf"(?<!\w)(?:{'|'.join(days)})\.?\s+(?=\d)", "", text, flags=re.IGNORECASE)
    return is_of(text, must)
