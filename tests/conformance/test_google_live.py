"""The way to a real account of Google's, HJUL_LIVE_GOOGLE, walked on the local server: it is the same code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.base import Create, Delete, Since
from adapters.google_files import Client
from adapters.google_scopes import CREATED
from adapters.google_sign_in import Elsewhere
from tests.conformance.google_bench import LIVE, Live, live
from tests.make import make_event
from tests.servers.google import browser
from tests.servers.google.server import GoogleServer
from tests.servers.google.sign_in import SignIn

EVENT = make_event()


@pytest.fixture
def server() -> Iterator[GoogleServer]:
    with GoogleServer() as server:
        yield server


def key_of_a_service_account(server: GoogleServer) -> dict[str, Any]:
    return server.part(SignIn).service_account()


def sign_in_of_a_person(server: GoogleServer) -> dict[str, Any]:
    """An hour old, and so to be renewed before anything else."""
    server.part(SignIn).person = server.new_account("anna@example.org")
    elsewhere = Elsewhere(Client(server.part(SignIn).client()["installed"]), (CREATED,))
    info = elsewhere.finish(browser.ended_at(elsewhere.address)).info
    server.part(SignIn).expire()
    return {**info, "expiry": "2020-01-01T00:00:00Z"}


@pytest.fixture(params=[key_of_a_service_account, sign_in_of_a_person])
def live_site(request: pytest.FixtureRequest, server: GoogleServer, tmp_path: Path) -> Iterator[Live]:
    path = tmp_path / "sign-in.json"
    path.write_text(json.dumps(request.param(server)))
    site = Live(path, server.root)
    yield site
    if site.calendar in server.calendars:
        site.end()


def test_each_test_gets_an_empty_calendar_and_the_account_is_left_as_it_was(
    live_site: Live, server: GoogleServer, tmp_path: Path
) -> None:
    before = set(server.calendars) - {live_site.calendar}
    for _ in range(2):
        bench = live_site.bench(tmp_path)
        assert bench.open().read(Since()).found == ()
        (made,) = bench.open().apply([Create(EVENT)])
        assert made.error is None
        bench.add_foreign("tannlege")
        bench.rename(EVENT.key, "Nytt")
        (found,) = bench.open().read(Since()).found
        assert found.item.title == "Nytt"
        assert list(bench.foreign()) == ["tannlege"]
        (deleted,) = bench.open().apply([Delete(EVENT.key, found.ref, found.etag)])
        assert deleted.error is None
    live_site.end()
    assert set(server.calendars) == before


def test_it_signs_in_again_when_its_token_has_ended(
    live_site: Live, server: GoogleServer, tmp_path: Path
) -> None:
    bench = live_site.bench(tmp_path)
    server.part(SignIn).expire()
    (made,) = bench.open().apply([Create(EVENT)])
    assert made.error is None


def test_nothing_is_asked_of_google_unless_somebody_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LIVE, raising=False)
    assert live() == {}
    monkeypatch.setenv(LIVE, "/no/such/sign-in.json")
    assert list(live()) == ["Google itself"]
