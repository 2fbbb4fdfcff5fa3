"""The report as PDF for print and for screen readers: tagged to PDF/UA-1 (ISO 14289-1), typeset by typst.

All text goes in as data and never as typst's markup. The fonts are those that typst brings (Libertinus and DejaVu, which may be
embedded), so that the same report gives the same bytes everywhere. Only a letter that they lack is looked for among the
machine's own fonts; nothing else outside this file is read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import as_file, files
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from adapters.reports import pictures, svg
from adapters.reports.widths import shares
from mappings.report import (
    Block,
    Bullets,
    Cell,
    Chart,
    Charts,
    ColumnKind,
    Json,
    Mark,
    Paragraph,
    Picture,
    Quote,
    Report,
    Subheading,
    Table,
)

FONT = "Libertinus Serif"
TRIES: Sequence[tuple[bool, Literal["ua-1"] | None]] = ((True, "ua-1"), (False, "ua-1"), (False, None))
"""Whether typst's own fonts suffice, and the standard: a letter that no font has is shown as missing, and breaks it."""


def render(report: Report) -> bytes:
    """The whole document, dated noon (UTC) of the report's own day."""
    given = {"report": json.dumps(_report(report), ensure_ascii=False)}
    noon = int(datetime.combine(report.as_of, time(12), UTC).timestamp())
    has_picture = any(isinstance(block, Picture) for section in report.sections for block in section.blocks)
    with TemporaryDirectory() as nothing:  # typst reads files below a folder; this one is empty
        for own_fonts, standard in TRIES:
            fonts = _fonts_of_pictures(own_fonts) if has_picture else _fonts(own_fonts)
            compiler = typst.Compiler(root=nothing, font_paths=fonts)
            try:
                made = compiler.compile(
                    _template(), format="pdf", sys_inputs=given, pdf_standards=standard, timestamp=noon
                )
            except typst.TypstError as error:
                if standard is None or not _lacks_a_letter(error):
                    raise
                continue
            return _one(made)
    raise AssertionError("the last of them either returns or raises")


def picture(drawing: str, width: float) -> bytes:
    """An SVG drawing as PNG: 216 dots to the inch when it stands so many points wide. A pixel of SVG is 0.75 points."""
    page = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    with TemporaryDirectory() as nothing:
        compiler = typst.Compiler(root=nothing, font_paths=_fonts(True))
        made = compiler.compile(
            page.encode(), format="png", sys_inputs={"svg": drawing}, ppi=216 * width / (svg.WIDTH * 0.75)
        )
    return _one(made)


def _one(made: bytes | list[bytes] | None) -> bytes:
    match made:
        case bytes():
            return made
        case [bytes() as only]:
            return only
        case _:
            raise TypeError("one document was asked for")


def _lacks_a_letter(error: typst.TypstError) -> bool:
    """PDF/UA-1 §7.21.8 allows no letter that is shown as a missing one."""
    return "could not be displayed" in f"{error.message} {error.diagnostic}"


@cache
def _fonts(own: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=not own, include_embedded_fonts=True)


@cache
def _fonts_of_pictures(own: bool) -> typst.Fonts:
    """With hjul's sans-serif, by which a picture's texts have their places."""
    with as_file(files("adapters.reports") / "fonts") as folder:
        return typst.Fonts(include_system_fonts=not own, include_embedded_fonts=True, font_paths=[folder])


@cache
def _template() -> bytes:
    return (files("adapters.reports") / "templates" / "report.typ").read_bytes()


# The report as typst reads it --------------------------------------------------------------------------------------


def _report(report: Report) -> dict[str, Any]:
    return {
        "language": report.language,
        "title": report.title,
        "organisation": report.organisation,
        "facts": report.facts,
        "footer": report.footer,
        "day": [report.as_of.year, report.as_of.month, report.as_of.day],
        "sections": [
            {"key": one.key, "heading": one.heading, "blocks": [_block(block) for block in one.blocks]}
            for one in report.sections
        ],
    }


def _block(block: Block) -> dict[str, Json]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": block.text}
        case Quote():
            return {"kind": "quote", "label": block.label, "text": block.text}
        case Subheading():
            return {"kind": "subheading", "text": block.text}
        case Bullets():
            return {
                "kind": "bullets",
                "numbered": block.numbered,
                "items": [_cell(item) for item in block.items],
            }
        case Charts():
            return {"kind": "charts", "charts": [_chart(chart) for chart in block.charts]}
        case Picture():
            return {
                "kind": "picture",
                "alternative": f"{block.title}. {block.description}",
                "svg": pictures.draw(block, headed=False),
                "paper": pictures.paper(block),
            }
        case Table():
            return _table(block)


def _chart(chart: Chart) -> dict[str, Json]:
    alternative = f"{chart.title}. {chart.alternative}"
    return {"title": chart.title, "alternative": alternative, "svg": svg.draw(chart, font=FONT)}


def _table(table: Table) -> dict[str, Json]:
    return {
        "kind": "table",
        "caption": table.caption,
        "shares": [round(share, 4) for share in shares(table)],
        "numbers": [column.kind is ColumnKind.NUMBER for column in table.columns],
        "head": [
            _cell(Cell(mark=column.mark) if column.mark else Cell(column.heading)) for column in table.columns
        ],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _cell(cell: Cell) -> list[Json]:
    """As a list, because there are many: text, detail, and where there is a mark its tone, symbol and word."""
    mark: Mark | None = cell.mark
    return [cell.text, cell.detail, *([mark.tone.value, mark.symbol, mark.word] if mark else [])]
