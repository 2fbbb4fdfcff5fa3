"""``hjul forget``: a person taken out of plan.yaml and of the ledger; the counts stay. Asks first, and tells what it did.

The plan first, then the ledger in one transaction, then what the file keeps of the past. A run that was cut off is finished
by running it again: each step finds what is left to do.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import typer

from config.errors import DONE, FAILED, WRONG_INPUT, PlanError, UserError
from config.forgetting import Eraser, Person, lines_naming, people_of
from config.plan import Status
from config.plan_edit import write_plan
from config.plan_file import PlanFile
from config.plan_people import places_of, without_person
from sync.cli.terminal import complain, say
from sync.ledger import Ledger
from sync.lock import lock
from sync.workspace import Workspace

TABLES = {
    "observation": "reports of what people did",
    "plan_version": "earlier versions of the plan",
    "agreed": "items remembered of calendars and lists",
    "intent": "changes made in calendars and lists",
}


def run(path: Path, named: str, *, yes: bool, keep_plan: bool, anyway: bool, today: date | None) -> None:
    """Exit code 0 when nothing of the person is left here, and when there was nothing."""
    workspace = Workspace.open(path, today=today)
    with _locked(workspace) as ledger:
        texts = ledger.plan_texts()
        person = _who(workspace, named, texts, ledger)
        eraser = Eraser(
            person, workspace.words.word("report.forgotten"), _number(workspace, texts), keep_plan
        )
        there = ledger.forget(eraser, workspace.plan.id, doing=False)
        places = places_of(workspace.file, person.id) if person.id and _stands_in(workspace, person) else ()
        lines = lines_naming(workspace.file.text, person)
        if not there and not places and not lines:
            ledger.scrub()
            say(f"{named}: nothing here names them")
            return
        _show(workspace, named, there, places, lines)
        if not yes:
            _ask(named, keep_plan)
        gone = not places or (not keep_plan and person.id is not None and _edit(workspace.file, person.id))
        ledger.forget(eraser, workspace.plan.id, story_alone=True)
    if (
        gone
        and workspace.plan.status is not Status.DRAFT
        and (code := _sync(path, today, anyway))
        and not anyway
    ):
        complain(
            "the ledger still names them, for calendars and lists do: when hjul sync has gone through, run hjul forget "
            "again; to forget them here although others still name them: hjul forget --anyway"
        )
        raise SystemExit(code)
    with _locked(workspace) as ledger:
        after = ledger.forget(eraser, workspace.plan.id)
        ledger.scrub()
    _tell(workspace, person, {**there, **after}, named)


@contextmanager
def _locked(workspace: Workspace) -> Iterator[Ledger]:
    with lock(workspace.ledger_path, "forget", workspace.clock.now()), workspace.remembered() as ledger:
        yield ledger


def _sync(path: Path, today: date | None, anyway: bool) -> int:
    """Takes the name out of calendars and lists, before the ledger forgets it too. The exit code."""
    from sync.cli.run import run_sync

    try:
        run_sync(path, since=None, saved=None, today=today, draft=False, anyway=anyway, as_json=False)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else FAILED
    except UserError as error:
        complain(str(error))
        return error.exit_code
    return DONE


def _who(workspace: Workspace, named: str, texts: Iterable[str], ledger: Ledger) -> Person:
    """The person meant: of the plan, else of an earlier version of it, else just that name or address."""
    said = " ".join(named.split()).casefold()
    every = [people_of(text, "plan.yaml") for text in (workspace.file.text, *texts)]
    found: tuple[str, str] | None = None
    for people in every:
        for key, (name, address) in people.items():
            if said in {key.casefold(), " ".join(name.split()).casefold(), (address or "").casefold()}:
                found = found or (key, name)
    if found is None:
        if not re.search(r"[\s@]", named.strip()):
            ledger.scrub()
            raise UserError(
                f"neither the plan nor an earlier version of it has {named!r}; give the whole name or the address",
                exit_code=WRONG_INPUT,
            )
        only = frozenset({named.strip()})
        return Person(None, frozenset(), only) if "@" in named else Person(None, only, frozenset())
    own_id, name = found
    same = [
        (own_name, address)
        for people in every
        for key, (own_name, address) in people.items()
        if own_name == name or (key == own_id and _is_theirs(own_name, name))
    ]
    return Person(
        own_id, frozenset(own for own, _ in same), frozenset(address for _, address in same if address)
    )


def _is_theirs(one: str, other: str) -> bool:
    """Whether two names under one id are one person's: they share a word. A role's id goes from one person to the next."""
    return bool(set(one.casefold().split()) & set(other.casefold().split()))


def _stands_in(workspace: Workspace, person: Person) -> bool:
    """Whether the plan has them under that id still, and not whoever came after."""
    known = workspace.plan.people.get(person.id or "")
    return known is not None and known.name in person.names


def _number(workspace: Workspace, texts: Iterable[str]) -> int:
    """The first number that nobody forgotten has."""
    taken = {
        int(number)
        for text in (workspace.file.text, *texts)
        for number in re.findall(r"forgotten-(\d{1,6})", text)
    }
    return max(taken, default=0) + 1


def _show(
    workspace: Workspace,
    named: str,
    there: Mapping[str, int],
    places: tuple[object, ...],
    lines: tuple[int, ...],
) -> None:
    say(f"{named} is named in:", bold=True)
    for table, what in TABLES.items():
        if there.get(table):
            say(f"{there[table]} {what}", sign="-")
    if places or lines:
        where = f" (lines {', '.join(map(str, lines))})" if lines else ""
        say(f"{workspace.file.path}: {len(places)} places{where}", sign="-")


def _ask(named: str, keep_plan: bool) -> None:
    if not sys.stdin.isatty():
        raise UserError(
            f"nothing was changed; to forget {named} without being asked: --yes", exit_code=WRONG_INPUT
        )
    of_plan = "the ledger" if keep_plan else "the ledger and the plan"
    if not typer.confirm(f"Take {named} out of {of_plan}? It cannot be undone", err=True):
        raise UserError("nothing was changed")


def _edit(file: PlanFile, person: str) -> bool:
    """Out of plan.yaml, where that can be done and leaves a plan; else the lines to edit by hand, and False."""
    try:
        text = without_person(file, person)
        write_plan(file.path, file.text, text)
    except (UserError, PlanError) as error:
        complain(f"{file.path} is left as it is, for a person must edit it:")
        for line in str(error).split("\n"):
            complain(f"  {line}")
        for place in places_of(file, person):
            line_number, _ = file.place(place)
            complain(f"  {file.path}:{line_number}: {'.'.join(map(str, place))}")
        return False
    return True


def _tell(workspace: Workspace, person: Person, done: Mapping[str, int], named: str) -> None:
    """What was done, and where a person must look themselves."""
    counted = ", ".join(f"{done[table]} {what}" for table, what in TABLES.items() if done.get(table))
    say(f"{named}: forgotten in {counted or 'the plan'}; every count stays")
    after = Workspace.open(workspace.file.path).file.text
    for number in lines_naming(after, person):
        complain(
            f"{workspace.file.path}:{number}: still names them; edit it, or the next sync keeps it again"
        )
