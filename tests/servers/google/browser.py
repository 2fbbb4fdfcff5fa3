"""A browser for a machine without one: opens an address and follows where it leads, as somebody who consents to everything.

python browser.py ADDRESS           follows to the end
python browser.py --stop ADDRESS    says where it would go next, when that is this machine
"""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit


class _Stop(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def ended_at(address: str) -> str:
    """Where the page of consent sends to. The page's own words when it sends nowhere."""
    try:
        with urllib.request.build_opener(_Stop).open(address, timeout=20) as page:
            return str(page.read().decode())
    except urllib.error.HTTPError as answer:
        found = answer.headers.get("Location") or answer.read().decode()
        answer.close()
        return str(found)


def followed(address: str) -> str:
    """What the last page shows."""
    there = ended_at(address)
    if urlsplit(there).hostname not in {"localhost", "127.0.0.1"}:
        return there
    with urllib.request.urlopen(there, timeout=20) as page:  # noqa: S310  # this machine's own
        return str(page.read().decode())


if __name__ == "__main__" and os.fork() == 0:
    followed(sys.argv[1])
