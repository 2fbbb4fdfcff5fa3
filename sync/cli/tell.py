"""``hjul mark`` and ``hjul measure``: what was reported at the meeting table goes into the ledger, marks also to the lists."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path

from config.errors import WRONG_INPUT, UserError
from config.plan import Status
from mappings.evidence import Work
from mappings.history import BOARD, Observation, Seen
from mappings.identity import aliases, with_aliases
from mappings.items import Key, Wanted
from mappings.parts import is_part, whole_of
from mappings.story import Story
from sync.cli.outcome import tell_mails
from sync.cli.terminal import complain, say
from sync.ledger import Ledger
from sync.look import Wish
from sync.session import running, sync_item
from sync.workspace import Workspace

KINDS = {"done": Seen.DONE, "started": Seen.STARTED, "cancelled": Seen.CANCELLED}


def run_mark(
    path: Path, item: str, state: str, *, by: str | None, on: date | None, note: str, today: date | None
) -> None:
    """Record the mark, then send it to the targets that hold the item. A draft's marks stay at home.

    Of what everybody does for themselves, the word is about everybody's part, but those that are done already.
    """
    workspace = Workspace.open(path, today=today)
    with running(workspace, "mark") as session:
        known = known_items(workspace, session.ledger)
        meant = _unfinished(parts_of(item, known), session.ledger.observations(workspace.plan.id))
        meant = meant or (find_item(item, known),)
        seen = [
            Observation(
                key=wanted.item.key,
                kind=KINDS[state],
                recorded_at=workspace.clock.now(),
                source=BOARD,
                at=_moment(workspace, on),
                by=by,
                note=note,
            )
            for wanted in meant
        ]
        session.ledger.observe(workspace.plan.id, session.run, seen)
        for wanted in meant:
            say(f"{wanted.item.title}: {workspace.words.word(f'state.{state}')}")
        if workspace.plan.status is Status.DRAFT:
            return
        mails = 0
        for outcome in sync_item(workspace, session, Wish(only=frozenset(one.item.key for one in meant))):
            if outcome.error or outcome.failed:
                complain(
                    f"{outcome.target}: kept in the ledger, but it could not go out now; the next sync sends it"
                )
            else:
                mails += outcome.mails
        tell_mails(mails, workspace)


def run_measure(
    path: Path, indicator: str, value: str, *, by: str | None, on: date | None, note: str, today: date | None
) -> None:
    """Record a number for an indicator or a budget line."""
    workspace = Workspace.open(path, today=today)
    known = {name: entry.title for _, name, entry in workspace.plan.indicators}
    known |= {line.id: line.title for line in workspace.plan.budget}
    if indicator not in known:
        there = f"there are: {', '.join(known)}" if known else "the plan has none"
        raise UserError(
            f"there is no indicator or budget line called {indicator!r}; {there}", exit_code=WRONG_INPUT
        )
    try:
        number = float(value.replace(",", ".").replace(" ", "").replace("\N{NO-BREAK SPACE}", ""))
        if not math.isfinite(number) or abs(number) > 1e15:
            raise ValueError
    except ValueError:
        raise UserError(
            f"{value!r} is not a number; write it as 148 or 12.5", exit_code=WRONG_INPUT
        ) from None
    shown = int(number) if number.is_integer() else number
    with running(workspace, "measure") as session:
        seen = Observation(
            key=indicator,
            kind=Seen.MEASURED,
            recorded_at=workspace.clock.now(),
            source=BOARD,
            at=_moment(workspace, on),
            by=by,
            value={"number": shown},
            note=note,
        )
        session.ledger.observe(workspace.plan.id, session.run, [seen])
    say(f"{known[indicator]}: {shown}")


def known_items(workspace: Workspace, ledger: Ledger) -> dict[str, Wanted]:
    """Every item by its key, and by the key that the plan gives it now."""
    story = ledger.observations(workspace.plan.id)
    given = (*workspace.events, *workspace.tasks)
    kept = with_aliases(given, aliases(story))
    known: dict[str, Wanted] = {one.item.key: one for one in kept}
    return known | {old.item.key: one for old, one in zip(given, kept, strict=True)}


def parts_of(name: str, known: dict[str, Wanted]) -> tuple[Wanted, ...]:
    """Everybody's part of what has this key; nothing where it is one task."""
    if name in known:
        return ()
    found = {
        one.item.key: one for key, one in known.items() if is_part(one.item) and whole_of(Key(key)) == name
    }
    return tuple(found.values())


def _unfinished(parts: tuple[Wanted, ...], story: Iterable[Observation]) -> tuple[Wanted, ...]:
    """Those that nobody has called done; all of them where there are none such."""
    told = {one.item.key: Story.of(one) for one in parts}
    for seen in story:
        if (own := told.get(Key(seen.key))) is not None:
            own.hear(seen)
    return tuple(one for one in parts if told[one.item.key].work() is not Work.DONE) or parts


def find_item(name: str, known: dict[str, Wanted]) -> Wanted:
    """The item with this key. UserError names the nearest when there is none, or the turns when it is a series."""
    if name in known:
        return known[name]
    if people := [key for key in known if whole_of(Key(key)) == name and is_part(known[key].item)]:
        raise UserError(
            f"everybody has a task of their own in {name!r}; say whose: {', '.join(people)}",
            exit_code=WRONG_INPUT,
        )
    keys = {whole_of(Key(key)) if is_part(one.item) else key: None for key, one in known.items()}
    turns = [key for key in keys if key.partition("@")[0] == name]
    if turns:
        shown = ", ".join(turns[:6]) + (" …" if len(turns) > 6 else "")
        raise UserError(f"{name!r} has {len(turns)} turns; say which: {shown}", exit_code=WRONG_INPUT)
    close = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(close)}?" if close else "'hjul status' shows the keys"
    raise UserError(f"there is no item called {name!r}; {hint}", exit_code=WRONG_INPUT)


def _moment(workspace: Workspace, on: date | None) -> datetime:
    """Noon of the day it happened in the plan's zone, else now."""
    if on is None:
        return workspace.clock.now()
    if on > workspace.clock.today():
        raise UserError(f"{on} has not come yet; say when it happened", exit_code=WRONG_INPUT)
    return datetime.combine(on, time(12), workspace.plan.zone).astimezone(UTC)
