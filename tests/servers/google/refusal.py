"""How Google says no: the bodies of its errors, with their domains, reasons and Retry-After. Decides nothing.

[D] Calendar API guide, "Handle API errors": ``{"error": {"errors": [{domain, reason, message}], "code", "message"}}``. [I] the Tasks
API and the gateway before both say ``status`` and ``details`` too; Google's client then hides ``errors`` (apis.md 1.7, [M]).
"""

from __future__ import annotations

from typing import Any

# [D] the guide's own messages, where it has them.
_MESSAGES = {
    "duplicate": "The requested identifier already exists.",
    "notFound": "Not Found",
    "deleted": "Resource has been deleted",
    "fullSyncRequired": "Sync token is no longer valid, a full sync is required.",
    "updatedMinTooLongAgo": "The requested minimum modification time lies too far in the past.",
    "conditionNotMet": "Precondition Failed",
    "authError": "Invalid Credentials",
    "rateLimitExceeded": "Rate Limit Exceeded",
    "userRateLimitExceeded": "User Rate Limit Exceeded",
    "quotaExceeded": "Calendar usage limits exceeded.",
    "dailyLimitExceeded": "Daily Limit Exceeded",
    "insufficientPermissions": "Request had insufficient authentication scopes.",
    "requiredAccessLevel": "You need to have writer access to this calendar.",
    "forbiddenForNonOrganizer": "Shared properties can only be changed by the organizer of the event.",
    "forbiddenForServiceAccounts": "Service accounts cannot invite attendees without Domain-Wide Delegation of Authority.",
    "timeRangeEmpty": "The specified time range is empty.",
    "conflict": "Conflict",
    "backendError": "Backend Error",
}
_DOMAINS = {
    "fullSyncRequired": "calendar",
    "updatedMinTooLongAgo": "calendar",
    "timeRangeEmpty": "calendar",
    "requiredAccessLevel": "calendar",
    "forbiddenForNonOrganizer": "calendar",
    "forbiddenForServiceAccounts": "calendar",
    "rateLimitExceeded": "usageLimits",
    "userRateLimitExceeded": "usageLimits",
    "quotaExceeded": "usageLimits",
    "dailyLimitExceeded": "usageLimits",
    "accessNotConfigured": "usageLimits",
}


class Refusal(Exception):
    """One answer that says no. ``retry_after`` is in seconds, or any text; ``more`` stands beside ``errors``."""

    def __init__(
        self,
        status: int,
        reason: str,
        message: str | None = None,
        *,
        domain: str | None = None,
        retry_after: int | str | None = None,
        more: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{status} {reason}")
        self.status = status
        self.reason = reason
        self.message = message or _MESSAGES.get(reason, reason)
        self.domain = domain or _DOMAINS.get(reason, "global")
        self.headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
        if status == 401:
            self.headers["WWW-Authenticate"] = (
                'Bearer realm="https://accounts.google.com/", error="invalid_token"'
            )
        self._more = more or {}

    @property
    def body(self) -> dict[str, Any]:
        one = {"domain": self.domain, "reason": self.reason, "message": self.message}
        return {"error": {"errors": [one], "code": self.status, "message": self.message, **self._more}}


def missing() -> Refusal:
    """[D] never there, or not to be seen by whoever asks: Google does not tell which."""
    return Refusal(404, "notFound")
