"""Documents that cannot or should not be read, each in a process with bounds: one sentence, exit code 2, nothing fetched.

``tests/adapters/documents/`` has what is read, and how.
"""

from __future__ import annotations

import socket
import sys
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest

from adapters.documents.read import read_document
from config.errors import UserError
from tests.adapters.documents.making import OOXML, docx, odt, pdf, xlsx, zipped
from tests.hostile.bounds import in_bounds
from tests.sync.conftest import Ran

FILES = Path(__file__).parents[1] / "data" / "documents"
MEGABYTE = 1024 * 1024
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def reading(source: Path | bytes, name: str | None = None) -> Ran:
    """What reading it prints and returns, in a process of its own."""

    def work() -> int:
        try:
            read_document(source, name)
        except UserError as error:
            sys.stderr.write(f"{error}\n")
            return error.exit_code
        return 0

    return in_bounds(work, name or str(source), seconds=60)


def refused(ran: Ran, name: str, says: str) -> None:
    """One sentence: the document's name, what it is, what to do."""
    assert ran.code == 2, ran
    assert ran.err.startswith(f"{name} "), ran.err
    assert says in ran.err
    assert ran.err.count("\n") == 1
    assert len(ran.err) < 600
    assert ran.out == ""


def ole(stream: str) -> bytes:
    """The head of an old Office file with one stream in its directory."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_000 + stream.encode("utf-16-le") + b"\0" * 1_000


def encrypted(container: bytes) -> bytes:
    """The flag that a member is encrypted, in its own head and in the directory."""
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (found := container.find(sign, start)) >= 0:
            container = (
                container[: found + at] + bytes([container[found + at] | 1]) + container[found + at + 1 :]
            )
            start = found + 4
    return container


WHAT_IT_IS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an empty file": ("plan.docx", lambda: b"", "is empty; look"),
    "blank lines": ("plan.txt", lambda: b"\n \r\n\t\n" * 1_000, "is empty; look"),
    "a byte order mark alone": ("plan.txt", lambda: b"\xef\xbb\xbf", "is empty; look"),
    "a Word document without text": ("plan.docx", lambda: docx("<w:p/>"), "holds no text"),
    "a page of menus": ("plan.html", lambda: b"<html><body><nav><a href='/'>Hem</a></nav></body></html>", "holds no text"),
    "a workbook without cells": ("plan.xlsx", lambda: xlsx([]), "holds no text"),
    "a scanned PDF": ("plan.pdf", lambda: pdf(b"q 500 0 0 700 0 0 cm /P Do Q", picture=True), "is a scanned PDF"),
    "a blank PDF": ("plan.pdf", lambda: pdf(b""), "nothing written in it"),
    "half a PDF": ("plan.pdf", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "is a damaged PDF file; open it"),
    "a PDF with a password": ("plan.pdf", lambda: pdf(b"", locked=True), "is protected with a password; open it"),
    "a Word document with a password": ("plan.docx", lambda: ole("EncryptedPackage"), "is protected with a password; open it"),
    "a ZIP file with a password": ("plan.docx", lambda: encrypted(docx("<w:p/>")), "is protected with a password; open it"),
    "an .odt with a password": (
        "plan.odt",
        lambda: odt("<text:p>x</text:p>", more={"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        "is protected with a password; open it",
    ),
    "an old Word document": ("plan.doc", lambda: ole("WordDocument"), "save it as .docx"),
    "an old workbook": ("plan.xls", lambda: ole("Workbook"), "save it as .xlsx"),
    "an RTF document": ("plan.rtf", lambda: b"{\\rtf1\\ansi Plan}", "save it as .docx or .odt"),
    "a Pages document": ("plan.pages", lambda: zipped({"Index/Document.iwa": b"x"}), "export it as Word"),
    "a photograph": ("plan.jpg", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 90, "is a picture"),
    "a photograph called .pdf": ("plan.pdf", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 90, "is a picture"),
    "a presentation": ("plan.pptx", lambda: zipped({"ppt/presentation.xml": b"<x/>"}), "save it as PDF"),
    "an OpenDocument spreadsheet": (
        "plan.ods",
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        "save it as .xlsx",
    ),
    "an archive": ("plan.zip", lambda: zipped({"plan.txt": b"Plan"}), "is a ZIP archive; unpack it"),
    "a compressed text": ("plan.txt.gz", lambda: b"\x1f\x8b\x08" + b"\0" * 50, "unpack it"),
    "a page saved as one file": ("plan.mht", lambda: b"From: <Saved by Blink>\r\nSubject: Plan\r\n", '"Web page, HTML only"'),
    "a program": ("plan.txt", lambda: b"\x7fELF\x02\x01\x01" + b"\0" * 100, "is not text"),
    "half a Word document": ("plan.docx", lambda: docx("<w:p/>")[:-40], "is a damaged"),
    "a Word document of broken XML": ("plan.docx", lambda: docx("<w:p>"), "is a damaged Word (.docx) file; open it"),
    "a workbook of broken XML": ("plan.xlsx", lambda: zipped({"xl/workbook.xml": b"<w"}), "is a damaged Excel"),
    "a workbook without sheets": ("plan.xlsx", lambda: zipped({"xl/workbook.xml": b"<w/>"}), "is a damaged Excel"),
    "an .odt without a body": (
        "plan.odt",
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}),
        "is a damaged OpenDocument",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WHAT_IT_IS)
def test_what_cannot_be_read_gets_one_sentence(what: str, tmp_path: Path) -> None:
    name, make, says = WHAT_IT_IS[what]
    path = tmp_path / name
    path.write_bytes(make())
    refused(reading(path), str(path), says)
    refused(reading(make(), name), name, says)


LIES = {
    "plan.docx": ("plan.chromium.pdf", "it is a PDF; rename it to plan.pdf"),
    "plan.pdf": ("plan.docx", "it is a Word document; rename it to plan.docx"),
    "plan.txt": ("plan.html", "it is a web page; rename it to plan.html"),
    "plan.odt": ("plan.docx", "it is a Word document; rename it to plan.docx"),
    "plan.html": ("plan.txt", "there is no web page in it, only text"),
    "plan.xlsx": ("plan.txt", "there is no Excel workbook in it, only text"),
}


@pytest.mark.parametrize("name", LIES)
def test_an_ending_that_lies_is_told_of(name: str, tmp_path: Path) -> None:
    file, says = LIES[name]
    path = tmp_path / name
    path.write_bytes((FILES / file).read_bytes())
    refused(reading(path), str(path), "is not what its ending says")
    refused(reading(path), str(path), says)


def test_a_file_that_is_not_there_gets_one_sentence(tmp_path: Path) -> None:
    refused(reading(tmp_path / "plan.docx"), str(tmp_path / "plan.docx"), "is not there")
    refused(reading(tmp_path), str(tmp_path), "is a folder")


def cell(reference: str) -> str:
    return f'<row r="{reference[1:]}"><c r="{reference}"><v>1</v></c></row>'


def deep(tag: str, times: int, inner: str) -> str:
    return f"<{tag}>" * times + inner + f"</{tag}>" * times


def attributes(times: int) -> str:
    return " ".join(f'a{number}=""' for number in range(times))


BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "100 MB of text": ("plan.txt", lambda: b"Planen ska genomforas.\n" * (100 * MEGABYTE // 23), "is 100 MB, and hjul reads"),
    "20 MB of text": ("plan.txt", lambda: b"Planen ska genomforas.\n" * (20 * MEGABYTE // 23), "is 20 MB, and hjul reads"),
    "20 MB of Markdown": ("plan.md", lambda: b"- Planen\n" * (20 * MEGABYTE // 9), "is 20 MB, and hjul reads"),
    "20 MB of a table": ("plan.csv", lambda: b"a;b\n" * (5 * MEGABYTE), "is 20 MB, and hjul reads"),
    "a table of commas": ("plan.csv", lambda: b"a" + b"," * (10 * MEGABYTE), "cells"),
    "a ZIP bomb": ("plan.docx", lambda: docx(" " * (80 * MEGABYTE)), "unpacks to more than"),
    "a ZIP bomb of styles": (
        "plan.docx", lambda: docx("<w:p/>", more={"word/styles.xml": " " * (80 * MEGABYTE)}), "unpacks to more than",
    ),
    "a ZIP of very many files": (
        "plan.docx", lambda: docx("<w:p/>", more={f"word/media/{n}": "" for n in range(20_000)}), "files, as no plan does",
    ),
    "a billion laughs": ("plan.docx", lambda: docx("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", before=LAUGHS), "has a DTD in it"),
    "an outer entity": ("plan.docx", lambda: docx("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", before=OUTSIDE), "has a DTD in it"),
    "an .odt that laughs": ("plan.odt", lambda: odt("<text:p>&i;</text:p>", before=LAUGHS), "has a DTD in it"),
    "a workbook that laughs": ("plan.xlsx", lambda: xlsx([], before=LAUGHS), "has a DTD in it"),
    "tables in tables": (
        "plan.docx",
        lambda: docx("<w:tbl><w:tr><w:tc>" * 70 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 70),
        "nested more than",
    ),
    "lists in lists": ("plan.odt", lambda: odt(deep("text:span", 240, "x")), "nested more than"),
    "elements in elements": ("plan.docx", lambda: docx(deep("w:ins", 20_000, "x")), "is a damaged Word"),
    "very many elements": ("plan.docx", lambda: docx("<w:p/>" * 9_000_000), "as no plan does"),
    "very many attributes": ("plan.docx", lambda: docx(f"<w:p {attributes(3_200_000)}/>"), "as no plan does"),
    "a wide cell": (
        "plan.docx",
        lambda: docx("<w:tbl>" + ('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr><w:p/></w:tc></w:tr>' * 1_000) + "</w:tbl>"),
        "cells, as no plan does",
    ),
    "a wide web page": (
        "plan.html",
        lambda: b"<table>" + b"<tr><td colspan=1000>x<td colspan=1000>y</tr>" * 1_000 + b"</table>",
        "cells, as no plan does",
    ),
    "a deep web page": ("plan.html", lambda: b"<html><body>" + b"<div>" * 240 + b"x", "nested more than"),
    "a cell at the end of the sheet": (
        "plan.xlsx", lambda: xlsx([cell("A1"), '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>']), "reaches over more than",
    ),
    "a sheet merged to one cell": (
        "plan.xlsx", lambda: xlsx([cell("A1")], after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "reaches over more than",
    ),
    "a PDF of very many pages": ("plan.pdf", lambda: pdf(b"BT /F 12 Tf (x) Tj ET", pages=3_000), "has more than 2,000 pages"),
}  # fmt: skip


@pytest.mark.parametrize("what", BOMBS)
def test_a_document_that_is_a_bomb_is_refused_within_bounds(what: str) -> None:
    name, make, says = BOMBS[what]
    refused(reading(make(), name), name, says)


@pytest.mark.parametrize(
    "what",
    [
        "an attribute of megabytes",
        "a word of megabytes",
        "stars",
        "brackets",
        "open tags",
        "quotes",
        "marks",
        "numbers",
    ],
)
def test_a_long_line_takes_no_longer_than_it_is(what: str) -> None:
    text = {
        "an attribute of megabytes": f"<html><body><p title='{'x' * 5_000_000}'>Plan</p></body></html>",
        "a word of megabytes": f"{'x' * 5_000_000} plan",
        "stars": "**a" * 100_000,
        "brackets": "[" * 100_000 + "a](b)",
        "open tags": "<html><body>" + "<b>x" * 90_000,
        "quotes": '"' * 300_001 + "\na;b",
        "marks": "- " * 100_000 + "x",
        "numbers": "1." * 100_000 + " x",
    }[what]
    for name in ("plan", "plan.md", "plan.csv"):
        if what not in ("an attribute of megabytes", "open tags") or name == "plan":
            assert reading(text.encode(), name).code in (0, 2)


def test_a_paragraph_of_megabytes_takes_no_longer_than_it_is() -> None:
    wrapped = b"Planen ska genomforas under aret av alla som vill vara med om det hela och\n" * 100_000
    for name in ("plan.txt", "plan.md", "plan.html"):
        start = b"<html><body><p>" if name == "plan.html" else b""
        assert reading(start + wrapped, name).code == 0


def flate(unit: bytes, times: int) -> bytes:
    """A PDF whose page is this many times the same, compressed."""
    packed = zlib.compress(unit * times, 9)
    plain = b"<< /Length 3 >>\nstream\n@@@\nendstream"
    return pdf(b"@@@").replace(
        plain, b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)
    )


@pytest.mark.parametrize(
    ("what", "times"),
    [
        (b"BT /F 12 Tf 72 700 Td (xxxxx) Tj ET      ", 4_000_000),
        (b"q ", 10_000_000),
        (b"10 10 m 500 500 l S     ", 100_000),
        (b"BT /F 9 Tf 0 1 Td (Mars) Tj 90 0 Td (Fest) Tj 90 0 Td (Alla) Tj ET 1 0 0 1 0 9 cm ", 5_000),
        (b"10 10 m 500 10 l S 10 10 m 10 500 l S 1 0 0 1 1 1 cm ", 20_000),
    ],
    ids=["text", "states", "lines", "rows", "grids"],
)
def test_a_page_made_of_very_much_is_read_or_refused_within_bounds(what: bytes, times: int) -> None:
    assert reading(flate(what, times), "plan.pdf").code in (0, 2)


@contextmanager
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """A server on this machine that notes who asks."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def serve() -> None:
            while not stop.is_set():
                try:
                    peer, _ = server.accept()
                except TimeoutError:
                    continue
                with peer:
                    asked.append(peer.recv(1_000))

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/x", asked
        finally:
            stop.set()
            thread.join()


@pytest.mark.parametrize(
    "kind", ["attachedTemplate", "image", "subDocument", "aFChunk", "oleObject", "frame"]
)
def test_a_word_document_that_takes_a_part_from_elsewhere_is_refused_and_nothing_is_fetched(
    kind: str,
) -> None:
    with listener() as (address, asked):
        relation = f'<Relationship Id="r1" Type="{OOXML}/{kind}" Target="{address}" TargetMode="External"/>'
        rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}</Relationships>'
        raw = docx("<w:p><w:r><w:t>Plan</w:t></w:r></w:p>", more={"word/_rels/document.xml.rels": rels})
        refused(reading(raw, "plan.docx"), "plan.docx", f"takes a part of itself from elsewhere ({address})")
    assert asked == []


def test_links_are_no_parts_of_a_word_document() -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OOXML}/hyperlink" Target="https://lunden.example" TargetMode="External"/>'
        f'<Relationship Id="r2" Type="{OOXML}/attachedTemplate" Target="file:///C:/Mallar/Plan.dotx" TargetMode="External"/>'
        "</Relationships>"
    )
    raw = docx("<w:p><w:r><w:t>Plan</w:t></w:r></w:p>", more={"word/_rels/document.xml.rels": rels})
    assert [block.text for block in read_document(raw, "plan.docx").blocks] == ["Plan"]


def test_a_web_page_fetches_nothing() -> None:
    with listener() as (address, asked):
        page = (
            f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "{address}"><html><head><base href="{address}">'
            f'<link rel="stylesheet" href="{address}"><script src="{address}"></script></head>'
            f'<body><p>Plan för föreningen</p><img src="{address}"><iframe src="{address}"></iframe></body></html>'
        )
        assert [block.text for block in read_document(page.encode(), "plan.html").blocks] == [
            "Plan för föreningen"
        ]
    assert asked == []


def test_a_picture_in_a_word_document_is_never_unpacked() -> None:
    raw = docx(
        "<w:p><w:r><w:t>Plan</w:t></w:r></w:p>", more={"word/media/image1.png": "\0" * (70 * MEGABYTE)}
    )
    assert reading(raw, "plan.docx").code == 0


def test_a_member_that_is_larger_than_it_says_is_no_way_around_the_bounds() -> None:
    raw = bytearray(docx(" " * (100 * MEGABYTE)))
    with zipfile.ZipFile(BytesIO(bytes(raw))) as container:
        size = container.getinfo("word/document.xml").file_size
    said = (1_000).to_bytes(4, "little")
    lied = bytes(raw).replace(size.to_bytes(4, "little"), said)
    assert reading(lied, "plan.docx").code == 2
