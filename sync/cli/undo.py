"""``hjul undo``: put back what one run changed, as far as people have not changed it since; with --plan, plan.yaml too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from config.errors import FAILED, GUARDED, WRONG_INPUT, PlanError, UserError
from config.plan_edit import write_plan
from config.plan_file import PlanFile, understand
from mappings.items import Item, Key
from mappings.settled import as_told
from sync.agendas import Bearing
from sync.cli.outcome import as_data, show, stop_on_errors, tell, warn
from sync.cli.terminal import complain, progress, say, say_json
from sync.ledger import Ledger, PastIntent, Run
from sync.look import Look, Wish
from sync.session import Outcome, Session, do, look_at_all, running
from sync.undo import undone
from sync.workspace import Workspace

WHOLE_PLAN = ("sync", "undo", "drift accept", "minutes")
"""The commands that bring the plan's text out, or change it. A mark or a number only happens to come after an edit."""


@dataclass(frozen=True, slots=True)
class Back:
    """The plan as it was before a run, when the file can be put back to that; else the code of the sentence that says why not."""

    file: PlanFile | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Undoing:
    """A run, all that it did, and what becomes of the plan file."""

    workspace: Workspace
    run: Run
    past: Mapping[str, list[PastIntent]]
    back: Back
    asked: bool  # whether the plan is to be put back too

    @classmethod
    def of(cls, workspace: Workspace, ledger: Ledger, number: int, *, with_plan: bool) -> Undoing:
        """UserError (exit code 2) when this plan has no such run."""
        runs = ledger.runs(workspace.plan.id)
        run = next((one for one in runs if one.id == number), None)
        if run is None:
            raise UserError(
                f"{workspace.plan.id} has no run {number}; hjul history shows its runs", exit_code=WRONG_INPUT
            )
        past: dict[str, list[PastIntent]] = defaultdict(list)
        for one in ledger.intents(number):
            past[one.intent.target].append(one)
        return cls(workspace, run, past, _back(workspace, ledger, runs, run), with_plan)

    @property
    def plan(self) -> PlanFile | None:
        """What plan.yaml will be put back to."""
        return self.back.file if self.asked else None

    @property
    def elsewhere(self) -> list[str]:
        """Targets of that run that the settings no longer name."""
        return sorted(self.past.keys() - self.workspace.settings.targets.keys())

    def turn(self, ledger: Ledger, seen: Look) -> Look:
        """The look at one target, with the undoing in it."""
        return undone(seen, self.past.get(seen.target, ()), self._wants(ledger, seen))

    def _wants(self, ledger: Ledger, seen: Look) -> Mapping[Key, Item] | None:
        if self.plan is None:
            return None
        story = ledger.observations(self.workspace.plan.id)
        then = replace(self.workspace, file=self.plan)
        items = Bearing.of(then, ledger).wanted(seen.target)
        kept = as_told(items, story)
        return {one.item.key: seen.adapter.as_stored(one.item) for one in kept}

    def word(self, code: str) -> str:
        """A sentence about it in the plan's language."""
        return self.workspace.words.word(f"undo.{code}", run=self.run.id, file=self.workspace.file.path.name)


def run_undo(
    path: Path,
    number: int,
    *,
    preview: bool,
    with_plan: bool,
    anyway: bool,
    today: date | None,
    as_json: bool,
) -> None:
    """Undo a run, as a run of its own. The exit code is 1 when anything was left undone, 3 when the guard stopped it."""
    workspace = Workspace.open(path, today=today)
    with workspace.remembered() as ledger:
        undoing = Undoing.of(workspace, ledger, number, with_plan=with_plan)
        if preview:
            outcomes = look_at_all(workspace, ledger, Wish(), lambda seen: undoing.turn(ledger, seen))
            _show(undoing, outcomes, as_json=as_json)
            stop_on_errors(outcomes)
            return
    with running(workspace, f"undo {number}") as session:
        outcomes = look_at_all(
            workspace, session.ledger, Wish(), lambda seen: undoing.turn(session.ledger, seen)
        )
        stopped = any(one.alarms for one in outcomes) and not anyway
        written = False
        if stopped:
            session.result = "guarded"
        else:
            written = _do(undoing, session, outcomes)
    if stopped:
        _show(undoing, outcomes, as_json=as_json)
        complain(undoing.word("go_on"))
        raise SystemExit(GUARDED)
    _tell(undoing, outcomes, written=written, as_json=as_json)
    stop_on_errors(outcomes)
    if undoing.elsewhere or (
        with_plan and not written and undoing.back.why not in {"plan_same", "plan_already"}
    ):
        raise SystemExit(FAILED)


def _back(workspace: Workspace, ledger: Ledger, runs: list[Run], run: Run) -> Back:
    """The text that the run before had worked from, if the file still holds what this run worked from."""
    before = [one.plan_version for one in runs if one.id < run.id and _brings_the_plan(one)]
    earlier = next((version for version in reversed(before) if version is not None), None)
    if run.plan_version is None or earlier is None:
        return Back(None, "plan_first")
    old, text = ledger.plan_text(earlier), workspace.file.text
    if earlier == run.plan_version or not run.command.startswith(WHOLE_PLAN):
        return Back(None, "plan_same")
    if text == old:
        return Back(None, "plan_already")
    if text != ledger.plan_text(run.plan_version):
        return Back(None, "plan_changed")
    try:
        return Back(understand(old, workspace.file.path))
    except PlanError:
        return Back(None, "plan_changed")


def _brings_the_plan(run: Run) -> bool:
    return run.command.startswith(WHOLE_PLAN) and run.result != "guarded"


def _do(undoing: Undoing, session: Session, outcomes: list[Outcome]) -> bool:
    """Whether plan.yaml was put back: only when all the rest went well, so that no later sync has to guess."""
    workspace = undoing.workspace
    for outcome in outcomes:
        do(
            workspace,
            session,
            outcome,
            Wish(),
            progress,
            turn=lambda seen: undoing.turn(session.ledger, seen),
        )
    if undoing.plan is None or any(one.error or one.failed for one in outcomes):
        return False
    write_plan(workspace.file.path, workspace.file.text, undoing.plan.text)
    session.plan_version = session.ledger.save_plan(
        workspace.plan.id, undoing.plan.text, workspace.clock.now()
    )
    return True


def _show(undoing: Undoing, outcomes: list[Outcome], *, as_json: bool) -> None:
    """What would be done, and nothing of it is."""
    if as_json:
        say_json(_data(undoing, outcomes, "would be put back" if undoing.plan else _plan_stays(undoing)))
        return
    for outcome in outcomes:
        show(outcome, undoing.workspace, saying="undo", run=undoing.run.id)
        warn(outcome, undoing.workspace)
    for target in undoing.elsewhere:
        say(f"{target}: {undoing.word('elsewhere')}", sign="!")
    if undoing.plan:
        say(undoing.word("plan_would"))
    elif undoing.asked:
        say(undoing.word(undoing.back.why))


def _tell(undoing: Undoing, outcomes: list[Outcome], *, written: bool, as_json: bool) -> None:
    """What was done, what was left, and what the plan still says."""
    if as_json:
        say_json(_data(undoing, outcomes, "put back" if written else _plan_stays(undoing)))
        return
    for outcome in outcomes:
        tell(outcome, undoing.workspace, saying="undo", run=undoing.run.id)
    for target in undoing.elsewhere:
        say(f"{target}: {undoing.word('elsewhere')}", sign="!")
    if written:
        say(undoing.word("plan_back"))
    elif undoing.asked:
        say(undoing.word("plan_waits" if undoing.plan else undoing.back.why))
    elif any(summary.created + summary.updated + summary.deleted for one in outcomes for summary in one.done):
        say(undoing.word("again"))
        if undoing.back.file:
            say(undoing.word("hint"))


def _plan_stays(undoing: Undoing) -> str:
    if not undoing.asked:
        return "not asked for"
    return undoing.back.why.removeprefix("plan_") or "not yet"


def _data(undoing: Undoing, outcomes: list[Outcome], plan_file: str) -> dict[str, object]:
    return {
        "plan": undoing.workspace.plan.id,
        "run": undoing.run.id,
        "targets": [as_data(one) for one in outcomes],
        "elsewhere": undoing.elsewhere,
        "plan_file": plan_file,
    }
