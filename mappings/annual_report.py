"""A draft of the annual activity report: what was held and done in the plan's year, under the plan's own headings. Pure.

Everything in it stands in the follow-up of the year. Where the board must say why, it says so in brackets; a person edits
the draft before anybody adopts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from config.dates import ONE_DAY, month_end
from config.language import Language
from config.plan import Area, BodyKind
from mappings.assignments import Assignment, Outlook
from mappings.follow_up import FollowUp, Gathered
from mappings.items import EventKind, TaskKind
from mappings.report import Block, Bullets, Cell, ColumnKind, Paragraph, Report, Section, Subheading, Table
from mappings.report_sections.attainment import goal_row
from mappings.report_sections.decisions import decisions
from mappings.report_sections.finance import money
from mappings.report_sections.first_page import body_name, footer
from mappings.report_sections.gatherings import gathering_mark
from mappings.report_sections.organisation import risks
from mappings.wording import Wording


def annual_report(follow: FollowUp, words: Language) -> Report:
    """The draft for the edition's days, in the plan's language."""
    say = Wording(words, follow.plan, follow.edition.as_of)
    plan = follow.plan
    made = (
        _opening(follow, say),
        _bodies(follow, say),
        _meetings(follow, say),
        *(_area(follow, area, say) for area in plan.areas),
        _events(follow, say),
        decisions(follow, say),
        money(follow, say),
        risks(follow, say),
        _closing(follow, say),
    )
    return Report(
        language=words.code,
        title=say("year_title", period=year_name(follow.edition.period_start, follow.edition.as_of, say)),
        organisation=say.title(plan.organisation),
        facts=(
            (say("fact_period"), say.stretch(follow.edition.period_start, follow.edition.as_of)),
            (say("fact_plan"), say.title(plan.title)),
            (say("fact_edition"), say("year_draft", date=say.long_day(follow.edition.as_of))),
        ),
        sections=tuple(one for one in made if one is not None),
        footer=footer(follow, say),
        as_of=follow.edition.as_of,
    )


def year_name(first: date, last: date, say: Wording) -> str:
    """2026, 2026/2027 for a broken year, or both days of what is no whole year."""
    if first.year == last.year and first == date(first.year, 1, 1) and last == date(first.year, 12, 31):
        return str(first.year)
    whole = last == month_end(last) and first.day == 1 and first.month == (last + ONE_DAY).month
    if whole and last.year == first.year + 1:
        return f"{first.year}/{last.year}"
    return say.stretch(first, last)


def _opening(follow: FollowUp, say: Wording) -> Section:
    counts = follow.counters.by_outlook
    lines = [
        say(
            "year_opening_text",
            body=body_name(follow, say, follow.board),
            organisation=say.title(follow.plan.organisation),
            period=year_name(follow.edition.period_start, follow.edition.as_of, say),
        ),
        say(
            "year_counted",
            total=say.number(follow.counters.total),
            done=say.number(counts[Outlook.DONE]),
            left=say.number(follow.counters.total - counts[Outlook.DONE] - counts[Outlook.CANCELLED]),
            cancelled=say.number(counts[Outlook.CANCELLED]),
        ),
        say("year_brackets"),
    ]
    return Section("year-opening", say("year_opening"), tuple(Paragraph(line) for line in lines))


def _bodies(follow: FollowUp, say: Wording) -> Section | None:
    """Who has sat in what."""
    plan = follow.plan
    rows: list[tuple[Cell, ...]] = []
    for body in plan.bodies.values():
        names = dict.fromkeys(name for name in (body.contact, body.chair, *body.members) if name)
        if body.kind is BodyKind.ASSEMBLY and not names:
            continue
        shown = [
            f"{say.title(one.name)} ({say.title(one.role)})" if one.role else say.title(one.name)
            for one in (plan.people[name] for name in names if name in plan.people)
        ]
        rows.append((Cell(say.title(body.name)), Cell(", ".join(dict.fromkeys(shown)) or "–")))
    if not rows:
        return None
    columns = (say.column("body"), say.column("members"))
    return Section("year-bodies", say("year_bodies"), (Table(say("caption_bodies"), columns, tuple(rows)),))


def _meetings(follow: FollowUp, say: Wording) -> Section | None:
    """How many times each met, and on which days. What nobody confirmed is not counted."""
    series: dict[str, list[Gathered]] = {}
    for one in follow.past:
        if one.event.kind is EventKind.MEETING:
            series.setdefault(one.id, []).append(one)
    if not series:
        return None
    titles = {meeting.id: meeting for meeting in follow.plan.meetings}
    lines = tuple(
        Cell(
            _met(titles[name].title if name in titles else met[0].event.title, met, say),
            detail=_when(met, say),
        )
        for name, met in series.items()
    )
    return Section("year-meetings", say("year_meetings"), (Bullets(lines),))


def _met(title: str, met: list[Gathered], say: Wording) -> str:
    held = say.number(sum(one.was_held for one in met))
    return f"{say.title(title, met[0].confidential)}. {say('col_count')}: {held}"


def _when(met: list[Gathered], say: Wording) -> str:
    held = _days((one for one in met if one.was_held), say)
    return "; ".join(part for part in (held, *_not_held(met, say)) if part)


def _days(met: Iterable[Gathered], say: Wording) -> str:
    return ", ".join(say.day(one.day) for one in met)


def _not_held(met: list[Gathered], say: Wording) -> Iterator[str]:
    for key, some in (
        ("gathered.cancelled", [one for one in met if one.is_called_off]),
        ("gathered.unconfirmed", [one for one in met if one.is_unconfirmed]),
    ):
        if some:
            yield f"{say.words.word(key)}: {_days(some, say)}"


def _events(follow: FollowUp, say: Wording) -> Section | None:
    rows = tuple(
        (
            Cell(say.day(one.day)),
            Cell(say.title(one.event.title, one.confidential), detail=say.title(one.event.place)),
            Cell("", gathering_mark(one, say)),
            Cell(say.note(one.standing.note)),
        )
        for one in follow.past
        if one.event.kind is EventKind.EVENT
    )
    if not rows:
        return None
    columns = (
        say.column("date", ColumnKind.DATE),
        say.column("what"),
        say.column("state", ColumnKind.STATE),
        say.column("note"),
    )
    table = Table.of(say("caption_held"), columns, rows)
    return Section("year-events", say("year_events"), (table,))


# The plan's own headings -------------------------------------------------------------------------------------------


def _area(follow: FollowUp, area: Area, say: Wording) -> Section | None:
    """One area under its own heading: goals with their outcome, what was done, and what was not and why."""
    blocks: list[Block] = [Paragraph(line) for line in (area.text or "").split("\n") if line.strip()]
    goals = {goal.id: goal.title for goal in area.goals}
    rows = [goal_row(one, goals[one.goal], say) for one in follow.indicators if one.goal in goals]
    if rows:
        columns = (
            say.column("goal"),
            say.column("target"),
            say.column("outcome", ColumnKind.NUMBER),
            say.column("level", ColumnKind.STATE),
        )
        outcome = tuple((row[0], row[1], row[2], Cell("", row[5].mark)) for row in rows)
        blocks += [Subheading(say("year_goals")), Table(say("year_goals"), columns, outcome)]
    own = [one for one in follow.of(TaskKind.ACTIVITY) if one.area == area.id]
    done = [one for one in own if one.outlook is Outlook.DONE]
    rest = [one for one in own if one.outlook is not Outlook.DONE]
    if done:
        blocks += [Subheading(say("year_done")), Bullets(tuple(_done(one, say) for one in done))]
    if rest:
        blocks += [Subheading(say("year_not_done")), Bullets(tuple(_left(one, say) for one in rest))]
    return Section(f"area-{area.id}", say.title(area.title), tuple(blocks)) if blocks else None


def _done(one: Assignment, say: Wording) -> Cell:
    told = say.state(one).detail
    detail = "; ".join(part for part in (told, say.note(one.note)) if part)
    return Cell(say.title(one.title, one.confidential), detail=detail)


def _left(one: Assignment, say: Wording) -> Cell:
    """How far it came and why no further: what somebody wrote, else a place to write it in."""
    state = say.state(one)
    why = say.note(one.note) or say("year_why")
    word = f"{state.mark.symbol} {state.mark.word}" if state.mark else ""
    detail = "; ".join(part for part in (word, state.detail, why) if part)
    return Cell(say.title(one.title, one.confidential), detail=detail)


def _closing(follow: FollowUp, say: Wording) -> Section:
    """Where the board signs."""
    body = follow.plan.bodies.get(follow.board or "")
    names = dict.fromkeys(name for name in ((body.chair, *body.members) if body else ()) if name)
    people = [follow.plan.people[name] for name in names if name in follow.plan.people]
    blocks: list[Block] = [Paragraph(say("year_signed"))]
    if people:
        lines = tuple(
            Cell(say.title(one.name), detail=say.title(one.role) if one.role else "") for one in people
        )
        blocks.append(Bullets(lines))
    return Section("year-closing", say("year_closing"), tuple(blocks))
