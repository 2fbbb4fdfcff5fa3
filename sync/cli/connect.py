"""``hjul connect``: one command for each kind of account. Each is a few lines; what it needs is imported when it is called."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sync.cli.arguments import DEFAULT_PLAN, EXIT_CODES, Plan, one_line

connect_app = typer.Typer(
    help="Sign in to an account and choose what the plan goes to there.",
    epilog=EXIT_CODES,
    rich_markup_mode=None,
    no_args_is_help=True,
)

Target = Annotated[
    str | None,
    typer.Option("--target", parser=one_line, metavar="NAME", help="What hjul calls it, in hjul.toml."),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Sign in with a browser on another machine.")]
SecretsDir = Annotated[
    str | None,
    typer.Option("--secrets-dir", metavar="DIR", help="Keep the sign-in in a file here, not in the keyring."),
]
NewCalendar = Annotated[
    str | None, typer.Option("--new-calendar", metavar="NAME", help="Make a calendar for them.")
]


def _holds(text: str) -> tuple[str, ...]:
    kinds = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    if not set(kinds) <= {"events", "tasks"}:
        raise typer.BadParameter(f"{text[:40]!r} is not events, tasks or both; write it as events,tasks")
    return tuple(sorted(kinds))


@connect_app.command("caldav", epilog=EXIT_CODES)
def connect_caldav(
    plan: Plan = DEFAULT_PLAN,
    *,
    target: Target = None,
    address: Annotated[
        str | None,
        typer.Option("--address", metavar="URL", help="The server's address, or an e-mail address."),
    ] = None,
    user: Annotated[str | None, typer.Option("--user", metavar="NAME", help="Who signs in there.")] = None,
    calendar: Annotated[
        str | None, typer.Option("--calendar", metavar="NAME", help="The calendar that meetings go to.")
    ] = None,
    new_calendar: NewCalendar = None,
    tasks: Annotated[
        str | None,
        typer.Option(
            "--tasks", metavar="NAME", help="The list that assignments go to; the calendar if it takes them."
        ),
    ] = None,
    new_tasks: Annotated[
        str | None, typer.Option("--new-tasks", metavar="NAME", help="Make a list for them.")
    ] = None,
    holds: Annotated[
        object, typer.Option("--holds", parser=_holds, metavar="events,tasks", help="What goes there.")
    ] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
    secrets_dir: SecretsDir = None,
) -> None:
    """Put the plan on a CalDAV server: sign in, choose or make calendars, try them, and write hjul.toml."""
    from sync.cli.connect_caldav import Wishes, run

    chosen = holds if isinstance(holds, tuple) else None
    texts = (target, address, user, calendar, new_calendar, tasks, new_tasks)
    run(plan, Wishes(*texts, chosen, password_stdin, secrets_dir))


def _shared(text: str) -> tuple[str, str]:
    whom, _, role = text.rpartition(":")
    if role not in {"reader", "writer"} or "@" not in whom or not whom.isprintable() or " " in whom:
        raise typer.BadParameter(f"{text[:80]!r} is not EMAIL:reader or EMAIL:writer")
    return whom, role


@connect_app.command("google", epilog=EXIT_CODES)
def connect_google(
    plan: Plan = DEFAULT_PLAN,
    *,
    target: Target = None,
    client: Annotated[
        Path | None,
        typer.Option("--client", metavar="FILE", help="The JSON of a client of the type Desktop app."),
    ] = None,
    service_account: Annotated[
        Path | None,
        typer.Option(
            "--service-account", metavar="FILE", help="A service account's key, for runs without people."
        ),
    ] = None,
    no_browser: NoBrowser = False,
    calendar: Annotated[
        str | None,
        typer.Option("--calendar", metavar="ID|NAME", help="The calendar that meetings go to."),
    ] = None,
    new_calendar: NewCalendar = None,
    share: Annotated[
        list[object] | None,
        typer.Option(
            "--share",
            parser=_shared,
            metavar="EMAIL:reader|writer",
            help="Share the calendar with somebody, without a mail. May be repeated.",
        ),
    ] = None,
    tasks: Annotated[
        str | None, typer.Option("--tasks", metavar="ID|NAME", help="The task list that assignments go to.")
    ] = None,
    new_tasks: Annotated[
        str | None, typer.Option("--new-tasks", metavar="NAME", help="Make a task list for them.")
    ] = None,
    secrets_dir: SecretsDir = None,
    root: Annotated[
        str | None,
        typer.Option("--root", metavar="URL", help="Where Google's API is reached, through a proxy."),
    ] = None,
) -> None:
    """Put the plan in a Google calendar: sign in, choose or make it, share it, try it, and write hjul.toml."""
    from sync.cli.connect_google import Wishes, run

    shared: Any = tuple(share or ())
    files = (client, service_account, no_browser)
    run(plan, Wishes(target, *files, calendar, new_calendar, shared, tasks, new_tasks, secrets_dir, root))


class Sections(StrEnum):
    AREA = "area"
    BODY = "body"
    PERSON = "person"
    NONE = "none"


@connect_app.command("todoist", epilog=EXIT_CODES)
def connect_todoist(
    plan: Plan = DEFAULT_PLAN,
    *,
    target: Target = None,
    token_stdin: Annotated[
        bool, typer.Option("--token-stdin", help="Read the API token from standard input.")
    ] = False,
    client: Annotated[
        Path | None,
        typer.Option("--client", metavar="FILE", help="Sign in with a browser, through an app of your own."),
    ] = None,
    no_browser: NoBrowser = False,
    project: Annotated[
        str | None, typer.Option("--project", metavar="ID|NAME", help="The project that assignments go to.")
    ] = None,
    new_project: Annotated[
        str | None,
        typer.Option("--new-project", parser=one_line, metavar="NAME", help="Make a project for them."),
    ] = None,
    sections: Annotated[
        Sections | None, typer.Option("--sections", help="A section for each of these in the project.")
    ] = None,
    per_area: Annotated[
        bool, typer.Option("--per-area", help="A project for each area: for plans too large for one.")
    ] = False,
    secrets_dir: SecretsDir = None,
    root: Annotated[
        str | None,
        typer.Option("--root", metavar="URL", help="Where Todoist's API is reached, through a proxy."),
    ] = None,
) -> None:
    """Put the plan's assignments in Todoist: sign in, choose or make a project, try it, and write hjul.toml."""
    from sync.cli.connect_todoist import Wishes, run

    signing = (client, token_stdin, no_browser)
    places = (project, new_project, sections.value if sections else None)
    run(plan, Wishes(target, *signing, *places, per_area, secrets_dir, root))
