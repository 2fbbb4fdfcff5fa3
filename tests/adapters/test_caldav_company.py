"""hjul beside others on a real server: other runs, other people's programs, other hosts, other calendars."""

from __future__ import annotations

import base64
import hashlib
import re
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.base import NotAllowed, Since, Stale, Terminal
from mappings.items import Key, Progress, State
from sync.cli.main import main
from tests.adapters.site import Site, event, events, only, renamed, site_on, task
from tests.adapters.stage import safe
from tests.conformance.ics_bench import someone_elses
from tests.servers import faults
from tests.servers.asking import Answer, ask
from tests.servers.base import PASSWORD, USER
from tests.servers.front import Exchange, Front
from tests.simulation.ledgers import FileShelf
from tests.sync.conftest import PLAN

OLD = (*events(0, 1, 2, 3), task(0))
EVERY = ["radicale", "xandikos", "cyrus"]


@pytest.fixture(params=["radicale"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    with site_on(request.param, tmp_path) as opened:
        yield opened


WRONG = "wrong æøå"
everywhere = pytest.mark.parametrize("site", EVERY, indirect=True)

# --- two at a time -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["radicale", "xandikos", "cyrus"])
def test_two_runs_at_the_same_time_make_everything_once(name: str, tmp_path: Path) -> None:
    wanted = (*events(*range(8)), task(0), task(1))
    with site_on(name, tmp_path) as site:
        shelves = [FileShelf(tmp_path / f"ledger-{number}") for number in range(2)]
        start = threading.Barrier(2)

        def run(shelf: FileShelf) -> None:
            shelf.folder.mkdir()
            start.wait(20)
            site.sync(wanted, shelf=shelf)

        threads = [threading.Thread(target=run, args=(shelf,)) for shelf in shelves]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for shelf in shelves:
            ran = site.sync(wanted, shelf=shelf)
            assert (ran.error, ran.failed, ran.operations) == (None, [], ())
            assert site.sync(wanted, shelf=shelf).is_quiet
        assert set(site.titles()) == {item.key for item in wanted}
        assert len(site.account.members(site.calendar)) == len(wanted)


@pytest.mark.parametrize("name", ["radicale", "xandikos", "cyrus"])
def test_what_a_person_does_between_reading_and_writing_stands(name: str, tmp_path: Path) -> None:
    with site_on(name, tmp_path) as site:
        site.done(OLD)
        theirs = ("BEGIN:VEVENT", "BEGIN:VEVENT\r\nX-THEIRS:ja")
        site.front.misbehave(
            faults.meanwhile(lambda: site.edit(event(2), theirs)), method="PUT", when=only(site, 2)
        )
        wanted = renamed(OLD, "Nytt")
        ran = site.sync(wanted)
        assert [type(error) for error in ran.failed] == [Stale]
        assert "X-THEIRS:ja" in site.text(event(2))
        site.settles(wanted)


def test_what_a_person_changes_just_before_it_is_deleted_is_looked_at_again(site: Site) -> None:
    site.done(OLD)
    tick = ("BEGIN:VTODO", "BEGIN:VTODO\r\nSTATUS:COMPLETED\r\nCOMPLETED:20260110T120000Z")
    name = site.url(task(0)).rpartition("/")[2]
    site.front.misbehave(faults.meanwhile(lambda: untick_and_edit(site, tick)), method="DELETE", path=name)
    ran = site.sync(OLD[:-1])
    assert [type(error) for error in ran.failed] == [Stale]
    assert task(0).key in site.titles(), "what was done stays"


def untick_and_edit(site: Site, tick: tuple[str, str]) -> None:
    lines = site.account.read(site.url(task(0))).decode()
    for line in lines.splitlines(keepends=True):
        if line.startswith(("STATUS", "PERCENT")):
            lines = lines.replace(line, "")
    site.account.write(site.url(task(0)), lines.replace(*tick).encode())


def test_a_person_who_deletes_just_before_a_change_has_deleted_it(site: Site) -> None:
    site.done(OLD)
    site.front.misbehave(
        faults.meanwhile(lambda: site.account.delete(site.url(event(1)))), method="PUT", when=only(site, 1)
    )
    ran = site.sync(renamed(OLD, "Nytt"))
    assert ran.error is None
    assert "deleted" in ran.seen
    assert event(1).key not in site.titles()
    assert site.sync(renamed(OLD, "Nytt")).is_quiet


# --- other hosts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "status"),
    [
        *(("REPORT", status) for status in (301, 302, 303, 307, 308)),
        *(("PUT", status) for status in (301, 302, 303, 307, 308)),
        ("DELETE", 307),
        ("PROPPATCH", 302),
    ],
)
def test_nothing_is_sent_to_whom_a_redirect_names(site: Site, method: str, status: int) -> None:
    site.done(OLD)
    with Front(site.server.origin) as other:
        elsewhere = other.origin.replace("127.0.0.1", "localhost")
        site.front.misbehave(faults.redirects(status, elsewhere), method=method, times=None)
        ran = site.sync((*renamed(OLD[1:], "Nytt"), event(7)))
        errors = [ran.error] if ran.error is not None else ran.failed
        assert errors
        assert all(isinstance(error, Terminal) and "to localhost" in str(error) for error in errors)
        assert other.log == []
    site.front.behave()
    site.settles(OLD)


# --- signing in ----------------------------------------------------------------------------------------------


class Digest:
    """A front that lets in whoever answers its challenge (RFC 7616), and signs in at the real server by itself."""

    def __init__(self, site: Site, password: str = PASSWORD) -> None:
        pair = base64.b64encode(f"{site.account.user}:{site.account.password}".encode()).decode()
        self._signature = f"Basic {pair}"
        self._password = password

    def __call__(self, exchange: Exchange) -> None:
        said = exchange.request.headers.get("authorization", "")
        told = dict(re.findall(r'(\w+)="?([^",]+)"?', said)) if said.startswith("Digest ") else {}
        if not told or told["response"] != self._response(exchange.request.method, told):
            challenge = 'Digest realm="calendars", nonce="n0", qop="auth", algorithm=MD5'
            exchange.answer(Answer(401, {"www-authenticate": challenge}, b""))
            return
        asked = exchange.request
        headers = {**asked.headers, "authorization": self._signature}
        exchange.answer(ask(asked.method, exchange.front.upstream + asked.path, asked.body, headers))

    def _response(self, method: str, told: dict[str, str]) -> str:
        first = _md5(f"{told['username']}:calendars:{self._password}")
        parts = (first, told["nonce"], told["nc"], told["cnonce"], "auth", _md5(f"{method}:{told['uri']}"))
        return _md5(":".join(parts))


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("auth", [None, "digest"])
def test_a_server_that_asks_for_digest_gets_it(site: Site, auth: str | None) -> None:
    site.settings["auth"] = auth
    site.front.misbehave(Digest(site), times=None)
    ran = site.sync(OLD)
    assert (ran.error, ran.failed) == (None, [])
    assert site.sync(OLD).is_quiet
    assert len(site.account.members(site.calendar)) == len(OLD)


@pytest.mark.parametrize("auth", [None, "digest"])
def test_a_wrong_password_is_no_digest_either(site: Site, auth: str | None) -> None:
    site.settings["auth"] = auth
    site.front.misbehave(Digest(site, "another"), times=None)
    assert isinstance(site.sync(OLD).error, NotAllowed)
    assert len(site.front.log) <= 4


@pytest.mark.parametrize("auth", [None, "basic"])
def test_a_server_that_asks_for_basic_is_asked_once(site: Site, auth: str | None) -> None:
    site.done(OLD)
    site.settings["auth"] = auth
    assert site.sync(OLD).is_quiet
    assert [entry.status for entry in site.front.log] == [207]


@pytest.mark.parametrize("auth", [None, "basic", "digest", "bearer"])
def test_a_wrong_password_is_said_so(site: Site, auth: str | None) -> None:
    with pytest.raises(NotAllowed) as caught:
        site.open(auth=auth, secret=WRONG).read(Since())
    safe(caught.value)
    assert "wrong" not in str(caught.value)
    assert len(site.front.log) <= 3


def test_the_command_says_by_its_exit_code_that_one_must_sign_in(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = site.front.at(site.calendar)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "hjul.toml").write_text(
        f'[targets.board]\nadapter = "caldav"\ncalendar = "{url}"\ntasks = "{url}"\nuser = "{USER}"\n'
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HJUL_TODAY", "2026-03-10")
    monkeypatch.setattr(sys, "argv", ["hjul", "sync"])
    for secret, code in ((PASSWORD, 0), (WRONG, 4)):
        monkeypatch.setenv("HJUL_SECRETS__BOARD", secret)
        try:
            main()
            ended: object = 0
        except SystemExit as stop:
            ended = stop.code or 0
        printed = capsys.readouterr()
        assert ended == code
        assert secret not in printed.out + printed.err
        assert "Traceback" not in printed.err
        assert ("hjul connect caldav" in printed.out + printed.err) == (code == 4)
    assert len(site.account.members(site.calendar)) > 10


# --- other calendars -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("site", ["radicale", "xandikos"], indirect=True)
def test_another_empty_calendar_is_not_one_that_was_emptied(site: Site) -> None:
    site.done(OLD)
    other = site.server.new_collection("VEVENT", "VTODO", account=site.account)
    ran = site.sync(OLD, site.open(site.front.at(other)))
    assert isinstance(ran.error, Terminal)
    assert "nothing was taken for deleted" in str(ran.error)
    assert site.account.members(other) == []
    site.settles(OLD)


@pytest.mark.parametrize("site", ["radicale", "xandikos"], indirect=True)
def test_the_same_calendar_at_another_address_goes_on(site: Site) -> None:
    site.done(OLD)
    ran = site.sync(OLD, site.open(site.front.at(site.calendar).replace("127.0.0.1", "localhost")))
    assert ran.is_quiet
    site.settles(OLD)


@everywhere
def test_what_others_have_in_the_calendar_is_not_touched_by_a_byte(site: Site) -> None:
    names = ["dentist", "hjul-lookalike"]
    for name in names:
        site.account.write(f"{site.calendar}{name}.ics", someone_elses(name))
    before = [site.account.read(f"{site.calendar}{name}.ics") for name in names]
    for wanted in (OLD, renamed(OLD, "Nytt"), OLD[:2], ()):
        ran = site.sync(wanted)
        assert (ran.error, ran.failed) == (None, [])
        assert site.sync(wanted).is_quiet
    assert [site.account.read(f"{site.calendar}{name}.ics") for name in names] == before
    assert len(site.account.members(site.calendar)) == len(names)


# --- other people's programs ---------------------------------------------------------------------------------


def rewrite(site: Site, key: str, drop: str, add: str = "") -> None:
    """A program writes the object back without the lines that match, and with these."""
    text = site.text(Key(key))
    kind = "VTODO" if "BEGIN:VTODO" in text else "VEVENT"
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line and not re.match(drop, line)]
    body = "\r\n".join(lines).replace(f"END:{kind}", f"{add}END:{kind}", 1) + "\r\n"
    site.account.write(site.url(Key(key)), body.encode())


_PROGRESS = r"STATUS|COMPLETED|PERCENT-COMPLETE|X-NOTHING"
DONE_AT = datetime(2026, 1, 10, 12, tzinfo=UTC)
DIALECTS = {
    "status alone": ("STATUS:COMPLETED\r\n", Progress(State.DONE)),
    "time alone": ("COMPLETED:20260110T120000Z\r\n", Progress(State.DONE, at=DONE_AT)),
    "percent alone": ("PERCENT-COMPLETE:100\r\n", Progress(State.DONE, 100)),
    "all": (
        "STATUS:COMPLETED\r\nCOMPLETED:20260110T120000Z\r\nPERCENT-COMPLETE:100\r\n",
        Progress(State.DONE, 100, DONE_AT),
    ),
}


@pytest.mark.parametrize(("lines", "progress"), DIALECTS.values(), ids=DIALECTS)
@everywhere
def test_a_tick_is_seen_in_every_dialect_and_can_be_taken_back(
    site: Site, lines: str, progress: Progress
) -> None:
    site.done(OLD)
    rewrite(site, "task-0", _PROGRESS, lines)
    ran = site.sync(OLD)
    assert (ran.error, ran.operations, ran.seen) == (None, (), ["done"])
    seen = site.stands()[Key("task-0")].progress
    assert seen.state is State.DONE
    assert progress.at is None or seen.at == progress.at
    changed = renamed(OLD, "Nytt")
    site.done(changed)
    assert site.stands()[Key("task-0")].progress == seen, "an update leaves it as it stands"
    rewrite(site, "task-0", _PROGRESS, "STATUS:NEEDS-ACTION\r\n")
    assert site.sync(changed).seen == ["reopened"]
    assert site.sync(changed).is_quiet


@everywhere
def test_a_rule_and_a_single_instance_that_a_program_adds_are_left_and_the_task_is_still_ours(
    site: Site,
) -> None:
    site.done(OLD)
    rewrite(site, "task-0", "DURATION", "RRULE:FREQ=WEEKLY;COUNT=3\r\n")
    text = site.text(Key("task-0"))
    uid = re.search(r"(?m)^UID:(.*?)\r?$", text)
    assert uid is not None
    instance = (
        f"BEGIN:VTODO\r\nUID:{uid[1]}\r\nDTSTAMP:20260110T120000Z\r\nRECURRENCE-ID;VALUE=DATE:20260508\r\n"
        "DTSTART;VALUE=DATE:20260508\r\nSUMMARY:Andre gang\r\nSTATUS:COMPLETED\r\nEND:VTODO\r\n"
    )
    site.edit(Key("task-0"), ("END:VCALENDAR", f"{instance}END:VCALENDAR"))
    ran = site.sync(OLD)
    assert (ran.error, ran.failed, ran.seen) == (None, [], [])
    changed = renamed(OLD, "Nytt")
    site.done(changed)
    text = site.text(Key("task-0"))
    assert "RRULE:FREQ=WEEKLY;COUNT=3" in text
    assert "SUMMARY:Andre gang" in text
    assert site.titles()[Key("task-0")] == "Nytt"


@everywhere
def test_a_program_that_completes_by_deleting_has_deleted_it(site: Site) -> None:
    site.done(OLD)
    site.account.delete(site.url(task(0)))
    ran = site.sync(OLD)
    assert (ran.error, ran.seen) == (None, ["deleted"])
    assert site.sync(OLD).is_quiet
    assert Key("task-0") not in site.titles()


@everywhere
def test_an_object_that_a_program_moves_to_another_name_is_still_ours(site: Site) -> None:
    site.done(OLD)
    data = site.account.read(site.url(event(1)))
    site.account.delete(site.url(event(1)))
    site.account.write(f"{site.calendar}moved%20here.ics", data)
    ran = site.sync(OLD)
    assert (ran.error, ran.operations, ran.seen) == (None, (), [])
    changed = renamed(OLD, "Nytt")
    site.settles(changed)
    assert any("moved" in url for url in site.account.members(site.calendar))
    without = tuple(item for item in changed if item.key != "event-1")
    site.settles(without)


THEIRS = (
    "X-THEIRS;X-PARAM=ja;X-OTHER=\"a,b\":verdi\\, med komma\r\n"
    "COLOR:turquoise\r\n"
    "ATTENDEE;CN=Kari;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:kari@example.org\r\n"
    "ATTACH:https://example.org/sakliste.pdf\r\n"
    "CATEGORIES:Mine egne\r\n"
    "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Min\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n"
)  # fmt: skip
ZONE_OF_THEIRS = (
    "BEGIN:VTIMEZONE\r\nTZID:Their/Zone\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0100\r\n"
    "TZOFFSETTO:+0100\r\nTZNAME:X\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)


@pytest.mark.parametrize("key", ["event-1", "task-0"])
@everywhere
def test_what_people_and_programs_added_outlives_every_update(site: Site, key: str) -> None:
    site.done(OLD)
    kind = "VEVENT" if key.startswith("event") else "VTODO"
    text = site.text(Key(key))
    (description,) = re.findall(r"(?m)^DESCRIPTION[^\r\n]*hjul[^\r\n]*", text)
    used = THEIRS + "X-WHEN;TZID=Their/Zone:20260601T120000\r\n"
    text = text.replace(description, f"{description}ta med kake", 1)
    text = text.replace(f"BEGIN:{kind}", f"{ZONE_OF_THEIRS}BEGIN:{kind}", 1)
    at = text.rindex(f"END:{kind}")
    body = f"{text[:at]}{used}{text[at:]}"
    site.account.write(site.url(Key(key)), body.encode())
    there = [line for line in (ZONE_OF_THEIRS + used).split("\r\n") if line in site.text(Key(key))]
    assert len(there) > 10, "the server itself keeps it"
    for title in ("Nytt", "Nyere"):
        changed = renamed(OLD, title)
        site.sync(changed)
        assert site.sync(changed).is_quiet
        text = site.text(Key(key))
        assert f"SUMMARY:{title}" in text
        assert [line for line in there if line not in text] == []
        assert "ta med kake" in text
    assert site.stands()[Key(key)].notes == "ta med kake"
