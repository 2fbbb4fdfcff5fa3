"""The file in which somebody writes the id and the secret of their own app in Todoist. Never says what stands in it."""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config.addresses import is_loopback
from config.errors import WRONG_INPUT, UserError

REDIRECT = "http://localhost:43117/"
"""Where the browser comes back to. An app of Todoist's names it beforehand, so its port cannot be any that is free."""
MOST_BYTES = 64 * 1024
_GET = 'it holds {"client_id": "…", "client_secret": "…"}, as the App Management Console of Todoist shows the two'


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody's own app in Todoist, on whose behalf people sign in."""

    id: str
    secret: str = field(repr=False)
    redirect: str = REDIRECT


def read_client(path: Path) -> Client:
    """UserError (exit code 2) when it cannot be read, others can read it, or it is something else. Never says what stands in it."""
    found = _json(path)
    for key in ("client_id", "client_secret"):
        value = found.get(key)
        if not isinstance(value, str) or not re.fullmatch(r"[\x21-\x7e]{1,500}", value):
            raise _wrong(path, f"{key!r} is missing in it")
    redirect = found.get("redirect_uri", REDIRECT)
    if not isinstance(redirect, str) or not _comes_back(redirect):
        raise _wrong(path, f"its 'redirect_uri' is no address of this machine with a port, as {REDIRECT}")
    return Client(found["client_id"], found["client_secret"], redirect)


def _json(path: Path) -> dict[str, Any]:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # a pipe would be waited for
            raise UserError(f"{path}: not a file", exit_code=WRONG_INPUT)
        if os.name == "posix" and mode & 0o077:
            raise UserError(f"{path}: others can read it; run: chmod 600 {path}", exit_code=WRONG_INPUT)
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UserError(f"{path}: there is no such file", exit_code=WRONG_INPUT) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no name of a file"
        raise UserError(f"{path}: cannot be read ({why})", exit_code=WRONG_INPUT) from None
    if len(raw) > MOST_BYTES:
        raise _wrong(path, "this is too large")
    try:
        found = json.loads(raw.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise _wrong(path, "this is no JSON") from None
    if not isinstance(found, dict):
        raise _wrong(path, "this is no client of Todoist's")
    return found


def _wrong(path: Path, why: str) -> UserError:
    return UserError(f"{path}: {why}; {_GET}", exit_code=WRONG_INPUT)


def _comes_back(address: str) -> bool:
    try:
        parts = urlsplit(address)
        named = parts.scheme == "http" and bool(parts.port) and not (parts.query or parts.fragment)
    except ValueError:
        return False
    return named and address.isprintable() and is_loopback(address)
