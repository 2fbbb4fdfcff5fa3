"""The styles, lists and language of a Word file: a template's own where it has them, else ours."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any, cast

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

BLUE = RGBColor(0x1F, 0x3D, 0x5C)
QUIET = RGBColor(0x4B, 0x56, 0x61)
FONT = "Calibri"
TABLE = "Report Table"
"""The table style's name; a template that has one of this name has its own look of tables."""
SIZES = {
    "Normal": (10, 4, 0),
    "Title": (20, 6, 0),
    "Subtitle": (10, 0, 0),
    "Heading 1": (13, 3, 12),
    "Heading 2": (10.5, 2, 8),
    "Quote": (10, 6, 4),
    "List Bullet": (10, 2, 0),
    "List Number": (10, 2, 0),
    "Footer": (8, 0, 0),
}
"""Points: the letters, the space after, the space before."""


def plain_page(document: Document) -> None:
    """Our own look: A4, and the sizes and colours that the other formats have."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin, page.bottom_margin = Mm(16), Mm(18)
    page.header_distance = page.footer_distance = Mm(9)
    for name, (size, after, before) in SIZES.items():
        own = cast("ParagraphStyle", document.styles[name])
        own.font.size, own.font.name, own.font.italic = Pt(size), FONT, False
        for fonts in own.element.iter(qn("w:rFonts")):
            for which in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.attrib.pop(qn(f"w:{which}Theme"), None)
                fonts.set(qn(f"w:{which}"), FONT)
        own.paragraph_format.space_after, own.paragraph_format.space_before = Pt(after), Pt(before)
        own.paragraph_format.line_spacing = 1.0
        if name in {"Title", "Heading 1"}:
            own.font.color.rgb = BLUE
        elif name in {"Subtitle", "Footer"}:
            own.font.color.rgb = QUIET
        elif name in {"Heading 2", "Quote"}:
            own.font.color.rgb = RGBColor(0, 0, 0)
    for name in ("Title", "Subtitle"):
        for plain in (*_all(document, name, "w:pBdr"), *_all(document, name, "w:rPr/w:spacing")):
            plain.getparent().remove(plain)
    cast("ParagraphStyle", document.styles["Title"]).font.bold = True
    quote = cast("ParagraphStyle", document.styles["Quote"])
    properties = quote.element.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="24" w:space="6" w:color="1F3D5C"/></w:pBdr>'
        )
    )
    quote.paragraph_format.left_indent = Mm(3)


def _all(document: Document, name: str, what: str) -> list[Any]:
    return list(document.styles[name].element.xpath(f".//{what}"))


def speak(document: Document, language: str) -> None:
    """Says the language of everything written in the file's styles."""
    root = document.styles.element
    for lang in root.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is None:
        made = parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>"
        )
        root.insert(0, made)
        defaults = made[0][0]
    if defaults.find(qn("w:lang")) is None:
        lang = OxmlElement("w:lang")
        lang.set(qn("w:val"), language)
        defaults.append(lang)


def style(document: Document, name: str) -> ParagraphStyle:
    """The paragraph style of this name; ours where the template has none."""
    known = {one.name for one in document.styles if one.type is WD_STYLE_TYPE.PARAGRAPH}
    if name not in known:
        ours = deepcopy(_ours().styles[name].element)
        for number in list(ours.iter(qn("w:numPr"))):
            number.getparent().remove(number)
        for link in [*ours.iter(qn("w:link")), *ours.iter(qn("w:next")), *ours.iter(qn("w:basedOn"))]:
            link.getparent().remove(link)
        document.styles.element.append(ours)
    return cast("ParagraphStyle", document.styles[name])


@cache
def _ours() -> Document:
    document = docx.Document()
    plain_page(document)
    return document


def table_style(document: Document) -> str:
    """The id of the style of the report's tables."""
    for one in document.styles:
        if one.type is WD_STYLE_TYPE.TABLE and one.name == TABLE:
            return str(one.style_id)
    document.styles.element.append(parse_xml(_TABLE_STYLE))
    return "ReportTable"


_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">
  <w:name w:val="{TABLE}"/><w:uiPriority w:val="99"/>
  <w:pPr><w:spacing w:before="10" w:after="10" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:sz w:val="18"/></w:rPr>
  <w:tblPr>
    <w:tblBorders>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="DDE3E9"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="DDE3E9"/>
    </w:tblBorders>
    <w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="40" w:type="dxa"/>
      <w:bottom w:w="20" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="8A98A5"/></w:tcBorders>
      <w:vAlign w:val="bottom"/></w:tcPr>
  </w:tblStylePr>
</w:style>
"""


def numbered_anew(document: Document, kind: ParagraphStyle) -> int:
    """The id of a numbering of this list style that begins at 1."""
    numbering = document.part.numbering_part.element
    properties = kind.element.pPr
    own = properties.numPr.numId.val if properties is not None and properties.numPr is not None else None
    known = {num.numId: num.abstractNumId.val for num in numbering.num_lst}
    abstract = known.get(own) if own is not None else None
    if abstract is None:
        abstract = _abstract(numbering)
    number = numbering.add_num(abstract)
    number.add_lvlOverride(0).add_startOverride(1)
    return int(number.numId)


def _abstract(numbering: Any) -> int:
    """A numbering of our own: 1., 2., 3., hanging."""
    taken = [int(one.get(qn("w:abstractNumId"))) for one in numbering.iter(qn("w:abstractNum"))]
    number = max(taken, default=0) + 1
    made = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    )
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(made)
    else:
        first.addprevious(made)
    return number
