"""Which of an account's projects the plan goes to, and whether it fits: what was named, what was made, or what is pointed at.

What does not fit is told before anything is made: one project for each area is what can be done about it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.base import NotAllowed, ServiceError
from config.errors import FAILED, SIGN_IN_NEEDED, WRONG_INPUT, UserError
from config.language import Language
from mappings.items import Task
from mappings.todoist_room import Load, Sections, by_area, load
from mappings.todoist_text import folded
from sync.cli.connection import confirmed, number
from sync.cli.terminal import complain, say

if TYPE_CHECKING:
    from adapters.todoist_account import Account, Place, Room

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """What the plan needs and what was said of it. ``known`` are the areas' projects in hjul.toml, by the areas' titles.

    ``before`` is the id of the project that hjul.toml has: in that one the plan's tasks are already counted.
    """

    title: str
    items: Sequence[Task]
    project: str | None
    new_project: str | None
    sections: Sections | None
    per_area: bool
    known: Mapping[str, str]
    before: str | None
    asks: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The plan's project, and the areas' own by their titles; ``made`` whether the first one is new."""

    project: Place
    areas: Mapping[str, Place]
    made: bool


def chosen(account: Account, choice: Choice, words: Language) -> Chosen:
    """UserError when there is none, more than one, or no room; nothing was made then."""
    there = account.projects()
    old = None if choice.new_project is not None else _old(there, choice, words)
    if choice.new_project is not None and any(one.name == choice.new_project for one in there):
        raise UserError(
            f"--new-project: there is already one called {choice.new_project!r}; use it with --project, or give another name",
            exit_code=WRONG_INPUT,
        )
    split = _foreseen(account, choice, there, old, words)
    _refuse_too_many(account, choice, there, old, split)
    project = old or account.make_project(choice.new_project or choice.title)
    with made_remembered(project if old is None else None):
        areas = {area: _of_area(account, choice, there, area) for area in split}
    return Chosen(project, areas, old is None)


@contextmanager
def made_remembered(project: Place | None) -> Iterator[None]:
    """A project that was made stays when a later step fails, and the next try is told how to use it."""
    try:
        yield
    except (ServiceError, UserError) as error:
        if project is None:
            raise
        code = error.exit_code if isinstance(error, UserError) else _code(error)
        raise UserError(
            f"{error}\nthe project {project.name!r} was made and stays; to go on with it, say --project {project.id}",
            exit_code=code,
        ) from None


def _code(error: ServiceError) -> int:
    return SIGN_IN_NEEDED if isinstance(error, NotAllowed) else FAILED


# Which there are --------------------------------------------------------------------------------------------------


def _old(there: Sequence[Place], choice: Choice, words: Language) -> Place:
    wish = _plain(choice.project or "")
    if not wish:
        return _pointed_at([one for one in there if not one.inbox], words)
    found = [one for one in there if wish in {one.id, one.name}]
    if len(found) == 1:
        return found[0]
    if found:
        which = ", ".join(one.id for one in found)
        raise UserError(
            f"--project: {wish!r} is the name of more than one; say which: {which}", exit_code=WRONG_INPUT
        )
    names = [one.name for one in there]
    close = difflib.get_close_matches(wish, names, n=1)
    hint = (
        f"did you mean {close[0]!r}?"
        if close
        else f"there are: {', '.join(names[:_MOST_NAMED]) or 'none'}; an archived one must be unarchived first"
    )
    raise UserError(f"--project: there is none called {wish!r}; {hint}", exit_code=WRONG_INPUT)


def _plain(wish: str) -> str:
    """The id, where somebody gives a project's address as the browser shows it."""
    return wish.rstrip("/").rpartition("/")[2].rpartition("-")[2] if "://" in wish else wish


def _pointed_at(there: Sequence[Place], words: Language) -> Place:
    if not there:
        raise UserError("there is no project yet; make one with --new-project", exit_code=WRONG_INPUT)
    for place, one in enumerate(there, 1):
        say(f"{place}  {one.name}")
    return there[number(words.word("connect.ask_tasks"), len(there)) - 1]


def _of_area(account: Account, choice: Choice, there: Iterable[Place], area: str) -> Place:
    """One that is there under that name already is used: an earlier attempt may have been cut off."""
    name = _name_of(choice, area)
    return next((one for one in there if one.name == name), None) or account.make_project(name)


def _name_of(choice: Choice, area: str) -> str:
    from adapters.todoist_account import named

    return named(f"{choice.title}: {area}")


# Whether it fits --------------------------------------------------------------------------------------------------


def _foreseen(
    account: Account, choice: Choice, there: Sequence[Place], old: Place | None, words: Language
) -> list[str]:
    """The areas that get projects of their own. UserError (exit code 2) when the plan fits in no way."""
    same = old is not None and old.id == choice.before
    if same and not choice.per_area:
        return []
    most = account.most()
    has = account.full(old.id) if old is not None else None
    split = choice.per_area
    if not split:
        too_much = _over(load(choice.items, choice.sections), has, most)
        if too_much:
            split = _splits(choice, too_much, words)
    if not split:
        return []
    areas = by_area(choice.items)
    wrong = list(_wrong_areas(account, choice, there, areas, most))
    rest = _over(areas.get("", Load()), has, most)
    if rest and not same:
        wrong.append(f"what belongs to no area does not fit either: {rest}")
    if wrong:
        hint = "let a target have fewer areas or bodies (areas = […] in hjul.toml), or give the tasks to several targets"
        raise UserError("\n".join([*wrong, hint]), exit_code=WRONG_INPUT)
    return [area for area in areas if _is_new(choice, area)]


def _refuse_too_many(
    account: Account, choice: Choice, there: Sequence[Place], old: Place | None, split: Sequence[str]
) -> None:
    """UserError when the account may not have as many projects as the areas need: some of them would be made."""
    names = {one.name for one in there}
    new = (old is None) + sum(_name_of(choice, area) not in names for area in split)
    most = account.most().projects if split else None
    has = sum(not (one.inbox or one.team) for one in there)
    if most is not None and has + new > most:
        raise UserError(
            f"the account would have {has + new} projects, and Todoist lets it have {most}; nothing was made. "
            "Archive some that are over, or let a target have fewer areas (areas = […] in hjul.toml)",
            exit_code=WRONG_INPUT,
        )


def _is_new(choice: Choice, area: str) -> bool:
    """Whether it has no project yet; "" is what belongs to no area."""
    return bool(area) and folded(area) not in map(folded, choice.known)


def _wrong_areas(
    account: Account, choice: Choice, there: Sequence[Place], areas: Mapping[str, Load], most: Room
) -> Iterator[str]:
    for area, needs in areas.items():
        if not _is_new(choice, area):
            continue
        found = next((one for one in there if one.name == _name_of(choice, area)), None)
        if too_much := _over(needs, account.full(found.id) if found else None, most):
            yield f"{area}: {too_much}"


def _over(needs: Load, has: Room | None, most: Room) -> str:
    """What there is no room for; "" when all fits."""
    tasks = (has.tasks if has else 0) + needs.tasks
    sections = (has.sections if has else 0) + needs.sections
    if tasks > most.tasks:
        return f"one project would have {tasks} open tasks, and Todoist lets it have {most.tasks}"
    if needs.sections and sections > most.sections:
        return f"one project would have {sections} sections, and Todoist lets it have {most.sections}"
    return ""


def _splits(choice: Choice, too_much: str, words: Language) -> bool:
    areas = [area for area in by_area(choice.items) if area]
    if choice.asks and areas:
        complain(too_much)
        if not confirmed(words, words.word("connect.ask_split", areas=", ".join(areas)), default=True):
            raise UserError("nothing was made", exit_code=WRONG_INPUT)
        return True
    fewer = " Or make no sections: --sections none." if "sections" in too_much else ""
    raise UserError(
        f"{too_much}; nothing was made. Say --per-area for a project of each area ({', '.join(areas[:_MOST_NAMED])}).{fewer}",
        exit_code=WRONG_INPUT,
    )
