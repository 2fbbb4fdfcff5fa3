"""Which adapters there are. The only place above the adapters that names one; it imports the one that is used."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, SecretStr, ValidationError

from adapters.base import Adapter, ServiceError
from config.caldav_target import CalDAVTarget
from config.errors import SIGN_IN_NEEDED, WRONG_INPUT, UserError
from config.google_target import CALENDAR, TASKS, GoogleTarget, GoogleTasksTarget
from config.secrets import Secrets
from config.settings import FILE_NAME, MOST_COMPLAINTS
from config.todoist_target import TodoistTarget

GROUP = "hjul.adapters"
T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Opening:
    """What an adapter is given to start from. ``own`` is its part of hjul.toml; ``folder`` is where that file stands.

    ``secret`` looks for the target's password or token when it is called: UserError (exit code 4) when there is none.
    """

    target: str
    own: Mapping[str, Any]
    holds: tuple[str, ...]  # events, tasks or both
    folder: Path
    plan_id: str
    zone: ZoneInfo
    now: Callable[[], datetime]
    own_notes: str  # the words of the line that parts the managed text from people's notes
    cancelled: str  # the word before a cancelled meeting's title, where a service has no other way to show it
    labels: tuple[str, str]  # the words for started and for cancelled, where people say that with a label
    secret: Callable[[], SecretStr]
    secrets: Secrets  # for one that signs in as another target does, or renews what it signs in with


def _folder(opening: Opening) -> Adapter:
    from adapters.folder import FolderAdapter

    own = dict(opening.own)
    path = own.pop("path", None)
    if own or not isinstance(path, str) or not path.isprintable():
        wrong = (
            f"the key {next(iter(own))!r} is not known"
            if own
            else "'path' is no path"
            if path
            else "'path' is missing"
        )
        raise UserError(
            f"hjul.toml: targets.{opening.target}: {wrong}; a folder has 'path' only", exit_code=WRONG_INPUT
        )
    return FolderAdapter(
        opening.target,
        opening.folder / path,
        opening.plan_id,
        opening.zone,
        opening.now,
        own_notes=opening.own_notes,
    )


def caldav_target(target: str, own: Mapping[str, Any], holds: Iterable[str]) -> CalDAVTarget:
    """A CalDAV target's keys, checked. UserError (exit code 2) with a sentence for each that is wrong."""
    read = _keys(CalDAVTarget, target, own, "caldav")
    for kind, key in (("events", "calendar"), ("tasks", "tasks")):
        if kind in holds and getattr(read, key) is None:
            raise UserError(
                f"{FILE_NAME}: targets.{target}: {key!r} is missing: the address of the collection that the {kind} go to; "
                f"run 'hjul connect caldav --target {target}', or leave {kind!r} out of 'holds'",
                exit_code=WRONG_INPUT,
            )
    return read


def google_target(target: str, own: Mapping[str, Any], holds: Iterable[str]) -> GoogleTarget:
    """A Google calendar's keys, checked. UserError (exit code 2) with a sentence for each that is wrong."""
    read = _keys(GoogleTarget, target, own, "google")
    if "tasks" in holds:
        raise UserError(
            f'{FILE_NAME}: targets.{target}: a Google calendar takes no assignments; write holds = ["events"], and make a '
            f"target with adapter = \"{TASKS}\" for them ('hjul connect google --target {target} --new-tasks NAME')",
            exit_code=WRONG_INPUT,
        )
    return read


def google_tasks_target(target: str, own: Mapping[str, Any], holds: Iterable[str]) -> GoogleTasksTarget:
    """A Google task list's keys, checked. UserError (exit code 2) with a sentence for each that is wrong."""
    read = _keys(GoogleTasksTarget, target, own, "google")
    if "events" in holds:
        raise UserError(
            f'{FILE_NAME}: targets.{target}: a task list of Google\'s takes no meetings; write holds = ["tasks"]',
            exit_code=WRONG_INPUT,
        )
    return read


def _keys(model: type[T], target: str, own: Mapping[str, Any], how: str) -> T:
    """A target's part of hjul.toml. ``how`` is the word after ``hjul connect`` that writes what is missing."""
    try:
        return model.model_validate(dict(own))
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False, include_context=False)
        at = f"{FILE_NAME}: targets.{target}"
        lines = [f"{at}: {_wrong_key(entry, model, target, how)}" for entry in wrong[:MOST_COMPLAINTS]]
        raise UserError("\n".join(lines), exit_code=WRONG_INPUT) from None


def _wrong_key(entry: Any, model: type[BaseModel], target: str, how: str) -> str:
    key = ".".join(str(step) for step in entry["loc"])
    match entry["type"]:
        case "missing":
            return f"{key!r} is missing; run 'hjul connect {how} --target {target}'"
        case "extra_forbidden":
            known = model.model_fields
            close = difflib.get_close_matches(key, known, n=1)
            hint = f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(known)}"
            return f"the key {key!r} is not known; {hint}"
        case _:
            return f"{key}: {entry['msg'].removeprefix('Value error, ')}"


def _caldav(opening: Opening) -> Adapter:
    from adapters.caldav import CalDAVAdapter

    target = caldav_target(opening.target, opening.own, opening.holds)
    return CalDAVAdapter(
        opening.target,
        target,
        opening.secret().get_secret_value() if target.user is not None else None,
        opening.plan_id,
        opening.zone,
        opening.now,
        own_notes=opening.own_notes,
    )


def todoist_target(target: str, own: Mapping[str, Any], holds: Iterable[str]) -> TodoistTarget:
    """A Todoist project's keys, checked. UserError (exit code 2) with a sentence for each that is wrong."""
    read = _keys(TodoistTarget, target, own, "todoist")
    if "events" in holds:
        raise UserError(
            f'{FILE_NAME}: targets.{target}: Todoist takes no meetings and events; write holds = ["tasks"]',
            exit_code=WRONG_INPUT,
        )
    return read


def _todoist(opening: Opening) -> Adapter:
    target = todoist_target(opening.target, opening.own, opening.holds)
    from adapters.todoist import TodoistAdapter
    from adapters.todoist_credentials import signed

    secret = opening.secret()
    started, cancelled = opening.labels
    return TodoistAdapter(
        opening.target,
        target,
        signed(secret, opening.target, target.root, _keeper(opening, opening.target, secret)),
        opening.plan_id,
        opening.zone,
        opening.now,
        own_notes=opening.own_notes,
        started=started,
        cancelled=cancelled,
    )


def _google(opening: Opening) -> Adapter:
    target = google_target(opening.target, opening.own, opening.holds)
    from adapters.google_calendar import GoogleCalendarAdapter
    from adapters.google_http import ROOT

    return GoogleCalendarAdapter(
        opening.target,
        target,
        _signed_in(opening, target),
        opening.plan_id,
        opening.zone,
        opening.now,
        own_notes=opening.own_notes,
        cancelled=opening.cancelled,
        root=target.root or ROOT,
    )


def _google_tasks(opening: Opening) -> Adapter:
    target = google_tasks_target(opening.target, opening.own, opening.holds)
    from adapters.google_tasks import GoogleTasksAdapter
    from adapters.google_tasks_http import ROOT

    return GoogleTasksAdapter(
        opening.target,
        target,
        _signed_in(opening, target),
        opening.plan_id,
        opening.zone,
        opening.now,
        own_notes=opening.own_notes,
        cancelled=opening.cancelled,
        root=target.root or ROOT,
    )


def _signed_in(opening: Opening, target: GoogleTarget | GoogleTasksTarget) -> Any:
    """Credentials that put themselves back where they were found when they are renewed. UserError when there are none."""
    from adapters.google_credentials import credentials, read_sign_in

    owner = target.account or opening.target
    if owner not in opening.secrets.targets:
        raise UserError(
            f"{FILE_NAME}: targets.{opening.target}: account: there is no target {owner!r}",
            exit_code=WRONG_INPUT,
        )
    secret = opening.secrets.get(owner, WAYS[CALENDAR])
    try:
        return credentials(read_sign_in(secret, owner), owner, _keeper(opening, owner, secret))
    except ServiceError as error:
        raise UserError(f"{opening.target}: {error}", exit_code=SIGN_IN_NEEDED) from None


def _keeper(opening: Opening, owner: str, secret: SecretStr) -> Callable[[SecretStr], None]:
    """Puts a renewed sign-in in the place of this one."""
    kept = [secret]

    def keep(new: SecretStr) -> None:
        if opening.secrets.renew(owner, kept[0], new):
            kept[0] = new

    return keep


ADAPTERS: dict[str, Callable[[Opening], Adapter]] = {
    "folder": _folder,
    "caldav": _caldav,
    CALENDAR: _google,
    TASKS: _google_tasks,
    "todoist": _todoist,
}

WAYS = {"caldav": "caldav", CALENDAR: "google", TASKS: "google", "todoist": "todoist"}
"""How one signs in: the word after ``hjul connect``."""


def way(kind: str) -> str:
    """The word after ``hjul connect`` for this kind of target; for one that hjul knows no way for, the first there is."""
    return WAYS.get(kind, "caldav")


def signs_in_as(target: str, own: Mapping[str, Any]) -> str:
    """The target whose sign-in this one uses, by its part of hjul.toml: mostly its own."""
    account = own.get("account")
    return account if isinstance(account, str) and account else target


def open_adapter(kind: str, opening: Opening) -> Adapter:
    """The adapter for one target. UserError (exit code 2) when there is none of that kind."""
    if kind in ADAPTERS:
        return ADAPTERS[kind](opening)
    others = {entry.name: entry for entry in entry_points(group=GROUP)}
    if kind in others:
        adapter: Adapter = others[kind].load()(opening)
        return adapter
    known = ", ".join(sorted({*ADAPTERS, *others}))
    raise UserError(
        f"hjul.toml: targets.{opening.target}: there is no adapter {kind!r}; there are: {known}",
        exit_code=WRONG_INPUT,
    )
