"""``hjul connect caldav``: sign in to an account, choose or make its calendars, try writing, and keep what is needed.

Nothing stands in hjul.toml or is kept until all that comes before it has worked.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import typer
from pydantic import SecretStr

from config.errors import FAILED, SIGN_IN_NEEDED, WRONG_INPUT, UserError
from config.language import Language
from config.secrets import MOST_BYTES, Secrets, as_secret, variable
from config.settings_edit import Value, may_write, read_text, set_target, write_text
from sync.cli.connection import (
    before,
    checked_name,
    checked_settings,
    explained,
    goes_into_a_file,
    kept,
    new_text,
    number,
    prompt,
    refuse_moving,
    secrets_of,
    tell_the_rest,
)
from sync.cli.terminal import say
from sync.registry import caldav_target
from sync.workspace import Workspace

if TYPE_CHECKING:
    from adapters.caldav_account import Account
    from adapters.caldav_described import CollectionInfo

EVENTS, TASKS = "events", "tasks"
COMPONENTS = {EVENTS: "VEVENT", TASKS: "VTODO"}
KEYS = {EVENTS: "calendar", TASKS: "tasks"}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What stands on the command line; None for what is asked for, or taken from hjul.toml."""

    target: str | None
    address: str | None
    user: str | None
    calendar: str | None = None
    new_calendar: str | None = None
    tasks: str | None = None
    new_tasks: str | None = None
    holds: tuple[str, ...] | None = None
    password_stdin: bool = False
    secrets_dir: str | None = None

    def chosen(self, kind: str) -> tuple[str | None, str | None]:
        """The collection to use for this kind, and the one to make."""
        return (self.calendar, self.new_calendar) if kind == EVENTS else (self.tasks, self.new_tasks)


def run(path: Path, wishes: Wishes) -> None:
    """UserError with exit code 2 for what is missing or wrong, 4 when the sign-in was refused, 1 when the server fails."""
    workspace = Workspace.open(path)
    words = workspace.words
    old_text = read_text(workspace.folder)
    may_write(workspace.folder)
    wishes = _asked(workspace, _as_before(workspace, wishes))
    name = checked_name(wishes.target or "")
    old = before(workspace, name, ["caldav"])
    holds = wishes.holds or (old.holds if old else (EVENTS, TASKS))
    secrets = secrets_of(workspace, name, wishes.secrets_dir)
    set_target(
        old_text, name, {"adapter": "caldav", **dict.fromkeys((*holds, "user"), "x")}
    )  # whether it can be written
    refuse_moving(workspace, name, old, {KEYS[kind]: None for kind in holds if wishes.chosen(kind)[1]})
    secret, keep = _secret(secrets, name, wishes, words)
    asks = _at_a_terminal(wishes)
    in_file = keep and goes_into_a_file(secrets, name, words, wishes.secrets_dir, asks=asks)
    with explained():
        account = _find(wishes, secret)
        chosen = _choose(account, wishes, holds, words)
        refuse_moving(workspace, name, old, {KEYS[kind]: one.url for kind, one in chosen.items()})
        for kind, collection in chosen.items():
            account.try_writing(collection, COMPONENTS[kind])
    text = new_text(workspace, old_text, {name: _keys(account, chosen, holds)}, wishes.secrets_dir)
    target = checked_settings(workspace, text, [name]).targets[name]
    caldav_target(name, target.own, target.holds)
    where = kept(secrets, name, secret, words, in_file=in_file) if secret and keep else ""
    write_text(workspace.folder, old_text, text)
    _tell(workspace, name, account, chosen, where)


# What is asked for ------------------------------------------------------------------------------------------------


def _asked(workspace: Workspace, wishes: Wishes) -> Wishes:
    """With what a person answers; without a terminal everything that is missing is said at once."""
    words = workspace.words
    if _at_a_terminal(wishes):
        return replace(
            wishes,
            target=wishes.target or prompt(words, "ask_target", default="caldav"),
            address=wishes.address or prompt(words, "ask_address"),
            user=wishes.user or prompt(words, "ask_user", default="") or None,
        )
    missing = [
        option
        for option, value in (("--target", wishes.target), ("--address", wishes.address))
        if value is None
    ]
    if missing:
        raise UserError(
            f"there is no terminal to ask at; say also: {', '.join(missing)}", exit_code=WRONG_INPUT
        )
    return wishes


def _as_before(workspace: Workspace, wishes: Wishes) -> Wishes:
    """For a target that is there already: its server, user and collections, unless others are named. So one signs in again."""
    target = workspace.settings.targets.get(wishes.target or "")
    if target is None or target.adapter != "caldav":
        return wishes
    own = {key: str(value) for key, value in target.own.items() if value is not None}
    there = wishes.address is None
    return replace(
        wishes,
        address=wishes.address or own.get("calendar") or own.get("tasks"),
        user=wishes.user or (own.get("user") if there else None),
        calendar=wishes.calendar or (own.get("calendar") if there and wishes.new_calendar is None else None),
        tasks=wishes.tasks or (own.get("tasks") if there and wishes.new_tasks is None else None),
    )


def _at_a_terminal(wishes: Wishes) -> bool:
    return sys.stdin.isatty() and not wishes.password_stdin


def _secret(secrets: Secrets, name: str, wishes: Wishes, words: Language) -> tuple[SecretStr | None, bool]:
    """The password, and whether it has to be kept. None for a server that asks for nobody."""
    if wishes.user is None:
        if wishes.password_stdin:
            raise UserError(
                "--password-stdin: say also whose password it is, with --user", exit_code=WRONG_INPUT
            )
        return None, False
    if wishes.password_stdin:
        raw = sys.stdin.buffer.read(MOST_BYTES)
        try:
            return as_secret(raw.decode("utf-8"), "--password-stdin"), True
        except UnicodeDecodeError:  # its text would hold a part of the password
            raise UserError("--password-stdin: not UTF-8 text", exit_code=WRONG_INPUT) from None
    if os.environ.get(variable(name)):
        return secrets.get(name), False
    if _at_a_terminal(wishes):
        prompt = words.word("connect.ask_password")
        return as_secret(typer.prompt(prompt, hide_input=True, err=True), prompt), True
    known = secrets.find(name)
    if known is None:
        raise UserError(
            "there is no terminal to ask for the password at; pipe it in with --password-stdin, "
            f"or set {variable(name)}",
            exit_code=WRONG_INPUT,
        )
    return known, False


# The account ------------------------------------------------------------------------------------------------------


def _find(wishes: Wishes, secret: SecretStr | None) -> Account:
    from adapters.caldav_account import find

    return find(wishes.address or "", user=wishes.user, secret=secret.get_secret_value() if secret else None)


def _choose(
    account: Account, wishes: Wishes, holds: Sequence[str], words: Language
) -> dict[str, CollectionInfo]:
    """The collection of each kind: what was named, what was made, or what a person points at."""
    there = account.collections()
    _refuse_twice(wishes, there)
    chosen: dict[str, CollectionInfo] = {}
    for kind in holds:
        old, new = wishes.chosen(kind)
        if old is not None:
            chosen[kind] = _picked(_with_address(account, there, old), old, kind)
        elif new is not None:
            both = kind == EVENTS and TASKS in holds and wishes.chosen(TASKS) == (None, None)
            chosen[kind] = _made(account, new, kind, both=both)
        elif kind == TASKS and EVENTS in chosen and chosen[EVENTS].tasks and _named(wishes, EVENTS):
            chosen[kind] = chosen[EVENTS]
        elif kind == TASKS and wishes.new_calendar is not None:  # the server keeps the two apart
            chosen[kind] = _made(account, wishes.new_calendar, kind, both=False)
        elif _at_a_terminal(wishes):
            chosen[kind] = _pointed_at(account, there, kind, words)
        else:
            raise _not_named(there, kind)
    return chosen


def _named(wishes: Wishes, kind: str) -> bool:
    return wishes.chosen(kind) != (None, None)


def _options(kind: str) -> tuple[str, str]:
    return ("--calendar", "--new-calendar") if kind == EVENTS else ("--tasks", "--new-tasks")


def _refuse_twice(wishes: Wishes, there: Sequence[CollectionInfo]) -> None:
    for kind in (EVENTS, TASKS):
        old, new = wishes.chosen(kind)
        use, make = _options(kind)
        if old is not None and new is not None:
            raise UserError(f"{use} and {make}: one of the two", exit_code=WRONG_INPUT)
        if new is not None and any(one.name == new for one in there):
            raise UserError(
                f"{make}: there is already one called {new!r}; use it with {use}, or give another name",
                exit_code=WRONG_INPUT,
            )


def _picked(there: Sequence[CollectionInfo], wish: str, kind: str) -> CollectionInfo:
    """The one of that name or address. UserError when there is none, more than one, or it will not do."""
    option = _options(kind)[0]
    found = [one for one in there if wish in {one.name, one.url, one.url.rstrip("/")}]
    if len(found) > 1:
        which = ", ".join(one.url for one in found)
        raise UserError(
            f"{option}: {wish!r} is the name of more than one; say which: {which}", exit_code=WRONG_INPUT
        )
    if not found:
        names = [one.name for one in there]
        close = difflib.get_close_matches(wish, names, n=1)
        there_are = ", ".join(names[:20]) or "none"
        hint = f"did you mean {close[0]!r}?" if close else f"there are: {there_are}"
        raise UserError(f"{option}: there is none called {wish!r}; {hint}", exit_code=WRONG_INPUT)
    if not found[0].holds(COMPONENTS[kind]):
        raise UserError(f"{option}: {wish!r} takes no {kind}; {_offer(there, kind)}", exit_code=WRONG_INPUT)
    if found[0].writable is False:
        raise UserError(
            f"{option}: {wish!r} may only be read; have the right to write given to you, or choose another",
            exit_code=SIGN_IN_NEEDED,
        )
    return found[0]


def _with_address(account: Account, there: Sequence[CollectionInfo], wish: str) -> Sequence[CollectionInfo]:
    """A collection may also be named by its address, when the account's own list lacks it."""
    if "://" not in wish or any(wish.rstrip("/") == one.url.rstrip("/") for one in there):
        return there
    shared = account.look(wish)
    return there if shared is None else [*there, replace(shared, url=wish)]


def _offer(there: Sequence[CollectionInfo], kind: str) -> str:
    """What could be said instead."""
    use, make = _options(kind)
    fit = [one.name for one in there if one.holds(COMPONENTS[kind]) and one.writable is not False]
    return f"use {use} ({', '.join(fit[:20])}) or {make}" if fit else f"make one with {make}"


def _not_named(there: Sequence[CollectionInfo], kind: str) -> UserError:
    return UserError(
        f"say where the {kind} go: {_offer(there, kind)}; or leave them out with --holds",
        exit_code=WRONG_INPUT,
    )


def _made(account: Account, name: str, kind: str, *, both: bool) -> CollectionInfo:
    made = account.create(name, events=both or kind == EVENTS, tasks=both or kind == TASKS)
    if not made.holds(COMPONENTS[kind]):
        raise UserError(f"{made.url} was made, but it takes no {kind}; choose another", exit_code=FAILED)
    return made


def _pointed_at(
    account: Account, there: Sequence[CollectionInfo], kind: str, words: Language
) -> CollectionInfo:
    """By its number in a list, the last of which makes a new one."""
    fit = [one for one in there if one.holds(COMPONENTS[kind]) and one.writable is not False]
    for place, one in enumerate(fit, 1):
        say(f"{place}  {one.name}  ({urlsplit(one.url).path})")
    say(f"{len(fit) + 1}  {words.word('connect.new')}")
    picked = number(words.word(f"connect.ask_{kind}"), len(fit) + 1)
    if picked <= len(fit):
        return fit[picked - 1]
    return _made(account, prompt(words, "ask_new"), kind, both=False)


# What is kept -----------------------------------------------------------------------------------------------------


def _keys(
    account: Account, chosen: dict[str, CollectionInfo], holds: Sequence[str]
) -> dict[str, Value | None]:
    return {
        "adapter": "caldav",
        "calendar": chosen[EVENTS].url if EVENTS in chosen else None,
        "tasks": chosen[TASKS].url if TASKS in chosen else None,
        "user": account.user,
        "auth": account.auth,
        "holds": tuple(holds) if len(holds) == 1 else None,
    }


def _tell(
    workspace: Workspace, name: str, account: Account, chosen: dict[str, CollectionInfo], where: str
) -> None:
    words = workspace.words
    what = ", ".join(words.word(f"connect.{kind}_in", name=one.name) for kind, one in chosen.items())
    host = urlsplit(account.homes[0]).hostname
    code = "connected" if account.user else "connected_openly"
    about = {"user": account.user} if account.user else {}
    say(words.word(f"connect.{code}", target=name, what=what, host=host, **about))
    if where:
        say(where)
    tell_the_rest(workspace, [name])
