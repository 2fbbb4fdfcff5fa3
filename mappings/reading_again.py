"""A document read again: what a new draft would add to, change in and drop from a plan that people have edited since. Pure.

Three things are compared: the plan as it stands, the draft of the new document, and what the document said when it was last
imported. What only the document has changed is proposed; what people have changed stays; ids stay. Where it is not known
what the document said, an item whose passage is the same is left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from config.amendments import Edit
from config.errors import UserError
from config.plan_edit import add_to_list, set_value
from config.plan_file import PlanFile
from mappings.lines import plain_line

Fields = dict[str, Any]
Memory = dict[str, Fields]
"""What a document said of each item, by its list and its id in the plan: "meetings/arsmote"."""

ALIKE = 0.6
"""Titles that are less alike than this are of two things."""
_HEAD = ("title", "organisation", "period", "status", "adopted", "revised")
_INNER = ("goals", "activities", "current_state")
_REFERENCES = ("responsible", "with", "goals", "area")
_ENDS = frozenset({"meetings", "events", "activities"})
"""What can be cancelled."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the proposal: ``kind`` names its sentence (added, changed, kept, dropped)."""

    kind: str
    values: Mapping[str, str]


@dataclass(slots=True)
class Proposal:
    """What to tell, what to write, and what the document says now, by the plan's own ids."""

    lines: list[Told] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    memory: Memory = field(default_factory=dict)


def remembered(file: PlanFile) -> Memory:
    """What a draft says, to be compared with the next one."""
    return {key: item.fields for key, item in _items(file.tree.plain()).items()}


def propose(there: PlanFile, draft: PlanFile, before: Memory | None) -> Proposal:
    """The difference that the draft makes. ``before`` is what was last imported, None when that is not known."""
    return _Comparison(there, draft, before).run()


def amended(file: PlanFile, proposal: Proposal) -> tuple[str, list[str]]:
    """The plan's text with the proposal in it, and what could not be written, each with what to write by hand."""
    text, by_hand = file.text, []
    for edit in proposal.edits:
        put = add_to_list if edit.append else set_value
        try:
            text = put(text, edit.place, edit.value, name=str(file.path))
        except UserError as error:
            by_hand.append(str(error))
    return text, by_hand


# Items ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of a plan as data: where it stands, the area that it stands in, and its own keys as JSON has them."""

    path: tuple[str | int, ...]
    fields: Fields
    raw: Mapping[str, Any]
    area: str = ""

    @property
    def title(self) -> str:
        return _titled(self.fields)

    @property
    def passage(self) -> str:
        source = self.fields.get("source")
        return str(source.get("passage") or "") if isinstance(source, dict) else ""


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))


def _items(plain: Mapping[str, Any]) -> dict[str, _Item]:
    return dict(_walk(plain))


def _walk(plain: Mapping[str, Any]) -> Iterator[tuple[str, _Item]]:
    yield "plan/", _Item((), _plain({key: plain[key] for key in _HEAD if key in plain}), plain)
    for kind in ("people", "bodies"):
        for name, entry in (plain.get(kind) or {}).items():
            yield f"{kind}/{name}", _Item((kind, name), _plain(entry), entry)
    for kind in ("parents", "meetings", "events", "budget", "risks"):
        yield from _listed(plain.get(kind), kind, (kind,))
    for number, area in enumerate(_entries(plain.get("areas"))):
        own = {key: value for key, value in area.items() if key not in _INNER}
        name = str(area.get("id"))
        yield f"areas/{name}", _Item(("areas", number), _plain(own), area)
        for kind in ("goals", "activities"):
            yield from _listed(area.get(kind), kind, ("areas", number, kind), name)
    for number, entry in enumerate(_entries(plain.get("questions"))):
        yield f"questions/{entry.get('question')}", _Item(("questions", number), _plain(entry), entry)


def _listed(
    entries: Any, kind: str, path: tuple[str | int, ...], area: str = ""
) -> Iterator[tuple[str, _Item]]:
    for number, entry in enumerate(_entries(entries)):
        yield f"{kind}/{entry.get('id')}", _Item((*path, number), _plain(entry), entry, area)


def _entries(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


# Comparing --------------------------------------------------------------------------------------------------------


class _Comparison:
    def __init__(self, there: PlanFile, draft: PlanFile, before: Memory | None) -> None:
        self.there = _items(there.tree.plain())
        self.new = _items(draft.tree.plain())
        self.known = before is not None
        self.before = before if before is not None else {key: one.fields for key, one in self.there.items()}
        self.plain = there.tree.plain()
        self.match = self.matched()
        self.names = {new.partition("/")[2]: old.partition("/")[2] for new, old in self.match.items()}
        self.result = Proposal()

    def run(self) -> Proposal:
        for key, item in self.new.items():
            old = self.match.get(key)
            if old is None:
                self.added(key, item)
            else:
                self.result.memory[old] = self.renamed(item.fields)
                if old in self.there:
                    self.changed(old, item)
        self.dropped()
        return self.result

    def matched(self) -> dict[str, str]:
        """Which item of the new draft is which of the last one: by its id, else by its passage or its title."""
        match = {key: key for key in self.new if key in self.before}
        likely = [
            (_likeness(item, fields), key, old)
            for key, item in self.new.items()
            if key not in match and not key.startswith(("plan/", "questions/", "areas/"))
            for old, fields in self.before.items()
            if old.partition("/")[0] == key.partition("/")[0] and old not in self.new
        ]
        for share, key, old in sorted(likely, key=lambda one: one[0], reverse=True):
            if share >= ALIKE and key not in match and old not in match.values():
                match[key] = old
        return match

    def renamed(self, fields: Fields) -> Fields:
        """The fields with the ids that the plan has for what they name."""
        own = dict(fields)
        for key in _REFERENCES:
            value = own.get(key)
            if isinstance(value, str):
                own[key] = self.names.get(value, value)
            elif isinstance(value, list):
                own[key] = [self.names.get(one, one) if isinstance(one, str) else one for one in value]
        return own

    def added(self, key: str, item: _Item) -> None:
        kind, _, name = key.partition("/")
        fields = self.renamed(item.fields)
        if kind in {"goals", "activities"}:
            area = self.names.get(item.area, item.area)
            place = self.there.get(f"areas/{area}")
            if place is None:
                return  # it comes with its area
            self.result.edits.append(Edit((*place.path, kind), self.value(item), append=True))
        elif kind in {"people", "bodies"}:
            self.result.edits.append(Edit((kind, name), self.value(item)))
        elif kind == "plan":
            return
        else:
            self.result.edits.append(Edit((kind,), self.value(item), append=True))
        self.result.memory[key] = fields
        self.result.lines.append(Told("added", {"what": _what(kind, item.title)}))

    def value(self, item: _Item) -> Any:
        """The whole item, with the plan's ids, and an area with what is in it."""
        own = {key: value for key, value in item.raw.items() if value is not None}
        for key in _REFERENCES:
            if isinstance(own.get(key), str):
                own[key] = self.names.get(own[key], own[key])
            elif isinstance(own.get(key), list) and all(isinstance(one, str) for one in own[key]):
                own[key] = [self.names.get(one, one) for one in own[key]]
        return own

    def changed(self, old: str, item: _Item) -> None:
        there, before = self.there[old], self.before[old]
        if not self.known and there.passage == item.passage and item.passage:
            return
        fields = self.renamed(item.fields)
        for key in dict.fromkeys([*before, *fields]):
            was, now, stands = before.get(key), fields.get(key), there.fields.get(key)
            if key in {"id", *_INNER} and not (key == "goals" and old.startswith("activities/")):
                continue
            if now in (was, stands) or (key == "answer" and now is None):
                continue
            if key == "dates" and isinstance(now, list) and isinstance(stands, list):
                self.dates(there, item, was)
            elif key == "source":
                self.result.edits.append(Edit((*there.path, key), now))
            elif stands == was:
                self.tell("changed", there, key, stands, now)
                self.result.edits.append(Edit((*there.path, key), self.value(item).get(key)))
            else:
                self.tell("kept", there, key, stands, now)

    def tell(self, kind: str, item: _Item, key: str, old: Any, new: Any) -> None:
        values = {"what": item.title, "key": key, "old": _shown(old), "new": _shown(new)}
        self.result.lines.append(Told(kind, values))

    def dates(self, there: _Item, item: _Item, was: Any) -> None:
        """The dates of a series: new ones are added, those that are gone are cancelled, and what else a date says changes."""
        stands = {_day(one): (number, one) for number, one in enumerate(there.fields["dates"])}
        before = {_day(one): one for one in was} if isinstance(was, list) else {}
        now = {_day(one): one for one in item.fields["dates"]}
        raw = {_day(_plain(one)): one for one in item.raw["dates"]}
        for day, says in now.items():
            if day not in before and day not in stands:
                self.result.edits.append(Edit((*there.path, "dates"), raw[day], append=True))
                self.result.lines.append(Told("added", {"what": f"{there.title} {day}"}))
            elif day in stands and day in before and isinstance(says, dict):
                self.date(there, day, stands[day], before[day], says)
        cancelled = there.fields.get("cancelled") or []
        for day in before:
            if day in stands and day not in now and cancelled is not True and day not in cancelled:
                number, entry = stands[day]
                place = (*there.path, "dates", number)
                self.result.edits.append(
                    Edit((*place, "cancelled"), True)
                    if isinstance(entry, dict)
                    else Edit(place, {"date": day, "cancelled": True})
                )
                self.result.lines.append(Told("dropped", {"what": f"{there.title} {day}"}))

    def date(self, there: _Item, day: str, stands: tuple[int, Any], was: Any, now: Fields) -> None:
        number, entry = stands
        if not isinstance(entry, dict) or not isinstance(was, dict):
            return
        for key in ("time", "place", "tentative"):
            if now.get(key) in (was.get(key), entry.get(key)):
                continue
            same = entry.get(key) == was.get(key)
            values = {"what": f"{there.title} {day}", "key": key}
            shown = {"old": _shown(entry.get(key)), "new": _shown(now.get(key))}
            self.result.lines.append(Told("changed" if same else "kept", {**values, **shown}))
            if same:
                self.result.edits.append(Edit((*there.path, "dates", number, key), now.get(key)))

    def dropped(self) -> None:
        gone = [key for key in self.before if key not in self.match.values() and key in self.there]
        for key in gone:
            item, kind = self.there[key], key.partition("/")[0]
            from_document = self.known or item.passage
            if kind in {"plan", "people", "bodies", "questions"} or not from_document:
                continue
            if item.fields.get("cancelled") is True:
                continue
            self.result.lines.append(Told("dropped", {"what": _what(kind, item.title)}))
            if kind in _ENDS:
                self.result.edits.append(Edit((*item.path, "cancelled"), True))


def _likeness(item: _Item, before: Fields) -> float:
    """1 for items of the same passage, else how alike the titles are without what they say of time."""
    source = before.get("source")
    passage = str(source.get("passage") or "") if isinstance(source, dict) else ""
    if passage and passage == item.passage:
        return 1.0
    own, old = _timeless(item.title, item.fields), _timeless(_titled(before), before)
    return SequenceMatcher(None, own, old, autojunk=False).ratio() if own and old else 0.0


def _timeless(title: str, fields: Fields) -> str:
    plain, due = title.casefold(), str(fields.get("due") or "").casefold()
    return plain.replace(due, "").strip() or plain if due else plain


def _titled(fields: Fields) -> str:
    return plain_line(str(fields.get("title") or fields.get("name") or fields.get("question") or ""))


def _day(entry: Any) -> str:
    return str(entry.get("date") if isinstance(entry, dict) else entry)[:10]


def _what(kind: str, title: str) -> str:
    return f"{kind}: {plain_line(title, 100)}"


def _shown(value: Any) -> str:
    if value in (None, [], "", {}):
        return "–"
    if isinstance(value, dict):
        return plain_line(", ".join(f"{key}: {one}" for key, one in value.items()), 100)
    return plain_line(", ".join(map(_shown, value)) if isinstance(value, list) else str(value), 100)
