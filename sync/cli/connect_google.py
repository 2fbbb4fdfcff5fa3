"""``hjul connect google``: sign in, choose or make a calendar and a task list, share it, try writing, and keep what is needed.

Nothing stands in hjul.toml or is kept until all that comes before it has worked. No mail is sent.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import SecretStr, TypeAdapter, ValidationError

from adapters.base import NotAllowed, ServiceError
from config.errors import FAILED, SIGN_IN_NEEDED, WRONG_INPUT, UserError
from config.google_target import CALENDAR, TASKS, Root
from config.language import Language
from config.secrets import Secrets
from config.settings import Target
from config.settings_edit import Value, may_write, read_text, set_target, write_text
from sync.cli.connection import (
    before,
    checked_name,
    checked_settings,
    confirmed,
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
from sync.cli.google_choice import chosen_calendar, chosen_list
from sync.cli.google_signing import SignedIn, Signing, signed_in
from sync.cli.google_told import Used, tell
from sync.cli.terminal import say
from sync.registry import google_target, google_tasks_target
from sync.workspace import Workspace

if TYPE_CHECKING:
    from adapters.google_account import CalendarInfo, GoogleAccount, Rule

Role = Literal["reader", "writer"]
ROLES: tuple[Role, ...] = ("reader", "writer")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What stands on the command line; None for what is asked for, or taken from hjul.toml."""

    target: str | None = None
    client: Path | None = None
    service_account: Path | None = None
    no_browser: bool = False
    calendar: str | None = None
    new_calendar: str | None = None
    share: tuple[tuple[str, Role], ...] = ()
    tasks: str | None = None
    new_tasks: str | None = None
    secrets_dir: str | None = None
    root: str | None = None

    @property
    def has_calendar(self) -> bool:
        return self.calendar is not None or self.new_calendar is not None

    @property
    def has_tasks(self) -> bool:
        return self.tasks is not None or self.new_tasks is not None


@dataclass(frozen=True, slots=True)
class Places:
    """The two targets as they stand in hjul.toml, and what they are called. The list's is the only one where no calendar is."""

    name: str
    list_name: str
    calendar: Target | None
    list: Target | None


def run(path: Path, wishes: Wishes) -> None:
    """UserError with exit code 2 for what is missing or wrong, 4 when somebody must sign in or be given a right, 1 when Google fails."""
    workspace = Workspace.open(path)
    words = workspace.words
    old_text = read_text(workspace.folder)
    may_write(workspace.folder)
    _refuse_both(wishes)
    _refuse_unsafe(wishes.root)
    asks = sys.stdin.isatty()
    wishes = _asked(workspace, wishes) if asks else wishes
    places, wishes = _as_before(workspace, wishes)
    _refuse_unsafe(wishes.root)
    _complete(wishes, places)
    _refuse_new_places(workspace, places, wishes)
    for name in _names(places, wishes):  # whether they can be written
        set_target(
            old_text, name, dict.fromkeys(("adapter", "calendar", "list", "account", "holds", "root"), "x")
        )
    secrets = secrets_of(workspace, places.name, wishes.secrets_dir)
    in_file: list[bool] = []

    def may_keep() -> None:
        in_file.append(goes_into_a_file(secrets, places.name, words, wishes.secrets_dir, asks=asks))

    with explained():
        sign_in, is_new = signed_in(_signing(wishes, places), secrets, places.name, words, may_keep)
        used = _used(workspace, wishes, places, sign_in, asks=asks)
    tables = _tables(places, used, wishes.root)
    text = new_text(workspace, old_text, tables, wishes.secrets_dir)
    _check(checked_settings(workspace, text, tables).targets, tables)
    where = _kept(secrets, places.name, sign_in.secret, words, in_file=in_file[0]) if is_new else ""
    write_text(workspace.folder, old_text, text)
    tell(words, places.name, places.list_name, used, wishes.share)
    if where:
        say(where)
    tell_the_rest(workspace, tables)


# What is asked for ------------------------------------------------------------------------------------------------


def _refuse_both(wishes: Wishes) -> None:
    pairs = (
        ("--calendar", wishes.calendar, "--new-calendar", wishes.new_calendar),
        ("--tasks", wishes.tasks, "--new-tasks", wishes.new_tasks),
        ("--client", wishes.client, "--service-account", wishes.service_account),
        ("--no-browser", wishes.no_browser or None, "--service-account", wishes.service_account),
    )
    for use, one, make, other in pairs:
        if one is not None and other is not None:
            raise UserError(f"{use} and {make}: one of the two", exit_code=WRONG_INPUT)


def _refuse_unsafe(root: str | None) -> None:
    try:
        TypeAdapter(Root).validate_python(root or "https://www.googleapis.com/")
    except ValidationError as error:
        said = error.errors(include_input=False)[0]["msg"].removeprefix("Value error, ")
        raise UserError(f"--root: {said}", exit_code=WRONG_INPUT) from None


def _asked(workspace: Workspace, wishes: Wishes) -> Wishes:
    """With what a person answers. A target that is there already is asked for nothing but its sign-in."""
    words = workspace.words
    wishes = replace(wishes, target=wishes.target or prompt(words, "ask_target", default="google"))
    if wishes.target in workspace.settings.targets:
        return wishes
    if wishes.client is None and wishes.service_account is None:
        wishes = replace(wishes, client=Path(prompt(words, "ask_client")).expanduser())
    if wishes.has_calendar or wishes.has_tasks:
        return wishes
    if number(words.word("connect.ask_which"), 2) == 1:
        title = prompt(words, "ask_new", default=workspace.plan.title)
        return replace(wishes, new_calendar=title)
    return replace(wishes, calendar="")  # pointed at when it is known which there are


def _as_before(workspace: Workspace, wishes: Wishes) -> tuple[Places, Wishes]:
    """For targets that are there already: their calendar and list, unless others are named. So one signs in again."""
    name = checked_name(wishes.target or "") if wishes.target is not None else ""
    old = before(workspace, name, [CALENDAR, TASKS]) if name else None
    alone = (old is not None and old.adapter == TASKS) or (
        old is None and wishes.has_tasks and not wishes.has_calendar
    )
    list_name = name if alone else _list_name(workspace, name)
    is_list = (
        list_name in workspace.settings.targets and workspace.settings.targets[list_name].adapter == TASKS
    )
    old_list = (
        old if alone else before(workspace, list_name, [TASKS]) if is_list or wishes.has_tasks else None
    )
    places = Places(name, list_name, None if alone else old, old_list)
    own = places.calendar.own if places.calendar else {}
    if not wishes.has_calendar and own.get("calendar"):
        wishes = replace(wishes, calendar=str(own["calendar"]))
    listed = places.list.own if places.list else {}
    if not wishes.has_tasks and listed.get("list"):
        wishes = replace(wishes, tasks=str(listed["list"]))
    root = wishes.root or own.get("root") or listed.get("root")
    return places, replace(wishes, root=str(root) if root else None)


def _list_name(workspace: Workspace, name: str) -> str:
    """The list's target that uses the calendar's sign-in; a name for one where there is none yet."""
    for other, target in workspace.settings.targets.items():
        if target.adapter == TASKS and target.own.get("account") == name:
            return other
    return f"{name}-tasks"[:80]


def _complete(wishes: Wishes, places: Places) -> None:
    """Without a terminal everything that is missing is said at once."""
    missing = []
    if wishes.target is None:
        missing.append("--target")
    is_there = places.calendar is not None or places.list is not None
    if not is_there and wishes.client is None and wishes.service_account is None:
        missing.append("--client (or --service-account)")
    if not wishes.has_calendar and not wishes.has_tasks:
        missing.append("--new-calendar or --calendar (or --tasks or --new-tasks)")
    if missing:
        raise UserError(
            f"there is no terminal to ask at; say also: {', '.join(missing)}", exit_code=WRONG_INPUT
        )
    if wishes.share and not wishes.has_calendar:
        raise UserError(
            "--share: there is no calendar to share; name one with --calendar", exit_code=WRONG_INPUT
        )
    if wishes.service_account is not None and wishes.has_tasks:
        raise UserError(
            "--tasks: a service account has task lists of its own, which nobody else can see; sign in as a person with --client",
            exit_code=WRONG_INPUT,
        )


def _refuse_new_places(workspace: Workspace, places: Places, wishes: Wishes) -> None:
    if wishes.new_calendar is not None:
        refuse_moving(workspace, places.name, places.calendar, {"calendar": None})
    if wishes.new_tasks is not None:
        refuse_moving(workspace, places.list_name, places.list, {"list": None})


def _confirm_nobody(address: str, words: Language, *, asks: bool) -> None:
    if asks and confirmed(words, words.word("connect.ask_nobody", whom=address)):
        return
    raise UserError(
        f"--new-calendar: nobody but the service account {address} would see it; say also --share EMAIL:writer",
        exit_code=WRONG_INPUT,
    )


def _used(workspace: Workspace, wishes: Wishes, places: Places, sign_in: SignedIn, *, asks: bool) -> Used:
    """What was chosen or made, tried, and shared. ServiceError, and UserError for what will not do."""
    account = _account(places.name, sign_in.credentials, wishes.root)
    made = wishes.new_calendar is not None
    if made and sign_in.address and not wishes.share:
        _confirm_nobody(sign_in.address, workspace.words, asks=asks)
    calendar = chosen_calendar(account, workspace, wishes, sign_in.address) if wishes.has_calendar else None
    with _made_remembered(calendar if made else None):
        if calendar is not None:
            refuse_moving(workspace, places.name, places.calendar, {"calendar": calendar.id})
            account.try_writing(calendar.id)
        tasks = chosen_list(account, wishes) if wishes.has_tasks else None
        if tasks is not None:
            refuse_moving(workspace, places.list_name, places.list, {"list": tasks.id})
            account.try_writing_task(tasks.id)
        shared, seen_by = _shared(account, calendar, wishes)
    return Used(calendar, tasks, made, sign_in.address, shared, seen_by)


@contextmanager
def _made_remembered(calendar: CalendarInfo | None) -> Iterator[None]:
    """A calendar that was made stays when a later step fails, and the next try is told how to use it."""
    try:
        yield
    except (ServiceError, UserError) as error:
        if calendar is None:
            raise
        signs_in = isinstance(error, NotAllowed)
        code = error.exit_code if isinstance(error, UserError) else SIGN_IN_NEEDED if signs_in else FAILED
        raise UserError(
            f"{error}\nthe calendar {calendar.name!r} was made and stays; to go on with it, say --calendar {calendar.id}",
            exit_code=code,
        ) from None


def _shared(
    account: GoogleAccount, calendar: CalendarInfo | None, wishes: Wishes
) -> tuple[dict[str, bool], tuple[Rule, ...]]:
    """Whether each got a right that they had not, and who may see it now."""
    if calendar is None or not wishes.share:
        return {}, ()
    shared = {whom: account.share(calendar.id, whom, role) for whom, role in wishes.share}
    return shared, account.rules(calendar.id)


def _signing(wishes: Wishes, places: Places) -> Signing:
    new_calendar = wishes.has_calendar and places.calendar is None
    new_list = wishes.has_tasks and places.list is None
    return Signing(
        client=wishes.client,
        service_account=wishes.service_account,
        no_browser=wishes.no_browser,
        makes=wishes.new_calendar is not None,
        calendar=wishes.calendar,
        same=places.calendar is not None and places.calendar.own.get("calendar") == wishes.calendar,
        shares=bool(wishes.share),
        tasks=wishes.has_tasks,
        changes=new_calendar or new_list or bool(wishes.share) or wishes.new_tasks is not None,
    )


def _names(places: Places, wishes: Wishes) -> list[str]:
    found = [places.name] if wishes.has_calendar else []
    return [*found, places.list_name] if wishes.has_tasks else found


def _account(name: str, credentials: object, root: str | None) -> GoogleAccount:
    from adapters.google_account import GoogleAccount

    return GoogleAccount(name, credentials, root=root)  # type: ignore[arg-type]


# What is kept -----------------------------------------------------------------------------------------------------


def _tables(places: Places, used: Used, root: str | None) -> dict[str, dict[str, Value | None]]:
    tables: dict[str, dict[str, Value | None]] = {}
    if used.calendar is not None:
        where = {"adapter": CALENDAR, "calendar": used.calendar.id}
        tables[places.name] = {**where, "holds": ("events",), "root": root}
    if used.tasks is not None:
        owner = places.name if places.list_name != places.name else None
        where = {"adapter": TASKS, "list": used.tasks.id}
        tables[places.list_name] = {**where, "account": owner, "holds": ("tasks",), "root": root}
    return tables


def _check(targets: Mapping[str, Target], names: Mapping[str, object]) -> None:
    """Whether hjul would use them as they are meant."""
    for name in names:
        target = targets[name]
        check = google_target if target.adapter == CALENDAR else google_tasks_target
        check(name, target.own, target.holds)


def _kept(secrets: Secrets, name: str, secret: SecretStr, words: Language, *, in_file: bool) -> str:
    kept(secrets, name, secret, words, in_file=in_file)
    if in_file:
        return words.word("connect.google_in_file", file=secrets.place / name)
    return words.word("connect.google_in_keyring")
