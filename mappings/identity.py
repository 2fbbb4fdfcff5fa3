"""Which date of a series is which, when the plan's list of dates was changed by hand. Pure.

An occurrence is named by its date by the rule or the list. When a board simply writes another date into the list, the
name would change with it; here the new date is recognised as the old occurrence, so that it is moved and not replaced.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from mappings.history import Observation, Seen
from mappings.items import Event, Item, Key, Wanted, series_of

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?:/|$)")
NEAREST = 10
FARTHEST = 45
"""A date is the same occurrence moved when it lies within the series' own rhythm, and within these bounds of days."""


def aliases(observations: Iterable[Observation]) -> dict[Key, Key]:
    """From the key that the plan gives now to the key that the item has always had, by what was recorded."""
    return {Key(str(seen.value["as"])): Key(seen.key) for seen in observations if seen.kind is Seen.REKEYED}


def with_aliases(wanted: Iterable[Wanted], known: Mapping[Key, Key]) -> tuple[Wanted, ...]:
    """The same items under the keys they have always had. A key that the plan gives to another item is left alone."""
    items = tuple(wanted)
    kept = _without_clashes({one.item.key: known.get(one.item.key, one.item.key) for one in items})
    return tuple(
        one
        if kept[one.item.key] == one.item.key
        else replace(one, item=replace(one.item, key=kept[one.item.key]))
        for one in items
    )


def _without_clashes(kept: dict[Key, Key]) -> dict[Key, Key]:
    """Each of two that would have the same key goes by the plan's own; that may clash in turn, and is settled alike."""
    while len(set(kept.values())) < len(kept):
        owners = {new: new for new, old in kept.items() if new == old}
        for new, old in kept.items():
            if owners.setdefault(old, new) != new:
                kept = {**kept, new: new}
    return kept


def same_occurrences(
    wanted: Iterable[Item], known: Iterable[Item], gone: Iterable[Key] = ()
) -> dict[Key, Key]:
    """New key -> old key, for occurrences that are only moved: exact days first, then the nearest within the rhythm.

    ``known`` may have an occurrence twice: as the plan last had it, then as it now stands; the date in its key, by which
    the list first had it, counts too. ``gone`` are occurrences of which
    nothing is left but the key: they are taken to be on the day in it, and nobody knows whether the plan has dropped them
    since, so that only a date close by is theirs.
    """
    new, old = _by_series(wanted), _by_series(known)
    buried: dict[str, dict[Key, date]] = defaultdict(dict)
    for key in gone:
        if (dated := date_of(key)) and key not in old.get(series_of(key), {}):
            buried[series_of(key)][key] = dated
    pairs: dict[Key, Key] = {}
    for series, fresh in new.items():
        stood, lost = old.get(series, {}), buried.get(series, {})
        arrived = {key: days[0] for key, days in fresh.items() if key not in stood and key not in lost}
        left = {key: days for key, days in stood.items() if key not in fresh}
        rhythm = _rhythm(sorted(days[0] for days in (*fresh.values(), *left.values())))
        reach = {key: ([*days, date_of(key) or days[0]], rhythm) for key, days in left.items()}
        reach |= {key: ([day], NEAREST) for key, day in lost.items() if key not in fresh}
        pairs |= _pairs(arrived, reach)
    return pairs


def _by_series(items: Iterable[Item]) -> dict[str, dict[Key, list[date]]]:
    found: dict[str, dict[Key, list[date]]] = defaultdict(dict)
    for item in items:
        when = item.start if isinstance(item, Event) else item.due
        if when is not None and date_of(item.key) is not None:
            day = when.date() if isinstance(when, datetime) else when
            found[series_of(item.key)].setdefault(item.key, []).append(day)
    return found


def _rhythm(days: list[date]) -> int:
    gaps = sorted((after - before).days for before, after in pairwise(days) if after != before)
    return max(NEAREST, min(FARTHEST, gaps[len(gaps) // 2])) if gaps else FARTHEST


def date_of(key: Key) -> date | None:
    """The date by the rule or the list that an occurrence was first known by; None where its slot is a month or a name."""
    dated = _DATED.search(key) if "@" in key else None
    return date.fromisoformat(dated[0].rstrip("/")) if dated else None


def _pairs(arrived: Mapping[Key, date], left: Mapping[Key, tuple[list[date], int]]) -> dict[Key, Key]:
    """``left`` has the days of each, and how many days from one of them it may have been moved."""
    distances = sorted(
        (distance, day, new, old)
        for new, day in arrived.items()
        for old, (days, reach) in left.items()
        if (distance := min(abs((day - was).days) for was in days)) <= reach
    )
    pairs: dict[Key, Key] = {}
    used: set[Key] = set()
    for _, _, new, old in distances:
        if new not in pairs and old not in used:
            pairs[new] = old
            used.add(old)
    return pairs
