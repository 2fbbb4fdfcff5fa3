"""What hjul writes into a Google task to know its own again: one line in the notes, since Google Tasks keeps nothing out of sight.

It is the line that people write their own notes under (``mappings.notes``), with the item's key and one word of letters and
digits, which has the stamp and what Google has no field for. Tells whether that word is whole. Reads nobody else's lines.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from urllib.parse import unquote

from mappings import notes
from mappings.items import Key, Stamp, State, TaskKind

# What stands in the word as a number: only ever added to at the end.
_KINDS = (TaskKind.ACTIVITY, TaskKind.DECISION, TaskKind.NOTICE, TaskKind.SET_DATE, TaskKind.CONTROL)
_STATES = (State.OPEN, State.STARTED, State.CANCELLED)
_HAS_START, _HAS_END, _TAKEN = 0x40, 0x80, 0x80
_NO_PERCENT = 0x7F
_MOST_LINES = 0xFF
_FIXED = 17  # bytes before the days: what it is, how far, its lines, their checksum, the digest, the word before its title
_CHECK = 4  # bytes
_DASHES = "-\u2013\u2014\u2212"
_OURS = re.compile(rf"[{_DASHES}]*[ \t]*hjul[ \t]*:", re.IGNORECASE)
_WORD = re.compile(r"[a-z2-7]{4,80}", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w@./-]|(?<=-)-")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the line says. ``state`` is the board's own word where Google has none: started, or cancelled.

    ``lines`` and ``checksum`` are those of the plan's text above it; ``word`` is the checksum of the word before a cancelled
    title; ``taken`` is that hjul itself takes the task away.
    """

    key: Key
    kind: TaskKind = TaskKind.ACTIVITY
    stamp: Stamp | None = None
    state: State = State.OPEN
    percent: int | None = None
    lines: int = 0
    checksum: int = 0
    word: int = 0
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Damaged:
    """A line of this plan's that somebody has changed: which item it was can still be read."""

    key: Key


def line(mark: Mark, plan_id: str, own_notes: str) -> str:
    """The line as it stands in the notes. Raises ValueError for a stamp that no task has."""
    return notes.separator(f"{own_notes} · {_encoded(mark.key)} {_tag(plan_id)}{_packed(mark, plan_id)}")


@dataclass(frozen=True, slots=True)
class Found:
    """Our line in a text: what it says, which line it is, and what people wrote on it."""

    mark: Mark | Damaged
    at: int
    beside: tuple[str, ...] = ()


def found(text: str, plan_id: str) -> Found | None:
    """The first line of this plan's. One that is whole comes before one that is not."""
    damaged: Found | None = None
    for at, each in enumerate(text.split("\n")):
        one = _read(each, at, plan_id)
        if one is not None and isinstance(one.mark, Mark):
            return one
        damaged = damaged or one
    return damaged


def checksum(lines: Sequence[str]) -> int:
    """Of the plan's text. Programs trim and pad lines; that alone changes nothing."""
    return zlib.crc32("\n".join(" ".join(each.split()) for each in lines).encode())


def counted(lines: Sequence[str]) -> int:
    """How many there are, as far as is counted."""
    return min(len(lines), _MOST_LINES)


def checksum_of_word(word: str) -> int:
    """Of the word before a cancelled title: never 0, which is none."""
    return zlib.crc32(word.encode()) & 0xFFFF or 1


def _read(text: str, at: int, plan_id: str) -> Found | None:
    begins = _OURS.search(text)
    if begins is None:
        return None
    tag = _tag(plan_id)
    for key, coded in pairwise(re.finditer(r"\S+", text[begins.end() :])):
        word = _WORD.match(coded[0])
        if word is not None and word[0].lower().startswith(tag):
            named = Key(unquote(key[0]))
            mark = _unpacked(word[0].lower().removeprefix(tag), named, plan_id)
            after = text[begins.end() + coded.start() + word.end() :].strip().lstrip(_DASHES)
            beside = (text[: begins.start()].strip("> \t"), after.strip())
            return Found(mark or Damaged(named), at, tuple(filter(None, beside)))
    return None


def _packed(mark: Mark, plan_id: str) -> str:
    stamp = mark.stamp
    start, end = (stamp.start, stamp.end) if stamp else (None, None)
    days = b"".join(_day(each) for each in (start, end) if each is not None)
    head = (
        _KINDS.index(mark.kind)
        | _STATES.index(mark.state) << 3
        | (_HAS_START if start is not None else 0)
        | (_HAS_END if end is not None else 0)
    )
    percent = _NO_PERCENT if mark.percent is None else max(0, min(100, mark.percent))
    data = bytes((head, percent | (_TAKEN if mark.taken else 0), mark.lines))
    data += mark.checksum.to_bytes(4, "big") + mark.word.to_bytes(2, "big")
    data += bytes.fromhex(stamp.digest if stamp else "0" * 16)
    if len(data) != _FIXED:
        raise ValueError("its stamp is none")
    data += days
    return base64.b32encode(data + _check(data, mark.key, plan_id)).decode().lower().rstrip("=")


def _unpacked(coded: str, key: Key, plan_id: str) -> Mark | None:
    """None where it is not as it was written."""
    try:
        whole = base64.b32decode(coded.upper() + "=" * (-len(coded) % 8))
    except binascii.Error:
        return None
    data, check = whole[:-_CHECK], whole[-_CHECK:]
    if len(data) < _FIXED or check != _check(data, key, plan_id):
        return None
    head, rest, lines = data[:3]
    if head & 7 >= len(_KINDS) or head >> 3 & 7 >= len(_STATES):  # of a later hjul's
        return None
    digest, days = data[9:_FIXED].hex(), data[_FIXED:]
    start = _from_day(days[:3]) if head & _HAS_START else None
    end = _from_day(days[-3:]) if head & _HAS_END else None
    percent = rest & _NO_PERCENT
    return Mark(
        key,
        _KINDS[head & 7],
        Stamp(start, end, False, digest) if int(digest, 16) else None,
        _STATES[head >> 3 & 7],
        None if percent == _NO_PERCENT else percent,
        lines,
        int.from_bytes(data[3:7], "big"),
        int.from_bytes(data[7:9], "big"),
        bool(rest & _TAKEN),
    )


def _day(value: date | datetime) -> bytes:
    if isinstance(value, datetime):
        raise ValueError("a task has days, not times")
    return value.toordinal().to_bytes(3, "big")


def _from_day(data: bytes) -> date:
    return date.fromordinal(int.from_bytes(data, "big"))


def _tag(plan_id: str) -> str:
    """Four letters for the plan: another plan's lines are nothing to this one."""
    digest = hashlib.sha256(b"hjul google task 1\n" + plan_id.encode()).digest()
    return base64.b32encode(digest).decode().lower()[:4]


def _check(data: bytes, key: Key, plan_id: str) -> bytes:
    return hashlib.sha256(f"{plan_id}\n{key}\n".encode() + data).digest()[:_CHECK]


def _encoded(key: Key) -> str:
    """Without spaces, and without what programs make dashes of."""
    return _UNSAFE.sub(lambda each: "".join(f"%{byte:02X}" for byte in each[0].encode()), key)
