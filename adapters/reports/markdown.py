"""The report as Markdown (CommonMark with GitHub's tables). Everything people wrote comes out as text, never as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mappings.report import (
    Block,
    Bullets,
    Cell,
    Charts,
    ColumnKind,
    Paragraph,
    Picture,
    Quote,
    Report,
    Section,
    Subheading,
    Table,
)

_MARKUP = re.compile(r"[\\`*_{}\[\]<>|~&#$!@]|(?<=:)//|(?<=www)\.", re.IGNORECASE)
_LIST_LIKE = re.compile(r"^(\d{1,9})([.)])|^([-+=])")


def render(report: Report) -> str:
    """The whole report, ending in one line break."""
    head = [f"# {escaped(report.title)}", f"**{escaped(report.organisation)}**"]
    facts = "\n".join(f"- {escaped(label)}: {escaped(value)}" for label, value in report.facts)
    parts = [*head, facts, *(part for section in report.sections for part in _section(section))]
    return "\n\n".join([*parts, "---", opening(escaped(report.footer))]) + "\n"


def escaped(text: str) -> str:
    """The text on one line with every sign that Markdown would read as markup turned into that sign."""
    line = " ".join(text.split())
    return _MARKUP.sub(lambda match: "".join(f"\\{sign}" for sign in match[0]), line)


def opening(line: str) -> str:
    """An escaped line that may stand first in its block without beginning a list or a heading."""
    return _LIST_LIKE.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", line)


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.heading)}"
    for block in section.blocks:
        if said := _block(block):
            yield said


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return opening(escaped(block.text))
        case Picture():
            return opening(escaped(block.description))
        case Quote():
            return f"> **{escaped(block.label)}:** {escaped(block.text)}"
        case Subheading():
            return f"### {escaped(block.text)}"
        case Bullets():
            return "\n".join(
                f"{f'{number}.' if block.numbered else '-'} {opening(_cell(item))}"
                for number, item in enumerate(block.items, 1)
            )
        case Charts():
            return "\n\n".join(
                "\n".join(
                    (f"{escaped(chart.title)}:", "", *(f"- {opening(escaped(one))}" for one in chart.lines))
                )
                for chart in block.charts
                if chart.lines
            )
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    headings = [
        _cell(Cell(mark=column.mark) if column.mark else Cell(column.heading)) for column in table.columns
    ]
    rules = ["--:" if column.kind is ColumnKind.NUMBER else "---" for column in table.columns]
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, rules, *rows))


def _cell(cell: Cell) -> str:
    mark = f"{escaped(cell.mark.symbol)} {escaped(cell.mark.word)}" if cell.mark else ""
    main = " ".join(part for part in (mark, escaped(cell.text)) if part)
    return f"{main} ({escaped(cell.detail)})" if main and cell.detail else main or escaped(cell.detail)
