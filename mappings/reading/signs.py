"""What a document's own signs stand for: "BL = Britta Lund", "KS = kommunstyrelsen". Pure.

Finds only what a legend says with "=" in it, and decides nothing of who does what.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mappings.reading.clauses import bare
from mappings.reading.lines import Line
from mappings.reading.model import Sign

_UPPER, _LETTER = "A-ZÅÄÖÆØÉ", r"[^\W\d_]"
_SIGN = rf"[{_UPPER}]{_LETTER}{{0,4}}"
_LEGEND = re.compile(
    rf"(?<![\w.])({_SIGN})\s*=\s*({_LETTER}[^=,;.()|]{{1,60}}?)(?=\s*(?:[,;.()|]|$)|\s+{_SIGN}\s*=)"
)
_JOINED = re.compile(r"\s+(?:och|og|and|samt|&)$")


def signs_in(lines: Iterable[Line]) -> tuple[Sign, ...]:
    """Every sign that a legend explains, in order; of two explanations of one sign the first."""
    found: dict[str, Sign] = {}
    for line in lines:
        if "=" not in line.text:
            continue
        for match in _LEGEND.finditer(bare(line.text)):
            meaning = _JOINED.sub("", match[2].strip())
            if match[1].casefold() != meaning.casefold():
                found.setdefault(match[1], Sign(match[1], meaning, line.part(match[0])))
    return tuple(found.values())
