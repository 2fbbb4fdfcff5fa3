"""The five examples' reports as they were last looked at. After a change that is meant: make golden, and read the difference."""

from __future__ import annotations

import pytest

from tests.adapters.reports.made import FOLDER, FORMS, path_of, shown
from tests.examples import EXAMPLES


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gives_the_report_that_was_looked_at(name: str, form: str) -> None:
    with path_of(name, form).open(encoding="utf-8", newline="") as file:
        assert shown(name, form) == file.read()


def test_no_golden_file_is_left_without_its_example() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {
        path_of(name, form).name for name in EXAMPLES for form in FORMS
    }
