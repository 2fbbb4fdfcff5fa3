"""What ``hjul connect google`` tells when all has worked: what goes where, and who can now see what. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from config.language import Language
from sync.cli.terminal import say

if TYPE_CHECKING:
    from adapters.google_account import CalendarInfo, ListInfo, Rule

_LINK = "https://calendar.google.com/calendar/r?cid="
_ROLES = {"owner", "writer", "reader"}


@dataclass(frozen=True, slots=True)
class Used:
    """What was chosen or made. ``service`` is a service account's address, ``shared`` whether each got a right anew."""

    calendar: CalendarInfo | None
    tasks: ListInfo | None
    made: bool
    service: str
    shared: Mapping[str, bool]
    seen_by: Sequence[Rule]


def tell(words: Language, name: str, list_name: str, used: Used, wished: Sequence[tuple[str, str]]) -> None:
    """``wished`` is whom the calendar was to be shared with, and as what."""
    if used.calendar is not None:
        what = words.word("connect.events_in", name=used.calendar.name)
        say(words.word("connect.google_connected", target=name, what=what))
    if used.tasks is not None:
        what = words.word("connect.tasks_in", name=used.tasks.name)
        say(words.word("connect.google_connected", target=list_name, what=what))
    if used.service:
        say(words.word("connect.google_service", whom=used.service))
    if used.calendar is not None:
        _tell_sharing(words, name, used.calendar, used, wished)


def _tell_sharing(
    words: Language, target: str, calendar: CalendarInfo, used: Used, wished: Sequence[tuple[str, str]]
) -> None:
    there = {rule.whom.casefold() for rule in used.seen_by}
    for whom, role in wished:
        code = f"shared_{role}" if used.shared[whom] else "shared_before"
        if whom.casefold() not in there:  # Google says that it is done for an address that nobody has there
            code = "shared_not"
        say(words.word(f"connect.{code}", whom=whom, name=calendar.name))
    if any(used.shared.values()):
        say(words.word("connect.shared_how", link=f"{_LINK}{quote(calendar.id, safe='')}"))
    if used.seen_by:
        seen = ", ".join(_seen(words, rule) for rule in used.seen_by)
        say(words.word("connect.seen_by", name=calendar.name, whom=seen))
    elif used.made and not used.service:
        say(words.word("connect.seen_by_you", name=calendar.name, target=target))


def _seen(words: Language, rule: Rule) -> str:
    role = words.word(f"connect.role_{rule.role if rule.role in _ROLES else 'other'}")
    return f"{rule.whom or words.word('connect.everybody')} ({role})"
