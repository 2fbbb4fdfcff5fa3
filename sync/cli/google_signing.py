"""Signing in to Google for ``hjul connect``: with the sign-in that is kept, anew, or as a service account."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from adapters.base import NotAllowed
from config.errors import SIGN_IN_NEEDED, WRONG_INPUT, UserError
from config.language import Language
from config.secrets import Secrets, variable
from sync.cli.connection import prompt
from sync.cli.google_choice import is_id
from sync.cli.terminal import say

if TYPE_CHECKING:
    from adapters.google_credentials import SignIn
    from adapters.google_files import Client


@dataclass(frozen=True, slots=True)
class Signing:
    """How to sign in, and for what.

    ``changes`` is whether a sign-in that is kept will do, if it may all that is needed; ``same`` whether the calendar is
    the one that it was made for.
    """

    client: Path | None
    service_account: Path | None
    no_browser: bool
    makes: bool
    calendar: str | None
    same: bool
    shares: bool
    tasks: bool
    changes: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in. ``address`` is a service account's; "" for a person."""

    credentials: Any
    secret: SecretStr
    address: str


def signed_in(
    signing: Signing, secrets: Secrets, name: str, words: Language, may_keep: Callable[[], None]
) -> tuple[SignedIn, bool]:
    """And whether it is a new one, which has to be kept: ``may_keep`` is called before anybody is asked to consent.

    Raises ServiceError when Google refuses, UserError (exit code 4) when a right was not given.
    """
    from adapters.google_credentials import of_service
    from adapters.google_files import read_client, read_service_account
    from adapters.google_scopes import missing

    if signing.service_account is not None:
        return _kept_anew(
            of_service(read_service_account(signing.service_account), _scopes(signing, ())), name, may_keep
        )
    client = read_client(signing.client) if signing.client is not None else None
    old = _kept(secrets, name)
    granted = old.scopes if old is not None else ()
    scopes = _scopes(signing, granted)
    if client is None and old is not None:
        lacking = missing(scopes, granted)
        if old.is_service and lacking:
            return _kept_anew(of_service(old.info, (*granted, *lacking)), name, may_keep)
        if old.is_service or (signing.changes and not lacking):
            return _opened(old, name), False
    if client is None:
        client = _client_of(old, name)
    _refuse_given(name)
    may_keep()
    new = _consented(client, scopes, words, no_browser=signing.no_browser)
    _refuse_too_little(missing(scopes, new.scopes))
    return _opened(new, name), True


def _kept_anew(sign_in: SignIn, name: str, may_keep: Callable[[], None]) -> tuple[SignedIn, bool]:
    _refuse_given(name)
    may_keep()
    return _opened(sign_in, name), True


def _scopes(signing: Signing, granted: Sequence[str]) -> tuple[str, ...]:
    """What is needed now: for a calendar that hjul made, what it was made with."""
    from adapters.google_scopes import CREATED, EVENTS, needed

    by_name = signing.calendar is not None and not is_id(signing.calendar)
    wanted = needed(
        makes=signing.makes,
        calendar=signing.calendar,
        by_name=by_name,
        shares=signing.shares,
        tasks=signing.tasks,
    )
    if signing.same and CREATED in granted and EVENTS not in granted:
        wanted = tuple(CREATED if scope == EVENTS else scope for scope in wanted)
    return tuple(dict.fromkeys(wanted))


def _opened(sign_in: SignIn, name: str) -> SignedIn:
    from adapters.google_credentials import credentials

    return SignedIn(credentials(sign_in, name), sign_in.secret(), sign_in.address)


def _kept(secrets: Secrets, name: str) -> SignIn | None:
    """None when there is none, or it is none of Google's."""
    from adapters.google_credentials import read_sign_in

    secret = secrets.find(name)
    if secret is None:
        return None
    try:
        return read_sign_in(secret, name)
    except NotAllowed:
        return None


def _client_of(old: SignIn | None, name: str) -> Client:
    from adapters.google_files import Client

    config = old.client if old is not None else None
    if config is None:
        raise UserError(
            f"{name}: it is not known with which client to sign in; say also --client FILE",
            exit_code=WRONG_INPUT,
        )
    return Client(config)


def _refuse_given(name: str) -> None:
    if os.environ.get(variable(name)):
        raise UserError(
            f"{variable(name)} is set and would win over a new sign-in; unset it and run the command again",
            exit_code=WRONG_INPUT,
        )


def _consented(client: Client, scopes: Sequence[str], words: Language, *, no_browser: bool) -> SignIn:
    from adapters.google_sign_in import Elsewhere, in_browser

    def told(address: str) -> None:
        say(words.word("connect.google_open"))
        say(address)
        say(words.word("connect.google_own"))
        if not no_browser:
            say(words.word("connect.google_no_browser"))
        sys.stdout.flush()

    if not no_browser:
        return in_browser(client, scopes, told, words.word("connect.google_done"))
    elsewhere = Elsewhere(client, scopes)
    told(elsewhere.address)
    return elsewhere.finish(_pasted(words))


def _pasted(words: Language) -> str:
    if sys.stdin.isatty():
        return prompt(words, "ask_paste")
    say(words.word("connect.ask_paste"))
    sys.stdout.flush()
    return sys.stdin.readline(16_384)


def _refuse_too_little(lacking: Sequence[str]) -> None:
    from adapters.google_scopes import short

    if lacking:
        raise UserError(
            f"not every box was ticked, and hjul needs each of them ({', '.join(short(scope) for scope in lacking)}); "
            "run the command again and leave them ticked",
            exit_code=SIGN_IN_NEEDED,
        )
