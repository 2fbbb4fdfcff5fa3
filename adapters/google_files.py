"""The files that people download from Google's console: a client of a desktop app, or a service account's key.

Tells the one from the other and from what else is easily taken for it. Never says what stands in a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.addresses import is_loopback
from config.errors import WRONG_INPUT, UserError

MOST_BYTES = 64 * 1024
CONSOLE = "console.cloud.google.com"
_GET_CLIENT = f'make a client of the type "Desktop app" under {CONSOLE}/auth/clients and download its JSON'
_GET_KEY = f"make a key of the type JSON under {CONSOLE}/iam-admin/serviceaccounts"
_ADDRESS_KEYS = ("auth_uri", "token_uri")
# What a key file has beside what hjul needs of it is not kept.
_OF_A_KEY = ("type", "project_id", "private_key_id", "private_key", "client_email", "client_id", "token_uri")


@dataclass(frozen=True, slots=True)
class Client:
    """A desktop app in somebody's Google project, on whose behalf people sign in (RFC 8252 §8.5: its secret is none)."""

    config: Mapping[str, Any] = field(repr=False)

    @property
    def project(self) -> str:
        """The project's id; "" when the file does not say."""
        return str(self.config.get("project_id") or "")


def read_client(path: Path) -> Client:
    """UserError (exit code 2) when it cannot be read or is something else."""
    found = _json(path, _GET_CLIENT)
    installed = found.get("installed")
    if not isinstance(installed, dict):
        raise _wrong(path, _not_a_client(found), _GET_CLIENT)
    _check(path, installed, ("client_id", "client_secret", *_ADDRESS_KEYS), _GET_CLIENT)
    return Client(dict(installed))


def read_service_account(path: Path) -> dict[str, Any]:
    """What a key file says, without what is not needed. UserError (exit code 2) when it cannot be read or is something else."""
    found = _json(path, _GET_KEY)
    if found.get("type") != "service_account":
        raise _wrong(path, _not_a_key(found), _GET_KEY)
    _check(path, found, ("private_key", "client_email", "token_uri"), _GET_KEY)
    return {key: found[key] for key in _OF_A_KEY if isinstance(found.get(key), str)}


def is_safe(address: object) -> bool:
    """Whether a secret may be sent there: over TLS, or not off this machine."""
    return (
        isinstance(address, str)
        and address.isprintable()
        and (address.startswith("https://") or (address.startswith("http://") and is_loopback(address)))
    )


def _not_a_client(found: Mapping[str, Any]) -> str:
    if "web" in found:
        return "this client is a web application's, and hjul is none"
    if found.get("type") == "service_account":
        return "this is the key of a service account; name it with --service-account"
    if found.get("type") == "authorized_user":
        return "this is another program's sign-in, not a client"
    return "this is no client of Google's"


def _not_a_key(found: Mapping[str, Any]) -> str:
    if "installed" in found:
        return "this is a desktop app's client; name it with --client"
    if "web" in found:
        return "this is a web application's client, not the key of a service account"
    if found.get("type") == "authorized_user":
        return "this is another program's sign-in, not the key of a service account"
    return "this is no key of a service account"


def _not_json(text: str) -> str:
    if text.startswith("<"):
        return "this is a web page"
    if re.fullmatch(r"AIza[\w-]{20,60}", text):
        return "this is an API key, with which nobody can sign in"
    if text.endswith(".apps.googleusercontent.com") or text.startswith("GOCSPX-"):
        return "this is a part of a client, not the whole file"
    if "BEGIN PRIVATE KEY" in text or text.startswith("0\x82"):
        return "this is a bare private key"
    return "this is no JSON"


def _json(path: Path, instead: str) -> dict[str, Any]:
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise UserError(f"{path}: not a file", exit_code=WRONG_INPUT)
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UserError(f"{path}: there is no such file", exit_code=WRONG_INPUT) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no name of a file"
        raise UserError(f"{path}: cannot be read ({why})", exit_code=WRONG_INPUT) from None
    if len(raw) > MOST_BYTES:
        raise _wrong(path, "this is too large", instead)
    text = raw.decode("utf-8-sig", "replace").strip()
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise _wrong(path, _not_json(text), instead) from None
    if not isinstance(found, dict):
        raise _wrong(path, "this is no JSON of Google's", instead)
    return found


def _check(path: Path, found: Mapping[str, Any], keys: tuple[str, ...], instead: str) -> None:
    for key in keys:
        value = found.get(key)
        if not isinstance(value, str) or not value:
            raise _wrong(path, f"{key!r} is missing in it", instead)
        if key != "private_key" and not value.isprintable():
            raise _wrong(path, f"{key!r} is damaged in it", instead)
        if key in _ADDRESS_KEYS and not is_safe(value):
            raise UserError(
                f"{path}: its {key!r} is no https:// address; nothing was sent there. Download the file again",
                exit_code=WRONG_INPUT,
            )


def _wrong(path: Path, why: str, instead: str) -> UserError:
    return UserError(f"{path}: {why}; {instead}", exit_code=WRONG_INPUT)
