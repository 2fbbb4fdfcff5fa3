"""Values for tests: an event and a task that are whole, with only what a test is about said by the test."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mappings.items import Event, EventKind, Key, Responsible, Task, TaskKind

PLAN_ID = "eksempel-2026"
ZONE = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 1, 15, 12, 30, tzinfo=UTC)

KARI = Responsible("kari", "Kari Eksempel", "kari@example.org")
OLA = Responsible("ola", "Ola Eksempel", None, "Vervegruppa")


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time in the plan's zone."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


def make_event(**changes: Any) -> Event:
    """A board meeting, 18:00 to 20:00."""
    event = Event(
        key=Key("styremote@2026-04-06"),
        title="Styremøte",
        start=local(2026, 4, 6, 18),
        end=local(2026, 4, 6, 20),
        kind=EventKind.MEETING,
        place="Samfunnshuset",
        description="Saksliste:\n1. Åpning\n2. Oppfølging av arbeidsplanen",
        categories=("Styret",),
        reminders=(timedelta(days=1),),
    )
    return replace(event, **changes)


def make_task(**changes: Any) -> Task:
    """An activity with a start, a due day and two people responsible."""
    task = Task(
        key=Key("vervekonkurranse"),
        title="Arrangere vervekonkurranse",
        due=date(2026, 6, 1),
        start=date(2026, 5, 1),
        kind=TaskKind.ACTIVITY,
        description="Ansvarlig: Kari Eksempel, Vervegruppa (Ola Eksempel)",
        categories=("Organisasjonsarbeid",),
        responsible=(KARI, OLA),
        priority=5,
    )
    return replace(task, **changes)
