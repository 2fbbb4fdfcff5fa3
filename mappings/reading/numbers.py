"""The quantities of a clause: the numbers that something shall reach, and not its dates, ages, lead times and prices. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clauses import is_body
from mappings.reading.model import Comparator
from mappings.reading.tongue import find
from mappings.reading.units import counted, unit_after, unit_before


@dataclass(frozen=True, slots=True)
class Quantity:
    """``place`` is where the number stands; ``compared``: a word before it said at least or at most."""

    value: float
    unit: str
    comparator: Comparator
    place: int
    value_max: float | None = None
    delta: bool = False
    baseline: float | None = None
    in_words: bool = False
    compared: bool = False
    money: bool = False


@dataclass(frozen=True, slots=True)
class _Number:
    value: float
    start: int
    end: int
    in_words: bool


_DIGITS = re.compile(
    r"(?<![\w.,/–§-])[£€$]?\d{1,3}(?:(?:[   ]\d{3})+|(?:\.\d{3})+|(?:,\d{3})+)(?![\d])"
    r"|(?<![\w.,/§])[£€$]?\d+(?:[.,]\d{1,2})?(?![\w/])"
)


_TELEPHONE = re.compile(
    r"(?<![\d-])\+?(?=(?:[ -]?\d){7})\d{2,4}(?:[ -]\d{2,3}){0,3}[ -]\d{2}(?:[ -]\d{2,3})*(?![ -]?\d)"
)
"""Digits in groups, one of them behind the first of two: "070-000 11 22", "40 00 00 00"; and no "1 200 000"."""


def quantities(
    text: str, words: Language, times: tuple[tuple[int, int], ...] = (), *, goal: bool
) -> tuple[Quantity, ...]:
    """The quantities of a clause. ``goal``: it says what shall be; else it says what is to be done, and counts things."""
    work = work_words(words.code)
    apart_from = (*times, *(match.span() for match in _TELEPHONE.finditer(text)))
    numbers = [one for one in _numbers(text, words) if not any(a <= one.start < b for a, b in apart_from)]
    found: list[Quantity] = []
    skip: set[int] = set()
    for index, number in enumerate(numbers):
        if index in skip:
            continue
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        baseline = None
        if following and _goes_to(text, number, following, words):
            skip.add(index + 1)
            baseline = number.value
        chosen = following if following and baseline is not None else number
        if following and baseline is None and _is_range(text, number, following, words, goal=goal):
            skip.add(index + 1)
            apart = f"{text[: number.start]}{' ' * (following.start - number.start)}{text[following.start :]}"
            if upper := _quantity(apart, following, words, goal=goal, baseline=None, compared=True):
                comparator = Comparator.AT_LEAST if goal else upper.comparator
                found.append(
                    replace(
                        upper,
                        value=number.value,
                        value_max=upper.value,
                        place=number.start,
                        comparator=comparator,
                    )
                )
            continue
        if quantity := _quantity(text, chosen, words, goal=goal, baseline=baseline):
            same = found and _is_joined(text, found[-1].place, chosen, words)
            found.append(replace(quantity, unit=found[-1].unit) if same else quantity)
    found = _with_baselines([*_of_the_same(found, text, words)], text, words)
    if len(found) > 1:
        aged = [one for one in found if not _ends_with(text[: one.place], work["aged"])]
        found = aged or found
    if not found and goal and (match := find(text, (*work["double"], *work["halve"]))):
        unit = counted(text, words) or unit_before(text[: match.start()], words) or work["percent"][0]
        value = -50 if match[0].casefold() in work["halve"] else 100
        found.append(Quantity(value, unit, Comparator.INCREASE_PERCENT, match.start()))
    return tuple(found) or (tuple(_fraction(text, words)) if goal else ())


_PARTS = (50, 33, 25, 20, 10, 67, 75)
"""Per cent of the fractions, in the order of their words."""


def _fraction(text: str, words: Language) -> Iterator[Quantity]:
    """A change by a part of what there is: "Sopmängden minskar med en fjärdedel", "cut waste by a third"."""
    work = work_words(words.code)
    by = any_of((*work["with"], *work["by"]))
    match = patterns.search(rf"(?<!\w)(?:{by})\s({any_of(work['fractions'])})(?!\w)", text, re.IGNORECASE)
    moves = (*work["rise"], *work["fall"], *work["double"], *work["halve"])
    if match is None or not find(text[: match.start()], moves):
        return
    part = _PARTS[work["fractions"].index(match[1].casefold())]
    falls = find(text[: match.start()], (*work["fall"], *work["halve"])) is not None
    unit = counted(text, words) or work["percent"][0]
    value = -part if falls else part
    yield Quantity(value, unit, Comparator.INCREASE_PERCENT, match.start(1), in_words=True)


def _is_range(text: str, number: _Number, following: _Number, words: Language, *, goal: bool) -> bool:
    """Whether two numbers are the bounds of what is wanted: "60–70 helger", "mellom 45 og 55 prosent"."""
    years = number.end - number.start == _YEAR and 1900 <= number.value <= 2100
    if following.value <= number.value or number.in_words != following.in_words or years:
        return False
    between, work = text[number.end : following.start].casefold(), work_words(words.code)
    joint = rf"\s?(?:%|{any_of(work['percent'])})?\s(?:{any_of(words.conjunctions)})\s"
    if _ends_with(text[: number.start], work["in_between"]) and patterns.fullmatch(joint, between):
        return True
    unit = re.match(r"\s[^\W\d_]{3,}|\s?%", text[following.end :])
    counted = unit is not None or (goal and _is_level(text, number, following, words))
    return re.fullmatch(r"\s?[–-]\s?", between) is not None and counted and number.value > 1


def _is_level(text: str, number: _Number, following: _Number, words: Language) -> bool:
    """Whether two bounds without a unit are of what stands before them: "Medlemmar: 60–70", "antalet ska öka till 60–70"."""
    work = work_words(words.code)
    small = (*words.within, *words.at, *words.before, *words.ends, *words.seasons["by"])
    ends = patterns.match(rf"\W*$|\s(?:{any_of(small)})(?!\w)", text[following.end :])
    leads = (*work["up_to"], *work["amounts_to"], *work["being"], *work["reach"])
    before = text[: number.start]
    led = re.search(r"(?:^|[:–(])\s*$", before) is not None or _ends_with(before, leads) is not None
    return bool(ends) and number.value > _LABELS and led


_YEAR = 4
"""Figures of a year."""


def _is_joined(text: str, last: int, number: _Number, words: Language) -> bool:
    """Whether a number without a word of its own counts the same as the one before: "55 regattas in 2027 and 60 in 2028"."""
    joined = patterns.search(rf"\s(?:{any_of(words.conjunctions)})\s+$", text[last : number.start])
    return joined is not None and not unit_after(text[number.end :], words)


def _of_the_same(found: list[Quantity], text: str, words: Language) -> Iterator[Quantity]:
    """A part of what is counted before it counts the same: "180 medlemmar, och minst 25 av dem ska vara under 50 år"."""
    work, last = work_words(words.code), ""
    verbs = any_of((*work["shall"], *work["being"], *work["states"], *work["past"]))
    of_them = rf"\S+\s(?:{any_of(work['of_them'])})(?=\s(?:{verbs})(?!\w)|\W*$)"
    years = any_of(words.units["year"])
    for quantity in found:
        after = text[quantity.place :]
        if last and patterns.match(of_them, after, re.IGNORECASE):
            aged = patterns.search(rf"\s(?:{any_of(work['aged'])})\s\d{{1,2}}\s(?:{years})(?!\w)", after)
            yield replace(quantity, unit=f"{last}{aged[0] if aged else ''}")
        else:
            yield quantity
        last = quantity.unit or last


def _with_baselines(found: list[Quantity], text: str, words: Language) -> list[Quantity]:
    """A number after "from" is where the one before it stood: "60 medlemmar, upp från 41", "120 (i dag 93)"."""
    work = work_words(words.code)
    was = any_of((*work["past"], *work["being"], *work["states"]))
    told = rf"\((?:(?:19|20)\d\d:?|(?:\w+\s){{0,3}}(?:{was})(?:\s\w+)?)\s*$"
    kept: list[Quantity] = []
    for quantity in found:
        before = text[: quantity.place]
        if kept and _is_told_beside(text, kept[-1], quantity, words):
            kept[-1] = replace(quantity, baseline=kept[-1].value)
            continue
        stood = patterns.search(told, before, re.IGNORECASE) is not None or _ends_with(
            before, (*work["from"], *work["against"], *work["today"], *(f"{now}:" for now in work["today"]))
        )
        if kept and not stood and not quantity.compared:
            stood = _told_of_a_year(text[kept[-1].place : quantity.place], words) or None
        if kept and not stood and not quantity.compared:
            now = find(text[kept[-1].place : quantity.place], (*work["today"], *work["last_time"]))
            stood = now and now[0]
        if kept and stood and kept[-1].baseline is None:
            kept[-1] = replace(kept[-1], baseline=quantity.value)
        else:
            kept.append(quantity)
    return kept


def _told_of_a_year(between: str, words: Language) -> bool:
    """Whether a clause of its own tells how it was in a year that it names: "…; under 2026 kom i snitt 22"."""
    apart = re.split(r"[;,(]\s?", between)[1:]
    past = work_words(words.code)["past"]
    return any(re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", part) and find(part, past) for part in apart)


def _is_told_beside(text: str, one: Quantity, wanted: Quantity, words: Language) -> bool:
    """Whether a number is what an inserted clause says that there was or is: "Tallet, som i fjor var 64, skal ned til 40"."""
    work = work_words(words.code)
    before, between = text[: one.place].casefold(), text[one.place : wanted.place]
    if one.compared or wanted.baseline is not None or "," not in between.rstrip():
        return False
    being = any_of((*work["being"], *work["past"], *work["states"]))
    relative = any_of((*work["relative"], *work["which"]))
    about = any_of((*work["amounts_to"], *work["about"]))
    return (
        patterns.search(rf",\s(?:{relative})\s[^,;]*?(?<!\w)(?:{being})\s(?:(?:{about})\s)?$", before)
        is not None
    )


def _numbers(text: str, words: Language) -> list[_Number]:
    """The numbers of a text in figures and in words."""
    found = []
    for match in _DIGITS.finditer(text):
        raw = match[0].lstrip("£€$")
        grouped = re.fullmatch(r"\d{1,3}(?:[   .,]\d{3})+", raw)
        plain = re.sub(r"[   .,]", "", raw) if grouped else raw.replace(",", ".")
        found.append(_Number(float(plain), match.start(), match.end(), in_words=False))
    for match in re.finditer(r"[^\W\d_]+", text):
        word = match[0].casefold()
        if word in words.numbers:
            found.append(_Number(float(words.numbers[word]), match.start(), match.end(), in_words=True))
    return sorted(found, key=lambda one: one.start)


def _ends_with(before: str, forms: tuple[str, ...]) -> str | None:
    plain = before.casefold().rstrip()
    ways = (plain, plain.removesuffix("."))
    found = (form for form in forms for way in ways if _is_last(way, form))
    return max(found, key=len, default=None)


def _is_last(text: str, form: str) -> bool:
    """Whether a text ends with this word or phrase, as a whole."""
    return text.endswith(form) and not re.match(
        r"\w", text[len(text) - len(form) - 1 : len(text) - len(form)]
    )


def _goes_to(text: str, number: _Number, following: _Number, words: Language) -> bool:
    """Whether two numbers say from where to where: "from 35 to 70", "35 → 70"."""
    if re.fullmatch(r"\s*%?\s*(?:→|⟶|⇒|->|=>|–>|-->)\s*", text[number.end : following.start]):
        return True
    since = _ends_with(text[: number.start], work_words(words.code)["from"])
    return since is not None and _between(text, number, following, words)


def _between(text: str, number: _Number, following: _Number, words: Language) -> bool:
    """Whether "to" stands between two numbers: "from 35 to 70", "fra 24 % til højst 15 %"."""
    work = work_words(words.code)
    between = text[number.end : following.start].casefold().rstrip()
    while compared := _ends_with(between, (*words.least, *work["at_least"], *work["at_most"])):
        between = between[: -len(compared)].rstrip()
    return _ends_with(between, work["up_to"]) is not None


def _quantity(
    text: str,
    number: _Number,
    words: Language,
    *,
    goal: bool,
    baseline: float | None,
    compared: bool = False,
) -> Quantity | None:
    """``compared``: the number is a bound by what stands before it."""
    work = work_words(words.code)
    before, after = text[: number.start], text[number.end :]
    near = before.casefold().rstrip()
    being = _ends_with(before, work["reach"][1:2])  # "må højst være 42"
    near = near.removesuffix(being) if being else near
    least, most = _compared(near, words)
    if behind := patterns.match(
        rf"(?:\s[^\W\d_]+|\s?%)?\s(?:{any_of((*work['or_less'], *work['or_more']))})(?!\w)", after
    ):
        bounded = find(behind[0], work["or_less"]) is not None
        least, most = (None, behind[0]) if bounded else (behind[0], None)
    compared = compared or bool(least or most)
    unit, following = unit_after(after, words), _following(after)
    if _is_no_quantity(text, number, following, words, goal=goal, compared=compared):
        return None
    found = Quantity(
        number.value,
        _unit(text, number, unit, words),
        Comparator.AT_MOST if most else Comparator.AT_LEAST if goal or least else Comparator.EXACT,
        number.start,
        baseline=baseline,
        in_words=number.in_words,
        compared=compared,
        money=_is_money(text, number, following, work["money"]),
    )
    if baseline is not None:
        falls = most if compared else number.value < baseline
        return replace(found, comparator=Comparator.AT_MOST if falls else Comparator.AT_LEAST)
    return _as_change(found, before, after, words)


def _compared(near: str, words: Language) -> tuple[str | None, str | None]:
    """The word for "at least" or for "at most" that ends a text. What must not be below is at least, and "nobody waits more
    than" is at most.
    """
    work = work_words(words.code)
    least = _ends_with(near, (*words.least, *work["at_least"]))
    most = _ends_with(near, work["at_most"])
    form = most or least
    if form is None or form in words.least:
        return least, most
    clause = re.split(r"[,;:.]\s", near.removesuffix("."))[-1]
    denied = find(clause[: clause.rfind(form)], (*work["negations"], *work["nobody"]))
    if denied is None:
        return (None, most) if most else (least, None)
    return (most, None) if most else (None, least)


def _as_change(found: Quantity, before: str, after: str, words: Language) -> Quantity:
    """A change in per cent, in points or in plain numbers, where a word before says that it rises or falls."""
    work = work_words(words.code)
    lead = after.casefold().lstrip()
    if any(lead.startswith(point) for point in work["points"]):
        fall = find(before, work["fall"])
        return replace(found, unit=work["points"][0], delta=True, value=-found.value if fall else found.value)
    percent = any(lead.startswith(sign) for sign in work["percent"])
    if percent and (apart := _more_or_fewer(lead, words)):
        return replace(found, value=apart * found.value, comparator=Comparator.INCREASE_PERCENT)
    bare = before.casefold().rstrip()
    while found.compared and (form := _ends_with(bare, (*words.least, *work["at_least"], *work["at_most"]))):
        bare = bare[: -len(form)].rstrip()
    moved = rf"(?<!\w)(?:{any_of((*work['rise'], *work['fall']))})\s(?:{any_of((*work['amounts_to'], *words.within))})$"
    to_level = _ends_with(
        bare, (*work["up_to"], *(work["amounts_to"] if found.compared else ()))
    ) or patterns.search(moved, bare)
    up, down = find(before, work["rise"]), find(before, work["fall"])
    if (up or down) and not percent and _ends_with(bare, (*work["with"], *work["by"])):
        return replace(
            found, delta=True, comparator=Comparator.AT_LEAST, value=-found.value if down else found.value
        )
    if percent and (up or down) and not to_level:
        value = -found.value if down and not up else found.value
        return replace(found, value=value, comparator=Comparator.INCREASE_PERCENT)
    if down and to_level and not found.compared:
        return replace(found, comparator=Comparator.AT_MOST)
    return found


def _more_or_fewer(lead: str, words: Language) -> int:
    """Whether so many per cent more (1) or fewer (-1) are wanted: "10 % fler medlemmar"; else 0."""
    work = work_words(words.code)
    after = patterns.match(rf"(?:{any_of(work['percent'])})\.?\s(\w+)", lead)
    if after is None or after[1] not in (*work["higher"], *work["fewer"]):
        return 0
    return -1 if after[1] in work["fewer"] else 1


def _following(after: str) -> str:
    """The next word in small letters."""
    match = re.match(r"\s*(%|[^\W\d_][\w-]*)", after)
    return match[1].casefold() if match else ""


def _unit(text: str, number: _Number, unit: str, words: Language) -> str:
    """What is counted: what follows the number, or what the clause names before it; a sign of money goes first."""
    if text[number.start] in "£€$":
        sign, each = text[number.start], re.match(r"\s+(per\s+\w+)", text[number.end :])
        return f"{sign} {each[1]}" if each else sign
    work = work_words(words.code)
    changed = unit.casefold() in work["percent"] and find(
        text[: number.start], (*work["rise"], *work["fall"])
    )
    before = text[: number.start]
    named = counted(before, words) if changed or not unit else ""
    return named or unit or unit_before(before, words)


def _is_money(text: str, number: _Number, following: str, money: tuple[str, ...]) -> bool:
    if text[number.start] in "£€$":
        return True
    if re.match(r"[:,]\s?[-–](?!\d)", text[number.end :]):
        return True  # "25 000:-", "25 000,-"
    before = "".join(text[: number.start].split()[-1:]).casefold().rstrip(".")
    return following.rstrip(".") in (*money, "euro", "eur") or before in _CURRENCIES


_CURRENCIES = ("kr", "nok", "sek", "dkk", "eur", "gbp")
"""What stands before a sum."""


def _is_label(text: str, number: _Number, words: Language) -> bool:
    """Whether a number only tells which one: "belysningen i sal 2 skiftes", "bana 3"."""
    before = re.search(r"([^\W\d_]{2,})\s$", text[: number.start])
    after = re.match(r"\s*([^\W\d_]+)?", text[number.end :])
    if number.in_words or number.value > _LABELS or before is None or not before[1].islower():
        return False
    work, next_word = work_words(words.code), (after[1] or "").casefold() if after else ""
    if before[1] in words.conjunctions:  # "hål 4 och 11"
        pair = re.search(r"[^\W\d_]{3,}\s(\d{1,2})\s\w+\s$", text[: number.start])
        return (
            pair is not None and pair[1] != "1" and next_word in {"", *words.at, *words.before, *words.within}
        )
    verbs = (*work["reach"], *work["up_to"], *work["at_least"], *work["than"], *work["presents"], *work["by"])
    small = {
        *verbs,
        *work["infinitives"],
        *words.conjunctions,
        *words.at,
        *words.within,
        *work["being"],
        *work["today"],
        *work["with"],
    }
    definite = any(before[1].endswith(end) for end in words.endings if len(end) > _WHICH)
    infinitive = before[1].endswith(work["infinitive_endings"] or ("\0",)) and not definite
    if before[1] in small or infinitive or before[1] in work["rise"] or before[1] in work["fall"]:
        return False
    which = rf"(?<!\w)(?:{any_of((*words.within, *words.at))})\s[^\W\d_]+\s$"
    if next_word == "" and patterns.search(which, text[: number.start].casefold()):
        return True  # "besøke alle i klasse 7"
    passive = (
        bool(work["passive_endings"]) and next_word.endswith(work["passive_endings"]) and len(next_word) > 4
    )
    return passive or (next_word in {*words.conjunctions, *words.before, *words.after} and len(next_word) > 1)


def _is_kind(number: _Number, before: str, words: Language) -> bool:
    """Whether a number in words names one thing, as behind "a": "a coxed four", "en gammal åtta"."""
    one = any_of(word for word, value in words.numbers.items() if value == 1)
    return number.in_words and patterns.search(rf"(?<!\w)(?:a|{one})\s+[^\W\d_]+\s+$", before) is not None


_WHICH = 2
"""Letters of an ending that says which ones: "svingane 3 og 7"."""
_LABELS = 20
"""Rooms, lanes and fields have small numbers."""


def _is_age(value: float, before: str, following: str, words: Language) -> bool:
    """Whether a number is how old somebody is: "must be over 18", "fyllt 16 år"."""
    if value > _OLDEST or _is_of_a_number(before, words):
        return False
    if _ends_with(before, work_words(words.code)["turns"]):
        return True
    plain = following.rstrip(".,;")
    verbs = (
        *work_words(words.code)["shall"],
        *work_words(words.code)["rise"],
        *work_words(words.code)["fall"],
    )
    alone = plain == "" or plain in (
        *words.conjunctions,
        *words.units["year"],
        *words.within,
        *words.at,
        *verbs,
    )
    return alone and _ends_with(before, work_words(words.code)["aged"]) is not None


def _is_of_a_number(before: str, words: Language) -> bool:
    """Whether a bound is one of a number that is named: "Antalet lån ska vara under", "skal komme op på over"."""
    work = work_words(words.code)
    aged = _ends_with(before, work["aged"]) or ""
    level = before.casefold().rstrip().removesuffix(aged)
    return find(before, work["number_of"]) is not None or _ends_with(level, work["up_to"]) is not None


_OLDEST = 110
"""Years."""


def _is_beside(before: str, words: Language) -> bool:
    """Whether a number counts no things that are done: "a leaflet in three languages", "av Sara Brink och två studenter"."""
    work = work_words(words.code)
    named = rf"(?:{any_of(work['by'])})\s+[A-ZÅÄÖÆØÉ][^.;:]*\s(?:{any_of(words.conjunctions)})\s+$"
    inside = rf"\w\s+(?:{any_of(words.within)})\s+$"
    if find(before, work["reach"][1:2]):  # "will be available in three languages"
        inside = r"(?!x)x"
    return patterns.search(rf"(?<!\w){named}|{inside}", before) is not None


def _is_day(number: _Number, before: str, after: str, words: Language) -> bool:
    """Whether a number is an ordinal, a time of day, or the day of a month that is not named: "inden den 10.", "from 11:00"."""
    if re.match(r"\.\s+[a-zåäöæø]|\.?[-–]\w|:\d\d(?!\d)|[:.]\s?[ae]\b", after) and not number.in_words:
        return True
    if re.search(r"(?:[-–]|\d\s[-–]\s|§|nr\.?|kl\.?|v\.)$|(?:§|nr\.?|kl\.?|v\.)\s$|\d:$", before.casefold()):
        return True
    article = before.casefold().split()[-1:]
    work = work_words(words.code)
    the = set(work["the"]) - set(work["it"])
    known = {form for form in words.articles if form in the or form.endswith(".")}
    ends = re.match(r"\.?\W*(?:$|[,;)])", after)
    return not number.in_words and number.value <= _DAYS and bool(ends) and bool(known.intersection(article))


_DAYS = 31


def _is_named(number: _Number, before: str, words: Language) -> bool:
    """Whether a small number says of which things one speaks, or which one: "byens to skoler", "i hal 2," at its end."""
    if number.value > _LABELS:
        return False
    owner = tuple(f"{end}s" for end in words.endings if len(end) == _WHICH and end[-1] in "nt") or (
        "'s",
        "’s",
    )
    owned = number.in_words and re.search(r"[^\W\d_]{2,}[’']?s$", before.casefold().rstrip()) is not None
    return owned and before.casefold().rstrip().endswith(owner)


def _is_no_quantity(
    text: str, number: _Number, following: str, words: Language, *, goal: bool, compared: bool
) -> bool:
    """Dates, ages, years, ordinals, definite numbers, lead times, prices and "one" are no quantities to reach."""
    work = work_words(words.code)
    before, after = text[: number.start], text[number.end :]
    least = compared and _compared(before.casefold().rstrip(), words)[0] is not None
    beside = _is_money(text, number, following, work["money"]) or (not compared and _is_beside(before, words))
    asked = _is_money(text, number, following, work["money"]) and find(before, work["applies"])
    if (beside and not goal) or asked or _is_kind(number, before, words):
        return True
    if number.in_words and number.value == 1 and not (least or (compared and goal)):
        return True
    if _is_age(number.value, before, following, words) or (not compared and _is_label(text, number, words)):
        return True
    if (
        not number.in_words
        and 1900 <= number.value <= 2100
        and number.end - number.start == 4
        and not compared
    ):
        return True
    if _is_day(number, before, after, words) or _is_named(number, before, words):
        return True
    definite = work["definite"]
    last = before.split()[-1:] and before.split()[-1].casefold()
    which = number.value <= _LABELS and not (compared or number.in_words)  # "lag 2"
    if last and ((last in definite and following) or (which and is_body(last, words))):
        return True
    unit = following.rstrip(".")
    lengths = {
        form for name in ("minute", "hour", "day", "week", "month", "year") for form in words.units[name]
    }
    if unit in lengths or unit in {form + "s" for form in lengths}:
        hours = unit in words.units["hour"] or unit in words.units["minute"]
        changed = find(before, (*work["rise"], *work["fall"])) is not None  # "till högst fyra dagar"
        most = compared and not least and not _ends_with(before, work["deadline"])
        waits = most and not patterns.match(
            rf"\s*\w+\s+(?:{any_of((*words.before, *words.after))})(?!\w)", after
        )
        return not (goal and (hours or changed or waits)) or unit in words.units["year"]
    if unit in work["times"]:
        return not goal
    moved = find(before, (*work["rise"], *work["fall"])) and _ends_with(before, (*work["with"], *work["by"]))
    if moved or _ends_with(before, (*work["from"], *work["against"])):
        return False
    of = rf"\d[\w ]*\s(?:{any_of((*work['by'], 'of'))})\s(?:[\w-]+\s){{0,2}}$"
    return patterns.search(of, before.casefold()) is not None
