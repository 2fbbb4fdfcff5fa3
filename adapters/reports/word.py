"""The report as Word's own format (ECMA-376), made to be edited: styles, lists and tables as a secretary would set them.

An organisation's own template keeps its styles, its page, its header and footer, and what stands in its body, which the report
follows. Nothing in a file depends on the time it is written at.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run

from adapters.reports import pictures, svg, wheel_paper
from adapters.reports.pdf import FONT, picture
from adapters.reports.word_file import opened, whole
from adapters.reports.word_sheets import lay, stand
from adapters.reports.word_styles import numbered_anew, style
from adapters.reports.word_tables import table_of
from mappings.report import (
    Block,
    Bullets,
    Cell,
    Charts,
    Mark,
    Paragraph,
    Picture,
    Quote,
    Report,
    Section,
    Subheading,
    Table,
    Tone,
)

COLOURS = {
    Tone.CLOSED: "14602A",
    Tone.GOOD: "14602A",
    Tone.WATCH: "7A4B00",
    Tone.ALARM: "A3140F",
    Tone.MISSED: "A3140F",
    Tone.WAITING: "4B5661",
    Tone.OFF: "4B5661",
    Tone.UNKNOWN: "5B2C83",
}
QUIET = "4B5661"
LANGUAGES = {"sv": "sv-SE", "nb": "nb-NO", "nn": "nn-NO", "da": "da-DK", "en": "en-GB"}
CHART_WIDTH = Mm(83)
SHEETS = {"a4": (Mm(297), Mm(210)), "a3": (Mm(420), Mm(297))}


def render(report: Report, template: Path | None = None) -> bytes:
    """The whole file. UserError for a template that cannot be used."""
    document = opened(template, LANGUAGES.get(report.language, report.language))
    _properties(document, report)
    _title(document, report)
    for section in report.sections:
        _section(document, section)
    _footer(document, report)
    return whole(document)


def _properties(document: Document, report: Report) -> None:
    about, noon = document.core_properties, datetime.combine(report.as_of, time(12), UTC)
    about.title, about.author, about.last_modified_by = (
        report.title[:255],
        report.organisation[:255],
        report.organisation[:255],
    )
    about.language = LANGUAGES.get(report.language, report.language)
    about.subject = about.keywords = about.comments = about.category = ""
    about.created = about.modified = noon
    about.last_printed = noon
    about.revision = 1


def _title(document: Document, report: Report) -> None:
    document.add_paragraph(report.organisation, style(document, "Subtitle"))
    document.add_paragraph(report.title, style(document, "Title"))
    for label, value in report.facts:
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        line.add_run(f"{label}: ")
        line.add_run(value).bold = True


def _section(document: Document, section: Section) -> None:
    sheet = next((block for block in section.blocks if isinstance(block, Picture)), None)
    upright = lay(document, *SHEETS[pictures.paper(sheet)]) if sheet else None
    document.add_paragraph(section.heading, style(document, "Heading 1"))
    for block in section.blocks:
        _block(document, block)
        if block is sheet and upright and len(section.blocks) > 1:
            stand(document, upright)


def _block(document: Document, block: Block) -> None:
    match block:
        case Paragraph():
            document.add_paragraph(block.text)
        case Quote():
            line = document.add_paragraph(style=style(document, "Quote"))
            line.add_run(f"{block.label}: ").bold = True
            line.add_run(block.text)
        case Subheading():
            document.add_paragraph(block.text, style(document, "Heading 2"))
        case Bullets():
            _bullets(document, block)
        case Charts():
            _charts(document, block)
        case Picture():
            _picture(document, block)
        case Table():
            document.element.body.insert_element_before(table_of(document, block, COLOURS), "w:sectPr")
            after = document.add_paragraph()  # Word joins two tables with nothing between them
            after.paragraph_format.space_after = Pt(0)
            after.paragraph_format.line_spacing = Pt(6)


def _bullets(document: Document, block: Bullets) -> None:
    kind = style(document, "List Number" if block.numbered else "List Bullet")
    number = numbered_anew(document, kind) if block.numbered else None
    for item in block.items:
        line = document.add_paragraph(style=kind)
        if number is not None:
            own = line._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no call for lists
            own.get_or_add_ilvl().val, own.get_or_add_numId().val = 0, number
        _cell(line, item)


def _cell(line: Line, cell: Cell) -> None:
    if cell.mark:
        _mark(line, cell.mark)
    if cell.text:
        line.add_run(f" {cell.text}" if cell.mark else cell.text)
    if cell.detail:
        run = line.add_run(f" {cell.detail}" if cell.mark or cell.text else cell.detail)
        _coloured(run, QUIET)


def _mark(line: Line, mark: Mark) -> None:
    run = line.add_run(f"{mark.symbol} {mark.word}")
    run.bold = True
    _coloured(run, COLOURS[mark.tone])


def _coloured(run: Run, colour: str) -> None:
    run.font.color.rgb = RGBColor.from_string(colour)


def _charts(document: Document, block: Charts) -> None:
    """Pictures that stand beside one another where the page is wide enough, each with its title and its text alternative."""
    line = document.add_paragraph()
    for number, chart in enumerate(block.charts):
        drawing = svg.draw(chart, font=FONT, titled=True)
        shape = line.add_run("\u2003" if number else "").add_picture(
            BytesIO(picture(drawing, CHART_WIDTH.pt)), CHART_WIDTH
        )
        for side in ("distT", "distB", "distL", "distR"):  # where none stands, some programs leave a gap
            shape._inline.set(side, "0")  # noqa: SLF001
        _named(shape, chart.key, chart.title, chart.alternative)


def _picture(document: Document, block: Picture) -> None:
    """As large as the page has room for below its heading."""
    page = document.sections[-1]
    wide = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    high = (page.page_height or 0) - (page.top_margin or 0) - (page.bottom_margin or 0) - Mm(24)
    drawn = BytesIO(wheel_paper.png(block, headed=False))
    shape = document.add_paragraph().add_run().add_picture(drawn, width=Emu(wide))
    if shape.height > high:
        shape.width, shape.height = Emu(shape.width * high // shape.height), Emu(high)
    _named(shape, "picture", block.title, block.description)


def _named(shape: InlineShape, name: str, title: str, alternative: str) -> None:
    about = shape._inline.docPr  # noqa: SLF001 - python-docx has no call for the alternative text
    about.set("name", name)
    about.set("title", title)
    about.set("descr", f"{title}. {alternative}")


# The foot of the page ---------------------------------------------------------------------------------------------


def _footer(document: Document, report: Report) -> None:
    """The report's last line and the page's number, unless the template has a footer of its own."""
    for section in document.sections[:1]:
        footer = section.footer
        if not footer.is_linked_to_previous:
            return
        line = footer.paragraphs[0]
        line.style = style(document, "Footer")
        width = (section.page_width or Mm(210)) - (section.left_margin or 0) - (section.right_margin or 0)
        for known in line.style.paragraph_format.tab_stops:
            line.paragraph_format.tab_stops.add_tab_stop(known.position, WD_TAB_ALIGNMENT.CLEAR)
        line.paragraph_format.tab_stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(f"{report.footer}\t")
        _field(line, "PAGE")
        line.add_run(" / ")
        _field(line, "NUMPAGES")


def _field(line: Line, code: str) -> None:
    """A number that Word works out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)  # noqa: SLF001 - python-docx has no call for fields
