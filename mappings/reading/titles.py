"""The heading that names a plan, and whose plan it is. Looks at the first lines, the margins of the pages and the first
sentences; what is not said is None. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from config import patterns
from config.language import Language
from config.work_words import any_of
from mappings.reading.days import Frame, times
from mappings.reading.founding import without_founding
from mappings.reading.lines import Form, Line
from mappings.reading.model import Source
from mappings.reading.names import is_calendar_heading
from mappings.reading.tongue import find, is_of

FIRST = 14
"""So many lines can hold what a document says of itself."""
YEAR = r"(?<![\d.,/-])((?:19|20)\d{2})(?![\d%])"
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?![\d%])")
_LONGEST_TITLE = 16
_LONGEST_NAME = 9
"""Words."""
_PARTS = re.compile(r"\s+[–—|·•-]\s+|\s*:\s+")
_UPPER = "A-ZÅÄÖÆØÉ"
_OF = "för|for|of|til"
_YEARS = r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:\d\d){1,2})?"


@dataclass(frozen=True, slots=True)
class Title:
    """The words of the title and the line that they stand in."""

    text: str
    line: Line

    @property
    def source(self) -> Source:
        return self.line.part(self.text)


Named = tuple[str, Source]
"""A name and where it stands."""


def first_cell(line: Line) -> str:
    """The text of a line; of a row its first cell that holds something."""
    return next((cell for cell in line.cells if cell), "") if line.cells else line.text


def names_plan(text: str, kinds: list[str] | tuple[str, ...]) -> bool:
    """Whether one of the words of the text ends in, or begins with, a kind of plan: arbeidsplan, årsplanen."""
    plain = text.casefold()
    return any(
        kind in plain
        and patterns.search(
            rf"{re.escape(kind)}(?:en|et|n|s|erna|er|ar|ene|ens|ets|m?met|m?mets|mer|merne)?(?!\w)", plain
        )
        for kind in kinds
    )


def says_decision(text: str, words: Language) -> bool:
    """Whether the text says that something was adopted or revised."""
    return is_of(text, (*words.calendar["adopted"], *words.calendar["revised"]))


def _kinds(words: Language) -> list[str]:
    return [*words.calendar["plan_titles"], *words.calendar["rule_titles"]]


# The title --------------------------------------------------------------------------------------------------------


def title_of(top: list[Line], words: Language) -> Title | None:
    """The line that names the plan: a kind of plan, best in a heading and with a year; or the first heading with a year."""
    scored = [(_title_score(number, line, words), number) for number, line in enumerate(top)]
    best = max(scored, key=lambda one: (one[0], -one[1]), default=(0.0, 0))
    if best[0] <= 0:
        return _dated_heading(top, words)
    line = top[best[1]]
    text = _without_decision(first_cell(line), words)
    bracket = re.search(r"\s*\(([^)]*)\)\s*$", text)
    text = text[: bracket.start()] if bracket and not _is_period(bracket[1], words) else text
    whole = line.form in (Form.HEADING, Form.ROW) and not _beside_plan(text, words)
    return Title(text if whole else _plan_of(text, words), line)


def _without_decision(text: str, words: Language) -> str:
    """The title without when it was adopted: "Arbeidsplan for 2027, vedteken 9. desember"."""
    before, comma, after = text.partition(",")
    said = comma and says_decision(after, words) and names_plan(before, words.calendar["plan_titles"])
    return before if said else text


def _title_score(number: int, line: Line, words: Language) -> float:
    """How likely a line is the title; 0 or less when it is none."""
    text = first_cell(line)
    dated = _ANY_YEAR.search(without_founding(text, words)) is not None
    named = names_plan(text, _kinds(words))
    opens = line.form is Form.HEADING and line.level == 1 and dated and number < 3
    told = re.search(r"[^\W\d_]{4,}[.!?]\s+[A-ZÅÄÖÆØ]", text)  # more than one sentence
    if not (named or opens) or len(text.split()) > _LONGEST_TITLE or _several(line) or told:
        return 0.0
    text = _without_decision(text, words)
    if says_decision(text, words) and not _decides_later(text, words):
        return 0.0
    score = 4.0 * named + 2 * dated + 2 * (line.form is Form.HEADING) + (line.level == 1) - number * 0.3
    score -= 2 * (line.form is Form.ITEM) + 3 * text.endswith((".", ":"))
    score -= 2.5 * (len(text.split()) == 1 and not dated)  # the name of a sheet
    return score - 2 * (find(text, words.calendar["draft"]) is not None)


def _several(line: Line) -> bool:
    """Whether a row holds more than one cell: the row of a table, and no title of it."""
    return sum(bool(cell) for cell in line.cells) > 1


def _plan_of(text: str, words: Language) -> str:
    """The title in a line that has the name of the organisation before it: "Lunden – årshjul 2027"."""
    for dash in (" – ", " - ", " — "):
        before, found, after = text.partition(dash)
        plans = words.calendar["plan_titles"]
        if found and names_plan(after, plans) and not names_plan(before, plans):
            return after
    owner = _beside_plan(text, words)
    return text[len(owner) :].strip() if owner else text


def _beside_plan(text: str, words: Language) -> str:
    """The name that stands before a plan on one line with nothing between them: "Lunden byalag   Halvårsprogram våren 2027"."""
    tokens = text.split()
    for number, token in enumerate(tokens[1:], start=1):
        before = " ".join(tokens[:number])
        begins = token[0].isupper() and names_plan(token, words.calendar["plan_titles"])
        if begins and tokens[number - 1][0].islower() and is_organisation(tokens[number - 1], words):
            return before if _is_bare_name(before, words) and text.startswith(before) else ""
    return ""


def _dated_heading(top: list[Line], words: Language) -> Title | None:
    """Where no line names a kind of plan: the first heading with a year; the one before it, where it is no more than its time."""
    for number, line in enumerate(top):
        text = without_founding(first_cell(line), words)
        if line.form is not Form.HEADING or not patterns.search(YEAR, text):
            continue
        above = top[number - 1] if number else None
        if above is not None and above.form is Form.HEADING and _is_period(text, words):
            return (
                Title(first_cell(line), line)
                if is_organisation(above.text, words)
                else Title(above.text, above)
            )
        if len(text.split()) > 1:
            return Title(first_cell(line), line)
    for line in top[:4]:
        text = without_founding(first_cell(line), words)
        if not _several(line) and patterns.search(YEAR, text) and 1 < len(text.split()) <= _SHORT_TITLE:
            return Title(text, line)
    return None


_SHORT_TITLE = 8
"""Words."""


def _is_period(text: str, words: Language) -> bool:
    """Whether a heading says no more than a time: "våren 2027", "April 2027 to March 2028", "2027/28"."""
    small = (*words.within, *words.calendar["prepositions"], *words.months, *_seasons(words), *words.ranges)
    rest = patterns.sub(rf"(?<!\w)(?:{any_of(small)})(?!\w)", " ", text, flags=re.IGNORECASE)
    return not re.search(r"[^\W\d_]{3}", rest)


def _decides_later(text: str, words: Language) -> bool:
    """Whether the words of a decision stand after a kind of plan, in a title: "Arbeidsplan 2027 – vedtatt"."""
    kind = find(text, words.calendar["plan_titles"])
    said = find(text, (*words.calendar["adopted"], *words.calendar["revised"]))
    return bool(kind and said and not re.search(r"\d{1,2}[./ ]", text[said.start() :]))


# Whose plan it is -------------------------------------------------------------------------------------------------


def organisation_of(
    top: list[Line], lines: tuple[Line, ...], title: Title | None, margins: tuple[str, ...], words: Language
) -> Named | None:
    """A name within the title, a line of its own beside it, what stands in the margins, or the subject of a first sentence."""
    named = [part for text in margins for part in _PARTS.split(_without_page(text)) if part]
    found = _of_title(top, lines, title, words) or _confirmed(top, title, named)
    beside, inside = _beside(top, title, words), _inside(top, title, words)
    part = beside is not None and (" " not in beside[0] or not is_organisation(beside[0], words))
    if part and inside and " " in inside[0] and is_organisation(inside[0], words):
        beside = None  # "Styrelsen", below "Mötesplan 2028, Lunden byalag"
    found = found or beside or _opening(top, title, words) or inside
    found = found or _in_margins(top, lines, title, named, words) or _in_sentences(lines, title, words)
    return (_itself(_without_short(found[0]), named, words), found[1]) if found else None


def _itself(name: str, named: list[str], words: Language) -> str:
    """The name without what a line says beside it: what the margins have of it, and not what it is behind a comma."""
    for part in named:
        lead = name[: -len(part)] if name.endswith(part) and is_organisation(part, words) else ""
        if patterns.search(rf"\s(?:{_OF})\s$", lead) and not is_organisation(lead, words):
            return part
    before, _, after = name.partition(", ")
    told = after[:1].islower() and not after.split()[0].endswith(
        tuple(e for e in words.endings if len(e) > 1)
    )
    numbered = re.search(r"\d", after) and is_organisation(after, words)  # "…, avdeling 14"
    return before if told and before[:1].isupper() and not numbered else name


def _without_short(name: str) -> str:
    """The name without the abbreviation in brackets after it."""
    return patterns.sub(rf"\s*\([{_UPPER}][{_UPPER}\d-]{{1,9}}\)$", "", name)


def _without_page(text: str) -> str:
    return re.sub(r"\W*(?:[^\W\d]{1,6}\s)?\d{1,4}$", "", text)


def _of_title(top: list[Line], lines: tuple[Line, ...], title: Title | None, words: Language) -> Named | None:
    """Before the title's dash or colon, or in its genitive, by its longer name where a sentence has one."""
    if title is None:
        return None
    if (name := _before_dash(title.line.text, words)) is not None:
        return name, title.line.part(name)
    owner = _owner(title.text, words)
    part = owner is not None and len(owner.split()) == 1 and owner.casefold().endswith(words.endings)
    if owner is None or not is_organisation(owner, words) or (part and _beside(top, title, words)):
        return None  # "Ungdomsavdelingens plan", with the club below it
    longer = (_subject(sentence, words) for sentence in _first_sentences(lines))
    name = next((name for name in longer if name and name.startswith(f"{owner} ")), owner)
    return name, title.line.part(name)


def _before_dash(text: str, words: Language) -> str | None:
    """The name in "Eikedal mållag – årsplan 2027", "Spelmanslaget Nävern: så gör vi 2027"."""
    match = _PARTS.search(text) or _before_comma(text, words)
    if match is None:
        return None
    before, after = text[: match.start()].strip(), text[match.end() :]
    plans = words.calendar["plan_titles"]
    is_name = before[:1].isupper() and not names_plan(before, plans)
    is_name = is_name and not _ANY_YEAR.search(without_founding(before, words))
    known = is_organisation(before, words) and _ANY_YEAR.search(after)
    fits = is_name and len(before.split()) <= _LONGEST_NAME and (_names_kind(after, words) or known)
    return before if fits else None


def _names_kind(text: str, words: Language) -> bool:
    """Whether a part of a title names a kind of plan, or dates of a year: "Styrets møter 2027"."""
    dates = _ANY_YEAR.search(without_founding(text, words)) and is_calendar_heading(text, words)
    return bool(dates) or names_plan(text, words.calendar["plan_titles"])


def _before_comma(text: str, words: Language) -> re.Match[str] | None:
    """The last comma before what opens as a plan's name: "Lunden byalag, Halvårsprogram 2027"."""
    found = None
    for comma in re.finditer(r",\s+", text):
        after = text[comma.end() :]
        opening = " ".join(after.split()[:_OPENS])
        opens = names_plan(opening, words.calendar["plan_titles"]) or is_calendar_heading(opening, words)
        if after[:1].isupper() and opens and _names_kind(after, words):
            found = comma
    return found


_OPENS = 4
"""Words in which the name of a plan stands."""


def _confirmed(top: list[Line], title: Title | None, named: list[str]) -> Named | None:
    """A line of its own that the margins have too, or begin with."""
    for line in top:
        text = first_cell(line)
        own = (title is None or line is not title.line) and not _several(line) and line.form is not Form.ITEM
        known = next((match for part in named if (match := _begins(text, part))), None)
        if not own or known is None:
            continue
        name = known[0] if re.match(r"[.,]\s.*\d", text[known.end() :]) else text  # its period, its decision
        if len(name.split()) <= _LONGEST_NAME + 2:
            return name, line.part(name)
    return None


def _begins(text: str, part: str) -> re.Match[str] | None:
    named = len(part) > _ARTICLE
    return patterns.match(rf"(?:the\s+)?{re.escape(part)}(?!\w)", text, re.IGNORECASE) if named else None


def _beside(top: list[Line], title: Title | None, words: Language) -> Named | None:
    """A line of its own above or below the title."""
    place = next((n for n, line in enumerate(top) if title and line is title.line), 0)
    below = first_cell(top[place + 1]) if place + 1 < len(top) else ""
    period = _ANY_YEAR.search(below) is not None and _is_period(below, words)
    near = [
        (_name_score(distance, line, words), _undated(first_cell(line), words), line)
        for number, line in enumerate(top[: place + 3])
        for distance in [number - place - (period and number > place + 1)]
        if _may_be_name(distance, line, title, words)
    ]
    score, text, line = max(near, key=lambda one: one[0], default=(0.0, "", None))
    if line is None or score < _LIKELY:
        return None
    adjacent = line.number < place or line.number == place + 1 + period
    return (text, line.part(text)) if score >= _SURE or adjacent else None


_LIKELY, _SURE = 1.5, 3.0


_BESIDE = re.compile(r"\s+[·•|]\s+(?=.*\d)")
"""Between a name and its period: "Elvebyen Janitsjar · sesongen 2027/28"."""


def _undated(text: str, words: Language) -> str:
    """A name without the month or season beside it: "Roklubben Fjorden   Marts 2027", "Bekken skole – høsten 2026"."""
    times_of_year = "|".join(map(re.escape, (*words.months, *_seasons(words))))
    text = _BESIDE.split(text)[0]
    return patterns.sub(
        rf",?(?:\s+[–—-])?\s+(?:\d{{1,2}}\.?\s+)?(?:{times_of_year})\s+(?:19|20)\d\d$",
        "",
        text,
        flags=re.IGNORECASE,
    )


def _opening(top: list[Line], title: Title | None, words: Language) -> Named | None:
    """What opens the line below the title, as a sentence without a verb: "Byalaget Lunden. Antagen 3 mars"."""
    place = next((n for n, line in enumerate(top) if title and line is title.line), -1)
    for line in top[place + 1 : place + 2]:
        first, *more = re.split(r"(?<=[^\W\d_])(?:\.\s+|,\s+(?=\d))", line.text)
        name = first.strip(" .,")
        alone = more and not re.search(r"\d", name) and len(name.split()) <= _LONGEST_NAME
        known = is_organisation(name, words) or (more and says_decision(more[0], words))
        if alone and known and _is_bare_name(name, words) and not says_decision(name, words):
            return name, line.part(name)
    return None


def _is_bare_name(text: str, words: Language) -> bool:
    """Whether words have the form of a name and not of a sentence: what is in small letters joins, or is what it is called."""
    first, *others = text.split()
    small = [word for word in others[:-1] if word[0].islower() and not patterns.fullmatch(_SMALL, word)]
    plain = all(is_organisation(word, words) for word in small) and not _SUBJECT.match(text)
    return first[:1].isupper() and plain and len(text.split()) > 1


_ABBREVIATED = re.compile(r"(?:^|[\s.])(?:rf\.|[^\W\d_]{1,3}\.(?:\s?[^\W\d_]{1,3}\.)+)$")
"""What stands after the names of associations: "r.f.", "a.m.b.a.", "ek. för."."""
_WHOSE = 2
"""Words before the one that says that it is proposed: "Styrelsens förslag", "The committee's proposal"."""


def _may_be_name(distance: int, line: Line, title: Title | None, words: Language) -> bool:
    """Whether a line so far from the title may be a name: few words, no year, no time, no sentence."""
    text = _undated(first_cell(line), words)
    if _several(line) or (title and line is title.line) or line.form is Form.ITEM:
        return False
    if line.form is Form.HEADING and is_calendar_heading(text, words) and not is_organisation(text, words):
        return False
    text = without_founding(text, words)
    said = len(text.split()) > _LONGEST_NAME or re.search(r"\d{4}", text) or text.endswith((":", "."))
    if said and not _ABBREVIATED.search(text):
        return False
    if distance > 1 and line.form is Form.HEADING:
        return False
    below = title is not None and title.line.form is Form.HEADING and line.level > title.line.level
    if distance == 1 and line.form is Form.HEADING and below and not is_organisation(text, words):
        return False  # the plan's first theme
    draft = find(text, words.calendar["draft"])
    if says_decision(text, words) or (draft and len(text[: draft.start()].split()) <= _WHOSE):
        return False
    return bool(_without_season(text, words)) and not times(text, words, Frame(date(2000, 1, 1)))


def _name_score(distance: int, line: Line, words: Language) -> float:
    text = first_cell(line)
    headings = [form for forms in words.columns.values() for form in forms]
    label = is_of(text, words.calendar["labels"]) or text.casefold() in headings
    known = is_organisation(text, words)
    return 3.0 * known + 1.5 * (abs(distance) == 1) - 4 * label - (0 if text[:1].isupper() else 3)


def _inside(top: list[Line], title: Title | None, words: Language) -> Named | None:
    """Within the title, or within another of the first lines where it is known for an organisation."""
    if title and (name := _within(title.line.text, words)):
        return name, title.line.part(name)
    for line in top:
        text = first_cell(line)
        name = _within(text, words) or _owner(text, words)
        if name and is_organisation(name, words):
            return name, line.part(name)
    return None


def _in_margins(
    top: list[Line], lines: tuple[Line, ...], title: Title | None, named: list[str], words: Language
) -> Named | None:
    """Only at the head or the foot of the pages: what is known for an organisation, or what sentences begin with. The passage
    is then the title's, or the first line's.
    """
    line = title.line if title else (top[0] if top else None)
    name = next((part for part in named if part[:1].isupper() and is_organisation(part, words)), None)
    name = name or next((part for part in named if _is_spoken_of(part, lines, words)), None)
    name = name or next((part for part in named if _is_twice(part, named, words)), None)
    return (name.strip(), line.source) if name and line else None


def _is_twice(name: str, named: list[str], words: Language) -> bool:
    """Whether a page's title and its banner both have the name, which names no plan."""
    again = sum(other.casefold().strip() == name.casefold().strip() for other in named) > 1
    return (
        again and len(name) > _ARTICLE and not names_plan(name, _kinds(words)) and not _ANY_YEAR.search(name)
    )


def _is_spoken_of(name: str, lines: tuple[Line, ...], words: Language) -> bool:
    """Whether a name's first word opens a sentence with a verb of being or having: "Naturvännerna har …"."""
    first = name.split(maxsplit=1)[0] if name.split() else ""
    if not first[:1].isupper() or len(first) <= _ARTICLE or names_plan(name, words.calendar["plan_titles"]):
        return False
    said = (_SUBJECT.match(sentence) for sentence in _first_sentences(lines))
    return any(match is not None and match[1].split()[0] == first for match in said)


_ARTICLE = 3
"""Letters of a word that is no name."""


def _in_sentences(lines: tuple[Line, ...], title: Title | None, words: Language) -> Named | None:
    for line in lines[: FIRST * 3]:
        if title and line is title.line:
            continue
        if (found := _subject(line.text, words)) is not None:
            return found, line.part(found)
    return None


def _first_sentences(lines: tuple[Line, ...]) -> Iterator[str]:
    for line in lines[: FIRST * 3]:
        yield from re.split(r"(?<=[.!?])\s+", line.text)


def is_organisation(text: str, words: Language) -> bool:
    """Whether a word of the text ends in what associations are called."""
    tokens = re.findall(r"[^\W\d_]+|r\.f\.", text.casefold())
    return any(_is_one(token, name) for token in tokens for name in words.calendar["organisations"])


def _is_one(token: str, name: str) -> bool:
    ending = "(?:en|et|n|s|a|na|ne|ene|ens|ets|an)?"
    held = len(name) > 2 and name in token
    return token == name or (held and bool(patterns.fullmatch(rf".*{re.escape(name)}{ending}", token)))


def _is_compound(word: str, words: Language) -> bool:
    """Whether a word says which council or group it is, as "foreldrerådet" does and "styret" does not."""
    names = any_of(words.calendar["organisations"])
    return patterns.fullmatch(rf"[^\W\d_]{{3,}}(?:{names})(?:en|et|n|a)?", word.casefold()) is not None


def _within(line: str, words: Language) -> str | None:
    """The organisation inside the title: "Arbeidsplan for Eikedal mållag 2027", "Hestvika brannvern: virksomhetsplan"."""
    kinds = "|".join(re.escape(kind) for kind in sorted(words.calendar["plan_titles"], key=len, reverse=True))
    turned = patterns.sub(
        rf"((?:{kinds})\w*)\s+{_YEARS}\s+(?=(?:{_OF})\s)", r"\1 ", line, flags=re.IGNORECASE
    )
    plain = patterns.sub(rf"\s*(?:{YEAR}.*|\b(?:19|20)\d\d.*)$", "", turned).strip(" –-:,")
    of = patterns.search(rf"(?:{kinds})\w*\s+(?:{_OF})\s+(?:the\s+)?(.+)$", plain, re.IGNORECASE)
    if of and (name := _without_season(of[1], words))[:1].isupper() and not name.isdigit():
        return name
    if of and (
        board := patterns.match(rf"([^\W\d_{_UPPER}]+)\s+(?:i|for|för|ved|vid)\s+([{_UPPER}].+)$", of[1])
    ):
        return _without_season(of[1] if _is_compound(board[1], words) else board[2], words)
    if beside := _beside_plan(" ".join(line.split()), words):
        return beside
    before = patterns.match(rf"(.+?)\s*(?::|–|-|—)\s*(?:{kinds})", plain, re.IGNORECASE)
    return before[1].strip() if before and before[1][:1].isupper() else _after_dash(line, words)


def _after_dash(text: str, words: Language) -> str | None:
    """The name in "Årsplan 2027 – Bygdelaget"."""
    plan, *after = _PARTS.split(text)
    if not after and ", " in without_founding(text, words):  # "Årsplan 2027, Bygdelaget"
        plan, _, behind = text.rpartition(", ")
        after = [behind]
    if len(after) != 1 or not _names_kind(plan, words):
        return None
    name = after[0].strip()
    said = says_decision(name, words) or find(name, words.calendar["draft"]) or _is_dated(name, words)
    plain = (
        name[:1].isupper()
        and not re.search(r"\d{3}|\d[./]", without_founding(name, words))
        and len(name.split()) <= _LONGEST_NAME
    )
    return name if plain and not said and not names_plan(name, words.calendar["plan_titles"]) else None


def _is_dated(text: str, words: Language) -> bool:
    """Whether a text has a time in it, other than the year in which somebody was founded."""
    return bool(times(without_founding(text, words), words, Frame()))


def _without_season(name: str, words: Language) -> str:
    season = find(name, (*_seasons(words), *words.months))
    return (name[: season.start()] if season else name).strip(" –-:,")


def _seasons(words: Language) -> list[str]:
    calendar = words.calendar
    return [*calendar["autumn"], *calendar["spring"], *calendar["school_year"], *calendar["summer"]]


def _owner(title: str, words: Language) -> str | None:
    """Whose plan it is by the genitive: "Kulturnämndens verksamhetsplan 2027", "the club's action plan"."""
    kinds = "|".join(map(re.escape, _kinds(words)))
    match = patterns.match(rf"(.+?[^\Ws])['’]?s\s+\w*(?:{kinds})", title, re.IGNORECASE)
    short = match is not None and len(match[1].split()) <= _LONGEST_NAME
    if not match or not short or names_plan(match[1], words.calendar["plan_titles"]):
        return None
    return match[1] if match[1][:1].isupper() else None


_SMALL = r"i|på|för|for|of|ved|vid|og|och|and|&|kommune|skole|skola"
_SUBJECT = re.compile(
    rf"((?:[{_UPPER}][\w-]*)(?:\s+(?:[{_UPPER}][\w.-]*|{_SMALL}|[a-zåäöæø]+(?=\s+(?:i|på)\s)))*)"
    r"\s+(?:har|er|är|has|is|bildades|stiftedes|vart|ble|grundades)\b"
)


def _subject(text: str, words: Language) -> str | None:
    """A name of an organisation that a sentence begins with: "FAU ved Solhaug skole er …"."""
    match = _SUBJECT.match(text)
    name = match[1] if match else None
    return name if name and len(name.split()) >= 2 and is_organisation(name, words) else None
