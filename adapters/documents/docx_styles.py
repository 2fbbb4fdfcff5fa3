"""What a .docx says elsewhere of its paragraphs: styles with their ancestors, and the numbers that lists print.

ECMA-376 Part 1 §17.7 (styles) and §17.9 (numbering).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from adapters.documents.letters import mend

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off", "none"}
_HEADING = re.compile(r"heading (\d)")
_LIST = re.compile(r"list (?:bullet|number) ([2-5])")
_ANCESTORS = 20
_SIZE = 22.0  # half points, where nothing says another


def value(properties: Any, name: str, otherwise: str = "", *, present: str = "") -> str:
    """The ``w:val`` of a property; ``present`` where the property stands without one."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return otherwise if found is None else str(found.get(f"{W}val", present))


def _switched(properties: Any, name: str) -> bool | None:
    """Whether a property is on; None where nothing is said."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else str(found.get(f"{W}val", "1")) not in _OFF


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    paragraph: Any
    run: Any


class Styles:
    """The styles by their ids; what one does not say, its ancestor says."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, _Style] = {}
        self.language = ""
        self._default = ""
        self._size = _SIZE
        for one in () if root is None else root.findall(f"{W}style"):
            key = str(one.get(f"{W}styleId", ""))
            named = value(one, "name").lower()
            self._styles[key] = _Style(named, value(one, "basedOn"), one.find(f"{W}pPr"), one.find(f"{W}rPr"))
            if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true"):
                self._default = key
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.language = value(defaults, "lang")
        self._size = _float(value(defaults, "sz"), _SIZE)

    def chain(self, key: str) -> list[_Style]:
        """A style and its ancestors."""
        found: list[_Style] = []
        key = key or self._default
        while key in self._styles and len(found) < _ANCESTORS:
            found.append(self._styles[key])
            key = found[-1].based_on
        return found

    def outline(self, properties: Any, key: str) -> int | None:
        """The level of a heading, by the paragraph's own outline level, its style's, or its style's name; 0 for the title's
        style; else None.
        """
        own = value(properties, "outlineLvl")
        if own.isdigit():
            return int(own) + 1 if int(own) < 9 else None
        for style in self.chain(key):
            if match := _HEADING.fullmatch(style.name):
                return int(match[1])
            if style.name == "title":
                return 0
            level = value(style.paragraph, "outlineLvl")
            if level.isdigit():
                return int(level) + 1 if int(level) < 9 else None
        return None

    def is_contents(self, key: str) -> bool:
        """Whether a paragraph is a line of the table of contents, which says everything a second time."""
        return any(re.fullmatch(r"toc \d", style.name) for style in self.chain(key))

    def list_depth(self, key: str) -> int:
        """How much deeper a style of Word's own stands: 1 for "List Bullet 2"."""
        for style in self.chain(key):
            if match := _LIST.fullmatch(style.name):
                return int(match[1]) - 1
        return 0

    def emphasis(self, properties: Any, key: str) -> tuple[bool, bool]:
        """Whether a run is bold, and whether it is struck out."""
        places = [properties]
        if character := value(properties, "rStyle"):
            places.extend(style.run for style in self.chain(character))
        places.extend(style.run for style in self.chain(key))
        return _first(places, "b"), _first(places, "strike") or _first(places, "dstrike")

    def hidden(self, properties: Any) -> bool:
        """Whether a run is hidden text."""
        return bool(_switched(properties, "vanish"))

    def size(self, paragraph: Any, key: str) -> float:
        """The size of the first run, in half points."""
        own = paragraph.find(f".//{W}r/{W}rPr/{W}sz")
        if own is not None:
            return _float(str(own.get(f"{W}val", "")), self._size)
        for style in self.chain(key):
            if size := value(style.run, "sz"):
                return _float(size, self._size)
        return self._size

    def indent(self, properties: Any, key: str) -> float:
        """From the left, in twentieths of a point."""
        for place in (properties, *(style.paragraph for style in self.chain(key))):
            found = None if place is None else place.find(f"{W}ind")
            if found is not None:
                return _float(str(found.get(f"{W}left", found.get(f"{W}start", "0"))), 0)
        return 0

    def numbering(self, key: str) -> Any:
        """The ``w:numPr`` of a style."""
        for style in self.chain(key):
            found = None if style.paragraph is None else style.paragraph.find(f"{W}numPr")
            if found is not None:
                return found
        return None


def _first(places: list[Any], name: str) -> bool:
    return next((found for one in places if (found := _switched(one, name)) is not None), False)


def _float(text: str, otherwise: float) -> float:
    return float(text) if re.fullmatch(r"-?\d{1,7}(\.\d{1,4})?", text) else otherwise


@dataclass(slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of a document; each paragraph that is asked for counts on its list."""

    root: Any
    styles: Styles
    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _of: dict[str, str] = field(default_factory=dict)  # w:numId -> w:abstractNumId
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _restarted: set[str] = field(default_factory=set)
    _starts: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for one in self.root.findall(f"{W}abstractNum"):
            key = str(one.get(f"{W}abstractNumId", ""))
            self._levels[key] = {
                int(str(level.get(f"{W}ilvl", "0"))[:2] or 0): _Level(
                    value(level, "numFmt", "decimal"),
                    value(level, "lvlText"),
                    int(_float(value(level, "start"), 1)),
                )
                for level in one.findall(f"{W}lvl")
                if str(level.get(f"{W}ilvl", "0")).isdigit()
            }
        for one in self.root.findall(f"{W}num"):
            key = str(one.get(f"{W}numId", ""))
            self._of[key] = value(one, "abstractNumId")
            for override in one.findall(f"{W}lvlOverride"):
                at, start = str(override.get(f"{W}ilvl", "")), value(override, "startOverride")
                if at.isdigit() and start.isdigit():
                    self._starts.setdefault(key, {})[int(at)] = int(start[:6])

    def printed(self, properties: Any, style: str) -> tuple[int, str] | None:
        """The level from 1 and the mark as printed of a paragraph in a list ("•", "1.2."); None for one outside lists."""
        own = None if properties is None else properties.find(f"{W}numPr")
        inherited = self.styles.numbering(style)
        number = value(own, "numId") or value(inherited, "numId")
        if not number or number == "0":
            return None
        deep = value(own, "ilvl") or value(inherited, "ilvl") or "0"
        level = min(int(deep), 8) if deep.isdigit() and len(deep) < 3 else 0
        levels = self._levels.get(self._of.get(number, ""), {})
        shown = level + 1 + self.styles.list_depth(style)
        if level not in levels:
            return shown, "•"
        return shown, self._mark(number, level, levels)

    def _mark(self, number: str, level: int, levels: dict[int, _Level]) -> str:
        counts = self._counts.setdefault(self._of[number], {})
        starts = self._starts.get(number, {})
        if starts and number not in self._restarted:
            self._restarted.add(number)
            counts.clear()
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        for at in range(level + 1):
            if at not in counts:
                first = starts.get(at, levels[at].start if at in levels else 1)
                counts[at] = first if at < level else first - 1
        counts[level] += 1
        here = levels[level]
        if here.form == "bullet":
            return mend(here.text).strip() or "•"
        if here.form == "none":
            return ""
        return re.sub(
            r"%([1-9])",
            lambda match: in_form(
                counts.get(int(match[1]) - 1, 1),
                levels[int(match[1]) - 1].form if int(match[1]) - 1 in levels else "decimal",
            ),
            here.text,
        ).strip()


def in_form(count: int, form: str) -> str:
    """A number as a list prints it: "c", "iv", "03"."""
    match form:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (count - 1) % 26) * (1 + min((count - 1) // 26, 5))
            return letter.upper() if form.startswith("u") else letter
        case "lowerRoman" | "upperRoman":
            return _roman(count).upper() if form.startswith("u") else _roman(count)
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)


def _roman(count: int) -> str:
    if not 0 < count < 400:
        return str(count)
    written = ""
    for size, letters in (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
        written += letters * (count // size)
        count %= size
    return written
