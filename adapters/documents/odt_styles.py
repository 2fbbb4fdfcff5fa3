"""What an .odt says elsewhere of its paragraphs: styles with their parents, and the marks and numbers that lists print.

OpenDocument 1.3 Part 3, §16 (styles) and §19.880 (list levels).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from adapters.documents.docx_styles import in_form
from adapters.documents.letters import mend
from adapters.documents.trees import local

_SPACE = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
TEXT = _SPACE.format("text")
TABLE = _SPACE.format("table")
STYLE = _SPACE.format("style")
FO = _SPACE.format("xsl-fo-compatible")
_BOLD = {"bold", "600", "700", "800", "900"}
_ANCESTORS = 20
_SIZE = 12.0
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_INCHES = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0}


def count(text: Any, otherwise: int = 0) -> int:
    """A number of an attribute."""
    return int(text) if isinstance(text, str) and re.fullmatch(r"\d{1,6}", text) else otherwise


class Styles:
    """The styles by their names; what one does not say, its parent says."""

    def __init__(self, roots: Sequence[Any]) -> None:
        self._styles: dict[str, Any] = {}
        self.language = ""
        for root in roots:
            for one in root.iter(f"{STYLE}style", f"{STYLE}default-style"):
                if local(one) == "style":
                    self._styles[str(one.get(f"{STYLE}name", ""))] = one
                elif one.get(f"{STYLE}family") == "paragraph":
                    self.language = self._first_of([one], "text-properties", f"{FO}language")
        if self.language in ("none", "zxx"):
            self.language = ""

    def _chain(self, name: str) -> list[Any]:
        found: list[Any] = []
        while name in self._styles and len(found) < _ANCESTORS:
            found.append(self._styles[name])
            name = str(found[-1].get(f"{STYLE}parent-style-name", ""))
        return found

    def _first_of(self, chain: Sequence[Any], part: str, attribute: str) -> str:
        for style in chain:
            properties = style.find(f"{STYLE}{part}")
            if properties is not None and (said := properties.get(attribute)) is not None:
                return str(said)
        return ""

    def emphasis(self, name: str, around: tuple[bool, bool] = (False, False)) -> tuple[bool, bool]:
        """Whether text of this style is bold, and whether it is struck out."""
        chain = self._chain(name)
        weight = self._first_of(chain, "text-properties", f"{FO}font-weight")
        line = self._first_of(chain, "text-properties", f"{STYLE}text-line-through-style")
        return weight in _BOLD if weight else around[0], line != "none" if line else around[1]

    def size(self, name: str) -> float:
        """Of the letters, in points."""
        said = self._first_of(self._chain(name), "text-properties", f"{FO}font-size")
        return _points(said) or _SIZE

    def indent(self, name: str) -> float:
        """From the left, in points."""
        return _points(self._first_of(self._chain(name), "paragraph-properties", f"{FO}margin-left"))

    def is_title(self, name: str) -> bool:
        """Whether it is the style of the document's title or one made from it."""
        return any(style.get(f"{STYLE}name") == "Title" for style in self._chain(name))


def _points(length: str) -> float:
    match = re.fullmatch(r"(\d{1,5}(?:\.\d{1,6})?)(cm|mm|in|pt)", length)
    return float(match[1]) * _INCHES[match[2]] if match else 0.0


@dataclass(slots=True)
class _Level:
    bullet: str
    form: str
    prefix: str
    suffix: str
    shown: int
    start: int


class Lists:
    """The lists by the names of their styles; each item that is asked for counts."""

    def __init__(self, roots: Sequence[Any]) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for root in roots:
            for one in root.iter(f"{TEXT}list-style"):
                self._levels[str(one.get(f"{STYLE}name", ""))] = {
                    count(level.get(f"{TEXT}level"), 1): _level(level) for level in one
                }

    def begin(self, style: str, level: int, *, anew: bool) -> None:
        """A list begins: its numbers start again, or go on."""
        if anew:
            self._counts.setdefault(style, {}).pop(level, None)

    def mark(self, style: str, level: int, *, start: int = -1) -> str:
        """The mark of the next item as printed: "•", "2.", "1.2"."""
        levels = self._levels.get(style, {})
        here = levels.get(level)
        if here is None or here.bullet:
            return mend(here.bullet).strip() if here else "•"
        counts = self._counts.setdefault(style, {})
        counts[level] = start if start >= 0 else counts.get(level, here.start - 1) + 1
        if not here.form:
            return ""
        shown = [
            in_form(counts.get(at, 1), _FORMS.get(levels[at].form, "decimal") if at in levels else "decimal")
            for at in range(max(1, level - here.shown + 1), level + 1)
        ]
        return f"{here.prefix}{'.'.join(shown)}{here.suffix}".strip()


def _level(element: Any) -> _Level:
    return _Level(
        str(element.get(f"{TEXT}bullet-char", "")) if local(element) != "list-level-style-number" else "",
        str(element.get(f"{STYLE}num-format", "")),
        str(element.get(f"{STYLE}num-prefix", "")),
        str(element.get(f"{STYLE}num-suffix", "")),
        max(count(element.get(f"{TEXT}display-levels"), 1), 1),
        count(element.get(f"{TEXT}start-value"), 1),
    )
