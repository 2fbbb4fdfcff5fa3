"""Small documents made by hand, byte by byte, so that each test shows what its document holds."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

OOXML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"),
    )
)


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A ZIP file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            container.writestr(name, data)
    return out.getvalue()


def docx(body: str, *, more: Mapping[str, str] | None = None, before: str = "") -> bytes:
    """A Word document with this in its body."""
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "word/document.xml": f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
            **(more or {}),
        }
    )


def word_part(name: str, inner: str) -> str:
    """Another part of a Word document: ``styles``, ``numbering``."""
    return f'<w:{name} xmlns:w="{_W}">{inner}</w:{name}>'


def odt(body: str, *, styles: str = "", more: Mapping[str, str] | None = None, before: str = "") -> bytes:
    """An OpenDocument text with this in its body, and these automatic styles."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"{before}<office:document-content {_ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
            ),
            **(more or {}),
        }
    )


def xlsx(rows: Sequence[str], *, before: str = "", after: str = "") -> bytes:
    """A workbook with one sheet of these rows, in XML."""
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
                f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
                f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>'
            ),
            "_rels/.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{OOXML}/officeDocument" '
                'Target="xl/workbook.xml"/></Relationships>'
            ),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_S}" xmlns:r="{OOXML}"><sheets><sheet name="Plan" sheetId="1" r:id="r1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{OOXML}/worksheet" '
                'Target="worksheets/sheet1.xml"/></Relationships>'
            ),
            "xl/worksheets/sheet1.xml": (
                f'{before}<worksheet xmlns="{_S}"><sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'
            ),
        }
    )


_TO_UNICODE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
    b"1 begincodespacerange <00> <FF> endcodespacerange\n"
    b"5 beginbfchar <61> <F0B7> <62> <FB01> <63> <00A8> <64> <0041030A> <65> <00AD> endbfchar\nendcmap end end"
)


def _stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%b\nendstream" % (len(data), data)


def text_at(x: float, y: float, text: str, size: float = 11, font: str = "F") -> bytes:
    """Text on a page of a PDF, so many points from its lower left corner."""
    said = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%b %g Tf %g %g Td (%b) Tj ET\n" % (font.encode(), size, x, y, said)


def line_from(x0: float, y0: float, x1: float, y1: float) -> bytes:
    """A drawn line on a page of a PDF."""
    return b"%g %g m %g %g l S\n" % (x0, y0, x1, y1)


def pdf(
    content: bytes | Sequence[bytes],
    *,
    pages: int = 1,
    picture: bool = False,
    locked: bool = False,
    turned: int = 0,
) -> bytes:
    """A PDF whose pages show this, each or in turn (PDF 1.7 §8), in Helvetica as /F and Helvetica-Bold as /B, and in a font
    whose letters a to e are a private bullet, fi, a loose dieresis, Å in two parts, and a soft hyphen, as /S.
    """
    contents = [content] * pages if isinstance(content, bytes) else list(content)
    pages = len(contents)
    first = 8
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>",
        _stream(_TO_UNICODE),
    ]
    drawn = f"/XObject << /P {first + 2 * pages} 0 R >>" if picture else ""
    for number, one in enumerate(contents):
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {turned} /Contents {first + 2 * number + 1} 0 R "
            f"/Resources << /Font << /F 4 0 R /B 5 0 R /S 6 0 R >> {drawn} >> >>"
        )
        objects += [page.encode(), _stream(one)]
    if picture:
        objects.append(
            b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
            b"/Length 1 >>\nstream\n\x80\nendstream"
        )
    if locked:
        key = b"<" + b"5a" * 32 + b">"
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /O %b /U %b /P -44 >>" % (key, key))
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b" /Encrypt %d 0 R /ID [<00> <00>]" % len(objects) if locked else b""
    out += b"trailer << /Size %d /Root 1 0 R%b >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, lock, table)
    return bytes(out)
