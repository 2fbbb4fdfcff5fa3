"""Signing in to Google as a person, in a browser: here with a redirect to this machine, or anywhere, pasting where it ended.

PKCE and state are the library's own (RFC 7636, RFC 6749 §10.12). Follows no redirect, and never shows a code or a token.
"""

from __future__ import annotations

import os
import re
import secrets
import webbrowser
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from google_auth_oauthlib.flow import (  # type: ignore[import-untyped]
    InstalledAppFlow,
    WSGITimeoutError,
)
from oauthlib import oauth2  # type: ignore[import-untyped]

from adapters.base import NotAllowed, ServiceError, Terminal, Transient
from adapters.google_credentials import SignIn, of_person
from adapters.google_files import Client
from config.addresses import is_loopback

TIMEOUT = 20.0
"""Seconds without a word, while a person waits."""
PATIENCE = 600
"""Seconds that somebody may take to consent."""
_ASKED = {"prompt": "select_account consent"}  # a sign-in that renews itself is given with a consent only
_INSECURE = "OAUTHLIB_INSECURE_TRANSPORT"
_NEW = "run the command again"


def in_browser(client: Client, scopes: Sequence[str], told: Callable[[str], None], done: str) -> SignIn:
    """Open a browser on this machine; ``told`` is given the address, and ``done`` is what it shows at the end.

    NotAllowed when consent is refused, Terminal where there is no browser, Transient when nobody answers.
    """
    flow = _flow(client, scopes)
    flow.told = told
    with _explained():
        flow.run_local_server(
            port=0,
            authorization_prompt_message=None,
            success_message=done,
            timeout_seconds=PATIENCE,
            **_ASKED,
        )
    return _signed_in(client, flow.oauth2session.token)


class Elsewhere:
    """Signing in with a browser that is not on this machine: ``address`` is opened there, and ``finish`` ends it."""

    def __init__(self, client: Client, scopes: Sequence[str]) -> None:
        self._client = client
        self._flow = _flow(client, scopes)
        # Nothing listens there: the browser shows an error page, and the address that it wanted to open.
        self._flow.redirect_uri = f"http://localhost:{49152 + secrets.randbelow(16384)}/"
        self.address, self._state = self._flow.authorization_url(**_ASKED)

    def finish(self, pasted: str) -> SignIn:
        """From the address that the browser ended at. NotAllowed when consent was refused, Terminal when it is another address."""
        code = self._code(_unwrapped(pasted))
        with _explained():
            self._flow.fetch_token(code=code)
        return _signed_in(self._client, self._flow.oauth2session.token)

    def _code(self, address: str) -> str:
        if not address:
            raise Terminal(f"nothing was pasted; {_NEW}")
        said = _said(address)
        if error := said.get("error"):
            raise _refused(error)
        if "code" not in said and "state" not in said:
            raise Terminal(
                f"{_what(address)}; paste the whole address that the browser ended at, as {self._flow.redirect_uri}?state=…"
            )
        if "state" not in said or "code" not in said:
            raise Terminal(
                f"the end of the address is missing; paste the whole of it, as {self._flow.redirect_uri}?state=…&code=…"
            )
        if not secrets.compare_digest(said["state"].encode(), self._state.encode()):
            raise Terminal(
                f"that address belongs to another attempt to sign in; {_NEW} and open the new address"
            )
        return said["code"]


class _Flow(InstalledAppFlow):  # type: ignore[misc]
    told: Callable[[str], None] | None = None

    def authorization_url(self, **kwargs: Any) -> tuple[str, str]:
        with _as_safe_as(self.client_config["auth_uri"]):
            address, state = super().authorization_url(**kwargs)
        if self.told is not None:
            self.told(address)
        return address, state

    def fetch_token(self, **kwargs: Any) -> Mapping[str, Any]:
        session = self.oauth2session
        session.scope = None  # a person may allow less than was asked for, which is no error yet
        session.max_redirects = 0
        session.register_compliance_hook("access_token_response", _alive)
        with _as_safe_as(self.client_config["token_uri"]):
            try:
                found: Mapping[str, Any] = super().fetch_token(timeout=TIMEOUT, **kwargs)
            finally:
                session.close()
        return found


def _flow(client: Client, scopes: Sequence[str]) -> _Flow:
    flow: _Flow = _Flow.from_client_config({"installed": dict(client.config)}, scopes=list(scopes))
    return flow


def _signed_in(client: Client, token: Mapping[str, Any]) -> SignIn:
    if not token.get("refresh_token"):
        raise Terminal(f"Google gave a sign-in that ends within the hour; {_NEW} and allow it once more")
    return of_person(client.config, token, datetime.now(UTC))


@contextmanager
def _as_safe_as(address: str) -> Iterator[None]:
    """The library takes plain HTTP for unsafe on this machine too, but for a word in the environment."""
    if not (address.startswith("http:") and is_loopback(address)):
        yield
        return
    before = os.environ.get(_INSECURE)
    os.environ[_INSECURE] = "1"
    try:
        yield
    finally:
        del os.environ[_INSECURE]
        if before is not None:
            os.environ[_INSECURE] = before


def _alive(answer: requests.Response) -> requests.Response:
    if answer.status_code >= 500 or answer.status_code == 429:
        raise Transient("Google's sign-in failed; try again later")
    return answer


@contextmanager
def _explained() -> Iterator[None]:
    """What goes wrong, in words. The library's own texts may hold a code, so none is passed on."""
    try:
        yield
    except ServiceError:
        raise
    except oauth2.MismatchingStateError:
        raise Terminal(f"the browser answered for another attempt to sign in; {_NEW}") from None
    except oauth2.MissingTokenError:
        raise _not_understood() from None
    except oauth2.OAuth2Error as error:
        raise _refused(str(error.error or "")) from None
    except WSGITimeoutError:
        raise Transient(f"nobody consented within {PATIENCE // 60} minutes; {_NEW}") from None
    except webbrowser.Error:
        raise Terminal("no browser could be opened on this machine; say --no-browser") from None
    except requests.exceptions.SSLError:
        raise Terminal("Google's sign-in has no valid certificate; nothing was sent to it") from None
    except (requests.exceptions.RequestException, OSError):
        raise Transient("Google's sign-in cannot be reached; try again later") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _not_understood() from None


def _not_understood() -> Transient:
    return Transient("Google's sign-in gave an answer that cannot be understood; try again later")


def _refused(code: str) -> ServiceError:
    if code == "access_denied":
        return NotAllowed(
            "consent was refused, or the account is not among the app's test users; run the command again and allow it"
        )
    if code == "invalid_grant":
        return Terminal(f"that code is no longer good: it holds once and for a few minutes; {_NEW}")
    if code in {"invalid_client", "unauthorized_client", "deleted_client", "disabled_client"}:
        return NotAllowed(
            "Google does not know the client in that file; download it again, or make another one"
        )
    if code == "admin_policy_enforced":
        return NotAllowed("the organisation's administrator does not allow this client; ask them to")
    word = code if re.fullmatch(r"[a-z_]{1,40}", code) else "no reason given"
    return NotAllowed(f"Google did not sign in ({word}); {_NEW}")


def _unwrapped(pasted: str) -> str:
    """Without quotation marks, and without the breaks that a terminal or a mail puts into a long line."""
    return "".join(pasted.split()).strip("<>\"'")


def _said(address: str) -> dict[str, str]:
    try:
        query = urlsplit(address).query
        return {name: values[0] for name, values in parse_qs(query, max_num_fields=50).items()}
    except ValueError:
        return {}


def _what(address: str) -> str:
    if re.fullmatch(r"4(/|%2F)[\w%./-]+", address):
        return "that is the code alone"
    if "accounts.google." in address or "client_id=" in address:
        return "that is the page on which one signs in"
    return "that is not where the browser ended"
