"""How wide a table's columns are: no number is broken, no word while there is room, and nobody's room is taken for another's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.reports.widths import PADDING, is_crowded, shares
from mappings.report import Cell, Column, ColumnKind, Table

LONG = "What was decided at the meeting about the lamps in the hall and by whom they are to be mended"


def table(kinds: list[ColumnKind], *rows: list[str]) -> Table:
    columns = tuple(Column(f"Col {number}", kind) for number, kind in enumerate(kinds))
    return Table("", columns, tuple(tuple(Cell(text) for text in row) for row in rows))


@pytest.mark.parametrize("page", [60.0, 86.0, 108.0])
def test_a_number_stays_on_its_line_beside_long_texts(page: float) -> None:
    amount = "31\u00a0200\u00a0000\u00a0kr"
    kinds = [ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.NUMBER, ColumnKind.TEXT]
    found = shares(table(kinds, [LONG, amount, amount, LONG]), page)
    assert min(found[1], found[2]) * page >= len(amount) + PADDING - 1e-6


def test_the_longest_word_of_a_text_has_room_while_there_is_any() -> None:
    word = "verksamhetsplan"
    kinds = [ColumnKind.TEXT, *[ColumnKind.TEXT] * 3]
    found = shares(table(kinds, [word, LONG, LONG, LONG]), 100)
    assert found[0] * 100 >= len(word) + PADDING


def test_where_not_even_the_headings_fit_each_gives_up_as_much() -> None:
    kinds = [ColumnKind.TEXT, *[ColumnKind.STATE] * 6, ColumnKind.NUMBER]
    crowd = table(kinds, [LONG] * 7 + ["18\u00a0890"])
    assert is_crowded(crowd, 60)
    assert shares(crowd, 60) == shares(crowd, 30)


def test_a_table_of_few_columns_is_not_crowded() -> None:
    assert not is_crowded(table([ColumnKind.TEXT, ColumnKind.DATE], [LONG, "31 March"]), 86)


@given(
    st.lists(st.sampled_from(list(ColumnKind)), min_size=1, max_size=9),
    st.lists(st.text(max_size=60), min_size=9, max_size=9),
    st.floats(10, 200),
)
def test_the_shares_are_all_of_the_page(kinds: list[ColumnKind], texts: list[str], page: float) -> None:
    found = shares(table(kinds, texts[: len(kinds)]), page)
    assert all(share > 0 for share in found)
    assert sum(found) == pytest.approx(1)
