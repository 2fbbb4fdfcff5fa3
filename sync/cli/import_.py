"""``hjul import``: a plan document, as boards write them, into the draft of a plan.yaml. Nothing leaves the machine.

A plan.yaml that is there is never written over: what the document would change in it is shown, and written when asked.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from adapters.documents.read import STANDARD_INPUT, read_document, read_standard_input
from config.errors import WRONG_INPUT, PlanError, UserError
from config.language import Language, language
from config.plan_edit import write_plan
from config.plan_file import PlanFile, read_plan, understand
from config.yaml_tree import MOST_BYTES
from mappings.blocks import Block, TableRow
from mappings.reading.model import Reading
from mappings.reading.read import read
from mappings.reading.tongue import is_foreign
from mappings.reading_again import Proposal, amended, propose, remembered
from mappings.reading_answers import with_answers, with_status_asked
from mappings.reading_to_json import reading_as_data
from mappings.reading_to_plan import plan_text
from sync.cli.files import write
from sync.cli.import_memory import recall, remember
from sync.cli.import_review import review_questions
from sync.cli.terminal import complain, say, say_json
from sync.clock import Clock


def run(
    document: str,
    *,
    output: Path | None,
    as_json: bool,
    review: bool,
    apply: bool,
    today: date | None,
) -> None:
    """UserError (exit code 2) for what cannot be read, or holds nothing that the rules know."""
    name, reading = _read(document)
    words = language(reading.head.language)
    there = None if as_json else _there(output)
    if there is not None:
        given = {one.question: one.answer for one in there.plan.questions if one.answer}
        reading = with_answers(reading, given, words)
    if review:
        _check_terminal()
        reading = review_questions(reading, words)
    if as_json:
        _give_json(reading, words, output)
        return
    text = plan_text(reading, name, Clock(ZoneInfo("UTC"), today).today().year)
    draft = _checked(text, name)
    if output is None:
        print(text, end="")
    elif there is not None:
        _again(output, there, draft, name, apply=apply)
    else:
        write(output, text)
        remember(output, remembered(draft))
        _tell(output, draft, words)
        if reading.unread:
            say(words.word("import.unread_count", count=len(reading.unread), file=output))


def _there(output: Path | None) -> PlanFile | None:
    """The plan that is there. PlanError for one that cannot be used: nothing is put into it, nor over it."""
    if output is None or not output.is_file() or not output.stat().st_size:
        return None
    return read_plan(output)


def _read(document: str) -> tuple[str, Reading]:
    if document == "-":
        name, read_in = STANDARD_INPUT, read_standard_input()
    else:
        path = Path(document)
        name, read_in = path.name, read_document(path)
    if is_foreign("\n".join(_words(block) for block in read_in.blocks)):
        raise UserError(
            f"{name}: is in a language that hjul does not read; it reads Swedish, Norwegian (bokmål and nynorsk), Danish and English",
            exit_code=WRONG_INPUT,
        )
    reading = read(read_in)
    for note in read_in.left_out:
        complain(f"{name}: left out: {note}")
    if not _says_something(reading):
        raise UserError(
            f"{document if document != '-' else STANDARD_INPUT}: nothing in it could be read as a plan; look that it is a "
            "board's plan, in Swedish, Norwegian, Danish or English",
            exit_code=WRONG_INPUT,
        )
    return name, with_status_asked(reading)


def _words(block: Block) -> str:
    return " ".join(cell.text for cell in block.cells) if isinstance(block, TableRow) else block.text


def _says_something(reading: Reading) -> bool:
    items = (reading.meetings_and_events, reading.recurring, reading.actions, reading.goals, reading.targets)
    return any(items) or bool(reading.required_parts or reading.decision_points or reading.rules)


def _give_json(reading: Reading, words: Language, output: Path | None) -> None:
    data = reading_as_data(reading, words)
    if output is None:
        say_json(data)
        return
    import json

    if output.exists() and output.is_file() and output.stat().st_size:
        raise UserError(
            f"{output}: is there already; name another file, or take it away", exit_code=WRONG_INPUT
        )
    write(output, json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def _checked(text: str, name: str) -> PlanFile:
    """The draft as plan.yaml is read. UserError when the document holds what no plan can hold."""
    if len(text.encode()) > MOST_BYTES:
        raise UserError(
            f"{name}: holds more than a plan can; take the part that is the plan into a document of its own",
            exit_code=WRONG_INPUT,
        )
    try:
        return understand(text, Path("plan.yaml"))
    except PlanError as error:
        first = error.problems[0]
        raise UserError(
            f"{name}: no plan could be made of it ({first.found}; {first.expected}); --format json shows what was read",
        ) from None


def _tell(path: Path, draft: PlanFile, words: Language) -> None:
    plan = draft.plan
    gatherings = sum(len(draft.dates.slots[one.id]) or 1 for one in (*plan.meetings, *plan.events))
    line = words.word(
        "import.written",
        file=path,
        gatherings=gatherings,
        actions=len(plan.activities),
        targets=sum(one.target is not None for _, _, one in plan.indicators),
        questions=sum(one.answer is None for one in plan.questions),
    )
    say(line, bold=True)


def _check_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UserError(
            "--review asks in the terminal, and there is none; the questions stand in plan.yaml under questions:",
            exit_code=WRONG_INPUT,
        )


# Again ------------------------------------------------------------------------------------------------------------


def _again(path: Path, there: PlanFile, draft: PlanFile, name: str, *, apply: bool) -> None:
    """Show what the document would change in the plan that is there; write it when asked."""
    words = language(there.plan.language)
    before = recall(path)
    proposal = propose(there, draft, before)
    if not proposal.lines:
        say(words.word("import.unchanged", file=path, document=name), bold=True)
        if apply:
            remember(path, proposal.memory)
        return
    say(words.word("import.proposed", file=path, document=name), bold=True)
    for line in proposal.lines:
        say(words.word(f"import.{line.kind}", **line.values), sign=_SIGNS[line.kind])
    if not apply:
        say(words.word("import.apply", file=path))
        return
    _write(path, there, proposal, words)


_SIGNS = {"added": "+", "changed": "~", "kept": "!", "dropped": "-"}


def _write(path: Path, there: PlanFile, proposal: Proposal, words: Language) -> None:
    text, by_hand = amended(there, proposal)
    try:
        understand(text, path)
    except PlanError as error:
        first = error.problems[0]
        raise UserError(
            f"{path}: the changes do not fit together ({first.found}; {first.expected}); nothing was changed"
        ) from None
    write_plan(path, there.text, text)
    remember(path, proposal.memory)
    for line in by_hand:
        complain(line)
    counted = {
        kind: sum(line.kind == kind for line in proposal.lines) for kind in ("added", "changed", "dropped")
    }
    say(words.word("import.applied", file=path, **counted), bold=True)
