"""Whether a Google target can be used: what ``hjul doctor`` tells of it.

Changes nothing unless it is asked to write, and then takes away what it wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from google.auth.credentials import Credentials

from adapters.base import Check, NotAllowed, ServiceError
from adapters.google_account import GoogleAccount
from adapters.google_credentials import SignIn, sign_in_of
from adapters.google_refused import ApiOff, RightMissing, SignInRefused
from config.google_target import GoogleTarget, GoogleTasksTarget

TOLERATED = timedelta(minutes=5)
"""That a clock may be wrong: Google refuses what is dated further from its own time."""
SOON = 30
"""Days before the end of a sign-in from which on it is told."""


def examine_calendar(
    name: str, credentials: Credentials, target: GoogleTarget, *, write: bool = False
) -> Iterator[Check]:
    """One thing after the other; nothing more after a thing that all the rest needs."""
    name = target.account or name  # whose sign-in it is, and which is to be made again
    account = GoogleAccount(name, credentials, root=target.root, timeout=target.timeout)
    yield from _steps(
        name, account, credentials, lambda: _calendar(account, credentials, target, write=write)
    )


def examine_list(
    name: str, credentials: Credentials, target: GoogleTasksTarget, *, write: bool = False
) -> Iterator[Check]:
    """One thing after the other; nothing more after a thing that all the rest needs."""
    name = target.account or name  # whose sign-in it is, and which is to be made again
    account = GoogleAccount(name, credentials, root=target.root, timeout=target.timeout)
    yield from _steps(name, account, credentials, lambda: _list(account, target, write=write))


def _steps(
    name: str, account: GoogleAccount, credentials: Credentials, place: Callable[[], Iterator[Check]]
) -> Iterator[Check]:
    about = {"target": name}
    try:
        ahead = account.renew()
        yield Check("consent", True, about)
        if ahead is not None and abs(ahead) > TOLERATED:
            yield Check("clock", True, {"minutes": str(round(abs(ahead).total_seconds() / 60))}, warning=True)
        yield from _ends(sign_in_of(credentials), about)
        yield from place()
    except ApiOff as error:
        yield Check("api", False, {"api": error.api, "address": error.address})
    except RightMissing:
        yield Check("right", False, about)
    except NotAllowed as error:
        yield Check("consent", False, {**about, "said": str(error)})
    except ServiceError as error:
        yield Check("reachable", False, {"host": "Google", "said": str(error)})


def _ends(sign_in: SignIn | None, about: dict[str, str]) -> Iterator[Check]:
    """Google says in its answer when a sign-in is for a time only, as it is for an app that is still being tested."""
    if sign_in is None or sign_in.ends is None:
        return
    left = (sign_in.ends - datetime.now(UTC)).days
    if left <= SOON:
        said = {
            "day": f"{sign_in.ends:%Y-%m-%d}",
            "days": str(max(left, 0)),
            "address": sign_in.audience_page,
        }
        yield Check("consent_ends", True, {**about, **said}, warning=True)


def _calendar(
    account: GoogleAccount, credentials: Credentials, target: GoogleTarget, *, write: bool
) -> Iterator[Check]:
    try:
        found = account.calendar(target.calendar)
    except (ApiOff, RightMissing, SignInRefused):
        raise
    except NotAllowed:
        found = None
    if found is None:
        sign_in = sign_in_of(credentials)
        whom = sign_in.address if sign_in is not None else ""
        about = {"name": target.calendar, "whom": whom}
        yield Check("shared_with" if whom else "shared", False, about)
        return
    about = {"name": found.name, "role": found.role}
    yield Check("may_change", found.writable, about)
    if write and found.writable:
        yield from _wrote(about, lambda: account.try_writing(target.calendar))


def _list(account: GoogleAccount, target: GoogleTasksTarget, *, write: bool) -> Iterator[Check]:
    found = account.list(target.list)
    if found is None:
        yield Check("list", False, {"name": target.list})
        return
    yield Check("list", True, {"name": found.name})
    if write:
        yield from _wrote({"name": found.name}, lambda: account.try_writing_task(target.list))


def _wrote(about: dict[str, str], try_writing: Callable[[], None]) -> Iterator[Check]:
    try:
        try_writing()
        yield Check("wrote", True, about)
    except ServiceError as error:
        yield Check("wrote", False, {**about, "said": str(error)})
