"""``hjul minutes``: the decisions of a meeting, read into plan.yaml, all or nothing. Shows them first, and asks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from adapters.documents.bounds import MOST_BYTES
from adapters.documents.read import STANDARD_INPUT
from config.errors import WRONG_INPUT, UserError
from config.language import Language
from config.plan_edit import write_plan
from mappings.follow_up import Gathered
from mappings.lines import shown_day
from mappings.minutes import Line, Minutes, NewDecision
from mappings.wording import plain, shortened
from sync.agendas import Stand
from sync.cli.connection import confirmed
from sync.cli.terminal import say, say_json
from sync.meetings import find_meeting
from sync.minutes import amended, lines_of, read_minutes
from sync.session import running
from sync.workspace import Workspace

LONGEST_SHOWN = 200
MOST_WRONG = 50


def run(path: Path, meeting: str, source: Path, *, yes: bool, today: date | None, as_json: bool) -> None:
    """Read, show, ask, write. What stands in the plan already is not written twice."""
    workspace = Workspace.open(path, today=today)
    piped = str(source) == "-"
    name = STANDARD_INPUT if piped else str(source)
    lines = lines_of(_bytes(source, piped=piped), name)
    with workspace.remembered() as ledger:
        stand = Stand.now(workspace, ledger.observations(workspace.plan.id))
        held = find_meeting(meeting, stand.gatherings, stand.as_of, held=True)
        found = read_minutes(stand, held, lines)
    if found.wrong:
        raise UserError(_complaints(found, name), exit_code=WRONG_INPUT)
    text = amended(workspace.file, found, held)
    if as_json:
        say_json(_as_data(found, held, written=yes and text != workspace.file.text))
    else:
        _show(workspace, found, held, workspace.words.word("minutes.piped") if piped else name)
    if text == workspace.file.text:
        return
    if not yes and not _agreed(workspace, piped=piped):
        return
    _write(workspace, path, text, today=today)
    if not as_json:
        words = workspace.words
        counts = {"added": len(found.new), "accepted": len(found.accepted)}
        say(words.word("minutes.done", file=workspace.file.path.name, **counts))
        say(words.word("minutes.hint"))


def _bytes(source: Path, *, piped: bool) -> bytes:
    try:
        if piped:
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        if source.exists() and not source.is_file():
            raise UserError(
                f"{source}: this is no file; name the file with the decisions", exit_code=WRONG_INPUT
            )
        with source.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(f"{source}: cannot be read ({error.strerror})", exit_code=WRONG_INPUT) from None


def _complaints(found: Minutes, name: str) -> str:
    shown = [f"{name}:{wrong}" for wrong in found.wrong[:MOST_WRONG]]
    if more := len(found.wrong) - len(shown):
        shown.append(f"{name}: and {more} more")
    return "\n".join([*shown, "nothing was written"])


def _agreed(workspace: Workspace, *, piped: bool) -> bool:
    """Whether the person wants it written. UserError where nobody can be asked."""
    if piped or not sys.stdin.isatty():
        raise UserError(
            "nothing was written: nobody is there to be asked; look at it, and add --yes",
            exit_code=WRONG_INPUT,
        )
    words = workspace.words
    if confirmed(words, words.word("minutes.ask", file=workspace.file.path.name), default=True):
        return True
    say(words.word("minutes.kept"))
    return False


def _write(workspace: Workspace, path: Path, text: str, *, today: date | None) -> None:
    """The plan's new text, as a run that can be undone."""
    with running(workspace, "minutes") as session:
        write_plan(workspace.file.path, workspace.file.text, text)
        agreed = Workspace.open(path, today=today)
        session.plan_version = session.ledger.save_plan(agreed.plan.id, agreed.file.text, agreed.clock.now())


# What is shown ----------------------------------------------------------------------------------------------------


def _show(workspace: Workspace, found: Minutes, held: Gathered, name: str) -> None:
    words = workspace.words
    file = workspace.file.path.name
    if not (found.new or found.accepted):
        key = "nothing" if found.there else "none"
        say(words.word(f"minutes.{key}", source=name))
    else:
        meeting = f"{plain(held.event.title)} {shown_day(held.day, words)}"
        say(words.word("minutes.title", source=name, meeting=meeting, file=file), bold=True)
    for one in found.new:
        say(" · ".join(_parts(one, workspace, words)) + f" [{one.id}]", sign="+")
    for each in found.accepted:
        silent = "" if each.reported else f" ({words.word('minutes.unreported')})"
        say(f"{words.word('minutes.accept')}: {_short(each.title)}{silent} [{each.id}]", sign="~")
    for key, lines in (("there", found.there), ("left", found.left)):
        for line in lines:
            say(_about(line, key, words), sign="·" if key == "there" else "!")


def _about(line: Line, key: str, words: Language) -> str:
    where = words.word("minutes.line", number=line.number)
    return f"{words.word(f'minutes.{key}')}, {where}: {_short(line.text)}"


def _parts(one: NewDecision, workspace: Workspace, words: Language) -> Iterator[str]:
    plan = workspace.plan
    if one.paragraph:
        yield words.word("item.paragraph", number=one.paragraph)
    yield _short(one.text) + (f" ({words.word('report.confidential')})" if one.confidential else "")
    names = [
        plan.people[name].name if name in plan.people else plan.bodies[name].name for name in one.responsible
    ]
    yield words.word("minutes.who", names=", ".join(names))
    if one.last is not None:
        yield words.word("minutes.due", date=shown_day(one.last, words))
    elif one.due is not None:
        yield words.word("minutes.due_words", phrase=one.due)
    else:
        yield words.word("minutes.no_due")


def _short(text: str) -> str:
    return shortened(plain(text), LONGEST_SHOWN)


def _as_data(found: Minutes, held: Gathered, *, written: bool) -> dict[str, object]:
    return {
        "meeting": held.standing.key,
        "written": written,
        "new": [
            {
                "item": one.id,
                "line": one.line,
                "paragraph": one.paragraph,
                "text": one.text,
                "responsible": list(one.responsible),
                "due": str(one.due) if one.due is not None else None,
                "last": one.last.isoformat() if one.last else None,
                "confidential": one.confidential,
            }
            for one in found.new
        ],
        "accepted": [
            {"item": one.id, "line": one.line, "title": one.title, "reported": one.reported}
            for one in found.accepted
        ],
        "there": [{"line": line.number, "text": line.text} for line in found.there],
        "left": [{"line": line.number, "text": line.text} for line in found.left],
    }
