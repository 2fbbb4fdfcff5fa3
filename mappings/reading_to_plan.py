"""A reading as the draft of a plan.yaml: every item with its source, how its date was understood, and what is asked of it.

Pure: a reading in, a text out that ``config.plan_file`` reads without complaint. Days come from the reading and from nowhere
else: a rule that cannot be followed exactly, or a phrase that the plan would read otherwise, stands as words or as the day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, time
from pathlib import Path
from typing import Any

from config.errors import PlanError
from config.language import Language, language
from config.plan_file import PlanFile, understand
from mappings.blocks import Place
from mappings.lines import plain_line, shown_day
from mappings.plan_pages import Part, page
from mappings.question_sentences import sentence
from mappings.reading.model import (
    Action,
    Comparator,
    Due,
    Gathering,
    GatheringKind,
    Goal,
    Indicator,
    Precision,
    Reading,
    Recurring,
    Source,
    Statement,
    Target,
)
from mappings.reading_indicator import indicator_name
from mappings.reading_names import Ids, Names, short_id
from mappings.reading_possible import possible
from mappings.reading_series import Series, rule_keys, series_of
from mappings.reading_signs import spelled_out

LONGEST_TITLE = 120
LONGEST_PASSAGE = 1_000
SHORTEST_SHARED = 12
"""A passage shorter than this is no sign that a question is about an item whose passage holds it."""
_COMPARATORS = {Comparator.AT_MOST: "at-most", Comparator.EXACT: "exactly"}
_OPEN = "?"
"""What stands for a title or an organisation that the document does not say."""


def plan_text(reading: Reading, document: str, year: int) -> str:
    """The draft. ``document`` is the file's name; ``year`` is the plan's where the document has no date at all."""
    reading = possible(spelled_out(reading))
    kept = _Draft(reading, document, year, phrases=lambda _: True)
    text = kept.text()
    try:
        file = understand(text, Path("plan.yaml"))
    except PlanError:
        agreed: set[str] = set()
    else:
        agreed = {name for name, due in kept.dues.items() if _reads_alike(file, name, due)}
        if agreed == set(kept.dues):
            return text
    return _Draft(reading, document, year, phrases=agreed.__contains__).text()


def _reads_alike(file: PlanFile, name: str, due: Due) -> bool:
    """Whether the plan reads the activity's phrase as the reading did."""
    read = file.dates.deadlines.get(name)
    if read is None:
        return False
    return read.latest == due.latest and (due.latest is not None or read.rule == due.rule)


class _Draft:
    """Makes one draft. ``phrases`` says of an activity's id whether its deadline may stand as its words."""

    def __init__(self, reading: Reading, document: str, year: int, phrases: Callable[[str], bool]) -> None:
        self.reading = reading
        self.document = plain_line(document, 200) or _OPEN
        self.year = year
        self.phrases = phrases
        self.words: Language = language(reading.head.language)
        self.ids = Ids()
        self.names = Names(reading, self.words)
        self.dues: dict[str, Due] = {}
        self.areas = {title: self.ids.take(title) for title in reading.areas}
        self.meetings: dict[str, str] = {}
        self.open: dict[Place, list[tuple[str, str]]] = {}
        for number, question in enumerate(reading.questions, 1):
            if "answer" not in question.values:
                told = (
                    f"{self.words.word('import.question', number=number)}: {sentence(question, self.words)}"
                )
                for one in question.sources:
                    self.open.setdefault(one.place, []).append((_bare(one.passage), told))

    def text(self) -> str:
        """The whole file."""
        head, meetings, events = self.head(), *self.gatherings()
        areas = [self.area(title, name) for title, name in self.areas.items()]
        areas += self.rest()
        body = {
            **head,
            "meetings": meetings,
            "events": events,
            "areas": areas,
            "budget": self.budget(),
            "risks": self.risks(),
            **self.rules(),
            "questions": self.questions(),
        }
        order = {"people": self.names.people, "bodies": self.names.bodies}
        at = list(body).index("meetings")
        keys = dict([*list(body.items())[:at], *order.items(), *list(body.items())[at:]])
        return page(Part(keys, self.head_notes(), self.above()))

    # The head

    def head(self) -> dict[str, Any]:
        head, period = self.reading.head, self.reading.head.period
        organisation = plain_line(head.organisation or "", 300) or _OPEN
        whole: Any = self.year
        if period:
            first, last = date(period.start.year, 1, 1), date(period.start.year, 12, 31)
            is_year = (period.start, period.end) == (first, last)
            whole = period.start.year if is_year else {"start": period.start, "end": period.end}
        begin = period.start.year if period else self.year
        return {
            "id": short_id(f"{organisation[:60]}-{begin}", 70),
            "title": plain_line(head.title or "", 300) or self.document.rpartition(".")[0] or self.document,
            "organisation": organisation,
            "language": self.words.code,
            "period": whole,
            "status": head.status.value if head.status else "draft",
            "adopted": head.adopted,
            "revised": head.revised,
            "currency": next((line.currency for line in self.reading.budget), None),
            "parents": self.parents(),
            "standing_items": self.standing_items(),
        }

    def head_notes(self) -> dict[str, str]:
        head = self.reading.head
        said = {
            "title": head.title,
            "organisation": head.organisation,
            "period": head.period,
            "status": head.status,
        }
        return {key: self.words.word("import.said") for key, value in said.items() if not value}

    def above(self) -> list[str]:
        lines = [self.words.word("import.head", document=self.document), self.words.word("import.look")]
        for one in self.reading.unread:
            place = self.place(one.source)
            lines.append(
                self.words.word("import.unread", place=place, passage=plain_line(one.source.passage, 200))
            )
        return lines

    def place(self, source: Source) -> str:
        told = {one.name: getattr(source.place, one.name) for one in fields(source.place)}
        return ", ".join(
            self.words.word(f"place.{name}", number=value)
            for name, value in told.items()
            if value is not None
        )

    def parents(self) -> list[Part]:
        return [
            Part(
                {
                    "id": self.ids.take(one.title),
                    "title": plain_line(one.title),
                    "organisation": plain_line(one.organisation or ""),
                    "source": self.source(one.source),
                }
            )
            for one in self.reading.parent_plans
        ]

    def standing_items(self) -> list[str]:
        items = (plain_line(one.item) for one in self.reading.standing_agenda_items)
        return list(dict.fromkeys(_title(item) for item in items if item))

    # Sources and questions

    def source(self, source: Source) -> dict[str, Any]:
        told = {one.name: getattr(source.place, one.name) for one in fields(source.place)}
        known = {name: value for name, value in told.items() if value is not None}
        return {"document": self.document, **known, "passage": plain_line(source.passage, LONGEST_PASSAGE)}

    def asked(self, source: Source) -> list[str]:
        """A comment for each question that is about this item's passage."""
        own = _bare(source.passage)
        return [told for passage, told in self.open.get(source.place, ()) if _about(own, passage)]

    def questions(self) -> list[Part]:
        return [
            Part(
                {
                    "question": sentence(question, self.words),
                    "passage": plain_line(
                        " … ".join(one.passage for one in question.sources), LONGEST_PASSAGE
                    ),
                    "answer": question.values.get("answer"),
                },
                above=[self.words.word("import.question", number=number)],
            )
            for number, question in enumerate(self.reading.questions, 1)
        ]

    # Meetings and events

    def gatherings(self) -> tuple[list[Part], list[Part]]:
        meetings: list[Part] = []
        events: list[Part] = []
        listed = set()
        for series in series_of(self.reading.meetings_and_events):
            listed.add(series.title.casefold())
            group = meetings if series.first.kind is GatheringKind.MEETING else events
            group.append(self.gathering(series))
        for rule in self.reading.recurring:
            if not (rule.dates_listed and rule.title.casefold() in listed):
                group = meetings if rule.kind is GatheringKind.MEETING else events
                group.append(self.recurring(rule))
        return meetings, events

    def gathering(self, series: Series) -> Part:
        one = series.first
        name = self.named(series.title)
        keys = {
            "id": name,
            "title": _title(series.title),
            "area": self.areas.get(one.area or ""),
            **(self.dates(series) if len(series.all) > 1 else self.single(one)),
            "place": plain_line(series.place or ""),
            "responsible": self.names.all(one.responsible),
            "tentative": one.tentative if len(series.all) == 1 and one.tentative else None,
            "observance": True if one.kind is GatheringKind.OBSERVANCE else None,
            "source": self.source(one.source) if len(series.all) == 1 else None,
        }
        notes = {"date": _rule_note(one), "month": _month_note(one)} if len(series.all) == 1 else {}
        above = [text for each in series.all for text in self.asked(each.source)]
        return Part(keys, notes, list(dict.fromkeys(above)))

    def named(self, title: str) -> str:
        name = self.ids.take(title)
        self.meetings.setdefault(plain_line(title).casefold(), name)
        return name

    def single(self, one: Gathering) -> dict[str, Any]:
        agenda = [plain_line(item) for item in one.agenda]
        keys: dict[str, Any] = {
            "date": one.date,
            "end": one.end_date if one.end_date != one.date else None,
            "month": one.month if one.date is None else None,
            "time": _hours(one.time, one.end_time) if one.date else None,
        }
        if one.kind is GatheringKind.MEETING:
            return {**keys, "agenda": agenda}
        return {**keys, "text": "; ".join(agenda)}

    def dates(self, series: Series) -> dict[str, Any]:
        entries: list[Part] = []
        seen: Counter[date] = Counter()
        for one in series.all:
            if one.date is None:
                continue
            seen[one.date] += 1
            own = f"{one.date}-{seen[one.date]}" if seen[one.date] > 1 else None
            hours = _hours(one.time, one.end_time)
            keys = {
                "id": own,
                "date": one.date,
                "time": hours if hours != series.hours else None,
                "place": plain_line(one.place or "") if one.place != series.place else None,
                "tentative": one.tentative or None,
                "agenda": [plain_line(item) for item in one.agenda],
                "source": self.source(one.source),
            }
            entries.append(Part(keys, {"date": _rule_note(one)}, flow=True))
        return {"time": series.hours, "dates": entries}

    def recurring(self, rule: Recurring) -> Part:
        days, exact = rule_keys(rule, self.reading.head.period, self.words)
        keys = {
            "id": self.named(rule.title),
            "title": _title(rule.title),
            "area": self.areas.get(rule.area or ""),
            "text": None if exact else plain_line(rule.rule_text),
            **days,
            "time": _hours(rule.time, rule.end_time),
            "place": plain_line(rule.place or ""),
            "responsible": self.names.all(rule.responsible),
            "source": self.source(rule.source),
        }
        note = self.words.word("import.words", phrase=plain_line(rule.rule_text))
        return Part(keys, {"every": note, "dates": note}, self.asked(rule.source))

    # Areas

    def area(self, title: str, name: str) -> Part:
        reading = self.reading
        here: Callable[[Any], bool] = lambda one: one.area == title  # noqa: E731
        return self.filled(name, title, here, reading)

    def rest(self) -> list[Part]:
        """What stands under no heading of its own."""
        known = set(self.areas)
        title = plain_line(self.reading.head.title or "", 300) or self.words.word("import.rest")
        part = self.filled("", title, lambda one: one.area not in known, self.reading)
        if any(part.keys[key] for key in ("goals", "activities", "current_state")):
            return [Part({**part.keys, "id": self.ids.take(title)}, part.notes, part.above)]
        return []

    def filled(self, name: str, title: str, here: Callable[[Any], bool], reading: Reading) -> Part:
        goals, goal_ids = self.goals(filter(here, reading.goals), filter(here, reading.targets))
        goals += [self.measured(one) for one in reading.indicators if here(one)]
        state = [self.finding(one) for one in reading.findings if here(one)]
        activities = [self.activity(one, goal_ids) for one in reading.actions if here(one)]
        keys = {
            "id": name,
            "title": _title(title),
            "current_state": state,
            "goals": goals,
            "activities": activities,
        }
        return Part(keys)

    def finding(self, one: Statement) -> Part:
        return Part({"text": plain_line(one.text), "source": self.source(one.source)})

    def goals(self, goals: Iterable[Goal], targets: Iterable[Target]) -> tuple[list[Part], dict[str, str]]:
        """The goals with the numbers that belong to them, and their ids by what they say."""
        numbers: dict[str, list[Target]] = {}
        for target in targets:
            numbers.setdefault(_key(target.text), []).append(target)
        first: dict[str, Goal | Target] = {}
        for goal in goals:
            first.setdefault(_key(goal.text), goal)
        for key, group in numbers.items():
            first.setdefault(key, group[0])
        ids = {key: self.ids.take(one.text) for key, one in first.items()}
        return [self.goal(ids[key], one, numbers.get(key, [])) for key, one in first.items()], ids

    def goal(self, name: str, one: Goal | Target, targets: Sequence[Target]) -> Part:
        keys = {
            "id": name,
            **_titled(one.text),
            "responsible": self.names.all(name for target in targets for name in target.responsible),
            "indicators": [
                self.indicator(target, name, len(targets), n) for n, target in enumerate(targets, 1)
            ],
            "source": self.source(one.source),
        }
        return Part(keys, above=self.asked(one.source))

    def indicator(self, target: Target, goal: str, many: int, number: int) -> Part:
        if many > 1:
            self.ids.taken.add(f"{goal}-{number}")
        percent = target.comparator is Comparator.INCREASE_PERCENT
        name = indicator_name(target)
        counted = target.delta or (target.comparator is Comparator.EXACT and target.baseline is None)
        keys = {
            "title": _title(name) if name else _titled(target.text)["title"],
            "unit": "" if percent else plain_line(target.unit),
            "baseline": _number(target.baseline),
            "target": f"{target.value:+.10g} %" if percent else _number(target.value),
            "comparator": _COMPARATORS.get(target.comparator),
            "by": target.due if target.due_explicit else None,
            "pace": "count" if counted else None,
        }
        notes = {}
        if target.due_phrase and target.due:
            notes["by"] = self.words.word("import.words", phrase=plain_line(target.due_phrase, 200))
        if target.value_max is not None:
            notes["target"] = f"{target.value:g}–{target.value_max:g}"
        return Part(keys, notes, flow=True)

    def measured(self, one: Indicator) -> Part:
        """What is measured without a wanted value: a goal that lacks its number."""
        indicator = Part({"title": _title(one.text), "unit": plain_line(one.unit or "")}, flow=True)
        keys = {
            "id": self.ids.take(one.text),
            **_titled(one.text),
            "indicators": [indicator],
            "source": self.source(one.source),
        }
        return Part(keys, above=self.asked(one.source))

    # Activities

    def activity(self, one: Action, goals: Mapping[str, str]) -> Part:
        name = self.ids.take(one.text)
        cadence = self.cadence(one.due.cadence)
        due, note = self.due(name, one.due, has_cadence=cadence is not None)
        keys = {
            "id": name,
            **_titled(one.text),
            "goals": self.served(one, goals),
            "responsible": self.names.all(one.responsible),
            "with": self.names.all(
                other for other in one.in_consultation_with if other not in one.responsible
            ),
            "due": due,
            "start": one.due.start
            if due is None or not one.due.latest or one.due.start != one.due.latest
            else None,
            "cadence": cadence,
            "source": self.source(one.source),
        }
        above = self.asked(one.source)
        if note and due is None:
            above = [note, *above]
        return Part(keys, {"due": note}, above)

    def served(self, one: Action, goals: Mapping[str, str]) -> list[str]:
        """The goals of the area that the activity works for: its own number's, and the one that it stands under."""
        said = (_key(one.text), _key(one.serves or ""))
        return list(dict.fromkeys(goals[key] for key in said if key in goals))

    def due(self, name: str, due: Due, *, has_cadence: bool) -> tuple[Any, str]:
        """What stands behind ``due:``, and the comment that says how it was understood."""
        if due.phrase is None:
            return due.latest, ""
        phrase = plain_line(due.phrase, 200)
        note = self.as_read(phrase, due.latest, due.rule)
        if len(due.all) > 1:
            note = f"{note} ({', '.join(map(str, due.all))})"
        if due.rule == "DATE" or (has_cadence and due.latest is None):
            return due.latest, note
        self.dues[name] = due
        if self.phrases(name):
            return phrase, note
        return due.latest, note

    def as_read(self, phrase: str, day: date | None, rule: str | None) -> str:
        plain = plain_line(phrase, 200)
        if day is None:
            return self.words.word("import.no_day", phrase=plain, rule=rule or "NONE")
        return self.words.word(
            "import.as_read", phrase=plain, date=shown_day(day, self.words), rule=rule or "DATE"
        )

    def cadence(self, cadence: str | None) -> str | None:
        """A cadence that the plan can follow: one of the calendar, or every one of a series that it holds."""
        if cadence is None or not cadence.startswith("every "):
            return cadence if cadence in _CADENCES else None
        meeting = plain_line(cadence.removeprefix("every ")).casefold()
        found = self.meetings.get(meeting)
        return f"every {found}" if found and found in self.series_ids() else None

    def series_ids(self) -> set[str]:
        return {
            self.meetings[key]
            for series in series_of(self.reading.meetings_and_events)
            if series.first.kind is GatheringKind.MEETING
            and (key := plain_line(series.title).casefold()) in self.meetings
        }

    # What stands beside

    def budget(self) -> list[Part]:
        currencies = {line.currency for line in self.reading.budget[:1]}
        return [
            Part(
                {
                    "id": self.ids.take(line.title),
                    "title": _title(line.title),
                    "amount": _number(line.amount),
                    "source": self.source(line.source),
                },
                {"amount": "" if line.currency in currencies else line.currency},
            )
            for line in self.reading.budget
        ]

    def risks(self) -> list[Part]:
        return [
            Part(
                {
                    "id": self.ids.take(risk.title),
                    "title": _title(risk.title),
                    "probability": risk.probability if risk.probability in range(1, 6) else None,
                    "consequence": risk.consequence if risk.consequence in range(1, 6) else None,
                    "source": self.source(risk.source),
                }
            )
            for risk in self.reading.risks
        ]

    def rules(self) -> dict[str, Any]:
        """Norms and yearly decisions as text; what is required of plans as sections that ``hjul check`` asks for."""
        sections = list(self.norms())
        required = [
            Part(
                {
                    "id": self.ids.take(part.text),
                    "title": _title(part.text),
                    "source": self.source(part.source),
                }
            )
            for part in self.reading.required_parts
        ]
        return {"sections": [*sections, *required], "requires": [part.keys["id"] for part in required]}

    def norms(self) -> Iterator[Part]:
        if self.reading.rules:
            title = self.words.word("import.norms")
            text = "\n".join(plain_line(norm.text) for norm in self.reading.rules)
            yield Part({"id": self.ids.take(title), "title": title, "text": text})
        if self.reading.decision_points:
            title = self.words.word("import.decision_points")
            months = self.words.months
            text = "\n".join(
                self.words.word(
                    "import.decision_point",
                    body=plain_line(one.body),
                    month=months[one.month - 1],
                    what=plain_line(one.what),
                )
                for one in self.reading.decision_points
            )
            yield Part({"id": self.ids.take(title), "title": title, "text": text})


_CADENCES = frozenset({"weekly", "monthly", "quarterly", "half-yearly", "yearly", "continuous"})


# Small parts ------------------------------------------------------------------------------------------------------


def _title(text: str) -> str:
    """The words as a title: on one line, with a capital, without the mark at the end."""
    plain = plain_line(text).rstrip(" ,;:")
    plain = plain[:-1] if plain.endswith(".") and not plain.endswith("..") else plain
    return (plain[:1].upper() + plain[1:]) or _OPEN


def _titled(text: str) -> dict[str, str | None]:
    """A title, and the whole text below it where it is too long for one."""
    title = _title(text)
    if len(title) <= LONGEST_TITLE:
        return {"title": title, "text": None}
    return {"title": f"{title[:LONGEST_TITLE].rpartition(' ')[0].rstrip(' ,;:')} …", "text": plain_line(text)}


def _key(text: str) -> str:
    return plain_line(text).casefold().rstrip(" .,;:")


def _number(value: float | None) -> float | None:
    return int(value) if value is not None and float(value).is_integer() else value


def _hours(begin: time | None, end: time | None) -> str | None:
    if begin is None:
        return None
    return f"{begin:%H:%M}-{end:%H:%M}" if end and end != begin else f"{begin:%H:%M}"


def _rule_note(one: Gathering) -> str:
    told = [one.week if one.precision is Precision.WEEK else None, one.rule if one.interpreted else None]
    return ", ".join(text for text in told if text)


def _month_note(one: Gathering) -> str:
    told = [f"– {one.end_month}" if one.end_month else None, one.part_of_month and one.part_of_month.value]
    return ", ".join(text for text in told if text)


def _bare(passage: str) -> str:
    return plain_line(passage).casefold()


def _about(own: str, asked: str) -> bool:
    """Whether a question's passage is an item's, or a good part of it, or holds it."""
    if not own or not asked:
        return False
    shorter, longer = sorted((own, asked), key=len)
    return shorter == longer or (len(shorter) >= SHORTEST_SHARED and shorter in longer)
