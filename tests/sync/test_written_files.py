"""Files that commands write where they are told to."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from tests.sync.conftest import Hjul


def test_a_report_can_be_written_to_what_is_no_file_and_leaves_that_as_it_was(
    hjul: Hjul, folder: Path
) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert hjul("report", "-o", "pipe").code == 0
    reader.join(10)
    assert read[0].startswith("# ")
    assert pipe.is_fifo()


def test_a_report_is_written_where_a_link_leads(hjul: Hjul, folder: Path) -> None:
    (folder / "shared").mkdir()
    (folder / "report.md").symlink_to(folder / "shared" / "march.md")
    assert hjul("report", "-o", "report.md").code == 0
    assert (folder / "report.md").is_symlink()
    assert (folder / "shared" / "march.md").read_text(encoding="utf-8").startswith("# ")
