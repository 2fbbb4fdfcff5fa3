"""The way to a real account's tasks, HJUL_LIVE_GOOGLE_TASKS, walked on the local server: it is the same code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.base import Create, Since
from tests.conformance.google_tasks_bench import LIVE, Live, live_tasks
from tests.make import make_task
from tests.servers.google.server import GoogleServer
from tests.servers.google.sign_in import SignIn
from tests.servers.google.tasks import Tasks

TASK = make_task()


@pytest.fixture
def server() -> Iterator[GoogleServer]:
    with GoogleServer() as server:
        yield server


@pytest.fixture
def live_site(server: GoogleServer, tmp_path: Path) -> Live:
    path = tmp_path / "sign-in.json"
    path.write_text(json.dumps(server.part(SignIn).service_account()))
    return Live(path, server.root)


def test_each_test_gets_a_list_of_its_own_and_the_account_is_left_as_it_was(
    live_site: Live, server: GoogleServer, tmp_path: Path
) -> None:
    before = set(server.part(Tasks).lists)
    for _ in range(2):
        bench = live_site.bench(tmp_path)
        (made,) = bench.open().apply([Create(TASK)])
        assert made.error is None
        bench.rename(TASK.key, "Nytt")
        (found,) = bench.open().read(Since()).found
        assert found.item.title == "Nytt"
    live_site.end()
    assert set(server.part(Tasks).lists) == before


def test_it_signs_in_again_when_its_token_has_ended(
    live_site: Live, server: GoogleServer, tmp_path: Path
) -> None:
    bench = live_site.bench(tmp_path)
    server.part(SignIn).expire()
    (made,) = bench.open().apply([Create(TASK)])
    assert made.error is None


def test_nothing_is_asked_of_google_unless_somebody_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LIVE, raising=False)
    assert live_tasks() == {}
    monkeypatch.setenv(LIVE, "/no/such/sign-in.json")
    assert list(live_tasks()) == ["Google Tasks itself"]
