"""The short names that a document explains: "SM = styremøte", "tekniska nämnden (TN)". Only what they say of the gatherings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from mappings.reading.clauses import is_body
from mappings.reading.lines import Line
from mappings.reading.model import Gathering, GatheringKind
from mappings.reading.names import names_meeting

_SHORT = r"[A-ZÅÄÖÆØ][A-ZÅÄÖÆØa-zåäöæø]{0,2}[A-ZÅÄÖÆØ]{1,3}|[A-ZÅÄÖÆØ]{2,5}"
_EQUALS = re.compile(rf"(?<!\w)({_SHORT})\s*(?:=|:\s(?=[a-zåäöæø]))\s*([^,;.=(]+)")
_BRACKET = re.compile(rf"([^\W\d_][^,;:.()=]*?)\s\(({_SHORT})\)")
_NAME = 5
"""Words of what a short name in brackets stands for, at most, that say what it is."""


def with_short_names(
    pairs: Iterable[tuple[int, Gathering]], lines: Iterable[Line]
) -> list[tuple[int, Gathering]]:
    """The gatherings, those that are called by the short name of a body or a meeting as meetings."""
    met = {short for line in lines for short, name in _explained(line) if _meets(name, line)}
    if not met:
        return list(pairs)
    return [(number, _as_meeting(one, met)) for number, one in pairs]


def _explained(line: Line) -> Iterable[tuple[str, str]]:
    text = line.source.passage
    yield from ((match[1], match[2]) for match in _EQUALS.finditer(text))
    yield from ((match[2], " ".join(match[1].split()[-_NAME:])) for match in _BRACKET.finditer(text))


def _meets(name: str, line: Line) -> bool:
    """Whether what is explained is a meeting or a body: "styremøte", "styrelsens arbetsutskott", "board of the club"."""
    tokens = re.findall(r"[^\W\d_]+", name.casefold())
    return names_meeting(name, line.language) or any(
        is_body(token, line.language) for token in tokens[-3:] + tokens[:1]
    )


def _as_meeting(one: Gathering, met: set[str]) -> Gathering:
    first = re.match(r"[^\W\d_]+", one.title)
    if one.kind is not GatheringKind.EVENT or first is None or first[0] not in met:
        return one
    alone = re.fullmatch(r"[^\W\d_]+(?:[\s:–-].*)?", one.title)
    return replace(one, kind=GatheringKind.MEETING) if alone else one
