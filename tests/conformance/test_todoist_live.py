"""The way to a real account, HJUL_LIVE_TODOIST, walked on the local server: it is the same code."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from pathlib import Path

import pytest
from todoist_api_python.api import TodoistAPI

from adapters.base import Create, Since
from tests.conformance.todoist_bench import LIVE, Account, live
from tests.make import make_task
from tests.servers.todoist.people import as_user, tasks
from tests.servers.todoist.server import todoist
from tests.servers.todoist.world import User

TASK = make_task()


@pytest.fixture
def user() -> Iterator[User]:
    world = todoist().new_world()
    yield world.new_user("Anna", "anna@example.org")
    todoist().forget(world)


def projects(api: TodoistAPI) -> set[str]:
    return {one.name for page in api.get_projects() for one in page}


def test_each_test_gets_an_empty_project_and_the_account_is_left_as_it_was(
    user: User, tmp_path: Path
) -> None:
    api = as_user(user, todoist().origin)
    own = api.add_task("Annas eget")
    account = Account(user.token, todoist().origin, most=None)
    for _ in range(2):
        bench = account.bench(tmp_path)
        assert bench.open().read(Since()).found == ()
        outcomes = list(bench.open().apply([Create(TASK)]))
        assert [outcome.error for outcome in outcomes] == [None]
        assert len(tasks(api, account.project)) == 1
    account.end()
    assert projects(api) == {"Inbox"}
    assert api.get_task(own.id) == own


def test_nothing_is_asked_of_todoist_where_no_account_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LIVE, raising=False)
    assert live() == {}


def test_the_account_that_is_named_is_used_for_the_whole_run(
    user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "token"
    path.write_text(f"{user.token}\n")
    monkeypatch.setenv(LIVE, str(path))
    ended: list[object] = []
    monkeypatch.setattr(atexit, "register", ended.append)
    ((name, opening),) = live(todoist().origin).items()
    api = as_user(user, todoist().origin)
    assert projects(api) == {"Inbox"}, "nothing is made before a test asks for it"
    assert opening(tmp_path).open().name == opening(tmp_path).open().name == "todoist"
    assert name == "Todoist itself"
    assert len(projects(api)) == 2
    (end,) = ended
    assert callable(end)
    end()
    assert projects(api) == {"Inbox"}


def test_no_more_is_read_than_todoist_allows(user: User, tmp_path: Path) -> None:
    now, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    account = Account(user.token, todoist().origin, most=2, clock=lambda: now[0], sleep=sleep)
    bench = account.bench(tmp_path)
    for _ in range(4):
        now[0] += 10
        bench.open()
    assert slept == [880.0]
    account.end()
