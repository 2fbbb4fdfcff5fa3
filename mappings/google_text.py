"""Text in a Google event: one-line fields, and descriptions, which Google's own programs write back as HTML.

Renders nothing and follows no link.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from mappings import notes
from mappings.icalendar_text import clean

_BREAKS = frozenset({"br"})
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "blockquote"})
_MARKUP = re.compile(
    r"</?(?:br|p|div|li|ul|ol|span|a|b|i|u|strong|em|h[1-3]|html-blob)\b[^<>]*>|&(?:nbsp|amp|lt|gt|quot|#\d+);",
    re.IGNORECASE,
)
_ELLIPSIS = "…"
_MOST_HTML = 100_000
"""Characters: many times what Google's own programs let anybody write."""


def one_line(text: str, most: int) -> str:
    """Text on one line, at most so many characters: what a title or a place is in every form of Google's."""
    return shortened(" ".join(clean(text).split()), most)


def shortened(text: str, most: int) -> str:
    """Text of at most so many characters; what was cut off is seen."""
    return text if len(text) <= most else text[: most - 1].rstrip() + _ELLIPSIS


def described(text: str, marks: str | None) -> notes.Description:
    """The two parts of a description. What reads as the plan's text as it stands is not taken for HTML."""
    plain = notes.split(clean(text), marks)
    if (
        len(text) > _MOST_HTML
        or not _MARKUP.search(text)
        or (marks is not None and notes.checksums(plain.managed) == marks)
    ):
        return plain
    return notes.split(clean(_Text.of(text)), marks)


class _Text(HTMLParser):
    """HTML as text: a line for each block and break, and the address of a link that says something else."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines = [""]
        self._links: list[tuple[str, int, int]] = []

    @classmethod
    def of(cls, html: str) -> str:
        parser = cls()
        parser.feed(html)
        parser.close()
        return "\n".join(line.rstrip(" ") for line in parser._lines).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self._lines.append("")
        elif tag in _BLOCKS:
            self._begin()
        elif tag == "a":
            self._links.append(
                (_led_to(dict(attrs).get("href") or ""), len(self._lines), len(self._lines[-1]))
            )

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._begin()
        elif tag == "a" and self._links:
            address, line, column = self._links.pop()
            said = self._lines[-1][column:] if line == len(self._lines) else ""
            if address and address.removeprefix("mailto:") != said:
                self._lines[-1] += f" <{address}>"

    def handle_data(self, data: str) -> None:
        first, *rest = data.replace("\xa0", " ").split("\n")
        self._lines[-1] += first
        self._lines.extend(rest)

    def _begin(self) -> None:
        if self._lines[-1]:
            self._lines.append("")


def _led_to(address: str) -> str:
    """Where a link leads: once somebody edits a description, Google's programs send its links by way of Google (google.com/url?q=…)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.hostname not in {"google.com", "www.google.com"} or parts.path != "/url":
        return address
    return parse_qs(parts.query).get("q", [address])[0]
