import pytest
from pydantic import ValidationError

from config.google_target import GoogleTarget, GoogleTasksTarget


@pytest.mark.parametrize("calendar", ["primary", "styret@example.org", "c_0a1b@group.calendar.google.com"])
def test_a_calendar_is_named_by_its_id(calendar: str) -> None:
    assert GoogleTarget(calendar=calendar).calendar == calendar


@pytest.mark.parametrize("name", ["@default", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA6MDow"])
def test_a_list_is_named_by_its_id(name: str) -> None:
    assert GoogleTasksTarget(list=name).list == name


@pytest.mark.parametrize(
    "wrong", ["", "a b", "a\nb", "a" * 301, "https://calendar.google.com/calendar/embed?src=x"]
)
def test_what_is_no_id_is_refused_when_the_settings_are_read(wrong: str) -> None:
    with pytest.raises(ValidationError, match="calendar"):
        GoogleTarget(calendar=wrong)
    with pytest.raises(ValidationError, match="list"):
        GoogleTasksTarget(list=wrong)


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="tasks"):
        GoogleTarget.model_validate({"calendar": "primary", "tasks": "x"})
    with pytest.raises(ValidationError, match="calendar"):
        GoogleTasksTarget.model_validate({"list": "@default", "calendar": "x"})


@pytest.mark.parametrize("timeout", [0, -1, 601, float("nan")])
def test_a_timeout_is_within_reason(timeout: float) -> None:
    with pytest.raises(ValidationError, match="timeout"):
        GoogleTarget(calendar="primary", timeout=timeout)


@pytest.mark.parametrize(
    ("root", "read"),
    [
        ("https://proxy.example.org/google", "https://proxy.example.org/google/"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/"),
        ("http://localhost:8080", "http://localhost:8080/"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
    ],
)
def test_the_api_may_be_reached_over_tls_or_on_this_machine(root: str, read: str) -> None:
    assert GoogleTarget(calendar="primary", root=root).root == read


@pytest.mark.parametrize(
    "root",
    [
        "http://proxy.example.org/",
        "http://127.0.0.1.example.org/",
        "http://localhost@example.org/",
        "ftp://example.org/",
        "example.org",
        "https://",
        "https://a:b@example.org/",
        "https://example.org/?x",
        "https://example.org/#x",
        "https://[/",
        "https://example.org:x/",
        "https://example.org/ x",
    ],
)
def test_a_sign_in_is_sent_nowhere_else(root: str) -> None:
    with pytest.raises(ValidationError, match="root"):
        GoogleTasksTarget(list="@default", root=root)


def test_another_targets_sign_in_is_named_by_its_name() -> None:
    assert GoogleTasksTarget(list="@default", account="board").account == "board"
    with pytest.raises(ValidationError, match="account"):
        GoogleTasksTarget(list="@default", account="../board")
