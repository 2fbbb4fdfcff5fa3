"""Why Google does not let hjul in, told apart: an API that is off, a right that was not given, a sign-in that is not accepted.

[I] the shapes: ``errors[].reason`` (accessNotConfigured, insufficientPermissions) and, beside or instead of it, ``details[]`` with
``google.rpc.ErrorInfo`` (SERVICE_DISABLED, ACCESS_TOKEN_SCOPE_INSUFFICIENT). Asks nobody anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from adapters.base import NotAllowed
from adapters.google_credentials import how

OFF = frozenset({"accessNotConfigured", "SERVICE_DISABLED"})
TOO_LITTLE = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})
_ADDRESS = re.compile(r"https://[\w.-]+/[\w./?=&%#:-]*[\w/]")
_NAMES = {"calendar": "Google Calendar API", "tasks": "Google Tasks API"}


class ApiOff(NotAllowed):
    """The Google project of the client has this API switched off. ``address`` is where that is changed."""

    def __init__(self, api: str, address: str) -> None:
        self.api = _NAMES.get(api, api)
        self.address = address
        super().__init__(
            f"the {self.api} is switched off in the Google project of the client; switch it on at {address}, "
            "and wait some minutes"
        )


class RightMissing(NotAllowed):
    """The sign-in was not given all that hjul asked for, or is of an earlier use."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"hjul was not given every right that it needs for {name}; sign in again and leave every box ticked{how(name)}"
        )


class SignInRefused(NotAllowed):
    """The API takes no notice of a sign-in that Google's sign-in itself has just renewed, as for an account that was stopped."""


def not_accepted(host: str, name: str, api: str, reason: str, said: Mapping[str, Any]) -> NotAllowed:
    """What a person is told. ``reason`` is Google's word, ``said`` what stands under ``error`` in its answer."""
    if reason in OFF:
        return ApiOff(api, _console(said, api))
    if reason in TOO_LITTLE:
        return RightMissing(name)
    word = f" ({reason})" if reason else ""
    return SignInRefused(f"{host} does not accept the sign-in of {name}{word}; sign in again{how(name)}")


def _console(said: Mapping[str, Any], api: str) -> str:
    """The address that Google itself names, where it is one of Google's."""
    for address in _addresses(said):
        if not address.isprintable() or len(address) > 500:
            continue
        host = _host(address)
        if address.startswith("https://") and (host == "google.com" or host.endswith(".google.com")):
            return address
    service = "calendar-json" if api == "calendar" else api
    return f"https://console.cloud.google.com/apis/library/{service}.googleapis.com"


def _addresses(said: Mapping[str, Any]) -> Iterator[str]:
    details = said.get("details")
    for detail in details if isinstance(details, list) else ():
        about = detail.get("metadata") if isinstance(detail, dict) else None
        if isinstance(about, dict) and isinstance(about.get("activationUrl"), str):
            yield about["activationUrl"]
    yield from _ADDRESS.findall(str(said.get("message") or ""))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
