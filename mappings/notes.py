"""One description shared by two owners: the plan's managed text, a separator line, and below it people's own notes.

Puts the two together and takes them apart again, also when someone wrote above the separator, damaged it or removed
it. Never loses a line that is not the plan's, and never reads the separator's words: they may be in any language.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

OWN_NOTES = "egna anteckningar nedan / own notes below"
"""The words of the separator where the caller has none in the plan's language."""

# Programs turn "--" into dashes, quote lines with ">", and people type on the very line where the cursor stood.
_DASHES = "[-\u2013\u2014\u2212]"
_SEPARATOR = re.compile(
    rf"(?P<before>.*?){_DASHES}+[ \t]*hjul[ \t]*:(?P<words>.*?)(?:-{{2,}}|[\u2013\u2014\u2212]+)(?P<after>.*)",
    re.IGNORECASE,
)
_MARK = 8  # hexadecimal digits of a line's checksum


@dataclass(frozen=True, slots=True)
class Description:
    managed: str
    notes: str = ""


def separator(own_notes: str) -> str:
    """The line that people write their notes under. It is found again by its beginning and its dashes alone."""
    return f"-- hjul: {own_notes} --"


def checksums(managed: str) -> str:
    """One short checksum per line of the managed text, kept beside it, to tell its lines from other people's."""
    marks = [_checksum(line) for line in managed.split("\n")] if managed else []
    return f"{len(marks)}.{''.join(marks)}"


def join(description: Description, own_notes: str) -> str:
    """The whole text. The separator stands there even with no notes, so that people see where to write."""
    if not description.managed and not description.notes:
        return ""
    managed = f"{description.managed}\n\n" if description.managed else ""
    return f"{managed}{separator(own_notes)}\n{description.notes}"


def split(text: str, marks: str | None) -> Description:
    """Take the text apart. ``marks`` is what ``checksums`` said when it was written; None where that was lost.

    Lines put in among or above untouched managed lines count as notes. A managed line that was changed is left in
    the managed part, so that the edit is seen, as long as the separator stands.
    """
    lines = text.split("\n")
    expected = _marks(marks)
    if expected is None:
        return _split_at_separator(lines) or Description("", _trimmed(lines))
    where = _exact_end(lines, expected)
    if where is not None:
        return Description("\n".join(lines[: len(expected)]), _notes(lines[where:]))
    return _split_around(lines, expected) or _sift(lines, expected)


def _checksum(line: str) -> str:
    # Programs trim and pad lines; that alone makes a line nobody else's.
    return f"{zlib.crc32(' '.join(line.split()).encode()):0{_MARK}x}"


def _marks(text: str | None) -> list[str] | None:
    count, dot, digits = (text or "").partition(".")
    if not dot or not count.isdecimal() or len(count) > 9 or len(digits) != int(count) * _MARK:
        return None
    return [digits[start : start + _MARK] for start in range(0, len(digits), _MARK)]


def _exact_end(lines: list[str], expected: list[str]) -> int | None:
    """Where the rest begins when the text opens with exactly the managed lines and the separator follows, or nothing."""
    end = len(expected)
    if [_checksum(line) for line in lines[:end]] != expected:
        return None
    while end < len(lines) and not lines[end].strip():
        end += 1
    return end if end == len(lines) or _SEPARATOR.fullmatch(lines[end]) else None


def _split_around(lines: list[str], expected: list[str]) -> Description | None:
    """The separator stands, but what is above it is more than, or other than, the managed text."""
    own = set(expected)
    for at, line in enumerate(lines):
        if not _SEPARATOR.fullmatch(line) or _checksum(line) in own:
            continue
        above, below = lines[:at], _notes(lines[at:])
        kept, added = _in_order(above, expected)
        if len(kept) == len(expected):
            return Description("\n".join(kept), _trimmed([*added, *below.split("\n")]))
        return Description(_trimmed(above), below)
    return None


def _split_at_separator(lines: list[str]) -> Description | None:
    for at, line in enumerate(lines):
        if _SEPARATOR.fullmatch(line):
            return Description(_trimmed(lines[:at]), _notes(lines[at:]))
    return None


def _in_order(lines: list[str], expected: list[str]) -> tuple[list[str], list[str]]:
    kept: list[str] = []
    added: list[str] = []
    for line in lines:
        is_next = len(kept) < len(expected) and _checksum(line) == expected[len(kept)]
        (kept if is_next else added).append(line)
    return kept, added


def _sift(lines: list[str], expected: list[str]) -> Description:
    """No separator: the lines that are the plan's by their checksums are managed, every other line is people's."""
    kept, added = _in_order(lines, expected)
    if len(kept) < len(expected):
        own = set(expected)
        added = [line for line in lines if _checksum(line) not in own]
        return Description(_trimmed([line for line in lines if _checksum(line) in own]), _trimmed(added))
    return Description("\n".join(kept), _trimmed(added))


def _notes(lines: list[str]) -> str:
    """What stands from the separator on, its own words taken away but not what was typed on the same line."""
    if not lines:
        return ""
    found = _SEPARATOR.fullmatch(lines[0])
    if found is None:
        return _trimmed(lines)
    beside = [part for part in (found["before"].strip("> \t"), found["after"].strip()) if part]
    return _trimmed([*beside, *lines[1:]])


def _trimmed(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")
