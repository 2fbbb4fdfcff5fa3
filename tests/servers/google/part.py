"""What a module of the local Google server is given, and what it gives back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from tests.servers.google.described import Method
from tests.servers.google.state import Account, Token

if TYPE_CHECKING:
    from tests.servers.google.server import GoogleServer


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method, checked against Google's description. ``given`` has every parameter by name, of its own type."""

    server: GoogleServer
    method: Method
    given: Mapping[str, Any]
    body: dict[str, Any]
    headers: Mapping[str, str]  # names in small letters
    token: Token

    @property
    def account(self) -> Account:
        return self.token.account


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to a path that is no method's: of a token endpoint, say."""

    verb: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """The answer to a visit."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, value: Any, status: int = 200) -> Page:
        return cls(status, json.dumps(value).encode(), {"Content-Type": "application/json; charset=UTF-8"})


Handler = Callable[[Call], Mapping[str, Any] | None]
"""What the method answers; None is 204. Raises Refusal."""
Visited = Callable[[Visit], Page]


class Part(Protocol):
    """One module. ``methods`` are by Google's ids, ``paths`` by the whole path."""

    methods: Mapping[str, Handler]
    paths: Mapping[str, Visited]

    def __init__(self, server: GoogleServer) -> None: ...
