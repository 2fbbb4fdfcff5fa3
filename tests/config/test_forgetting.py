"""A person taken out of a text: no form of the name is left, and nothing else is changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from config.errors import UserError
from config.forgetting import Eraser, Person, lines_naming, people_of
from config.plan_edit import take_out
from config.plan_file import understand
from config.plan_people import without_person
from config.yaml_tree import parse
from mappings.item_json import item_from_json, item_to_json
from tests.make import make_task

ANNA = Person("anna", frozenset({"Anna Ek"}), frozenset({"anna.ek@example.org"}))
ERASER = Eraser(ANNA, "somebody", 1)
HEAD = "title: Plan\norganisation: O\nlanguage: en\nperiod: 2026\n"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Anna Ek rings", "somebody rings"),
        ("anna  ek", "somebody"),
        ("Anna\nEk", "somebody"),
        ("Anna Eks hund", "somebodys hund"),
        ("<Anna.Ek@Example.org>", "<forgotten-1@example.invalid>"),
        ("Anna Ekman and Joanna Ek", "Anna Ekman and Joanna Ek"),
        ("Susanna.anna.ek@example.org", "Susanna.anna.ek@example.org"),
        ("Anna", "Anna"),
    ],
)
def test_a_name_goes_in_every_form_and_others_names_stay(said: str, left: str) -> None:
    assert ERASER.text(said) == left


@pytest.mark.parametrize(
    ("own", "name", "personal"),
    [
        ("anna", "Anna Ek", True),
        ("annaek", "Anna Ek", True),
        ("oyvind", "Øyvind Å", True),
        ("call-anna", "Anna Ek", True),
        ("chair", "Anna Ek", False),
        ("ordf", "Anna Ek", False),
    ],
)
def test_an_id_is_personal_when_it_is_made_of_the_name(own: str, name: str, personal: bool) -> None:
    assert Person(own, frozenset({name}), frozenset()).personal_id is personal


@pytest.mark.parametrize(
    "written",
    [
        "Anna Ek",
        '"Anna Ek"',
        "'Anna Ek'",
        '"Anna\\x20Ek"',
        '"\\u0041nna Ek"',
    ],
)
def test_a_plan_is_the_same_plan_without_the_name_however_it_is_written(written: str) -> None:
    text = (
        f"{HEAD}people:\n  anna: {{name: {written}, email: anna.ek@example.org}}   # Anna Ek, to May\n"
        "  bo: {name: Bo Alm}\nbodies:\n  board: {name: Board, chair: anna, members: [anna, bo]}\n"
        "sections:\n  - id: s\n    title: Thanks\n    text: |\n      to Anna Ek\n      and Bo\n"
    )
    left = ERASER.plan(text, "plan.yaml")
    assert "Anna" not in left
    assert "anna" not in left
    plan = understand(left, Path("plan.yaml")).plan
    assert plan.people["forgotten-1"].name == "somebody"
    assert plan.bodies["board"].members == ("forgotten-1", "bo")
    assert plan.sections[0].text == "to somebody\nand Bo"
    assert "# somebody, to May" in left


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Kari rings", "somebody rings"),
        ("Kari Holm rings", "Kari Holm rings"),
        ("Anne Kari rings", "Anne Kari rings"),
        ("with Kari, Holm", "with somebody, Holm"),
    ],
)
def test_a_name_of_one_word_is_not_taken_out_of_another_s_name(said: str, left: str) -> None:
    assert Eraser(Person("k", frozenset({"Kari"}), frozenset()), "somebody", 1).text(said) == left


@pytest.mark.parametrize(
    "name", ["Adopted", "en", "Done", "task", "board", "Title", "2026", ".*", "x\\y", "people"]
)
def test_whoever_is_called_as_a_word_of_the_plan_s_own_leaves_the_plan_and_the_documents_whole(
    name: str,
) -> None:
    eraser = Eraser(Person("x1", frozenset({name}), frozenset()), "somebody", 1)
    text = (
        f"title: Plan\norganisation: O\nlanguage: en\nperiod: 2026\nstatus: adopted\nadopted: 2026-01-02\n"
        f"people:\n  x1: {{name: {json.dumps(name)}}}\nbodies:\n  board: {{name: B, kind: board, chair: x1}}\n"
    )
    plan = understand(eraser.plan(text, "plan.yaml"), Path("plan.yaml")).plan
    assert (plan.status, plan.people["x1"].name) == ("adopted", "somebody")
    item = item_to_json(make_task())
    assert item_from_json(eraser.data({**item, "state": "done"})).key == make_task().key


def test_a_text_without_the_person_stays_as_it_is_to_the_byte() -> None:
    text = f"{HEAD}# a comment\npeople: {{bo: {{name: 'Bo Alm'}}}}\r\n"
    assert ERASER.plan(text, "plan.yaml") == text


def test_what_is_no_plan_is_cleaned_as_text() -> None:
    assert ERASER.plan("a: [Anna Ek", "plan.yaml") == "a: [somebody"


def test_a_document_loses_the_name_the_address_and_the_id_wherever_each_can_stand() -> None:
    document: dict[str, Any] = {
        "key": "letter@2026-03/anna",
        "title": "Letter – Anna Ek",
        "responsible": [{"id": "anna", "name": "Anna Ek", "email": "anna.ek@example.org"}],
        "progress": {"by": "anna", "at": "2026-03-01"},
        "categories": ["anna"],
    }
    assert ERASER.data(document) == {
        "key": "letter@2026-03/forgotten-1",
        "title": "Letter – somebody",
        "responsible": [{"id": "forgotten-1", "name": "somebody", "email": "forgotten-1@example.invalid"}],
        "progress": {"by": "somebody", "at": "2026-03-01"},
        "categories": ["anna"],
    }


def test_lines_and_people_of_a_text_are_found() -> None:
    text = f"{HEAD}people:\n  anna: {{name: Anna Ek}}\n"
    assert lines_naming(text, ANNA) == (6,)
    assert people_of(text, "plan.yaml") == {"anna": ("Anna Ek", None)}
    assert people_of("no: [plan", "plan.yaml") == {}


# Out of plan.yaml -------------------------------------------------------------------------------------------------

PLAN = f"""{HEAD}people:
  anna: {{name: Anna Ek}}
  bo: {{name: Bo Alm}}   # since May
bodies:
  board:
    name: Board
    # who leads it
    chair: anna   # until the summer
    members: [anna, bo]
  others: {{name: Others, members: [bo, anna], convenor: anna}}
areas:
  - id: a
    title: A
    activities:
      - id: x
        title: X
        responsible: anna
        due: 2026-03-01
      - {{id: y, title: Y, responsible: [anna], due: 2026-04-01}}
      - id: z
        title: Z
        responsible:
          - bo
          - anna   # and Bo
"""


def test_a_person_is_taken_out_and_everything_else_stays_comments_too() -> None:
    left = without_person(understand(PLAN, Path("plan.yaml")), "anna")
    plan = understand(left, Path("plan.yaml")).plan
    assert "anna" not in left.casefold()
    assert list(plan.people) == ["bo"]
    assert [one.responsible for _, one in plan.activities] == [(), (), ("bo",)]
    for comment in ("# since May", "# who leads it", "# until the summer", "# and Bo"):
        assert comment in left
    kept = {line.strip() for line in PLAN.splitlines() if "anna" not in line.casefold()}
    assert kept <= {line.strip() for line in left.splitlines()}


@pytest.mark.parametrize(
    ("text", "path", "left"),
    [
        ("a: {b: 1, c: 2}\n", ("a", "b"), "a: {c: 2}\n"),
        ("a: {b: 1, c: 2}\n", ("a", "c"), "a: {b: 1}\n"),
        ("a: {b: 1}\nd: 1\n", ("a", "b"), "d: 1\n"),
        ("a:\n  b: 1  # one\n  c: 2\n", ("a", "b"), "a:\n  # one\n  c: 2\n"),
        ("a:\r\n  - 1\r\n  - 2\r\n", ("a", 0), "a:\r\n  - 2\r\n"),
        ("a:\n  b: 1\n  c: |\n    x\n    y\nd: 1", ("a", "c"), "a:\n  b: 1\nd: 1"),
        ("a: 1\n", ("b",), "a: 1\n"),
    ],
)
def test_a_key_or_an_entry_is_taken_out(text: str, path: tuple[str | int, ...], left: str) -> None:
    assert take_out(text, path) == left


def test_what_cannot_be_taken_out_is_left_and_its_line_is_named() -> None:
    with pytest.raises(UserError, match=r"plan\.yaml:2: this cannot be taken out"):
        take_out("a:\n- b: 1\n  c: 2\n", ("a", 0, "b"))


def test_the_parts_of_a_changed_text_are_those_it_had() -> None:
    assert parse(take_out("a: {b: [1, 2, 3]}\n", ("a", "b", 1)), "x").plain() == {"a": {"b": [1, 3]}}
