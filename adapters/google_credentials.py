"""A sign-in to Google as it is kept: one line of JSON, renewed when it has to be, and put back where it was found.

What cannot be kept is used all the same. No token is ever in an error or a log.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from google.auth import exceptions
from google.auth.credentials import Credentials
from google.auth.transport import Request
from google.oauth2 import credentials as of_a_person
from google.oauth2 import service_account
from pydantic import SecretStr

from adapters.base import NotAllowed, Terminal, Transient
from adapters.google_files import CONSOLE, is_safe

WEEK = timedelta(days=7)
"""How long a sign-in is good for while the app's publishing status is "Testing" (Google: OAuth 2.0, refresh token expiration)."""

TIMEOUT = 60.0
"""Seconds without a word of the sign-in, where nobody else has said how long to wait."""

_FINAL = frozenset(
    {
        "invalid_grant",
        "invalid_client",
        "unauthorized_client",
        "access_denied",
        "invalid_scope",
        "deleted_client",
        "disabled_client",
        "admin_policy_enforced",
        "org_internal",
    }
)
_SERVICE, _PERSON = "service_account", "authorized_user"
_CLOCK = ("iat and exp", "short-lived token", "too early", "in the future")

# What they log in detail has codes and tokens in it.
for _name in (
    "google_auth_oauthlib",
    "requests_oauthlib",
    "oauthlib",
    "google.oauth2",
    "urllib3",
    "httplib2",
):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).setLevel(logging.WARNING)
    logging.getLogger(_name).propagate = False


@dataclass(frozen=True, slots=True)
class SignIn:
    """What is kept of one sign-in. ``info`` is Google's own form of it, and when it was made."""

    info: Mapping[str, Any] = field(repr=False)

    @property
    def is_service(self) -> bool:
        """Whether it is a service account's and not a person's."""
        return self.info.get("type") == _SERVICE

    @property
    def scopes(self) -> tuple[str, ...]:
        """What was allowed."""
        return tuple(str(scope) for scope in self.info.get("scopes") or ())

    @property
    def address(self) -> str:
        """A service account's own mail address; "" for a person, whose address hjul does not ask for."""
        return str(self.info.get("client_email") or "") if self.is_service else ""

    @property
    def client(self) -> dict[str, Any] | None:
        """What to sign in with again; None for a service account, or when it was not kept."""
        keys = ("client_id", "client_secret", "auth_uri", "token_uri", "project_id")
        found = {key: self.info[key] for key in keys if key in self.info}
        return found if not self.is_service and is_safe(found.get("auth_uri")) else None

    @property
    def consented(self) -> datetime | None:
        """When the person allowed it."""
        return _moment(self.info.get("consented"))

    @property
    def ends(self) -> datetime | None:
        """When Google said that it ends; None when it said nothing, which means no fixed day."""
        return _moment(self.info.get("refresh_token_expires"))

    @property
    def audience_page(self) -> str:
        """Where an app's publishing status is changed."""
        project = str(self.info.get("project_id") or "")
        at = f"https://{CONSOLE}/auth/audience"
        return (
            f"{at}?project={project}"
            if project and project.replace("-", "").replace(":", "").replace(".", "").isalnum()
            else at
        )

    def secret(self) -> SecretStr:
        """One line."""
        return SecretStr(json.dumps(dict(self.info), sort_keys=True))

    def why_refused(self, now: datetime) -> str:
        """The likely reasons, by how old it is."""
        if self.ends is not None and self.ends <= now:
            return f"it was given until {self.ends:%Y-%m-%d} only; {self._publish()}"
        others = (
            "somebody withdrew hjul's access, or it was not used for six months, or the client was deleted"
        )
        if self.consented is None:
            return f"{others}; or {self._publish()}"
        age = now - self.consented
        if age < WEEK - timedelta(hours=12):
            return others
        return f"it is {age.days} days old, and {self._publish()}; or {others}"

    def _publish(self) -> str:
        return (
            'while the app\'s publishing status is "Testing" every sign-in ends after seven days: '
            f'set it to "In production" at {self.audience_page}'
        )


def read_sign_in(secret: SecretStr, name: str) -> SignIn:
    """What is kept for the target ``name``. NotAllowed when it is no sign-in to Google."""
    try:
        info = json.loads(secret.get_secret_value())
    except (ValueError, RecursionError):
        info = None
    if not isinstance(info, dict) or not all(info.get(key) for key in _needed(info)):
        raise NotAllowed(f"what is kept for {name} is no sign-in to Google; sign in again{how(name)}")
    if not is_safe(info.get("token_uri")):
        raise NotAllowed(
            f"the sign-in kept for {name} would go to no https:// address; sign in again{how(name)}"
        )
    return SignIn(info)


def of_person(client: Mapping[str, Any], token: Mapping[str, Any], now: datetime) -> SignIn:
    """The sign-in of a person who has just consented: the client and the token endpoint's answer (RFC 6749 §5.1)."""
    scope = token.get("scope") or ()
    info = {
        "type": _PERSON,
        "client_id": client["client_id"],
        "client_secret": client["client_secret"],
        "auth_uri": client["auth_uri"],
        "token_uri": client["token_uri"],
        "project_id": client.get("project_id"),
        "refresh_token": token.get("refresh_token"),
        "token": token.get("access_token"),
        "scopes": scope.split() if isinstance(scope, str) else list(scope),
        "expiry": _written(now, token.get("expires_in")),
        "consented": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "refresh_token_expires": _written(now, token.get("refresh_token_expires_in")),
    }
    return SignIn({key: value for key, value in info.items() if value is not None})


def of_service(key: Mapping[str, Any], scopes: Sequence[str]) -> SignIn:
    """A service account's, which needs nobody's consent."""
    return SignIn({**key, "type": _SERVICE, "scopes": list(scopes)})


def how(name: str) -> str:
    """The end of a sentence that asks somebody to sign in again."""
    return f": hjul connect google --target {name}"


def credentials(sign_in: SignIn, name: str, keep: Callable[[SecretStr], None] | None = None) -> Credentials:
    """What Google's client signs its requests with. ``keep`` is given a renewed sign-in. Terminal when a key is broken.

    Renewing raises NotAllowed when somebody must sign in again, and Transient when it only failed.
    """
    if sign_in.is_service:
        return _service(sign_in, name)
    info = sign_in.info
    found = _Person(  # type: ignore[no-untyped-call]
        token=info.get("token"),
        refresh_token=info["refresh_token"],
        token_uri=info["token_uri"],
        client_id=info["client_id"],
        client_secret=info["client_secret"],
        scopes=list(sign_in.scopes) or None,
        expiry=_naive(info.get("expiry")),
    )
    found.sign_in, found.name, found.keep = sign_in, name, keep
    return found


def sign_in_of(found: Credentials) -> SignIn | None:
    """What they were made from, as it now is; None for credentials that are not hjul's own."""
    return found.sign_in if isinstance(found, _Person | _Service) else None


def _service(sign_in: SignIn, name: str) -> Credentials:
    try:
        found = _Service.from_service_account_info(  # type: ignore[no-untyped-call]
            dict(sign_in.info), scopes=list(sign_in.scopes)
        )
    except (ValueError, TypeError):  # its text may hold a part of the key
        raise Terminal(
            f"the key kept for {name} is damaged; download it again and sign in{how(name)}"
        ) from None
    found.sign_in, found.name = sign_in, name
    return found  # type: ignore[no-any-return]


class _Person(of_a_person.Credentials):
    sign_in: SignIn
    name: str
    keep: Callable[[SecretStr], None] | None = None

    def refresh(self, request: Request) -> None:
        _renewed(super().refresh, request, self.sign_in, self.name)
        changed = {"token": self.token, "refresh_token": self.refresh_token}
        if self.expiry is not None:
            changed["expiry"] = f"{self.expiry.isoformat(timespec='seconds')}Z"
        self.sign_in = SignIn({**self.sign_in.info, **changed})
        if self.keep is not None:
            self.keep(self.sign_in.secret())


class _Service(service_account.Credentials):
    sign_in: SignIn
    name: str

    def refresh(self, request: Request) -> None:
        _renewed(super().refresh, request, self.sign_in, self.name)


def _renewed(refresh: Callable[[Request], None], request: Request, sign_in: SignIn, name: str) -> None:
    try:
        with _bounded(request):
            refresh(request)
    except exceptions.RefreshError as error:
        refusal = _refusal(error, sign_in, name)
        if refusal is None:
            raise _away() from None
        raise refusal from None
    except (AttributeError, LookupError, TypeError, ValueError):  # an answer that is none
        raise _away() from None


@contextmanager
def _bounded(request: Request) -> Iterator[None]:
    """For a part of a batch that is refused, Google's client renews by a connection of its own, which waits for ever, goes
    wherever it is sent, and stays open ([S] googleapiclient ``_auth.refresh_credentials``).
    """
    way = getattr(request, "http", None)
    if way is None or way.timeout is not None:
        yield
        return
    way.timeout, way.follow_redirects = TIMEOUT, False
    try:
        yield
    finally:
        way.close()


def _away() -> Transient:
    """google-auth has asked three times by then."""
    return Transient("Google's sign-in failed; try again later")


def _refusal(error: exceptions.RefreshError, sign_in: SignIn, name: str) -> NotAllowed | None:
    """None where Google's sign-in only failed: its ``retryable`` is False for that too, so the answer itself is looked at."""
    told = next((each for each in error.args if isinstance(each, dict)), {})
    code, said = told.get("error"), str(told.get("error_description") or "")
    if code not in _FINAL:
        return None
    if any(words in said for words in _CLOCK):
        return NotAllowed(
            f"Google does not accept the sign-in of {name} because this machine's clock is wrong; set it right"
        )
    if code in {"invalid_client", "unauthorized_client", "deleted_client", "disabled_client"}:
        why = "the client that it was made with is no longer there"
    elif code == "admin_policy_enforced":
        why = "the organisation's administrator does not allow hjul's client"
    elif code == "invalid_scope":
        why = "it asks for more than may be asked for"
    elif sign_in.is_service:
        why = "the service account or its key was deleted; make another key"
    else:
        why = sign_in.why_refused(datetime.now(UTC))
    return NotAllowed(f"Google no longer accepts the sign-in of {name}: {why}. Sign in again{how(name)}")


def _needed(info: Mapping[str, Any]) -> tuple[str, ...]:
    if info.get("type") == _SERVICE:
        return ("private_key", "client_email")
    return ("refresh_token", "client_id", "client_secret")


def _moment(text: object) -> datetime | None:
    with suppress(ValueError, TypeError):
        found = datetime.fromisoformat(str(text or ""))
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def _naive(text: object) -> datetime | None:
    """As google-auth keeps it: UTC without saying so. Long ago when it is not known, so that it is renewed."""
    found = _moment(text) or datetime(2000, 1, 1, tzinfo=UTC)
    return found.astimezone(UTC).replace(tzinfo=None)


def _written(now: datetime, seconds: object) -> str | None:
    with suppress(ValueError, TypeError, OverflowError):
        return (now + timedelta(seconds=int(str(seconds)))).strftime("%Y-%m-%dT%H:%M:%SZ")
    return None
