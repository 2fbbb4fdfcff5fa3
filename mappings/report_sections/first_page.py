"""The first page: what the board is asked to decide, the counters in short, and what deviates. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from config.plan import Plan
from mappings.assignments import Assignment, Outlook
from mappings.follow_up import COUNTED, Account, Counters, FollowUp, Measured
from mappings.items import Responsible
from mappings.lines import who
from mappings.pace import Level
from mappings.proposals import Proposal, ProposalKind, ended_by_people, proposals
from mappings.report import (
    Block,
    Bullets,
    Cell,
    Column,
    ColumnKind,
    Mark,
    Paragraph,
    Quote,
    Section,
    Table,
    Tone,
)
from mappings.standing import Standing
from mappings.wording import Wording

DEVIATING = frozenset({Level.AT_RISK, Level.BEHIND, Level.MISSED})


def period_name(follow: FollowUp, say: Wording) -> str:
    """March 2026, or the first and the last day of what is not one month."""
    first, last = follow.edition.period_start, follow.edition.as_of
    if (first.year, first.month) == (last.year, last.month) and first.day == 1:
        return say.words.month(last)
    return say.stretch(first, last)


def body_name(follow: FollowUp, say: Wording, name: str | None) -> str:
    """The body by its own name, else the word for the board."""
    body = follow.plan.bodies.get(name or "")
    return say.body(body.name) if body else say("the_board")


def footer(follow: FollowUp, say: Wording) -> str:
    """What stands under every page: which plan, and that it is a draft until somebody decides."""
    plan, organisation = say.title(follow.plan.title), say.title(follow.plan.organisation)
    return say("footer", plan=plan, organisation=organisation, body=body_name(follow, say, follow.board))


def prepared_by(plan: Plan, say: Wording) -> str:
    """Who draws up the papers, with the role where it is not what they are called by."""
    body = plan.bodies.get(plan.prepared_by or "")
    person = plan.people.get(plan.prepared_by or "")
    role = person.role if person and person.role != person.name else None
    named = say.title(body.name) if body else say.person(plan.prepared_by)
    return f"{named}, {say.title(role)}" if role else named


# Proposed decisions -----------------------------------------------------------------------------------------------


def proposed_decisions(follow: FollowUp, say: Wording) -> Section:
    """One sentence for each decision, with the body that would make it."""
    lines = tuple(Cell(text) for text in proposal_sentences(follow, proposals(follow), say, say.listed))
    return Section("proposals", say("proposals"), (Bullets(lines, numbered=True),))


def proposal_sentences(
    follow: FollowUp, some: Iterable[Proposal], say: Wording, listed: Callable[[Iterable[str]], str]
) -> Iterator[str]:
    """Each of these proposals as the sentence that is decided. ``listed`` puts the titles in it beside one another."""
    named = {one.id: say.about(one) for one in follow.assignments}
    dates = {one.id: new for one in follow.assignments if (new := say.explained(one.note).new_date)}
    dated = {
        one.standing.key: f"{say.title(one.event.title)} {say.day(one.day)}" for one in follow.gatherings
    }
    moved = {standing.key: _move(standing, say) for standing in standings_of(follow) if standing.unsettled}
    for proposal in some:
        body = body_name(follow, say, proposal.body)
        key = f"proposal.{proposal.kind}"
        asked = proposal.subjects
        if proposal.kind is ProposalKind.NEW_DATES and (given := [one for one in asked if one.id in dates]):
            items = listed(f"{named[one.id]} ({dates[one.id]})" for one in given)
            yield say.words.word(f"{key}-given", body=body, items=items)
            asked = tuple(one for one in asked if one.id not in dates)
            if not asked:
                continue
        match proposal.kind:
            case ProposalKind.SETTLE_MOVES:
                names: dict[str, str] = moved
            case ProposalKind.SET_DATES | ProposalKind.COVER | ProposalKind.OVERSPENT:
                names = {}
            case _:
                names = named | dated
        items = listed(names.get(one.id, say.title(one.title)) for one in asked)
        text = say.words.word(key, body=body, items=items, period=period_name(follow, say))
        yield f"{text.removesuffix('..')}." if text.endswith("..") else text


def _move(standing: Standing, say: Wording) -> str:
    drift = standing.unsettled[0]
    return f"{say.title(standing.item.title)} ({say.day(drift.old) or '–'} → {say.day(drift.new) or '–'})"


# Summary ----------------------------------------------------------------------------------------------------------


def summary(follow: FollowUp, say: Wording) -> Section:
    """The sentence to read aloud, the counters with the change since the report before, and the rest in a few lines."""
    blocks: list[Block] = [
        Quote(say("read_aloud_label"), read_aloud(follow, say)),
        _counter_table(follow, say),
        Bullets(tuple(Cell(line) for line in _lines(follow, say))),
    ]
    return Section("summary", say("summary"), tuple(blocks))


def read_aloud(follow: FollowUp, say: Wording) -> str:
    """One sentence that a chair can say."""
    counters = follow.counters
    if counters.total == 0:
        return say("read_aloud_nothing", date=say.long_day(follow.edition.as_of))
    counts = [(outlook, count) for outlook in Outlook if (count := counters.by_outlook[outlook])]
    first = counts[0][1]
    parts = [
        say.words.word(
            f"counted.{outlook}_{'one' if count == 1 else 'many'}", count=say.number(count) if number else ""
        ).strip()
        for number, (outlook, count) in enumerate(counts)  # the first number stands before "of so many"
    ]
    day, listed = say.long_day(follow.edition.as_of), say.enumerated(parts)
    sentence = (
        say("read_aloud_single", date=day, parts=listed)
        if counters.total == 1
        else say.counted("read_aloud", first, total=say.number(counters.total), date=day, parts=listed)
    )
    if follow.before is None:
        return f"{sentence}."
    finished = len(follow.finished)
    since = say.counted("since", finished) if finished else say("since_none")
    return f"{sentence}; {since}."


def _counter_table(follow: FollowUp, say: Wording) -> Table:
    """One column for each outlook; a row for now, one for the report before, one for the change."""
    columns = (
        say.column("as_of"),
        *(Column(mark.word, ColumnKind.NUMBER, mark) for mark in (counted_mark(one, say) for one in Outlook)),
        Column(say("total"), ColumnKind.NUMBER),
    )
    edition, now, before = follow.edition, follow.counters, follow.before
    rows = [(Cell(say.day(edition.as_of)), *(Cell(say.number(count)) for count in _counts(now)))]
    if before:
        pairs = list(zip(_counts(now), _counts(before), strict=True))
        rows += [
            (Cell(say.day(edition.previous)), *(Cell(say.number(had)) for _, had in pairs)),
            (Cell(say("change")), *(Cell(say.signed(has - had)) for has, had in pairs)),
        ]
    return Table(say("caption_counters"), columns, tuple(rows))


def counted_mark(outlook: Outlook, say: Wording) -> Mark:
    """The word over a counter: what is done counts whether it is only reported or also accepted by the board."""
    mark = say.outlook(outlook)
    return Mark(mark.tone, say("counted_done")) if outlook is Outlook.DONE else mark


def _counts(counters: Counters) -> list[int]:
    return [*(counters.by_outlook[outlook] for outlook in Outlook), counters.total]


def _lines(follow: FollowUp, say: Wording) -> Iterator[str]:
    counters = follow.counters
    if besides := sum(bool(one.late) for one in follow.assignments if one.kind not in COUNTED):
        yield say.counted("line_late_besides", besides)
    yield say("line_reported", reported=say.number(counters.reported), expected=say.number(counters.expected))
    levels = Counter(one.judgement.level for one in follow.indicators)
    if levels:
        yield say(
            "line_goals", parts=_tallied([(say.level(level).word, levels[level]) for level in Level], say)
        )
    if follow.past:
        held = sum(one.was_held for one in follow.past)
        off = sum(one.is_called_off for one in follow.past)
        words = (
            (say.words.word("gathered.held"), held),
            (say.words.word("gathered.unconfirmed"), len(follow.past) - held - off),
            (say.words.word("gathered.cancelled"), off),
        )
        yield say("line_meetings", parts=_tallied(words, say))
    spent = [(one.spent, one.amount) for one in follow.accounts if one.spent is not None]
    if spent:
        yield say(
            "line_money",
            spent=say.money(sum(used for used, _ in spent)),
            budget=say.money(sum(amount for _, amount in spent)),
            known=say.number(len(spent)),
            lines=say.number(len(follow.accounts)),
        )
    moved = sum(bool(standing.unsettled) for standing in standings_of(follow))
    if moved:
        yield say.counted("line_moved", moved)
    if follow.next_meeting:
        title, day = (
            say.title(follow.next_meeting.event.title),
            say.moment(follow.next_meeting.standing.start),
        )
        yield say("line_next", meeting=title, date=day)


def _tallied(counts: Iterable[tuple[str, int]], say: Wording) -> str:
    return " · ".join(f"{word}: {say.number(count)}" for word, count in counts if count)


def standings_of(follow: FollowUp) -> Iterator[Standing]:
    """Every item of the plan, meetings and events first."""
    for one in follow.gatherings:
        yield one.standing
    for assignment in follow.assignments:
        yield from assignment.each


# Deviations -------------------------------------------------------------------------------------------------------


def deviations(follow: FollowUp, say: Wording) -> Section:
    """Only what is late, off the mark, ended by somebody, or beyond the budget; and how many did not report."""
    late = sorted((one for one in follow.assignments if one.late), key=_first_late)
    rows = (
        *(_late_row(one, say) for one in late),
        *(_goal_row(follow, one, say) for one in follow.indicators if is_deviating(one)),
        *(
            _ended_row(one, turn, say)
            for one in follow.assignments
            for turn in one.each
            if ended_by_people(turn)
        ),
        *(_overrun_row(one, say) for one in follow.accounts if one.is_over),
    )
    columns = (
        say.column("what"),
        say.column("deviation", ColumnKind.STATE),
        say.column("responsible"),
        say.column("due", ColumnKind.DATE),
        say.column("cause"),
        say.column("measure"),
        say.column("note"),
    )
    blocks: list[Block] = [Table.of(say("caption_deviations"), columns, rows)] if rows else []
    if not rows:
        blocks.append(Paragraph(say("no_deviations")))
    if silent := follow.counters.by_outlook[Outlook.NOT_REPORTED]:
        blocks.append(Paragraph(say.counted("silent", silent, section=say("not_reported"))))
    return Section("deviations", say("deviations"), tuple(blocks))


def _levels(one: Measured, say: Wording) -> tuple[Mark, str]:
    """The level that makes it a deviation, worked out before judged, and the other in words."""
    level, judged = one.judgement.level, one.judged
    if judged is None or judged is level:
        return say.level(level), ""
    if level in DEVIATING:
        return say.level(level), say("judged_as", level=say.level(judged).word)
    return say.level(judged), say("worked_out_as", level=say.level(level).word)


def is_deviating(one: Measured) -> bool:
    """Off the mark as worked out, or as somebody judged."""
    return bool({one.judgement.level, one.judged} & DEVIATING)


def _first_late(one: Assignment) -> tuple[date, str]:
    """The longest overdue first."""
    return min(turn.due or date.max for turn in one.late), one.id


def _late_row(one: Assignment, say: Wording) -> tuple[Cell, ...]:
    return (
        Cell(say.about(one)),
        say.state(one),
        Cell(say.names(one.responsible) or say("nobody")),
        *_due_and_why(say.due(one), one.note, say),
    )


def _goal_row(follow: FollowUp, one: Measured, say: Wording) -> tuple[Cell, ...]:
    by = one.scale.end
    shown, beside = _levels(one, say)
    return (
        Cell(say.title(one.indicator.title)),
        Cell(
            "",
            shown,
            "; ".join(part for part in (actual_against(one, say), beside) if part),
        ),
        Cell(say.names(measured_by(follow, one))),
        *_due_and_why(say("target_by", target=_limit(one, say), date=say.day(by)), one.note, say),
    )


def _limit(one: Measured, say: Wording) -> str:
    """The target; of one that is not to be passed, or to be met just so, with the word that says it."""
    target = say.quantity(one.scale.target, one.indicator.unit)
    comparator = one.scale.comparator
    return (
        target
        if comparator == "at-least" or not target
        else say.words.word(f"comparator.{comparator}", target=target)
    )


def _ended_row(one: Assignment, turn: Standing, say: Wording) -> tuple[Cell, ...]:
    word = say.words.word("outlook.deleted" if turn.deleted else "outlook.cancelled")
    tone = Tone.UNKNOWN if turn.deleted else Tone.OFF
    return (
        Cell(say.title(turn.item.title, one.confidential)),
        Cell("", Mark(tone, word), say.told(turn.deleted or turn.closed)),
        Cell(say.names(one.responsible) or say("nobody")),
        *_due_and_why(say.day(turn.due), turn.note, say),
    )


def _overrun_row(one: Account, say: Wording) -> tuple[Cell, ...]:
    most = max(value for value in (one.spent, one.forecast, one.planned) if value is not None)
    detail = say("over_by", amount=say.money(most - one.amount), budget=say.money(one.amount))
    return (
        Cell(say.title(one.title)),
        Cell("", Mark(Tone.ALARM, say("over_budget")), detail),
        Cell(),
        *_due_and_why("", one.note, say),
    )


def _due_and_why(due: str, note: str, say: Wording) -> tuple[Cell, ...]:
    """The day with the new one under it, the cause, the counter-measure, and the rest of what was written."""
    said = say.explained(note)
    new = say("new_date", date=said.new_date) if said.new_date else ""
    return Cell(due, detail=new), Cell(said.cause), Cell(said.measure), Cell(said.rest)


def actual_against(one: Measured, say: Wording) -> str:
    """The number reported, against the one expected by now."""
    if one.actual is None:
        return ""
    actual = say.amount(one.actual, one.indicator.unit)
    expected = say.expected(one.scale, one.judgement, one.actual, one.indicator.unit)
    return say("against", actual=actual, expected=expected) if expected else actual


def measured_by(follow: FollowUp, one: Measured) -> tuple[Responsible, ...]:
    """Who is to measure it, else who answers for its goal."""
    if one.indicator.measured_by:
        return who(follow.plan, (one.indicator.measured_by,))
    goal = next((goal for _, goal in follow.plan.goals if goal.id == one.goal), None)
    return who(follow.plan, goal.responsible) if goal else ()
