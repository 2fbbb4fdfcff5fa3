"""The follow-up report of a plan, as a document in the plan's language. Pure: the same input, the same report.

``report_of`` is all that the commands need; every renderer takes what it returns, but JSON, which is ``mappings.report_data``.
"""

from __future__ import annotations

from collections.abc import Callable

from config.dates import month_end
from config.language import Language
from config.plan import Plan, Status
from mappings.comparison import Comparison
from mappings.follow_up import Audience, FollowUp
from mappings.report import Report, Section
from mappings.report_sections.attainment import activities, goals
from mappings.report_sections.basis import basis, not_reported
from mappings.report_sections.changes import plan_changes
from mappings.report_sections.comparison import comparison
from mappings.report_sections.decisions import decisions
from mappings.report_sections.finance import money
from mappings.report_sections.first_page import (
    body_name,
    deviations,
    footer,
    period_name,
    prepared_by,
    proposed_decisions,
    summary,
)
from mappings.report_sections.gatherings import coming, held
from mappings.report_sections.organisation import bodies, risks
from mappings.report_sections.personal import PERSONAL
from mappings.report_sections.timeline import timeline
from mappings.wording import Wording

SECTIONS: tuple[Callable[[FollowUp, Wording], Section | None], ...] = (
    proposed_decisions,
    summary,
    deviations,
    goals,
    activities,
    held,
    coming,
    decisions,
    money,
    bodies,
    risks,
    timeline,
    plan_changes,
    not_reported,
    basis,
)
"""The parts in the order in which a board reads them. A part returns None when it has nothing to be about."""


def report_of(follow: FollowUp, words: Language, compared: Comparison | None = None) -> Report:
    """A follow-up put into words: the board's and the public's whole, a person's own. ``compared`` is a part more."""
    say = Wording(words, follow.plan, follow.edition.as_of)
    parts = PERSONAL if follow.audience is Audience.PERSON else SECTIONS
    made = [part(follow, say) for part in parts]
    if compared is not None:
        after = parts.index(deviations) + 1 if deviations in parts else len(made)
        made.insert(after, comparison(compared, say))
    return Report(
        language=words.code,
        title=_title(follow, say),
        organisation=say.title(follow.plan.organisation),
        facts=_facts(follow, say),
        sections=tuple(section for section in made if section is not None),
        footer=footer(follow, say),
        as_of=follow.edition.as_of,
    )


def _title(follow: FollowUp, say: Wording) -> str:
    edition = follow.edition
    if follow.audience is Audience.PERSON:
        return say("mine_title", name=say.person(follow.person), date=say.long_day(edition.as_of))
    within = (edition.period_start.year, edition.period_start.month) == (
        edition.as_of.year,
        edition.as_of.month,
    )
    return say("title_month" if within else "title", period=period_name(follow, say))


def _facts(follow: FollowUp, say: Wording) -> tuple[tuple[str, str], ...]:
    """The title block: whose report, about what, as of when, for whom."""
    plan, edition = follow.plan, follow.edition
    if follow.audience is Audience.PERSON:
        return (
            (say("fact_as_of"), say.long_day(edition.as_of)),
            (say("fact_plan"), f"{say.title(plan.title)}, {_plan_status(plan, say)}"),
        )
    to = body_name(follow, say, follow.board)
    if meeting := follow.next_meeting:
        to = f"{to}, {say.title(meeting.event.title)} {say.moment(meeting.standing.start)}"
    period = say.stretch(edition.period_start, edition.as_of)
    facts = [
        (say("fact_period"), period),
        (say("fact_as_of"), say.long_day(edition.as_of)),
        (say("fact_plan"), f"{say.title(plan.title)}, {_plan_status(plan, say)}"),
        (say("fact_to"), to),
    ]
    if item := follow.agenda_item:
        facts.append((say("fact_item"), f"{item[0]}. {say.title(item[1])}"))
    if plan.prepared_by:
        facts.append((say("fact_prepared"), prepared_by(plan, say)))
    if edition.as_of < month_end(edition.as_of):
        facts.append((say("fact_edition"), say("preliminary")))
    if follow.audience is Audience.PUBLIC:
        facts.append((say("fact_access"), say("public_edition")))
    elif plan.confidential:
        facts.append((say("fact_access"), say("confidential")))
    return tuple(facts)


def _plan_status(plan: Plan, say: Wording) -> str:
    word = say.words.word(f"plan_status.{plan.status}")
    on = plan.revised if plan.status is Status.REVISED else plan.adopted
    return f"{word} {say.long_day(on)}" if on and plan.status is not Status.DRAFT else word
