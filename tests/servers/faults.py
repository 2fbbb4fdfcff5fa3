"""Ways in which a server, or what stands before it, misbehaves. Each is a value for ``Front.misbehave``.

A fault is before the effect, when the real server never hears of the request, or after it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

from tests.servers.asking import Answer
from tests.servers.front import Exchange, Fault, behaving

_PLAIN = "text/plain; charset=utf-8"
_XML = "application/xml; charset=utf-8"

# --- before the effect ---------------------------------------------------------------------------------------


def answers(status: int, body: bytes = b"", content_type: str = _PLAIN, **headers: str) -> Fault:
    """Says this instead. Header names have _ for -."""
    named = {"content-type": content_type} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }

    def fault(exchange: Exchange) -> None:
        exchange.answer(Answer(status, named, body))

    return fault


def busy(status: int, retry_after: int | datetime | str) -> Fault:
    """429 or 503, with the seconds, the moment (in UTC) or whatever text it is to wait for."""
    if isinstance(retry_after, datetime):
        retry_after = format_datetime(retry_after, usegmt=True)
    return answers(status, retry_after=str(retry_after))


def precondition(status: int, name: str, namespace: str = "DAV:") -> Fault:
    """403, 409, 412 or 507 with the XML that says why (RFC 4918 section 16), as ``valid-sync-token``."""
    return answers(
        status, f'<D:error xmlns:D="DAV:"><X:{name} xmlns:X="{namespace}"/></D:error>'.encode(), _XML
    )


def redirects(status: int, origin: str, prefix: str = "") -> Fault:
    """To the same path, or the path below ``prefix``, at the front itself or at another host."""

    def fault(exchange: Exchange) -> None:
        location = f"{origin}{prefix}{exchange.request.path}"
        exchange.answer(Answer(status, {"location": location}, b""))

    return fault


def hangs_up(exchange: Exchange) -> None:
    """Closes the connection; the real server hears nothing."""
    exchange.hang_up()


def is_silent(seconds: float) -> Fault:
    """Says nothing for so long, and then closes the connection; the real server hears nothing."""

    def fault(exchange: Exchange) -> None:
        exchange.front.stopped.wait(seconds)
        exchange.hang_up()

    return fault


# --- after the effect ----------------------------------------------------------------------------------------


def does_it_and(then: Fault) -> Fault:
    """The effect happens, and its answer is lost: ``does_it_and(answers(500))``, ``does_it_and(hangs_up)``."""

    def fault(exchange: Exchange) -> None:
        exchange.pass_on()
        then(exchange)

    return fault


def cut_short(*, claims_all: bool, part: float = 0.5) -> Fault:
    """The answer's body stops in the middle: with the whole's length, or with nothing that tells where it should end."""

    def fault(exchange: Exchange) -> None:
        answer = exchange.pass_on()
        some = answer.body[: int(len(answer.body) * part)]
        exchange.send(answer.status, answer.headers, [some], len(answer.body) if claims_all else None)
        exchange.close()

    return fault


def changed(change: Callable[[Answer], Answer]) -> Fault:
    """The real answer, changed on its way back."""

    def fault(exchange: Exchange) -> None:
        exchange.answer(change(exchange.pass_on()))

    return fault


# --- bodies --------------------------------------------------------------------------------------------------


def says(body: bytes, status: int = 207, content_type: str = _XML) -> Fault:
    """This body instead of an answer; ``says(b"")`` is a multistatus without a word."""
    return answers(status, body, content_type)


def entity_bomb(levels: int = 9) -> bytes:
    """Ten to the power of ``levels`` words, when its entities are expanded."""
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels + 1))
    return _multistatus(f'<!DOCTYPE x [<!ENTITY a0 "word">{steps}]>', f"&a{levels};")


def external_entity(path: Path) -> bytes:
    """Asks whoever reads it to put the file's content in."""
    return _multistatus(f'<!DOCTYPE x [<!ENTITY a SYSTEM "{path.as_uri()}">]>', "&a;")


def _multistatus(head: str, word: str) -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<D:multistatus xmlns:D="DAV:"><D:response><D:href>/{word}</D:href>'
        "<D:propstat><D:prop><D:getetag>x</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat>"
        "</D:response></D:multistatus>"
    ).encode()


HTML = says(b"<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>", 200, "text/html; charset=utf-8")


def goes_on_and_on(megabytes: int, *, says_how_long: bool = True) -> Fault:
    """A multistatus of so many megabytes, never whole in this process's memory."""
    head, end = b'<?xml version="1.0"?><D:multistatus xmlns:D="DAV:">', b"</D:multistatus>"
    row = b"<D:response><D:href>/x</D:href><D:status>HTTP/1.1 404 Not Found</D:status></D:response>"
    part = row * (1_000_000 // len(row))
    parts = megabytes * 1_000_000 // len(part) + 1

    def body() -> Iterator[bytes]:
        yield head
        for _ in range(parts):
            yield part
        yield end

    def fault(exchange: Exchange) -> None:
        length = len(head) + parts * len(part) + len(end) if says_how_long else None
        exchange.send(207, {"content-type": _XML}, body(), length)

    return fault


# --- in between ----------------------------------------------------------------------------------------------


def slowly(seconds: float, then: Fault = behaving) -> Fault:
    def fault(exchange: Exchange) -> None:
        time.sleep(seconds)
        then(exchange)

    return fault


def meanwhile(do: Callable[[], object], then: Fault = behaving) -> Fault:
    """Someone does something just before the request reaches the real server."""

    def fault(exchange: Exchange) -> None:
        do()
        then(exchange)

    return fault


def right_after(do: Callable[[], object]) -> Fault:
    """Someone does something just after the effect, before its answer arrives."""

    def fault(exchange: Exchange) -> None:
        answer = exchange.pass_on()
        do()
        exchange.answer(answer)

    return fault
