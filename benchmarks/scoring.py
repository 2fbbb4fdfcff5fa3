"""How far a reading of a plan document says what its truth says. Pure; knows no file.

How items are matched (the rules of tests/data/plans/README.md; case, punctuation and blanks never count). Each item of
the truth is matched with at most one of the reading, and each of the reading with at most one of the truth.

- gatherings: by what the text gives of the time (the day; the week; the month and, of a span, its last), and then by title:
  equal, or one begins or ends with the other (a place that belongs to the name may stay), or they share more than half
  of their words. Of two gatherings on one day the pairs that are most alike go first. A day of the reading that
  follows from a rule that the truth holds (its title, its RRULE or its ``occurrences``) is neither right nor wrong.
- actions: by ``text_start``, the first six words, or the whole text where it is shorter; of several that begin alike those
  with the same day go together. What stands last in brackets or after a dash, and says only who or when, may be in the text or not.
- targets: by ``text_start`` of the clause or of one of ``also_written``, and by value.
- areas, and goals, findings, norms and the other lists (by text or name, its first six words): each once.
- questions: by kind, and by sharing a passage, one within the other. Further ones are no error: recall alone counts.

What is wrong in a matched pair is counted apart: kind, time and area of gatherings; responsible (as a set of names), due,
rule and area of actions; value's comparator, unit and due of targets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from config.recurrence import days_of
from mappings.reading.model import Action, Gathering, Head, Question, Reading, Recurring, Target

Truth = dict[str, Any]
Pair = tuple[Any, Any]
"""An item of the truth and the item of the reading that says the same."""

MAIN = ("events", "actions", "targets", "areas")
"""The lists that the goal is set for."""
START = 6
"""So many words an action is known by."""
ALIKE = 0.5


@dataclass(slots=True)
class Count:
    """Of one list: how many were found, missed and invented."""

    right: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.missed + other.missed, self.extra + other.extra)

    @property
    def precision(self) -> float:
        return _share(self.right, self.right + self.extra)

    @property
    def recall(self) -> float:
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return _share(2 * self.right, 2 * self.right + self.missed + self.extra)


def _share(part: float, whole: float) -> float:
    """Nothing of nothing is all of it."""
    return part / whole if whole else 1.0


@dataclass(slots=True)
class Missed:
    """What a reading lacks and what it has too much, and the fields that are wrong in what it has, for whoever mends it."""

    lacking: list[tuple[str, str]] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str, object, object]] = field(default_factory=list)  # field, text, truth, reading


@dataclass(slots=True)
class Score:
    """One document's, or the sum of several."""

    lists: dict[str, Count] = field(default_factory=dict)
    fields: Counter[str] = field(default_factory=Counter)  # right, by the field's name
    asked: Counter[str] = field(default_factory=Counter)  # how many were compared
    traps: int = 0
    sprung: int = 0
    failed: int = 0
    missed: Missed = field(default_factory=Missed)

    def add(self, other: Score) -> None:
        for name, count in other.lists.items():
            self.lists[name] = self.lists.get(name, Count()) + count
        self.fields += other.fields
        self.asked += other.asked
        self.traps += other.traps
        self.sprung += other.sprung
        self.failed += other.failed

    def share(self, name: str) -> float:
        return _share(self.fields[name], self.asked[name])


def score(truth: Truth, reading: Reading | None) -> Score:
    """How right this reading is; None for a document that could not be read at all, which lacks everything."""
    result = Score(failed=reading is None)
    found = reading or _nothing()
    _head(truth, found, result)
    _gatherings(truth, found, result)
    _actions(truth, found, result)
    _targets(truth, found, result)
    _plain_lists(truth, found, result)
    _questions(truth, found, result)
    _traps(truth, found, result)
    return result


def _nothing() -> Reading:
    return Reading(head=Head(language="", title=None))


# Words ------------------------------------------------------------------------------------------------------------


def words_of(text: str) -> list[str]:
    """The words that count: without case, punctuation and soft hyphens."""
    return re.findall(r"[\w%§]+", text.casefold().replace("\N{SOFT HYPHEN}", ""))


def start_of(text: str) -> str:
    """What an action or a target is known by."""
    return " ".join(words_of(text)[:START])


_TAIL = re.compile(r"\s*(?:\((?P<bracket>[^()]*)\)|\s[-–—]\s(?P<dash>[^-–—]*))[.\s]*$")


def starts_of(text: str, said: str) -> frozenset[str]:
    """What an action is known by, with and without a last part in brackets or after a dash whose words all stand in ``said``."""
    tail = _TAIL.search(text)
    if tail is None or not set(words_of(tail["bracket"] or tail["dash"] or "")) <= set(words_of(said)):
        return frozenset({start_of(text)})
    return frozenset({start_of(text), start_of(text[: tail.start()])})


def plain(text: str | None) -> str:
    """The whole text as its words that count."""
    return " ".join(words_of(text or ""))


def likeness(one: str, other: str) -> float:
    """1 for the same title, 0 for titles that are too far apart to be of the same thing."""
    a, b = words_of(one), words_of(other)
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    shorter, longer = sorted((a, b), key=len)
    if longer[: len(shorter)] == shorter or longer[-len(shorter) :] == shorter:
        return 0.9
    ratio = SequenceMatcher(None, " ".join(a), " ".join(b)).ratio()
    common = len(set(a) & set(b)) / max(len(set(a)), len(set(b)))
    return max(ratio if ratio > 0.8 else 0.0, common if common > ALIKE else 0.0) * 0.9


# Matching ---------------------------------------------------------------------------------------------------------


def _matched(
    truths: Sequence[Any], found: Sequence[Any], alike: Callable[[Any, Any], float]
) -> tuple[list[Pair], list[Any], list[Any]]:
    """Pairs, the most alike first, and what is left over of the truth and of the reading."""
    ways = [
        (alike(truth, one), -abs(t - f), t, f)
        for t, truth in enumerate(truths)
        for f, one in enumerate(found)
        if alike(truth, one) > 0
    ]
    used_truths: set[int] = set()
    used_found: set[int] = set()
    pairs: list[Pair] = []
    for _, _, t, f in sorted(ways, key=lambda way: way[:2], reverse=True):
        if t not in used_truths and f not in used_found:
            used_truths.add(t)
            used_found.add(f)
            pairs.append((truths[t], found[f]))
    lacking = [truth for t, truth in enumerate(truths) if t not in used_truths]
    extra = [one for f, one in enumerate(found) if f not in used_found]
    return pairs, lacking, extra


def _counted(
    result: Score,
    name: str,
    split: tuple[list[Pair], list[Any], list[Any]],
    shown: tuple[Callable[[Any], str], Callable[[Any], str]],
) -> list[Pair]:
    pairs, lacking, extra = split
    result.lists[name] = Count(len(pairs), len(lacking), len(extra))
    result.missed.lacking += [(name, shown[0](one)) for one in lacking]
    result.missed.extra += [(name, shown[1](one)) for one in extra]
    return pairs


def _field(result: Score, name: str, text: str, truth: object, found: object) -> None:
    result.asked[name] += 1
    if truth == found:
        result.fields[name] += 1
    else:
        result.missed.wrong.append((name, text, truth, found))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(name) for name in names)


# The parts --------------------------------------------------------------------------------------------------------


def _head(truth: Truth, reading: Reading, result: Score) -> None:
    head = reading.head
    found = {
        "kind of document": head.kind_of_document.value,
        "language": head.language,
        "language variant": head.language_variant,
        "organisation": plain(head.organisation),
        "title": plain(head.title),
        "period": {"start": _iso(head.period.start), "end": _iso(head.period.end)} if head.period else None,
        "adopted": _iso(head.adopted),
        "status": head.status.value if head.status else None,
    }
    for name, value in found.items():
        wanted = truth[name.replace(" ", "_")]
        if name in {"organisation", "title"}:
            wanted = plain(wanted)
        if name != "status" or wanted is not None:
            _field(result, f"head: {name}", truth["document"], wanted, value)


def _when(item: Truth) -> tuple[str | None, ...]:
    if item["precision"] == "month":
        return ("month", item["month"], item["end_month"])
    if item["precision"] == "week":
        return ("days", item["date"], item["end_date"])
    return ("days", item["date"], item["end_date"] or item["date"])


def _when_read(one: Gathering) -> tuple[str | None, ...]:
    if one.date is None:
        return ("month", one.month, one.end_month)
    return ("days", _iso(one.date), _iso(one.end_date or one.date))


def _gatherings(truth: Truth, reading: Reading, result: Score) -> None:
    def alike(item: Truth, one: Gathering) -> float:
        return likeness(item["title"], one.title) if _when(item) == _when_read(one) else 0.0

    pairs, lacking, extra = _matched(truth["meetings_and_events"], reading.meetings_and_events, alike)
    rules = list(_computed(truth))
    extra = [one for one in extra if not any(_follows(one, *rule) for rule in rules)]
    shown = (lambda item: f"{_when(item)} {item['title']}", lambda one: f"{_when_read(one)} {one.title}")
    _counted(result, "events", (pairs, lacking, extra), shown)
    for item, one in pairs:
        title = item["title"]
        _field(result, "kind", title, item["kind"], one.kind.value)
        _field(result, "time", title, item["time"], f"{one.time:%H:%M}" if one.time else None)
        _field(result, "tentative", title, item["tentative"], one.tentative)
        _field(result, "event's area", title, plain(item["area"]), plain(one.area))
        _field(result, "event's responsible", title, _names(item["responsible"]), _names(one.responsible))
    recurring = _matched(
        truth["recurring"],
        reading.recurring,
        lambda item, one: max(
            likeness(item["title"], one.title), 0.6 * (plain(item["rule_text"]) == plain(one.rule_text))
        ),
    )
    pairs = _counted(result, "recurring", recurring, (lambda item: item["title"], lambda one: one.title))
    for item, one in pairs:
        _field(result, "rule of recurrence", item["title"], item["rule"], one.rule)


def _computed(truth: Truth) -> Iterator[tuple[str, set[date]]]:
    """The title of each rule and the days that follow from it."""
    period = truth["period"]
    for item in truth["recurring"]:
        days = {date.fromisoformat(day) for day in item["occurrences"]}
        if item["rule"] and period:
            with suppress(ValueError):
                days |= set(days_of(item["rule"], *map(date.fromisoformat, period.values())))
        yield item["title"], days


def _follows(one: Gathering, title: str, days: set[date]) -> bool:
    return one.date in days and likeness(title, one.title) > 0


def _actions(truth: Truth, reading: Reading, result: Score) -> None:
    def alike(item: Truth, one: Action) -> float:
        said = " ".join((*item["responsible"], item["due_phrase"] or ""))
        if starts_of(item["text"], said).isdisjoint(starts_of(one.text, said)):
            return 0.0
        same_day, same_text = item["due"] == _iso(one.due.latest), plain(item["text"]) == plain(one.text)
        return 1.0 + float(same_day) + float(same_text)

    split = _matched(truth["actions"], reading.actions, alike)
    for item, one in _counted(result, "actions", split, (lambda item: item["text"], lambda one: one.text)):
        text = item["text"]
        _field(result, "responsible", text, _names(item["responsible"]), _names(one.responsible))
        _field(result, "due", text, item["due"], _iso(one.due.latest))
        _field(result, "due rule", text, item["due_rule"], one.due.rule)
        _field(result, "due phrase", text, plain(item["due_phrase"]), plain(one.due.phrase))
        _field(result, "cadence", text, plain(item["cadence"]), plain(one.due.cadence))
        _field(result, "action's area", text, plain(item["area"]), plain(one.area))


def _targets(truth: Truth, reading: Reading, result: Score) -> None:
    def alike(item: Truth, one: Target) -> float:
        starts = {start_of(text) for text in (item["text"], *item["also_written"])}
        return float(start_of(one.text) in starts and item["value"] == one.value)

    split = _matched(truth["targets"], reading.targets, alike)
    shown = (lambda item: f"{item['value']}: {item['text']}", lambda one: f"{one.value:g}: {one.text}")
    for item, one in _counted(result, "targets", split, shown):
        text = item["text"]
        _field(result, "comparator", text, item["comparator"], one.comparator.value)
        _field(result, "target's due", text, item["due"], _iso(one.due))
        _field(result, "unit", text, plain(item["unit"]), plain(one.unit))
        _field(result, "delta", text, item["delta"], one.delta)
        _field(result, "baseline", text, item["baseline"], one.baseline)
        _field(result, "target's area", text, plain(item["area"]), plain(one.area))


_LISTS = {
    "goals": "text",
    "indicators": "text",
    "findings": "text",
    "rules": "text",
    "required_parts": "text",
    "decision_points": "what",
    "working_groups": "name",
    "standing_agenda_items": "item",
    "budget": "title",
    "risks": "title",
    "parent_plans": "title",
}
"""The other lists, and the key by whose first words their items are known."""


def _plain_lists(truth: Truth, reading: Reading, result: Score) -> None:
    def equal(item: str, one: str) -> float:
        return float(start_of(item) == start_of(one))

    def shown(text: str) -> str:
        return text

    split = _matched(truth["areas"], reading.areas, lambda a, b: float(plain(a) == plain(b)))
    _counted(result, "areas", split, (shown, shown))
    for name, key in _LISTS.items():
        wanted = [item[key] for item in truth[name]]
        there = [getattr(one, key) for one in getattr(reading, name)]
        _counted(result, name, _matched(wanted, there, equal), (shown, shown))


def _questions(truth: Truth, reading: Reading, result: Score) -> None:
    def alike(item: Truth, one: Question) -> float:
        if item["kind"] != one.kind.value:
            return 0.0
        theirs = [plain(source.passage) for source in one.sources]
        ours = [plain(passage) for passage in item["passages"]]
        return float(any(a in b or b in a for a in ours for b in theirs) or not ours)

    pairs, lacking, _ = _matched(truth["questions"], reading.questions, alike)
    shown = (lambda item: f"{item['kind']}: {item['about']}", str)
    _counted(result, "questions", (pairs, lacking, []), shown)


def _traps(truth: Truth, reading: Reading, result: Score) -> None:
    """A trap is sprung by an item that stands on the very passage, or on a part of it, and on nothing of the truth's."""
    items: list[Gathering | Recurring | Action | Target] = [*reading.meetings_and_events, *reading.recurring]
    items += [*reading.actions, *reading.targets]
    sound = {
        plain(item["passage"])
        for name in ("meetings_and_events", "recurring", "actions", "targets")
        for item in truth[name]
    }
    stood_on = {plain(one.source.passage) for one in items} - sound
    for trap in truth["not_items"]:
        passage = plain(trap["passage"])
        result.traps += 1
        if any(one and one in passage for one in stood_on):
            result.sprung += 1
            result.missed.extra.append(("trap", trap["passage"]))
