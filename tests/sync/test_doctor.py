"""``hjul doctor``: a line for each thing, what to do, and an exit code that tells a missing sign-in from all else."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.language import language, languages
from config.settings import read_settings
from sync.lock import lock
from tests.servers.base import PASSWORD, USER, free_port
from tests.servers.running import running
from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_road import files

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)


def checks(hjul: Hjul, *words: str) -> dict[tuple[str | None, str], tuple[bool, bool]]:
    """Whether each thing is well, and whether it is a warning, by target and code."""
    found = json.loads(hjul("doctor", "--format", "json", *words).out)["checks"]
    return {(one["target"], one["code"]): (one["ok"], one["warning"]) for one in found}


def caldav(folder: Path, calendar: str, **more: str) -> None:
    keys = {"adapter": "caldav", "calendar": calendar, "tasks": calendar, "user": USER, **more}
    text = "\n".join(f'{name} = "{value}"' for name, value in keys.items())
    (folder / "hjul.toml").write_text(f"[targets.board]\n{text}\n")


def test_all_is_well_before_and_after_the_first_sync_and_nothing_is_made(hjul: Hjul, folder: Path) -> None:
    assert hjul("doctor", "--write").code == 0
    assert not (folder / "hjul-data").exists()
    hjul("sync")
    before = {path: path.read_bytes() for path in files(folder).values()}
    ran = hjul("doctor", "--write")
    assert ran.code == 0
    assert all(line.startswith("  + ") for line in ran.out.splitlines()[:-1])
    assert {path: path.read_bytes() for path in files(folder).values()} == before


def test_a_plan_and_settings_that_are_both_broken_are_told_at_once(hjul: Hjul, folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace("organisation:", "organization:"))
    (folder / "hjul.toml").write_text("legder = 1")
    ran = hjul("doctor")
    assert ran.code == 1
    assert "did you mean 'organisation'?" in ran.out
    assert "did you mean 'ledger'?" in ran.out
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("status: adopted", "status: draft"), "draft"),
        (("id: lunden-2026", "id: lunden-2026\nconfidential: true"), "kept_home"),
        (("period: 2026", "period: 2026"), "nowhere"),
    ],
)
def test_what_works_and_should_be_known_is_a_warning(
    hjul: Hjul, folder: Path, change: tuple[str, str], code: str
) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace(*change))
    (folder / "hjul.toml").write_text('[targets.board]\npath = "board"\nbodies = ["board"]')
    assert checks(hjul)[None, code] == (True, True)
    assert hjul("doctor").code == 0


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("", "agenda_off"),
        ("confidential = true", "agenda"),
        ("agenda = true", "agenda"),
        ("confidential = true\nagenda = false", "agenda_off"),
        ('holds = ["tasks"]', None),
    ],
)
def test_it_says_whether_meetings_bear_their_agendas_there(
    hjul: Hjul, folder: Path, keys: str, code: str | None
) -> None:
    (folder / "hjul.toml").write_text(f'[targets.board]\npath = "board"\n{keys}\n')
    found = {name for target, name in checks(hjul) if target == "board"}
    assert found & {"agenda", "agenda_off"} == ({code} if code else set())


@pytest.mark.parametrize("code", languages())
def test_every_language_says_it_of_agendas(code: str) -> None:
    assert {"doctor.agenda", "doctor.agenda_off"} <= language(code).words.keys()


def test_a_damaged_ledger_and_one_in_use_are_told(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    ledger = folder / "hjul-data" / "hjul.db"
    with lock(ledger, "sync", AT):
        assert checks(hjul)[None, "locked"] == (True, True)
    for path in ledger.parent.glob("hjul.db-*"):
        path.unlink()
    ledger.write_bytes(b"no ledger" * 1000)
    assert checks(hjul)[None, "ledger"] == (False, False)
    assert hjul("doctor").code == 1


def test_a_ledgers_password_is_not_shown(hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HJUL_LEDGER", f"postgresql+psycopg://anna:Hemligt-47@127.0.0.1:{free_port()}/db")
    for words in (("doctor",), ("doctor", "--format", "json")):
        ran = hjul(*words)
        assert ran.code == 1
        assert "Hemligt" not in ran.out + ran.err


def test_a_folder_that_is_a_file_is_told(hjul: Hjul, folder: Path) -> None:
    (folder / "hjul.toml").write_text('ledger = "x.db"\n[targets.board]\npath = "plan.yaml"')
    assert checks(hjul)["board", "folder"] == (False, False)


def test_a_missing_password_alone_asks_for_signing_in(hjul: Hjul, folder: Path) -> None:
    caldav(folder, "http://127.0.0.1:1/c/")
    ran = hjul("doctor")
    assert ran.code == 4
    assert "hjul connect caldav --target board" in ran.out


def test_a_wrong_password_asks_for_signing_in_and_is_not_shown(
    hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caldav(folder, running("radicale").new_collection("VEVENT", "VTODO"))
    monkeypatch.setenv("HJUL_SECRETS__BOARD", "Hemligt-47")
    ran = hjul("doctor")
    assert ran.code == 4
    assert "Hemligt" not in ran.out + ran.err


def test_a_server_that_is_down_and_a_missing_password_elsewhere_is_a_failure(
    hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    caldav(folder, f"http://127.0.0.1:{free_port()}/c/")
    with (folder / "hjul.toml").open("a") as settings:
        settings.write(
            '[targets.other]\nadapter = "caldav"\ncalendar = "http://127.0.0.1:1/"\nuser = "x"\nholds = ["events"]\n'
        )
    monkeypatch.setenv("HJUL_SECRETS__BOARD", PASSWORD)
    found = checks(hjul)
    assert (found["board", "reachable"][0], found["other", "secret"][0]) == (False, False)
    assert hjul("doctor").code == 1


def test_a_calendar_that_is_well_is_told_so_in_every_language(
    hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = running("radicale")
    calendar = server.new_collection("VEVENT", "VTODO")
    caldav(folder, calendar)
    monkeypatch.setenv("HJUL_SECRETS__BOARD", PASSWORD)
    for code in languages():
        (folder / "plan.yaml").write_text(PLAN.replace("language: sv", f"language: {code}"))
        ran = hjul("doctor", "--write")
        assert ran.code == 0
        name = calendar.rstrip("/").rpartition("/")[2]
        assert language(code).word("doctor.holds_tasks", name=name) in ran.out
        assert language(code).word("doctor.wrote", name=name) in ran.out
    assert server.account.members(calendar) == []


def test_every_check_that_hjul_makes_has_its_sentence() -> None:
    words = language("en").words
    written = {
        line.split('Check("')[1].split('"')[0]: line
        for path in SOURCES
        for line in path.read_text("utf-8").splitlines()
        if 'Check("' in line
    }
    assert len(written) > 15
    assert [
        code for code in written if f"doctor.{code}" not in words and f"doctor.{code}_not" not in words
    ] == []


ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "sync" / "examine.py", *(ROOT / "adapters").glob("*examined.py")]


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ('calender = "https://a.example.org/"', "the key 'calender' is not known; did you mean 'calendar'?"),
        ("zzz = 1", "expected one of calendar, tasks"),
        ("", "'calendar' is missing"),
        ('calendar = "https://a.example.org/"', "'tasks' is missing"),
        ('calendar = "https://anna:Hemligt-47@a.example.org/"', "hjul connect keeps it"),
        ('calendar = "a.example.org"\nconnections = 99', "https://"),
        ('password = "Hemligt-47"', "'password' is not known"),
        ('auth = "Hemligt-47"', "auth: "),
    ],
)
def test_wrong_keys_of_a_caldav_target_are_named_and_what_stands_there_is_not_shown(
    hjul: Hjul, folder: Path, keys: str, says: str
) -> None:
    (folder / "hjul.toml").write_text(f'[targets.board]\nadapter = "caldav"\n{keys}\n')
    assert read_settings(folder).targets["board"].adapter == "caldav"
    for command in ("sync", "preview"):
        ran = hjul(command)
        assert (ran.code, says in ran.err) == (2, True), ran.err
        assert "Hemligt" not in ran.err
        assert all(line.startswith("hjul: hjul.toml: targets.board: ") for line in ran.err.splitlines())
