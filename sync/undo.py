"""Undoing a run: (what it did, what stands now, what is remembered now) → operations that put back what was. Pure.

For each item that the run touched, *before* is how it stood until then, *left* how the run left it, *now* how it stands.

| before | left | now         | decision                                                                                   |
|--------|------|-------------|--------------------------------------------------------------------------------------------|
| –      | yes  | as left     | delete                                                                                     |
| –      | yes  | otherwise   | it stays, and that is told: somebody has made it theirs                                    |
| –      | yes  | –           | nothing                                                                                    |
| yes    | –    | –           | make it again from its image, with its progress and notes, unless a person deleted it since |
| yes    | –    | yes         | it stays as it is, and that is told: it is there again                                     |
| yes    | yes  | yes         | each field that the run changed is put back if it stands as the run left it, else told       |
| yes    | yes  | –           | nothing; told                                                                              |
| any    | any  | flaw        | nothing; told                                                                              |

What is remembered afterwards is what was before the run, so that the next sync does the same again, or nothing when the plan
is put back too. A date that somebody moved since stays moved in both cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from adapters.base import Bury, Create, Delete, Update
from mappings.items import Event, Found, Item, Key, Progress, Stamp, State, Task, Wanted, plan_fields
from sync.agreed import Agreed, Presence
from sync.decision import Change, Decision, Finding, Operation
from sync.fields import CANCELLED, DATES, rebuilt, shared_of, shown, with_group
from sync.ledger_values import IntentState, PastIntent
from sync.look import Look
from sync.reconcile import flawed, standing


@dataclass(frozen=True, slots=True)
class Now:
    """One target as it was just read, and what is remembered of it. ``plan`` is what a plan that is put back wants there."""

    stands: Mapping[Key, Found]
    agreed: Mapping[Key, Agreed] = field(default_factory=dict)
    buried: frozenset[Key] = frozenset()
    flawed: frozenset[Key] = frozenset()
    plan: Mapping[Key, Item] | None = None


@dataclass(frozen=True, slots=True)
class _Deed:
    """All that a run did to one item, as one. ``known`` is what was remembered until then; ``sure`` when it surely happened."""

    key: Key
    before: Found | None
    left: Found | None
    known: Agreed | None
    image: str | None
    sure: bool


def undone(seen: Look, past: Iterable[PastIntent], plan: Mapping[Key, Item] | None = None) -> Look:
    """A look with the undoing in place of what the plan wants. What people did is still observed, buried and remembered."""
    asked = seen.decision
    agreed = {key: known for key, known in seen.agreed.items() if key not in asked.forget} | dict(
        asked.remember
    )
    now = Now(
        standing(seen.agreed, seen.reading),
        agreed,
        seen.reading.buried,
        frozenset(flawed(seen.agreed, seen.reading.flaws)),
        plan,
    )
    decision = undo(past, now)
    burials = tuple(one for one in asked.operations if isinstance(one.effect, Bury))
    return replace(
        seen,
        decision=replace(
            asked,
            operations=(*decision.operations, *burials),
            findings=decision.findings,
            remember={**asked.remember, **decision.remember},
        ),
    )


def undo(past: Iterable[PastIntent], now: Now) -> Decision:
    """What puts back what one run did in one target, the last deed first."""
    work = _Work(now)
    for deed in reversed(_deeds(past)):
        work.put_back(deed)
    work.keep_drifts()
    return Decision(tuple(work.operations), tuple(work.findings), remember=work.remember)


def _deeds(past: Iterable[PastIntent]) -> list[_Deed]:
    """One for each item, in the order in which the run came to them. What failed was not done."""
    deeds: dict[Key, _Deed] = {}
    for one in past:
        intent, effect = one.intent, one.intent.effect
        if one.state is IntentState.FAILED or isinstance(effect, Bury):
            continue
        key, sure = effect.key, one.state is IntentState.DONE
        left = intent.after.found if intent.after and not isinstance(effect, Delete) else None
        deed = _Deed(key, intent.before, left, one.known, one.image, sure)
        if key in deeds:
            first = deeds[key]
            deed = replace(deed, before=first.before, known=first.known)
        deeds[key] = deed
    return list(deeds.values())


class _Work:
    """An undoing in the making."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self.operations: list[Operation] = []
        self.findings: list[Finding] = []
        self.remember: dict[Key, Agreed] = {}

    def put_back(self, deed: _Deed) -> None:
        """One row of the table."""
        found = self._now.stands.get(deed.key)
        if deed.key in self._now.flawed:
            self._tell("undo_unreadable", deed)
        elif deed.before is None:
            if deed.left is not None and found is not None:
                self._take_away(deed, deed.left, found)
        elif deed.left is None:
            self._make_again(deed, deed.before, found)
        elif found is None or type(found.item) is not type(deed.before.item):
            self._tell("undo_gone", deed)
        else:
            self._put_fields_back(deed, deed.before, deed.left, found)

    def keep_drifts(self) -> None:
        """With the plan put back: what people moved, by the object's own stamp, stays theirs as it was against the other
        plan, also when the board has accepted it into that one.
        """
        planned = {one.key for one in self.operations}
        for key, known in self._now.agreed.items():
            wants, found = (self._now.plan or {}).get(key), known.found
            if wants is None or key in planned or found is None or known.presence is not Presence.LIVE:
                continue
            item, written = known.item, rebuilt(Wanted(known.item), found).item
            for group in _groups(item):
                if shared_of(found.item, group) != shared_of(written, group):
                    item = with_group(item, wants, group)
            if item != known.item:
                self.remember[key] = replace(known, item=item)

    def _take_away(self, deed: _Deed, left: Found, found: Found) -> None:
        if found.item != left.item or found.notes != left.notes or not _says(found.progress, left.progress):
            self._tell("undo_touched", deed)
            return
        was_deleted = deed.known is not None and deed.known.presence is Presence.DELETED
        self.operations.append(
            Operation(
                Delete(deed.key, found.ref, found.etag),
                "undone",
                found.item.title,
                before=found,
                after=deed.known if was_deleted else None,
            )
        )

    def _make_again(self, deed: _Deed, before: Found, found: Found | None) -> None:
        if found is not None:
            if deed.sure:
                self._tell("undo_there", deed)
            return
        known = self._now.agreed.get(deed.key)
        if deed.key in self._now.buried or (known is not None and known.presence is Presence.DELETED):
            self._tell("undo_gone", deed)
            return
        planned = self._planned(deed, before)
        stamp = before.stamp or Stamp.of(planned)
        progress = (
            before.progress if isinstance(before.item, Task) and before.progress != Progress() else None
        )
        effect = Create(before.item, progress, stamp, deed.image, before.notes)
        pushed = deed.known.pushed if deed.known else None
        after = Agreed(planned, replace(before, stamp=stamp), pushed=pushed)
        self.operations.append(Operation(effect, "undone", before.item.title, after=after))

    def _put_fields_back(self, deed: _Deed, before: Found, left: Found, found: Found) -> None:
        target, changes, back = found.item, [], set()
        for group in _groups(found.item):
            was, did, stands = (shared_of(one.item, group) for one in (before, left, found))
            if was != did and stands == did:
                target = with_group(target, before.item, group)
                changes.append(Change(group, shown(found.item, group), shown(before.item, group)))
                back.add(group)
            elif was not in (did, stands):
                self._keep(deed, group, shown(left.item, group), shown(found.item, group))
        for name in plan_fields(found.item):
            was, did, stands = (getattr(one.item, name) for one in (before, left, found))
            if was != did and stands == did:
                target = replace(target, **{name: was})
                changes.append(Change(name, stands, was))
            elif was not in (did, stands):
                self._keep(deed, name, did, stands)
        progress = self._progress_back(deed, before, left, found)
        if progress is not None:
            changes.append(Change("progress", found.progress.state, progress.state))
        agreed = self._agreed_again(deed, before, back, progress is not None)
        if changes:
            stamp = Stamp.of(agreed.item)
            after = replace(
                agreed, found=replace(found, item=target, progress=progress or found.progress, stamp=stamp)
            )
            effect = Update(target, found.ref, found.etag, progress, stamp)
            self.operations.append(
                Operation(effect, "undone_fields", target.title, tuple(changes), after, found)
            )

    def _progress_back(self, deed: _Deed, before: Found, left: Found, found: Found) -> Progress | None:
        """What people had said before the board's word went out, when nobody has said anything since."""
        if _says(before.progress, left.progress) or _says(before.progress, found.progress):
            return None
        if _says(found.progress, left.progress):
            return before.progress
        self._keep(deed, "progress", left.progress.state, found.progress.state)
        return None

    def _agreed_again(self, deed: _Deed, before: Found, back: set[str], progress_back: bool) -> Agreed:
        """What is remembered: of what is put back, what was before the run; of what stays, what is now."""
        item = self._planned(deed, before)
        known = self._now.agreed.get(deed.key)
        if known is None:
            return Agreed(item, before)
        if self._now.plan is None:
            for group in _groups(item):
                if group not in back:
                    item = with_group(item, known.item, group)
        pushed = known.pushed
        if progress_back:
            pushed = deed.known.pushed if deed.known else None
        return replace(known, item=item, presence=Presence.LIVE, pushed=pushed)

    def _planned(self, deed: _Deed, before: Found) -> Item:
        """What the plan wanted before the run, or wants again when it is put back."""
        if self._now.plan is not None and deed.key in self._now.plan:
            return self._now.plan[deed.key]
        return deed.known.item if deed.known else rebuilt(Wanted(before.item), before).item

    def _keep(self, deed: _Deed, name: str, did: object, stands: object) -> None:
        self.findings.append(Finding("undo_kept", deed.key, _title(deed), old=did, new=stands, field=name))

    def _tell(self, code: str, deed: _Deed) -> None:
        self.findings.append(Finding(code, deed.key, _title(deed)))


def _title(deed: _Deed) -> str:
    found = deed.left or deed.before
    return found.item.title if found else deed.key


def _groups(item: Item) -> tuple[str, ...]:
    return (DATES, CANCELLED) if isinstance(item, Event) else (DATES,)


def _says(one: Progress, other: Progress) -> bool:
    """Whether both say the same, whenever and by whomever it was said."""
    return one.state is other.state and (one.state is State.DONE or one.percent == other.percent)
