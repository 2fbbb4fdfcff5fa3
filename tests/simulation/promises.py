"""What hjul promises, judged against what really happened in a simulated world. Changes nothing there.

Each effect is judged when it lands and each observation when it is recorded; the rest at the end, when the weather is
clear and every machine has come to rest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from adapters.base import Bury, Capabilities, Create, Delete, Effect, Update
from mappings.history import BOARD, Observation, Seen
from mappings.identity import date_of
from mappings.items import Event, Found, Item, Key, Progress, State, Task, Wanted, plan_fields, series_of
from sync.agreed import Agreed
from sync.fields import CANCELLED, DATES, dates_of, shared_of
from tests.simulation.plans import ZONE, Line, Plan
from tests.simulation.truth import Act, Truth, What

if TYPE_CHECKING:
    from tests.simulation.world import Machine, World


class Promise(StrEnum):
    CONVERGES = "after the faults stop it comes to rest in few runs, and a run at rest does nothing"
    NO_DUPLICATE = "no item stands twice"
    CARRIED_OUT = "what the plan says is what stands there"
    FOREIGN = "nothing foreign is touched"
    NO_TICK_LOST = "no tick is lost"
    NO_TICK_INVENTED = "no tick is invented"
    NO_EDIT_LOST = "no human edit is lost without being told"
    STAYS_AWAY = "nothing that people deleted or cancelled comes back unasked"
    STAYS_THERE = "nothing that the plan wants is taken away"
    TRUE_STORY = "the ledger's story is what really happened"


_PROGRESS = {
    Seen.DONE: State.DONE,
    Seen.STARTED: State.STARTED,
    Seen.CANCELLED: State.CANCELLED,
    Seen.REOPENED: State.OPEN,
    Seen.UNCANCELLED: State.OPEN,
}


@dataclass(slots=True)
class Pushed:
    """The board's word as it went out: how much had been told by then, and whether the ledger knows that it landed."""

    heard: int
    state: State
    run: int
    answered: bool = False


class Judge:
    """``broken`` are the promises that did not hold, each with what was seen."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.broken: list[tuple[Promise, str]] = []
        self.bound: dict[tuple[str, int], Key] = {}
        self.judged: set[tuple[str, Key, What, int]] = set()
        self.pushed: dict[tuple[str, str], Pushed] = {}
        self.made: dict[tuple[str, str], int] = {}  # how much had been told of it when it was made
        self.told: dict[tuple[str, str], list[Observation]] = defaultdict(list)

    def key_of(self, plan: Plan, line: Line) -> Key:
        """The key under which this line's object was made, or will be."""
        return self.bound.get((plan.id, line.number), line.key)

    def never_quiet(self) -> None:
        looks = [
            (machine.name, plan.id, machine.looks[plan.id].decision)
            for machine in self.world.machines
            for plan in self.world.plans
            if plan.id in machine.looks
        ]
        last = [
            f"{name} {plan}: {[(type(one.effect).__name__, one.key, one.reason) for one in decision.operations]} "
            f"{[(one.key, one.kind.value) for one in decision.observations]}"
            for name, plan, decision in looks
            if not decision.is_empty
        ]
        self._break(Promise.CONVERGES, "; ".join(last) or "errors without faults")

    # As it happens

    def landed(self, plan: Plan, effect: Effect, before: Found | None) -> None:
        """An effect took place; ``before`` is what stood there."""
        truth = self.world.truths[plan.id, effect.key]
        match effect:
            case Create():
                if before is not None:
                    self._break(Promise.NO_DUPLICATE, f"{effect.key} was made, and it is there already")
                self._created(plan, effect, truth)
                truth.did(self.world.step, What.MADE)
            case Update() | Delete() if before is None or before.ref != effect.ref:
                self._break(Promise.FOREIGN, f"{effect.ref} is not {effect.key} and was changed")
            case Update() if before is not None:
                self._updated(plan, effect, truth, before)
            case Delete() if before is not None:
                self._deleted(plan, effect, truth, before)
                truth.did(self.world.step, What.TAKEN)
            case Bury() | Update() | Delete():
                pass

    def _created(self, plan: Plan, effect: Create, truth: Truth) -> None:
        key = effect.key
        line = self._line_made(plan, effect.item)
        deleted = truth.last(What.DELETED)
        # A place that keeps no roster knows nothing of what it lost before any ledger heard of it.
        unheard = all(key not in self._agreed(machine, plan) for machine in self.world.machines)
        anew = line is not None and deleted is not None and line.born > deleted.step
        forgotten = not self._can.keeps_burials and (unheard or anew)
        # Another machine made it and a person deleted it, after what this run had read and decided by.
        raced = deleted is not None and deleted.step > self.world.read_at.get(self.world.run, 0)
        if truth.deleted and key not in self.world.asked and not forgotten and not raced:
            self._break(Promise.STAYS_AWAY, f"{key} was deleted by a person and made again")
        if line is None:
            self._break(Promise.NO_DUPLICATE, f"{key} was made, and the plan does not want it")
            return
        earlier = self.bound.get((plan.id, line.number))
        if earlier is not None and earlier != key and not self._mixed(plan, line):
            if self.world.services[plan.id].seen(earlier) is not None:
                self._break(Promise.NO_DUPLICATE, f"{key} was made beside {earlier}, which is the same")
            elif self.world.truths[plan.id, earlier].deleted:
                self._break(Promise.STAYS_AWAY, f"{earlier} was deleted by a person and made again as {key}")
        self.bound[plan.id, line.number] = key
        self.made[plan.id, key] = len(self.told[plan.id, key])
        if effect.progress is not None:
            self.pushed[plan.id, key] = Pushed(
                len(self.told[plan.id, key]), effect.progress.state, self.world.run
            )

    def _line_made(self, plan: Plan, item: Item) -> Line | None:
        day = _day(dates_of(item)[0 if isinstance(item, Event) else 1])
        there = [
            line
            for line in plan.lines
            if line.id == series_of(item.key) and (line.slot is None or line.day == day)
        ]
        by_name = [line for line in there if line.slot is None or line.slot == date_of(item.key)]
        return next(iter([*by_name, *there]), None)

    def _updated(self, plan: Plan, effect: Update, truth: Truth, before: Found) -> None:
        key, asked = effect.key, self._restored(plan, effect.key)
        line = self._line_of(plan, key)
        for name in plan_fields(before.item):
            old, new = getattr(before.item, name), getattr(effect.item, name)
            if old != new and _is(truth.last(What.TITLE), old) and not self._told_edit(plan, key, old):
                self._break(Promise.NO_EDIT_LOST, f"{key}: {name} {old!r} was overwritten and not told")
        for group, what in ((DATES, What.DRAG), (CANCELLED, What.CANCEL)):
            old, new = shared_of(before.item, group), shared_of(effect.item, group)
            act = truth.last(what)
            if old == new or act is None or not _is(act, old if group == DATES else old[0]):
                continue
            self.judged.add((plan.id, key, what, act.step))
            if asked or old == _stamped(before, group):
                continue
            if not self._can.keeps_stamp and self._is_as_known(plan, before, group):
                continue  # an answer never came, and nothing there tells that a person put it back at once
            changed = 0 if line is None else line.moved if group == DATES else line.turned
            # Put back to where hjul had last seen it, after the board had changed it: nothing there tells that anybody did.
            again = any(each.value == act.value and each.step < changed for each in truth.all(what))
            if act.step > changed and line is not None and not again and not self._mixed(plan, line):
                promise = Promise.STAYS_AWAY if act.value is True else Promise.NO_EDIT_LOST
                self._break(promise, f"{key}: a person's {old} was overwritten by {new}")
            elif not self._told_shared(plan, key, group, old):
                self._break(Promise.NO_EDIT_LOST, f"{key}: a person's {old} was overwritten and not told")
        if effect.progress is not None and effect.progress.state is not before.progress.state:
            self._pushed(plan, effect.progress, truth, before, line)
            self.pushed[plan.id, key] = Pushed(
                len(self.told[plan.id, key]), effect.progress.state, self.world.run
            )

    def _pushed(self, plan: Plan, pushed: Progress, truth: Truth, before: Found, line: Line | None) -> None:
        key = before.key
        word = truth.last(What.WORD)
        earlier = self.pushed.get((plan.id, key))
        # An answer never came, and nothing there tells that a person took the word back at once.
        repeated = earlier is not None and earlier.state is pushed.state and not earlier.answered
        if word is not None and (repeated or not self._is_news(plan, key, before.progress)):
            self.judged.add((plan.id, key, What.WORD, word.step))
        if repeated:
            return
        by_the_board = any(mark.value.state is pushed.state for mark in truth.all(What.MARK)) or (
            line is not None and line.ever_turned and pushed.state in (State.CANCELLED, State.OPEN)
        )
        if not by_the_board and key not in self.world.asked:
            self._break(Promise.NO_TICK_INVENTED, f"{key} was set to {pushed.state} and nobody said so")
        if (
            word is not None
            and word.value == before.progress
            and self._is_news(plan, key, before.progress)
            and not self._told_word(plan, key, before.progress)
        ):
            self._break(Promise.NO_TICK_LOST, f"{key}: {before.progress.state} was overwritten and not told")

    def _is_news(self, plan: Plan, key: Key, word: Progress) -> bool:
        """Whether the ledger, as far as it has heard, could not think that nothing has changed."""
        marks = self.world.truths[plan.id, key].all(What.MARK)
        if not self._can.keeps_completion_time and any(mark.value.state is word.state for mark in marks):
            return False  # it cannot be told from the board's own, if that was tried
        if word.state is State.DONE:
            return self._can.keeps_completion_time
        line = self._line_of(plan, key)
        if word.state is State.CANCELLED and line is not None and line.ever_turned:
            return False  # what both the plan and a person cancelled counts as the plan's
        if self._unsure:
            return word.state is State.STARTED
        pushed = self.pushed.get((plan.id, key), Pushed(0, State.OPEN, 0))
        if word.state is State.OPEN and any(mark.value.state is State.OPEN for mark in marks):
            return False  # it has no time, and so cannot be told from the board's own, if that was tried
        if pushed.run and not pushed.answered and word.state is State.OPEN:
            return False  # an answer never came, and a person took the word back at once
        made = self.made.get((plan.id, key), 0)
        begun = pushed.state if pushed.heard >= made else State.OPEN
        said = [one for one in self.told[plan.id, key][max(pushed.heard, made) :] if one.kind in _PROGRESS]
        return word.state is not (_PROGRESS[said[-1].kind] if said else begun)

    def answered(self, run: int) -> None:
        """A run went through: the ledger knows what became of all that it wrote."""
        for pushed in self.pushed.values():
            pushed.answered |= pushed.run == run

    def _deleted(self, plan: Plan, effect: Delete, truth: Truth, before: Found) -> None:
        key = effect.key
        line = self._line_of(plan, key)
        if line is not None and not self._mixed(plan, line):
            self._break(Promise.STAYS_THERE, f"{key} was taken away, and the plan wants it")
        if before.progress.state in (State.DONE, State.CANCELLED):
            self._break(Promise.NO_TICK_LOST, f"{key} is {before.progress.state} and was taken away")
        if before.notes and self._can.keeps_notes and not self._told_notes(plan, key, before.notes):
            self._break(Promise.NO_EDIT_LOST, f"{key}: notes {before.notes!r} went with it and were not told")
        for group, what in ((DATES, What.DRAG), (CANCELLED, What.CANCEL)):
            stands, act = shared_of(before.item, group), truth.last(what)
            if not self._can.keeps_stamp and truth.ever(What.RESTORED):
                continue  # nothing tells what it was when it was forgotten
            if (
                _is(act, stands if group == DATES else stands[0])
                and stands != _stamped(before, group)
                and not self._told_shared(plan, key, group, stands)
                and not self._is_as_known(plan, before, group)
            ):
                self._break(Promise.NO_EDIT_LOST, f"{key}: a person's {stands} went with it and was not told")
        word = truth.last(What.WORD)
        started = before.progress.state is State.STARTED and _is(word, before.progress)
        if started and not self._told_word(plan, key, before.progress):
            self._break(Promise.NO_TICK_LOST, f"{key}: {before.progress} went with it and was not told")
        title = truth.last(What.TITLE)
        # Whose title stood there before, and which field was edited, only a ledger knows.
        remembered = not self._unsure and self._can.keeps_stamp and not truth.ever(What.RESTORED)
        if remembered and _is(title, before.item.title) and not self._told_edit(plan, key, before.item.title):
            self._break(Promise.NO_EDIT_LOST, f"{key}: {before.item.title!r} went with it and was not told")

    def _is_as_known(self, plan: Plan, before: Found, group: str) -> bool:
        """Whether a person put back what a ledger had last seen there, and it can but think that nothing has changed."""
        looks = [machine.looks[plan.id] for machine in self.world.machines if plan.id in machine.looks]
        known = [look.agreed[before.key].found for look in looks if before.key in look.agreed]
        return (self._unsure or not self._can.keeps_stamp) and any(
            found is not None and shared_of(found.item, group) == shared_of(before.item, group)
            for found in known
        )

    def heard(self, plan: Plan, one: Observation) -> None:
        """Something was recorded in a ledger."""
        truth = self.world.truths[plan.id, Key(one.key)]
        if one.kind is not Seen.REKEYED and not self._is_true(plan, one, truth):
            promise = Promise.NO_TICK_INVENTED if one.kind is Seen.DONE else Promise.TRUE_STORY
            self._break(promise, f"{one.key}: {one.kind} {dict(one.value)} {one.at} was told and never was")
        self.told[plan.id, one.key].append(one)

    def _is_true(self, plan: Plan, one: Observation, truth: Truth) -> bool:
        to = one.value.get("to")
        match one.kind:
            case Seen.DELETED:
                return truth.ever(What.DELETED) or self._guessed(plan, Key(one.key))
            case Seen.RETURNED:
                return truth.ever(What.RESTORED) or truth.ever(What.MADE)
            case Seen.MOVED:
                # A person who drags it back cannot be told from another machine that puts it where the plan says.
                line = self._line_of(plan, Key(one.key))
                unsure = self._unsure or (not self._can.keeps_stamp and truth.ever(What.RESTORED))
                back = unsure and line is not None and str(to).startswith(str(line.day))
                return (
                    back
                    or self._restored(plan, Key(one.key))
                    or self._guessed(plan, Key(one.key))
                    or any(to in [_iso(day) for day in act.value] for act in truth.all(What.DRAG))
                )
            case Seen.EDITED:
                line = self._line_of(plan, Key(one.key))
                # Put back by a person or another machine; or edited by both, and then nobody knows which fields were.
                return (
                    not self._can.keeps_stamp
                    or line is None
                    or to == line.title
                    or (
                        (self._unsure or truth.ever(What.RESTORED))
                        and line.retitled
                        and truth.ever(What.TITLE)
                    )
                ) or any(to == act.value for act in truth.all(What.TITLE))
            case Seen.NOTED:
                text = one.value.get("text")
                return text == "" or any(text == act.value for act in truth.all(What.NOTES))
            case Seen.PERCENT:
                return any(
                    one.value.get("percent") == act.value.percent
                    for what in (What.WORD, What.MARK)
                    for act in truth.all(what)
                )
            case _:
                return self._word_is_true(plan, one, truth)

    def _word_is_true(self, plan: Plan, one: Observation, truth: Truth) -> bool:
        if one.kind in (Seen.CANCELLED, Seen.UNCANCELLED, Seen.REOPENED) and self._restored(
            plan, Key(one.key)
        ):
            return True
        if any(
            act.value is (one.kind is Seen.CANCELLED)
            for act in truth.all(What.CANCEL)
            if one.kind in (Seen.CANCELLED, Seen.UNCANCELLED)
        ):
            return True
        state = _PROGRESS.get(one.kind)
        said = [act.value for what in (What.WORD, What.MARK) for act in truth.all(what)]
        # Another machine that takes back a cancelling cannot be told from a person who does.
        taken_back = one.kind is Seen.UNCANCELLED or (self._unsure and one.kind is Seen.REOPENED)
        if state is State.CANCELLED or taken_back:
            line = self._line_of(plan, Key(one.key))
            if line is None or line.ever_turned:
                return True
        times = self._can.keeps_completion_time
        return any(word.state is state and (word.at == one.at or not times) for word in said)

    # At the end

    def judge_the_end(self) -> None:
        """The weather is clear and every machine is at rest."""
        if self.broken:
            return
        if self.world.place.foreign() != self.world.foreign:
            self._break(Promise.FOREIGN, "somebody's own things are not as they were")
        for plan in self.world.plans:
            wanted = {
                self.key_of(plan, line): (line, one)
                for line, one in zip(plan.lines, plan.wanted(), strict=True)
                if not self._mixed(plan, line)
            }
            for key, (line, one) in wanted.items():
                self._stands_right(plan, key, line, one)
            self._nothing_left_over(plan, set(wanted))
            for machine in self.world.machines:
                self._consistent(plan, machine)

    def _stands_right(self, plan: Plan, key: Key, line: Line, one: Wanted) -> None:
        service, truth = self.world.services[plan.id], self.world.truths[plan.id, key]
        found = service.seen(key)
        if found is None:
            never_made = isinstance(one.item, Task) and line.ever_turned
            if truth.deleted:
                if not line.cancelled:
                    self._found(plan, key, {"deleted"}, Promise.NO_EDIT_LOST)
            elif not never_made:
                self._break(Promise.CARRIED_OUT, f"{key} is wanted and is not there")
            return
        stored = service.as_stored(one.item)
        for name in plan_fields(stored):
            if getattr(found.item, name) != getattr(stored, name):
                self._break(Promise.CARRIED_OUT, f"{key}: {name} is {getattr(found.item, name)!r}")
        title = truth.last(What.TITLE)
        if title is not None and not self._told_edit(plan, key, title.value):
            self._break(Promise.NO_EDIT_LOST, f"{key}: {title.value!r} was put back and not told")
        self._shared_stands_right(plan, one.item, found, truth)
        notes = truth.last(What.NOTES)
        if found.notes != (notes.value if notes else ""):
            self._break(Promise.NO_EDIT_LOST, f"{key}: notes are {found.notes!r}")
        decorations = [act.value for act in truth.all(What.DECORATED) if self._since_made(truth, act)]
        if list(service.decorations(key)) != decorations:
            self._break(Promise.FOREIGN, f"{key}: other programs' fields are lost")
        if isinstance(found.item, Task):
            self._progress_stands_right(plan, line, found, truth)

    def _shared_stands_right(self, plan: Plan, wanted: Item, found: Found, truth: Truth) -> None:
        key = found.key
        groups = [(DATES, What.DRAG, {"moved", "moved_both"})]
        if isinstance(wanted, Event):
            groups.append((CANCELLED, What.CANCEL, {"cancelled", "uncancelled"}))
        for group, what, codes in groups:
            says, stands, act = shared_of(wanted, group), shared_of(found.item, group), truth.last(what)
            theirs = None if act is None else act.value if group == DATES else (act.value,)
            if stands == says:
                judged = act is not None and (plan.id, key, what, act.step) in self.judged
                if act is not None and theirs != says and not judged:
                    promise = Promise.STAYS_AWAY if theirs == (True,) else Promise.NO_EDIT_LOST
                    self._break(promise, f"{key}: a person's {theirs} is gone")
            elif stands == theirs:
                self._found(plan, key, codes, Promise.NO_EDIT_LOST)
            elif self._unsure and self._restored(plan, key):
                # What one machine put back for the board, the other takes for a person's: it is kept, and reported.
                self._found(plan, key, codes, Promise.NO_EDIT_LOST)
            else:
                self._break(Promise.CARRIED_OUT, f"{key}: {stands} stands there; the plan says {says}")

    def _progress_stands_right(self, plan: Plan, line: Line, found: Found, truth: Truth) -> None:
        key, word = found.key, truth.last(What.WORD)
        marks = [act.value.state for act in truth.all(What.MARK)]
        last = word.value if word else Progress()
        if word is not None and (plan.id, key, What.WORD, word.step) in self.judged:
            return
        if marks and not self._can.keeps_completion_time:
            return  # a person's word cannot be told from the board's own
        if marks or line.ever_turned or self._restored(plan, key):
            allowed = {last.state, *marks, State.OPEN, State.CANCELLED}
            if found.progress.state not in allowed:
                self._break(Promise.NO_TICK_INVENTED, f"{key} is {found.progress.state}")
            if found.progress.state is not last.state and not (
                word is None or last.state is State.OPEN or self._told_word(plan, key, last)
            ):
                self._break(Promise.NO_TICK_LOST, f"{key}: {last} was overwritten and not told")
            return
        if found.progress != last:
            lost = last.state is State.DONE
            promise = Promise.NO_TICK_LOST if lost else Promise.NO_TICK_INVENTED
            self._break(promise, f"{key} is {found.progress}; a person said {last}")
        if found.progress.state is State.CANCELLED:
            self._found(plan, key, {"cancelled"}, Promise.NO_EDIT_LOST)
        if last.state is State.OPEN:
            return
        for machine in self.world.machines:
            story = self._story(machine, plan, key)
            if not any(_tells(one, last, times=self._can.keeps_completion_time) for one in story):
                self._break(Promise.NO_TICK_LOST, f"{key}: {last} is not in the story of {machine.name}")

    def _nothing_left_over(self, plan: Plan, wanted: set[Key]) -> None:
        service = self.world.services[plan.id]
        if any(series.mixed for series in plan.series.values()):
            return
        for key in service.all_keys():
            found = service.seen(key)
            if key in wanted or found is None:
                continue
            over = isinstance(found.item, Event) and _last_day(found.item) < self._today
            if not over and found.progress.state not in (State.DONE, State.CANCELLED):
                self._break(Promise.NO_DUPLICATE, f"{key} is not in the plan and still there")

    def _consistent(self, plan: Plan, machine: Machine) -> None:
        """No story tells the same thing twice in a row."""
        book = machine.shelf.open()
        story = book.observations(plan.id)
        book.close()
        last: dict[tuple[str, str], Observation] = {}
        for one in story:
            if one.kind is Seen.REKEYED:
                continue
            topic = _topic(one)
            before = last.get((one.key, topic))
            marked = self.world.truths[plan.id, Key(one.key)].ever(What.MARK)
            pushed = topic == "progress" and (marked or (plan.id, one.key) in self.pushed)
            line = self._line_of(plan, Key(one.key))
            # The plan itself cancelled it or took that back in between.
            pushed |= topic == "progress" and line is not None and line.ever_turned
            pushed |= self._restored(plan, Key(one.key)) or self._guessed(plan, Key(one.key))
            pushed |= self.world.truths[plan.id, Key(one.key)].ever(What.RESTORED)
            if before is not None and not pushed and one.source != BOARD and _same(before, one):
                self._break(Promise.TRUE_STORY, f"{one.key}: {one.kind} {dict(one.value)} is told twice")
            last[one.key, topic] = one

    # What is known of a line, and what was told

    @property
    def _can(self) -> Capabilities:
        return self.world.setting.capabilities

    @property
    def _unsure(self) -> bool:
        """Whether some ledger does not know all that hjul has done."""
        return self.world.lost_a_ledger or len(self.world.shelves) > 1

    @property
    def _today(self) -> date:
        return self.world.now.astimezone(ZONE).date()

    def _break(self, promise: Promise, text: str) -> None:
        self.broken.append((promise, text))

    def _line_of(self, plan: Plan, key: Key) -> Line | None:
        return next((line for line in plan.lines if self.bound.get((plan.id, line.number)) == key), None)

    def _mixed(self, plan: Plan, line: Line) -> bool:
        return line.id in plan.series and plan.series[line.id].mixed

    def _guessed(self, plan: Plan, key: Key) -> bool:
        """Whether it is one of a series whose dates changed so that nobody can tell which is which."""
        series = plan.series.get(series_of(key))
        return series is not None and series.mixed

    def _since_made(self, truth: Truth, act: Act) -> bool:
        made = [each.step for each in truth.all(What.MADE)]
        return not made or act.step >= made[-1]

    def _restored(self, plan: Plan, key: Key) -> bool:
        return (plan.id, key) in self.world.ever_asked

    def _story(self, machine: Machine, plan: Plan, key: Key) -> list[Observation]:
        book = machine.shelf.open()
        story = [one for one in book.observations(plan.id) if one.key == key]
        book.close()
        return story

    def _agreed(self, machine: Machine, plan: Plan) -> dict[Key, Agreed]:
        book = machine.shelf.open()
        agreed = book.agreed(plan.id, "target")
        book.close()
        return agreed

    def _found(self, plan: Plan, key: Key, codes: set[str], promise: Promise) -> None:
        for machine in self.world.machines:
            findings = machine.looks[plan.id].decision.findings
            if not any(one.key == key and one.code in codes for one in findings):
                self._break(promise, f"{key}: {machine.name} does not report it as {' or '.join(codes)}")

    def _told_edit(self, plan: Plan, key: Key, title: object) -> bool:
        return any(
            one.kind is Seen.EDITED and one.value.get("to") == title for one in self.told[plan.id, key]
        )

    def _told_notes(self, plan: Plan, key: Key, notes: str) -> bool:
        return any(
            one.kind is Seen.NOTED and one.value.get("text") == notes for one in self.told[plan.id, key]
        )

    def _told_shared(self, plan: Plan, key: Key, group: str, value: tuple[object, ...]) -> bool:
        told = self.told[plan.id, key]
        if group == CANCELLED:
            kind = Seen.CANCELLED if value == (True,) else Seen.UNCANCELLED
            return any(one.kind is kind for one in told)
        days = [day.isoformat() for day in value if isinstance(day, date)]
        return any(one.kind is Seen.MOVED and one.value.get("to") in days for one in told)

    def _told_word(self, plan: Plan, key: Key, word: Progress) -> bool:
        return any(
            _tells(one, word, times=self._can.keeps_completion_time) for one in self.told[plan.id, key]
        )


def _stamped(found: Found, group: str) -> tuple[object, ...]:
    """What hjul wrote there, by the object's own word."""
    stamp = found.stamp
    if stamp is None:
        return ()
    return (stamp.start, stamp.end) if group == DATES else (stamp.cancelled,)


def _same(one: Observation, other: Observation) -> bool:
    return (one.source, one.kind, one.at, one.value) == (other.source, other.kind, other.at, other.value)


def _tells(one: Observation, word: Progress, *, times: bool) -> bool:
    if one.kind is Seen.PERCENT:
        return one.value.get("percent") == word.percent
    return _PROGRESS.get(one.kind) is word.state and (one.at == word.at or not times)


def _topic(one: Observation) -> str:
    if one.kind in (Seen.DELETED, Seen.RETURNED):
        return "presence"
    if one.kind in (Seen.MOVED, Seen.EDITED):
        return f"{one.kind} {one.value.get('field')}"
    return "notes" if one.kind is Seen.NOTED else "progress"


def _is(act: Act | None, value: object) -> bool:
    return act is not None and act.value == value


def _iso(day: object) -> str | None:
    return day.isoformat() if isinstance(day, date) else None


def _day(when: date | datetime | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when


def _last_day(event: Event) -> date:
    return event.end.date() if isinstance(event.end, datetime) else event.end - timedelta(days=1)
