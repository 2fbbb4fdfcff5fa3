"""The five examples in every format, as the golden files hold them; ``make golden`` writes them anew.

Word and PDF are kept as what they say, because their bytes hang on the versions of the libraries that write them.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped]
from docx.table import Table
from docx.text.paragraph import Paragraph

from sync.cli.report import rendered
from tests.examples import EXAMPLES, followed_example

FOLDER = Path(__file__).parent / "golden"
FORMS = {"html": "html", "json": "json", "md": "md", "txt": "txt", "docx": "docx.txt", "pdf": "pdf.txt"}


def shown(name: str, form: str) -> str:
    """One example in one format, as text."""
    made = rendered(followed_example(name), form)
    match form, made:
        case "docx", bytes():
            return "\n".join(word_lines(made)) + "\n"
        case "pdf", bytes():
            return "\n".join(pdf_lines(made)) + "\n"
        case _, str():
            return made
        case _:
            raise TypeError(form)


def path_of(name: str, form: str) -> Path:
    return FOLDER / f"{name}.{FORMS[form]}"


def word_lines(made: bytes) -> Iterator[str]:
    """Each paragraph after its style, each table row with its cells parted by bars, and each picture's words."""
    document = docx.Document(BytesIO(made))
    for part in document.iter_inner_content():
        match part:
            case Paragraph():
                about = [one.get("descr") for one in part._p.xpath(".//wp:docPr")]  # noqa: SLF001
                said = [part.text, *(f"[{words}]" for words in about)]
                yield f"{part.style.name if part.style else ''}: {' '.join(said).strip()}".rstrip()
            case Table():
                for row in part.rows:
                    yield f"  | {' | '.join(cell.text for cell in row.cells)} |"
    for section in document.sections:
        yield from (f"Footer: {line.text}" for line in section.footer.paragraphs)


def pdf_lines(made: bytes) -> Iterator[str]:
    """The text of each page in its reading order."""
    document = pypdfium2.PdfDocument(made)
    for number in range(len(document)):
        yield f"--- page {number + 1}"
        for line in document[number].get_textpage().get_text_range().splitlines():
            yield line.rstrip()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in EXAMPLES:
        for form in FORMS:
            path_of(name, form).write_text(shown(name, form), encoding="utf-8", newline="")
