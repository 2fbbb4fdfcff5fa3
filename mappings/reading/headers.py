"""The rows of a table and the headings over its columns: which row is a header, and what a heading says that it holds. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from config.language import Language, language
from config.work_words import work_words
from mappings.reading.clocks import clocks
from mappings.reading.columns import heads_anew, is_of_tasks, names_columns
from mappings.reading.days import Frame, times
from mappings.reading.lines import Form, Line
from mappings.reading.spans import quarter, term
from mappings.reading.years_named import without_year, year_named

_ANY = date(2001, 1, 1)


def role_of(heading: str, words: Language) -> str | None:
    """What a column's heading says that it holds: month, date, time, what, who, note, place, due.

    Of several ("Frist/dato", "Tid og sted") a date goes first, and else the first that is known.
    """
    plain = re.sub(r"\(.*?\)|(?<!\d)(?:19|20)\d\d(?!\d)", "", heading).casefold().strip(_MARKS)
    if role := _role(plain, words):
        return role
    joints = "|".join(map(re.escape, (*words.conjunctions, "&")))
    parts = re.split(rf"\s*[/,+]\s*|\s+(?:{joints})\s+", plain)
    roles = [role for part in parts if (role := _role(part.strip(_MARKS), words))]
    if len(parts) < 2 or len(roles) * 2 < len(parts):
        return _asked(plain, words) or _said_more(plain, words)
    return "date" if "date" in roles else roles[0]


_MARKS = " .:*?!"


def _asked(plain: str, words: Language) -> str | None:
    """What a heading asks for that is a question: "Hvem står for det", "När är det". Not what it asks of work or of goals."""
    said = plain.split()
    known = work_words(words.code).columns
    if not 1 < len(said) <= _QUESTION or any(plain in names for names in known.values()):
        return None
    return next((role for role, asks in words.asks.items() if said[0] in asks), None)


def _said_more(plain: str, words: Language) -> str | None:
    """What a heading holds that is a known one with more behind it: "Ansvarlig for aktiviteten", "Date of meeting"."""
    first, *rest = plain.split() or [""]
    role = _role(first, words) if rest else None
    joined = rest[:1] and rest[0] in words.calendar["prepositions"] and len(rest) < _QUESTION
    return role if role in _TOLD_OF and joined else None


_TOLD_OF = {"date", "time", "who", "place", "note"}
_QUESTION = 6
"""Words of the longest question that stands over a column."""


def _role(plain: str, words: Language) -> str | None:
    role = next((role for role, forms in words.columns.items() if plain in forms), None)
    return role or ("who" if plain in work_words(words.code).columns["responsible"] else None)


def tabled(line: Line, columns: tuple[str, ...], found: list[Line]) -> tuple[Line, tuple[str, ...]]:
    """The row with the headings of its table; a table that goes on where another of that width stopped keeps them."""
    if line.form is not Form.ROW:
        return line, () if line.form is Form.HEADING else columns
    line = _with_months(line)
    last = found[-1] if found else None
    same = (
        last is not None
        and last.form is Form.ROW
        and (last.table == line.table or len(last.cells) == len(line.cells))
    )
    held = columns if same and len(columns) == len(line.cells) else ()
    if inner := _above_a_heading(line, found):
        same, held, last = True, inner.columns, replace(inner, table=line.table)
    goes_on = any(role_of(column, line.language) for column in held)
    first = not same or last is None or (last.table != line.table and not goes_on) or _is_caption(found, line)
    if is_header(line, first=first) or heads_anew(line.cells, held, line.language):
        named = _with_years(line, last)
        return replace(line, header=True, columns=named), named
    return replace(line, header=False, columns=held or ("",) * len(line.cells)), held


def _with_months(line: Line) -> Line:
    """A row whose last twelve cells are the months by their first letters or by their numbers, with the months' names."""
    months = line.language.months
    said = [cell.casefold().strip(" .") for cell in line.cells[-len(months) :]]
    letters = [name[0].casefold() for name in months]
    numbers = [str(number) for number in range(1, len(months) + 1)]
    if said not in (letters, numbers, [number.zfill(2) for number in numbers]):
        return line
    cells = (*line.cells[: -len(months)], *months)
    return replace(line, cells=cells, text="\t".join(cells))


def _with_years(line: Line, above: Line | None) -> tuple[str, ...]:
    """The headings of months with the years that stand in the row above them: "2026 | | 2027" over "Nov | Des | Jan"."""
    filled = [cell for cell in above.cells if cell] if above and above.form is Form.ROW else []
    years = [cell for cell in filled if re.fullmatch(r"(?:19|20)\d{2}", cell)]
    if above is None or not years or len(years) != len(filled) or len(above.cells) != len(line.cells):
        return line.cells
    named, year = [], ""
    for cell, over in zip(line.cells, above.cells, strict=True):
        year = over or year
        named.append(f"{cell} {year}" if year and _names_a_month(cell, line.language) else cell)
    return tuple(named)


def _above_a_heading(line: Line, found: list[Line]) -> Line | None:
    """The row of the same table above the heading that parts it: a sheet whose areas are headings between the rows."""
    if not found or found[-1].form is not Form.HEADING:
        return None
    row = next((other for other in reversed(found[-4:]) if other.form is Form.ROW), None)
    same = row is not None and len(row.columns) == len(line.cells)
    if row is not None and row.table != line.table:
        tasks = is_of_tasks(row.columns, line.language)
        same = same and tasks and not names_columns(line.cells, line.language)
    return row if same and row and any(row.columns) else None


def _is_caption(found: list[Line], line: Line) -> bool:
    """Whether the rows of the table above this one hold one cell each: its title."""
    above = [other for other in found[-3:] if other.form is Form.ROW and other.table == line.table]
    return bool(above) and all(sum(bool(cell) for cell in other.cells) == 1 for other in above)


def is_header(line: Line, *, first: bool) -> bool:
    """A row that names columns: by its document, by two known headings, or as the first row when every cell is a month."""
    filled = [_without_clock(cell, line.language) for cell in line.cells if cell]
    if is_lone(line):
        return False
    if line.header:
        return not _is_entry(line, filled)
    known = [cell for cell in filled if role_of(cell, line.language)]
    if len(known) >= 2 and len(known) * 2 >= len(filled):
        return True
    spans = sum(_names_a_month(cell, line.language) or _names_aterm(cell, line.language) for cell in filled)
    if spans >= 3 or (spans == len(filled) >= 2):
        return True
    bare = [re.sub(r"\(.*?\)", "", cell) for cell in filled]
    plain = [cell if number == 0 else _without_time(cell, line.language) for number, cell in enumerate(bare)]
    dated = bool(filled) and _names_a_month(
        filled[0], line.language
    )  # the first entry of a table without headings
    return first and len(filled) >= 2 and not dated and not any(re.search(r"\d", cell) for cell in plain)


def _without_time(cell: str, words: Language) -> str:
    """A heading without its year, and the heading of a value without the day that it is for: "Mål 30 april 2028"."""
    known = work_words(words.code).columns
    day = year_named(cell)
    said = cell[: day.start()].casefold().strip(_MARKS) if day else ""
    return said if said in (*known["target"], *known["actual"]) else without_year(cell)


def _is_entry(line: Line, filled: list[str]) -> bool:
    """Whether a row that its document takes for a head, as every first row of a sheet, is an entry: one cell of it is a
    day or a month, the others say something, and none is called what columns are.
    """
    words = line.language
    known = {name for names in work_words(words.code).columns.values() for name in names}
    if any(role_of(cell, words) or cell.casefold().strip(_MARKS) in known for cell in filled):
        return False
    dated = [cell for cell in filled if _names_a_month(cell, words) or _is_day(cell, words)]
    said = [cell for cell in filled if re.search(r"[^\W\d_]{2}", cell)]
    return len(dated) == 1 and len(filled) >= 2 and any(cell not in dated for cell in said)


def _is_day(cell: str, words: Language) -> bool:
    """Whether a cell holds a day and nothing else."""
    found = times(cell, words, Frame(start=_ANY)) if re.search(r"\d", cell) else ()
    left = f"{cell[: found[0].begin]}{cell[found[-1].end :]}" if found else cell
    return bool(found) and found[0].exact and not left.strip(_MARKS)


def is_lone(line: Line) -> bool:
    """Whether a row of several columns says one thing only: alone in its cell, or in one that is merged over all of them."""
    filled = [cell for cell in line.cells if cell]
    return len(line.cells) > 1 and len(set(filled)) == 1 and len(filled) in {1, len(line.cells)}


def _without_clock(cell: str, words: Language) -> str:
    """What a heading says beside its clock: "Styret kl. 18" is "Styret"."""
    for clock in reversed(clocks(cell, words)):
        cell = f"{cell[: clock.begin]} {cell[clock.end :]}".strip(" ,;")
    return cell


def _names_a_month(cell: str, words: Language) -> bool:
    return re.sub(r"\.?(?:[\s-]*(?:19|20)\d{2}|\s*[-'’/]\s*\d{2})?[\s.:*]*$", "", cell.casefold()) in _months(
        words.code
    )


def _names_aterm(cell: str, words: Language) -> bool:
    """Whether a cell names a quarter, a half-year or a term."""
    if len(cell) > _LONGEST_TERM:
        return False
    frame = Frame(start=_ANY)
    return quarter(cell.strip(), words, frame) is not None or term(cell.strip(), words, frame) is not None


_LONGEST_TERM = 24
"""Letters."""


@cache
def _months(code: str) -> frozenset[str]:
    words = language(code)
    return frozenset(name.casefold().strip(" .") for name in (*words.months, *words.months_short))
