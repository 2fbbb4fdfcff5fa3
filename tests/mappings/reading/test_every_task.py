"""Whatever form a list of work has, and however it says by when: every task is read with who and when, and nothing else is."""

from __future__ import annotations

import pytest

from benchmarks.scoring import starts_of
from mappings.reading.model import Action
from tests.mappings.reading.not_yet import known_to_fail
from tests.mappings.reading.notation import reading
from tests.mappings.reading.tasks import DUES, FORMS, WORDS, Task, made


def plain(name: str) -> str:
    """A name without its case and article."""
    return name.casefold().removeprefix("the ")


def same(task: Task, action: Action) -> bool:
    said = f"{task.who} {action.due.phrase or ''}"
    return not starts_of(task.text, said).isdisjoint(starts_of(action.text, said))


def told(form: str, due: str, code: str, seed: int = 0) -> list[str]:
    """What is not as it should be."""
    text, tasks = made(form, due, code, seed)
    left, wrong = list(reading(text, code).actions), []
    for task in tasks:
        action = next((one for one in left if same(task, one)), None)
        if action is None:
            wrong.append(f"lacking: {task.text}")
            continue
        left.remove(action)
        if [plain(name) for name in action.responsible] != ([plain(task.who)] if task.who else []):
            wrong.append(f"{task.text}: done by {action.responsible}")
        if action.due.latest != task.due:
            wrong.append(f"{task.text}: due {action.due.latest}, and not {task.due}")
    return wrong + [f"too much: {one.text}" for one in left]


CASES = [
    (form, due, list(WORDS)[(number + turn) % len(WORDS)])
    for number, form in enumerate(FORMS)
    for turn, due in enumerate(DUES)
]
"""Every form with every way to say by when, the languages in turn."""

NOT_YET = {
    ("X does it", "year", "en"),
    ("it is done by X", "none", "nn"),
    ("it is done by X", "date", "da"),
    ("it is done by X", "presummer", "da"),
    ("in time X does it", "date", "en"),
    ("in time X does it", "week", "en"),
    ("in time X does it", "presummer", "en"),
    ("- do it. Responsible: X.", "week", "en"),
    ("- do it, responsible below", "none", "en"),
    ("- X: do it", "to", "da"),
    ("it is done", "none", "nb"),
    ("it is done", "before", "sv"),
    ("it is done", "week", "nn"),
    ("it is done", "spring", "da"),
    ("it is done", "year", "sv"),
    ("it is done", "q", "nb"),
    ("it is done", "presummer", "nn"),
    ("it is done", "open", "da"),
    ("it is done", "late", "sv"),
    ("table what when who", "late", "en"),
    ("table when who what", "month", "en"),
}
"""What no rule reads rightly yet: whatever comes right has to leave."""


@pytest.mark.parametrize(("form", "due", "code"), known_to_fail(CASES, NOT_YET))
def test_every_task_is_read_with_who_and_when(form: str, due: str, code: str) -> None:
    assert told(form, due, code) == []
