"""Signing in to Todoist for ``hjul connect``: with a personal token, with the sign-in that is kept, or anew in a browser."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from pydantic import SecretStr

from adapters.base import NotAllowed
from config.errors import SIGN_IN_NEEDED, WRONG_INPUT, UserError
from config.language import Language
from config.secrets import MOST_BYTES, Secrets, as_secret, variable
from sync.cli.connection import prompt
from sync.cli.terminal import complain, say

if TYPE_CHECKING:
    from adapters.todoist_account import Account
    from adapters.todoist_credentials import SignIn
    from adapters.todoist_files import Client

WHERE = "in Todoist: Settings, Integrations, Developer, Copy API token"


@dataclass(frozen=True, slots=True)
class Signing:
    """How to sign in to the target ``name``. ``asks`` is whether somebody sits at a terminal."""

    name: str
    root: str
    client: Path | None
    token_stdin: bool
    no_browser: bool
    asks: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The account, and what of it has to be kept: None when it is known already."""

    account: Account
    new: SecretStr | None


def signed_in(signing: Signing, secrets: Secrets, words: Language, may_keep: Callable[[], None]) -> SignedIn:
    """``may_keep`` is called before anybody is asked for a secret or for consent.

    Raises ServiceError when Todoist refuses, UserError when nothing is known to sign in with.
    """
    name = signing.name
    if signing.client is not None or signing.token_stdin:
        _refuse_given(name)
        may_keep()
    if signing.client is not None:
        from adapters.todoist_files import read_client

        return _consented(signing, read_client(signing.client), words)
    if signing.token_stdin:
        return _with_token(signing, _piped())
    known = secrets.find(name)
    if known is not None:
        return _kept(signing, secrets, known, words, may_keep)
    return _asked(signing, words, may_keep)


def _kept(
    signing: Signing, secrets: Secrets, known: SecretStr, words: Language, may_keep: Callable[[], None]
) -> SignedIn:
    """With what is kept; where Todoist no longer takes it, anew in the same way, if somebody can be asked."""
    from adapters.todoist_credentials import read_sign_in, signed

    kept = [known]

    def keep(new: SecretStr) -> None:
        if secrets.renew(signing.name, kept[0], new):
            kept[0] = new

    account = _account(signing, signed(known, signing.name, signing.root, keep))
    try:
        account.check()
    except NotAllowed:
        if os.environ.get(variable(signing.name)):
            raise
        sign_in = read_sign_in(known)
        if sign_in is not None:
            may_keep()
            return _consented(signing, sign_in.client, words)
        if not signing.asks:
            raise UserError(
                f"Todoist no longer accepts the sign-in of {signing.name}; pipe a new API token in with --token-stdin ({WHERE})",
                exit_code=SIGN_IN_NEEDED,
            ) from None
        complain(f"Todoist no longer accepts the sign-in of {signing.name}")
        return _asked(signing, words, may_keep)
    return SignedIn(account, None)


def _asked(signing: Signing, words: Language, may_keep: Callable[[], None]) -> SignedIn:
    if not signing.asks:
        raise UserError(
            f"there is no terminal to ask for the API token at; pipe it in with --token-stdin ({WHERE}), "
            f"or set {variable(signing.name)}, or sign in with --client FILE",
            exit_code=WRONG_INPUT,
        )
    may_keep()
    question = words.word("connect.ask_token")
    return _with_token(signing, as_secret(typer.prompt(question, hide_input=True, err=True), "API token"))


def _with_token(signing: Signing, token: SecretStr) -> SignedIn:
    said = SecretStr(token.get_secret_value().strip())
    value = said.get_secret_value()
    if not value or not value.isascii() or any(letter.isspace() for letter in value):
        raise UserError(f"that is no API token; copy it {WHERE}", exit_code=SIGN_IN_NEEDED)
    account = _account(signing, value)
    try:
        account.check()
    except NotAllowed:
        raise UserError(
            f"Todoist does not accept that API token; copy it again {WHERE}", exit_code=SIGN_IN_NEEDED
        ) from None
    return SignedIn(account, said)


def _consented(signing: Signing, client: Client, words: Language) -> SignedIn:
    from adapters.todoist_credentials import Signed

    sign_in = _consent(signing, client, words)
    account = _account(signing, Signed(sign_in, signing.name, signing.root))
    account.check()
    return SignedIn(account, sign_in.secret())


def _consent(signing: Signing, client: Client, words: Language) -> SignIn:
    from adapters.todoist_sign_in import Consent

    def told(address: str) -> None:
        say(words.word("connect.google_open"))
        say(address)
        if not signing.no_browser:
            say(words.word("connect.google_no_browser"))
        sys.stdout.flush()

    consent = Consent(client, signing.root)
    if not signing.no_browser:
        return consent.in_browser(told, words.word("connect.google_done"))
    told(consent.address)
    return consent.finish(_pasted(words))


def _pasted(words: Language) -> str:
    if sys.stdin.isatty():
        return prompt(words, "ask_paste")
    say(words.word("connect.ask_paste"))
    sys.stdout.flush()
    return sys.stdin.readline(16_384)


def _piped() -> SecretStr:
    try:
        return as_secret(sys.stdin.buffer.read(MOST_BYTES).decode("utf-8"), "--token-stdin")
    except UnicodeDecodeError:  # its text would hold a part of the token
        raise UserError("--token-stdin: not UTF-8 text", exit_code=WRONG_INPUT) from None


def _refuse_given(name: str) -> None:
    if os.environ.get(variable(name)):
        raise UserError(
            f"{variable(name)} is set and would win over a new sign-in; unset it and run the command again",
            exit_code=WRONG_INPUT,
        )


def _account(signing: Signing, token: object) -> Account:
    from adapters.todoist_account import Account

    return Account(token, root=signing.root, name=signing.name)  # type: ignore[arg-type]
