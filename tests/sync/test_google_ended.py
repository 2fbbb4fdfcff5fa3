"""Runs that Google ends before they are through, as a person sees them: what was done is told, and the next run does the rest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.google.part import Page
from tests.servers.google.person import Person
from tests.servers.google.weather import meanwhile, refuses
from tests.sync.conftest import PLAN, Hjul
from tests.sync.google import Google, google_beside

INSERT = "calendar.events.insert"
WEEKLY = PLAN.replace("every: first Monday\n    except: 2026-07\n", "every: Monday\n").replace(
    "{name: Bo Alm}", "{name: Bo Alm, email: bo@example.org}"
)
MAILING = WEEKLY.replace("    place: Lokalen\n", "    place: Lokalen\n    invite: bo\n    mail: true\n")


@pytest.fixture
def google(hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    with google_beside(hjul, folder, monkeypatch) as here:
        ran = here.connect("--client", here.client(), "--new-calendar", "Styret", "--new-tasks", "Att göra")
        assert ran.code == 0, ran.err
        yield here


def planned(google: Google, folder: Path, text: str) -> tuple[int, int]:
    """With this plan: how many events it has, and how many mails its first sync sends."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    seen = json.loads(google.run("preview", "--format", "json").out)["targets"][0]
    return len(seen["operations"]), seen["mails"]


def titles_and_days(google: Google) -> Counter[tuple[str, str]]:
    standing = [one.body for one in google.calendar.events.values() if one.body["status"] != "cancelled"]
    return Counter((body["summary"], str(body["start"])) for body in standing)


@pytest.mark.parametrize("before", [7, 52])
def test_a_run_that_google_ends_says_what_it_did_and_the_next_does_the_rest_without_a_second_mail(
    google: Google, folder: Path, before: int
) -> None:
    events, mails = planned(google, folder, MAILING)
    assert (events > 52, mails > 40) == (True, True)
    google.server.weather.add(refuses(401, "authError"), on=INSERT, skip=before, times=2 * events)
    ran = google.run("sync", "--anyway")
    assert ran.code == 4
    told = [line for line in ran.out.splitlines() if "board" in line and "board-tasks" not in line]
    assert told == (["board: 50 nya, 0 ändrade, 0 borttagna"] if before > 50 else [])
    assert "hjul connect google --target board" in ran.err

    google.server.weather.clear()
    assert google.run("sync", "--anyway").code == 0
    standing = titles_and_days(google)
    assert (len(standing), set(standing.values())) == (events, {1})
    assert len(google.server.mails) == mails
    assert google.run("preview", "--exit-code").code == 0


def test_history_counts_what_a_run_did_before_google_ended_it(google: Google, folder: Path) -> None:
    planned(google, folder, WEEKLY)
    google.server.weather.add(refuses(401, "authError"), on=INSERT, skip=50, times=200)
    ran = google.run("sync", "--anyway")
    (tasks,) = [int(line.split()[1]) for line in ran.out.splitlines() if line.startswith("board-tasks")]
    google.server.weather.clear()
    (last,) = google.run("history").out.splitlines()[1:]
    assert f"{50 + tasks} nya" in last


def test_a_sign_in_that_is_renewed_for_a_part_of_a_batch_goes_nowhere_else(
    google: Google, folder: Path
) -> None:
    """Google's own client would follow, with the sign-in in its hands."""
    planned(google, folder, WEEKLY)
    google.server.weather.add(refuses(401, "authError"), on=INSERT)
    google.server.weather.add(meanwhile(lambda: lead_away(google)), on=INSERT)
    ran = google.run("sync", "--anyway")
    assert (ran.code, google.sign_in.instead is not None) == (1, True)
    assert "Google's sign-in failed" in ran.err
    assert [visit for visit in google.server.visits if visit.path == "/auth" and visit.verb == "POST"] == []


def lead_away(google: Google) -> None:
    google.sign_in.instead = Page(308, b"", {"Location": f"{google.server.root}auth"})


def test_the_boards_word_that_google_does_not_let_through_asks_for_a_sign_in(
    google: Google, folder: Path
) -> None:
    planned(google, folder, PLAN)
    assert google.run("sync").code == 0
    fair = next(one.body for one in google.calendar.events.values() if one.body["summary"] == "Marknad")
    Person.at(google.server.root, google.anna, google.calendar).do("DELETE", f"/{fair['id']}")
    assert google.run("sync").code == 0
    google.server.weather.add(refuses(401, "authError"), on="batch", times=20)
    ran = google.run("drift", "restore", "fair")
    assert ran.code == 4
    assert "hjul connect google --target board" in ran.err
    google.server.weather.clear()
    assert google.run("drift", "restore", "fair").code == 0
    assert google.run("preview", "--exit-code").code == 0
