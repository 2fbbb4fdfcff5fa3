"""Deciding: (what the plan wants, what was last agreed, what is there now) → operations and findings. Pure; does nothing.

The decision for one item. *Wanted* is the plan's; *agreed* is what the ledger remembers; *found* is what is there.

| wanted | agreed  | found | decision                                                                                  |
|--------|---------|-------|-------------------------------------------------------------------------------------------|
| yes    | –       | –     | create; a buried item or a task cancelled in the plan is not created                       |
| yes    | –       | yes   | adopt: agreed is rebuilt from the object's own stamp, then as the row below                |
| yes    | live    | yes   | compare field by field (below), after catching up with what the stamp says another hjul wrote |
| yes    | live    | –     | a person deleted it: remember, bury, report; never bring it back unasked                   |
| yes    | deleted | –     | nothing; reported until settled, or until the plan says it is cancelled                    |
| yes    | deleted | yes   | a person brought it back: live again, then field by field                                  |
| –      | any     | yes   | what has happened stays (done tasks, past events); the rest is deleted                     |
| –      | any     | –     | forget                                                                                    |
| any    | any     | flaw  | nothing; reported                                                                         |

Field by field. Plan-owned fields: what differs from the plan is written; what a person had changed is reported.
Shared fields (dates, cancelled):

| plan changed it | a person changed it | decision                                                     |
|-----------------|---------------------|--------------------------------------------------------------|
| –               | –                   | nothing (an earlier, unsettled drift is reported again)       |
| yes             | –                   | the plan's is written                                        |
| –               | yes                 | theirs is kept and reported                                  |
| yes             | yes                 | theirs is kept and reported, unless both say the same        |

Progress is people's. The board's own marks go out once, unless a person has said something later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from adapters.base import Bury, Create, Delete, Flaw, Reading, Touch, Update
from mappings.history import Seen
from mappings.items import Event, Found, Key, Progress, Stamp, State, Task, Wanted
from sync.agreed import Agreed, Presence
from sync.decision import Change, Circumstances, Decision, Finding, Operation, Work
from sync.fields import (
    CANCELLED,
    DATES,
    caught_up,
    dates_of,
    keeps_theirs,
    observe_fields,
    owned_changes,
    rebuilt,
    shared_of,
    shared_reason,
    shown,
    with_group,
)
from sync.progress import asked_of, board_word, push_reason


def reconcile(
    wanted: Iterable[Wanted], agreed: Mapping[Key, Agreed], reading: Reading, given: Circumstances
) -> Decision:
    """Everything that one target needs. The order is the plan's, then what is no longer in it."""
    stands = standing(agreed, reading)
    unreadable = flawed(agreed, reading.flaws)
    plan = {one.item.key: _stored(one, given) for one in wanted}
    work = Work(given, reading.buried, _touches(agreed, reading))
    for flaw in reading.flaws:
        whose = next(iter(flawed(agreed, [flaw])), None)
        name = f"{plan[whose].item.title} [{whose}]" if whose in plan else ""
        work.findings.append(Finding("unreadable", None, name, field=flaw.ref, text=flaw.why))
    for key in (
        *plan,
        *(key for key in agreed if key not in plan),
        *(key for key in stands if key not in plan and key not in agreed),
    ):
        if key in unreadable or key in given.outside or (given.only is not None and key not in given.only):
            continue
        _decide(work, plan.get(key), agreed.get(key), stands.get(key))
    _pass_on(work, reading, plan)
    return work.decision()


def _touches(agreed: Mapping[Key, Agreed], reading: Reading) -> dict[tuple[Key, str], Touch]:
    """What the place says of when something was changed, and by whom, by item and what of it."""
    keys = {known.found.ref: key for key, known in agreed.items() if known.found is not None}
    keys |= {found.ref: found.key for found in reading.found}
    return {(keys[touch.ref], touch.what): touch for touch in reading.touches if touch.ref in keys}


def _pass_on(work: Work, reading: Reading, plan: Mapping[Key, Wanted]) -> None:
    """What the place itself remarks of items that the plan still has."""
    for remark in reading.remarks:
        wanted, only = plan.get(remark.key), work.given.only
        if (
            wanted is not None
            and remark.key not in work.given.outside
            and (only is None or remark.key in only)
        ):
            work.findings.append(Finding(remark.code, remark.key, wanted.item.title, text=remark.text))


def _stored(wanted: Wanted, given: Circumstances) -> Wanted:
    """The same wish in the form in which the target would keep it."""
    item = given.as_stored(wanted.item)
    return wanted if item is wanted.item else Wanted(item, wanted.progress)


def standing(agreed: Mapping[Key, Agreed], reading: Reading) -> dict[Key, Found]:
    """Everything of ours that is there now: what was just read, and what is known not to have changed."""
    stands = {found.key: found for found in reading.found}
    reread = {found.ref for found in reading.found}
    for key, known in agreed.items():
        if (
            key in stands
            or known.found is None
            or known.presence is Presence.DELETED
            or known.found.ref in reread
        ):
            continue
        ref = known.found.ref
        if ref in reading.unchanged or (not reading.complete and ref not in reading.gone):
            stands[key] = known.found
    return stands


def flawed(agreed: Mapping[Key, Agreed], flaws: Iterable[Flaw]) -> set[Key]:
    """What is there and cannot be understood."""
    refs = {flaw.ref for flaw in flaws}
    named = {flaw.key for flaw in flaws if flaw.key is not None}
    return named | {
        key for key, known in agreed.items() if known.found is not None and known.found.ref in refs
    }


def _decide(work: Work, wanted: Wanted | None, known: Agreed | None, found: Found | None) -> None:
    """One row of the table."""
    if wanted is None:
        if found is not None:
            _dropped(work, known and caught_up(Wanted(known.item), known, found), found)
        elif known is not None:
            work.forget.add(known.key)
    elif found is None:
        if known is None:
            _missing_at_first(work, wanted)
        else:
            _missing(work, wanted, known)
    elif known is None:
        adopted = work.remember[found.key] = rebuilt(wanted, found)
        _compare(work, wanted, adopted, found, adopted=True)
    else:
        adopts = known.found is None
        known = caught_up(wanted, known, found)
        if known.presence is Presence.DELETED:
            work.saw(known.key, Seen.RETURNED)
            work.findings.append(Finding("returned", known.key, wanted.item.title))
        if known.presence is not Presence.LIVE:
            known = work.remember[known.key] = replace(known, presence=Presence.LIVE)
        _compare(work, wanted, known, found, adopted=adopts)


# Not there --------------------------------------------------------------------------------------------------------


def _create(work: Work, wanted: Wanted, reason: str) -> None:
    item = wanted.item
    progress = work.given.marks.get(item.key) or wanted.progress
    stamp = Stamp.of(item)
    after = Agreed(item, Found(item, "", None, progress or Progress(), "", stamp), pushed=progress)
    work.operations.append(Operation(Create(item, progress, stamp), reason, item.title, after=after))


def _missing_at_first(work: Work, wanted: Wanted) -> None:
    key = wanted.item.key
    if key in work.buried and key not in work.given.restore:
        work.remember[key] = Agreed(wanted.item, None, Presence.DELETED)
        work.saw(key, Seen.DELETED)
        work.findings.append(Finding("deleted", key, wanted.item.title))
    elif not _cancelled_task(work, wanted):
        _create(work, wanted, "new")


def _missing(work: Work, wanted: Wanted, known: Agreed) -> None:
    key = wanted.item.key
    if key in work.given.restore:
        _create(work, wanted, "restored")
        return
    if known.presence is not Presence.DELETED:
        work.saw(key, Seen.DELETED)
        work.remember[key] = replace(known, presence=Presence.DELETED)
        work.operations.append(Operation(Bury(key), "deleted", wanted.item.title))
    if not _cancelled_task(work, wanted) and not (isinstance(wanted.item, Event) and wanted.item.cancelled):
        work.findings.append(Finding("deleted", key, wanted.item.title))


def _cancelled_task(work: Work, wanted: Wanted) -> bool:
    """Whether plan or board has cancelled it."""
    asked = asked_of(work, wanted)
    return isinstance(wanted.item, Task) and asked is not None and asked.state is State.CANCELLED


# No longer in the plan --------------------------------------------------------------------------------------------


def _dropped(work: Work, known: Agreed | None, found: Found) -> None:
    """What has happened stays as it is; the rest goes, and what people had done to it is told."""
    key, item = found.key, found.item
    over = isinstance(item, Event) and _last_day(item) < work.given.today
    agreed = known or rebuilt(Wanted(item), found)
    observe_fields(work, (agreed.found or found).item, item)
    board_word(work, agreed, found, None)
    _observe_notes(work, agreed, found)
    dropped = replace(agreed, found=found, presence=Presence.DROPPED)
    if dropped != known:
        work.remember[key] = dropped
    if over or found.progress.state in (State.DONE, State.CANCELLED):
        if agreed.presence is not Presence.DROPPED:
            state = "past" if over else found.progress.state.value
            work.findings.append(Finding("kept", key, item.title, text=state))
        return
    if found.notes:
        work.findings.append(Finding("notes_lost", key, item.title, text=found.notes))
    if dates_of(agreed.item) != dates_of(item):
        work.findings.append(
            Finding("drift_lost", key, item.title, old=shown(agreed.item, DATES), new=shown(item, DATES))
        )
    work.operations.append(Operation(Delete(key, found.ref, found.etag), "dropped", item.title, before=found))


def _last_day(event: Event) -> date:
    """The last day of an event: the end of whole days is exclusive."""
    if isinstance(event.end, datetime):
        return event.end.date()
    return event.end - timedelta(days=1)


# There: field by field ----------------------------------------


def _observe_notes(work: Work, known: Agreed, found: Found) -> None:
    if known.found is not None and found.notes != known.found.notes:
        work.saw(found.key, Seen.NOTED, {"text": found.notes})


def _is_settled(work: Work, wanted: Wanted, known: Agreed, found: Found) -> bool:
    """The usual case, told quickly: plan, memory and service all say the same."""
    item = wanted.item
    return (
        (found is known.found or found == known.found)
        and item == found.item
        and item == known.item
        and found.progress.state is not State.CANCELLED
        and (isinstance(item, Event) or asked_of(work, wanted) == known.pushed)
    )


def _compare(work: Work, wanted: Wanted, known: Agreed, found: Found, *, adopted: bool) -> None:
    if not adopted and _is_settled(work, wanted, known, found):
        return
    key = wanted.item.key
    last = known.found or found
    observe_fields(work, last.item, found.item)
    target, remembered = wanted.item, known.item
    changes: list[Change] = []
    reason = "changed"
    for group in (DATES, CANCELLED) if isinstance(wanted.item, Event) else (DATES,):
        kept = keeps_theirs(work, group, wanted.item, known.item, last.item, found.item)
        if kept:
            target = with_group(target, found.item, group)
            remembered = with_group(remembered, wanted.item, group)
        elif shared_of(wanted.item, group) != shared_of(found.item, group):
            changes.append(Change(group, shown(found.item, group), shown(wanted.item, group)))
            reason = shared_reason(group, wanted.item, key in work.given.restore)
    owned, repaired = owned_changes(work, wanted.item, known.item, last.item, found.item)
    if owned and reason == "changed" and repaired:
        reason = "repaired"
    changes += owned
    push = board_word(work, known, found, wanted, adopted=adopted)
    if push is not None:
        changes.append(Change("progress", found.progress.state, push.state))
        reason = reason if len(changes) > 1 else push_reason(work, wanted, push)
    _observe_notes(work, known, found)
    settled = known.pushed if isinstance(wanted.item, Event) else asked_of(work, wanted)
    if not changes:
        agreed = Agreed(wanted.item, found, Presence.LIVE, settled)
        if adopted or agreed != known:
            work.remember[key] = agreed
        return
    work.remember[key] = Agreed(remembered, found, Presence.LIVE, known.pushed)
    stamp = Stamp.of(wanted.item)
    after = Agreed(
        wanted.item,
        replace(found, item=target, progress=push or found.progress, stamp=stamp),
        Presence.LIVE,
        push if push is not None else settled,
    )
    work.operations.append(
        Operation(
            Update(target, found.ref, found.etag, push, stamp),
            reason,
            target.title,
            tuple(changes),
            after,
            found,
        )
    )
