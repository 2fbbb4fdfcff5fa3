"""Addresses of services that a person may write into hjul.toml: what they must look like. Opens none."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_loopback(address: str) -> bool:
    """Whether what is sent there stays on this machine."""
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def root(value: str) -> str:
    """Where a service's API is, as it may be trusted with a sign-in: https, or this machine. ValueError says what is wrong."""
    if not value.isprintable() or any(letter.isspace() for letter in value):
        raise ValueError("expected an address without spaces and control characters")
    try:
        parts = urlsplit(value)
        named = parts.hostname and parts.port != 0
    except ValueError:
        raise ValueError("expected an address that begins with https://") from None
    if not named or parts.scheme not in {"http", "https"}:
        raise ValueError("expected an address that begins with https://")
    if parts.scheme == "http" and not is_loopback(value):
        raise ValueError("expected https://: others could read the sign-in on the way")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise ValueError("expected an address without user name, password, ? and #")
    return value
