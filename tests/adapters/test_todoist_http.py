"""How requests to Todoist go over the wire: real HTTP to a server on loopback that gives the answers that it was told to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest

from adapters.base import NotAllowed, ServiceError, Stale, Terminal, Transient
from adapters.todoist_http import (
    MOST_SILENCES,
    PATIENCE,
    RESOURCES,
    Answer,
    Ask,
    Command,
    Connection,
    NoAnswer,
    of_command,
    refused,
)

TOKEN = "0123456789abcdef"  # noqa: S105  # invented
DROPPED = 0
GOOD = json.dumps({"sync_token": "t1", "full_sync": True})
LIMIT = {
    "error": "Too many requests. Limits reached. Try again later",
    "error_code": 35,
    "error_extra": {"event_id": "0123", "retry_after": 66},
    "error_tag": "LIMITS_REACHED",
    "http_code": 429,
}
COMMANDS = (
    Command("item_add", "u-1", {"content": "Møte @styret #plan p1 & mer"}, "temp-1"),
    Command("item_delete", "u-2", {"id": "x"}),
)


@dataclass
class Told:
    """What comes next, a status and a body each; after that everything is well."""

    answers: list[tuple[int, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    root: str = ""


@pytest.fixture
def told() -> Iterator[Told]:
    told = Told()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            pass

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])))

        def _answer(self, body: bytes) -> None:
            told.asked.append(f"{self.command} {self.path}")
            told.bodies.append(body)
            told.signed.append(self.headers["Authorization"])
            status, said = told.answers.pop(0) if told.answers else (200, GOOD)
            if status == DROPPED:
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **told.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.encode())))
            self.end_headers()
            self.wfile.write(said.encode())

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        told.root = f"http://127.0.0.1:{server.server_port}"
        yield told
        server.shutdown()


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def connection(told: Told, slept: list[float]) -> Connection:
    return Connection("todo", TOKEN, root=told.root, timeout=5, sleep=slept.append)


def test_a_sync_is_one_form_with_the_token_what_is_asked_for_and_the_commands(
    connection: Connection, told: Told
) -> None:
    assert connection.ask(Ask("sync", "t0", COMMANDS)).ok
    fields = {name: values[0] for name, values in parse_qs(told.bodies[0].decode()).items()}
    assert (told.asked, told.signed) == (["POST /api/v1/sync"], [f"Bearer {TOKEN}"])
    assert (fields["sync_token"], json.loads(fields["resource_types"])) == ("t0", list(RESOURCES))
    assert json.loads(fields["commands"]) == [
        {"type": "item_add", "uuid": "u-1", "temp_id": "temp-1", "args": dict(COMMANDS[0].args)},
        {"type": "item_delete", "uuid": "u-2", "args": {"id": "x"}},
    ]


def test_a_window_of_what_is_completed_is_asked_for_as_the_api_has_it(
    connection: Connection, told: Told
) -> None:
    connection.ask(Ask("completed", asked={"since": "2026-01-01T00:00:00Z", "limit": "200"}))
    assert told.asked[0].startswith("GET /api/v1/tasks/completed/by_completion_date?since=2026-01-01T00")


@pytest.mark.parametrize(
    "lost", [(DROPPED, ""), (500, ""), (503, "<html>"), (200, "<html>Sign in</html>"), (200, "[]"), (408, "")]
)
def test_a_lost_answer_is_asked_for_again_in_the_same_bytes(
    connection: Connection, told: Told, slept: list[float], lost: tuple[int, str]
) -> None:
    told.answers = [lost, lost]
    assert connection.ask(Ask("sync", "t0", COMMANDS)).ok
    assert len(set(told.bodies)) == 1
    assert (len(told.bodies), len(slept)) == (3, 2)


def test_a_server_that_stays_silent_is_left_after_a_few_times(connection: Connection, told: Told) -> None:
    told.answers = [(DROPPED, "")] * 99
    assert connection.ask(Ask("sync")).lost
    assert len(told.asked) == MOST_SILENCES


def test_a_pause_is_never_shorter_than_the_body_or_the_header_asks_for(
    connection: Connection, told: Told, slept: list[float]
) -> None:
    told.answers = [(429, json.dumps(LIMIT))]
    assert connection.ask(Ask("sync")).ok
    told.answers, told.headers = [(429, json.dumps(LIMIT))], {"Retry-After": "90"}
    assert connection.ask(Ask("sync")).ok
    assert 66 < slept[0] < 80
    assert 90 < slept[1] < 104


def test_patience_has_an_end_and_the_answer_says_how_long(
    connection: Connection, told: Told, slept: list[float]
) -> None:
    told.answers = [(429, "{}")] * 1_000
    assert connection.ask(Ask("sync")).busy
    assert sum(slept) <= PATIENCE
    told.answers, told.headers = [(429, "{}")], {"Retry-After": "900"}
    slept.clear()
    answer = connection.ask(Ask("sync"))
    assert (answer.retry_after, slept) == (900, [])


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_what_no_waiting_mends_is_not_asked_again(connection: Connection, told: Told, status: int) -> None:
    told.answers = [(status, json.dumps({**LIMIT, "error_tag": "X", "http_code": status}))]
    answer = connection.ask(Ask("sync"))
    assert (answer.status, answer.tag, len(told.asked)) == (status, "X", 1)


def test_a_refused_sign_in_and_a_redirect_end_it(connection: Connection, told: Told) -> None:
    told.answers = [(401, "{}")]
    with pytest.raises(NotAllowed, match="sign in again"):
        connection.ask(Ask("sync"))
    told.answers, told.headers = [(307, "")], {"Location": "http://127.0.0.1:9/"}
    with pytest.raises(Terminal, match="another address"):
        connection.ask(Ask("sync"))
    assert len(told.asked) == 2


def test_a_server_that_is_not_there_is_no_answer(slept: list[float]) -> None:
    assert (
        Connection("todo", TOKEN, root="http://127.0.0.1:9", timeout=2, sleep=slept.append)
        .ask(Ask("sync"))
        .lost
    )


@pytest.mark.parametrize("token", ["å", "a\nb", "a\0"])
def test_a_token_that_no_header_can_have_is_not_accepted_and_not_sent(told: Told, token: str) -> None:
    with pytest.raises(NotAllowed):
        Connection("todo", token, root=told.root).ask(Ask("sync"))
    assert told.asked == []


def test_a_server_that_speaks_no_tls_is_no_answer(told: Told, slept: list[float]) -> None:
    root = told.root.replace("http:", "https:")
    assert Connection("todo", TOKEN, root=root, timeout=2, sleep=slept.append).ask(Ask("sync")).lost
    assert told.asked == []


# --- what failures mean ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "kind", "word"),
    [
        (Answer(0), NoAnswer, "did not answer"),
        (Answer(502), NoAnswer, "did not answer"),
        (Answer(429, retry_after=5), Transient, "too busy"),
        (Answer(401), NotAllowed, "sign in again"),
        (Answer(403, tag="MAX_ITEMS_LIMIT_REACHED"), Terminal, "no room"),
        (Answer(403, tag="PROJECT_FROZEN"), Terminal, "no room"),
        (Answer(403, tag="FORBIDDEN"), Terminal, "does not let this account"),
        (Answer(403, tag="PREMIUM_ONLY"), Terminal, "paid plan"),
        (Answer(404, tag="NOT_FOUND"), Stale, "no longer there"),
        (Answer(410), Stale, "no longer there"),
        (Answer(400, tag="ITEM_NOT_FOUND"), Stale, "no longer there"),
        (Answer(400, tag="INVALID_ARGUMENT_VALUE"), Terminal, "INVALID_ARGUMENT_VALUE"),
    ],
)
def test_each_failure_says_what_to_do_next_in_one_line(
    answer: Answer, kind: type[ServiceError], word: str
) -> None:
    error = refused("api.todoist.com", "todo")(answer, "letter")
    assert type(error) is kind
    assert word in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("said", "status", "tag"),
    [
        ("ok", 200, ""),
        (LIMIT, 429, "LIMITS_REACHED"),
        ({"error_code": 478, "error": "Task not found"}, 404, "NOT_FOUND"),
        ({"error_code": 49, "error": "Maximum number of items exceeded"}, 403, "MAX_ITEMS_LIMIT_REACHED"),
        ({"error_code": 15, "error": "Invalid temporary id"}, 400, ""),
        ({"error": "?"}, 0, ""),
        (None, 0, ""),
        (7, 0, ""),
        ([], 0, ""),
        ("no", 0, ""),
    ],
)
def test_how_a_command_went_is_told_by_what_todoist_says_of_it_alone(
    said: Any, status: int, tag: str
) -> None:
    answer = of_command(said)
    assert (answer.status, answer.tag) == (status, tag)


def test_the_server_s_clock_is_read(connection: Connection, told: Told) -> None:
    at = connection.ask(Ask("sync")).at
    assert at is not None
    assert abs((datetime.now(UTC) - at).total_seconds()) < 3_600
