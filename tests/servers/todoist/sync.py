"""``POST /sync``: reading by token, and commands with uuids and temp ids. API documentation, "Sync"."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tests.servers.todoist import items, labels, notes, projects
from tests.servers.todoist.asked import Arguments, a_list, an_id, an_object, checked, number, one_of, text
from tests.servers.todoist.refusal import Refusal, forbidden, invalid, invalid_temp_id, too_many_requests
from tests.servers.todoist.world import Json, Row, User, World

MOST_COMMANDS = 100
MOST_SYNCS, MOST_FULL_SYNCS, PERIOD = 1000, 100, timedelta(minutes=15)
RESOURCES = frozenset(
    {"labels", "projects", "items", "notes", "project_notes", "sections", "filters", "reminders"}
    | {
        "reminders_location",
        "locations",
        "user",
        "live_notifications",
        "collaborators",
        "collaborator_states",
    }
    | {"user_settings", "notification_settings", "user_plan_limits", "completed_info", "stats", "workspaces"}
    | {
        "workspace_users",
        "workspace_filters",
        "view_options",
        "project_view_options_defaults",
        "role_actions",
    }
)
_OBJECTS = {"user_settings", "notification_settings", "stats", "role_actions", "workspace_users"}
_ASKED: Arguments = {
    "sync_token": text(2000, 1),
    "resource_types": a_list(text(60, 1)),
    "commands": lambda value: isinstance(value, list),
}

Done = Json | None  # the object that was made, where one was
Command = Callable[[World, User, str, Json], Done]


def answer(world: World, user: User, asked: Json) -> Json:
    """Commands first, and then what changed since the token."""
    given = checked(world.wrong, "POST /sync", asked, _ASKED)
    commands, types = given.get("commands", []), given.get("resource_types")
    if types is None and not commands:
        raise invalid("resource_types", "nothing is asked")
    if types is not None and "sync_token" not in given:
        raise invalid("sync_token", "required argument is missing")
    if len(commands) > MOST_COMMANDS:
        raise invalid("commands", f"more than {MOST_COMMANDS} commands")
    since = _since(world, user, given.get("sync_token", "*"))
    _count(world, user, full=types is not None and since is None)
    told: Json = {}
    if commands:
        statuses, mapping = _carry_out(world, user, commands)
        told |= {"sync_status": statuses, "temp_id_mapping": mapping}
    else:
        told["temp_id_mapping"] = {}
    shown = world.changes
    at = world.now()
    if types is not None:
        if since is None and world.delayed is not None:
            shown, at, _ = world.delayed
        told |= _read(world, user, _named(world, types), since)
    told["full_sync"] = since is None
    if since is None:
        told["full_sync_date_utc"] = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    told["sync_token"] = _token(world, user, shown)
    return told


# --- tokens --------------------------------------------------------------------------------------------------


def _token(world: World, user: User, change: int) -> str:
    nonce = "" if world.switches.same_token else world.new_id()
    return base64.urlsafe_b64encode(f"{user.id}:{change}:{nonce}".encode()).decode().rstrip("=")


def _since(world: World, user: User, token: str) -> int | None:
    """The last change that the client knows; None for everything."""
    if token == "*":  # noqa: S105  # the documented word for no token
        return None
    try:
        padded = token + "=" * (-len(token) % 4)
        owner, change, _ = base64.urlsafe_b64decode(padded.encode()).decode().split(":")
        known = int(change)
    except (ValueError, UnicodeError):
        owner, known = "", -1
    if owner == user.id and known >= world.oldest_token:
        return known
    if world.switches.lost_cursor == "full":
        return None
    if world.switches.lost_cursor == "410":
        raise Refusal(410, 410, "GONE", "Sync token is no longer valid")
    raise invalid("sync_token", "Invalid sync token")


def _count(world: World, user: User, *, full: bool) -> None:
    """API documentation, "Rate Limiting"."""
    if not world.counts_requests:
        return
    now = world.now()
    recent = [(at, was_full) for at, was_full in world.syncs.get(user.id, []) if now - at < PERIOD]
    alike = [at for at, was_full in recent if was_full == full]
    if len(alike) >= (MOST_FULL_SYNCS if full else MOST_SYNCS):
        raise too_many_requests(int((alike[0] + PERIOD - now).total_seconds()) + 1)
    world.syncs[user.id] = [*recent, (now, full)]


# --- reading -------------------------------------------------------------------------------------------------


def _named(world: World, types: list[str]) -> set[str]:
    asked = {name.removeprefix("-") for name in types} - {"all"}
    if unknown := asked - RESOURCES:
        world.wrong.append(f"POST /sync: Todoist knows no resource type {sorted(unknown)}")
        raise invalid("resource_types", "unknown resource type")
    named = set(RESOURCES) if "all" in types else {name for name in types if not name.startswith("-")}
    return named - {name[1:] for name in types if name.startswith("-")}


def _read(world: World, user: User, types: set[str], since: int | None) -> Json:
    told: Json = {name: {} if name in _OBJECTS else [] for name in types}
    for name in types & {"projects", "sections", "items", "labels"}:
        told[name] = _rows(world, user, name, since)
    if "notes" in types:
        told["notes"] = [notes.sync_form(one) for one in _notes(world, user, since) if one["item_id"]]
    if "project_notes" in types:
        told["project_notes"] = [
            notes.sync_form(one) for one in _notes(world, user, since) if not one["item_id"]
        ]
    if "collaborators" in types:
        told |= _people(world, user, since)
    if "collaborator_states" in types and "collaborators" not in types:
        told["collaborator_states"] = _people(world, user, since)["collaborator_states"]
    if "completed_info" in types:
        told["completed_info"] = _completed_info(world, user, since)
    for name, value in (("user", me(user)), ("user_plan_limits", _limits(user))):
        if name in types and since is None:
            told[name] = value
        else:
            told.pop(name, None)
    return told


def _rows(world: World, user: User, kind: str, since: int | None) -> list[Json]:
    """Everything that is active; or every object that changed, with what it is now or that it is gone."""
    if since is None:
        rows = world.delayed[2] if world.delayed is not None else world.rows
        return [
            row.data for row in rows[kind].values() if world.sees(user, kind, row) and is_active(rows, row)
        ]
    found = [_as_told(world, row) for row in world.seen(user, kind) if row.changed > since]
    vanished = {
        number
        for change, whose, what, number in world.lost
        if (whose, what) == (user.id, kind) and change > since
    }
    return found + [
        _gone(world, world.rows[kind][number])
        for number in vanished
        if not world.sees(user, kind, world.rows[kind][number])
    ]


def is_active(rows: Mapping[str, Mapping[str, Row]], row: Row) -> bool:
    """Neither done nor deleted, and in nothing that is archived."""
    data = row.data
    if data["is_deleted"] or data.get("checked"):
        return False
    section = rows["sections"].get(data.get("section_id") or "")
    project = rows["projects"].get(data.get("project_id") or data["id"])
    archived = [one for one in (data, section and section.data, project and project.data) if one]
    return not any(one.get("is_archived") for one in archived)


def _as_told(world: World, row: Row) -> Json:
    return _gone(world, row) if row.data["is_deleted"] else row.data


def _gone(world: World, row: Row) -> Json:
    if world.switches.bare_tombstones:
        return {"id": row.data["id"], "is_deleted": True}
    return {**row.data, "is_deleted": True}


def _completed_info(world: World, user: User, since: int | None) -> list[Json]:
    """How many completed tasks stand in each project and section and below each task, where any do, and archived sections (TypeScript SDK)."""
    counts: dict[tuple[str, str], int] = {}
    changed: set[tuple[str, str]] = set()
    inside = world.switches.counts_inside
    for row in world.seen(user, "items") if world.switches.counts_completed else ():
        data = row.data
        section, parent = data["section_id"], data["parent_id"]
        holders = {("item_id", parent), ("section_id", section), ("project_id", data["project_id"])}
        if not inside:
            nearest = ("item_id", parent) if parent else ("section_id", section)
            holders = {nearest if nearest[1] else ("project_id", data["project_id"])}
        for holder in holders:
            if holder[1] is None:
                continue
            counts[holder] = counts.get(holder, 0) + (data["checked"] and not data["is_deleted"])
            if since is None or row.changed > since:
                changed.add(holder)
    archived: dict[str, int] = {}
    for row in world.seen(user, "sections"):
        project = str(row.data["project_id"])
        archived[project] = archived.get(project, 0) + (
            row.data["is_archived"] and not row.data["is_deleted"]
        )
        if since is None or row.changed > since:
            changed.add(("project_id", project))
    return [
        _counted(*holder, counts.get(holder, 0), archived.get(holder[1], 0))
        for holder in sorted(changed)
        if counts.get(holder) or (holder[0] == "project_id" and archived.get(holder[1]))
    ]


def _counted(kind: str, number: str, count: int, archived: int) -> Json:
    more = {"archived_sections": archived} if kind == "project_id" else {"id": number}
    return {kind: number, "completed_items": count, **more}


def _notes(world: World, user: User, since: int | None) -> list[Json]:
    if since is None:
        return [row.data for row in world.seen(user, "notes") if not row.data["is_deleted"]]
    return [row.data for row in world.seen(user, "notes") if row.changed > since]


def _people(world: World, user: User, since: int | None) -> Json:
    """Everyone in the shared projects of this user, and how each stands in each."""
    states = [
        row
        for row in world.rows["collaborator_states"].values()
        if user.id in world.members[row.data["project_id"]] or row.data["user_id"] == user.id
    ]
    told = [
        row.data for row in states if (not row.data["is_deleted"] if since is None else row.changed > since)
    ]
    people = {each["user_id"] for each in told}
    return {
        "collaborators": [_person(world.users[number]) for number in sorted(people)],
        "collaborator_states": told,
    }


def _person(user: User) -> Json:
    return {
        "id": user.id,
        "email": user.email,
        "full_name": user.name,
        "timezone": "Europe/Oslo",
        "image_id": None,
    }


def me(user: User) -> Json:
    """The ``user`` resource, and what ``GET /user`` answers."""
    return {
        "id": user.id,
        "email": user.email,
        "full_name": user.name,
        "inbox_project_id": user.inbox,
        "is_premium": user.plan.plan_name != "free",
        "lang": "en",
        "token": user.token,
        "tz_info": {"timezone": "Europe/Oslo", "gmt_string": "+01:00", "hours": 1, "minutes": 0, "is_dst": 0},
    }


def _limits(user: User) -> Json:
    return {"current": dict(vars(user.plan)), "next": None}


# --- commands ------------------------------------------------------------------------------------------------


def _carry_out(world: World, user: User, commands: list[Any]) -> tuple[Json, Json]:
    """In order; one that is refused stops no other. One whose uuid was carried out before is not done again."""
    statuses: Json = {}
    mapping: dict[str, str] = {}  # of this request: what later commands may refer to
    answered: dict[str, str] = {}
    for command in commands:
        _check_form(world, command)
        uuid = command["uuid"]
        if uuid in statuses:
            continue  # Doist/todoist-sdk-typescript, issue 301: all but the first are passed over
        known = user.executed.get(uuid)
        if known is not None and not (known["status"] != "ok" and world.switches.failed_again):
            statuses[uuid] = known["status"]
            mapping |= known["mapping"]
            if world.switches.replay_maps:
                answered |= known["mapping"]
            continue
        statuses[uuid], new = _one(world, user, command, mapping)
        mapping |= new
        answered |= new
        user.executed[uuid] = {"status": statuses[uuid], "mapping": new}
    return statuses, answered


def _check_form(world: World, command: Any) -> None:
    arguments: Arguments = {
        "type": text(60, 1),
        "uuid": text(200, 1),
        "temp_id": text(200, 1),
        "args": lambda value: isinstance(value, dict),
    }
    checked(world.wrong, "a command of POST /sync", command, arguments, "type", "uuid", "args")


def _one(world: World, user: User, command: Json, mapping: Mapping[str, str]) -> tuple[Any, dict[str, str]]:
    kind = command["type"]
    try:
        if kind not in _COMMANDS:
            world.wrong.append(f"POST /sync: no command {kind!r} is known here")
            raise invalid("type", "unknown command")
        if user.read_only:
            raise forbidden()
        refusal = world.refusal_of(command)
        if refusal is not None:
            raise refusal
        arguments, required, do = _COMMANDS[kind]
        needs_id = "id" in required
        given = checked(world.wrong, kind, _resolved(command["args"], mapping), arguments, *required)
        made = do(world, user, given.pop("id") if needs_id else "", given)
    except Refusal as refused:
        return refused.body(bare=world.switches.bare_errors), {}
    if made is not None and "temp_id" in command:
        return "ok", {command["temp_id"]: made["id"]}
    return "ok", {}


def _resolved(value: Any, mapping: Mapping[str, str]) -> Any:
    """Temp ids become ids, wherever an id may stand. Raises Refusal for one that nothing before it made."""
    if isinstance(value, dict):
        return {
            name: _resolved_id(each, mapping)
            if name == "id" or name.endswith("_id")
            else _resolved(each, mapping)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [_resolved(each, mapping) if isinstance(each, dict) else each for each in value]
    return value


def _resolved_id(value: Any, mapping: Mapping[str, str]) -> Any:
    if not isinstance(value, str):
        return value
    if value in mapping:
        return mapping[value]
    if "-" in value:  # no id of Todoist's has one, and every uuid does
        raise invalid_temp_id()
    return value


def _made(do: Callable[[World, User, Json], Json]) -> Command:
    return lambda world, user, _id, given: do(world, user, given)


def _changed(do: Callable[[World, User, str, Json], object]) -> Command:
    def command(world: World, user: User, number: str, given: Json) -> Done:
        do(world, user, number, given)
        return None

    return command


def _plain(do: Callable[[World, User, str], object]) -> Command:
    def command(world: World, user: User, number: str, _given: Json) -> Done:
        do(world, user, number)
        return None

    return command


def _all(do: Callable[[World, User, Json], None]) -> Command:
    def command(world: World, user: User, _id: str, given: Json) -> Done:
        do(world, user, given)
        return None

    return command


def _archived(section_or_project: Any, *, archived: bool) -> Command:
    return _plain(lambda world, user, number: section_or_project(world, user, number, archived=archived))


_ID: Arguments = {"id": an_id}
_ORDERED = a_list(an_object({"id": an_id, "child_order": number(-(10**6))}, "id", "child_order"))
_COMMANDS: dict[str, tuple[Arguments, tuple[str, ...], Command]] = {
    "item_add": (items.ADDED, ("content",), _made(items.add)),
    "item_update": ({**_ID, **items.UPDATED}, ("id",), _changed(items.update)),
    "item_move": ({**_ID, **items.MOVED}, ("id",), _changed(items.move)),
    "item_delete": (_ID, ("id",), _plain(items.delete)),
    "item_complete": ({**_ID, **items.COMPLETED}, ("id",), _changed(items.complete)),
    "item_uncomplete": (_ID, ("id",), _plain(items.uncomplete)),
    "item_close": (_ID, ("id",), _plain(items.close)),
    "item_reorder": ({"items": _ORDERED}, ("items",), _all(items.reorder)),
    "section_add": (projects.SECTION_ADDED, ("name", "project_id"), _made(projects.add_section)),
    "section_update": ({**_ID, **projects.SECTION_UPDATED}, ("id",), _changed(projects.update_section)),
    "section_move": (
        {**_ID, "project_id": an_id},
        ("id", "project_id"),
        _changed(
            lambda world, user, number, given: projects.move_section(world, user, number, given["project_id"])
        ),
    ),
    "section_delete": (_ID, ("id",), _plain(projects.delete_section)),
    "section_archive": (_ID, ("id",), _archived(projects.archive_section, archived=True)),
    "section_unarchive": (_ID, ("id",), _archived(projects.archive_section, archived=False)),
    "project_add": (projects.PROJECT_ADDED, ("name",), _made(projects.add_project)),
    "project_update": ({**_ID, **projects.PROJECT_UPDATED}, ("id",), _changed(projects.update_project)),
    "project_delete": (_ID, ("id",), _plain(projects.delete_project)),
    "project_archive": (_ID, ("id",), _archived(projects.archive_project, archived=True)),
    "project_unarchive": (_ID, ("id",), _archived(projects.archive_project, archived=False)),
    "share_project": (
        {"project_id": an_id, "email": text(300, 3)},
        ("project_id", "email"),
        _all(projects.share),
    ),
    "label_add": (labels.UPDATED, ("name",), _made(labels.add)),
    "label_update": ({**_ID, **labels.UPDATED}, ("id",), _changed(labels.update)),
    "label_delete": (
        {**_ID, "cascade": one_of("all", "none")},
        ("id",),
        _changed(
            lambda world, user, number, given: labels.delete(world, user, number, given.get("cascade", "all"))
        ),
    ),
    "label_rename": (
        {"name_old": text(60, 1), "name_new": text(60, 1)},
        ("name_old", "name_new"),
        _all(lambda world, user, given: labels.rename(world, user, given["name_old"], given["name_new"])),
    ),
    "note_add": (notes.ADDED, ("content",), _made(notes.add)),
    "note_update": ({**_ID, **notes.UPDATED}, ("id",), _changed(notes.update)),
    "note_delete": (_ID, ("id",), _plain(notes.delete)),
}


def of_form(body: Mapping[str, str]) -> Json:
    """The documented form: each of these is JSON in a field of its own, but the token."""
    given: Json = dict(body)
    for name in ("resource_types", "commands"):
        if name in given:
            try:
                given[name] = json.loads(given[name])
            except ValueError:
                raise invalid(name, "no JSON") from None
    return given
