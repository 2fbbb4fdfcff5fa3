"""What goes wrong on the way to Google and back, as a test orders it. Knows no API.

    server.weather.add(refuses(403, "rateLimitExceeded", retry_after=3), times=2)
    server.weather.add(drops(after=True), on="calendar.events.insert")

Each ``Fault`` hits the next calls that it is meant for, a batch's parts one by one unless it is ordered for ``whole`` requests.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.servers.google.refusal import Refusal

Do = Callable[[], tuple[int, dict[str, str], bytes]]
"""Carries the request out, and gives the status, the headers and the body that answer it."""


class Dropped(Exception):
    """The connection is closed without an answer."""


class Truncated(Exception):
    """The connection is closed after this much of the answer."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes, length: int) -> None:
        super().__init__()
        self.status, self.headers, self.body, self.length = status, headers, body, length


Fault = Callable[[Do], tuple[int, dict[str, str], bytes]]
"""What happens instead. In a batch's part, a drop loses that part's answer alone."""


def refuses(status: int, reason: str, **said: object) -> Fault:
    """Nothing is done; ``said`` are the other arguments of Refusal."""

    def fault(_do: Do) -> tuple[int, dict[str, str], bytes]:
        raise Refusal(status, reason, **said)  # type: ignore[arg-type]

    return fault


def refuses_after(status: int, reason: str, **said: object) -> Fault:
    """It is done, and the answer says that it was not."""

    def fault(do: Do) -> tuple[int, dict[str, str], bytes]:
        do()
        raise Refusal(status, reason, **said)  # type: ignore[arg-type]

    return fault


def answers(
    status: int, body: bytes, kind: str = "text/html; charset=UTF-8", *, done: bool = False, **headers: str
) -> Fault:
    """This body instead of Google's JSON."""

    def fault(do: Do) -> tuple[int, dict[str, str], bytes]:
        if done:
            do()
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        return status, {"Content-Type": kind, **named}, body

    return fault


HTML = (
    b"<!DOCTYPE html><html><title>Error 502 (Server Error)!!1</title><p>That\xe2\x80\x99s all we know.</html>"
)


def drops(*, after: bool) -> Fault:
    """The connection is closed, before or after it was done. A part's answer is then missing in its batch's."""

    def fault(do: Do) -> tuple[int, dict[str, str], bytes]:
        if after:
            do()
        raise Dropped

    return fault


def truncates(part: float = 0.5) -> Fault:
    """It is done, and the answer stops in the middle, though its length is said to be the whole's."""

    def fault(do: Do) -> tuple[int, dict[str, str], bytes]:
        status, headers, body = do()
        raise Truncated(status, headers, body[: int(len(body) * part)], len(body))

    return fault


def slows(seconds: float) -> Fault:
    """It takes so long, and then it is done."""

    def fault(do: Do) -> tuple[int, dict[str, str], bytes]:
        time.sleep(seconds)
        return do()

    return fault


def meanwhile(act: Callable[[], object], *, after: bool = False) -> Fault:
    """Somebody does something just before it is carried out, or just after."""

    def fault(do: Do) -> tuple[int, dict[str, str], bytes]:
        if not after:
            act()
        done = do()
        if after:
            act()
        return done

    return fault


@dataclass(slots=True)
class _Ordered:
    fault: Fault
    times: int
    skip: int
    on: str | None
    whole: bool


class Weather:
    """What is ordered, in the order in which it was."""

    def __init__(self) -> None:
        self._ordered: list[_Ordered] = []

    def add(
        self, fault: Fault, *, times: int = 1, skip: int = 0, on: str | None = None, whole: bool = False
    ) -> None:
        """``on`` is a method's id, or "batch" for a whole one; ``skip`` so many that it would hit first.

        With ``whole``, a request as it comes over the wire is hit, be it a batch or not; else one call, be it in a batch or not.
        """
        self._ordered.append(_Ordered(fault, times, skip, on, whole or on == "batch"))

    def clear(self) -> None:
        self._ordered.clear()

    @property
    def is_over(self) -> bool:
        """Whether everything that was ordered has happened."""
        return not self._ordered

    def fault(self, method: str, *, whole: bool) -> Fault | None:
        """What hits this one."""
        for ordered in self._ordered:
            if ordered.whole != whole or ordered.on not in {None, method}:
                continue
            if ordered.skip:
                ordered.skip -= 1
                continue
            ordered.times -= 1
            if not ordered.times:
                self._ordered.remove(ordered)
            return ordered.fault
        return None
