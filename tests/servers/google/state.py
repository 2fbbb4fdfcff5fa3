"""What the local Google server knows: accounts with their tokens, and calendars with their roles. Answers nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CALENDAR = "https://www.googleapis.com/auth/calendar"
TASKS = "https://www.googleapis.com/auth/tasks"
EVERYTHING = frozenset({CALENDAR, TASKS})
TOKENS = "invented-"
"""How every token begins that a test gives out without a sign-in."""

# [S] schema AclRule: from what may do least to what may do most.
ROLES = ("none", "freeBusyReader", "reader", "writerWithoutPrivateAccess", "writer", "owner")


@dataclass(slots=True)
class Account:
    """Somebody, or a service account. ``token`` is good until it is taken out of the server's ``tokens``."""

    email: str
    token: str
    name: str = ""
    is_service: bool = False
    acts_for_others: bool = False  # a service account with domain-wide delegation


@dataclass(frozen=True, slots=True)
class Token:
    """What a bearer token stands for."""

    account: Account
    scopes: frozenset[str] = EVERYTHING


@dataclass(slots=True)
class Stored:
    """One event, or its remains. ``change`` is the number of the change that made it what it is."""

    body: dict[str, Any]
    change: int
    sequence: int = 0
    reminders: dict[str, dict[str, Any]] = field(default_factory=dict)  # [S] each account has its own


@dataclass(slots=True)
class Calendar:
    """One calendar. ``events`` has the remains of deleted events too; ``roles`` are by e-mail address, the owner's among them."""

    id: str
    owner: Account
    summary: str = ""
    zone: str = "UTC"
    roles: dict[str, str] = field(default_factory=dict)
    everyone: str = "none"  # the role of scope ``default``
    events: dict[str, Stored] = field(default_factory=dict)
    ids_gone: set[str] = field(default_factory=set)  # of remains that are there no longer
    more: dict[str, Any] = field(default_factory=dict)  # whatever another module keeps of it

    def role(self, account: Account) -> str:
        """The most that this account may do, one of ROLES."""
        return max(self.roles.get(account.email, "none"), self.everyone, key=ROLES.index)


def may(role: str, least: str) -> bool:
    """Whether a role is at least this one."""
    return ROLES.index(role) >= ROLES.index(least)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that Google would have sent. ``why`` is invitation, update or cancellation; a calendar's sharing has others."""

    to: str
    about: str  # the event's or the calendar's id
    why: str


@dataclass(slots=True)
class Logged:
    """One call of a method, alone or as a part of a batch. ``status`` is 0 where no answer was sent."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]  # names in small letters
    body: Any
    status: int = 0
    reason: str = ""
    parts: list[Logged] = field(default_factory=list)  # of a batch, whose method is "batch"
    in_batch: bool = False
