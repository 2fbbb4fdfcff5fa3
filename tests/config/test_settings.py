"""hjul.toml and the environment: what is wrong is said in a line, without what stands there, and nothing is guessed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from config.errors import UserError
from config.settings import read_settings

TELLTALE = "Hemligt-47"


def refused(folder: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_settings(folder)
    assert caught.value.exit_code == 2
    assert TELLTALE not in str(caught.value)
    assert len(str(caught.value)) < 10_000
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        f'ledger = "postgresql://anna:{TELLTALE}@host/db',
        f"ledger = postgresql://anna:{TELLTALE}@host/db",
        f'ledger = ["postgresql://anna:{TELLTALE}@host/db"]',
        f'targets = ["{TELLTALE}"]',
        f'[targets.x]\nadapter = 5\npassword = "{TELLTALE}"',
        f'[targets.x]\nholds = ["{TELLTALE}"]',
        f'[guard]\nshare = "{TELLTALE}"',
        f'ledger = "{TELLTALE}\\u0000"',
        f'_secrets_dir = "{TELLTALE}"',
        f'unknown = "{TELLTALE}"',
    ],
)
def test_a_complaint_never_repeats_what_stands_there(tmp_path: Path, text: str) -> None:
    (tmp_path / "hjul.toml").write_text(text, encoding="utf-8")
    refused(tmp_path)


def test_a_setting_in_the_environment_that_cannot_be_read_is_not_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HJUL_TARGETS", f"{{{TELLTALE}")
    assert "HJUL_" in refused(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "{a=" * 50_000,
        "[" + "a." * 5_000 + "a]",
        "ledger = " + "9" * 100_000,
        "#" * 1_000_000,
        "".join(f"key{n} = 1\n" for n in range(10_000)),
        "".join(f'[targets.t{n}]\npath = "x"\n' for n in range(3_000)),
        'ledger = ""',
        'ledger = "' + "x" * 5_000 + '"',
    ],
    ids=["lists", "tables", "keys in keys", "number", "large", "many keys", "many targets", "none", "long"],
)
def test_settings_without_bounds_are_refused_at_once(tmp_path: Path, text: str) -> None:
    (tmp_path / "hjul.toml").write_text(text, encoding="utf-8")
    refused(tmp_path)


def test_what_is_there_and_is_no_file_is_not_taken_for_missing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hjul.toml")
    assert "not a file" in refused(tmp_path)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "hjul.toml").write_bytes(b'\xef\xbb\xbfledger = "x.db"')
    assert read_settings(tmp_path).ledger == "x.db"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hjul.toml").write_text('ledger = "x.db"\n[guard]\nleast = 3\ncount = 7', encoding="utf-8")
    monkeypatch.setenv("HJUL_LEDGER", "y.db")
    monkeypatch.setenv("HJUL_GUARD", '{"count": 9}')
    settings = read_settings(tmp_path)
    assert (settings.ledger, settings.guard.least, settings.guard.count) == ("y.db", 3, 9)
