"""How many requests it costs: counted at a front before real servers, never timed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from adapters.base import Create, Delete, Effect, Reading, Since, Update
from adapters.caldav import CalDAVAdapter
from config.caldav_target import CalDAVTarget
from mappings.items import Key
from tests.make import NOW, PLAN_ID, ZONE, make_event, make_task
from tests.servers.front import Front
from tests.servers.running import running


@dataclass
class Counted:
    """A calendar and a task list behind a front that writes down each request."""

    front: Front
    target: CalDAVTarget
    secret: str | None

    def open(self) -> CalDAVAdapter:
        return CalDAVAdapter("board", self.target, self.secret, PLAN_ID, ZONE, lambda: NOW)

    def read(self, since: Since | None = None) -> Reading:
        return self.open().read(since or Since())

    def carry_out(self, effects: list[Effect], since: Since | None = None) -> None:
        """As a run does: read, then do."""
        adapter = self.open()
        adapter.read(since or Since())
        assert [outcome.error for outcome in adapter.apply(effects)] == [None] * len(effects)

    def requests(self) -> list[str]:
        """The methods since the last time."""
        methods = [entry.method for entry in self.front.log]
        self.front.behave()
        return methods


@pytest.fixture(params=["radicale", "xandikos", "cyrus"])
def counted(request: pytest.FixtureRequest) -> Iterator[Counted]:
    server = running(request.param)
    account = server.new_account()
    calendar = server.new_collection("VEVENT", account=account)
    tasks = server.new_collection("VTODO", account=account)
    with Front(server.origin) as front:
        profile = "xandikos" if request.param == "xandikos" else None
        target = CalDAVTarget(
            calendar=front.at(calendar),
            tasks=front.at(tasks),
            user=account.user,
            auth="basic",
            server=profile,
        )
        yield Counted(front, target, account.password)


def since(reading: Reading) -> Since:
    """What the ledger would remember of it."""
    return Since(reading.cursor, {each.ref: each.etag for each in reading.found if each.etag is not None})


def plan(events: int, tasks: int) -> list[Effect]:
    """So many new ones."""
    made: list[Effect] = [
        Create(
            make_event(
                key=Key(f"event-{number}"),
                start=make_event().start + timedelta(days=number),
                end=make_event().end + timedelta(days=number),
            )
        )
        for number in range(events)
    ]
    return [*made, *(Create(make_task(key=Key(f"task-{number}"))) for number in range(tasks))]


def test_where_nothing_changed_there_is_one_request_for_each_collection(counted: Counted) -> None:
    counted.carry_out(plan(8, 4))
    first = counted.read()
    counted.requests()
    again = counted.read(since(first))
    assert counted.requests() == ["REPORT", "REPORT"]
    assert len(again.unchanged) == 12
    counted.read(Since(again.cursor, since(first).etags))
    assert counted.requests() == ["REPORT", "REPORT"]


def test_ten_changes_are_ten_writes_and_one_reading(counted: Counted) -> None:
    counted.carry_out(plan(12, 0))
    first = counted.read()
    counted.requests()
    changes: list[Effect] = [
        Update(replace(found.item, title="Nytt"), found.ref, found.etag) for found in first.found[:10]
    ]
    counted.carry_out(changes, since(first))
    assert sorted(counted.requests()) == ["PUT"] * 10 + ["REPORT"] * 2


def test_a_first_push_is_one_request_for_each_item_and_what_the_place_remembers(counted: Counted) -> None:
    counted.carry_out(plan(20, 10))
    requests = counted.requests()
    assert requests.count("PUT") == 30
    assert requests.count("REPORT") == 2
    assert len(requests) <= 30 + 2 + 2, "the roster is read once and written once"


def test_what_is_taken_away_is_one_request_each(counted: Counted) -> None:
    counted.carry_out(plan(6, 0))
    first = counted.read()
    counted.requests()
    counted.carry_out([Delete(found.key, found.ref, found.etag) for found in first.found], since(first))
    requests = counted.requests()
    assert requests.count("DELETE") == 6
    assert len(requests) <= 6 + 2 + 2


def test_a_whole_calendar_is_read_in_at_most_two_requests(counted: Counted) -> None:
    counted.carry_out(plan(40, 0))
    alone = replace_target(counted)
    counted.requests()
    assert len(alone.read().found) == 40
    reports = [method for method in counted.requests() if method == "REPORT"]
    assert len(reports) <= 2


def replace_target(counted: Counted) -> Counted:
    """The same calendar, without the task list."""
    return Counted(counted.front, counted.target.model_copy(update={"tasks": None}), counted.secret)


@pytest.mark.parametrize("counted", ["xandikos", "cyrus"], indirect=True)
def test_a_server_that_takes_one_writer_at_a_time_is_known_by_its_first_refusal(counted: Counted) -> None:
    unknown = Counted(counted.front, counted.target.model_copy(update={"server": None}), counted.secret)
    unknown.carry_out(plan(30, 0))
    assert unknown.requests().count("PUT") <= 30 + 2 * unknown.target.connections
