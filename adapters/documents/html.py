"""Saved web pages into blocks: what stands in the page itself, without menus, banners, forms, scripts and footers.

Nothing is fetched, run or followed. What part of the page is its text is told by HTML's own elements and roles first, then
by the names that pages give to their menus and banners, then by how much of a part is links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from adapters.documents.bounds import MOST_CELLS, MOST_TEXT, bomb, too_large
from adapters.documents.encoding import decode
from adapters.documents.headings import Found, as_lines, levelled
from adapters.documents.looks import by_looks
from adapters.documents.marks import Levels
from adapters.documents.runs import tidy
from adapters.documents.trees import check_depth, local, page
from mappings.blocks import Cell, Document, Heading, ListItem, Place, Run, Runs, TableRow, plain

_NEVER = {"script", "style", "noscript", "template", "head", "nav", "footer", "form", "select", "textarea", "input",
          "iframe", "object", "embed", "svg", "canvas", "video", "audio", "dialog", "img", "map", "menu"}  # fmt: skip
_ROLES = {
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "complementary",
    "alert",
}
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|menu|meny|nav|navbar|navigation|breadcrumbs?|sidebar|footer|share|social|"
    r"skip|skiplink|pager|pagination|popup|modal|advert|banner|newsletter|screen-reader-text|visually-hidden|sr-only)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_INLINE = {"a", "abbr", "button", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
           "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
           "tt", "u", "var", "wbr", "br", "o:p"}  # fmt: skip
_BOLD = {"b", "strong", "th"}
_STRUCK = {"s", "strike", "del"}
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)
_LINE = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_LINKS = 0.8
"""A list of which so much is links is a menu."""
_FEW = 30
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)


def read_html(raw: bytes, name: str) -> Document:
    """Unreadable for more than MOST_TEXT and for a page made to exhaust its reader."""
    if len(raw) > MOST_TEXT:
        raise too_large(len(raw), MOST_TEXT)
    root = page(_text(raw))
    if root is None:
        return Document("html", name, ())
    check_depth(root)
    reader = _Reader()
    reader.blocks(_main(root))
    title = next((one.text_content() for one in root.iter("title")), "")
    return Document(
        "html",
        name,
        tuple(levelled(reader.found)),
        plain(tidy([Run(title)])),
        str(root.get("lang", ""))[:20],
        margins=_site(root),
    )


def _site(root: Any) -> tuple[str, ...]:
    """What the top of the page calls the site: its name as the page's data give it, and the short lines of its banner."""
    named = [
        str(one.get("content", "")) for one in root.iter("meta") if one.get("property") == "og:site_name"
    ]
    for banner in root.iter("header", "div", "p", "a", "span"):
        if local(banner) == "header" or banner.get("role") == "banner" or _LOGO.search(_called(banner)):
            named += [one.text for one in banner.iter() if one.text and not _in_menu(one)]
    short = (" ".join(text.split()) for text in named)
    return tuple(dict.fromkeys(text for text in short if 0 < len(text.split()) <= _NAME))[:_LINES]


_LOGO = re.compile(r"(?:^|[\s_-])(?:logo|site-?(?:name|title)|brand)(?:$|[\s_-])", re.IGNORECASE)
_NAME, _LINES = 8, 4
"""Words of the name of a site; lines of a banner."""


def _called(element: Any) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _in_menu(element: Any) -> bool:
    """Whether it is part of a menu or a form, or one of the page's own headings."""
    if not local(element) or local(element) in ("nav", "ul", "ol", "form", "h1", "h2", "h3"):
        return True
    return any(True for _ in element.iterancestors("nav", "ul", "ol", "form", "h1", "h2", "h3"))


def _text(raw: bytes) -> str:
    """By the encoding that the page names, if it fits, else by the bytes."""
    named = _CHARSET.search(raw[:4_096])
    if named and named[1].lower() not in (b"utf-16", b"unicode"):
        try:
            return raw.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw)


def _main(root: Any) -> Any:
    """The element that says that it is the page's content, if there is exactly one; else the body."""
    mains = [
        one
        for one in root.iter("main", "article", "div", "section")
        if local(one) == "main" or one.get("role") == "main"
    ]
    articles = list(root.iter("article"))
    for candidates in (mains, articles):
        if len(candidates) == 1 and len(candidates[0].text_content().split()) > _FEW:
            return candidates[0]
    body = root.find("body")
    return root if body is None else body


@dataclass
class _Reader:
    found: list[Found] = field(default_factory=list)
    levels: Levels = field(default_factory=Levels)
    loose: list[Run] = field(default_factory=list)
    line: int | None = None
    tables: int = 0
    cells: int = 0
    depth: int = 0
    mark: str = ""

    def blocks(self, parent: Any, *, bold: bool = False, struck: bool = False) -> None:
        self.add(parent.text, bold=bold, struck=struck, line=parent.sourceline)
        for child in parent:
            self.child(child, bold=bold, struck=struck)
            self.add(child.tail, bold=bold, struck=struck, line=child.sourceline)

    def child(self, child: Any, *, bold: bool, struck: bool) -> None:
        name = local(child)
        if not name or _is_dropped(child, name):
            return
        if name == "br":
            self.loose.append(Run("\n", bold, struck))
        elif name in _INLINE and not _holds_blocks(child):
            style = str(child.get("style", ""))
            self.blocks(
                child,
                bold=bold or name in _BOLD or bool(_WEIGHT.search(style)),
                struck=struck or name in _STRUCK or bool(_LINE.search(style)),
            )
        else:
            self.flush()
            self.block(child, name)
            self.flush()

    def block(self, element: Any, name: str) -> None:
        if re.fullmatch(r"h[1-6]", name):
            runs = _one_line(_inner(element))
            if runs:
                self.levels.end()
                self.found.append(Heading(int(name[1]), runs, Place(line=element.sourceline)))
        elif name in ("ul", "ol"):
            self.items(element, ordered=name == "ol")
        elif name == "table" and _is_data(element):
            self.table(element)
        elif name == "pre":
            self.preformatted(element)
        else:
            self.blocks(element)

    def add(self, text: str | None, *, bold: bool, struck: bool, line: int | None) -> None:
        if text:
            if not self.loose or (self.line is None and text.strip()):
                self.line = line
            self.loose.append(Run(re.sub(r"\s+", " ", text), bold, struck))

    def flush(self) -> None:
        runs = tidy(self.loose)
        self.loose.clear()
        place = Place(line=self.line)
        self.line = None
        if not runs:
            return
        if self.mark:
            self.found.append(ListItem(self.depth, self.mark, runs, place))
            self.mark = ""
            return
        strength = None if self.depth else (1.0,)
        self.found.extend(by_looks(runs, place, self.levels, self.depth, strength))

    def items(self, element: Any, *, ordered: bool) -> None:
        if _is_menu(element):
            return
        self.depth += 1
        start = str(element.get("start", "1"))
        number = int(start) if start.isdigit() and len(start) < 6 else 1
        kind = str(element.get("type", ""))
        for item in element:
            if local(item) != "li":
                self.child(item, bold=False, struck=False)
                continue
            own = str(item.get("value", ""))
            number = int(own) if own.isdigit() and len(own) < 6 else number
            self.mark = f"{_lettered(number, kind)}." if ordered else "•"
            number += 1
            self.blocks(item)
            self.flush()
            self.mark = ""
        self.depth -= 1

    def preformatted(self, element: Any) -> None:
        for text in element.text_content().splitlines():
            self.loose = [Run(text)]
            self.line = element.sourceline
            self.flush()

    def table(self, element: Any) -> None:
        """A table in a cell becomes lines of that cell."""
        self.captioned(element)
        self.tables += 1
        number = self.tables
        self.levels.end()
        above: dict[int, tuple[int, Cell]] = {}
        for at, row in enumerate(_rows(element), start=1):
            cells = self.row(row, above)
            own = [one for one in row if local(one) in ("td", "th")]
            header = bool(own) and (
                local(row.getparent()) == "thead" or all(local(one) == "th" for one in own)
            )
            if any(cell.runs for cell in cells):
                place = Place(line=row.sourceline, table=number, row=at)
                self.found.append(TableRow(tuple(cells), header, place))

    def captioned(self, table: Any) -> None:
        """What a table is called stands above it, as a heading written bold would."""
        for caption in (one for one in table if local(one) == "caption" and not _is_dropped(one, "caption")):
            self.blocks(caption, bold=True)
            self.flush()

    def row(self, row: Any, above: dict[int, tuple[int, Cell]]) -> list[Cell]:
        """``above`` has, by column, how many more rows a cell reaches down, and the cell."""
        cells: list[Cell] = []
        for element in row:
            if local(element) not in ("td", "th"):
                continue
            self.from_above(cells, above)
            cell = Cell(_inner(element))
            down = _span(element, "rowspan") - 1
            for wide in range(_span(element, "colspan")):
                one = cell if wide == 0 else Cell(cell.runs, merged=True)
                above[len(cells)] = (down, cell)
                cells.append(one)
            self.cells += 1
            if self.cells + len(cells) > MOST_CELLS:
                raise bomb(f"holds tables of more than {MOST_CELLS:,} cells")
        self.from_above(cells, above)
        self.cells += len(cells)
        return cells

    def from_above(self, cells: list[Cell], above: dict[int, tuple[int, Cell]]) -> None:
        while (waiting := above.get(len(cells))) and waiting[0] > 0:
            above[len(cells)] = (waiting[0] - 1, waiting[1])
            cells.append(Cell(waiting[1].runs, merged=True))


def _inner(element: Any) -> Runs:
    """The text of a cell or a heading."""
    inner = _Reader()
    inner.blocks(element)
    inner.flush()
    return as_lines(inner.found)


def _is_dropped(element: Any, name: str) -> bool:
    if name == "button":
        return not _titles(element)
    if name in _NEVER or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.get("role") in _ROLES or (name == "aside" and element.get("role") is None):
        return True
    if name == "header" and not any(True for _ in element.iter("h1", "h2", "h3")):
        return True
    if _HIDDEN.search(str(element.get("style", ""))):
        return True
    return (
        name not in ("body", "main", "article", "html")
        and bool(_NAMES.search(_called(element)))
        and _is_aside(element)
    )


def _titles(button: Any) -> bool:
    """Whether a button is the heading of what it opens."""
    inside = next(button.iter("h2", "h3", "h4", "h5", "h6"), None)
    return inside is not None or any(True for _ in button.iterancestors("h2", "h3", "h4", "h5", "h6"))


def _is_aside(element: Any) -> bool:
    """Not the page itself, which may be called "page with-sidebar"."""
    return element.find(".//h1") is None and element.find(".//main") is None


def _is_menu(element: Any) -> bool:
    """Whether a list is nothing but links to other places."""
    text = len("".join(element.text_content().split()))
    linked = sum(len("".join(one.text_content().split())) for one in element.iter("a") if one.get("href"))
    return text > 0 and linked >= _LINKS * text and not any(True for _ in element.iter("table", "p"))


def _holds_blocks(element: Any) -> bool:
    return any(local(one) not in _INLINE for one in element.iterdescendants() if local(one))


def _is_data(table: Any) -> bool:
    """Whether a table is one, and no way to lay out a page."""
    if table.get("role") == "presentation":
        return False
    rows = list(_rows(table))
    return len(rows) > 1 and max(sum(local(one) in ("td", "th") for one in row) for row in rows) > 1


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        name = local(child)
        if name == "tr":
            yield child
        elif name in ("thead", "tbody", "tfoot"):
            yield from (one for one in child if local(one) == "tr")


def _span(element: Any, name: str) -> int:
    said = str(element.get(name, "1")).strip()
    return min(max(int(said), 1), 1_000) if said.isdigit() and len(said) < 6 else 1


def _lettered(number: int, kind: str) -> str:
    if kind in ("a", "A") and 0 < number < 27:
        return chr(ord(kind) + number - 1)
    return str(number)


def _one_line(runs: Runs) -> Runs:
    return tidy(Run(run.text.replace("\n", " "), run.bold, run.struck) for run in runs)
