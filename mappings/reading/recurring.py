"""Gatherings that a plan gives as a rule: "board meetings on the second Tuesday of every month except July".

The rule's words are kept as they are; what an RRULE cannot say has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from config import patterns
from config.language import Language, language
from config.recurrence import WEEKDAY_CODES, days_of
from config.work_words import work_words
from mappings.reading.clocks import Clock, clocks
from mappings.reading.days import Frame, times
from mappings.reading.entries import SEPARATORS, leads, sentences
from mappings.reading.grammar import read_clause
from mappings.reading.lines import Form, Line
from mappings.reading.model import GatheringKind, Precision, Recurring
from mappings.reading.names import names_gathering, names_meeting
from mappings.reading.tongue import find, is_of


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule in a text: where its words stand, and the RRULE if one can say it."""

    begin: int
    end: int
    rrule: str | None


def line_rules(line: Line, period: Frame) -> Iterator[Recurring]:
    """The gatherings that the sentences of a line give as rules. ``dates_listed`` is settled by who knows the dates."""
    words = line.language
    subject = ""
    said = sentences(line.text)
    for number, sentence in enumerate(said):
        found = _rule(sentence, words, period) if not sentence.endswith(":") else None
        if found:
            made = _made(line, sentence, found, subject, period)
            if made:
                after = said[number + 1] if number + 1 < len(said) else ""
                yield _excepted(made, line, after, words)
        subject = sentence


def _excepted(rule: Recurring, line: Line, after: str, words: Language) -> Recurring:
    """The rule with the exception that the sentence after it makes: "Ingen øvelse i juli"."""
    if not after or not after.casefold().startswith(tuple(f"{form} " for form in words.calendar["none_of"])):
        return rule
    source = line.part(f"{rule.source.passage} {after}")
    return replace(rule, exceptions=(*rule.exceptions, after.strip(" .")), occurrences=(), source=source)


def _made(line: Line, sentence: str, rule: _Rule, before: str, period: Frame) -> Recurring | None:
    words = line.language
    left = sentence[: rule.begin]
    title = _title(left, words)
    heading = line.sections[-1] if line.sections else ""
    bare = left.strip(SEPARATORS).casefold() in {"", *words.calendar["normally"]}
    short = (
        len(left.split()) <= 3 and not names_gathering(left, words) and not is_of(left, words.calendar["met"])
    )
    short = short and not (left.rstrip().endswith(":") and _gathers(title, left, words))
    if (bare or short) and heading and names_gathering(heading, words):
        title, left = heading, heading
    ours = title.casefold().split()[:1]
    clock = next(iter(clocks(sentence, words)), None)
    if clock is None and set(left.casefold().split()[:1]) & set(work_words(words.code)["we"]):
        return None
    if not title or is_of(left, words.calendar["must"]) or ours[0] in work_words(words.code)["we"]:
        return None
    pronoun = title.split()[0].casefold() in _PRONOUNS
    if pronoun:
        title = _subject(before) or title
    if not _gathers(title, left, words) and not pronoun:
        return None
    rule_text, exceptions = _words_of(sentence, rule, words)
    if clock is None and _is_work(sentence, words):
        return None
    return Recurring(
        title=title,
        kind=GatheringKind.MEETING if _meets(title, left, words) else GatheringKind.EVENT,
        rule_text=rule_text,
        source=line.part(f"{heading} {sentence}" if title == heading else sentence),
        rule=_within_month(rule.rrule, line),
        exceptions=exceptions,
        occurrences=_occurrences(rule, sentence, exceptions, words, period, line),
        time=clock.start if clock else None,
        end_time=clock.stop if clock else None,
        place=_place(sentence, clock, words),
        responsible=_who(left, words),
        area=None if title == heading else line.area,
    )


def _is_work(sentence: str, words: Language) -> bool:
    """Whether a sentence tells who does something again and again: "Kiosken drives hver søndag av foreldrene"."""
    clause = read_clause(sentence, words)
    return clause.passive and bool(clause.agent)


_SHORT = 3
"""Words of who does it and the verb: "Kören övar", "Det lokale kor øver"."""
_PRONOUNS = {"de", "dei", "they", "den", "det", "it", "dessa", "disse"}


def _within_month(rrule: str | None, line: Line) -> str | None:
    """A rule under a month's heading counts for that month."""
    if (
        rrule
        and rrule.startswith("FREQ=WEEKLY")
        and line.span
        and line.span.rule == "MONTH"
        and line.form is Form.ITEM
        and "BYMONTH" not in rrule
    ):
        return f"{rrule};BYMONTH={line.span.first.month}"
    return rrule


def _subject(sentence: str) -> str | None:
    """What the sentence before was about: its words up to the verb."""
    tokens = sentence.split()
    if not tokens:
        return None
    kept = [tokens[0]]
    for token in tokens[1:-1]:
        if token in {"for", "för", "til", "till", "i", "of", "på"} or kept[-1] in {
            "for",
            "för",
            "til",
            "till",
            "i",
            "of",
            "på",
        }:
            kept.append(token)
        else:
            break
    return " ".join(kept)


# The words of a rule ----------------------------------------------------------------------------------------------


@cache
def _patterns(code: str) -> tuple[tuple[str, str], ...]:
    words = language(code)

    def forms(group: Iterable[str]) -> str:
        listed = sorted(set(group), key=len, reverse=True)
        return "|".join(re.escape(form) for form in listed) or r"(?!x)x"

    endings = forms(words.endings)
    day = rf"(?:{forms(name.casefold() for name in words.weekdays)})(?:{endings})?"
    every = forms(form for form in words.every if form in words.calendar["each"])
    single = forms(
        form
        for form in words.every
        if form in words.calendar["each"] and form not in words.calendar["all_of"]
    )
    nth = forms(words.ordinals)
    month = forms(words.units["month"])
    week = forms(words.units["week"])
    joint = forms(words.conjunctions)
    small = rf"(?:{forms(words.articles)}|on)"
    halves = forms(form.split()[0] for form in (*words.calendar["even_weeks"], *words.calendar["odd_weeks"]))
    of = rf"(?:\s+(?:i|på|av|in|of|the|om|per|pr\.?|{every})\s+(?:(?:{every}|{halves}|{forms(words.alternating)}|the|other|annan|annen|annan kvar|hver|anden)\s+)*(?:{month})|\s+(?:{every})\s+(?:{month}))"
    alternating = forms(words.alternating)
    return (
        (
            "nth",
            rf"(?:{small}\s+)?(?:{nth})(?:\s+(?:{joint})\s+(?:{small}\s+)?(?:{nth}))?\s+{day}(?:\s+kl\.?\s*[\d.:–-]+)?{of}?(?:\s+(?:{every})\s+(?:{month}))?",
        ),
        ("alternating", rf"(?:{alternating})\s+(?:{day}|(?:{week}))"),
        ("every", rf"(?:{single})\s+{day}|(?:{forms(words.calendar['all_of'])})\s+(?:{_plurals(words)})"),
        ("weeks", rf"(?:{every})\s+(?P<count>\d+)\.?\s+(?:{week})"),
        (
            "even",
            rf"(?:i|in|på)?\s*(?:{forms((*words.calendar['even_weeks'], *words.calendar['odd_weeks']))})",
        ),
        (
            "yearly",
            rf"(?:i|in)\s+(?:{forms(name.casefold() for name in words.months)})\s+(?:{every})\s+(?:{forms(words.units['year'])})",
        ),
        (
            "cadence",
            forms(
                (
                    *(form for form, name in words.cadences.items() if name != "continuous"),
                    *work_words(code).often.get("two-weekly", ()),
                )
            ),
        ),
        (
            "times",
            rf"(?:[\d–-]+|{forms(words.numbers)})\s+(?:{forms(words.calendar['times'])})\s+(?:per|pr\.?|i|om|a|each|every|en|hvert|kvart)\s+(?:{month}|(?:{week})|\w*år\w*|year|term\w*|halvår\w*|kvartal\w*)",
        ),
        ("plural", _plurals(words)),
        ("seasons", forms(words.calendar["each_season"])),
        ("relative", rf"{day}\s+(?:{forms((*words.before, *words.after))})\s+(?:{every})\s+[^\W\d]+"),
    )


def _plurals(words: Language) -> str:
    """Weekdays in the plural mean each of them: "söndagar kl. 12", "Mondays at 7"."""
    ends = words.calendar["plural_weekdays"]
    return "|".join(re.escape(f"{day.casefold()}{end}") for day in words.weekdays for end in ends)


@cache
def _compiled(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{text})(?!\w)", re.IGNORECASE)) for name, text in _patterns(code)
    )


def _rule(text: str, words: Language, period: Frame) -> _Rule | None:
    """The rule that a sentence gives, the most telling of several."""
    every_other = find(text, work_words(words.code).often["two-weekly"])
    for name, pattern in _compiled(words.code):
        match = pattern.search(text)
        if not match or (name == "every" and every_other):
            continue
        said = match[0].casefold()
        if name == "plural" and any(when.precision is Precision.DAY for when in times(text, words, period)):
            continue
        if name == "nth" and _is_one_day(text, match, words, period):
            continue
        rrule = _rrule(name, said, match, text, words)
        if rrule and "BY" in rrule and "BYMONTH" not in rrule:
            rrule = _limited(rrule, text, match, words, period)
        return _Rule(match.start(), match.end(), rrule)
    return None


def _limited(rrule: str, text: str, match: re.Match[str], words: Language, period: Frame) -> str:
    """The rule within the months or up to the last day that its sentence says: "from April to September", "3.5–26.7"."""
    without = _exception(text, words)
    outside = text[: match.start()], text[match.end() : without.start() if without else None]
    months = _months_after(_without_clocks(outside[1], words), words) if "WEEKLY" in rrule else []
    months = months or next((found for part in reversed(outside) if (found := _season(part, words))), [])
    if months:
        return f"{rrule};BYMONTH={','.join(map(str, sorted(months)))}"
    last = _last_day(outside[1], words, period)
    return f"{rrule};UNTIL={last:%Y%m%d}" if last else rrule


def _exception(text: str, words: Language) -> re.Match[str] | None:
    """Where the exception of a rule begins: "utom i juli", "uppehåll juni–augusti"."""
    said = find(text, words.calendar["except_for"])
    rests = find(text, words.calendar["pause"])
    apart = rests is not None and text[: rests.start()].rstrip().endswith((",", ";", "(", "–", "-", "."))
    return rests if rests and apart and (said is None or rests.start() < said.start()) else said


def _season(text: str, words: Language) -> list[int]:
    """The months from one to another that a text names: "oktober till april"."""
    frame = Frame(_ANY, _ANY.replace(month=12, day=31))
    for when in times(_without_clocks(text, words), words, frame):
        if when.exact or when.first is None or when.last is None or when.rule != "MONTH":
            continue
        first, last = when.first.month, when.last.month
        joined = set(text[when.begin : when.end].casefold().split()) & set(words.conjunctions)
        if first != last and not joined:
            return [(first + step - 1) % 12 + 1 for step in range((last - first) % 12 + 1)]
    return []


_ANY = date(2001, 1, 1)


def _last_day(text: str, words: Language, period: Frame) -> date | None:
    """The last of the days from one to another between which a rule counts, or the day up to which it does."""
    for when in times(text, words, period):
        before = text[: when.begin].casefold().rstrip()
        until = f" {before}".endswith(tuple(f" {form}" for form in words.ranges))
        if when.precision is Precision.RANGE or (until and when.precision is Precision.DAY):
            return when.last
    return None


def _is_one_day(text: str, match: re.Match[str], words: Language, period: Frame) -> bool:
    """As in "The first Saturday of May" is one day and no rule; without "month" and without a month it is a list's label."""
    dated = any(
        when.rule == "NTH-WEEKDAY" and when.begin <= match.start() + 4 for when in times(text, words, period)
    )
    several = _months_after(text[match.end() :], words)
    if len(several) > 1:
        return False
    monthly = any(is_of(match[0], [form]) for form in words.units["month"])
    return dated or not monthly


def _months_after(text: str, words: Language) -> list[int]:
    """The months that follow a rule at once: "in May, June and September"."""
    joints = "|".join(map(re.escape, words.conjunctions))
    within = "|".join(map(re.escape, (*words.within, "i", "in", "of", "på")))
    match = patterns.match(
        rf"\s*,?\s+(?:{within})\s+((?:[^\W\d]+)(?:(?:\s*,\s*|\s+(?:{joints})\s+)[^\W\d]+)*)",
        text,
        re.IGNORECASE,
    )
    names = [name.casefold() for name in words.months]
    tokens = re.findall(r"[^\W\d]+", match[1].casefold()) if match else []
    return [names.index(token) + 1 for token in tokens if token in names]


def _rrule(name: str, said: str, match: re.Match[str], text: str, words: Language) -> str | None:
    days = [
        WEEKDAY_CODES[number]
        for number, day in enumerate(words.weekdays)
        if patterns.search(rf"(?<!\w){re.escape(day.casefold())}", said)
    ]
    alternating = any(patterns.search(rf"(?<!\w){re.escape(form)}(?!\w)", said) for form in words.alternating)
    match name:
        case "nth":
            tokens = re.findall(r"[\w:]+", said)
            ordinals = [words.ordinals[token] for token in tokens if token in words.ordinals]
            by_day = ",".join(f"{ordinal}{day}" for ordinal in dict.fromkeys(ordinals) for day in days)
            months = _months_after(text[match.end() :], words)
            if months:
                return f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(months)))};BYDAY={by_day}"
            halves = {
                form.split()[0] for form in (*words.calendar["even_weeks"], *words.calendar["odd_weeks"])
            }
            spoken = halves & set(said.split())
            if spoken:
                odd = bool(spoken & {form.split()[0] for form in words.calendar["odd_weeks"]})
                halved = ",".join(map(str, range(1 if odd else 2, 13, 2)))
                return f"FREQ=YEARLY;BYMONTH={halved};BYDAY={by_day}"
            return f"FREQ=MONTHLY;{'INTERVAL=2;' if alternating else ''}BYDAY={by_day}"
        case "alternating":
            return f"FREQ=WEEKLY;INTERVAL=2{f';BYDAY={days[0]}' if days else ''}"
        case "every" | "plural":
            return f"FREQ=WEEKLY;BYDAY={days[0]}" if days else None
        case "weeks":
            return f"FREQ=WEEKLY;INTERVAL={int(match['count'])}"
        case "even":
            return "FREQ=WEEKLY;INTERVAL=2"
        case "yearly":
            months = [
                number
                for number, month in enumerate(words.months, 1)
                if patterns.search(rf"(?<!\w){re.escape(month.casefold())}(?!\w)", said)
            ]
            return f"FREQ=YEARLY;BYMONTH={months[0]}" if months else None
        case "cadence":
            every = {"weekly": "FREQ=WEEKLY", "two-weekly": "FREQ=WEEKLY;INTERVAL=2"}.get(
                _cadence(said, words)
            )
            day = _weekday_after(text[match.end() :], words)
            return f"{every};BYDAY={day}" if every and day else None
        case _:
            return None


def _cadence(said: str, words: Language) -> str:
    often = work_words(words.code).often
    return next((name for name, forms in often.items() if said in forms), words.cadences.get(said, ""))


def _weekday_after(text: str, words: Language) -> str | None:
    """As in "every other week on Thursdays"."""
    match = re.match(r"\s*,?\s*(?:[^\W\d]{1,3}\s+)?([^\W\d]+)", text)
    plain = match[1].casefold() if match else ""
    days = (day.casefold() for day in words.weekdays)
    return next((WEEKDAY_CODES[number] for number, day in enumerate(days) if plain.startswith(day)), None)


def _without_clocks(text: str, words: Language) -> str:
    for clock in reversed(clocks(text, words)):
        text = text[: clock.begin].rstrip(" ,") + text[clock.end :]
    return text


def _words_of(sentence: str, rule: _Rule, words: Language) -> tuple[str, tuple[str, ...]]:
    """The rule's words to the end of the sentence, and those of its exceptions."""
    begin = rule.begin
    for form in (*words.calendar["normally"], *words.about):
        if sentence[: rule.begin].rstrip().casefold().endswith(form):
            begin = sentence[: rule.begin].casefold().rstrip().rfind(form)
    for small in ("på", "on", "den", "i"):
        if sentence[:begin].casefold().rstrip().endswith(f" {small}"):
            begin = len(sentence[:begin].rstrip()) - len(small)
    whole = sentence[begin:].strip(" .")
    exception = _exception(whole, words)
    if not exception:
        return whole, ()
    return whole, (whole[exception.start() :].strip(" .,;()"),)


def _title(left: str, words: Language) -> str:
    """The words before the rule, without verb, label mark and small words."""
    text = _after_opening(left, words).strip(SEPARATORS)
    for form in (*words.calendar["normally"], *words.about, "på", "on", "den", "i", "the", "ca"):
        if text.casefold().endswith(f" {form}"):
            text = text[: -len(form)].strip(SEPARATORS)
    if (meets := find(text, words.calendar["met"])) and meets.start() > 0:
        text = text[: meets.end()]
    verb = find(text, tuple(form for form in words.calendar["held"] if len(form) > 3))
    if verb and verb.start() > 0:
        text = text[: verb.start()].strip(SEPARATORS)
    last = text.split()[-1:]
    if last and last[0].casefold() in words.calendar["held"] and len(text.split()) > 1:
        text = text[: -len(last[0])].strip(SEPARATORS)
    for clock in reversed(clocks(text, words)):
        text = (text[: clock.begin] + text[clock.end :]).strip(SEPARATORS)
    return text if len(text.split()) <= 8 else ""


def _after_opening(left: str, words: Language) -> str:
    """The words without a leading season and "there is": "Fra mai til september er det trening" is of "trening"."""
    when = next(iter(times(left, words, Frame(_ANY, _ANY.replace(month=12, day=31)))), None)
    text = left[when.end :] if when and leads(left, when, words) else left
    plain = text.strip(SEPARATORS)
    opens = sorted((form for form in words.calendar["there_is"] if _opens(plain, form)), key=len)
    return plain[len(opens[-1]) :] if opens and len(plain) > len(opens[-1]) else text


def _opens(text: str, form: str) -> bool:
    return text.casefold().startswith(f"{form} ")


def _gathers(title: str, left: str, words: Language) -> bool:
    verb = find(left, tuple(form for form in words.calendar["held"] if len(form) > 4))
    if (
        is_of(left, words.calendar["met"])
        or names_gathering(title, words)
        or is_of(title, words.calendar["open"])
        or (verb is not None and verb.start() > 0)
        or (1 < len(left.split()) <= _SHORT and left.rsplit(maxsplit=1)[-1] in words.calendar["performs"])
        or (title[:1].isupper() and _is_noun(title, words))
    ):
        return len(title.split()) <= 6
    return False


def _is_noun(title: str, words: Language) -> bool:
    """Whether a few words hold no verb: "Opplæringsskyting", "Winter tidy-up"."""
    work = work_words(words.code)
    tokens = title.casefold().split()
    endings = (*work["present_endings"], *work["infinitive_endings"])
    spoken = any(token in (*work["shall"], *work["presents"], *work["we"]) for token in tokens)
    finite = (*work["present_endings"], *work["passive_endings"], *words.calendar["doing"])
    verbs = [token for token in tokens[1:] if token.endswith(finite or ("\0",))]
    first = len(tokens) > 1 and (
        tokens[0].endswith(endings or ("\0",)) or tokens[0] in words.calendar["infinitives"]
    )
    return len(tokens) <= 3 and not (spoken or verbs or first)


def _meets(title: str, left: str, words: Language) -> bool:
    return is_of(left, words.calendar["met"]) or names_meeting(title, words)


def _who(left: str, words: Language) -> tuple[str, ...]:
    """As in "The board meets": the board."""
    verb = find(left, words.calendar["met"])
    if not verb:
        return ()
    subject = left[: verb.start()].strip(SEPARATORS)
    return (subject,) if subject else ()


def _place(sentence: str, clock: Clock | None, words: Language) -> str | None:
    if clock is None:
        return None
    after = sentence[clock.end :]
    forms = "|".join(map(re.escape, words.calendar["place"]))
    match = patterns.match(rf"\s*,?\s*(?:{forms})\s+([^\W\d][\w -]*)", after)
    place = match[1].strip() if match else None
    if not place or len(place.split()) > 3:
        return None
    spoken = is_of(
        place, (*words.units["month"], *words.calendar["each"], *(name.casefold() for name in words.months))
    )
    return None if spoken else place


def _occurrences(
    rule: _Rule, sentence: str, exceptions: tuple[str, ...], words: Language, period: Frame, line: Line
) -> tuple[date, ...]:
    """The days that follow from the rule without interpretation: no other weeks, no start, only months left out."""
    rrule = _within_month(rule.rrule, line)
    if (
        rrule is None
        or "INTERVAL" in rrule
        or period.start is None
        or period.end is None
        or "BYDAY" not in rrule
    ):
        return ()
    if is_of(sentence, (*words.calendar["normally"], *words.about)):
        return ()
    left_out: set[int] = set()
    for text in exceptions:
        months = _months_in(text, words)
        if not months:
            return ()
        left_out |= months
    main = sentence
    for text in exceptions:
        main = main.replace(text, " ")
    if _is_seasonal(main[rule.end :], words):
        return ()
    limits = [
        when for when in times(main[rule.end :], words, period) if when.exact and when.first and when.last
    ]
    first, last = period.start, period.end
    if limits:
        if limits[0].precision is not Precision.RANGE:
            return ()
        first, last = limits[0].first or first, limits[0].last or last
    if (last - first) > timedelta(days=800):
        return ()
    try:
        return tuple(day for day in days_of(rrule, first, last) if day.month not in left_out)
    except ValueError:
        return ()


def _is_seasonal(text: str, words: Language) -> bool:
    """Whether a rule counts for a part of the year whose days nobody has written: "during term time", "om sommaren"."""
    forms = {form for forms in words.seasons.values() for form in forms} | set(words.calendar["term_time"])
    return is_of(text, tuple(forms))


def _months_in(text: str, words: Language) -> set[int]:
    """The months that an exception names, spans included."""
    frame = Frame(date(2001, 1, 1), date(2001, 12, 31))
    months: set[int] = set()
    for when in times(text, words, frame):
        if when.precision is Precision.MONTH and when.first and when.last:
            number = when.first.month
            count = (when.last.year - when.first.year) * 12 + when.last.month - when.first.month
            months |= {(number + step - 1) % 12 + 1 for step in range(count + 1)}
    return months
