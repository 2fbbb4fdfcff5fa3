"""Rows of tables: actions with responsible and deadline, indicators with targets, risks, budgets. By their columns. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from config import patterns
from config.language import Language
from config.work_words import work_words
from mappings.reading.clauses import is_body, names_somebody, split_names
from mappings.reading.columns import aim_column, is_done, is_of_tasks, labelled_goal, roles, task_column
from mappings.reading.grammar import read_clause
from mappings.reading.lines import Line
from mappings.reading.measures import actual_of, days_headed, is_value, measured, wanted_days
from mappings.reading.model import Action, BudgetLine, Certainty, Due, Question, QuestionKind, Risk
from mappings.reading.numbers import Quantity, quantities
from mappings.reading.units import thing, unit_after
from mappings.reading.when import Times


@dataclass(frozen=True, slots=True)
class Row:
    """What one row holds. ``wanted`` is a target: text, numbers, due, responsible, whether it is a goal. ``aim`` is the goal
    that the row's task serves, None where the table has no column of them.
    """

    action: Action | None = None
    aim: str | None = None
    risk: Risk | None = None
    budget: tuple[BudgetLine, ...] = ()
    wanted: tuple[str, tuple[Quantity, ...], Due, tuple[str, ...], bool] | None = None
    indicator: str | None = None
    questions: tuple[Question, ...] = ()
    yearly: tuple[
        tuple[str, tuple[Quantity, ...], Due], ...
    ] = ()  # a value for each year that a column is headed by
    measured: Row | None = None


def read_row(line: Line, times: Times) -> Row | None:
    """What a row says, by the columns of its table. None for a header and for a table of another kind."""
    if line.header or not any(line.columns) or is_done(line):
        return None
    at = roles(line.columns, line.language)
    if goal := labelled_goal(line):
        return Row(aim=goal)
    if (task := task_column(line, at)) is not None:
        at = at | {"task": task}
    if is_of_tasks(line.columns, line.language):
        return _task(line, at, times)
    if days := days_headed(line, times, indicator="indicator" in at):
        return _by_year(line, at, days, times)
    if "risk" in at and ("likelihood" in at or "response" in at):
        return _risk(line, at, times)
    if row := _beside_its_goal(line, at, times) or _measured(line, at, times):
        return row
    if "indicator" in at and ("target" in at or "actual" in at):
        return _indicator(line, at, times)
    if "task" in at and ("responsible" in at or "due" in at):
        return _with_its_cost(line, at, _action(line, at, times))
    amounts = _amounts(line)
    if amounts:
        return _budget(line, at.get("item", 0), amounts)
    return None


def _measured(line: Line, at: dict[str, int], times: Times) -> Row | None:
    """A row of a table of measurements, with the goal that stands beside what is measured."""
    found = measured(line, at, times)
    row = _indicator(line, found[0], times, found[1]) if found else None
    aim = aim_column(line.columns, found[0].values(), line.language) if found else None
    return replace(row, aim=_at(line, aim)) if row and aim is not None else row


def _beside_its_goal(line: Line, at: dict[str, int], times: Times) -> Row | None:
    """A goal and the number by which it is seen to be reached, in a table of nothing else: "Mål | Indikator"."""
    place = at.get("indicator")
    aim = aim_column(line.columns, () if place is None else (place,), line.language)
    if place is None or aim is None or {"actual", "task"} & at.keys() or at.get("target", aim) != aim:
        return None
    text = _at(line, place)
    moments = times.moments(text, line.speakers)
    numbers = quantities(text, line.language, tuple((one.start, one.end) for one in moments), goal=True)
    if not numbers or wanted_days(line, times):
        return None
    who, _ = _people(_cell(line, at, "responsible"), line)
    return Row(aim=_at(line, aim), wanted=(text, numbers, times.due(text, line.speakers), who, True))


def _at(line: Line, place: int) -> str:
    return " ".join(line.cells[place].split()) if place < len(line.cells) else ""


def _task(line: Line, at: dict[str, int], times: Times) -> Row | None:
    """A row of a table of tasks: with the goal that it serves, what it costs and what its success is measured by."""
    row = _with_its_cost(line, at, _action(line, at, times))
    aim = _cell(line, at, "goal") if "goal" in at else None
    if "indicator" not in at:
        return replace(row or Row(), aim=aim)
    value = next((role for role in ("target", "goal") if is_value(_cell(line, at, role), line.language)), "")
    if not value:
        return replace(row or Row(), aim=aim)
    held = at | {"target": at[value]}
    found = _measured(line, {role: held[role] for role in _OF_VALUES if role in held}, times)
    measured = found if "actual" in at else _indicator(line, held, times)
    valued = at.get("goal") == held["target"]  # what is called a goal is its value
    return replace(row or Row(), aim=None if valued else aim, measured=measured)


_OF_VALUES = ("indicator", "actual", "target")
"""What a row says of a value; who and when stand for what is done."""


def _by_year(line: Line, at: dict[str, int], days: dict[date, int], times: Times) -> Row | None:
    """One value to reach for each year: "Medlemmar | 431 | 450 | 480"; ``days`` are the columns by their last days."""
    place = at.get("indicator", 0)
    text = " ".join(line.cells[place].split())
    past = actual_of(line, at, {place, *days.values()}, times.around.start)
    actual = quantities(line.cells[past], line.language, goal=True) if past is not None else ()
    found: list[tuple[str, tuple[Quantity, ...], Due]] = []
    for day, column in days.items():
        numbers = quantities(line.cells[column], line.language, goal=True) if column < len(line.cells) else ()
        if not numbers:
            continue
        unit = _unit(text, line.cells[column], line.language)
        baseline = actual[0].value if actual else None
        due = Due(day, (day,), line.columns[column], "YEAR", Certainty.WINDOW)
        found.append((text, (replace(numbers[0], unit=unit, baseline=baseline),), due))
    if actual and text and not found:
        question = Question(QuestionKind.INDICATOR_WITHOUT_TARGET, text, (line.source,), {"indicator": text})
        return Row(indicator=text, questions=(question,))
    return Row(yearly=tuple(found)) if text and found else None


def _cell(line: Line, at: dict[str, int], role: str) -> str:
    place = at.get(role)
    return " ".join(line.cells[place].split()) if place is not None and place < len(line.cells) else ""


def _people(text: str, line: Line) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whoever a cell of responsible names, and whom they consult. "Teknik og Miljø v/ Per Juul" is a body and a person."""
    if is_open(text, line.language):
        return (), ()
    text, more = _in_brackets(text, line.language)
    clause = read_clause(text, line.language)
    together = work_words(line.language.code)["together"]
    alone, asked = text, clause.together
    for phrase in (*together, *dict.fromkeys(phrase.rsplit(" ", 1)[-1] for phrase in together)):
        alone, *rest = re.split(rf"(?<!\w){re.escape(phrase)}(?!\w)", alone, maxsplit=1, flags=re.IGNORECASE)
        asked = asked or tuple(split_names(" ".join(rest).strip(" ,"), line.language))
    body, by, person = alone.strip(" ,").partition(" v/")
    names = [body.strip()] if by else split_names(body, line.language)
    names += split_names(person.strip(), line.language) if by else []
    names += split_names(more, line.language) if more else []
    return tuple(name for name in names if re.search(r"[^\W\d_]", name)), asked


def _in_brackets(text: str, words: Language) -> tuple[str, str]:
    """A cell of names without a label in brackets, and whom that names if it answers: "Malerne (ansv. Geir)"; who leads a
    body is no more than a part of it: "Styret (leder: Mia)".
    """
    match = re.fullmatch(r"(.+?)\s*\(\s*([^\W\d_]+)(?:[.:]+\s*|\s+(?=[A-ZÅÄÖÆØ]))([^():]+)\)", text.strip())
    if match is None:
        return text, ""
    answers = (*words.columns["who"], *work_words(words.code).columns["responsible"])
    if match[2].casefold() in answers and not is_body(match[2], words):
        return match[1], match[3].strip()
    labelled = patterns.match(rf"{re.escape(match[2])}\s*:", text[match.start(2) :]) is not None
    return (match[1], "") if labelled else (text, "")


def is_open(text: str, words: Language) -> bool:
    """Whether a cell of names says that nobody is named yet: "?", "N.N.", "to be agreed"."""
    plain = text.casefold().strip(" .()")
    return not re.search(r"[^\W\d_]", plain) or plain in work_words(words.code)["unnamed"]


def _action(line: Line, at: dict[str, int], times: Times) -> Row | None:
    text, due_text = _cell(line, at, "task"), _cell(line, at, "due")
    if not text or not re.search(r"[^\W\d_]{2}", text):
        return None
    who, asked = _people(_cell(line, at, "responsible"), line)
    note = "" if due_text else _note(line)
    due = times.cell(due_text or note, line.speakers)
    own = times.due(text, line.speakers, line.span if not due_text else None)
    if due.rule is None:
        due = own if own.rule else Due(phrase=due_text or None, rule="NONE" if due_text else None)
    elif (own.cadence and not due.cadence) or (due.cadence == "continuous" and own.cadence):
        due = replace(due, cadence=own.cadence)
    numbers = tuple(
        one
        for one in quantities(text, line.language, _spans(text, line, times), goal=False)
        if not due.cadence and one.value > 1
    )
    action = Action(text, line.source, who, asked, due, also_target=bool(numbers and who), area=line.area)
    questions: tuple[Question, ...] = ()
    if due.latest is None and due.rule == "REL" and due.anchor:
        values = {"anchor": due.anchor, "phrase": due.phrase or ""}
        questions = (Question(QuestionKind.ANCHOR_MISSING, due.anchor, (line.source,), values),)
    wanted = (text, numbers[:1], due, who, False) if numbers and who else None
    if (named := _cell(line, at, "responsible")) and is_open(named, line.language):
        questions += (Question(QuestionKind.UNNAMED_BODY, text, (line.source,), {"body": named}),)
    return Row(action, wanted=wanted, questions=questions)


def _note(line: Line) -> str:
    """What a column of remarks says, which may be when."""
    places = [
        n
        for n, name in enumerate(line.columns)
        if name.casefold().strip(" .:") in line.language.columns["note"]
    ]
    return " ".join(line.cells[places[0]].split()) if places and places[0] < len(line.cells) else ""


def _spans(text: str, line: Line, times: Times) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in times.moments(text, line.speakers))


def _indicator(line: Line, at: dict[str, int], times: Times, headed: Due | None = None) -> Row | None:
    """What is measured, with its value wanted; ``headed`` is what the heading over the values says of time."""
    text, target, actual = (_cell(line, at, role) for role in ("indicator", "target", "actual"))
    if not text:
        return None
    numbers = quantities(target, line.language, goal=True)
    if not numbers:
        question = Question(QuestionKind.INDICATOR_WITHOUT_TARGET, text, (line.source,), {"indicator": text})
        return Row(indicator=text, questions=(question,))
    before = quantities(actual, line.language, goal=True)
    baseline = before[0].value if before else None
    unit = _unit(text, target, line.language)
    numbers = (replace(numbers[0], baseline=baseline, unit=unit),)
    who, _ = _people(_cell(line, at, "responsible"), line)
    due = times.due(_cell(line, at, "due") or target, line.speakers)
    return Row(wanted=(text, numbers, due if due.rule or headed is None else headed, who, True))


def _unit(text: str, target: str, words: Language) -> str:
    """What an indicator counts: as its value's cell says, or its own name."""
    if "%" in text or "%" in target:
        return "%"
    number = re.search(r"\d[\d .,]*", target)
    return (unit_after(target[number.end() :], words) if number else "") or thing(text, words)


def _risk(line: Line, at: dict[str, int], times: Times) -> Row | None:
    title, response = _cell(line, at, "risk"), _cell(line, at, "response")
    if not title:
        return None
    levels = [
        int(match[0]) if (match := re.search(r"\d+", _cell(line, at, role))) else None
        for role in ("likelihood", "impact")
    ]
    risk = Risk(title, line.source, levels[0], levels[1])
    if not response:
        return Row(risk=risk)
    who, asked = _people(_cell(line, at, "responsible"), line)
    clause = read_clause(response, line.language, _spans(response, line, times))
    if not who and clause.subject and not clause.passive and names_somebody(clause.subject, line.language):
        who = (clause.subject,)
    due = times.due(response, line.speakers)
    if due.rule is None and (said := _cell(line, at, "due")):
        due = times.due(said, line.speakers)
    return Row(Action(response, line.source, who, asked or clause.together, due, area=line.area), risk=risk)


def _amounts(line: Line) -> list[int]:
    """The columns of sums of money."""
    words = line.language
    found = [n for n, name in enumerate(line.columns) if _is_amount(name, words)]
    years = [
        n for n, name in enumerate(line.columns) if re.fullmatch(r"(?:19|20)\d\d(?:/\d{2,4})?", name.strip())
    ]
    of_money = found == [0] or (not found and any(_is_amount(text, words) for text in line.sections[-1:]))
    return years[-1:] if of_money and years and 0 not in years else found


def _with_its_cost(line: Line, at: dict[str, int], row: Row | None) -> Row | None:
    """A task with the sum that its row sets aside for it."""
    return replace(row, budget=_cost(line, at["task"])) if row else row


def _cost(line: Line, item: int) -> tuple[BudgetLine, ...]:
    amounts = _amounts(line)
    paid = _budget(line, item, amounts) if amounts else None
    return tuple(one for one in paid.budget if one.amount) if paid else ()


def cost_of(line: Line) -> tuple[BudgetLine, ...]:
    """The sum that a row of a table of tasks sets aside, whoever read the task."""
    at = roles(line.columns, line.language)
    known = not line.header and "task" in at and is_of_tasks(line.columns, line.language)
    return _cost(line, at["task"]) if known and at["task"] < len(line.cells) else ()


# Budgets ----------------------------------------------------------------------------------------------------------


def _is_amount(name: str, words: Language) -> bool:
    plain = name.casefold()
    if plain.strip(" .:") in work_words(words.code)["money"]:
        return True
    return (
        any(amount in plain for amount in work_words(words.code).columns["amount"])
        or re.search(r"\((?:£|kr\.?|€|sek|nok|dkk)\)|^(?:£|kr\.?|€|sek|nok|dkk|eur|kroner|kronor)$", plain)
        is not None
    )


def amount_of(text: str) -> float | None:
    """The sum in a cell: 4 300, 64,200, 12.700."""
    plain = re.sub(r"[^\d.,   ]", "", text).strip()
    if not re.search(r"\d", plain) or len(re.sub(r"[^\w]", "", text)) > 14:
        return None
    plain = re.sub(r"[   ]|[.,](?=\d{3}(?:\D|$))", "", plain).replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def currency_of(text: str, words: Language) -> str:
    """The currency that a text names, else that of its language."""
    if "£" in text:
        return "GBP"
    if "€" in text or "euro" in text.casefold():
        return "EUR"
    return work_words(words.code)["currency"][0].upper()


def _budget(line: Line, item: int, amounts: list[int]) -> Row | None:
    """The sums of a row; of several years' columns with the same name the last year is the plan's."""
    title = " ".join(line.cells[item].split())
    heads = " ".join(line.columns)
    thousand = any(
        patterns.search(rf"(?<!\w){re.escape(word)}(?!\w)", heads.casefold())
        for word in work_words(line.language.code)["thousands"]
    )
    names = [re.sub(r"\d{4}", "", line.columns[n]).casefold().strip() for n in amounts]
    years = [n for n in amounts if re.search(r"(?:19|20)\d\d", line.columns[n])]
    wanted = (
        amounts[-1:]
        if len(years) == len(amounts) > 1 and len(set(names)) == 1 and names[0] in _budgets(line)
        else amounts
    )
    found = [
        BudgetLine(title, value * (1000 if thousand else 1), currency_of(heads, line.language), line.source)
        for n in wanted
        if n < len(line.cells) and n != item and (value := amount_of(line.cells[n])) is not None
    ]
    return Row(budget=tuple(found)) if title and found else None


def _budgets(line: Line) -> tuple[str, ...]:
    return work_words(line.language.code).columns["amount"]
