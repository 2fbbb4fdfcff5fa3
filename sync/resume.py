"""What became of effects whose answer never came: told by looking at what is there, never by repeating blindly. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from adapters.base import Bury, Create, Delete, Update
from mappings.items import Found, Key, Progress, Stamp, plan_fields, shared_fields
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
                    base = intent.after.found or found
                    now[key] = replace(intent.after, found=replace(base, ref=found.ref, etag=found.etag))
            case Delete():
                if found is None:
                    now.pop(key, None)
            case Bury():
                pass
    return now


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
    return _says(found.progress, effect.progress) and all(
        getattr(found.item, name, None) == getattr(effect.item, name)
        for name in (*plan_fields(effect.item), *shared_fields(effect.item))
        if getattr(before.item, name, None) != getattr(effect.item, name)
    )


def _says(progress: Progress, written: Progress | None) -> bool:
    return written is None or progress.state is written.state
