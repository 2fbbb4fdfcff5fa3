"""Patterns made of the languages' words, each compiled once and kept. Pure.

``re`` keeps 512 patterns and forgets the oldest; the words of five languages make more, and a forgotten one is compiled anew
for every line. The functions are those of ``re``, with the pattern first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

MOST = 8_192
"""Patterns that are kept. A few hold words of the document; no document has so many."""


@lru_cache(maxsize=MOST)
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern as ``re.compile`` gives it. Raises re.error for what is none."""
    return re.compile(pattern, flags)


def search(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """Where it first stands."""
    return compiled(pattern, flags).search(text)


def match(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """Whether the text begins with it."""
    return compiled(pattern, flags).match(text)


def fullmatch(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """Whether the whole text is it."""
    return compiled(pattern, flags).fullmatch(text)


def finditer(pattern: str, text: str, flags: int = 0) -> Iterator[re.Match[str]]:
    """Every place where it stands."""
    return compiled(pattern, flags).finditer(text)


def findall(pattern: str, text: str, flags: int = 0) -> list[Any]:
    """What stands in every such place; with groups, what stands in them."""
    return compiled(pattern, flags).findall(text)


def sub(pattern: str, replacement: str | Callable[[re.Match[str]], str], text: str, flags: int = 0) -> str:
    """The text with something else in every such place."""
    return compiled(pattern, flags).sub(replacement, text)
