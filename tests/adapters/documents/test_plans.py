"""The invented plans of tests/data/plans: every truth is as its schema says, and what it says stands in its document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from adapters.documents.read import read_document
from mappings.blocks import Document, ListItem, TableRow
from tests.mappings.reading.truths import PLANS, open_truths

TRUTHS = open_truths()
PIECES = {path.name: json.loads(path.read_text("utf-8")) for path in (PLANS / "pieces").glob("*.truth.json")}
SCHEMA = json.loads((PLANS / "truth.schema.json").read_text(encoding="utf-8"))


def test_the_schema_of_the_truths_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_there_are_as_many_documents_as_promised() -> None:
    assert len(list(PLANS.glob("**/*.truth.json"))) >= 25
    assert {truth["language"] for truth in TRUTHS.values()} == {"sv", "nb", "nn", "da", "en"}


@pytest.mark.parametrize("path", sorted(PLANS.glob("**/*.truth.json")), ids=lambda path: path.name)
def test_every_truth_is_as_the_schema_says(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    wrong = [error.json_path for error in Draft202012Validator(SCHEMA).iter_errors(truth)]
    assert wrong == []
    assert (path.parent / truth["document"]).is_file()


IN_A_PAGE_HEADER = {
    ("nb-fau", "FAU ved Solhaug skole"),
    ("sv-simsallskap", "Ekenäs simsällskap"),
    ("en-woodland", "Craigmore Community Woodland"),
    ("nb-turlag", "Høgdi turlag"),
    ("sv-konstforening", "Konstföreningen Ultramarin"),
    ("sv-sprakkafe", "Mötesplats Ängby – ideell förening"),
}
"""What stands above every page of a PDF or a site is no part of its text."""

# Passages ---------------------------------------------------------------------------------------------------------

_UNSEEN = re.compile(r"[\s\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}-]+|\.{4,}")
"""What does not count: white space, line ends, hyphens, since one at a line's end may have been put there, and rows of dots."""


def squeezed(text: str) -> str:
    return _UNSEEN.sub("", text.replace("\N{HYPHEN}", "-").replace("\N{NON-BREAKING HYPHEN}", "-"))


def passages(value: Any, key: str = "") -> Iterator[str]:
    """Every passage that an item stands on. Traps may lie in what no reader shows, such as menus and page headers."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "not_items":
                continue
            yield from passages(inner, key="passage" if key == "passages" else name)
    elif isinstance(value, list):
        for inner in value:
            yield from passages(inner, key="passage" if key == "passages" else key)
    elif key == "passage" and isinstance(value, str):
        yield value


class Text:
    """A document's blocks as a passage is looked for in them."""

    def __init__(self, document: Document) -> None:
        parts = [block.printed if isinstance(block, ListItem) else block.text for block in document.blocks]
        self.whole = squeezed("".join(parts))
        self.unmarked = squeezed("".join(block.text for block in document.blocks))
        self.rows: list[list[str]] = []
        for block in document.blocks:
            if isinstance(block, TableRow):
                row = [squeezed(cell.text) for cell in block.cells]
                above = self.rows[-1][0] if self.rows and row and not row[0] and len(row) > 1 else ""
                self.rows.append([row[0] or above, *row[1:]] if row else [])  # a month that stands once

    def holds(self, passage: str) -> bool:
        cells = [squeezed(cell) for cell in passage.split(" | ")]
        return (
            any(text in self.whole or text in self.unmarked for text in ("".join(cells), squeezed(passage)))
            or any(all(any(cell in there for there in row) for cell in cells) for row in self.rows)
            or (not self.rows and all(cell in self.whole for cell in cells))  # columns one after the other
        )


@pytest.mark.parametrize("name", TRUTHS)
def test_every_passage_of_a_truth_stands_in_its_document(name: str) -> None:
    text = Text(read_document(PLANS / TRUTHS[name]["document"]))
    lacking = [
        passage
        for passage in passages(TRUTHS[name])
        if not text.holds(passage) and (name, passage) not in IN_A_PAGE_HEADER
    ]
    assert lacking == []


@pytest.mark.parametrize("name", sorted(PIECES))
def test_every_passage_of_a_piece_stands_in_it(name: str) -> None:
    text = Text(read_document(PLANS / "pieces" / PIECES[name]["document"]))
    assert [passage for passage in passages(PIECES[name]) if not text.holds(passage)] == []
