"""hjul.toml is edited at known places: what a person wrote around them stays, byte for byte."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import UserError
from config.settings_edit import Value, may_write, set_target, set_top, tried, write_text

KEYS: dict[str, Value | None] = {
    "adapter": "caldav",
    "calendar": "https://cal.example.org/möte/",
    "user": 'an"na\\',
    "tasks": None,
}
WRITTEN = 'adapter = "caldav"\ncalendar = "https://cal.example.org/möte/"\nuser = "an\\"na\\\\"\n'
OLD = """\
# Our settings
ledger = "x.db"   # here

[targets.folder]   # what khal reads
path = "shared"

[targets.board]  # the board's own
adapter = "caldav"   # stays
calendar = 'https://old.example.org/#a/'   # was there
tasks = "https://old.example.org/t/"
holds = ["events"]  # meetings

# the guard
[guard]
least = 3
"""


def test_a_target_is_added_below_what_stands_there() -> None:
    assert set_target("", "board", KEYS) == f"[targets.board]\n{WRITTEN}"
    assert set_target("ledger = 'x'", "board", KEYS) == f"ledger = 'x'\n\n[targets.board]\n{WRITTEN}"
    assert set_target(OLD, "new", KEYS) == f"{OLD}\n[targets.new]\n{WRITTEN}"


def test_a_targets_keys_are_changed_where_they_stand_and_comments_stay() -> None:
    assert set_target(OLD, "board", {**KEYS, "user": "anna"}) == OLD.replace(
        "'https://old.example.org/#a/'", '"https://cal.example.org/möte/"'
    ).replace('tasks = "https://old.example.org/t/"\n', "").replace(
        'holds = ["events"]  # meetings\n', 'holds = ["events"]  # meetings\nuser = "anna"\n'
    )


def test_line_ends_stay_as_they_are() -> None:
    text = OLD.replace("\n", "\r\n")
    edited = set_target(text, "board", {"user": "anna"})
    assert "\n" not in edited.replace("\r\n", "")
    assert edited.replace("\r\n", "\n") == set_target(OLD, "board", {"user": "anna"})


@pytest.mark.parametrize(
    "text",
    [
        'targets = {board = {adapter = "caldav"}}',
        'targets.board.adapter = "caldav"',
        '[targets]\nboard = {adapter = "caldav"}',
        '[targets.board]\ncalendar = """https://a.example.org/\n"""',
        "[targets.board]\ncalendar = [\n]",
        'targets = "x"',
        "[targets]\nboard = 1",
        'x = """\n[targets.board]\n"""\n[targets.other]\npath = "y"\n[targets.board.sub]\na = 1',
    ],
)
def test_what_cannot_be_changed_safely_is_said_with_what_to_write(text: str) -> None:
    with pytest.raises(UserError, match=r"by hand:\n\[targets.board\]\nadapter = ") as caught:
        set_target(text, "board", KEYS)
    assert caught.value.exit_code == 2


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_any_printable_value_reads_back_as_it_was(value: str) -> None:
    edited = set_target(OLD, "board", {"user": value, "calendar": value})
    assert tomllib.loads(edited)["targets"]["board"]["user"] == value
    assert tomllib.loads(set_target(edited, "board", {"user": "x"}))["targets"]["board"]["calendar"] == value


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        ("", 'secrets = "s"\n'),
        (OLD, f'secrets = "s"\n{OLD}'),
        ('secrets = "old" # where\n[guard]\n', 'secrets = "s" # where\n[guard]\n'),
    ],
)
def test_a_top_key_is_set_before_the_tables(text: str, edited: str) -> None:
    assert set_top(text, "secrets", "s") == edited


def test_a_key_of_a_table_is_not_taken_for_a_top_key() -> None:
    with pytest.raises(UserError, match="above its first table"):
        set_top('[targets.x]\nsecrets = "mine"', "secrets", "s")


def test_what_hjul_could_not_read_is_refused_by_its_real_name(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        tried("[targets.x]\nholds = 5", tmp_path)
    assert str(caught.value).startswith(f"{tmp_path}/hjul.toml: targets.x.holds")


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "hjul.toml").write_text("# theirs")
    with pytest.raises(UserError, match="changed while"):
        write_text(tmp_path, "# mine", "# new")
    assert (tmp_path / "hjul.toml").read_text() == "# theirs"


def test_mode_mark_and_link_of_the_file_stay(tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_bytes(b"\xef\xbb\xbf# \xc3\xa5")
    real.chmod(0o640)
    (tmp_path / "hjul.toml").symlink_to(real)
    may_write(tmp_path)
    write_text(tmp_path, "# å", "# ö")
    assert (tmp_path / "hjul.toml").is_symlink()
    assert real.read_bytes() == b"\xef\xbb\xbf# \xc3\xb6"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_what_belongs_to_titles_is_written_on_one_line_and_changed_there() -> None:
    areas = {"Möten & val": "6XGgm6", "Ekonomi": "6XGgm7", 'Det "nya"': "6XGgm8"}
    text = set_target("", "tasks", {"adapter": "todoist", "projects": areas})
    assert tomllib.loads(text)["targets"]["tasks"]["projects"] == areas
    commented = text.replace(" }\n", " }  # ours\n")
    changed = set_target(commented, "tasks", {"projects": {"Ekonomi": "6XGgm9"}})
    assert 'projects = { Ekonomi = "6XGgm9" }  # ours' in changed
    assert set_target(changed, "tasks", {"projects": None}) == '[targets.tasks]\nadapter = "todoist"\n'


def test_what_belongs_to_titles_in_a_table_of_its_own_is_left_to_the_person() -> None:
    text = '[targets.tasks]\nadapter = "todoist"\n[targets.tasks.projects]\nEkonomi = "6XGgm7"\n'
    with pytest.raises(UserError, match="by hand"):
        set_target(text, "tasks", {"projects": {"Ekonomi": "6XGgm9"}})
