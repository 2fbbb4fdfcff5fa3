"""What the ledger keeps as JSON text: what was agreed, and effects. Pure; the items in them are ``mappings/item_json.py``'s."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from adapters.base import Bury, Create, Delete, Effect, Update
from mappings.item_json import (
    Json,
    found_from_json,
    found_to_json,
    item_from_json,
    item_to_json,
    progress_from_json,
    progress_to_json,
    stamp_from_json,
    stamp_to_json,
)
from mappings.items import Key
from sync.agreed import Agreed, Presence

_PRESENCES = {presence.value: presence for presence in Presence}

to_text = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
"""Any document as one line of ASCII."""


def from_texts(texts: Iterable[str]) -> list[Any]:
    """Many documents at once: much faster than one by one."""
    documents: list[Any] = json.loads(f"[{','.join(texts)}]")
    return documents


def agreed_to_json(agreed: Agreed) -> dict[str, Any]:
    """What is remembered of one item. What was found is mostly the same item, and is then not written twice."""
    item = item_to_json(agreed.item)
    data: dict[str, Any] = {"item": item}
    if agreed.found is not None:
        data["found"] = found_to_json(agreed.found, beside=item)
    if agreed.presence is not Presence.LIVE:
        data["presence"] = agreed.presence.value
    if agreed.pushed is not None:
        data["pushed"] = progress_to_json(agreed.pushed)
    return data


def agreed_from_json(data: Json) -> Agreed:
    """What was remembered; KeyError, TypeError or ValueError for what was never written here."""
    item = item_from_json(data["item"])
    found, presence, pushed = data.get("found"), data.get("presence"), data.get("pushed")
    return Agreed(
        item,
        None if found is None else found_from_json(found, beside=item),
        Presence.LIVE if presence is None else _PRESENCES[presence],
        None if pushed is None else progress_from_json(pushed),
    )


def effect_to_json(effect: Effect) -> dict[str, Any]:
    """An effect; ``do`` tells which."""
    match effect:
        case Create():
            return {"do": "create", **_written(effect), **_put_back(effect)}
        case Update():
            return {"do": "update", "ref": effect.ref, "etag": effect.etag, **_written(effect)}
        case Delete():
            return {"do": "delete", "key": effect.key, "ref": effect.ref, "etag": effect.etag}
        case Bury():
            return {"do": "bury", "key": effect.key}


def effect_from_json(data: Json) -> Effect:
    """The effect again; errors as ``agreed_from_json``."""
    match data["do"]:
        case "create" | "update" as do:
            item, progress, stamp = data["item"], data.get("progress"), data.get("stamp")
            said = None if progress is None else progress_from_json(progress)
            stamped = None if stamp is None else stamp_from_json(stamp)
            if do == "create":
                return Create(item_from_json(item), said, stamped, data.get("image"), data.get("notes", ""))
            return Update(item_from_json(item), data["ref"], data["etag"], said, stamped)
        case "delete":
            return Delete(Key(data["key"]), data["ref"], data["etag"])
        case "bury":
            return Bury(Key(data["key"]))
        case other:
            raise ValueError(f"an effect that does {other!r}")


def _written(effect: Create | Update) -> dict[str, Any]:
    data: dict[str, Any] = {"item": item_to_json(effect.item)}
    if effect.progress is not None:
        data["progress"] = progress_to_json(effect.progress)
    if effect.stamp is not None:
        data["stamp"] = stamp_to_json(effect.stamp)
    return data


def _put_back(effect: Create) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if effect.image is not None:
        data["image"] = effect.image
    if effect.notes:
        data["notes"] = effect.notes
    return data
