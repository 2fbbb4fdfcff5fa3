"""What became of effects whose answer never came: told by looking at what is there, never by repeating blindly. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from adapters.base import Bury, Create, Delete, Update
from mappings.items import Found, Item, Key, Progress, Stamp, plan_fields, shared_fields
from sync.agreed import Agreed, Intent


def resume(
    agreed: Mapping[Key, Agreed], intents: Iterable[Intent], stands: Mapping[Key, Found]
) -> dict[Key, Agreed]:
    """``agreed`` as it would be, had every landed effect been answered. What did not land is as if never tried."""
    now = dict(agreed)
    for intent in intents:
        key, found = intent.effect.key, stands.get(intent.effect.key)
        match intent.effect:
            case Create() | Update():
                if found is not None and intent.after is not None and _landed(intent, found):
                    now[key] = _as_answered(intent.after, intent, agreed.get(key), found)
            case Delete():
                if found is None:
                    now.pop(key, None)
            case Bury():
                pass
    return now


def _as_answered(after: Agreed, intent: Intent, known: Agreed | None, found: Found) -> Agreed:
    """What its answer would have left. A board's word that does not stand there counts as not written: then another
    machine made the object, or a person took the word back at once, and it is said once more.
    """
    base = replace(after.found or found, ref=found.ref, etag=found.etag)
    effect = intent.effect
    if isinstance(effect, Create | Update) and not _says(found.progress, effect.progress):
        before = intent.before.progress if intent.before else Progress()
        return replace(after, found=replace(base, progress=before), pushed=known.pushed if known else None)
    return replace(after, found=base)


def _landed(intent: Intent, found: Found) -> bool:
    """Whether what stands there is what this effect wrote, whatever people did to it since."""
    effect, before = intent.effect, intent.before
    if not isinstance(effect, Create | Update):
        return False
    stamp = effect.stamp or Stamp.of(effect.item)
    if found.stamp is not None and stamp != (before.stamp if before else None):
        return found.stamp == stamp
    if before is None:
        return isinstance(effect, Create)
    shared = shared_fields(effect.item)
    written = False
    for names in (plan_fields(effect.item), shared[:2], shared[2:]):  # what people change least comes first
        changed = [name for name in names if not _stands(name, before.item, effect.item)]
        written = written or bool(changed)
        if any(_stands(name, found.item, effect.item) for name in changed):
            return True  # all is written together or none of it is
        if any(_stands(name, found.item, before.item) for name in changed):
            return False
    return not written and _says(found.progress, effect.progress)


def _stands(name: str, now: Item, item: Item) -> bool:
    return bool(getattr(now, name, None) == getattr(item, name, None))


def _says(progress: Progress, written: Progress | None) -> bool:
    return written is None or progress.state is written.state
