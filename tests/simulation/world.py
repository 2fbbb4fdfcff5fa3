"""A whole world in one process: a board and its plan, people, a service, machines with hjul on them, and bad weather.

Deterministic: the same setting and steps give the same history. Runs the real looking, deciding, resuming and doing.
A step that cannot be taken (nobody to delete, nothing to restore) is passed over, so that steps can be left out at will.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.base import Adapter, Capabilities, Effect, Outcome, ServiceError
from adapters.memory import MemoryAdapter
from config.errors import UserError
from mappings.history import BOARD, Observation, Seen
from mappings.identity import NEAREST, date_of
from mappings.items import Event, Found, Item, Key, Progress, State, Task, Wanted, series_of
from sync.apply import carry_out
from sync.clock import Clock
from sync.look import Look, Wish, look
from sync.session import ROUNDS
from tests.simulation.faults import Interrupted, PowerCut, Unreliable, UnreliableLedger, Weather
from tests.simulation.ledgers import FileShelf, PlainShelf, Shelf
from tests.simulation.plans import FIRST_DAY, ZONE, Line, Plan, edit, first_plan, next_years_plan
from tests.simulation.promises import Judge
from tests.simulation.truth import Truth, What
from tests.simulation.written import plan_yaml, wanted_by

Step = tuple[str, int, int]

TARGET = "target"
FEW_RUNS = 4
"""After the faults stop, every machine is in agreement within so many runs, the last of which does nothing."""

FULL = Capabilities(invites=True)
UNHURRIED = Capabilities(incremental=False)
POOR = Capabilities(
    incremental=False, keeps_notes=False, keeps_completion_time=False, keeps_stamp=False, keeps_burials=False
)


@dataclass(frozen=True, slots=True)
class Setting:
    """How a world begins."""

    singles: int = 3
    dates: int = 3
    machines: int = 1
    shared: bool = True
    capabilities: Capabilities = FULL
    ledgers: Path | None = None  # real ledgers in this folder; plain ones in memory without it
    written: bool = False  # the plan is written as plan.yaml and read again, as a run does


@dataclass(frozen=True)
class MachineClock(Clock):
    """A clock that may be wrong."""

    machine: Machine | None = None

    def now(self) -> datetime:
        assert self.machine is not None
        return self.machine.world.now + self.machine.offset


@dataclass
class Machine:
    name: str
    world: World
    shelf: Shelf
    offset: timedelta = timedelta(0)
    looks: dict[str, Look] = field(default_factory=dict)
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    plan_id: str
    clock: Clock

    def left_out(self, _item: Item, /) -> bool:
        return False


class World:
    """``judge.broken`` holds every promise that did not hold."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.now = datetime.combine(FIRST_DAY, datetime.min.time(), ZONE).astimezone(UTC)
        self.step = 1
        self.plans: list[Plan] = [first_plan("y2026", setting.singles, setting.dates, FIRST_DAY)]
        self.place = MemoryAdapter(TARGET, setting.capabilities, "y2026")
        self.services: dict[str, MemoryAdapter] = {"y2026": self.place}
        self.truths: dict[tuple[str, Key], Truth] = defaultdict(Truth)
        self.foreign: dict[str, str] = {}
        self.recorded: dict[tuple[int, str], int] = {}
        self.floor: dict[int, int] = defaultdict(int)
        self.replicas: list[tuple[int, MemoryAdapter]] = []
        self.armed: dict[int, int] = {}
        self.asked: frozenset[Key] = frozenset()
        self.ever_asked: set[tuple[str, Key]] = set()
        self.log: list[str] = []
        self.judge = Judge(self)
        shelves = [self._shelf(n) for n in range(1 if setting.shared else setting.machines)]
        self.machines = [
            Machine(f"machine {n}", self, shelves[n % len(shelves)]) for n in range(setting.machines)
        ]
        self.lost_a_ledger = False
        self.run = self.runs = 0
        self.read_at: dict[int, int] = {}  # the step that each run's last reading shows
        self.kept_at: dict[int, int] = {}  # each ledger's kept copy
        self._inside = False

    @property
    def shelves(self) -> list[Shelf]:
        return list({id(machine.shelf): machine.shelf for machine in self.machines}.values())

    def play(self, steps: Sequence[Step]) -> World:
        """Takes the steps, then lets the weather clear and judges."""
        for name, first, second in steps:
            self.now += timedelta(minutes=11)
            getattr(self, f"do_{name}")(first, second)
            if self.judge.broken:
                return self
        self._clear_up()
        self.judge.judge_the_end()
        return self

    # Steps

    def do_fault(self, call: int, drawn: int) -> None:
        self.armed[call] = drawn

    def do_sync(self, which: int, plan: int) -> None:
        self._sync(self.machines[which % len(self.machines)], self.plans[plan % len(self.plans)])

    def do_wait(self, days: int, _: int) -> None:
        self.now += timedelta(days=days % 25)

    def do_clock(self, which: int, days: int) -> None:
        self.machines[which % len(self.machines)].offset = timedelta(days=days % 81 - 40, minutes=days)

    def do_edit(self, what: int, which: int) -> None:
        plan = self.plans[which % len(self.plans)]
        self.step += 1
        changed = max((series.changed for series in plan.series.values()), default=0)
        seen = min(self.recorded.get((id(shelf), plan.id), 0) for shelf in self.shelves)
        made = all((plan.id, line.number) in self.judge.bound for line in plan.lines if line.slot)
        if edit(plan, what, which, self.step, settled=made and seen >= changed):
            self.note("the board edits the plan", what % 11, which)
            self._doubt()

    def do_roll(self, _first: int, _second: int) -> None:
        if len(self.plans) == 1:
            self.step += 1
            plan = next_years_plan(self.plans[0], "y2027", self.step)
            self.plans.append(plan)
            self.services[plan.id] = self.place.opened_again(plan.id)

    def do_person(self, what: int, which: int) -> None:
        plan = self.plans[which % len(self.plans)]
        self._keep_replica()
        self.step += 1
        People(self, plan).act(what, which)

    def do_mark(self, what: int, which: int) -> None:
        """The board reports a task at its table."""
        plan = self.plans[0]
        tasks = [line for line in plan.lines if line.kind == "task"]
        if not tasks:
            return
        line = tasks[which % len(tasks)]
        machine = self.machines[what % len(self.machines)]
        kind, state = ((Seen.DONE, State.DONE), (Seen.STARTED, State.STARTED), (Seen.REOPENED, State.OPEN))[
            what // 2 % 3
        ]
        at = self.now + machine.offset
        self.step += 1
        book = machine.shelf.open()
        book.observe(plan.id, None, [Observation(line.key, kind, at, BOARD, at)])
        book.close()
        self.truths[plan.id, line.key].did(
            self.step, What.MARK, Progress(state, 100 if state is State.DONE else None, at)
        )
        self.note("the board marks", line.key, state)

    def do_accept(self, which: int, _: int) -> None:
        """The board takes a person's date into the plan."""
        plan = self.plans[0]
        for line in plan.lines[which % (len(plan.lines) or 1) :]:
            found = self.services[plan.id].seen(self.judge.key_of(plan, line))
            if found is None:
                continue
            day = found.item.start if isinstance(found.item, Event) else found.item.due
            if day is None:
                continue
            day = day.astimezone(ZONE).date() if isinstance(day, datetime) else day
            if day != line.day:
                self.step += 1
                line.day, line.moved = day, self.step
                self.note("the board accepts", line.key, day)
                self._doubt()
                return

    def do_restore(self, machine: int, which: int) -> None:
        """The board has a drift put back."""
        plan = self.plans[0]
        if plan.lines:
            key = self.judge.key_of(plan, plan.lines[which % len(plan.lines)])
            self._sync(
                self.machines[machine % len(self.machines)],
                plan,
                Wish(restore=frozenset({key}), only=frozenset({key})),
            )

    def do_ledger(self, what: int, which: int) -> None:
        """Deleted, copied, an older copy put back, copied from another machine."""
        if self.setting.capabilities is POOR:
            return  # nothing there says what was agreed
        machine = self.machines[which % len(self.machines)]
        shelf = machine.shelf
        names = ("lose", "keep a copy", "put the copy back", "copy from another machine")
        match what % 4:
            case 0:
                shelf.lose()
            case 1:
                shelf.keep_copy()
                self.kept_at[id(shelf)] = self.step
            case 2:
                if not shelf.put_copy_back():
                    return
                self._doubt_since(self.kept_at[id(shelf)])
            case _:
                other = self.machines[(which + 1) % len(self.machines)].shelf
                if other is shelf:
                    return
                shelf.copy_from(other)
                self.floor[id(shelf)] = max(self.floor[id(shelf)], self.floor[id(other)])
                for plan in self.plans:
                    self._doubt_since(self.recorded.get((id(other), plan.id), 0))
        self.note("ledger", machine.name, names[what % 4])
        if what % 4 != 1:
            self.lost_a_ledger = True
            for plan in self.plans:
                self.recorded.pop((id(shelf), plan.id), None)
            self._doubt()

    # Machinery

    def _doubt_since(self, step: int) -> None:
        """An older ledger takes a date that came since for another one that went since."""
        for plan in self.plans:
            for series in plan.series.values():
                series.mixed = series.mixed or series.changed > step

    def _doubt(self) -> None:
        """A ledger that was lost, or another one, knows a meeting by its object, and a deleted one by the date in its key."""
        for plan in self.plans:
            for line in plan.lines:
                dated = date_of(self.judge.key_of(plan, line))
                far = (
                    dated and max(abs((day - dated).days) for day in (line.slot or dated, line.day)) > NEAREST
                )
                unsure = self.lost_a_ledger or len(self.shelves) > 1
                if unsure and line.slot and (far or self._replaces(plan, line)):
                    plan.series[line.id].mixed = True

    def _replaces(self, plan: Plan, line: Line) -> bool:
        """Whether a date that is not there yet has joined a series of which a dropped one still stands."""
        service = self.services[plan.id]
        named = {self.judge.key_of(plan, each) for each in plan.lines if each.id == line.id}
        stand = {key for key in service.all_keys() if series_of(key) == line.id and service.seen(key)}
        return bool(stand - named and named - stand)

    def note(self, *words: object) -> None:
        """A line of the history, for people who look into a failure."""
        self.log.append(f"{self.step:3} {self.now:%m-%d %H:%M} " + " ".join(map(str, words)))

    def _shelf(self, number: int) -> Shelf:
        if self.setting.ledgers is None:
            return PlainShelf()
        folder = self.setting.ledgers / str(number)
        folder.mkdir(parents=True)
        return FileShelf(folder)

    def _sync(self, machine: Machine, plan: Plan, wish: Wish | None = None) -> None:
        """One run as the command makes it, with the faults that are armed."""
        wish = wish or Wish()
        self.step += 1
        self.note("sync", machine.name, plan.id, self.armed or "", sorted(wish.restore) or "")
        self.runs += 1
        self.run = number = self.runs
        self.asked = wish.restore
        self.ever_asked |= {(plan.id, key) for key in wish.restore}
        weather = Weather(self.armed, lambda drawn, key: self._meanwhile(machine, plan, drawn, key))
        self.armed = {}
        adapter = self._adapter(machine, plan, weather)
        book = machine.shelf.open()
        machine.failed = True
        try:
            ledger = UnreliableLedger(
                book, weather, lambda observations: self._heard(machine, plan, observations)
            )
            clock = MachineClock(ZONE, machine=machine)
            run = ledger.begin_run(plan.id, "sync", clock.now())
            try:
                machine.failed = self._rounds(machine, plan, ledger, run, adapter, wish)
            finally:
                ledger.end_run(run, clock.now(), "done", {})
            if not machine.failed:
                self.judge.answered(number)
        except (ServiceError, UserError, PowerCut, Interrupted) as error:
            self.note("  ended by", type(error).__name__, error)
        finally:
            book.close()
            self.asked = frozenset()
        if weather.hits:
            self.note("  weather:", ", ".join(weather.hits))

    def _rounds(
        self,
        machine: Machine,
        plan: Plan,
        ledger: UnreliableLedger,
        run: int,
        adapter: Adapter,
        wish: Wish,
    ) -> bool:
        """Whether anything was left undone."""
        occasion = Occasion(plan.id, MachineClock(ZONE, machine=machine))
        for _ in range(ROUNDS):
            seen = machine.looks[plan.id] = look(occasion, ledger, TARGET, self._wanted(plan), adapter, wish)
            summary = carry_out(occasion, ledger, run, seen, lambda _: None)
            if not summary.stale:
                return bool(summary.failed)
        return True

    def _wanted(self, plan: Plan) -> tuple[Wanted, ...]:
        return wanted_by(plan_yaml(plan)) if self.setting.written else plan.wanted()

    def _adapter(self, machine: Machine, plan: Plan, weather: Weather) -> Unreliable:
        service = self.services[plan.id]
        before: list[Found | None] = [None]
        shelf = id(machine.shelf)
        shown: list[int] = []  # the step whose state a reading shows that lags

        def landing(effect: Effect) -> None:
            before[0] = service.seen(effect.key)

        def landed(outcome: Outcome) -> None:
            self.note("  ", type(outcome.effect).__name__, outcome.effect.key)
            self.floor[shelf] = self.step
            self.judge.landed(plan, outcome.effect, before[0])

        def lagging(drawn: int) -> Adapter | None:
            late = [(step, place) for step, place in self.replicas if step > self.floor[shelf]]
            if not late:
                return None
            step, place = late[drawn % len(late)]
            shown.append(step - 1)
            return place.opened_again(plan.id)

        def was_read() -> None:
            self.read_at[self.run] = shown.pop() if shown else self.step

        return Unreliable(
            service, weather, was_read=was_read, landing=landing, landed=landed, lagging=lagging
        )

    def _heard(self, machine: Machine, plan: Plan, observations: Sequence[Observation]) -> None:
        if not self.asked:  # a run for one item only has seen no other
            self.recorded[id(machine.shelf), plan.id] = self.step
        self.floor[id(machine.shelf)] = self.step
        for one in observations:
            self.note("   saw", one.key, one.kind, dict(one.value), one.at or "")
            self.judge.heard(plan, one)

    def _meanwhile(self, machine: Machine, plan: Plan, drawn: int, key: Key | None) -> None:
        """What happens elsewhere between two calls of a run: more often than not to the very thing that it is at."""
        others = [other for other in self.machines if other.shelf is not machine.shelf]
        if drawn % 2 and others and not self._inside:
            self._inside, asked, run = True, self.asked, self.run
            self._sync(others[0], plan)
            self._inside, self.asked, self.run = False, asked, run
        else:
            self._keep_replica()
            self.step += 1
            People(self, plan).act(drawn // 2, drawn // 5, key if drawn % 5 else None)

    def _keep_replica(self) -> None:
        self.replicas = [*self.replicas[-3:], (self.step + 1, self.place.replica())]

    def _clear_up(self) -> None:
        self.note("the weather clears")
        self.armed = {}
        for machine in self.machines:
            machine.offset = timedelta(0)
        for _ in range(FEW_RUNS):
            quiet = True
            for machine in self.machines:
                for plan in self.plans:
                    self._sync(machine, plan)
                    quiet = quiet and not machine.failed and machine.looks[plan.id].decision.is_empty
            if self.judge.broken or quiet:
                return
        self.judge.never_quiet()


class People:
    """What people do with the objects of one plan in the service."""

    def __init__(self, world: World, plan: Plan) -> None:
        self.world = world
        self.plan = plan
        self.service = world.services[plan.id]

    def act(self, what: int, which: int, near: Key | None = None) -> None:
        """``near`` is what they turn to if it is there; else ``which`` says it."""
        acts = (
            self.tick,
            self.untick,
            self.say_how_far,
            self.drag,
            self.drag,
            self.rename,
            self.write_notes,
            self.decorate,
            self.cancel,
            self.delete,
            self.delete,
            self.restore,
            self.add_own,
            self.tick,
        )
        act = acts[what % len(acts)]
        if act in (self.restore, self.add_own):
            act(Key(""), which)
            return
        keys = self.service.all_keys()
        if act in (self.tick, self.untick, self.say_how_far):
            keys = [key for key in keys if isinstance(self._item(key), Task)]
        if keys:
            act(near if near in keys else keys[which % len(keys)], which)

    def _item(self, key: Key) -> Item:
        found = self.service.seen(key)
        assert found is not None
        return found.item

    def _did(self, key: Key, what: What, value: object = None) -> None:
        self.world.truths[self.plan.id, key].did(self.world.step, what, value)
        self.world.note("person:", key, what, value if value is not None else "")

    def _report(self, key: Key, progress: Progress) -> None:
        found = self.service.seen(key)
        if found is not None and found.progress != progress:
            self.service.report(key, progress)
            self._did(key, What.WORD, progress)

    def tick(self, key: Key, _which: int) -> None:
        self._report(key, Progress(State.DONE, 100, self.world.now))

    def untick(self, key: Key, _which: int) -> None:
        self._report(key, Progress())

    def say_how_far(self, key: Key, which: int) -> None:
        self._report(key, Progress(State.STARTED, which % 10 * 10))

    def drag(self, key: Key, which: int) -> None:
        days = timedelta(days=which % 43 - 21)
        if not days:
            return
        match self._item(key):
            case Event(start=start, end=end):
                self.service.drag(key, start=start + days, end=end + days)
                self._did(key, What.DRAG, (start + days, end + days))
            case Task(start=begins, due=due) if due is not None:
                self.service.drag(key, due=due + days)
                self._did(key, What.DRAG, (begins, due + days))
            case _:
                pass

    def rename(self, key: Key, _which: int) -> None:
        title = f"their title {self.world.step}"
        self.service.rename(key, title)
        self._did(key, What.TITLE, title)

    def write_notes(self, key: Key, _which: int) -> None:
        notes = f"notes {self.world.step}"
        self.service.annotate(key, notes)
        self._did(key, What.NOTES, notes)

    def decorate(self, key: Key, _which: int) -> None:
        name = f"X-{self.world.step}"
        self.service.decorate(key, name, "theirs")
        self._did(key, What.DECORATED, name)

    def cancel(self, key: Key, _which: int) -> None:
        match self._item(key):
            case Event(cancelled=cancelled):
                self.service.edit(key, cancelled=not cancelled)
                self._did(key, What.CANCEL, not cancelled)
            case Task():
                self._report(key, Progress(State.CANCELLED))

    def delete(self, key: Key, _which: int) -> None:
        self.service.delete(key)
        self._did(key, What.DELETED)

    def restore(self, _key: Key, which: int) -> None:
        deleted = [
            key
            for (plan, key), truth in self.world.truths.items()
            if truth.deleted and plan == self.plan.id and self.service.seen(key) is None
        ]
        if deleted:
            key = deleted[which % len(deleted)]
            series = self.plan.series.get(series_of(key))
            if series is not None and all(
                self.world.judge.key_of(self.plan, line) != key for line in self.plan.lines
            ):
                series.mixed = True  # the plan has dropped that date: is it now another date of the list?
            self.service.restore(key)
            self._did(key, What.RESTORED)

    def add_own(self, _key: Key, _which: int) -> None:
        name, content = f"their own {self.world.step}", "a dentist"
        self.world.place.add_foreign(name, content)
        self.world.foreign[name] = content
