"""One person's assignments: what to do now, what comes, what they have reported, where they meet. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from mappings.assignments import Assignment, Outlook
from mappings.follow_up import FollowUp
from mappings.items import EventKind
from mappings.report import Bullets, Cell, ColumnKind, Paragraph, Section, Table
from mappings.report_sections.attainment import target_cell
from mappings.wording import Wording

SOON = timedelta(days=30)
MEETINGS = timedelta(days=90)
CLOSED = frozenset({Outlook.DONE, Outlook.CANCELLED})


def mine_now(follow: FollowUp, say: Wording) -> Section:
    """What is late, and what a report is awaited on."""
    own = [one for one in _open(follow) if _is_now(one)]
    blocks = (_table("caption_mine_now", own, say),) if own else (Paragraph(say("nothing_now")),)
    return Section("mine-now", say("mine_now"), blocks)


def mine_coming(follow: FollowUp, say: Wording) -> Section | None:
    """What is due in the next thirty days."""
    return _section("mine-coming", [one for one in _open(follow) if _is_soon(one, follow)], say)


def mine_later(follow: FollowUp, say: Wording) -> Section | None:
    """All the rest that is open."""
    rest = [one for one in _open(follow) if not _is_now(one) and not _is_soon(one, follow)]
    return _section("mine-later", rest, say)


def mine_reported(follow: FollowUp, say: Wording) -> Section | None:
    """What is done or called off."""
    return _section("mine-reported", [one for one in follow.assignments if one.outlook in CLOSED], say)


def mine_numbers(follow: FollowUp, say: Wording) -> Section | None:
    """What they measure, with the last number."""
    if not follow.indicators:
        return None
    columns = (
        say.column("what"),
        say.column("target"),
        say.column("actual", ColumnKind.NUMBER),
        say.column("level", ColumnKind.STATE),
    )
    rows = tuple(
        (
            Cell(say.title(one.indicator.title)),
            target_cell(one, say),
            Cell(say.amount(one.actual, one.indicator.unit) or "–", detail=say.told(one.evidence)),
            Cell("", say.level(one.judgement.level)),
        )
        for one in follow.indicators
    )
    return Section("mine-numbers", say("mine_numbers"), (Table(say("mine_numbers"), columns, rows),))


def mine_meetings(follow: FollowUp, say: Wording) -> Section | None:
    """The meetings and events of the next ninety days that concern them."""
    last = follow.edition.as_of + MEETINGS
    ahead = sorted(
        (one for one in follow.coming if one.day <= last and one.event.kind is not EventKind.OBSERVANCE),
        key=lambda one: (one.day, one.standing.key),
    )
    if not ahead:
        return None
    lines = tuple(
        Cell(
            f"{say.moment(one.standing.start)}: {say.title(one.event.title, one.confidential)}",
            detail=say.title(one.event.place),
        )
        for one in ahead
    )
    return Section("mine-meetings", say("mine_meetings"), (Bullets(lines),))


PERSONAL: tuple[Callable[[FollowUp, Wording], Section | None], ...] = (
    mine_now,
    mine_coming,
    mine_later,
    mine_numbers,
    mine_meetings,
    mine_reported,
)
"""The parts in the order in which somebody reads them."""


def _open(follow: FollowUp) -> list[Assignment]:
    return sorted(
        (one for one in follow.assignments if one.outlook not in CLOSED),
        key=lambda one: (one.due is None, str(one.due or ""), one.id),
    )


def _is_now(one: Assignment) -> bool:
    return one.outlook is Outlook.LATE or one.awaited


def _is_soon(one: Assignment, follow: FollowUp) -> bool:
    return not _is_now(one) and one.due is not None and one.due <= follow.edition.as_of + SOON


def _section(key: str, own: list[Assignment], say: Wording) -> Section | None:
    name = key.replace("-", "_")
    return Section(key, say(name), (_table(f"caption_{name}", own, say),)) if own else None


def _table(caption: str, own: Iterable[Assignment], say: Wording) -> Table:
    columns = (
        say.column("what"),
        say.column("due", ColumnKind.DATE),
        say.column("state", ColumnKind.STATE),
        say.column("note"),
    )
    rows = (
        (
            Cell(say.about(one), detail=_as_what(one, say)),
            say.due_cell(one),
            say.state(one),
            Cell(say.remark(one)),
        )
        for one in own
    )
    return Table.of(say(caption), columns, rows)


def _as_what(one: Assignment, say: Wording) -> str:
    """The bodies for which somebody has it."""
    return ", ".join(dict.fromkeys(say.title(who.body) for who in one.responsible if who.body))
