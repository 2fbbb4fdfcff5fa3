"""Only whom the plan names is invited, and only where it asks for mail is mail asked for."""

from pathlib import Path
from textwrap import dedent

from config.plan_file import understand
from mappings.items import Attendee, Event, Source
from mappings.plan_to_events import wanted_events
from mappings.plan_to_tasks import wanted_tasks

HEAD = """\
title: Plan 2026
organisation: The Society
language: en
period: 2026
people:
  anna: {name: Anna, email: anna@example.org}
  bo: {name: Bo, email: BO@example.org}
  bo-again: {name: Bo, email: bo@Example.org}
  cecilia: {name: Cecilia, email: cecilia@example.org}
  dag: {name: Dag}
bodies:
  board: {name: The board, chair: cecilia, convenor: dag, members: [bo, anna]}
"""


def events(body: str) -> list[Event]:
    file = understand(HEAD + dedent(body), Path("plan.yaml"))
    items = [wanted.item for wanted in wanted_events(file.plan, file.dates)]
    return [item for item in items if isinstance(item, Event)]


def emails(event: Event) -> list[str]:
    return [each.email for each in event.attendees]


def test_nobody_is_invited_because_they_are_responsible_or_in_the_body_that_meets() -> None:
    (event,) = events(
        "events: [{id: fair, title: Fair, date: 2026-05-09, body: board, responsible: [anna, board]}]"
    )
    assert (event.attendees, event.mail, event.source) == ((), False, None)


def test_a_body_means_its_members_chair_and_convenor_each_address_once() -> None:
    (event,) = events("events: [{id: fair, title: Fair, date: 2026-05-09, invite: [bo-again, board, bo]}]")
    assert emails(event) == ["anna@example.org", "bo@Example.org", "cecilia@example.org"]
    assert event.attendees[0].name == "Anna"
    assert not event.mail


def test_every_date_of_a_series_invites_alike_a_cancelled_one_too() -> None:
    series = events(
        "meetings: [{id: m, title: M, dates: [2026-02-04, {date: 2026-03-04, cancelled: true}], invite: anna, mail: true}]"
    )
    assert [(event.attendees, event.mail) for event in series] == [
        ((Attendee("anna@example.org"),), True)
    ] * 2


def test_mail_to_nobody_with_an_address_is_no_mail() -> None:
    (event,) = events("events: [{id: fair, title: Fair, date: 2026-05-09, invite: dag, mail: true}]")
    assert (event.attendees, event.mail) == ((), False)


def test_where_the_plan_can_be_read_is_the_last_line_below_everything() -> None:
    body = """\
        url: https://example.org/plan
        events: [{id: fair, title: Fair, date: 2026-05-09, text: Bring cake.}]
        decisions: [{id: tent, text: Buy a tent, responsible: anna, due: 2026-04-01}]
    """
    (event,) = events(body)
    assert event.source == Source("https://example.org/plan", "Plan 2026")
    file = understand(HEAD + dedent(body), Path("plan.yaml"))
    for item in (event, *(wanted.item for wanted in wanted_tasks(file.plan, file.dates))):
        assert item.description.endswith("From: Plan 2026, The Society\nhttps://example.org/plan")
