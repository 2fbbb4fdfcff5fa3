from typing import Any

import pytest
from pydantic import ValidationError

from config.todoist_target import ROOT, TodoistTarget

PROJECT = "6Jf8VQXxpwv56VQ7"


def target(**keys: Any) -> TodoistTarget:
    return TodoistTarget.model_validate({"project": PROJECT, **keys})


def why(**keys: Any) -> str:
    with pytest.raises(ValidationError) as raised:
        target(**keys)
    (entry,) = raised.value.errors(include_input=False, include_url=False)
    return str(entry["msg"])


def test_a_project_is_all_that_has_to_be_said() -> None:
    assert (target().root, target().sections, target().due, target().assign) == (ROOT, None, "due", True)
    assert target().all_projects == (PROJECT,)


def test_areas_may_have_projects_of_their_own_each_its_own() -> None:
    assert target(projects={"Fest": "2", "Turer": "3"}).all_projects == (PROJECT, "2", "3")
    assert "more than once" in why(projects={"Fest": PROJECT})
    assert "more than once" in why(projects={"Fest": "2", "Turer": "2"})


@pytest.mark.parametrize(
    "project", ["", "../../x?y", "a b", "a" * 101, "https://app.todoist.com/app/project/x"]
)
def test_what_is_no_id_never_gets_into_an_address(project: str) -> None:
    assert why(project=project)
    assert why(projects={"Fest": project})


@pytest.mark.parametrize(
    "root", ["https://proxy.example.org/todoist", "http://127.0.0.1:8080", "http://localhost"]
)
def test_another_root_is_taken_where_nobody_can_listen(root: str) -> None:
    assert target(root=f"{root}/").root == root


@pytest.mark.parametrize(
    ("root", "said"),
    [
        ("http://proxy.example.org", "others could read"),
        ("ftp://example.org", "https://"),
        ("https://", "https://"),
        ("https://[::1", "https://"),
        ("https://example.org:99999", "https://"),
        ("https://kari@example.org", "without user name"),
        ("https://example.org/?x=1", "without user name"),
        ("https://example.org/ x", "without spaces"),
        ("https://example.org/\n", "without spaces"),
    ],
)
def test_any_other_root_is_refused_in_one_sentence(root: str, said: str) -> None:
    assert said in why(root=root)


@pytest.mark.parametrize("keys", [{"sections": "goal"}, {"due": "start"}, {"timeout": 0}, {"token": "x"}])
def test_what_is_not_known_is_refused(keys: dict[str, Any]) -> None:
    assert why(**keys)
