"""Which column of a table holds what: by the headings over them, or by what most cells hold where there are none. Pure.

A row whose cells are all one, or that holds a single cell, is no entry but the heading of the rows below it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from config.deadlines import Surroundings, read_deadline
from config.language import Language
from config.work_words import WorkWords, work_words
from mappings.reading.clauses import names_somebody
from mappings.reading.grammar import opens_as_task, read_clause
from mappings.reading.lines import Form, Line
from mappings.reading.names import names_gathering

Test = Callable[[str], bool]

_NEEDS = {
    "response": {"risk"},
    "target": {"indicator"},
    "actual": {"indicator"},
    "likelihood": {"risk"},
    "impact": {"risk"},
}
"""What a column can only be called beside another one."""
_ORDER = (
    "risk",
    "likelihood",
    "impact",
    "indicator",
    "actual",
    "target",
    "response",
    "task",
    "responsible",
    "due",
    "item",
)
_TASKS = (
    "risk",
    "likelihood",
    "impact",
    "area",
    "response",
    "task",
    "goal",
    "responsible",
    "due",
    "indicator",
    "target",
)
"""In a table of tasks the goals stand beside them, and a "measure" is done."""


def roles(columns: tuple[str, ...], words: Language) -> dict[str, int]:
    """Which column holds what; the first that can, and one that can be nothing else before one that can ("Done by",
    and a last day before a "When").
    """
    found = _roles(columns, words, _TASKS if is_of_tasks(columns, words) else _ORDER)
    both = _of_both(columns, found.get("task", 0), words) | _beside_goals(columns, words)
    return found | both | (_behind_reasons(columns, found, words) if not both else {})


def _behind_reasons(columns: tuple[str, ...], found: dict[str, int], words: Language) -> dict[str, int]:
    """The field of work and what is done in it, where why stands between: "Indsats | Hvorfor | Aktivitet | Tovholder"."""
    work, plain = work_words(words.code), [_plain(column) for column in columns]
    first = found.get("task")
    if first is None or "area" in found:
        return {}
    why = next((n for n in range(first + 1, len(plain)) if plain[n] in work["reason_columns"]), len(plain))
    done = (n for n in range(why + 1, len(plain)) if n not in found.values())
    place = next((n for n in done if _is_called(plain[n], work.columns["task"])), None)
    return {} if place is None else {"area": first, "task": place}


def _beside_goals(columns: tuple[str, ...], words: Language) -> dict[str, int]:
    """The columns of goals and of what is done for them, where the second has a heading of its own: "Mål | Slik blir det | Hvem"."""
    found = _roles(columns, words, _TASKS)
    place = found.get("goal")
    if place is None or {"task", "indicator"} & found.keys() or not {"responsible", "due"} & found.keys():
        return {}
    plain, known = [_plain(column) for column in columns], work_words(words.code).columns
    values = (*known["target"], *known["actual"], *known["indicator"], *words.columns["note"])
    beside = place + 1
    if beside in found.values() or beside >= len(plain) or not plain[beside]:
        return {}
    if _is_called(plain[beside], values) or _YEAR.search(plain[beside]):
        return {}
    return {"goal": place, "task": beside}


def _of_both(columns: tuple[str, ...], first: int, words: Language) -> dict[str, int]:
    """Where one table holds what is measured, its values and what is done for it, the places of those: "Vad | Nu | Mål | Hur"."""
    known = work_words(words.code).columns
    plain = [_YEAR.sub("", _plain(column)) for column in columns]

    def place(*names: str) -> int | None:
        """The first column behind that of what is measured that is called so."""
        return next((n for n in range(first + 1, len(plain)) if _is_called(plain[n], names)), None)

    actual, target = place(*known["actual"]), place(*known["target"])
    way = place(*known["how"], *(name for name in known["task"] if name not in known["indicator"]))
    if actual is None or target is None or way is None:
        return {}
    return {"indicator": first, "actual": actual, "target": target, "task": way}


def _roles(columns: tuple[str, ...], words: Language, order: tuple[str, ...]) -> dict[str, int]:
    """The roles in this order of preference: a column is the first of them that it can be."""
    known = dict(work_words(words.code).columns)
    known["due"] += words.columns["due"]
    known["responsible"] += words.columns["who"]
    plain = [_YEAR.sub("", _plain(column)) for column in columns]
    dated = {number for number, column in enumerate(columns) if _YEAR.search(_plain(column))}
    found: dict[str, int] = {}
    taken: set[int] = set()
    for role in order:
        if role in _NEEDS and not _NEEDS[role] & found.keys():
            continue
        doubtful = known["due"] if role == "responsible" else ()
        if role == "due":
            doubtful = tuple(name for name in known["due"] if name not in words.columns["due"])
        if role == "indicator" and (measures := _measures(plain, dated, known)):
            doubtful = tuple(name for name in plain if name not in measures)
        named = sorted(enumerate(plain), key=lambda column: column[1] in doubtful)
        for number, name in named:
            if (
                number not in taken
                and _is_called(name, known[role])
                and not (role in _UNDATED and number in dated)
            ):
                found[role] = number
                taken.add(number)
                break
    return found | _by_a_word(plain, known, order, found, words)


def _measures(plain: list[str], dated: set[int], known: dict[str, tuple[str, ...]]) -> set[str]:
    """The headings that say what is measured and no goal, nor a value where no other column does."""
    valued = any(plain[number] in known["target"] for number in dated)
    others = {*known["goal"], *(() if valued else known["target"])}
    return {name for name in plain if name in known["indicator"] and name not in others}


def aim_column(columns: tuple[str, ...], taken: Iterable[int], words: Language) -> int | None:
    """The column of goals that stands beside the one of what is measured."""
    known = work_words(words.code).columns["goal"]
    places = (number for number, name in enumerate(columns) if _plain(name) in known)
    return next((number for number in places if number not in set(taken)), None)


def _by_a_word(
    plain: list[str],
    known: dict[str, tuple[str, ...]],
    order: tuple[str, ...],
    found: dict[str, int],
    words: Language,
) -> dict[str, int]:
    """Who and when, where a longer heading says it with one of its words: "Responsible officer", "Planerat datum"."""
    more: dict[str, int] = {}
    asks = {"responsible": words.asks["who"], "due": words.asks["date"]}
    for role in ("responsible", "due"):
        for number, name in enumerate(plain):
            said = name.split()
            if len(said) <= 1:
                continue
            free = (
                role in order
                and role not in {*found, *more}
                and number not in {*found.values(), *more.values()}
            )
            called = len(said) <= _SAID and bool({said[0], said[-1]} & set(known[role]))
            if free and (called or said[0] in asks[role]):
                more[role] = number
    return more


_SAID = 3
"""Words of a heading that is one of them with more to it."""


_UNDATED = {"indicator"}
"""What no column with a year in its heading is: "Mål 2027" is a value."""
_YEAR = re.compile(
    r"^(?:19|20)\d\d\s+(?=\D)"
    r"|\s*(?:(?:for|för|i|in|til|till|by|per|pr\.?)\s+)?(?:\d{1,2}\.?\s[^\W\d_]{3,}\.?\s)?(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?$"
    r"|\s+\d\d/\d\d$"
)


def _plain(column: str) -> str:
    return re.sub(r"\(.*?\)", "", column).casefold().strip(" .:*?!")


def _is_called(name: str, known: tuple[str, ...]) -> bool:
    """Whether a heading is one of these words, or names several things of which the first is: "Tiltak/aktivitet"."""
    return bool(name) and (name in known or _JOINT.split(name)[0] in known)


_JOINT = re.compile(r"\s*[,/&]\s*|\s+(?:og|och|and|eller|or|med|with)\s+")


def is_of_tasks(columns: tuple[str, ...], words: Language) -> bool:
    """Whether the columns are those of a table that says who does what, or by when.

    A table of measurements with somebody to answer for each is none: there a value wanted stands beside one of today.
    """
    found = _roles(columns, words, _TASKS)
    serves = found.get("goal", len(columns)) < found.get("task", 0)
    both = _of_both(columns, found.get("task", 0), words)
    found |= both | _beside_goals(columns, words)
    if "task" not in found or not ({"responsible", "due"} & found.keys() or serves) or "likelihood" in found:
        return False
    measured = _roles(columns, words, _ORDER)
    values = "actual" in measured and "target" in measured and "task" not in measured
    return not values or bool(both)


def serves_goals(columns: tuple[str, ...], words: Language) -> bool:
    """Whether the columns are those of a table of tasks that stand beside their goals or beside the values that they shall
    reach: what is in it is no gathering.
    """
    found = roles(columns, words) if is_of_tasks(columns, words) else {}
    if {"indicator", "actual", "target"} <= found.keys():
        return True
    return "goal" in found and found["goal"] < found["task"]


def area_of(line: Line, above: Line | None) -> str | None:
    """The area that a column of areas says for a row of a table of tasks; an empty cell goes on with the row above."""
    if line.form is not Form.ROW or line.header or not is_of_tasks(line.columns, line.language):
        return None
    found = roles(line.columns, line.language)
    place = found.get("area")
    if place is None or place >= len(line.cells) or place > found["task"]:
        return None
    goes_on = above is not None and above.form is Form.ROW and above.table == line.table and not above.header
    return line.cells[place] or (above.area if above and goes_on else None)


def task_column(line: Line, at: dict[str, int]) -> int | None:
    """The column that says what is done where no word does: beside those of who and of when, the first that neither
    counts, nor costs, nor remarks.
    """
    if "task" in at or not {"responsible", "due"} <= at.keys() or {"indicator", "risk"} & at.keys():
        return at.get("task")
    work, words = work_words(line.language.code), line.language
    beside = (
        *work["state_columns"],
        *words.columns["note"],
        *words.columns["place"],
        *work.columns["amount"],
    )
    for place, cell in enumerate(line.cells):
        heading = _plain(line.columns[place]) if place < len(line.columns) else ""
        named = place in at.values() or _is_called(heading, beside)
        if heading and not named and len(re.findall(r"[^\W\d_]{2,}", cell)) > 1:
            return place
    return None


def names_columns(cells: tuple[str, ...], words: Language) -> bool:
    """Whether most cells of a row are what columns are called: a table's head."""
    known = (*work_words(words.code).columns.values(), *words.columns.values())
    filled = [_YEAR.sub("", _plain(cell)) for cell in cells if cell]
    named = [cell for cell in filled if any(cell in names for names in known)]
    return len(named) >= _TWO and len(named) * 2 >= len(filled)


_TWO = 2


def heads_anew(cells: tuple[str, ...], columns: tuple[str, ...], words: Language) -> bool:
    """Whether a row within a table is the head of another one: it says nothing but what other columns are called, and years."""
    known = {name for names in work_words(words.code).columns.values() for name in names}
    filled = [_plain(cell) for cell in cells if cell]
    bare = [_YEAR.sub("", cell) for cell in filled]
    dated = [cell in ("", *words.units["year"], *words.calendar["school_year"]) for cell in bare]
    named = [cell in known for cell in bare]
    heads = all(year or name for year, name in zip(dated, named, strict=True)) and named[:1] == [True]
    first = all(named) and all(cells[:_TWO])
    return bool(columns) and cells != columns and heads and len(filled) > _TWO - first


def labelled_goal(line: Line) -> str:
    """A goal that stands alone in a row, after the word for one: "Mål: 12 nye medlemmer inden 1. oktober"."""
    filled = {" ".join(cell.split()) for cell in line.cells if cell}
    label, _, text = filled.pop().partition(":") if len(filled) == 1 else ("", "", "")
    goals = work_words(line.language.code).columns["goal"]
    return text.strip() if _YEAR.sub("", label.casefold().strip()) in goals else ""


def is_done(line: Line) -> bool:
    """Whether a column of states says that the row's task is done already."""
    work = work_words(line.language.code)
    states = [n for n, name in enumerate(line.columns) if _plain(name) in work["state_columns"]]
    return any(n < len(line.cells) and _plain(line.cells[n]) in work["done"] for n in states)


# Rows that head others --------------------------------------------------------------------------------------------


def heads_rows(line: Line, columns: tuple[str, ...], below: Line | None) -> bool:
    """Whether a row is the heading of the rows below it: one cell over all columns, or nothing but a first one.

    Only in a table of tasks, or over a table's head; a row that reads as a task or that holds a number is none.
    """
    filled = [cell for cell in line.cells if cell]
    alone = len(set(filled)) == 1 and len(line.cells) > _TWO and len(filled) in (1, len(line.cells))
    if not alone or line.header or below is None or below.form is not Form.ROW:
        return False
    text, words = filled[0], line.language
    single = len(filled) == 1
    if single and (not line.cells[0] or text.casefold().strip(" .:") in words.months):
        return False  # nothing is in that month: it heads no others
    if re.search(r"\d", text) or len(text.split()) > _HEADING or (single and opens_as_task(text, words)):
        return False
    over_a_head = single and names_columns(below.cells, words)
    if over_a_head or (single and _is_of_goals(columns, words)):
        return over_a_head
    return is_of_tasks(columns, words) and sum(bool(cell) for cell in below.cells) > 1


def _is_of_goals(columns: tuple[str, ...], words: Language) -> bool:
    """Whether the columns hold goals and what is done for them, with nobody to do it: one that stands alone is a goal."""
    found = roles(columns, words) if serves_goals(columns, words) else {}
    return found.get("goal") == 0 and not {"responsible", "due"} & found.keys()


_HEADING = 6


# Tables without headings ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Held:
    """What the columns of one table hold, by their places; ``area`` is None where no column groups the rows."""

    task: int
    due: int
    who: int | None
    area: int | None


def named_by_cells(
    lines: tuple[Line, ...], around: Surroundings
) -> dict[int, tuple[tuple[str, ...], str | None]]:
    """For the rows of tables of tasks that have no head: the columns' names, and the area that their first column says."""
    found: dict[int, tuple[tuple[str, ...], str | None]] = {}
    for rows in _tables(lines):
        held = _held(rows, around)
        if held is None:
            continue
        columns, area = _names(len(rows[0].cells), held, rows[0].language), ""
        for row in rows:
            area = row.cells[held.area] or area if held.area is not None else ""
            found[row.number] = (columns, area or None)
    return found


def _tables(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    """The rows of each table without a head, three or more."""
    numbered = [replace(line, number=number) for number, line in enumerate(lines)]
    for (form, _, _), group in groupby(numbered, key=lambda one: (one.form, one.table, len(one.cells))):
        rows = list(group)
        bare = not any(row.header or names_columns(row.cells, row.language) for row in rows)
        if form is Form.ROW and bare and len(rows) >= _ROWS and len(rows[0].cells) >= _WIDTH:
            yield rows


_ROWS, _WIDTH = 3, 3


def _held(rows: list[Line], around: Surroundings) -> _Held | None:
    words, speakers = rows[0].language, rows[0].speakers
    columns = [[row.cells[place] for row in rows] for place in range(len(rows[0].cells))]
    due = _most(
        columns,
        lambda cell: (
            read_deadline(cell.strip(" ."), speakers, around) is not None or bool(lone_season(cell, words))
        ),
    )
    task = _most(columns, lambda cell: _is_task(cell, words))
    if due is None or task is None or task == due:
        return None
    left = [place for place in range(len(columns)) if place not in (due, task)]
    who = next(
        (place for place in left if _names_people(place, columns[place], words)),
        None,
    )
    first = columns[0]
    grouping = 0 in left and who != 0 and bool(first[0]) and not all(first)
    return _Held(task, due, who, 0 if grouping else None)


def _names_people(place: int, cells: list[str], words: Language) -> bool:
    """Whether a column says who: its cells name somebody, in the first column all of them."""
    return _share(cells, lambda cell: names_somebody(cell, words)) and (place > 0 or all(cells))


def lone_season(text: str, words: Language) -> str:
    """The phrase that a season alone in a cell stands for: "höst" for "under hösten"; "" for anything else."""
    match = re.fullmatch(r"([^\W\d_]{3,})(?:\s+(\d{4}))?", text.strip())
    word = match[1].casefold() if match else ""
    for name in ("summer", "spring", "autumn", "winter"):
        season = words.seasons[name][0]
        if match and season.startswith(word) and season[len(word) :] in ("", "en", "et", "n", "a"):
            return " ".join(part for part in (words.seasons["during"][0], season, match[2]) if part)
    return ""


def _is_task(cell: str, words: Language) -> bool:
    clause = read_clause(cell, words)
    return opens_as_task(cell, words) or (clause.passive and not names_gathering(cell, words))


def _most(columns: list[list[str]], holds: Test) -> int | None:
    """The first column most of whose cells are so, and whose cells are mostly filled."""
    full = (n for n, cells in enumerate(columns) if sum(map(bool, cells)) * 2 > len(cells))
    return next((place for place in full if _share(columns[place], holds)), None)


def _share(cells: Iterable[str], holds: Test) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(map(holds, filled)) * 3 >= len(filled) * 2


def _names(width: int, held: _Held, words: Language) -> tuple[str, ...]:
    """The columns by what the language calls them."""
    work: WorkWords = work_words(words.code)
    late = next(name for name in work.columns["due"] if name in words.columns["due"])
    named = {held.task: work.columns["task"][0], held.due: late}
    if held.who is not None:
        named[held.who] = work.columns["responsible"][0]
    return tuple(named.get(place, "") for place in range(width))
