"""What is made to exhaust whoever reads it, in a process with bounds: over in seconds, within memory, with one sentence.

``tests/torture/test_bombs.py`` has the files in the folder, ``tests/sync/test_bad_input.py`` more plans. The next format (an
archive, a document) joins with a table of its own and ``bounded``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.bounds import bounded
from tests.sync.conftest import PLAN, Hjul, Ran
from tests.sync.test_road import files


def sentence(ran: Ran, code: int, says: str) -> None:
    """One clear line, or a few."""
    assert ran.code == code, ran
    assert ran.err.startswith("hjul: ")
    assert says in ran.err
    assert "unforeseen" not in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) <= 201
    assert all(len(line) < 2_500 for line in ran.err.splitlines())


def laughs() -> str:
    """Nine lists, each of nine times the one before: a billion at the end."""
    rows = [f"b{n}: &b{n} [{','.join([f'*b{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(["b0: &b0 [ha]", *rows]) + "\n"


PLANS: dict[str, tuple[Callable[[], str], str]] = {
    "a billion laughs": (laughs, "an alias"),
    "a merge of itself": (lambda: "a: &a\n  <<: *a\n  b: {<<: [*a, *a]}\n", "an alias"),
    "merges of merges": (
        lambda: "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, 1_000)),
        "an alias",
    ),
    "an anchor of megabytes": (lambda: f"title: &{'a' * 5_000_000} x\n", "has no"),
    "a key of megabytes": (lambda: f"? {'k' * 5_000_000}\n: 1\n", "the key 'kkk"),
    "a key that is a list": (lambda: f"? [{'a,' * 100_000}]\n: 1\n", "a key that is a list"),
    "documents without end": (lambda: "---\na: 1\n" * 300_000, "document"),
    "a comment of megabytes": (lambda: f"# {'x' * 10_000_000}\n", "the file is empty"),
    "blank lines": (lambda: "\n" * 15_000_000, "the file is empty"),
    "deeper and deeper": (lambda: "".join(f"{' ' * n}a:\n" for n in range(4_000)), "nested more than 40 deep"),
    "dashes in dashes": (lambda: "title: \n" + "- " * 1_000_000, "nested more than 40 deep"),
    "a million keys": (lambda: "".join(f"k{n}: 1\n" for n in range(1_000_000)), "more than 500000 keys"),
    "a number without end": (lambda: PLAN.replace("period: 2026", f"period: {'9' * 10_000_000}"), "expected a year"),
    "a small number": (lambda: PLAN.replace("baseline: 100", "baseline: 1e999"), "expected a number"),
    "a tag": (lambda: "!!python/object/apply:os.system ['touch hacked']\n", "a tag"),
    "a date of a million digits": (lambda: PLAN.replace("2026-05-09", "2" * 1_000_000), "expected a day"),
    "every second": (lambda: PLAN.replace("every: first Monday", "every: FREQ=SECONDLY"), "expected"),
    "an eternal plan": (lambda: PLAN.replace("period: 2026", "period: 1900-2200"), "30 years"),
}  # fmt: skip


@pytest.mark.parametrize("what", PLANS)
def test_a_plan_that_is_a_bomb_is_refused_within_bounds(folder: Path, what: str) -> None:
    text, says = PLANS[what]
    (folder / "plan.yaml").write_text(text(), encoding="utf-8")
    sentence(bounded("check", folder=folder, seconds=30), 2, says)
    assert not (folder / "hacked").exists()


HARMLESS = {
    "a rule that never comes true": PLAN.replace("first Monday", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
    "words without end": PLAN.replace("due: 2026-04-30", f"due: {'14 days before ' * 600}annual"),
    "spaces without end": PLAN.replace("due: 2026-04-30", f"due: senast{' ' * 9_000}x"),
    "letters without end": PLAN.replace("due: 2026-04-30", f"due: {'1' * 9_900}"),
    "dashes without end": PLAN.replace("due: 2026-04-30", f"due: {'mars-' * 1_900}"),
}


@pytest.mark.parametrize("what", HARMLESS)
def test_words_without_sense_are_shown_as_holes_within_bounds(folder: Path, what: str) -> None:
    (folder / "plan.yaml").write_text(HARMLESS[what], encoding="utf-8")
    for command in ("check", "preview", "status"):
        ran = bounded(command, folder=folder, seconds=10)
        assert ran.code == 0, ran
        assert len(ran.out) < 100_000


TOML = {
    "brackets": "a = " + "[" * 100_000,
    "tables": "".join(f"[a{'.b' * 100}.c{n}]\n" for n in range(500)),
    "a number": f"ledger = {'9' * 200_000}",
    "a key": f"{'k' * 200_000} = 1",
    "a text": f"ledger = '{'x' * 200_000}'",
    "targets": "".join(f"[targets.t{n}]\n" for n in range(10_000)),
    "dots": f"{'a.' * 50_000}b = 1",
    "inline": "a = " + "{b=" * 50_000,
    "too large": "# " + "x" * 2_000_000,
}


@pytest.mark.parametrize("what", TOML)
def test_settings_that_are_a_bomb_are_refused_within_bounds(folder: Path, what: str) -> None:
    (folder / "hjul.toml").write_text(TOML[what], encoding="utf-8")
    ran = bounded("preview", folder=folder, seconds=20)
    sentence(ran, 2, "hjul.toml")


HEAD = '{"format": "hjul.preview", "version": 1, "plan": "lunden-2026", "targets": '
SAVED = {
    "lists in lists": HEAD + "[" * 1_000_000,
    "objects in objects": HEAD + '{"a":' * 1_000_000,
    "deep and whole": HEAD + "[" * 100_000 + "]" * 100_000 + "}",
    "a number without end": f'{{"format": "hjul.preview", "version": {"9" * 1_000_000}}}',
    "an endless number": '{"format": "hjul.preview", "version": 1e999}',
    "not a number": '{"format": "hjul.preview", "version": NaN}',
    "half a letter": '{"format": "hjul.preview", "version": 1, "plan": "\\ud800", "targets": {}}',
    "a plan of megabytes": HEAD.replace("lunden-2026", "x" * 3_000_000) + "{}}",
    "too large": HEAD + "{}}" + " " * 40_000_000,
}


@pytest.mark.parametrize("what", SAVED)
def test_a_saved_preview_that_is_a_bomb_is_refused_within_bounds(folder: Path, what: str) -> None:
    (folder / "saved.json").write_text(SAVED[what], encoding="utf-8")
    sentence(
        bounded("sync", "--from", "saved.json", folder=folder, seconds=20, megabytes=700), 2, "saved.json"
    )
    assert not (folder / "hjul-data").exists()


def put(path: Path, kind: str) -> None:
    """Something that is no file, where a file is looked for."""
    match kind:
        case "a pipe":
            os.mkfifo(path)
        case "a device":
            path.symlink_to(os.ttyname(os.openpty()[1]))
        case "a link to itself":
            path.symlink_to(path)
        case _:
            path.mkdir()


NO_FILE = ("a pipe", "a device", "a link to itself", "a folder")


@pytest.mark.parametrize("kind", NO_FILE)
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("plan.yaml", ("check",)),
        ("hjul.toml", ("preview",)),
        ("saved.json", ("sync", "--from", "saved.json")),
    ],
)
def test_what_is_no_file_is_not_waited_for(
    folder: Path, kind: str, name: str, words: tuple[str, ...]
) -> None:
    (folder / name).unlink(missing_ok=True)
    put(folder / name, kind)
    sentence(bounded(*words, folder=folder, seconds=10), 2, name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (name, kind)
        for name in (".hjul-items", "calendar", "tasks")
        for kind in NO_FILE
        if name == ".hjul-items" or kind != "a folder"
    ],
)
def test_what_is_no_file_in_the_folder_is_not_waited_for_nor_taken_for_empty(
    hjul: Hjul, folder: Path, kind: str, name: str
) -> None:
    hjul("sync")
    there = folder / "hjul-data" / name
    there.rename(folder / "aside")
    put(there, kind)
    for words in (("preview",), ("sync",)):
        ran = bounded(*words, folder=folder, seconds=10)
        assert ran.code == 1, ran
        assert "unforeseen" not in ran.err
        assert name in ran.err + ran.out
    (there.rmdir if kind == "a folder" else there.unlink)()
    (folder / "aside").rename(there)
    assert hjul("preview", "--exit-code").code == 0


def test_a_roster_of_a_gigabyte_is_not_read(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    with (folder / "hjul-data" / ".hjul-items").open("r+b") as file:
        file.truncate(1024**3)
    before = {path: path.read_bytes() for path in files(folder).values()}
    ran = bounded("sync", folder=folder, seconds=20, megabytes=700)
    assert ran.code == 1
    assert ".hjul-items" in ran.err + ran.out
    assert "unforeseen" not in ran.err
    assert {path: path.read_bytes() for path in files(folder).values()} == before
