import datetime as dt
import os
import re
import resource
import shutil
import stat
import tempfile
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import UserError
from config.plan_edit import Value, add_to_list, set_value, write_plan
from config.yaml_tree import Node, parse

EXAMPLES = sorted((Path(__file__).parent.parent.parent / "examples").glob("*/plan.yaml"))
PLAN = """\
# hå 🎉 planen
title: "Årets 🎉 plan"  # med pynt
meetings:
  - id: a   # den første
    every: første mandag  # regelen
    except: 2026-07
    agenda:
      - Åpning   # først
      - Avslutning
    # merknad under a

  - {id: b, title: Å 🎉, dates: [2026-02-11,2026-03-11]}  # en linje
  - id: c
    moved:
      2026-04-06: 2026-04-13   # påske
    cancelled:
    - 2026-05-05

# om teksten
text: |
  en linje
  en til

empty:
quoted: 'it''s'
areas:
- id: z
  goals: [{id: g, indicator: {title: n, target: 3}}]
"""

Where = tuple[str | int, ...]


def plain(text: str) -> Any:
    return parse(text.removeprefix("\ufeff"), "plan.yaml").plain()


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that differ, whole, once what is alike before and after is taken away."""
    one, other = old.splitlines(keepends=True), new.splitlines(keepends=True)
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return one, other


# One edit at a time -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "value", "before", "after"),
    [
        (("title",), "Ny plan", 'title: "Årets 🎉 plan"  # med pynt', 'title: "Ny plan"  # med pynt'),
        (("quoted",), "it's not", "quoted: 'it''s'", "quoted: 'it''s not'"),
        (("empty",), True, "empty:", "empty: true"),
        (("meetings", 0, "except"), "2026-08", "    except: 2026-07", "    except: 2026-08"),
        (("meetings", 0, "every"), "a: b", None, '    every: "a: b"  # regelen'),
        (
            ("meetings", 2, "moved", "2026-04-06"),
            "2026-04-14 18:00-20:00",
            "      2026-04-06: 2026-04-13   # påske",
            "      2026-04-06: 2026-04-14 18:00-20:00   # påske",
        ),
        (
            ("areas", 0, "goals", 0, "indicators", 0, "target"),
            5,
            "  goals: [{id: g, indicator: {title: n, target: 3}}]",
            "  goals: [{id: g, indicator: {title: n, target: 5}}]",
        ),
    ],
)
def test_a_value_is_changed_where_it_stands(
    place: Where, value: Value, before: str | None, after: str
) -> None:
    old, new = changed_lines(PLAN, set_value(PLAN, place, value))
    assert new == [after + "\n"]
    assert before is None or old == [before + "\n"]


@pytest.mark.parametrize(
    ("place", "value", "line"),
    [
        (("meetings", 0, "cancelled"), True, "    cancelled: true\n"),
        (
            ("meetings", 0, "moved", "2026-04-06"),
            dt.date(2026, 4, 13),
            "    moved: {2026-04-06: 2026-04-13}\n",
        ),
        (
            ("meetings", 2, "moved", "2026-06-01"),
            "2026-06-02 18:00-20:00",
            "      2026-06-01: 2026-06-02 18:00-20:00\n",
        ),
        (("areas", 0, "title"), "Område", "  title: Område\n"),
        (("adopted",), dt.date(2026, 1, 2), "adopted: 2026-01-02\n"),
    ],
)
def test_a_missing_key_is_added_on_a_line_of_its_own(place: Where, value: Value, line: str) -> None:
    assert changed_lines(PLAN, set_value(PLAN, place, value)) == ([], [line])


def test_a_missing_key_is_added_within_the_braces() -> None:
    _, new = changed_lines(
        PLAN, set_value(PLAN, ("meetings", 1, "moved", "2026-03-11"), dt.date(2026, 3, 12))
    )
    assert new == [
        "  - {id: b, title: Å 🎉, dates: [2026-02-11,2026-03-11], moved: {2026-03-11: 2026-03-12}}  # en linje\n"
    ]


def test_a_missing_key_goes_behind_the_key_where_a_chair_looks_for_it() -> None:
    text = set_value(
        PLAN, ("meetings", 0, "moved", "2026-04-06"), dt.date(2026, 4, 13), after=("none", "every")
    )
    assert "    every: første mandag  # regelen\n    moved: {2026-04-06: 2026-04-13}\n" in text


@pytest.mark.parametrize(
    ("place", "value", "after"),
    [
        (("meetings", 0, "agenda"), "Kaffe, kake", '      - "Kaffe, kake"\n'),
        (("meetings", 2, "cancelled"), dt.date(2026, 6, 2), "    - 2026-06-02\n"),
        (("meetings", 0, "except"), "2026-08", "    except: [2026-07, 2026-08]\n"),
        (("meetings", 0, "cancelled"), dt.date(2026, 4, 6), "    cancelled: [2026-04-06]\n"),
        (
            ("meetings", 1, "dates"),
            dt.date(2026, 4, 15),
            "  - {id: b, title: Å 🎉, dates: [2026-02-11,2026-03-11, 2026-04-15]}  # en linje\n",
        ),
        (("empty",), "først", "empty: [først]\n"),
    ],
)
def test_an_entry_is_put_last_in_its_list(place: Where, value: Value, after: str) -> None:
    assert changed_lines(PLAN, add_to_list(PLAN, place, value))[1] == [after]


def test_an_empty_list_and_an_empty_mapping_are_filled_where_they_stand() -> None:
    assert add_to_list("a: []  # x\n", ("a",), 1) == "a: [1]  # x\n"
    assert set_value("a: {}  # x\n", ("a", "b"), 1) == "a: {b: 1}  # x\n"


def test_a_list_without_comments_may_become_one_value() -> None:
    old, new = changed_lines(PLAN, set_value(PLAN, ("meetings", 2, "cancelled"), True))
    assert (old, new) == (["    cancelled:\n", "    - 2026-05-05\n"], ["    cancelled: true\n"])


def test_a_value_that_stands_there_already_changes_nothing() -> None:
    assert set_value(PLAN, ("meetings", 0, "except"), "2026-07") == PLAN


@pytest.mark.parametrize(
    "value", ["yes", "null", "12", "2026-01-01", "", " x ", "- x", "#x", "a\nb", "\t", "é\x85"]
)
def test_text_that_could_be_taken_for_something_else_stands_in_quotes(value: str) -> None:
    assert plain(set_value("a: b\n", ("a",), value)) == {"a": value}


def test_a_comment_is_never_lost_the_person_is_told_what_to_write() -> None:
    with pytest.raises(UserError, match=r"plan\.yaml:8: .* write there: agenda: Kaffe$"):
        set_value(PLAN, ("meetings", 0, "agenda"), "Kaffe")


def test_a_place_that_cannot_be_is_told_of() -> None:
    with pytest.raises(UserError, match=r"våren\.yaml:2: "):
        set_value(PLAN, ("title", "under"), 1, name="våren.yaml")
    with pytest.raises(UserError, match=r"plan\.yaml:4: "):
        set_value(PLAN, ("meetings", 9, "id"), 1)


def test_a_last_line_without_a_line_break_gets_none() -> None:
    assert set_value("a: 1\nb: 2", ("c",), 3) == "a: 1\nb: 2\nc: 3"
    assert set_value("b: 2", ("c",), 3) == "b: 2\nc: 3"


# Any edit of any example ------------------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=12)
scalars: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31)),
    words,
    st.sampled_from(["2026-04-13 18:00-20:00", "{", "a, b", "x: y", "it's", '"', "på|", "yes", "🎉"]),
)
small: st.SearchStrategy[Value] = st.one_of(
    scalars,
    st.lists(scalars, max_size=3),
    st.dictionaries(
        st.from_regex(r"[a-zåäö][a-z0-9-]{0,8}|2026-0[1-9]-1[0-9]", fullmatch=True), scalars, max_size=3
    ),
)


@cache
def example(path: Path) -> str:
    return path.read_bytes().decode()


@st.composite
def examples(draw: st.DrawFn) -> str:
    text = example(draw(st.sampled_from(EXAMPLES)))
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return "\ufeff" + text if draw(st.booleans()) else text


def places(node: Node, where: Where = ()) -> Iterator[tuple[Where, Node]]:
    yield where, node
    if isinstance(node.value, dict):
        for key, (_, inner) in node.value.items():
            yield from places(inner, (*where, key))
    elif isinstance(node.value, list):
        for number, inner in enumerate(node.value):
            yield from places(inner, (*where, number))


def put(data: Any, where: Where, value: Any) -> Any:
    """The data with a value at a place, said in the plainest way."""
    if not where:
        return value
    if isinstance(data, list):
        return [
            put(each, where[1:], value) if number == where[0] else each for number, each in enumerate(data)
        ]
    return {**data, where[0]: put(data.get(where[0], {}) if len(where) > 1 else None, where[1:], value)}


def shown(data: Any) -> str:
    """Data with its kinds: true is not 1. The order of keys does not matter."""
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{key!r}: {shown(data[key])}" for key in sorted(data)) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(shown, data)) + "]"
    return repr(data)


def tree(text: str) -> Node:
    return parse(text.removeprefix("\ufeff"), "plan.yaml")


def check_the_rest_is_untouched(old: str, new: str, most: int) -> None:
    gone, come = changed_lines(old, new)
    assert len(gone) <= most
    assert len(come) <= max(1, len(gone))
    assert new.startswith("\ufeff") == old.startswith("\ufeff")
    assert [*re.findall(r"(?m)^\s*#.*", new)] == [*re.findall(r"(?m)^\s*#.*", old)]
    assert new.count("\r\n") == (new.count("\n") if "\r\n" in old else 0)


@settings(deadline=None, max_examples=60)
@given(st.data(), examples(), scalars)
def test_any_scalar_of_any_example_can_be_set_and_nothing_else_changes(
    data: st.DataObject, text: str, value: Value
) -> None:
    scalar = [(where, node) for where, node in places(tree(text)) if not isinstance(node.value, list | dict)]
    where, node = data.draw(st.sampled_from(scalar))
    new = set_value(text, where, value)
    assert shown(plain(new)) == shown(put(plain(text), where, value))
    body = text.removeprefix("\ufeff")
    check_the_rest_is_untouched(text, new, most=body.count("\n", node.start, node.end) + 1)


@settings(deadline=None, max_examples=60)
@given(st.data(), examples(), small, st.booleans())
def test_a_key_can_be_added_to_any_mapping_of_any_example(
    data: st.DataObject, text: str, value: Value, deep: bool
) -> None:
    where, mapping = data.draw(
        st.sampled_from([pair for pair in places(tree(text)) if isinstance(pair[1].value, dict)])
    )
    place = (*where, "nøkkel", "2026-04-06") if deep else (*where, "nøkkel")
    after = data.draw(st.sampled_from([(), *((key,) for key in mapping.value)]))
    new = set_value(text, place, value, after=after)
    assert shown(plain(new)) == shown(put(plain(text), place, value))
    check_the_rest_is_untouched(text, new, most=1 if mapping.flow else 0)


@settings(deadline=None, max_examples=60)
@given(st.data(), examples(), small)
def test_an_entry_can_be_added_to_any_list_of_any_example(
    data: st.DataObject, text: str, value: Value
) -> None:
    where, entries = data.draw(
        st.sampled_from([pair for pair in places(tree(text)) if isinstance(pair[1].value, list)])
    )
    new = add_to_list(text, where, value)
    before = [node.plain() for node in entries.value]
    assert shown(plain(new)) == shown(put(plain(text), where, [*before, value]))
    check_the_rest_is_untouched(text, new, most=1 if entries.flow else 0)


@settings(deadline=None, max_examples=60)
@given(st.data(), examples(), small)
def test_any_place_of_any_example_is_set_exactly_or_left_to_the_person(
    data: st.DataObject, text: str, value: Value
) -> None:
    where, _ = data.draw(st.sampled_from(list(places(tree(text)))))
    if not where:
        return
    try:
        new = set_value(text, where, value)
    except UserError:
        return
    assert shown(plain(new)) == shown(put(plain(text), where, value))


# The file ---------------------------------------------------------------------------------------------------------


@contextmanager
def ordinary_person() -> Iterator[Path]:
    """A folder of the test's own, in which someone without special rights stands."""
    folder = Path(tempfile.mkdtemp())
    person = 65534
    try:
        if os.geteuid() == 0:
            os.chown(folder, person, -1)
            os.seteuid(person)
        yield folder
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_the_file_is_written_with_its_rights_and_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(BOM_UTF8 + b"a: 1\r\n")
    path.chmod(0o640)
    write_plan(path, "a: 1\r\n", "a: 2\r\n")
    assert path.read_bytes() == BOM_UTF8 + b"a: 2\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_keeps_pointing_to_the_file_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    there, link = tmp_path / "shared" / "plan-2026.yaml", tmp_path / "plan.yaml"
    there.write_text("a: 1\n", encoding="utf-8")
    link.symlink_to(there)
    write_plan(link, "a: 1\n", "a: 2\n")
    assert link.is_symlink()
    assert there.read_text(encoding="utf-8") == "a: 2\n"
    assert list(there.parent.iterdir()) == [there]


def test_a_file_that_someone_else_changed_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("a: 3\n", encoding="utf-8")
    with pytest.raises(UserError, match="was changed while hjul worked"):
        write_plan(path, "a: 1\n", "a: 2\n")
    assert path.read_text(encoding="utf-8") == "a: 3\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        write_plan(tmp_path / "plan.yaml", "a: 1\n", "a: 2\n")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_written_in_is_named() -> None:
    with ordinary_person() as folder:
        path = folder / "plan.yaml"
        path.write_text("a: 1\n", encoding="utf-8")
        folder.chmod(0o500)
        with pytest.raises(UserError, match=rf"{folder} may not be written in; nothing was changed"):
            write_plan(path, "a: 1\n", "a: 2\n")
        assert path.read_text(encoding="utf-8") == "a: 1\n"


def test_a_write_protected_file_stays_as_it_is() -> None:
    with ordinary_person() as folder:
        path = folder / "plan.yaml"
        path.write_text("a: 1\n", encoding="utf-8")
        path.chmod(0o400)
        with pytest.raises(UserError, match="write-protected"):
            write_plan(path, "a: 1\n", "a: 2\n")
        assert path.read_text(encoding="utf-8") == "a: 1\n"


def test_a_disk_that_takes_no_more_leaves_the_plan_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, limits[1]))
    try:
        with pytest.raises(UserError, match="nothing was changed"):
            write_plan(path, "a: 1\n", "a: 2\n" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_text(encoding="utf-8") == "a: 1\n"
    assert list(tmp_path.iterdir()) == [path]
