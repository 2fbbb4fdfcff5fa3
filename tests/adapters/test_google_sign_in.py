"""A kept sign-in to Google: renewed, put back, and told apart when it is no longer good. Nothing of it is ever shown."""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import google_auth_httplib2  # type: ignore[import-untyped]
import httplib2  # type: ignore[import-untyped]
import pytest
import requests
from google.auth import jwt
from google.auth.crypt import RSASigner
from pydantic import SecretStr

from adapters.base import NotAllowed, Since, Terminal, Transient
from adapters.google_calendar import GoogleCalendarAdapter
from adapters.google_credentials import SignIn, credentials, of_person, of_service, read_sign_in
from adapters.google_files import Client
from adapters.google_scopes import ACLS, ALL, CREATED, EVENTS, LIST, OWNED, TASKS, missing, needed
from adapters.google_sign_in import Elsewhere
from config.google_target import GoogleTarget
from tests.make import NOW, PLAN_ID, ZONE
from tests.servers.google import browser
from tests.servers.google.part import Page
from tests.servers.google.server import GoogleServer
from tests.servers.google.sign_in import AUDIENCE
from tests.servers.google.sign_in import SignIn as Signing
from tests.servers.google.state import Account


@pytest.fixture
def server() -> Iterator[GoogleServer]:
    with GoogleServer() as server:
        yield server


@pytest.fixture
def anna(server: GoogleServer) -> Account:
    account = server.new_account("anna@example.org")
    server.part(Signing).person = account
    return account


def consented(server: GoogleServer, *scopes: str) -> SignIn:
    """Anna signs in with a browser elsewhere."""
    elsewhere = Elsewhere(Client(server.part(Signing).client()["installed"]), scopes or (CREATED,))
    return elsewhere.finish(browser.ended_at(elsewhere.address))


def aged(sign_in: SignIn, **changes: Any) -> SignIn:
    """As it lies there after an hour, and with these changes."""
    return SignIn({**sign_in.info, "expiry": "2020-01-01T00:00:00Z", **changes})


def days_ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


def renew(sign_in: SignIn, keep: Callable[[SecretStr], None] | None = None) -> None:
    raw = httplib2.Http(timeout=10)
    try:
        credentials(sign_in, "board", keep).refresh(google_auth_httplib2.Request(raw))  # type: ignore[no-untyped-call]
    finally:
        raw.close()


def refused(sign_in: SignIn) -> str:
    """What a person is told; without anything secret in it or in its traceback."""
    with pytest.raises(NotAllowed) as caught:
        renew(sign_in)
    shown = "".join(traceback.format_exception(caught.value))
    for key in ("refresh_token", "token", "client_secret", "private_key"):
        assert str(sign_in.info.get(key) or "nothing of it") not in shown
    return str(caught.value)


def test_a_sign_in_is_kept_as_one_line_of_json_and_read_again(server: GoogleServer, anna: Account) -> None:
    secret = consented(server).secret()
    assert "\n" not in secret.get_secret_value()
    again = read_sign_in(secret, "board")
    assert (again.scopes, again.is_service, again.ends) == ((CREATED,), False, None)
    assert again.consented is not None
    assert abs(again.consented - datetime.now(UTC)) < timedelta(minutes=5)


def test_state_and_a_challenge_are_in_the_address_and_the_secret_is_not(server: GoogleServer) -> None:
    client = Client(server.part(Signing).client()["installed"])
    one, other = Elsewhere(client, (CREATED,)), Elsewhere(client, (CREATED,))
    assert one.address != other.address
    assert "code_challenge_method=S256" in one.address
    assert client.config["client_secret"] not in one.address
    assert client.config["client_secret"] not in repr(client)


def test_a_code_that_somebody_else_got_is_of_no_use(server: GoogleServer, anna: Account) -> None:
    client = Client(server.part(Signing).client()["installed"])
    one, other = Elsewhere(client, (CREATED,)), Elsewhere(client, (CREATED,))
    with pytest.raises(Terminal, match="another attempt"):
        one.finish(browser.ended_at(other.address))


def test_a_code_holds_once(server: GoogleServer, anna: Account) -> None:
    elsewhere = Elsewhere(Client(server.part(Signing).client()["installed"]), (CREATED,))
    ended = browser.ended_at(elsewhere.address)
    elsewhere.finish(f'  "{ended[:60]}\n{ended[60:]}"\n')
    with pytest.raises(Terminal, match="no longer good") as caught:
        elsewhere.finish(ended)
    assert server.part(Signing).codes_given[0] not in "".join(traceback.format_exception(caught.value))


def test_a_client_that_google_does_not_know_is_told(server: GoogleServer, anna: Account) -> None:
    elsewhere = Elsewhere(Client(server.part(Signing).client()["installed"]), (CREATED,))
    ended = browser.ended_at(elsewhere.address)
    server.part(Signing).known_clients.clear()
    with pytest.raises(NotAllowed, match="does not know the client"):
        elsewhere.finish(ended)


def test_a_sign_in_that_cannot_renew_itself_is_not_kept(server: GoogleServer, anna: Account) -> None:
    server.part(Signing).gives_refresh = False
    with pytest.raises(Terminal, match="within the hour"):
        consented(server)


def test_a_renewed_sign_in_is_handed_back_and_only_then(server: GoogleServer, anna: Account) -> None:
    old = aged(consented(server))
    kept: list[SecretStr] = []
    renew(old, kept.append)
    (new,) = kept
    found = read_sign_in(new, "board")
    assert found.info["token"] != old.info["token"]
    assert found.info["refresh_token"] == old.info["refresh_token"]
    assert found.info["consented"] == old.info["consented"]


def test_a_seven_day_sign_in_is_known_from_the_answer(server: GoogleServer, anna: Account) -> None:
    server.part(Signing).is_testing = True
    found = consented(server)
    assert found.ends is not None
    assert timedelta(days=6, hours=23) < found.ends - datetime.now(UTC) < timedelta(days=7)


@pytest.mark.parametrize(
    ("changes", "says", "never"),
    [
        ({"consented": days_ago(1)}, "withdrew hjul's access", "Testing"),
        ({"consented": days_ago(7)}, 'publishing status is "Testing"', "until"),
        ({"consented": days_ago(40)}, "40 days old", "until"),
        ({"consented": None}, "Testing", "days old"),
        ({"refresh_token_expires": days_ago(0.1)}, "only", "six months"),
    ],
)
def test_a_sign_in_that_is_over_is_told_with_the_likely_reason(
    server: GoogleServer, anna: Account, changes: dict[str, Any], says: str, never: str
) -> None:
    old = aged(consented(server), **changes)
    server.part(Signing).withdraw()
    said = refused(old)
    assert says in said
    assert never not in said
    assert "hjul connect google --target board" in said


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (Page.of({"error": "invalid_grant"}, 400), "no longer accepts"),
        (Page.of({"error": "invalid_client"}, 401), "no longer there"),
        (Page.of({"error": "deleted_client", "error_description": "x"}, 401), "no longer there"),
        (Page.of({"error": "admin_policy_enforced"}, 400), "administrator"),
        (Page.of({"error": "invalid_scope"}, 400), "more than may be asked for"),
    ],
)
def test_what_google_will_never_accept_again_asks_for_signing_in(
    server: GoogleServer, anna: Account, page: Page, says: str
) -> None:
    old = aged(consented(server))
    server.part(Signing).instead = page
    assert says in refused(old)


@pytest.mark.parametrize(
    "page",
    [
        Page(503, b"<html>Service Unavailable"),
        Page(500, b'{"error": "internal_failure"}'),
        Page(502, b""),
        Page(429, b'{"error": "rate_limit_exceeded"}'),
        Page(403, b"<html>the network asks who you are"),
        Page(400, b'["invalid_grant"]'),
    ],
)
def test_a_sign_in_that_could_not_be_asked_for_is_not_refused(
    server: GoogleServer, anna: Account, page: Page
) -> None:
    old = aged(consented(server))
    server.part(Signing).instead = page
    with pytest.raises(Transient):
        renew(old)


def test_a_reading_tells_a_sign_in_that_is_away_from_one_that_is_over(
    server: GoogleServer, anna: Account
) -> None:
    calendar = server.new_calendar(anna)
    old = aged(consented(server, EVENTS))

    def read() -> None:
        GoogleCalendarAdapter(
            "board",
            GoogleTarget(calendar=calendar.id),
            credentials(old, "board"),
            PLAN_ID,
            ZONE,
            lambda: NOW,
            root=server.root,
            sleep=lambda _: None,
        ).read(Since())

    read()
    server.part(Signing).expire()
    server.part(Signing).instead = Page(503, b"<html>")
    with pytest.raises(Transient):
        read()
    server.part(Signing).instead = None
    server.part(Signing).withdraw()
    with pytest.raises(NotAllowed, match="no longer accepts"):
        read()


def test_a_service_account_signs_in_by_its_key_alone(server: GoogleServer) -> None:
    key = server.part(Signing).service_account()
    renew(of_service(key, (EVENTS,)))
    assert {token.scopes for bearer, token in server.tokens.items() if bearer.startswith("ya29.")} == {
        frozenset({EVENTS})
    }


def test_a_service_account_that_was_deleted_and_a_clock_that_is_wrong_are_told_apart(
    server: GoogleServer,
) -> None:
    key = server.part(Signing).service_account()
    del server.accounts[key["client_email"]]
    assert "key was deleted" in refused(of_service(key, (EVENTS,)))
    text = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp"
    server.part(Signing).instead = Page.of({"error": "invalid_grant", "error_description": text}, 400)
    assert "clock is wrong" in refused(of_service(key, (EVENTS,)))


@pytest.mark.parametrize(("ahead", "status"), [(0, 200), (200, 200), (900, 400), (-7200, 400)])
def test_the_server_takes_a_clock_that_is_a_little_wrong_and_no_other(
    server: GoogleServer, ahead: int, status: int
) -> None:
    key = server.part(Signing).service_account()
    signer = RSASigner.from_service_account_info(key)  # type: ignore[no-untyped-call]
    at = int(time.time()) + ahead
    said = {"iat": at, "exp": at + 3600, "iss": key["client_email"], "aud": AUDIENCE, "scope": EVENTS}
    signed = jwt.encode(signer, said)  # type: ignore[no-untyped-call]
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": signed}
    heard = requests.post(key["token_uri"], data=form, timeout=10)
    assert (heard.status_code, "iat and exp" in heard.text) == (status, status == 400)


def test_a_damaged_key_is_told_without_showing_it(server: GoogleServer) -> None:
    key = {**server.part(Signing).service_account(), "private_key": "-----BEGIN Hemligt-47"}
    with pytest.raises(Terminal, match="damaged") as caught:
        credentials(of_service(key, (EVENTS,)), "board")
    assert "Hemligt" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "kept",
    [
        "Hemligt-47",
        "{}",
        "[]",
        "null",
        '{"refresh_token": "Hemligt-47"}',
        '{"type": "service_account", "private_key": "Hemligt-47"}',
        "[" * 100_000,
    ],
)
def test_what_is_kept_and_is_no_sign_in_is_told_without_showing_it(kept: str) -> None:
    with pytest.raises(NotAllowed, match="is no sign-in to Google") as caught:
        read_sign_in(SecretStr(kept), "board")
    assert "Hemligt" not in "".join(traceback.format_exception(caught.value))


def test_a_kept_sign_in_is_sent_to_no_unsafe_address(server: GoogleServer, anna: Account) -> None:
    info = {**consented(server).info, "token_uri": "http://evil.example.org/token"}
    with pytest.raises(NotAllowed, match="no https://"):
        read_sign_in(SecretStr(json.dumps(info)), "board")


def test_nothing_secret_is_logged(
    server: GoogleServer, anna: Account, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        old = aged(consented(server))
        renew(old)
    assert [secret for secret in server.part(Signing).secrets_given if secret in caplog.text] == []


def test_an_answer_without_times_or_scopes_is_taken() -> None:
    client = {"client_id": "x", "client_secret": "y", "token_uri": "https://x/", "auth_uri": "https://x/"}
    found = of_person(client, {"access_token": "a", "refresh_token": "r"}, NOW)
    assert (found.scopes, found.ends) == ((), None)
    wild = {
        "access_token": "a",
        "refresh_token": "r",
        "expires_in": "soon",
        "refresh_token_expires_in": 10**30,
    }
    assert of_person(client, wild, NOW).ends is None


def test_the_least_scopes_are_asked_for() -> None:
    assert needed(makes=True) == (CREATED,)
    assert needed(calendar="primary") == (OWNED,)
    assert needed(calendar="c@group.calendar.google.com") == (EVENTS,)
    assert needed(by_name=True, calendar="Styret", shares=True) == (EVENTS, LIST, ACLS)
    assert needed(tasks=True) == (TASKS,)


def test_a_larger_right_covers_a_smaller_one_and_not_the_other_way_round() -> None:
    assert missing((CREATED, EVENTS, OWNED, LIST, ACLS), (ALL,)) == ()
    assert missing((OWNED,), (EVENTS,)) == ()
    assert missing((EVENTS, TASKS), (OWNED, ALL)) == (TASKS,)
    assert missing((EVENTS,), (OWNED, CREATED)) == (EVENTS,)
