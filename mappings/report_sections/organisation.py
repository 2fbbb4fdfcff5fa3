"""Bodies and working groups with what they have on their hands, and the risks with their controls. Pure."""

from __future__ import annotations

from config.plan import BodyKind
from mappings.follow_up import BodyStanding, FollowUp, Gathered, RiskStanding
from mappings.report import Cell, ColumnKind, Mark, Section, Table, Tone
from mappings.wording import Wording

HIGH_RISK = 12
MEDIUM_RISK = 6
"""Probability × consequence, each 1–5, from which a risk is called high and medium."""


def bodies(follow: FollowUp, say: Wording) -> Section | None:
    """The groups under the board: who calls them together, when they met and meet, and what is open."""
    shown = [
        one
        for one in follow.bodies
        if follow.plan.bodies[one.id].kind is not BodyKind.ASSEMBLY or one.open or one.last or one.next
    ]
    if all(one.id == follow.board for one in shown):
        return None
    columns = (
        say.column("body"),
        say.column("convenor"),
        say.column("last_met", ColumnKind.DATE),
        say.column("next_meets", ColumnKind.DATE),
        say.column("open", ColumnKind.NUMBER),
    )
    rows = tuple(_body_row(follow, one, say) for one in shown)
    return Section("bodies", say("bodies"), (Table(say("caption_bodies"), columns, rows),))


def _body_row(follow: FollowUp, one: BodyStanding, say: Wording) -> tuple[Cell, ...]:
    body = follow.plan.bodies[one.id]
    late = say.counted("of_which_late", one.late) if one.late else ""
    convenor = Cell(say.person(body.contact))
    if body.contact is None:
        vacant = body.kind is not BodyKind.ASSEMBLY
        convenor = Cell("", Mark(Tone.UNKNOWN, say("vacant"))) if vacant else Cell("–")
    return (
        Cell(say.title(body.name)),
        convenor,
        _met(one.last, say),
        Cell(say.day(one.next.day) if one.next else "–"),
        Cell(say.number(one.open), detail=late),
    )


def _met(last: Gathered | None, say: Wording) -> Cell:
    if last is None:
        return Cell("–")
    return Cell(say.day(last.day), detail="" if last.was_held else say.words.word("gathered.unconfirmed"))


# Risks ------------------------------------------------------------------------------------------------------------


def risks(follow: FollowUp, say: Wording) -> Section | None:
    """The heaviest risks first, each with its value and how its controls go."""
    if not follow.risks:
        return None
    columns = (
        say.column("risk"),
        say.column("risk_value", ColumnKind.STATE),
        say.column("risk_decision"),
        say.column("control"),
        say.column("responsible"),
        say.column("due", ColumnKind.DATE),
        say.column("state", ColumnKind.STATE),
    )
    rows = tuple(row for one in follow.risks for row in _risk_rows(follow, one, say))
    return Section("risks", say("risks"), (Table.of(say("caption_risks"), columns, rows),))


def _risk_rows(follow: FollowUp, one: RiskStanding, say: Wording) -> tuple[tuple[Cell, ...], ...]:
    risk = one.risk
    decision = say.words.word(f"risk.{risk.decision}") if risk.decision else "–"
    head = (Cell(say.title(risk.title)), _value(follow, one, say), Cell(decision))
    if not one.controls:
        return ((*head, Cell(say("no_control")), Cell(), Cell(), Cell()),)
    return tuple(
        (
            *head,
            Cell(say.title(control.title), detail=say.remark(control)),
            Cell(say.names(control.responsible) or say("nobody")),
            say.due_cell(control),
            say.state(control),
        )
        for control in one.controls
    )


def _value(follow: FollowUp, one: RiskStanding, say: Wording) -> Cell:
    risk = one.risk
    if risk.value is None:
        return Cell("", Mark(Tone.UNKNOWN, say("risk_not_valued")))
    tone, key = Tone.WAITING, "low"
    if risk.value >= MEDIUM_RISK:
        tone, key = (Tone.ALARM, "high") if risk.value >= HIGH_RISK else (Tone.WATCH, "medium")
    product = f"{say.number(risk.probability or 0)} × {say.number(risk.consequence or 0)}"
    mark = Mark(tone, f"{say.number(risk.value)} {say.words.word(f'risk.{key}')}")
    return Cell(
        "", mark, "; ".join(part for part in (product, _change(follow, one, risk.value, say)) if part)
    )


def _change(follow: FollowUp, one: RiskStanding, value: int, say: Wording) -> str:
    """How the value has changed since the last report's plan; nothing where there is none to compare with."""
    if follow.changes is None:
        return ""
    if one.before is None:
        return say("risk_new")
    before = one.before.value
    if before is None:
        return say("risk_valued")
    if before == value:
        return say("risk_unchanged")
    return say("risk_raised" if value > before else "risk_lowered", before=say.number(before))
