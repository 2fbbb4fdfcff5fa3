"""The annual wheel, or the strip of several years, on paper and as a picture: PDF and PNG, typeset by typst from the one SVG. Fetches nothing.

The same wheel gives the same bytes everywhere, because the fonts are hjul's own and no clock is read; only a letter that
these fonts lack (a picture, Chinese) is taken from the machine's. In the PDF the picture has a
text in its place for those who do not see it, and the tables follow it (PDF/UA-1).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import as_file, files
from tempfile import TemporaryDirectory
from typing import Literal

from adapters.reports import pictures
from adapters.reports.wheel_drawing import HEAD
from mappings.report import Cell, ColumnKind, Picture, Table
from mappings.wheel import HEIGHT, WIDTH, Overview
from mappings.wording import shortened

PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""
TRIES: Sequence[tuple[bool, Literal["ua-1"] | None]] = ((True, "ua-1"), (False, "ua-1"), (False, None))
"""Whether hjul's and typst's own fonts suffice, and the standard, which allows no letter that none of the fonts has."""
LACKING = ("could not be displayed", "missing codepoints")
PIXELS_PER_INCH = 144.0
WIDTHS = {
    ColumnKind.DATE: 5.2,
    ColumnKind.STATE: 7.6,
    ColumnKind.TEXT: 6.4,
    ColumnKind.NUMBER: 4.0,
    ColumnKind.WORD: 4.6,
}
LONGEST = 400
"""Letters in a cell. 150 titles of 10,000 letters were a thousand pages, which typst set three times over for a letter that no font has."""
FIRST = 10.0  # the share of the column that holds the titles


def pdf(overview: Overview) -> bytes:
    """The wheel on one page, and its tables on the next."""
    template = (files("adapters.reports") / "templates" / "wheel.typ").read_bytes()
    return _typeset(pictures.draw(overview), template, json.dumps(_data(overview)), "pdf")


def png(picture: Picture, *, headed: bool = True) -> bytes:
    """The picture alone, 3200 points wide, with its head or without."""
    high = HEIGHT if headed else HEIGHT - HEAD
    page = PAGE.format(width=WIDTH, height=high)
    return _typeset(pictures.draw(picture, headed=headed), page.encode(), "", "png")


def _typeset(drawn: str, template: bytes, data: str, form: Literal["pdf", "png"]) -> bytes:
    import typst  # noqa: PLC0415 - a large library, that only these two formats need

    given = {"data": data, "svg": drawn}
    with as_file(files("adapters.reports") / "fonts") as folder, TemporaryDirectory() as nothing:
        for own, standard in TRIES:
            fonts = typst.Fonts(include_system_fonts=not own, font_paths=[folder])
            compiler = typst.Compiler(root=nothing, font_paths=fonts)  # it reads files below a folder: none
            try:
                if form == "png":
                    return _one(
                        compiler.compile(template, format="png", sys_inputs=given, ppi=PIXELS_PER_INCH)
                    )
                return _one(
                    compiler.compile(template, format="pdf", sys_inputs=given, pdf_standards=standard)
                )
            except typst.TypstError as error:
                if standard is None or not any(words in f"{error.message}" for words in LACKING):
                    raise
    raise AssertionError("the last of them either returns or raises")


def _one(made: bytes | list[bytes] | None) -> bytes:
    match made:
        case bytes():
            return made
        case [bytes() as only]:
            return only
        case _:
            raise TypeError("one document was asked for")


def _data(overview: Overview) -> dict[str, object]:
    """What the template prints, as plain text."""
    return {
        "language": overview.language,
        "title": overview.title,
        "organisation": overview.organisation,
        "description": overview.description,
        "footer": overview.footer,
        "paper": pictures.paper(overview),
        "tables": [_table(table) for table in overview.tables],
    }


def _table(table: Table) -> dict[str, object]:
    widths = [WIDTHS[column.kind] for column in table.columns]
    widest = max(range(len(widths)), key=lambda n: _length(table, n))
    widths[widest] = FIRST
    return {
        "caption": table.caption,
        "columns": [column.heading for column in table.columns],
        "widths": widths,
        "titles": widest,
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
    }


def _length(table: Table, column: int) -> int:
    return sum(min(200, len(row[column].text)) for row in table.rows)


def _cell(cell: Cell) -> dict[str, str | None]:
    mark = cell.mark
    return {
        "text": _broken(shortened(cell.text, LONGEST)),
        "tone": mark.tone.value if mark else None,
        "symbol": mark.symbol if mark else "",
        "word": mark.word if mark else "",
    }


def _broken(text: str) -> str:
    """Long words may break anywhere: a zero-width space after every so many letters of one."""
    longest = 24
    words = (
        "\u200b".join(word[n : n + longest] for n in range(0, len(word), longest)) or word
        for word in text.split(" ")
    )
    return " ".join(words)
