"""What a plan document says of itself: language, organisation, title, period, status and the days of its decisions.

Only the first lines are asked for them, and never the text of the plan. What is not said is None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from config.language import Language
from mappings.blocks import Document
from mappings.reading.days import EARLIEST, LATEST, Frame, times
from mappings.reading.lines import Form, Line
from mappings.reading.model import DocumentKind, Head, Period, Source, Status
from mappings.reading.tongue import find, is_of

_FIRST = 14
"""So many lines can hold what a document says of itself."""
_LONG = 40
"""A line of more words says nothing of the document."""
_YEAR = r"(?<![\d.,/-])((?:19|20)\d{2})(?![\d%])"


def read_head(_document: Document, lines: tuple[Line, ...]) -> Head:
    """The head of these lines, which need no surroundings yet."""
    if not lines:
        return Head()
    words = main_language(lines)
    top = _top(lines)
    sources: dict[str, Source] = {}
    title = _title(top, words)
    named = title.text if title else None
    organisation = _organisation(top, lines, title, words)
    period = _period(top, lines, title, words)
    status, adopted, revised, said = _decisions(top, words)
    kind = _kind(lines, title, words)
    if title:
        sources["title"] = title.source
    if organisation:
        sources["organisation"] = organisation[1]
    if period:
        sources["period"] = period[1]
    sources |= said
    return Head(
        kind_of_document=kind,
        language=words.code,
        language_variant=_variant(lines, words),
        organisation=organisation[0] if organisation else None,
        title=_plain_title(named) if named else None,
        period=None if kind is DocumentKind.RULES else (period[0] if period else None),
        status=status,
        adopted=adopted,
        revised=revised,
        sources=sources,
    )


def main_language(lines: tuple[Line, ...]) -> Language:
    """The language that most lines are in."""
    counted = Counter(line.language.code for line in lines)
    most = counted.most_common(1)[0][0]
    return next(line.language for line in lines if line.language.code == most)


def _variant(lines: tuple[Line, ...], words: Language) -> str | None:
    """Swedish as Finland writes it: its dates have full stops, and its own words stand in it."""
    if not words.calendar["variant"]:
        return None
    text = "\n".join(line.text for line in lines)
    dotted = len(
        re.findall(r"(?<![\d.])\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}\b|(?<![\d.,])\d{1,2}\.\d{1,2}(?= kl)", text)
    )
    own = sum(is_of(text, [word]) for word in words.calendar["variant"])
    return "sv-FI" if words.code == "sv" and (own >= 2 or (dotted and own)) else None


# The first lines --------------------------------------------------------------------------------------------------


def _top(lines: tuple[Line, ...]) -> list[Line]:
    """The lines before the second section's text: title, organisation, decision."""
    return [line for line in lines[:_FIRST] if len(line.text.split()) <= _LONG]


def _first_cell(line: Line) -> str:
    return next((cell for cell in line.cells if cell), "") if line.cells else line.text


@dataclass(frozen=True, slots=True)
class _Title:
    """The words of the title and the line that they stand in."""

    text: str
    line: Line

    @property
    def source(self) -> Source:
        return self.line.part(self.text)


def _title(top: list[Line], words: Language) -> _Title | None:
    """The line that names the plan: a kind of plan, best in a heading and with a year."""
    best: tuple[float, int] | None = None
    for number, line in enumerate(top):
        text = _first_cell(line)
        if line.cells and sum(bool(cell) for cell in line.cells) > 1:
            continue
        if len(text.split()) > 16 or (_says_decision(text, words) and not _decides_later(text, words)):
            continue
        kinds = [*words.calendar["plan_titles"], *words.calendar["rule_titles"]]
        named = _names(text, kinds)
        score = 4.0 * named + (2 if re.search(_YEAR, text) else 0) + (2 if line.form is Form.HEADING else 0)
        score += (1 if line.level == 1 else 0) - number * 0.3 - (2 if line.form is Form.ITEM else 0)
        score -= 3 if text.endswith((".", ":")) else 0
        if named and (best is None or score > best[0]):
            best = (score, number)
    if best is None:
        return _dated_heading(top)
    line = top[best[1]]
    text = re.sub(r"\s*\(.*?\)\s*$", "", _first_cell(line))
    for dash in (" – ", " - ", " — "):
        before, found, after = text.partition(dash)
        if (
            found
            and _names(after, words.calendar["plan_titles"])
            and not _names(before, words.calendar["plan_titles"])
        ):
            text = after
    return _Title(text, line)


def _dated_heading(top: list[Line]) -> _Title | None:
    """Where no line names a kind of plan: the first heading with a year."""
    for line in top:
        text = _first_cell(line)
        if line.form is Form.HEADING and re.search(_YEAR, text) and len(text.split()) > 1:
            return _Title(text, line)
    for line in top[:4]:
        if line.form is not Form.ROW and re.search(_YEAR, line.text) and 1 < len(line.text.split()) <= 8:
            return _Title(line.text, line)
    return None


def _decides_later(text: str, words: Language) -> bool:
    """Whether the words of a decision stand after a kind of plan, in a title: "Arbeidsplan 2027 – vedtatt"."""
    kind = find(text, words.calendar["plan_titles"])
    said = find(text, (*words.calendar["adopted"], *words.calendar["revised"]))
    return bool(kind and said and not re.search(r"\d{1,2}[./ ]", text[said.start() :]))


def _names(text: str, kinds: list[str] | tuple[str, ...]) -> bool:
    """Whether one of the words of the text ends in, or begins with, a kind of plan: arbeidsplan, årsplanen."""
    plain = text.casefold()
    return any(
        re.search(rf"{re.escape(kind)}(?:en|et|n|s|erna|er|ar|ene|ens|ets)?(?!\w)", plain) for kind in kinds
    )


def _plain_title(title: str) -> str:
    """The title without a season's limits in brackets."""
    return title.strip(" :–-")


# Organisation -----------------------------------------------------------------------------------------------------


def _organisation(
    top: list[Line], lines: tuple[Line, ...], title: _Title | None, words: Language
) -> tuple[str, Source] | None:
    """A line of its own beside the title, or a name within the title or within the first sentences."""
    if title and (owner := _owner(title.text, words)) and _is_organisation(owner, words):
        said = (
            sentence for line in lines[: _FIRST * 3] for sentence in re.split(r"(?<=[.!?])\s+", line.text)
        )
        longer = (_in_sentence(sentence, words) for sentence in said)
        name = next((name for name in longer if name and name.startswith(f"{owner} ")), owner)
        return name, title.line.part(name)
    near: list[tuple[float, str, Line]] = []
    place = next((n for n, line in enumerate(top) if title and line is title.line), 0)
    for number, line in enumerate(top):
        text = _first_cell(line)
        if line.cells and sum(bool(cell) for cell in line.cells) > 1:
            continue
        if (
            (title and line is title.line)
            or len(text.split()) > 9
            or re.search(r"\d{4}", text)
            or text.endswith((":", "."))
        ) and not text.endswith(("r.f.", "rf.")):
            continue
        if _says_decision(text, words) or times(text, words, Frame(date(2000, 1, 1))) or number > place + 2:
            continue
        if line.form is Form.ITEM or (number > place + 1 and line.form is Form.HEADING):
            continue
        known = _is_organisation(text, words)
        headings = [form for forms in words.columns.values() for form in forms]
        plain = is_of(text, words.calendar["labels"]) or text.casefold() in headings
        score = (
            3.0 * known
            + (1.5 if abs(number - place) == 1 else 0)
            - (4 if plain else 0)
            - (0 if text[:1].isupper() else 3)
        )
        near.append((score, text, line))
    best = max(near, key=lambda one: one[0], default=None)
    if best and best[0] >= 1.5 and (best[0] >= 3 or best[2].number < place or best[2].number == place + 1):
        return best[1], best[2].part(best[1])
    if title and (inside := _within(title.line.text, words)):
        return inside, title.line.part(inside)
    for line in top:
        text = _first_cell(line)
        inside = _within(text, words) or _owner(text, words)
        if inside and _is_organisation(inside, words):
            return inside, line.part(inside)
    for line in lines[: _FIRST * 3]:
        if line is (title.line if title else None):
            continue
        if (found := _in_sentence(line.text, words)) is not None:
            return found, line.part(found)
    return None


def _is_organisation(text: str, words: Language) -> bool:
    tokens = re.findall(r"[^\W\d_]+|r\.f\.", text.casefold())
    names = words.calendar["organisations"]
    return any(
        token == name
        or (len(name) > 3 and re.fullmatch(rf".*{re.escape(name)}(?:en|et|n|s|a|ene|ens|ets)?", token))
        for token in tokens
        for name in names
    )


def _within(line: str, words: Language) -> str | None:
    """The organisation inside the title: "Arbeidsplan for Eikedal mållag 2027", "Hestvika brannvern: virksomhetsplan"."""
    kinds = "|".join(re.escape(kind) for kind in sorted(words.calendar["plan_titles"], key=len, reverse=True))
    plain = re.sub(rf"\s*(?:{_YEAR}.*|\b(?:19|20)\d\d.*)$", "", line).strip(" –-:,")
    autumn = [
        *words.calendar["autumn"],
        *words.calendar["spring"],
        *words.calendar["school_year"],
        *words.calendar["summer"],
    ]
    for_ = re.search(rf"(?:{kinds})\w*\s+(?:för|for|of|til)\s+(.+)$", plain, re.IGNORECASE)
    if for_:
        name = for_[1]
        if (season := find(name, autumn)) is not None:
            name = name[: season.start()]
        name = name.strip(" –-:,")
        return name if name[:1].isupper() and not name.isdigit() else None
    before = re.match(rf"(.+?)\s*(?::|–|-|—)\s*(?:{kinds})", plain, re.IGNORECASE)
    if before and before[1][:1].isupper():
        return before[1].strip()
    return None


def _owner(title: str, words: Language) -> str | None:
    """Whose plan it is by the genitive: "Kulturnämndens verksamhetsplan 2027", "the club's action plan"."""
    kinds = [*words.calendar["plan_titles"], *words.calendar["rule_titles"]]
    match = re.match(rf"(.+?[^\Ws])['’]?s\s+\w*(?:{'|'.join(map(re.escape, kinds))})", title, re.IGNORECASE)
    return match[1] if match and match[1][:1].isupper() else None


def _in_sentence(text: str, words: Language) -> str | None:
    """A name of an organisation that a sentence begins with: "FAU ved Solhaug skole er …"."""
    match = re.match(
        r"((?:[A-ZÅÄÖÆØ][\w-]*)(?:\s+(?:[A-ZÅÄÖÆØ][\w.-]*|i|på|för|for|of|ved|og|och|&|kommune|skole|skola|[a-zåäöæø]+(?=\s+(?:i|på)\s)))*)\s+(?:har|er|är|has|is|bildades|stiftedes|vart|ble|grundades)\b",
        text,
    )
    name = match[1] if match else None
    return name if name and len(name.split()) >= 2 and _is_organisation(name, words) else None


# Status and decisions ---------------------------------------------------------------------------------------------


def _says_decision(text: str, words: Language) -> bool:
    return is_of(text, (*words.calendar["adopted"], *words.calendar["revised"]))


def _decisions(
    top: list[Line], words: Language
) -> tuple[Status | None, date | None, date | None, dict[str, Source]]:
    """Status, the day of adoption (of several, the last) and the day of the last revision."""
    adopted: date | None = None
    revised: date | None = None
    status: Status | None = None
    sources: dict[str, Source] = {}
    for line in top:
        if line.form is Form.ITEM and not _says_decision(line.text, words):
            continue
        text = _first_cell(line) if line.cells else line.text
        for kind, clause in _clauses(text, words):
            days = [
                when.first
                for when in times(clause, words, _year_frame(clause))
                if when.first and when.precision.value in {"day", "range"}
            ]
            match kind:
                case "revised":
                    status, sources["status"] = Status.REVISED, line.part(text)
                    if days:
                        revised, sources["revised"] = max(days), line.part(text)
                case "adopted" if days:
                    adopted, sources["adopted"] = (
                        max([*days, *([adopted] if adopted else [])]),
                        line.part(text),
                    )
                    if status is not Status.REVISED:
                        status, sources["status"] = Status.ADOPTED, line.part(text)
                case "adopted" if status is None:
                    status, sources["status"] = Status.ADOPTED, line.part(text)
                case "draft" if status is None and (line.form is not Form.ROW):
                    status, sources["status"] = Status.DRAFT, line.part(text)
                case _:
                    pass
    return status, adopted, revised, sources


def _year_frame(text: str) -> Frame:
    """Without a year in each date, the one that stands at the end counts for all: "PU 9/9, PU 11/11 2025"."""
    years = re.findall(_YEAR, text)
    return Frame(year=int(years[-1])) if years else Frame()


def _clauses(text: str, words: Language) -> Iterator[tuple[str, str]]:
    """The parts of a line that say of a decision, each with what kind it is."""
    if len(text.split()) > _LONG:
        return
    marks = [
        (match.start(), kind)
        for kind in ("adopted", "revised", "draft")
        for form in words.calendar[kind]
        for match in [find(text, [form])]
        if match
    ]
    marks.sort()
    for number, (begin, kind) in enumerate(marks):
        end = next((later for later, other in marks[number + 1 :] if other != kind), len(text))
        opens = len(text[:begin].split()) <= 2 and len(text.split()) <= 14
        if kind != "draft" or opens or _names(text, words.calendar["plan_titles"]):
            yield kind, text[begin:end]


# Period -----------------------------------------------------------------------------------------------------------


def _period(
    top: list[Line], lines: tuple[Line, ...], title: _Title | None, words: Language
) -> tuple[Period, Source] | None:
    """Stated limits, the year or years of the title, those of the first headings, or the years that the dates give."""
    plain = [line for line in top if not _says_decision(line.text, words)]
    ahead = [title.line] if title else []
    named = next(
        (found for line in ahead if (found := _stated(line.text, words) or _named(line.text, words))), None
    )
    for line in [*ahead, *plain]:
        for sentence in re.split(r"(?<=[^\W\d][.!?])\s+(?=[^\W\d])", line.text):
            stated = _stated(sentence, words) if len(sentence.split()) <= _LONG else None
            near = stated and (named is None or abs(stated.start.year - named.start.year) <= 1)
            if stated and near and (named is None or named.rule != "stated" or line in ahead):
                return stated, line.part(sentence)
    if title and named:
        return _rolled(named, lines, words), title.line.source
    headings = [line for line in lines if line.form is Form.HEADING or line in plain]
    for line in [*ahead, *[one for one in plain if one.form is Form.HEADING or len(one.text.split()) <= 8]]:
        if (found := _named(line.text, words)) is not None:
            return found, line.source
    years = [int(line.text) for line in lines if re.fullmatch(r"(?:19|20)\d{2}", line.text.strip())]
    if len(years) == 2 and years[1] == years[0] + 1:
        first = next(line for line in lines if line.text.strip() == str(years[0]))
        return Period(
            date(years[0], 8, 1), date(years[1], 7, 31), f"{years[0]}/{years[1]}", "school-year"
        ), first.source
    for line in headings:
        if (found := _named(line.text, words)) is not None and _early(line, lines):
            return found, line.source
    return _by_dates(lines)


def _rolled(named: Period, lines: tuple[Line, ...], words: Language) -> Period:
    """Two years that are one broken year, when the months below go on from December to January once."""
    if named.rule != "years" or named.end.year != named.start.year + 1:
        return named
    names = [name.casefold() for name in words.months]
    months: list[int] = []
    for line in lines:
        tokens = re.findall(r"[^\W\d_]+", line.text.casefold())[:4]
        months += [names.index(token) + 1 for token in tokens[:4] if token in names][:1]
    dated = sum(bool(re.search(r"(?:19|20)\d{2}", line.text)) for line in lines)
    turns = sum(later < earlier - 3 for earlier, later in pairwise(months))
    if len(months) < 4 or months[0] < 7 or turns != 1 or dated > 4:
        return named
    label = f"{named.start.year}/{named.end.year}"
    return Period(date(named.start.year, 8, 1), date(named.end.year, 7, 31), label, "school-year")


def _early(line: Line, lines: tuple[Line, ...]) -> bool:
    return line.number < max(10, len(lines) // 3)


def _stated(text: str, words: Language) -> Period | None:
    """1 July 2026 – 30 June 2027; season 2026-27 (October to September)."""
    for when in times(text, words, Frame()):
        if (
            when.first
            and when.last
            and (when.last - when.first).days > 150
            and when.precision.value != "week"
        ):
            return Period(when.first, when.last, _label(when.first, when.last))
    years = re.search(r"((?:19|20)\d{2})\s*[-–/]\s*(\d{2,4})", text)
    months = (
        next(
            (
                when
                for when in times(text, words, Frame(year=int(years[1])))
                if when.precision.value == "month"
            ),
            None,
        )
        if years
        else None
    )
    if years and months and months.first and months.last and (months.last.month != months.first.month):
        last = months.first + relativedelta(months=12) - timedelta(days=1)
        return Period(months.first, last, _label(months.first, last))
    return None


def _named(text: str, words: Language) -> Period | None:
    """2027; 2026–2030; school year 2026/2027; autumn 2026 – spring 2027; 2026-27."""
    calendar = words.calendar
    broken = re.search(r"(?<![\d.])((?:19|20)\d{2})\s*([-–/])\s*((?:19|20)\d{2}|\d{2})(?![\d-])", text)
    years = [int(year) for year in re.findall(_YEAR, text)]
    if broken:
        first = int(broken[1])
        last = int(broken[3]) if len(broken[3]) == 4 else first // 100 * 100 + int(broken[3])
        school = is_of(text, calendar["school_year"]) or broken[2] == "/"
        if last == first + 1 and (school or len(broken[3]) == 2):
            return Period(date(first, 8, 1), date(last, 7, 31), f"{first}/{last}", "school-year")
        if first < last < first + 30:
            return Period(date(first, 1, 1), date(last, 12, 31), f"{first}-{last}", "years")
    seasons = is_of(text, (*calendar["autumn"],)) and is_of(text, (*calendar["spring"], *calendar["summer"]))
    if len(years) == 2 and years[1] == years[0] + 1 and seasons:
        return Period(date(years[0], 8, 1), date(years[1], 7, 31), f"{years[0]}/{years[1]}", "school-year")
    if len(years) >= 1 and EARLIEST <= years[0] <= LATEST:
        if is_of(text, calendar["school_year"]):
            return Period(
                date(years[0], 8, 1), date(years[0] + 1, 7, 31), f"{years[0]}/{years[0] + 1}", "school-year"
            )
        return Period(date(years[0], 1, 1), date(years[0], 12, 31), str(years[0]), "year")
    return None


def _label(first: date, last: date) -> str:
    if first.year == last.year:
        return str(first.year)
    return f"{first.year}/{last.year}" if (last - first).days < 400 else f"{first.year}-{last.year}"


def _by_dates(lines: tuple[Line, ...]) -> tuple[Period, Source] | None:
    """The year that most of the dates are in."""
    years: Counter[int] = Counter()
    where: dict[int, Line] = {}
    for line in lines:
        for text in re.findall(
            r"(?<!\d)((?:19|20)\d{2})-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.((?:19|20)\d{2})|(?<!\w)((?:19|20)\d{2})(?!\w)",
            line.text,
        ):
            year = int(next(part for part in text if part))
            years[year] += 1
            where.setdefault(year, line)
    if not years:
        return None
    year = years.most_common(1)[0][0]
    return Period(date(year, 1, 1), date(year, 12, 31), str(year), "dates"), where[year].source


# Kind -------------------------------------------------------------------------------------------------------------


def _kind(lines: tuple[Line, ...], title: _Title | None, words: Language) -> DocumentKind:
    """Rules by their title and by what they demand of plans. Plan or wheel is settled when all has been read."""
    text = "\n".join(line.text for line in lines).casefold()
    demands = sum(text.count(sign) for sign in words.calendar["rule_signs"])
    named = title is not None and find(title.text, words.calendar["rule_titles"]) is not None
    if named or demands >= 3:
        return DocumentKind.RULES
    return DocumentKind.PLAN
