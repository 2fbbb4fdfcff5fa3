"""What the board has decided and how far it has come: reported done is one thing, accepted by the board another. Pure."""

from __future__ import annotations

from mappings.assignments import Outlook
from mappings.follow_up import DecisionStanding, FollowUp
from mappings.report import Cell, ColumnKind, Section, Table
from mappings.wording import Wording


def decisions(follow: FollowUp, say: Wording) -> Section | None:
    """Each decision with its meeting, who carries it out, when, and its two-stage closure."""
    if not follow.decisions:
        return None
    columns = (
        say.column("decision"),
        say.column("meeting"),
        say.column("responsible"),
        say.column("due", ColumnKind.DATE),
        say.column("state", ColumnKind.STATE),
    )
    rows = tuple(_row(one, say) for one in follow.decisions)
    return Section("decisions", say("decisions"), (Table.of(say("caption_decisions"), columns, rows),))


def _row(one: DecisionStanding, say: Wording) -> tuple[Cell, ...]:
    assignment, paragraph = one.assignment, one.decision.paragraph
    state = say.state(assignment)
    if assignment.outlook is Outlook.DONE:
        accepted = one.decision.accepted if assignment.is_accepted else None
        closure = say.day(accepted) if accepted else say("not_yet_accepted")
        state = Cell("", state.mark, "; ".join(part for part in (state.detail, closure) if part))
    return (
        Cell(say.title(assignment.title, assignment.confidential), detail=say.remark(assignment)),
        Cell(
            " ".join(part for part in (say.title(one.meeting), say.day(one.held)) if part),
            detail=say.words.word("item.paragraph", number=say.title(paragraph)) if paragraph else "",
        ),
        Cell(say.names(assignment.responsible) or say("nobody")),
        say.due_cell(assignment),
        state,
    )
