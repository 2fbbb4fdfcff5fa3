import pytest
from pydantic import ValidationError

from config.google_target import GoogleTarget


@pytest.mark.parametrize("calendar", ["primary", "styret@example.org", "c_0a1b@group.calendar.google.com"])
def test_a_calendar_is_named_by_its_id(calendar: str) -> None:
    assert GoogleTarget(calendar=calendar).calendar == calendar


@pytest.mark.parametrize(
    "calendar", ["", "a b", "a\nb", "a" * 301, "https://calendar.google.com/calendar/embed?src=x"]
)
def test_what_is_no_id_is_refused_when_the_settings_are_read(calendar: str) -> None:
    with pytest.raises(ValidationError, match="calendar"):
        GoogleTarget(calendar=calendar)


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="tasks"):
        GoogleTarget.model_validate({"calendar": "primary", "tasks": "x"})


@pytest.mark.parametrize("timeout", [0, -1, 601, float("nan")])
def test_a_timeout_is_within_reason(timeout: float) -> None:
    with pytest.raises(ValidationError, match="timeout"):
        GoogleTarget(calendar="primary", timeout=timeout)
