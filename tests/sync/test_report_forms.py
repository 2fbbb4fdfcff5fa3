"""``hjul report`` in every form: by the file's name or by --format, with an organisation's own template for Word."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.shared import Pt

from tests.sync.conftest import Hjul

TITLE = "Uppföljningsrapport februari 2026"


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("r.html", b"<!DOCTYPE html>"),
        ("r.pdf", b"%PDF-1.7"),
        ("r.docx", b"PK\x03\x04"),
        ("r.txt", "UPPFÖLJNINGSRAPPORT FEBRUARI 2026\n".encode()),
        ("r.md", f"# {TITLE}\n".encode()),
        ("r.json", b"{\n "),
        ("R.PDF", b"%PDF-1.7"),
    ],
)
def test_the_files_name_says_the_form(hjul: Hjul, folder: Path, name: str, beginning: bytes) -> None:
    ran = hjul("report", "--month", "2026-02", "-o", name)
    assert (ran.code, ran.out, ran.err) == (0, f"{name}\n", "")
    assert (folder / name).read_bytes().startswith(beginning)


@pytest.mark.parametrize("form", ["html", "pdf", "docx", "txt", "md", "json"])
def test_a_past_months_report_is_the_same_file_a_month_later(hjul: Hjul, folder: Path, form: str) -> None:
    hjul("report", "--month", "2026-02", "-o", f"first.{form}")
    hjul("mark", "letter@2026-02", "done")
    hjul("report", "--month", "2026-02", "-o", f"second.{form}", today="2026-04-20")
    assert (folder / f"first.{form}").read_bytes() == (folder / f"second.{form}").read_bytes()


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_what_is_no_text_can_be_piped(folder: Path, form: str) -> None:
    program = str(Path(sys.executable).with_name("hjul"))
    done = subprocess.run(
        [program, "report", "--month", "2026-02", "--format", form],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    (folder / f"piped.{form}").write_bytes(done.stdout)
    if form == "pdf":
        assert len(pypdfium2.PdfDocument(done.stdout)) >= 1
    else:
        assert TITLE in [line.text for line in docx.Document(str(folder / "piped.docx")).paragraphs]


def template(path: Path) -> Path:
    document = docx.Document()
    document.styles["Heading 1"].font.size = Pt(31)
    document.sections[0].header.paragraphs[0].text = "Föreningens huvud"
    document.save(str(path))
    return path


def header(path: Path) -> str:
    return str(docx.Document(str(path)).sections[0].header.paragraphs[0].text)


def test_a_template_is_named_on_the_command_line(hjul: Hjul, folder: Path) -> None:
    template(folder / "own.docx")
    assert hjul("report", "--month", "2026-02", "--template", "own.docx", "-o", "r.docx").code == 0
    assert header(folder / "r.docx") == "Föreningens huvud"


def test_a_template_is_named_in_the_settings_beside_the_plan(
    hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (folder / "looks").mkdir()
    template(folder / "looks" / "own.docx")
    (folder / "hjul.toml").write_text('report_template = "looks/own.docx"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    plan = str(folder / "plan.yaml")
    assert hjul("report", plan, "--month", "2026-02", "-o", str(folder / "r.docx")).code == 0
    assert header(folder / "r.docx") == "Föreningens huvud"
    assert hjul("report", plan, "--month", "2026-02", "-o", str(folder / "r.html")).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--template", "own.docx", "-o", "r.pdf"), "--template is for Word"),
        (("--template", "gone.docx", "-o", "r.docx"), "gone.docx"),
        (("--template", "plan.yaml", "-o", "r.docx"), "no Word file"),
        (("-o", "r.odt"), "no report ends in .odt"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    hjul: Hjul, folder: Path, words: tuple[str, ...], said: str
) -> None:
    ran = hjul("report", "--month", "2026-02", *words)
    assert ran.code == 2
    assert said in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert not [path for path in folder.iterdir() if path.name.startswith("r.")]


def test_both_schemas_are_printed(hjul: Hjul) -> None:
    assert json.loads(hjul("schema").out)["title"] == "Plan"
    assert json.loads(hjul("schema", "report").out)["title"] == "hjul.report 1"
