"""Google's sign-in: the page on which people consent, and the token endpoint. Consents as a test has it said; shows nothing.

[D] "OAuth 2.0 for Mobile & Desktop Apps" and "Using OAuth 2.0 for Server to Server Applications": parameters, answers, errors.
[D] "Using OAuth 2.0 to Access Google APIs", refresh token expiration: seven days while the publishing status is "Testing".
[D] ``refresh_token_expires_in`` stands in an answer whose refresh token is limited in time. [I] the error texts: googleapis issues,
nango.dev's collection ("Token has been expired or revoked."). [M] apis.md 1.8: JWT grant at ``token_uri``.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import jwt

from tests.servers.google.part import Handler, Page, Visit, Visited
from tests.servers.google.state import Account, Token

if TYPE_CHECKING:
    from tests.servers.google.server import GoogleServer

HOUR = 3599
WEEK = 604_799
CLIENT, CLIENT_SECRET = "47-invented.apps.googleusercontent.com", "GOCSPX-invented-Hemligt-47"
SKEW = 300
"""[K] seconds that a clock may be ahead: a key's assertion is refused for a clock that is wrong, and not for one set back a little."""
AUDIENCE = "https://oauth2.googleapis.com/token"
"""[D] of every assertion, wherever it is sent."""
_JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


@dataclass(frozen=True, slots=True)
class _Code:
    account: Account
    scopes: tuple[str, ...]
    redirect: str
    challenge: str


class SignIn:
    """``person`` is who sits at the browser; None is nobody, whom Google's page would ask first."""

    def __init__(self, server: GoogleServer) -> None:
        self._server = server
        self.methods: Mapping[str, Handler] = {}
        self.paths: Mapping[str, Visited] = {"/auth": self._consent, "/token": self._token}
        self.person: Account | None = None
        self.unticked: frozenset[str] = frozenset()  # scopes that the person takes the tick from
        self.refuses = False  # the person says no
        self.is_testing = False  # the app's publishing status
        self.gives_refresh = True
        self.instead: Page | None = None  # what the token endpoint answers whatever it is asked
        self.known_clients = {CLIENT: CLIENT_SECRET}
        self._codes: dict[str, _Code] = {}
        self._refreshes: dict[str, tuple[Account, tuple[str, ...]]] = {}
        self.codes_given: list[str] = []

    # What a person downloads

    def client(self, **changes: Any) -> dict[str, Any]:
        """A desktop app's file. [D] console: "Download JSON"."""
        return {
            "installed": {
                "client_id": CLIENT,
                "project_id": "lunden-plan",
                "auth_uri": f"{self._server.root}auth",
                "token_uri": f"{self._server.root}token",
                "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
                "client_secret": CLIENT_SECRET,
                "redirect_uris": ["http://localhost"],
                **changes,
            }
        }

    def service_account(self, email: str = "hjul@lunden-plan.iam.gserviceaccount.com") -> dict[str, Any]:
        """The key of a new service account."""
        if email not in self._server.accounts:
            self._server.new_account(email, is_service=True)
        return {
            "type": "service_account",
            "project_id": "lunden-plan",
            "private_key_id": "0" * 40,
            "private_key": _key()[0],
            "client_email": email,
            "client_id": "1" * 21,
            "auth_uri": f"{self._server.root}auth",
            "token_uri": f"{self._server.root}token",
            "universe_domain": "googleapis.com",
        }

    # What happens to a sign-in

    def withdraw(self) -> None:
        """Everybody takes back what they allowed: no token is good any longer."""
        self._refreshes.clear()
        self.expire()

    def expire(self) -> None:
        """An hour goes by: every access token that was given here has ended."""
        for bearer in [bearer for bearer in self._server.tokens if bearer.startswith("ya29.")]:
            del self._server.tokens[bearer]

    # The page

    def _consent(self, visit: Visit) -> Page:
        said = {name: values[0] for name, values in visit.query.items()}
        redirect = said.get("redirect_uri", "")
        if said.get("client_id") not in self.known_clients:
            return Page(401, b"Error 401: invalid_client")
        if urlsplit(redirect).hostname not in {"localhost", "127.0.0.1", "::1"}:
            return Page(
                400, b"Error 400: redirect_uri_mismatch"
            )  # [D] a desktop app's is a loopback address, any port
        if said.get("response_type") != "code" or not said.get("scope"):
            return Page(400, b"Error 400: invalid_request")
        if said.get("code_challenge_method") != "S256" or not said.get("code_challenge"):
            return Page(400, b"Error 400: invalid_request (a test asks for PKCE)")
        if said.get("access_type") != "offline":
            return Page(400, b"Error 400: invalid_request (a test asks for a refresh token)")
        if self.refuses or self.person is None:
            return self._back(redirect, error="access_denied", state=said.get("state", ""))
        scopes = tuple(scope for scope in said["scope"].split() if scope not in self.unticked)
        code = f"4/0{secrets.token_urlsafe(40)}"
        self._codes[code] = _Code(self.person, scopes, redirect, said["code_challenge"])
        self.codes_given.append(code)
        return self._back(redirect, state=said.get("state", ""), code=code, scope=" ".join(scopes))

    def _back(self, redirect: str, **said: str) -> Page:
        return Page(302, b"", {"Location": f"{redirect}?{urlencode(said)}"})

    # The token endpoint

    def _token(self, visit: Visit) -> Page:
        if self.instead is not None:
            return self.instead
        said = {name: values[0] for name, values in parse_qs(visit.body.decode()).items()}
        if said.get("grant_type") == _JWT:
            return self._for_service(said.get("assertion", ""))
        if not self._knows(said, visit.headers.get("authorization", "")):
            return _no("invalid_client", "The OAuth client was not found.", 401)
        if said.get("grant_type") == "authorization_code":
            return self._for_code(said)
        if said.get("grant_type") == "refresh_token":
            return self._for_refresh(said)
        return _no("unsupported_grant_type", f"Invalid grant_type: {said.get('grant_type')}")

    def _knows(self, said: Mapping[str, str], header: str) -> bool:
        """[D] RFC 6749 §2.3.1: in the body or by Basic."""
        name, secret = said.get("client_id", ""), said.get("client_secret", "")
        if header.startswith("Basic "):
            name, _, secret = base64.b64decode(header.removeprefix("Basic ")).decode().partition(":")
        return self.known_clients.get(name) == secret

    def _for_code(self, said: Mapping[str, str]) -> Page:
        code = self._codes.pop(said.get("code", ""), None)
        if code is None:
            return _no("invalid_grant", "Malformed auth code.")
        if said.get("redirect_uri") != code.redirect:
            return _no("redirect_uri_mismatch", "Bad Request")
        digest = hashlib.sha256(said.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != code.challenge:
            return _no("invalid_grant", "Invalid code verifier.")
        answer = self._answer(code.account, code.scopes)
        if self.gives_refresh:
            refresh = f"1//0{secrets.token_urlsafe(60)}"
            self._refreshes[refresh] = (code.account, code.scopes)
            answer["refresh_token"] = refresh
        if self.is_testing:
            answer["refresh_token_expires_in"] = WEEK
        return Page.of(answer)

    def _for_refresh(self, said: Mapping[str, str]) -> Page:
        known = self._refreshes.get(said.get("refresh_token", ""))
        if known is None:
            return _no("invalid_grant", "Token has been expired or revoked.")
        account, scopes = known
        wished = said.get("scope", "").split()
        if not set(wished) <= set(scopes):
            return _no("invalid_scope", "Bad Request")
        return Page.of(self._answer(account, scopes))

    def _for_service(self, assertion: str) -> Page:
        """[D] signed with the account's key, for this address, for at most an hour; [I] the error texts."""
        try:
            claims = jwt.decode(  # type: ignore[no-untyped-call]
                assertion, certs=_key()[1], audience=AUDIENCE, clock_skew_in_seconds=SKEW
            )
        except ValueError as error:
            if "signature" in str(error):
                return _no("invalid_grant", "Invalid JWT Signature.")
            return _no(
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                "Check your iat and exp values in the JWT claim.",
            )
        account = self._server.accounts.get(str(claims.get("iss")))
        if account is None or not account.is_service:
            return _no("invalid_grant", "Invalid grant: account not found")
        scopes = tuple(str(claims.get("scope") or "").split())
        if not scopes:
            return _no("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        answer = self._answer(account, scopes)
        return Page.of({name: value for name, value in answer.items() if name != "scope"})

    def _answer(self, account: Account, scopes: tuple[str, ...]) -> dict[str, Any]:
        bearer = f"ya29.{secrets.token_urlsafe(60)}"
        self._server.tokens[bearer] = Token(account, frozenset(scopes))
        return {"access_token": bearer, "expires_in": HOUR, "scope": " ".join(scopes), "token_type": "Bearer"}

    @property
    def secrets_given(self) -> set[str]:
        """Everything that must never be seen: codes, tokens, the client's secret, a key."""
        lines = [line for line in _key()[0].splitlines() if len(line) > 40]
        bearers = {bearer for bearer in self._server.tokens if bearer.startswith("ya29.")}
        return {*self.codes_given, *self._refreshes, *bearers, CLIENT_SECRET, *lines}


def _no(error: str, said: str, status: int = 400) -> Page:
    return Page.of({"error": error, "error_description": said}, status)


@cache
def _key() -> tuple[str, bytes]:
    """A service account's private key, and its public one."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public
