"""Money: what was budgeted, spent and forecast, and what costs money without cover. Pure."""

from __future__ import annotations

from mappings.follow_up import Account, FollowUp
from mappings.report import Block, Bullets, Cell, ColumnKind, Mark, Paragraph, Section, Table, Tone
from mappings.wording import Wording


def money(follow: FollowUp, say: Wording) -> Section | None:
    """The budget's lines with their sum; then what no line covers."""
    if not follow.accounts and not follow.uncovered:
        return None
    blocks: list[Block] = []
    if follow.accounts:
        columns = (
            say.column("line"),
            say.column("budget", ColumnKind.NUMBER),
            say.column("spent", ColumnKind.NUMBER),
            say.column("left", ColumnKind.NUMBER),
            say.column("forecast", ColumnKind.NUMBER),
            say.column("state", ColumnKind.STATE),
        )
        rows = [_row(one, say) for one in follow.accounts]
        blocks.append(Table.of(say("caption_money"), columns, (*rows, _total(follow, say))))
    if follow.uncovered:
        lines = tuple(
            Cell(say("costs", title=say.title(one.title), cost=say.money(one.cost)))
            for one in follow.uncovered
        )
        blocks += [Paragraph(say("uncovered")), Bullets(lines)]
    return Section("money", say("money"), tuple(blocks))


def _row(one: Account, say: Wording) -> tuple[Cell, ...]:
    return (
        Cell(say.title(one.title)),
        Cell(say.money(one.amount)),
        Cell("–" if one.spent is None else say.money(one.spent), detail=say.told(one.evidence)),
        Cell("–" if one.spent is None else say.money(one.amount - one.spent)),
        Cell("–" if one.forecast is None else say.money(one.forecast)),
        Cell("", _mark(one, say)),
    )


def _mark(one: Account, say: Wording) -> Mark:
    if one.is_over:
        return Mark(Tone.ALARM, say("over_budget"))
    if one.spent is None:
        return Mark(Tone.UNKNOWN, say.words.word("outlook.not-reported"))
    return Mark(Tone.GOOD, say("within_budget"))


def _total(follow: FollowUp, say: Wording) -> tuple[Cell, ...]:
    """The sums; of spent and forecast only where every line has one, for half a sum says nothing."""
    budget = sum(one.amount for one in follow.accounts)
    spent = _sum([one.spent for one in follow.accounts])
    forecast = _sum([one.forecast for one in follow.accounts])
    return (
        Cell(say("total")),
        Cell(say.money(budget)),
        Cell("–" if spent is None else say.money(spent)),
        Cell("–" if spent is None else say.money(budget - spent)),
        Cell("–" if forecast is None else say.money(forecast)),
        Cell(),
    )


def _sum(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None
