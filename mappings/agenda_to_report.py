"""A meeting's agenda as a document for every renderer, as data for programs, and as the few lines that its event bears. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from config.language import Language
from mappings.agenda import Agenda, Scope, Turn
from mappings.items import Event
from mappings.lines import joined, source_lines
from mappings.proposals import ProposalKind
from mappings.report import Json, Report
from mappings.report_data import assignment_data, drift_data, gathered_data, proposal_data
from mappings.report_sections.agenda import decide, due, follow_up, points
from mappings.report_sections.first_page import body_name, footer, prepared_by, proposal_sentences
from mappings.report_sections.gatherings import gathering_mark
from mappings.wording import Wording, shortened

SCHEMA = "hjul.agenda"
VERSION = 1


def report_of(agenda: Agenda, words: Language) -> Report:
    """The agenda put into words."""
    plan = agenda.follow.plan
    say = Wording(words, plan, agenda.follow.edition.as_of)
    made = (part(agenda, say) for part in (points, follow_up, due, decide))
    meeting = f"{say.title(agenda.meeting.event.title)} {say.long_day(agenda.meeting.day)}"
    return Report(
        language=words.code,
        title=words.word("agenda.title", meeting=meeting),
        organisation=say.title(plan.organisation),
        facts=tuple((label, value) for label, value in _facts(agenda, say) if value),
        sections=tuple(section for section in made if section is not None),
        footer=footer(agenda.follow, say),
        as_of=agenda.follow.edition.as_of,
    )


def _facts(agenda: Agenda, say: Wording) -> Iterator[tuple[str, str]]:
    meeting, plan = agenda.meeting, agenda.follow.plan

    def word(key: str) -> str:
        return say.words.word(f"agenda.{key}")

    yield word("fact_when"), say.moment(meeting.standing.start)
    yield word("fact_where"), say.title(meeting.event.place)
    yield word("fact_body"), body_name(agenda.follow, say, meeting.body) if meeting.body else ""
    if meeting.is_called_off or meeting.event.tentative:
        yield word("fact_state"), gathering_mark(meeting, say).word
    for name, other in (("fact_last", agenda.last), ("fact_next", agenda.next)):
        if other:
            title = say.title(other.event.title, other.confidential)
            yield word(name), f"{title} {say.moment(other.standing.start)}"
    yield say("fact_as_of"), say.long_day(agenda.follow.edition.as_of)
    if plan.prepared_by:
        yield say("fact_prepared"), prepared_by(plan, say)
    if plan.confidential or meeting.confidential:
        yield say("fact_access"), say("confidential")


# As data ----------------------------------------------------------------------------------------------------------


def to_data(agenda: Agenda) -> Mapping[str, Json]:
    """Keys, codes and ISO dates; a key that has stood here keeps its meaning."""
    plan, edition = agenda.follow.plan, agenda.follow.edition
    return {
        "schema": {"name": SCHEMA, "version": VERSION},
        "plan": {"id": plan.id, "title": plan.title, "organisation": plan.organisation},
        "as_of": edition.as_of.isoformat(),
        "meeting": gathered_data(agenda.meeting),
        "scope": agenda.scope.value,
        "last": agenda.last.standing.key if agenda.last else None,
        "next": agenda.next.standing.key if agenda.next else None,
        "points": list(agenda.points),
        "done": [_turn(one) for one in agenda.done],
        "late": [assignment_data(one) for one in agenda.late],
        "not_reported": [one.id for one in agenda.silent],
        "moved": [{"item": one.standing.key, **drift_data(one.drift)} for one in agenda.moves],
        "until": agenda.until.isoformat(),
        "due": [_turn(one) for one in agenda.due],
        "events": [one.standing.key for one in agenda.events],
        "proposals": [proposal_data(one) for one in agenda.proposals],
    }


def _turn(one: Turn) -> Json:
    due_on, closed = one.standing.due, one.standing.closed
    return {
        "item": one.standing.key,
        "title": one.standing.item.title,
        "responsible": [who.id for who in one.assignment.responsible],
        "due": due_on.isoformat() if due_on else None,
        "reported": closed.when.isoformat() if closed else None,
        "accepted": one.assignment.is_accepted,
    }


# In the calendar --------------------------------------------------------------------------------------------------

MOST_TITLES = 3
LONGEST_TITLE = 60
LONGEST_DATED = 45
MOST_PROPOSALS = 6


def event_with(agenda: Agenda, event: Event, words: Language) -> Event:
    """The meeting's event with the agenda's lines in its description, above where the plan is named.

    They name no people. Of the day they say nothing: the same state of things gives the same lines on every day.
    """
    lines = [
        " ".join(line.split()) for line in short_lines(agenda, words)
    ]  # plain spaces, as programs keep them
    if not lines:
        return event
    source = joined(source_lines(agenda.follow.plan, words))
    head = event.description.removesuffix(source).rstrip("\n")
    ending = source if event.description.endswith(source) else ""
    return replace(event, description=joined([head, *lines, ending]))


def short_lines(agenda: Agenda, words: Language) -> Iterator[str]:
    """At most ten lines; none where there is nothing to say."""
    say = Wording(words, agenda.follow.plan, agenda.meeting.day)
    few = partial(say.listed, most=MOST_TITLES, longest=LONGEST_TITLE)
    asked = [one for one in agenda.proposals if one.kind is not ProposalKind.TAKE_NOTE]
    counts = _counts(agenda, say)
    if not (counts or agenda.due or asked):
        return
    parts = ", ".join(counts) or words.word("agenda.line_none")
    if agenda.last:
        yield words.word("agenda.line_since", date=say.day(agenda.last.day), parts=parts)
    else:
        yield words.word("agenda.line_first", parts=parts)
    if agenda.late and agenda.scope is not Scope.WHOLE:
        yield words.word("agenda.line_late", items=few(say.about(one) for one in agenda.late))
    if agenda.due:
        items = few(_due_line(agenda.due, say))
        yield words.word("agenda.line_due", date=say.day(agenda.until), items=items)
    if asked:
        yield f"{say('proposals')}:"
        sentences = list(proposal_sentences(agenda.follow, asked, say, few))
        for number, sentence in enumerate(sentences[:MOST_PROPOSALS], 1):
            yield f"{number}. {sentence}"
        if (left := len(sentences) - MOST_PROPOSALS) > 0:
            yield f"… {say('more', count=say.number(left))}"


def _due_line(turns: Iterable[Turn], say: Wording) -> Iterator[str]:
    for one in turns:
        title = say.title(one.standing.item.title) if one.assignment.is_series else say.about(one.assignment)
        yield f"{shortened(title, LONGEST_DATED)} ({say.day(one.standing.due)})"


def _counts(agenda: Agenda, say: Wording) -> list[str]:
    found = (
        ("done", len(agenda.done)),
        ("late", len(agenda.late)),
        ("silent", len(agenda.silent)),
        ("moved", len(agenda.moves)),
    )
    return [
        say.words.word(f"agenda.count_{name}_{'one' if count == 1 else 'many'}", count=say.number(count))
        for name, count in found
        if count
    ]
