"""``hjul connect todoist``: sign in, choose or make a project, foresee whether the plan fits, try writing, and keep what is needed.

Nothing stands in hjul.toml or is kept until all that comes before it has worked. Invites nobody: people share projects.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr, ValidationError

from config.errors import WRONG_INPUT, UserError
from config.language import Language
from config.secrets import Secrets
from config.settings import Target
from config.settings_edit import Value, may_write, read_text, set_target, write_text
from config.todoist_target import ROOT, TodoistTarget
from mappings.items import Responsible, Task
from mappings.todoist_room import Sections
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
from sync.cli.todoist_choice import Choice, Chosen, chosen, made_remembered
from sync.cli.todoist_signing import Signing, signed_in
from sync.registry import todoist_target
from sync.workspace import Workspace

if TYPE_CHECKING:
    from mappings.todoist_task import Member

TODOIST = "todoist"
_SECTIONS: Mapping[str, Sections] = {"area": "area", "body": "body", "person": "person"}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What stands on the command line; None for what is asked for, or taken from hjul.toml."""

    target: str | None = None
    client: Path | None = None
    token_stdin: bool = False
    no_browser: bool = False
    project: str | None = None
    new_project: str | None = None
    sections: str | None = None  # area, body, person or none
    per_area: bool = False
    secrets_dir: str | None = None
    root: str | None = None

    @property
    def has_project(self) -> bool:
        return self.project is not None or self.new_project is not None


def run(path: Path, wishes: Wishes) -> None:
    """UserError with exit code 2 for what is missing or wrong, 4 when somebody must sign in or be given a right, 1 when Todoist fails."""
    workspace = Workspace.open(path)
    words = workspace.words
    old_text = read_text(workspace.folder)
    may_write(workspace.folder)
    _refuse_both(wishes)
    asks = sys.stdin.isatty() and not wishes.token_stdin
    wishes = _asked(workspace, wishes) if asks else wishes
    old = before(workspace, checked_name(wishes.target), [TODOIST]) if wishes.target is not None else None
    secrets = secrets_of(workspace, wishes.target or "", wishes.secrets_dir)
    if not asks:
        _complete(wishes, secrets, old)
    name = checked_name(wishes.target or "")
    wishes, known, sections = _as_before(wishes, old)
    root = _root(wishes.root)
    set_target(
        old_text, name, {"adapter": TODOIST, "project": "x", "holds": "x"}
    )  # whether it can be written
    if wishes.new_project is not None:
        refuse_moving(workspace, name, old, {"project": None})
    in_file: list[bool] = []

    def may_keep() -> None:
        in_file.append(goes_into_a_file(secrets, name, words, wishes.secrets_dir, asks=asks))

    items = _items(workspace, old)
    signing = Signing(name, root, wishes.client, wishes.token_stdin, wishes.no_browser, asks)
    with explained():
        sign_in = signed_in(signing, secrets, words, may_keep)
        account = sign_in.account
        choice = Choice(
            title=workspace.plan.title,
            items=items,
            project=wishes.project,
            new_project=wishes.new_project,
            sections=sections,
            per_area=wishes.per_area,
            known=known,
            before=str(old.own.get("project")) if old is not None else None,
            asks=asks,
        )
        found = chosen(account, choice, words)
        with made_remembered(found.project if found.made else None):
            refuse_moving(workspace, name, old, {"project": found.project.id})
            account.try_writing(found.project)
            places = [found.project.id, *known.values(), *(one.id for one in found.areas.values())]
            members = [member for place in places for member in account.members(place)]
    split = {**known, **{area: one.id for area, one in found.areas.items()}}
    tables = {name: _keys(found, split, sections, wishes)}
    text = new_text(workspace, old_text, tables, wishes.secrets_dir)
    target = checked_settings(workspace, text, [name]).targets[name]
    read = todoist_target(name, target.own, target.holds)
    where = _kept(secrets, name, sign_in.new, words, in_file=in_file[-1]) if sign_in.new is not None else ""
    write_text(workspace.folder, old_text, text)
    _tell(words, name, found)
    if read.assign:
        _tell_people(words, found, _responsible(items), members)
    if where:
        say(where)
    tell_the_rest(workspace, [name], home="todoist_home")


# What is asked for ------------------------------------------------------------------------------------------------


def _refuse_both(wishes: Wishes) -> None:
    for first, second, both in (
        ("--project", "--new-project", wishes.project is not None and wishes.new_project is not None),
        ("--client", "--token-stdin", wishes.client is not None and wishes.token_stdin),
    ):
        if both:
            raise UserError(f"{first} and {second}: one of the two", exit_code=WRONG_INPUT)
    if wishes.new_project is not None and not wishes.new_project.strip():
        raise UserError("--new-project: the name is empty", exit_code=WRONG_INPUT)
    if wishes.per_area and wishes.sections in {"body", "person"}:
        raise UserError(
            "--per-area: a project for each area has no sections; leave --sections out", exit_code=WRONG_INPUT
        )


def _asked(workspace: Workspace, wishes: Wishes) -> Wishes:
    """With what a person answers. A target that is there already is asked for nothing but its sign-in."""
    words = workspace.words
    wishes = replace(wishes, target=wishes.target or prompt(words, "ask_target", default=TODOIST))
    if wishes.has_project or wishes.target in workspace.settings.targets:
        return wishes
    if number(words.word("connect.ask_which_project"), 2) == 1:
        title = prompt(words, "ask_new_project", default=workspace.plan.title)
        return replace(wishes, new_project=title)
    return replace(wishes, project="")  # pointed at when it is known which there are


def _complete(wishes: Wishes, secrets: Secrets, old: Target | None) -> None:
    """Without a terminal everything that is missing is said at once."""
    missing = [] if wishes.target is not None else ["--target"]
    signs_in = wishes.client is not None or wishes.token_stdin
    if not signs_in and (wishes.target is None or secrets.find(wishes.target) is None):
        missing.append("--token-stdin (or --client)")
    if old is None and not wishes.has_project:
        missing.append("--new-project or --project")
    if missing:
        raise UserError(
            f"there is no terminal to ask at; say also: {', '.join(missing)}", exit_code=WRONG_INPUT
        )


def _as_before(wishes: Wishes, old: Target | None) -> tuple[Wishes, Mapping[str, str], Sections | None]:
    """With what a target has that is there already: its projects and sections, unless others are named. So one signs in again."""
    own = old.own if old is not None else {}
    if not wishes.has_project and own.get("project"):
        wishes = replace(wishes, project=str(own["project"]))
    projects = own.get("projects")
    known = {str(area): str(one) for area, one in projects.items()} if isinstance(projects, dict) else {}
    root = wishes.root or own.get("root")
    said = wishes.sections or (own.get("sections") if old is not None else "area")
    sections = _SECTIONS.get(str(said)) if not wishes.per_area else None
    return replace(wishes, root=str(root) if root else None), known, sections


def _root(root: str | None) -> str:
    try:
        return TodoistTarget.model_validate({"project": "x", "root": root or ROOT}).root
    except ValidationError as error:
        said = error.errors(include_input=False)[0]["msg"].removeprefix("Value error, ")
        raise UserError(f"--root: {said}", exit_code=WRONG_INPUT) from None


def _items(workspace: Workspace, old: Target | None) -> list[Task]:
    """What the plan would put there."""
    target = old or Target(adapter=TODOIST, holds=("tasks",))
    return [one.item for one in workspace.wanted(target) if isinstance(one.item, Task)]


# What is kept -----------------------------------------------------------------------------------------------------


def _keys(
    found: Chosen, split: Mapping[str, str], sections: Sections | None, wishes: Wishes
) -> dict[str, Value | None]:
    own: dict[str, Value | None] = {"projects": split} if found.areas else {}
    return {
        "adapter": TODOIST,
        "project": found.project.id,
        **own,
        "sections": None if found.areas else sections,
        "holds": ("tasks",),
        "root": wishes.root,
    }


def _kept(secrets: Secrets, name: str, secret: SecretStr, words: Language, *, in_file: bool) -> str:
    kept(secrets, name, secret, words, in_file=in_file)
    if in_file:
        return words.word("connect.google_in_file", file=secrets.place / name)
    return words.word("connect.google_in_keyring")


# What is told -----------------------------------------------------------------------------------------------------


def _tell(words: Language, name: str, found: Chosen) -> None:
    what = words.word("connect.tasks_in", name=found.project.name)
    say(words.word("connect.todoist_connected", target=name, what=what))
    if found.areas:
        say(words.word("connect.todoist_areas", names=", ".join(found.areas)))


def _responsible(items: Sequence[Task]) -> list[Responsible]:
    """Everybody who has a task, once."""
    return list({person.id: person for item in items for person in item.responsible}.values())


def _tell_people(
    words: Language, found: Chosen, people: Sequence[Responsible], members: Sequence[Member]
) -> None:
    """Whom Todoist can give tasks to, and whose name is a label."""
    there = {member.email.casefold() for member in members if member.email}
    given = [one for one in people if one.email and one.email.casefold() in there]
    others = [one for one in people if one.email and one not in given]
    nowhere = [one for one in people if not one.email]
    for code, whom in (
        ("todoist_given", given),
        ("todoist_labels", others),
        ("todoist_no_email", nowhere),
    ):
        if whom:
            say(words.word(f"connect.{code}", whom=", ".join(one.name for one in whom)))
    if others:
        say(words.word("connect.todoist_share", name=found.project.name))
