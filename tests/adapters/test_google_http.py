"""How requests to Google go over the wire: real HTTP to a server on loopback that gives the answers that it was told to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_string
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from google.auth.credentials import AnonymousCredentials

from adapters.base import Create, Effect, NotAllowed, Outcome, Since, Terminal, Transient
from adapters.google_calendar import GoogleCalendarAdapter
from adapters.google_http import AT_ONCE, EACH_SECOND, MOST_SILENCES, PATIENCE, Ask, Connection, Pace
from config.google_target import GoogleTarget
from mappings.items import Key
from tests.make import NOW, PLAN_ID, ZONE, make_event

CALENDAR = "styret@example.org"
DROPPED = 0
Said = tuple[int, str]
"""A status, and Google's word for it."""


@dataclass
class Told:
    """What comes next, of whole requests and of parts of a batch; after that everything is well. ``asked`` counts parts."""

    whole: list[Said] = field(default_factory=list)
    parts: list[Said] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    root: str = ""


@pytest.fixture
def told() -> Iterator[Told]:
    told = Told()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            pass

        def do_GET(self) -> None:
            self._answer("")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, body: str) -> None:
            told.bodies.append(body)
            parts = _parts(self.headers["Content-Type"], body) if body else []
            told.asked.append(len(parts))
            status, word = told.whole.pop(0) if told.whole else (200, "")
            if status == DROPPED:
                self.close_connection = True
                return
            kind, data = "application/json", json.dumps(_said(status, word))
            if status == 200 and body:
                kind, data = "multipart/mixed; boundary=b", _batch(parts, told)
            elif status == 200:
                data = json.dumps({"items": [], "nextSyncToken": "t1"})
            self.send_response(status)
            for name, value in {"Content-Type": kind, **told.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data.encode())))
            self.end_headers()
            self.wfile.write(data.encode())

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        told.root = f"http://127.0.0.1:{server.server_port}/"
        yield told
        server.shutdown()


def _parts(kind: str, body: str) -> list[Any]:
    found: Any = message_from_string(f"Content-Type: {kind}\n\n{body}").get_payload()
    return list(found)


def _said(status: int, word: str) -> dict[str, Any]:
    return {"error": {"errors": [{"domain": "global", "reason": word}], "code": status}}


def _batch(parts: list[Any], told: Told) -> str:
    """What was written comes back as it was, with an etag."""
    answers = []
    for part in parts:
        status, word = told.parts.pop(0) if told.parts else (200, "")
        written = part.get_payload().partition("\n\n")[2].strip()
        found = {**json.loads(written or "{}"), "etag": '"1"'} if status == 200 else _said(status, word)
        number = part["Content-ID"].replace("<", "<response-")
        answers.append(
            f"--b\r\nContent-Type: application/http\r\nContent-ID: {number}\r\n\r\n"
            f"HTTP/1.1 {status} x\r\nContent-Type: application/json\r\n\r\n{json.dumps(found)}\r\n"
        )
    return "".join([*answers, "--b--\r\n"])


@dataclass
class Slept:
    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def slept() -> Slept:
    return Slept()


@pytest.fixture
def connection(told: Told, slept: Slept) -> Connection:
    account = AnonymousCredentials()  # type: ignore[no-untyped-call]
    return Connection("board", CALENDAR, account, lambda: NOW, root=told.root, timeout=5, sleep=slept)


INSERTS = [Ask("insert", name, {"id": name}) for name in ("aaaaa", "bbbbb")]


def test_500_new_events_are_ten_batches_and_one_reading(told: Told, slept: Slept) -> None:
    account = AnonymousCredentials()  # type: ignore[no-untyped-call]
    target = GoogleTarget(calendar=CALENDAR, timeout=5)
    adapter = GoogleCalendarAdapter(
        "board", target, account, PLAN_ID, ZONE, lambda: NOW, root=told.root, sleep=slept
    )
    adapter.read(Since())
    effects: list[Effect] = [Create(make_event(key=Key(f"event-{number}"))) for number in range(500)]
    assert [outcome.error for outcome in adapter.apply(effects)] == [None] * 500
    assert told.asked == [0, *[50] * 10]
    assert 0 < sum(slept.seconds) <= (500 - AT_ONCE) / EACH_SECOND
    assert len(slept.seconds) == 8


def test_writes_are_paced_and_what_only_looks_is_not() -> None:
    moment, slept = [0.0], Slept()

    def sleep(seconds: float) -> None:
        slept(seconds)
        moment[0] += seconds

    pace = Pace(sleep, lambda: moment[0])
    pace.wait_for(100)
    pace.wait_for(0)
    assert slept.seconds == []
    pace.wait_for(50)
    pace.wait_for(5)
    assert slept.seconds == [10, 1]
    moment[0] += 3600
    pace.wait_for(100)
    pace.wait_for(1)
    assert slept.seconds == [10, 1, 0.2]


def test_answers_come_in_the_order_of_the_requests(connection: Connection) -> None:
    assert [answer.body["id"] for answer in connection.ask(INSERTS)] == ["aaaaa", "bbbbb"]


def test_nobody_is_written_to_and_the_etag_goes_along(connection: Connection, told: Told) -> None:
    connection.ask([Ask("patch", "aaaaa", {"summary": "x"}, '"7"'), Ask("delete", "bbbbb", etag='"8"')])
    assert told.bodies[0].count("sendUpdates=none") == 2
    assert 'If-Match: "7"' in told.bodies[0]
    assert 'If-Match: "8"' in told.bodies[0]


def test_every_write_says_whether_google_shall_write_to_those_invited(
    connection: Connection, told: Told
) -> None:
    connection.ask([*INSERTS, Ask("update", "aaaaa", {}), Ask("delete", "bbbbb", send_updates="all")])
    assert (told.bodies[0].count("sendUpdates=none"), told.bodies[0].count("sendUpdates=all")) == (3, 1)


def test_what_was_refused_for_the_pace_alone_is_sent_again_alone(
    connection: Connection, told: Told, slept: Slept
) -> None:
    told.parts = [(403, "rateLimitExceeded"), (200, ""), (429, "rateLimitExceeded")]
    assert [answer.ok for answer in connection.ask(INSERTS)] == [True, True]
    assert told.asked == [2, 1, 1]
    assert len(slept.seconds) == 2


def test_a_pause_is_never_shorter_than_what_the_server_asks_for(
    connection: Connection, told: Told, slept: Slept
) -> None:
    told.whole, told.headers = [(429, "rateLimitExceeded")], {"Retry-After": "17"}
    assert all(answer.ok for answer in connection.ask(INSERTS))
    told.whole, told.headers = (
        [(429, "")],
        {"Retry-After": f"{NOW + timedelta(seconds=40):%a, %d %b %Y %H:%M:%S GMT}"},
    )
    connection.ask(INSERTS)
    assert 17 < slept.seconds[0] < 30
    assert 40 < slept.seconds[1] < 50


def test_patience_has_an_end(connection: Connection, told: Told, slept: Slept) -> None:
    told.whole = [(429, "rateLimitExceeded")] * 1_000
    assert all(answer.busy for answer in connection.ask(INSERTS))
    assert sum(slept.seconds) <= PATIENCE
    told.headers = {"Retry-After": "9999"}
    slept.seconds.clear()
    (answer, _) = connection.ask(INSERTS)
    assert (answer.retry_after, slept.seconds) == (9999, [])


@pytest.mark.parametrize("said", [(DROPPED, ""), (500, "backendError"), (503, "backendError")])
def test_a_write_whose_answer_was_lost_is_never_sent_again_by_itself(
    connection: Connection, told: Told, said: Said
) -> None:
    connection.ask([Ask("get", "aaaaa")])  # the connection stands, so that it can go stale
    told.whole = [said]
    assert all(answer.lost for answer in connection.ask(INSERTS))
    assert told.asked == [1, 2]


def test_a_look_whose_answer_was_lost_is_asked_again_a_few_times(connection: Connection, told: Told) -> None:
    told.whole = [(DROPPED, ""), (503, "")]
    assert connection.ask([Ask("get", "aaaaa")])[0].ok
    told.whole = [(DROPPED, "")] * 99
    assert connection.ask([Ask("list")])[0].lost
    assert len(told.asked) == 3 + MOST_SILENCES


@pytest.mark.parametrize("word", ["quotaExceeded", "dailyLimitExceeded", "requiredAccessLevel"])
def test_what_would_be_refused_again_is_not_sent_again(connection: Connection, told: Told, word: str) -> None:
    told.parts = [(403, word)]
    first, second = connection.ask(INSERTS)
    assert (first.reason, second.ok, told.asked) == (word, True, [2])


@pytest.mark.parametrize("said", [(401, "authError"), (403, "insufficientPermissions")])
def test_a_refused_sign_in_is_said(connection: Connection, told: Told, said: Said) -> None:
    told.whole = [said] * 9
    with pytest.raises(NotAllowed, match="board"):
        connection.ask(INSERTS)


def test_no_redirect_is_followed(connection: Connection, told: Told) -> None:
    told.whole, told.headers = [(302, ""), (302, "")], {"Location": told.root}
    for asks in (INSERTS, [Ask("list")]):
        with pytest.raises(Terminal, match="another address"):
            connection.ask(asks)
    assert len(told.asked) == 2


def test_a_server_that_is_away_stops_the_run_after_the_first_batch(told: Told, slept: Slept) -> None:
    account = AnonymousCredentials()  # type: ignore[no-untyped-call]
    target = GoogleTarget(calendar=CALENDAR, timeout=5)
    adapter = GoogleCalendarAdapter(
        "board", target, account, PLAN_ID, ZONE, lambda: NOW, root=told.root, sleep=slept
    )
    adapter.read(Since())
    told.whole = [(DROPPED, "")] * 99
    effects: list[Effect] = [Create(make_event(key=Key(f"event-{number}"))) for number in range(120)]
    outcomes: list[Outcome] = []
    with pytest.raises(Transient):
        outcomes.extend(adapter.apply(effects))
    assert len(outcomes) == max(told.asked) == 50
    assert len(told.asked) == 1 + 1 + MOST_SILENCES
