"""An answer of Google's that says no, in the shape of its errors. It decides nothing."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """Google's error: status, errors[].reason and domain. Also the value for ``GoogleServer.misbehave``."""

    def __init__(self, status: int, reason: str, domain: str = "global", retry_after: str = "") -> None:
        super().__init__(reason)
        self.status, self.reason, self.domain = status, reason, domain
        self.headers = {"Retry-After": retry_after} if retry_after else {}

    def body(self) -> dict[str, Any]:
        one = {"domain": self.domain, "reason": self.reason, "message": self.reason}
        return {"error": {"errors": [one], "code": self.status, "message": self.reason}}
