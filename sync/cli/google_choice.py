"""Which of a Google account's calendars and task lists the plan goes to: what was named, what was made, or what is pointed at."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from config.errors import SIGN_IN_NEEDED, WRONG_INPUT, UserError
from sync.cli.connection import number
from sync.cli.terminal import say
from sync.workspace import Workspace

if TYPE_CHECKING:
    from adapters.google_account import CalendarInfo, GoogleAccount, ListInfo


class Chosen(Protocol):
    """What the command line says of it."""

    @property
    def calendar(self) -> str | None: ...

    @property
    def new_calendar(self) -> str | None: ...

    @property
    def tasks(self) -> str | None: ...

    @property
    def new_tasks(self) -> str | None: ...


def is_id(calendar: str) -> bool:
    """Whether a calendar is named by its id, and not by what people call it."""
    return calendar == "primary" or ("@" in calendar and not any(letter.isspace() for letter in calendar))


def chosen_calendar(
    account: GoogleAccount, workspace: Workspace, wishes: Chosen, service: str
) -> CalendarInfo:
    """``service`` is a service account's address. UserError when there is none, more than one, or it may not be changed."""
    if wishes.new_calendar is not None:
        description = workspace.words.word("connect.google_description", plan=workspace.plan.title)
        return account.create(wishes.new_calendar, str(workspace.plan.zone), description)
    wish = wishes.calendar or ""
    if is_id(wish):
        found = account.calendar(wish)
        if found is None:
            raise UserError(_not_there(wish, service), exit_code=SIGN_IN_NEEDED if service else WRONG_INPUT)
    elif service:
        raise UserError(
            f'--calendar: name it by its id, as it stands in the calendar\'s settings under "Integrate calendar": a service '
            f"account ({service}) has no list of calendars",
            exit_code=WRONG_INPUT,
        )
    else:
        there = account.calendars()
        found = _named(there, wish) if wish else _pointed_at(there, workspace)
    if not found.writable:
        raise UserError(
            f"--calendar: {found.name!r} may only be read ({found.role or 'no right'}); ask its owner for the right to make "
            "changes to events, or make another with --new-calendar",
            exit_code=SIGN_IN_NEEDED,
        )
    return found


def chosen_list(account: GoogleAccount, wishes: Chosen) -> ListInfo:
    """By its id or its name. UserError when there is none, or more than one."""
    there = account.lists()
    if wishes.new_tasks is not None:
        if any(one.name == wishes.new_tasks for one in there):
            raise UserError(
                f"--new-tasks: there is already one called {wishes.new_tasks!r}; use it with --tasks, or give another name",
                exit_code=WRONG_INPUT,
            )
        return account.create_list(wishes.new_tasks)
    wish = wishes.tasks or ""
    if wish == "@default" and (usual := account.list(wish)) is not None:
        return usual
    found = [one for one in there if wish in {one.id, one.name}]
    if len(found) == 1:
        return found[0]
    raise _unclear("--tasks", wish, [one.name for one in there], [one.id for one in found])


def _named(there: Sequence[CalendarInfo], wish: str) -> CalendarInfo:
    found = [one for one in there if wish in {one.name, one.id}]
    if len(found) == 1:
        return found[0]
    raise _unclear("--calendar", wish, [one.name for one in there], [one.id for one in found])


def _unclear(option: str, wish: str, names: list[str], several: list[str]) -> UserError:
    if several:
        return UserError(
            f"{option}: {wish!r} is the name of more than one; say which: {', '.join(several)}",
            exit_code=WRONG_INPUT,
        )
    close = difflib.get_close_matches(wish, names, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(names[:20]) or 'none'}"
    return UserError(f"{option}: there is none called {wish!r}; {hint}", exit_code=WRONG_INPUT)


def _pointed_at(there: Sequence[CalendarInfo], workspace: Workspace) -> CalendarInfo:
    """By its number in a list of those that may be changed."""
    fit = [one for one in there if one.writable]
    if not fit:
        raise UserError(
            "there is no calendar that this account may change; make one with --new-calendar",
            exit_code=WRONG_INPUT,
        )
    for place, one in enumerate(fit, 1):
        say(f"{place}  {one.name}")
    return fit[number(workspace.words.word("connect.ask_events"), len(fit)) - 1]


def _not_there(wish: str, service: str) -> str:
    if not service:
        return f"--calendar: {wish} is not there, or not shared with whoever signed in; look at its id in the calendar's settings"
    return (
        f"--calendar: {wish} is not there, or not shared with the service account. Open the calendar's settings at "
        f'calendar.google.com, under "Share with specific people or groups" add {service}, choose "Make changes to events", '
        "and run this again"
    )
