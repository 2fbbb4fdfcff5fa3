"""What the CalDAV adapter keeps beside the objects: its cursor (in the ledger) and its roster (on the server).

The cursor also has our objects as they were last read, so that changing one costs one request and not two. Never keeps
a password.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from adapters.base import ServiceError, Transient
from adapters.caldav_http import Connection
from adapters.caldav_xml import (
    XML,
    own_property,
    own_property_status,
    put_own_property,
    read_own_property,
    took,
)
from mappings.items import Key

_VERSION = 1
_NOT_FOUND = 404
_KEPT_FROM_US = (401, 403)
LARGEST_KEPT = 64 * 1024
"""Bytes of an object: a larger one (somebody attached a file to it) is read again when it is to be changed."""
_MOST_UNPACKED = 256 * 1024 * 1024

Body = tuple[str, bytes]
"""An object's etag, and the object."""


@dataclass(frozen=True, slots=True)
class CollectionState:
    """How far one collection has been read. Without a token, its objects are compared by their etags."""

    url: str
    token: str | None = None
    foreign: Mapping[str, str] = field(
        default_factory=dict
    )  # ref -> etag of what is not ours; only without a token
    by_etags: bool = False  # the server was asked what changed, and cannot tell


@dataclass(frozen=True, slots=True)
class Cursor:
    """What the next reading begins with."""

    collections: Mapping[str, CollectionState] = field(default_factory=dict)
    renamed: Mapping[str, Key] = field(default_factory=dict)  # ref -> key, where the name does not tell
    flaws: Mapping[str, str] = field(default_factory=dict)  # ref -> why it could not be understood
    buried: frozenset[Key] = frozenset()
    bodies: Mapping[str, Body] = field(default_factory=dict)
    without_etag: frozenset[str] = frozenset()  # refs: they are read each time

    @classmethod
    def loaded(cls, text: str | None, plan_id: str, zone: str) -> Cursor | None:
        """None when there is none, or it was made for something else: then everything is read."""
        try:
            kept = json.loads(text or "null")
            if [kept["version"], kept["plan"], kept["zone"]] != [_VERSION, plan_id, zone]:
                return None
            return cls(
                {
                    str(name): CollectionState(
                        str(one["url"]), one["token"], _strings(one["foreign"]), bool(one["by_etags"])
                    )
                    for name, one in kept["collections"].items()
                },
                {ref: Key(key) for ref, key in _strings(kept["renamed"]).items()},
                _strings(kept["flaws"]),
                frozenset(Key(str(key)) for key in kept["buried"]),
                _unpacked(kept["bodies"]),
                frozenset(str(ref) for ref in kept["without_etag"]),
            )
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error):
            return None

    def dumped(self, plan_id: str, zone: str) -> str:
        """``plan_id`` and ``zone`` are what the objects were read with."""
        kept = {
            "version": _VERSION,
            "plan": plan_id,
            "zone": zone,
            "collections": {
                name: {
                    "url": one.url,
                    "token": one.token,
                    "foreign": dict(one.foreign),
                    "by_etags": one.by_etags,
                }
                for name, one in self.collections.items()
            },
            "renamed": dict(self.renamed),
            "flaws": dict(self.flaws),
            "buried": sorted(self.buried),
            "bodies": _packed(self.bodies),
            "without_etag": sorted(self.without_etag),
        }
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


class Roster:
    """The keys of all that hjul made in a target and has not taken away, as a property of its first collection.

    A WebDAV "dead" property (RFC 4918 §4.1), which no calendar program shows. A server that keeps none remembers nothing:
    then ``kept`` is False and a lost ledger cannot tell what people deleted. Each plan has a property of its own.
    """

    def __init__(self, connection: Connection, url: str, plan_id: str, *, kept: bool | None = None) -> None:
        self._connection = connection
        self._url = url
        self._name = f"items-{hashlib.sha256(plan_id.encode()).hexdigest()[:16]}"
        self._keys: frozenset[Key] | None = None
        self.kept = kept  # None: not known yet

    def read(self) -> frozenset[Key]:
        """Read anew. Raises ServiceError: a roster that cannot be read is never taken for empty."""
        if self.kept is False:
            return frozenset()
        answer = self._connection.request(
            "PROPFIND", self._url, own_property(self._name), {**XML, "Depth": "0"}
        )
        status = own_property_status(answer.tree, self._name) if answer.ok else None
        if status in _KEPT_FROM_US:
            self.kept = False
            return frozenset()
        if status is None or (status >= 300 and status != _NOT_FOUND):
            raise Transient(
                f"what hjul made in {self._url} could not be learnt ({answer.status if status is None else status}); "
                "try again later"
            )
        text = read_own_property(answer.tree, self._name)
        self._keys = frozenset(Key(line) for line in (text or "").split("\n") if line)
        return self._keys

    def change(self, add: Iterable[Key] = (), remove: Iterable[Key] = ()) -> None:
        """Nothing is sent where nothing changes, or where the server has said that it keeps none."""
        add, remove = set(add), set(remove)
        if self.kept is False or not add | remove:
            return
        before = self._keys if self._keys is not None else self.read()
        after = (before | add) - remove
        if after == before:
            return
        answer = self._connection.request(
            "PROPPATCH", self._url, put_own_property(self._name, "\n".join(sorted(after))), XML
        )
        self.kept = answer.ok and took(answer.tree)
        self._keys = after if self.kept else before

    def try_change(self, add: Iterable[Key] = (), remove: Iterable[Key] = ()) -> None:
        """As ``change``, where failing costs only what a lost ledger could have been told."""
        try:
            self.change(add, remove)
        except ServiceError:
            self._keys = None


def _strings(value: object) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise TypeError
    return {str(name): each for name, each in value.items()}


def _packed(bodies: Mapping[str, Body]) -> str:
    kept = {
        ref: [etag, data.decode("utf-8", "surrogateescape")]
        for ref, (etag, data) in sorted(bodies.items())
        if len(data) <= LARGEST_KEPT
    }
    return base64.b85encode(zlib.compress(json.dumps(kept).encode(), 6)).decode()


def _unpacked(text: str) -> dict[str, Body]:
    opened = zlib.decompressobj()
    data = opened.decompress(base64.b85decode(text), _MOST_UNPACKED)
    if opened.unconsumed_tail:
        raise ValueError
    return {
        str(ref): (str(etag), str(body).encode("utf-8", "surrogateescape"))
        for ref, (etag, body) in json.loads(data).items()
    }
