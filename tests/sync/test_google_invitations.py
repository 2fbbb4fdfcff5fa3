"""Invitations on the whole road to Google: no mail that the plan does not ask for, and none that the preview did not count.

What stands in the calendar is looked at and changed by plain HTTP requests, as another program's are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.servers.google.person import Person
from tests.servers.google.server import GoogleServer
from tests.servers.google.sign_in import CLIENT, CLIENT_SECRET
from tests.servers.google.state import Calendar
from tests.servers.google.weather import drops
from tests.sync.conftest import PLAN, Hjul

INVITING = PLAN.replace("{name: Bo Alm}", "{name: Bo Alm, email: Bo@example.org}").replace(
    "    place: Lokalen\n", "    place: Lokalen\n    invite: board\n"
)
MAILING = INVITING.replace("    invite: board\n", "    invite: board\n    mail: true\n")
BOTH = {"anna@example.org", "Bo@example.org"}
TO_COME = 8
"""Of the eleven board meetings of the year, on the tenth of March."""


@dataclass(frozen=True, slots=True)
class Board:
    """A Google calendar that is the one target of the folder in which the commands are run."""

    server: GoogleServer
    calendar: Calendar
    person: Person
    folder: Path

    def plan(self, text: str) -> None:
        (self.folder / "plan.yaml").write_text(text, encoding="utf-8")

    def settings(self, more: str = "") -> None:
        text = f'[targets.board]\nadapter = "google"\ncalendar = "{self.calendar.id}"\nroot = "{self.server.root}"\nholds = ["events"]\n'
        (self.folder / "hjul.toml").write_text(text + more, encoding="utf-8")

    def meeting(self, day: str) -> dict[str, Any]:
        """The meeting of that day, as somebody sees it there."""
        (found,) = (
            each for each in self.person.events() if each["start"].get("dateTime", "").startswith(day)
        )
        return found

    def mails(self) -> list[tuple[str, str]]:
        """To whom and why, since it was last asked."""
        found = [(mail.to, mail.why) for mail in self.server.mails]
        self.server.mails.clear()
        return found


@pytest.fixture
def board(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Board]:
    with GoogleServer() as server:
        owner, other = server.new_account(), server.new_account()
        calendar = server.new_calendar(owner)
        calendar.roles[other.email] = "writer"
        sign_in = {
            "type": "authorized_user",
            "client_id": CLIENT,
            "client_secret": CLIENT_SECRET,
            "token_uri": f"{server.root}token",
            "refresh_token": "invented",
            "token": owner.token,
            "expiry": "2099-01-01T00:00:00Z",
        }
        monkeypatch.setenv("HJUL_SECRETS__BOARD", json.dumps(sign_in))
        made = Board(server, calendar, Person.at(server.root, other, calendar), folder)
        made.settings()
        yield made
        assert server.misuses == []


def target(hjul: Hjul, *words: str, code: int = 0) -> dict[str, Any]:
    """What a command says of its one target."""
    ran = hjul(*words, "--format", "json")
    assert ran.code == code, ran.err
    (one,) = json.loads(ran.out)["targets"]
    found: dict[str, Any] = one
    return found


def synced(hjul: Hjul, board: Board) -> list[tuple[str, str]]:
    """The mails of a sync, which are as many as the preview said."""
    assert board.mails() == []
    foreseen = target(hjul, "preview")["mails"]
    assert target(hjul, "sync", "--anyway").get("failed", []) == []
    found = board.mails()
    assert len(found) == foreseen
    assert target(hjul, "preview")["operations"] == []
    return found


CHANGES = [
    ("place: Lokalen", "place: Biblioteket"),
    ("title: Styrelsemöte", "title: Möte med styrelsen"),
    ("time: 18:00-20:00   # always", "time: 17:00-19:00   # always"),
    ("except: 2026-07", "except: 2026-07\n    cancelled: [2026-05-04]"),
    ("except: 2026-07", "except: [2026-05, 2026-07]"),
    ("period: 2026", "period: 2026\nurl: https://example.org/plan"),
]


@pytest.mark.parametrize("plan", [PLAN, INVITING], ids=["nobody invited", "invited without mail"])
def test_no_mail_leaves_unasked_whatever_is_made_changed_called_off_or_taken_away(
    hjul: Hjul, board: Board, plan: str
) -> None:
    board.plan(plan)
    assert synced(hjul, board) == []
    for old, new in CHANGES:
        assert old in plan
        plan = plan.replace(old, new)
        board.plan(plan)
        assert synced(hjul, board) == []
    assert hjul("undo", "1").code == 0
    assert board.mails() == []


def test_those_invited_hear_of_each_meeting_to_come_and_of_none_that_is_over(
    hjul: Hjul, board: Board
) -> None:
    board.plan(MAILING)
    assert "16 mejl skulle skickas" in hjul("preview").out
    sent = synced(hjul, board)
    assert set(sent) == {(email, "invitation") for email in BOTH}
    assert len(sent) == 2 * TO_COME
    assert {each["email"] for each in board.meeting("2026-02-02")["attendees"]} == BOTH


@pytest.mark.parametrize(
    ("change", "why", "count"),
    [
        (CHANGES[0], "update", 2 * TO_COME),
        (CHANGES[2], "update", 2 * TO_COME),
        (CHANGES[3], "update", 2),
        (CHANGES[4], "cancellation", 2),
        (CHANGES[5], "", 0),
        (("    time: 18:00-20:00   #", "    text: Ta med kaffe.\n    time: 18:00-20:00   #"), "", 0),
        (("mail: true", "mail: false"), "", 0),
        (("    invite: board\n    mail: true\n", ""), "", 0),
    ],
)
def test_a_change_is_told_once_to_each_where_people_need_to_hear_of_it(
    hjul: Hjul, board: Board, change: tuple[str, str], why: str, count: int
) -> None:
    board.plan(MAILING)
    synced(hjul, board)
    assert change[0] in MAILING
    board.plan(MAILING.replace(*change))
    sent = synced(hjul, board)
    assert len(sent) == count
    assert {reason for _, reason in sent} == ({why} if count else set())


def test_answers_people_s_own_guests_and_whoever_they_took_off_the_list_stay_so(
    hjul: Hjul, board: Board
) -> None:
    board.plan(MAILING)
    synced(hjul, board)
    meeting = board.meeting("2026-04-06")
    theirs = [
        {"email": "gjest@example.org", "responseStatus": "declined", "comment": "Bortrest", "optional": True},
        {"email": "anna@example.org", "displayName": "Anna Ek", "responseStatus": "accepted"},
    ]
    board.person.do("PATCH", f"/{meeting['id']}", {"attendees": theirs})
    assert target(hjul, "preview")["operations"] == []
    cecilia = "  cecilia: {name: Cecilia Lo, email: cecilia@example.org}\nbodies:"
    board.plan(MAILING.replace("bodies:", cecilia, 1).replace("[anna, bo]", "[anna, bo, cecilia]"))
    synced(hjul, board)
    there = board.meeting("2026-04-06")["attendees"]
    assert there[:2] == theirs
    assert [each["email"] for each in there[2:]] == ["cecilia@example.org"]


def test_more_mails_than_usual_stop_before_the_first_leaves(hjul: Hjul, board: Board) -> None:
    board.settings("[guard]\nmails = 15\n")
    board.plan(MAILING)
    found = target(hjul, "sync", code=3)
    assert found["guard"] == [{"code": "mails", "count": 16, "total": 15}]
    assert (board.mails(), board.person.events()) == ([], [])
    assert hjul("sync", "--anyway").code == 0
    assert len(board.mails()) == 16


def test_lost_answers_make_nobody_hear_it_twice(hjul: Hjul, board: Board) -> None:
    board.plan(MAILING)
    for name in ("insert", "patch", "delete"):
        board.server.weather.add(drops(after=True), times=3, on=f"calendar.events.{name}")
    for plan in (MAILING, MAILING.replace(*CHANGES[0]), MAILING.replace(*CHANGES[4])):
        board.plan(plan)
        sent = synced(hjul, board)
        assert sent


def test_a_lost_ledger_is_no_news_to_anybody(hjul: Hjul, board: Board) -> None:
    board.plan(MAILING.replace("period: 2026", "period: 2026\nurl: https://example.org/plan"))
    synced(hjul, board)
    for path in (board.folder / "hjul-data").glob("hjul.db*"):
        path.unlink()
    assert synced(hjul, board) == []


def test_an_undo_says_and_sends_what_it_takes_back(hjul: Hjul, board: Board) -> None:
    board.plan(MAILING)
    synced(hjul, board)
    board.plan(MAILING.replace("    invite: board\n    mail: true\n", ""))
    synced(hjul, board)
    assert "attendees" not in board.meeting("2026-04-06") or board.meeting("2026-04-06")["attendees"] == []
    assert hjul("undo", "2", "--anyway").code == 0
    assert {each["email"] for each in board.meeting("2026-04-06")["attendees"]} == BOTH
    assert len(board.mails()) == 2 * TO_COME


def test_a_meeting_that_somebody_moved_is_theirs_and_settling_it_is_told(hjul: Hjul, board: Board) -> None:
    board.plan(MAILING)
    synced(hjul, board)
    meeting = board.meeting("2026-04-06")
    moved = {
        name: {**meeting[name], "dateTime": f"2026-04-07T{hour}:00:00+02:00"}
        for name, hour in (("start", 18), ("end", 20))
    }
    board.person.do("PATCH", f"/{meeting['id']}", moved)
    assert synced(hjul, board) == []
    ran = hjul("drift", "restore", "board-meeting@2026-04-06")
    assert (ran.code, [reason for _, reason in board.mails()]) == (0, ["update", "update"])
    assert ran.out.splitlines() == ["Styrelsemöte: återställd till vad planen säger.", "Skickade mejl: 2."]
    assert hjul("report").code == 0


def test_a_meeting_that_is_called_off_at_the_table_says_how_many_mails_left(hjul: Hjul, board: Board) -> None:
    board.plan(MAILING)
    synced(hjul, board)
    ran = hjul("mark", "board-meeting@2026-04-06", "cancelled")
    assert (ran.code, len(board.mails())) == (0, 2)
    assert ran.out.splitlines() == ["Styrelsemöte: inställd", "Skickade mejl: 2."]
    assert hjul("mark", "board-meeting@2026-04-06", "cancelled").out.splitlines() == [
        "Styrelsemöte: inställd"
    ]
    assert board.mails() == []


def test_a_service_account_that_may_invite_nobody_is_told_what_to_do_and_does_the_rest(
    hjul: Hjul, board: Board
) -> None:
    board.calendar.owner.is_service = True
    board.plan(MAILING)
    found = target(hjul, "sync", code=1)
    assert len(found["failed"]) > 1
    (reason,) = {one["error"] for one in found["failed"]}  # so that it is said once, below all of them
    assert reason.startswith("a service account may invite nobody at Google")
    assert "take 'invite' out of the plan, or sign in as a person" in reason
    assert found["done"]["created"] == len(board.person.events()) > 0
    assert board.mails() == []


def test_of_a_saved_preview_only_the_mails_of_its_own_lines_leave(hjul: Hjul, board: Board) -> None:
    board.plan(MAILING)
    synced(hjul, board)
    board.plan(MAILING.replace(*CHANGES[3]))
    assert target(hjul, "preview", "--save", "one.json")["mails"] == 2
    board.plan(MAILING.replace(*CHANGES[3]).replace(*CHANGES[0]))
    ran = target(hjul, "sync", "--from", "one.json", code=1)
    assert (ran["mails"], ran["refused"]) == (0, ["board-meeting@2026-05-04"])
    assert board.mails() == []
    board.plan(MAILING.replace(*CHANGES[3]))
    ran = target(hjul, "sync", "--from", "one.json")
    assert (ran["mails"], len(board.mails())) == (2, 2)
