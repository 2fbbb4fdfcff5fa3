"""Markdown into blocks, with tables and struck-out text as GitHub writes them. HTML in it is dropped, its words are kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from adapters.documents.bounds import MOST_TEXT, too_large
from adapters.documents.encoding import decode
from adapters.documents.headings import Found, Shown, levelled, may_be_heading
from adapters.documents.marks import marked_lines
from adapters.documents.runs import is_bold, paragraph_or_row, tidy
from mappings.blocks import Cell, Document, Heading, ListItem, Place, Run, Runs, TableRow, plain

_TAG = re.compile(r"<[^<>]*>")
_FRONT = re.compile(r"---\r?\n.*?\n(?:---|\.\.\.)\r?\n", re.DOTALL)
_TASK = re.compile(r"\[(?P<tick>[ xX])\]\s+")
_BOLD = (2.0,)
_LONGEST = 20_000


def read_markdown(raw: bytes, name: str) -> Document:
    """Unreadable for more than MOST_TEXT and for what is no text."""
    if len(raw) > MOST_TEXT:
        raise too_large(len(raw), MOST_TEXT)
    text = decode(raw)
    front = _FRONT.match(text)
    if front:
        text = "\n" * front[0].count("\n") + text[front.end() :]
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.core.ruler.disable("inline")
    reader = _Reader(parser)
    for token in parser.parse(text):
        reader.take(token)
    return Document("markdown", name, tuple(levelled(reader.found)))


@dataclass
class _List:
    ordered: bool
    number: int
    sign: str


@dataclass
class _Reader:
    parser: MarkdownIt
    found: list[Found] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    mark: str = ""  # of the item whose first paragraph comes next
    heading: int = 0
    cells: list[Cell] | None = None
    header: bool = False
    row_line: int | None = None
    tables: int = 0
    rows: int = 0

    def take(self, token: Token) -> None:  # noqa: C901, PLR0912  # one case per kind of token
        line = token.map[0] + 1 if token.map else None
        match token.type:
            case "heading_open":
                self.heading = int(token.tag[1:])
            case "heading_close":
                self.heading = 0
            case "bullet_list_open" | "ordered_list_open":
                start = int(token.attrs.get("start", 1) or 1)
                self.lists.append(_List(token.type.startswith("o"), start, token.markup))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.open_item(token)
            case "list_item_close":
                self.mark = ""
            case "table_open":
                self.tables += 1
                self.rows = 0
            case "thead_open" | "thead_close":
                self.header = token.type == "thead_open"
            case "tr_open":
                self.cells, self.row_line = [], line
            case "tr_close":
                self.close_row()
            case "inline":
                self.inline(token, line)
            case "fence" | "code_block" | "html_block":
                text = _TAG.sub(" ", token.content) if token.type == "html_block" else token.content
                self.words(tidy([Run(text)]), line)
            case _:
                pass

    def open_item(self, token: Token) -> None:
        one = self.lists[-1]
        self.mark = f"{token.info or one.number}{one.sign}" if one.ordered else token.markup
        one.number += 1

    def close_row(self) -> None:
        self.rows += 1
        place = Place(line=self.row_line, table=self.tables, row=self.rows)
        self.found.append(TableRow(tuple(self.cells or ()), self.header, place))
        self.cells = None

    def inline(self, token: Token, line: int | None) -> None:
        runs = self.runs(token.content)
        if self.cells is not None:
            self.cells.append(Cell(runs))
        elif self.heading and runs:
            self.found.append(Heading(self.heading, runs, Place(line=line)))
        elif not self.mark and (items := marked_lines(token.content)):
            self.marked(items, line)
        else:
            self.words(runs, line)

    def marked(self, items: Sequence[tuple[str, str, int]], line: int | None) -> None:
        """A paragraph whose lines bear marks that Markdown does not know: what stands before the first is a paragraph."""
        for mark, text, offset in items:
            self.mark = mark
            place = None if line is None else line + offset
            runs = self.runs(text)
            if mark and runs:
                self.found.append(ListItem(len(self.lists) + 1, mark, runs, Place(line=place)))
            elif runs:
                self.words(runs, place)
        self.mark = ""

    def runs(self, content: str) -> Runs:
        """A paragraph longer than any that people write keeps its signs: reading them takes time out of proportion."""
        if len(content) > _LONGEST:
            return tidy([Run(content)])
        tokens: list[Token] = []
        self.parser.inline.parse(content, self.parser, {}, tokens)
        return _runs(tokens)

    def words(self, runs: Runs, line: int | None) -> None:
        if not runs:
            return
        place = Place(line=line)
        if self.mark:
            self.found.append(self.item(runs, place))
            self.mark = ""
        elif not self.lists and is_bold(runs) and may_be_heading(plain(runs), ".,;!?"):
            self.found.append(Shown(_BOLD, runs, place))
        else:
            self.found.append(paragraph_or_row(runs, place))

    def item(self, runs: Runs, place: Place) -> ListItem:
        mark = self.mark
        if tick := _TASK.match(runs[0].text):
            mark = "☐" if tick["tick"] == " " else "☑"
            runs = tidy([Run(runs[0].text[tick.end() :], runs[0].bold, runs[0].struck), *runs[1:]])
        return ListItem(len(self.lists), mark, runs, place)


_SHORT = 60
"""Signs of a line that did not end because the page was full."""


def _are_labelled(tokens: Sequence[Token]) -> bool:
    """Whether every line begins with bold words and goes on without: labels, and what stands behind each."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "softbreak":
            lines.append([])
        elif token.content or token.markup:
            lines[-1].append(token)
    return len(lines) > 1 and all(
        line and line[0].type == "strong_open" and line[-1].type != "strong_close" for line in lines
    )


def _meant_lines(tokens: Sequence[Token]) -> bool:
    lines = "".join(
        "\n" if token.type == "softbreak" else token.content
        for token in tokens
        if token.type in {"softbreak", "text", "text_special", "code_inline"}
    ).split("\n")
    anew = all(line[:1].isupper() or line[:1].isdigit() for line in lines)
    return len(lines) > 1 and anew and max(map(len, lines)) <= _SHORT


def _runs(tokens: Sequence[Token]) -> Runs:
    """Line ends in the source are blanks, two blanks or a backslash before one make it a line break (CommonMark §6.7).

    Short lines that each begin anew are lines that their writer meant: a date, and what takes place below it.
    """
    bold = struck = 0
    meant = _meant_lines(tokens) or _are_labelled(tokens)
    found: list[Run] = []
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += 1 if token.type == "strong_open" else -1
            case "s_open" | "s_close":
                struck += 1 if token.type == "s_open" else -1
            case "text" | "text_special" | "code_inline":
                found.append(Run(token.content, bold > 0, struck > 0))
            case "softbreak":
                found.append(Run("\n" if meant else " ", bold > 0, struck > 0))
            case "hardbreak":
                found.append(Run("\n", bold > 0, struck > 0))
            case "html_inline" if token.content.lower().startswith("<br"):
                found.append(Run("\n", bold > 0, struck > 0))
            case _:
                pass
    return tidy(found)
