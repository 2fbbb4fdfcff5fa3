"""Which meeting somebody means: its id, ``id@date``, a series' id for the next or the last of it, or its title."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date

from config.errors import WRONG_INPUT, UserError
from mappings.follow_up import Gathered
from mappings.items import EventKind

MOST_NAMED = 6


def find_meeting(name: str, gatherings: Sequence[Gathered], today: date, *, held: bool = False) -> Gathered:
    """The meeting that is meant; of a series the next one from today on, or with ``held`` the last one until today.

    UserError (exit code 2) names the nearest where there is none.
    """
    meetings = sorted(
        (one for one in gatherings if one.event.kind is EventKind.MEETING),
        key=lambda one: (one.day, one.standing.key),
    )
    head, at, when = name.strip().partition("@")
    own = [one for one in meetings if one.id == head] or _called(head, meetings)
    if not own:
        raise UserError(
            f"there is no meeting called {name[:80]!r}; {_hint(head, meetings)}", exit_code=WRONG_INPUT
        )
    if at:
        return _on(when, own, name)
    if len(own) == 1:
        return own[0]
    standing = [one for one in own if not one.is_called_off]
    chosen = [one for one in standing if (one.day <= today if held else one.day >= today)]
    if not chosen:
        near = standing[0 if held else -1] if standing else own[-1]
        which = "until today" if held else "from today on"
        raise UserError(
            f"{head!r} has no meeting {which}; {'its first' if held else 'its last'} is {near.standing.key}",
            exit_code=WRONG_INPUT,
        )
    return chosen[-1 if held else 0]


def _called(title: str, meetings: Sequence[Gathered]) -> list[Gathered]:
    """Those of the one series or meeting with this title."""
    folded = title.casefold()
    found = {one.id for one in meetings if one.event.title.casefold() == folded}
    return [one for one in meetings if found == {one.id}]


def _on(when: str, own: Sequence[Gathered], name: str) -> Gathered:
    """By the date or name in its key, else by the day that it is on now."""
    named = [one for one in own if one.standing.key.partition("@")[2] == when]
    found = named or [one for one in own if one.day.isoformat() == when]
    if found:
        return found[0]
    keys = [one.standing.key for one in own]
    close = difflib.get_close_matches(name, keys, n=3, cutoff=0.6)
    there = ", ".join(close or keys[:MOST_NAMED])
    raise UserError(f"there is no meeting {name[:80]!r}; there are: {there}", exit_code=WRONG_INPUT)


def _hint(head: str, meetings: Sequence[Gathered]) -> str:
    ids = list(dict.fromkeys(one.id for one in meetings))
    titles = {one.event.title.casefold(): one.id for one in meetings}
    close = [
        titles.get(word, word)
        for word in difflib.get_close_matches(head.casefold(), [*ids, *titles], n=3, cutoff=0.5)
    ]
    if close:
        return f"did you mean {' or '.join(dict.fromkeys(close))}?"
    return f"there are: {', '.join(ids[:MOST_NAMED])}" if ids else "the plan has none with a day"
