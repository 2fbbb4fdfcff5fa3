"""Tables of the HTML report, built without the template, which takes three times as long for the many cells of a large plan.

Everything that people wrote is escaped; nothing else may stand in an f-string here.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from mappings.report import Cell, Column, Mark, Table


def marked(mark: Mark) -> Markup:
    """A state: the symbol for the eye, the word for everybody."""
    said = f'<span aria-hidden="true">{escape(mark.symbol)}</span> {escape(mark.word)}'
    return Markup(f'<span class="mark {mark.tone.value}">{said}</span>')  # noqa: S704 - escaped above


def celled(cell: Cell) -> Markup:
    """What stands in a cell or in a list's line."""
    parts = [marked(cell.mark)] if cell.mark else []
    if cell.text:
        parts.append(escape(cell.text))
    if cell.detail:
        parts.append(Markup(f"<small>{escape(cell.detail)}</small>"))  # noqa: S704
    return Markup(" ").join(parts)


def tabled(table: Table) -> Markup:
    """A table with its caption. The roles are said, because on a phone it is not laid out as a table."""
    columns = [_Column(column) for column in table.columns]
    first, *others = columns
    rows = "\n".join(
        f'<tr role="row">\n<th scope="row" role="rowheader" class="{first.kind}">{celled(row[0])}</th>\n'
        + "".join(f"{column.cell(cell)}\n" for column, cell in zip(others, row[1:], strict=True))
        + "</tr>"
        for row in table.rows
    )
    head = "\n".join(column.head for column in columns)
    return Markup(  # noqa: S704
        f'<table role="table">\n<caption>{escape(table.caption)}</caption>\n'
        f'<thead role="rowgroup">\n<tr role="row">\n{head}\n</tr>\n</thead>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody>\n</table>'
    )


class _Column:
    """One column's heading and cells; what is the same for each cell is made once."""

    def __init__(self, column: Column) -> None:
        said = marked(column.mark) if column.mark else escape(column.heading)
        label = escape(f"{column.mark.symbol} {column.heading}" if column.mark else column.heading)
        self.kind = column.kind.value
        self.head = f'<th scope="col" role="columnheader" class="{self.kind}">{said}</th>'
        self.full = f'<td role="cell" class="{self.kind}" data-label="{label}">'
        self.empty = f'<td role="cell" class="{self.kind} empty" data-label="{label}"></td>'

    def cell(self, cell: Cell) -> str:
        return self.empty if cell.is_empty else f"{self.full}{celled(cell)}</td>"
