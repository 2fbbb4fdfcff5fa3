import json

import pytest

from adapters.google_state import LARGEST_KEPT, Cursor, from_image, to_image
from mappings.items import Key

KEY = Key("årsmøte@2026")
CURSOR = Cursor(
    "styret@example.org",
    "token",
    {"ref": KEY},
    {"ref": "why"},
    frozenset({KEY}),
    {KEY: 2},
    {"ref": {"id": "ref", "summary": "Årsmøte 😀"}},
)


def test_a_cursor_comes_back_as_it_was() -> None:
    assert Cursor.loaded(CURSOR.dumped("plan", "Europe/Oslo"), "plan", "Europe/Oslo") == CURSOR


def test_a_cursor_of_another_plan_or_zone_is_none() -> None:
    text = CURSOR.dumped("plan", "Europe/Oslo")
    assert Cursor.loaded(text, "other", "Europe/Oslo") is None
    assert Cursor.loaded(text, "plan", "Europe/Paris") is None


@pytest.mark.parametrize("name", ["version", "token", "keys", "flaws", "buried", "generations", "bodies"])
def test_a_damaged_cursor_is_none_and_never_half_of_one(name: str) -> None:
    kept = json.loads(CURSOR.dumped("plan", "Europe/Oslo"))
    for value in (5, [5], {"a": [1]}):
        assert Cursor.loaded(json.dumps(kept | {name: value}), "plan", "Europe/Oslo") is None
    del kept[name]
    assert Cursor.loaded(json.dumps(kept), "plan", "Europe/Oslo") is None


@pytest.mark.parametrize("text", [None, "", "null", "[]", "{}", '{"version": 1}', "\0", "[" * 100_000])
def test_what_is_no_cursor_is_none(text: str | None) -> None:
    assert Cursor.loaded(text, "plan", "Europe/Oslo") is None


def test_a_very_large_event_is_left_out_of_the_cursor() -> None:
    large = Cursor(bodies={"large": {"description": "x" * LARGEST_KEPT}, "small": {"id": "small"}})
    loaded = Cursor.loaded(large.dumped("plan", "UTC"), "plan", "UTC")
    assert loaded is not None
    assert set(loaded.bodies) == {"small"}


def test_an_image_comes_back_and_what_is_none_is_none() -> None:
    assert from_image(to_image({"id": "x", "summary": "Årsmøte"})) == {"id": "x", "summary": "Årsmøte"}
    assert [from_image(text) for text in ("", "null", "[]", "5", "\0", "[" * 100_000)] == [None] * 6
