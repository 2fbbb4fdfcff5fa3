from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from config.whole_file import whole_file


def test_a_file_is_there_whole_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    with whole_file(path) as file:
        file.write(b"all of it")
        assert not path.exists()
    assert path.read_bytes() == b"all of it"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_on_the_way_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"before")
    with pytest.raises(TypeError), whole_file(path) as file:
        file.writelines([b"half", "no bytes"])  # type: ignore[list-item]
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_write_left_an_hour_ago_goes_with_the_next_write(tmp_path: Path) -> None:
    old, fresh, theirs = (tmp_path / name for name in (".hjul-old.tmp", ".hjul-fresh.tmp", "old.tmp"))
    for path in (old, fresh, theirs):
        path.write_bytes(b"half")
    for path in (old, theirs):
        os.utime(path, (0, 0))
    with whole_file(tmp_path / "plan.yaml") as file:
        file.write(b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hjul-fresh.tmp", "old.tmp", "plan.yaml"]
