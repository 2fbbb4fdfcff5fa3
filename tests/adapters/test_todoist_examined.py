"""What hjul doctor is told of a Todoist target, on the local server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.base import Check
from tests.adapters.todoist_site import Site, site_on_todoist, some
from tests.servers import faults


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_on_todoist(tmp_path) as opened:
        yield opened


def told(site: Site, *, write: bool = False, token: str | None = None) -> list[tuple[str, bool]]:
    return [(one.code, one.ok) for one in checks(site, write=write, token=token)]


def checks(site: Site, *, write: bool = False, token: str | None = None) -> list[Check]:
    return list(site.open(token=token).examine(write=write))


def test_a_project_that_can_be_used_is_told_with_how_full_it_is(site: Site) -> None:
    site.done(some(0, 1, 2))
    site.requests()
    _, project = checks(site)
    assert project == Check("project", True, {"name": "Arbeidsplan", "count": "3", "most": "300"})
    assert site.requests() == ["POST /sync", "GET /tasks/completed/by_completion_date"]


def test_writing_is_tried_only_where_it_is_asked_for_and_leaves_nothing(site: Site) -> None:
    before = dict(site.world.rows["items"])
    assert told(site, write=True) == [("token", True), ("project", True), ("wrote", True)]
    left = [
        row.data["is_deleted"] for number, row in site.world.rows["items"].items() if number not in before
    ]
    assert left == [True]
    site.board.read_only = True
    assert told(site, write=True)[-1] == ("wrote", False)


def test_a_project_of_nobody_else_s_is_told_since_nobody_can_be_given_a_task(site: Site) -> None:
    site.project = site.sdk(site.board).add_project("Alene").id
    assert told(site) == [("token", True), ("project", True), ("alone", True)]
    site.settings["assign"] = False
    assert told(site) == [("token", True), ("project", True)]


def test_what_is_wrong_is_told_apart(site: Site) -> None:
    assert told(site, token="invented") == [("token", False)]  # noqa: S106  # a wrong one
    site.front.misbehave(faults.answers(503), times=None)
    assert told(site) == [("reachable", False)]
    site.front.behave()
    site.sdk(site.board).delete_project(site.project)
    assert told(site) == [("project", False)]
