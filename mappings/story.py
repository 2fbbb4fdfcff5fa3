"""What the observations of one item add up to, one after the other. Pure; it judges nothing by the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mappings.evidence import Drift, Edit, Settled, Work, evidence_of
from mappings.history import Observation, Seen
from mappings.items import Event, Item, State, Task, Wanted

ONE_DAY = timedelta(days=1)


@dataclass
class Story:
    """What the observations of one item add up to, one after the other."""

    state: State
    cancelled: bool
    percent: int | None = None
    closed: Observation | None = None
    last: Observation | None = None
    note: str = ""
    deleted: Observation | None = None
    moves: dict[str, Drift] = field(default_factory=dict)  # not settled, by field
    settled: list[Drift] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    @classmethod
    def of(cls, wanted: Wanted) -> Story:
        state = wanted.progress.state if wanted.progress else State.OPEN
        in_plan = isinstance(wanted.item, Event) and wanted.item.cancelled
        return cls(State.OPEN if state is State.CANCELLED else state, in_plan or state is State.CANCELLED)

    def hear(self, seen: Observation) -> None:
        match seen.kind:
            case Seen.STARTED | Seen.DONE | Seen.REOPENED | Seen.CANCELLED | Seen.UNCANCELLED | Seen.PERCENT:
                self.report(seen)
            case Seen.NOTED:
                self.last = seen
                self.note = str(seen.value.get("text") or "") or self.note
            case Seen.DELETED:
                self.deleted = seen
            case Seen.RETURNED:
                self.deleted = None
            case Seen.MOVED:
                self.move(seen)
            case Seen.ACCEPTED | Seen.RESTORED:
                self.settle(seen)
            case Seen.EDITED:
                name, old, new = (str(seen.value.get(each) or "") for each in ("field", "from", "to"))
                self.edits.append(Edit(name, old, new, evidence_of(seen)))
            case Seen.MEASURED | Seen.REKEYED:
                pass
        self.note = seen.note or self.note

    def report(self, seen: Observation) -> None:
        """Somebody said how it goes."""
        self.last = seen
        percent = seen.value.get("percent")
        if isinstance(percent, int | float):
            self.percent = int(percent)
        match seen.kind:
            case Seen.DONE:
                self.state, self.cancelled, self.closed = State.DONE, False, self.last
            case Seen.STARTED:
                self.state, self.cancelled, self.closed = State.STARTED, False, None
            case Seen.REOPENED:
                self.state, self.cancelled, self.closed = State.OPEN, False, None
            case Seen.CANCELLED:
                self.cancelled, self.closed = True, self.last
            case Seen.UNCANCELLED:
                self.cancelled, self.closed = False, None
            case _:
                pass
        if self.state is State.OPEN and self.percent:
            self.state = State.STARTED

    def move(self, seen: Observation) -> None:
        name = str(seen.value.get("field") or "")
        new = _moment(seen.value.get("to"))
        first = self.moves.get(name)
        old = first.old if first else _moment(seen.value.get("from"))
        if new == old:
            self.moves.pop(name, None)
        else:
            self.moves[name] = Drift(name, old, new, evidence_of(seen))

    def settle(self, seen: Observation) -> None:
        """The board accepted or turned back what people did with this item's dates, cancelling or deleting."""
        restored = seen.kind is Seen.RESTORED
        what = seen.value.get("field")
        if what in {None, "deleted"} and self.deleted:
            self.cancelled = self.cancelled or not restored
            self.closed = self.closed if restored else self.deleted
            self.deleted = None
        if what in {None, "cancelled"} and restored:
            self.cancelled, self.closed = False, None
        if what not in {"cancelled", "deleted"}:
            as_said = Settled.RESTORED if restored else Settled.ACCEPTED
            self.settled += [
                Drift(move.field, move.old, move.new, move.evidence, as_said) for move in self.moves.values()
            ]
            self.moves.clear()

    def work(self) -> Work:
        if self.cancelled:
            return Work.CANCELLED
        match self.state:
            case State.DONE:
                return Work.DONE
            case State.STARTED:
                return Work.ONGOING
            case State.OPEN | State.CANCELLED:
                return Work.NOT_STARTED

    def kept(self, name: str, planned: date | datetime | None) -> date | datetime | None:
        """The day as people keep it, else as the plan has it."""
        return self.moves[name].new if name in self.moves else planned

    def start(self, item: Item) -> date | datetime | None:
        return self.kept("start", item.start)

    def due(self, item: Item) -> date | None:
        match item:
            case Task():
                due = self.kept("due", item.due)
                return due.date() if isinstance(due, datetime) else due
            case Event():
                return last_day(self.kept("start", item.start), self.kept("end", item.end))

    def drifts(self, item: Item) -> tuple[Drift, ...]:
        """The moves, settled ones first; a move to where the plan now has it is settled by the plan."""
        planned = {"start": item.start, ("end" if isinstance(item, Event) else "due"): _planned_end(item)}
        still = [
            Drift(move.field, move.old, move.new, move.evidence, Settled.ACCEPTED)
            if move.new == planned.get(move.field)
            else move
            for move in self.moves.values()
        ]
        return tuple(self.settled + still)


def _planned_end(item: Item) -> date | datetime | None:
    return item.end if isinstance(item, Event) else item.due


def last_day(start: date | datetime | None, end: date | datetime | None) -> date | None:
    """The last day of an event whose whole-day end is exclusive (RFC 5545 §3.6.1)."""
    if start is None:
        return None
    first = start.date() if isinstance(start, datetime) else start
    if end is None:
        return first
    last = (end - timedelta(microseconds=1)).date() if isinstance(end, datetime) else end - ONE_DAY
    return max(first, last)


def _moment(value: object) -> date | datetime | None:
    """A day or an aware moment as observations write it (ISO 8601); None for no date or what is not one."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
    except ValueError:
        return None
