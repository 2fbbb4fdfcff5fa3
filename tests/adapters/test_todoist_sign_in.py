"""Signing in to Todoist: the page that is opened, what is kept, and why the exchange is hjul's own. The rest: test_connect_todoist."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from dataclass_wizard.errors import JSONWizardError
from pydantic import SecretStr
from todoist_api_python import authentication

from adapters.base import NotAllowed, Terminal, Transient
from adapters.todoist_credentials import Signed, SignIn, read_sign_in, signed
from adapters.todoist_files import REDIRECT, Client
from adapters.todoist_sign_in import Consent
from tests.servers.todoist.server import Todoist, todoist
from tests.servers.todoist.sign_in import Answer
from tests.servers.todoist.sign_in import SignIn as App

TOKEN = "0123456789abcdef0123456789abcdef01234567"  # noqa: S105  # nobody's


@pytest.fixture
def app() -> Iterator[App]:
    server: Todoist = todoist()
    world = server.new_world()
    one = App(world, world.new_user("Anna", "anna@example.org"), REDIRECT, renews=True)
    server.sign_ins.append(one)
    yield one
    server.forget(world)


def kept(app: App, ends: timedelta) -> SignIn:
    """A sign-in that was made and ends then."""
    refresh = "f" * 40
    app.refreshes.add(refresh)
    info = {"client_id": app.id, "client_secret": app.secret, "access_token": TOKEN, "refresh_token": refresh}
    return SignIn({**info, "ends": (datetime.now(UTC) + ends).isoformat()})


def asked(auth: httpx.Auth | str) -> list[str]:
    """The bearer of each request that is sent; the first token is not good."""
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["Authorization"].removeprefix("Bearer "))
        return httpx.Response(401 if seen[-1] == TOKEN else 200)

    assert isinstance(auth, httpx.Auth)
    with httpx.Client(transport=httpx.MockTransport(answer), auth=auth) as client:
        client.get("https://api.todoist.com/api/v1/projects")
    return seen


def test_the_page_is_todoists_own_and_asks_for_two_rights_and_no_more() -> None:
    address = urlsplit(Consent(Client("id", "secret")).address)
    assert (address.scheme, address.hostname, address.path) == ("https", "todoist.com", "/oauth/authorize")
    query = parse_qs(address.query)
    assert query["scope"] == ["data:read_write,data:delete"]
    assert len(query["state"][0]) >= 32
    assert "secret" not in address.query
    assert Consent(Client("id", "secret")).address != Consent(Client("id", "secret")).address


def test_the_librarys_own_exchange_fails_on_the_documented_answer_and_shows_the_token() -> None:
    """When this fails, the library has mended it: then the exchange for a code can be its own."""

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"access_token": TOKEN, "token_type": "Bearer"})

    with (
        httpx.Client(transport=httpx.MockTransport(answer)) as client,
        pytest.raises(JSONWizardError) as told,
    ):
        authentication.get_auth_token("id", "secret", "code", client=client)
    assert TOKEN in str(told.value)


@pytest.mark.parametrize("text", [TOKEN, "{}", "[]", "null", '{"access_token": "x"}', "[" * 10_000])
def test_what_is_no_sign_in_of_an_app_is_taken_for_a_token(text: str) -> None:
    assert read_sign_in(SecretStr(text)) is None
    assert signed(SecretStr(text), "tasks", "https://api.todoist.com") == text


def test_no_secret_is_in_what_python_shows_of_a_sign_in(app: App) -> None:
    shown = f"{kept(app, timedelta())!r} {Client('id', 'Hemligt-47')!r}"
    assert [secret for secret in (TOKEN, app.secret, "Hemligt-47") if secret in shown] == []


@pytest.mark.parametrize(("ends", "count"), [(timedelta(minutes=1), 1), (timedelta(minutes=50), 2)])
def test_a_sign_in_is_renewed_before_its_end_or_when_it_is_refused_and_given_to_be_kept(
    app: App, ends: timedelta, count: int
) -> None:
    given: list[SecretStr] = []
    auth = Signed(kept(app, ends), "tasks", todoist().origin, given.append)
    seen = asked(auth)
    assert (len(seen), TOKEN in seen[-1:]) == (count, False)
    (new,) = given
    info = json.loads(new.get_secret_value())
    assert (info["access_token"], info["client_secret"]) == (seen[-1], app.secret)
    assert info["refresh_token"] in app.refreshes
    assert asked(auth) == seen[-1:], "and once only"


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        (Answer(400, b'{"error": "invalid_grant"}'), NotAllowed),
        (Answer(400, b'{"error": "incorrect_application_credentials"}'), NotAllowed),
        (Answer(503), Transient),
        (Answer(200, b"<html>hotel network"), Transient),
        (Answer(302, b"", {"Location": "https://evil.example.org/"}), Terminal),
    ],
)
def test_a_renewal_that_fails_is_told_apart_and_keeps_what_there_was(
    app: App, answer: Answer, raised: type[Exception]
) -> None:
    app.instead = answer
    given: list[SecretStr] = []
    auth = Signed(kept(app, timedelta()), "tasks", todoist().origin, given.append)
    with pytest.raises(raised) as told:
        asked(auth)
    assert (given, auth.sign_in.token) == ([], TOKEN)
    assert app.secret not in str(told.value)
    assert TOKEN not in str(told.value)
