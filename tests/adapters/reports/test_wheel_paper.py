"""The wheel on paper: every text in its own place by the fonts that are used, tables after it, the same bytes each time."""

from __future__ import annotations

import struct
from collections import defaultdict

import pypdfium2  # type: ignore[import-untyped]
import pytest

from adapters.reports.wheel_paper import pdf, png
from mappings.wheel import HEIGHT, WIDTH, Box, Overview
from tests.adapters.reports.hostile import ATTACKS, hostile_plan
from tests.wheels import made, plan_of, wheel_of

WHEEL = made(150)
SHORT = [attack for attack in ATTACKS if len(attack) < 1000]


def pages(made_of: bytes) -> list[str]:
    """The text of each page, with every space as one."""
    document = pypdfium2.PdfDocument(made_of)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def within_boxes(wheel: Overview, made_of: bytes) -> dict[int, str]:
    """The letters of the first page whose middle lies in the box of a text, by the text's number; -1 for all others."""
    page = pypdfium2.PdfDocument(made_of)[0]
    width, height = page.get_size()
    text = page.get_textpage()
    found: dict[int, str] = defaultdict(str)
    scale = (width - 2 * 17.0079) / WIDTH  # a margin of 6 mm
    top = (height - HEIGHT * scale) / 2
    for number in range(text.count_chars()):
        left, bottom, right, up = text.get_charbox(number, loose=True)
        x = ((left + right) / 2 - 17.0079) / scale
        y = (height - (up + bottom) / 2 - top) / scale
        inside = (n for n, label in enumerate(wheel.labels) if _holds(label.box, x, y))
        found[next(inside, -1)] += text.get_text_range(number, 1)
    return found


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left <= x <= box.right and box.top <= y <= box.bottom


@pytest.mark.parametrize("count", [1, 40, 150, 600])
def test_every_text_stands_whole_within_its_own_place(count: int) -> None:
    wheel = made(count)
    found = within_boxes(wheel, pdf(wheel))
    for number, label in enumerate(wheel.labels):
        parts = (label.when, label.title) if label.to_the_right else (label.title, label.when)
        assert squeezed(found[number]) == squeezed("".join(parts))


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_a_long_word_in_a_narrow_column_does_not_run_into_the_next() -> None:
    names = {"body-0": {"name": "Kommunestyregruppa", "accountable": True, "members": ["a"]}}
    people = {"a": {"name": "Synnøve Lidal"}}
    meeting = {"id": "m", "title": "Møte", "body": "body-0", "responsible": ["a"], "date": "2026-05-01"}
    document = pypdfium2.PdfDocument(
        pdf(wheel_of(plan_of(0, bodies=names, people=people, meetings=[meeting])))
    )
    text = document[1].get_textpage()
    whole = text.get_text_range()
    last = text.get_charbox(whole.index("Kommunestyre") + len("Kommunestyre") - 1)
    next_ = text.get_charbox(whole.index("Synnøve"))
    assert last[2] < next_[0]


def test_the_tables_follow_the_picture() -> None:
    first, *rest = pages(pdf(WHEEL))
    assert "Årshjul 2026" in first
    table = squeezed(" ".join(rest))
    for item in WHEEL.items:
        assert squeezed(item.title) in table
    assert squeezed(WHEEL.table.caption) in table


def test_the_pdf_is_one_that_is_read_aloud() -> None:
    document = pdf(WHEEL)
    assert b"/MarkInfo" in document
    assert b"/StructTreeRoot" in document
    assert b"(nb)" in document
    assert b"pdfuaid" in document


def test_a_crowded_wheel_takes_a_larger_sheet() -> None:
    sizes = [pypdfium2.PdfDocument(pdf(made(count)))[0].get_size() for count in (40, 600)]
    assert [round(width / 72 * 25.4) for width, _ in sizes] == [297, 420]


def test_the_picture_is_a_png_of_3200_by_2262_points() -> None:
    picture = png(WHEEL)
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (3200, 2262)


def test_the_same_wheel_gives_the_same_bytes() -> None:
    assert pdf(WHEEL) == pdf(made(150))
    assert png(WHEEL) == png(made(150))


@pytest.mark.parametrize("attack", SHORT, ids=lambda attack: attack[:24])
def test_hostile_text_is_printed_as_text(attack: str) -> None:
    wheel = wheel_of(hostile_plan(attack))
    title = wheel.items[0].title
    assert squeezed(title) in squeezed(" ".join(pages(pdf(wheel))[1:]))


@pytest.mark.parametrize("letter", ["x", "会", "🎉", "\U0010ffff"])
def test_titles_without_end_do_not_become_a_book(letter: str) -> None:
    """A thousand pages are no paper, and a letter that no font has made typst set them three times."""
    titles = [{"id": f"m{n}", "title": letter * 10_000, "date": "2026-05-01"} for n in range(150)]
    made_of = pdf(wheel_of(plan_of(0, meetings=titles)))
    assert len(pypdfium2.PdfDocument(made_of)) < 150


@pytest.mark.parametrize("title", ["🎉 fest", "会议", "\U0010ffff", "e\u0301\u0302\u200d"])
def test_a_letter_that_no_font_has_does_not_stop_the_page(title: str) -> None:
    wheel = wheel_of(hostile_plan(title))
    assert pdf(wheel).startswith(b"%PDF")
    assert png(wheel).startswith(b"\x89PNG")


@pytest.mark.parametrize("count", [0, 1])
def test_a_plan_with_nothing_or_one_thing_is_printed(count: int) -> None:
    assert "2026" in pages(pdf(made(count)))[0]
