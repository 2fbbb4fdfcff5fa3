"""Bad input gets one clear message for each thing that is wrong, all at once, each at its place."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import WRONG_INPUT, PlanError, UserError
from config.plan import Status
from config.plan_file import PlanFile, read_plan, understand
from config.yaml_tree import MOST_BYTES

HEAD = "title: Plan\norganisation: Society\nlanguage: en\nperiod: 2026\n"
"""Four lines: what a test writes begins on the fifth."""

PLAN = Path("plan.yaml")


def read(body: str, *, head: str = HEAD) -> PlanFile:
    return understand(head + dedent(body), PLAN)


def wrong(body: str, *, head: str = HEAD) -> list[str]:
    """What is wrong: line, column, what was found and what is expected."""
    with pytest.raises(PlanError) as caught:
        read(body, head=head)
    assert caught.value.exit_code == WRONG_INPUT
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return [f"{one.line}:{one.column}: {one.found}; {one.expected}" for one in caught.value.problems]


# A plan as a board might write it

SKETCH = """\
# A local branch's year.
title: Arbeidsplan 2026
organisation: Eikedal lokallag
language: nb
period: 2026
status: adopted
adopted: 2026-01-22

people:
  siri: {name: Siri Haug, email: siri@example.org}
  per:  {name: Per Lund}
bodies:
  styret: {name: Styret, chair: siri, members: [siri, per], accountable: true}
  verving: {name: Vervegruppa, kind: working-group, convenor: per, members: per, reports_to: styret}

meetings:
  - id: arsmote
    title: Årsmøte
    date: 2026-01-22
    notice: 4 uker
  - id: styremote
    title: Styremøte
    body: styret
    every: første mandag
    except: [2026-07]
    moved: {2026-04-06: 2026-04-13}
    time: 18:00-20:00
    agenda: [Oppfølging]
  - id: kommunestyre
    title: Kommunestyremøte
    dates: [2026-02-11, 2026-03-11, {date: 2026-04-15, theme: Skole}]

events:
  - {id: dag, title: Kvinnedagen, date: 2026-03-08, observance: true}
  - {id: tur, title: Tur, month: 2026-05}

areas:
  - id: lag
    title: Laget
    current_state: [{id: faa, text: Vi er få}]
    goals:
      - id: medlemmer
        title: Flere medlemmer
        supports: fylket/vokse
        indicator: {title: Antall medlemmer, baseline: 145, target: 160, by: 2026-12-31, pace: linear}
    activities:
      - id: konkurranse
        title: Vervekonkurranse
        goal: medlemmer
        answers: faa
        responsible: verving
        due: før sommeren
        cost: 5000
      - id: brev
        title: Nyhetsbrev
        responsible: [siri, per]
        with: styret
        cadence: hver styremote
        start: 2026-02
        after: konkurranse
decisions:
  - {id: sak-12, meeting: styremote 2026-02-02, §: 12, text: Bestille klær, responsible: per, due: 2026-03-01}
budget:
  - {id: verveposten, title: Verving, amount: 8000, covers: [konkurranse]}
risks:
  - {id: frafall, title: Folk slutter, probability: 2, consequence: 3,
     control: {what: Samtale, frequency: årlig, responsible: siri}}
parents:
  - {id: fylket, title: Fylkesplanen, goals: {vokse: Vokse}}
sections:
  - {id: bakgrunn, title: Bakgrunn, text: |
      Vi begynte i 1950.
    }
requires: [goals, bakgrunn]
"""


def sketch() -> str:
    """The plan above; a block of text does not stand within braces."""
    head, _, tail = SKETCH.partition("  - {id: bakgrunn")
    return (
        head
        + "  - id: bakgrunn\n    title: Bakgrunn\n    text: |\n      Vi begynte i 1950.\nrequires:"
        + tail.partition("requires:")[2]
    )


def test_a_plan_as_a_board_writes_it_is_understood() -> None:
    file = understand(sketch(), PLAN)
    assert file.plan.status is Status.ADOPTED
    assert file.plan.id == "eikedal-lokallag-2026"
    assert file.plan.time_zone == "Europe/Oslo"
    assert {name: len(slots) for name, slots in file.dates.slots.items()} == {
        "arsmote": 1, "styremote": 11, "kommunestyre": 3, "dag": 1, "tur": 0,
    }  # fmt: skip
    assert file.dates.deadlines["konkurranse"].latest == date(2026, 6, 15)
    assert file.plan.risks[0].value == 6
    assert file.plan.sections[0].text == "Vi begynte i 1950."


def test_a_list_of_one_may_be_written_without_the_list() -> None:
    short = understand(sketch(), PLAN).plan
    long = understand(
        sketch()
        .replace("goal: medlemmer", "goals: [medlemmer]")
        .replace("responsible: verving", "responsible: [verving]")
        .replace("members: per", "members: [per]")
        .replace("indicator: {title", "indicators: [{title")
        .replace("pace: linear}", "pace: linear}]")
        .replace(
            "control: {what: Samtale, frequency: årlig, responsible: siri}",
            "controls: [{what: Samtale, frequency: årlig, responsible: [siri]}]",
        ),
        PLAN,
    ).plan
    assert long == short


def test_a_place_in_the_plan_is_a_line_and_a_column_in_the_file() -> None:
    file = understand(sketch(), PLAN)
    lines = sketch().splitlines()
    for where, text in [
        (("areas", 0, "goals", 0, "indicators", 0, "target"), "160"),
        (("areas", 0, "activities", 0, "goals", 0), "medlemmer"),
        (("risks", 0, "controls", 0, "frequency"), "årlig"),
        (("meetings", 1, "moved", "2026-04-06"), "2026-04-13"),
    ]:
        line, column = file.place(where)
        assert lines[line - 1][column - 1 :].startswith(text)


def test_what_is_not_written_has_the_place_of_what_is_around_it() -> None:
    file = read("events:\n  - {id: a, title: A}")
    assert file.place(("events", 0, "date")) == (6, 5)
    assert file.place(("budget", 3)) == (1, 1)


# The file itself


def test_a_missing_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"there is no such file; name the plan") as caught:
        read_plan(tmp_path / "plan.yaml")
    assert caught.value.exit_code == WRONG_INPUT


def test_a_folder_is_not_a_plan(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"this is a folder; name the plan file in it"):
        read_plan(tmp_path)


def bytes_wrong(tmp_path: Path, raw: bytes) -> str:
    path = tmp_path / "plan.yaml"
    path.write_bytes(raw)
    with pytest.raises(PlanError) as caught:
        read_plan(path)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    return f"{problem.line}:{problem.column}: {problem.found}; {problem.expected}"


def test_a_file_of_50_megabytes_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(PlanError, match=r":1:1: the file is 50 MB; expected a plan of at most 16 MB"):
        read_plan(path)


def test_a_file_of_the_very_most_bytes_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(HEAD.encode() + b"#" * (MOST_BYTES - len(HEAD)))
    assert read_plan(path).plan.title == "Plan"


def test_nul_bytes_have_their_place(tmp_path: Path) -> None:
    raw = "title: Å🎿".encode() + b"\0\0"
    assert bytes_wrong(tmp_path, raw) == "1:10: a NUL byte; expected text; remove it"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told_to_be_saved_as_utf_8(tmp_path: Path, encoding: str) -> None:
    assert "expected text; save it as UTF-8 text" in bytes_wrong(tmp_path, HEAD.encode(encoding))


def test_latin_1_has_its_place(tmp_path: Path) -> None:
    raw = "title: Årsplan\norganisation: ".encode() + "Föreningen".encode("latin-1")
    assert bytes_wrong(tmp_path, raw) == "2:16: a byte that is not UTF-8; expected text saved as UTF-8"


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
    assert read_plan(path).plan.title == "Plan"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_line_ends_of_any_system_are_lines(ending: str) -> None:
    text = (HEAD + "evnts: []\n").replace("\n", ending)
    with pytest.raises(PlanError) as caught:
        understand(text, PLAN)
    assert [(one.line, one.column) for one in caught.value.problems] == [(5, 1)]


# YAML


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("people:\n\tanna: {name: Anna}", "6:1: broken YAML: found character that cannot start any token; expected spaces, not tabs"),
        ("events:\n  - title: Meeting: about food", "6:19: broken YAML: mapping values are not allowed in this context; expected text that holds a colon to stand in quotes"),
        ("events: [", "expected 'key: value' lines with even indentation"),
        ('events: "open', "broken YAML: found unexpected end of stream"),
        ("events: {a: 1", "broken YAML: did not find expected"),
        ("events: []\n   - x", "6:4: broken YAML: "),
        ("people: {a: &x {name: A}, b: *x}", "5:30: an alias (*x); expected the value itself"),
        ("budget: !!set {a}", "5:9: a tag (tag:yaml.org,2002:set); expected plain values"),
        ("events: [{id: a, title: !!python/name:os.system x}]", "5:25: a tag (tag:yaml.org,2002:python/name:os.system)"),
        ("title: Again", "5:1: the key 'title' stands twice (first in line 1); expected it once"),
        ("people: {a: {name: A}, a: {name: B}}", "5:24: the key 'a' stands twice (first in line 5)"),
        ("? [a]\n: b", "5:3: a key that is a list or a mapping; expected a word as key"),
        ("--- \ntitle: Two", "5:1: a second document; expected one plan in a file"),
        ("events: " + "[" * 60 + "]" * 60, "5:49: lists and mappings nested more than 40 deep; expected a plan"),
        ("events: " + "[" * 100_000, "lists and mappings nested more than 40 deep"),
        ("events: " + "{a: " * 100_000, "lists and mappings nested more than 40 deep"),
        ("events: \x07", "5:9: broken YAML: a character that YAML does not allow"),
        ("events: å🎿\x00", "5:11: broken YAML: a character that YAML does not allow"),
        ("events: \ud800", "5:9: broken YAML: a character that YAML does not allow"),
        ("<<: {title: A}", "5:1: the key '<<' is not known"),
    ],
)  # fmt: skip
def test_yaml_that_is_broken_or_clever_is_told_at_its_place(body: str, said: str) -> None:
    (problem,) = wrong(body)
    assert said in problem


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
def test_an_empty_file_is_told_what_a_plan_needs(text: str) -> None:
    with pytest.raises(PlanError, match="the file is empty; expected a plan, with at least title"):
        understand(text, PLAN)


@pytest.mark.parametrize("text", ["- a\n- b\n", "hello", "42", "null"])
def test_a_file_that_is_no_mapping_is_told_what_lines_look_like(text: str) -> None:
    with pytest.raises(PlanError, match="the file is not a mapping; expected lines such as"):
        understand(text, PLAN)


@pytest.mark.parametrize(("written", "meant"), [("no", False), ("yes", True), ("off", False), ("true", True)])
def test_yes_and_no_mean_what_they_say(written: str, meant: bool) -> None:
    assert read(f"confidential: {written}").plan.confidential is meant


def test_a_time_of_day_needs_no_quotes() -> None:
    plan = read(
        "events: [{id: a, title: A, date: 2026-05-01, time: 18:00}, {id: b, title: B, date: 2026-05-01, time: 18.30}]"
    ).plan
    assert [event.time for event in plan.events] == ["18:00", "18.30"]


def test_norway_is_not_false_and_a_number_is_a_title() -> None:
    plan = read("sections: [{id: no, title: no}, {id: x, title: 2027}]").plan
    assert [section.title for section in plan.sections] == ["no", "2027"]


def test_a_key_with_nothing_behind_it_is_as_good_as_not_written() -> None:
    assert read("decisions:\nevents:\n").plan.decisions == ()


def test_a_word_that_a_comma_cut_off_is_not_lost_without_a_word() -> None:
    (problem,) = wrong("events: [{id: a, title: Coffee, tea and talk}]")
    assert (
        problem
        == "5:33: the key 'tea and talk' is not known; expected text that holds a comma to stand in quotes within { }"
    )


def test_an_unknown_key_with_nothing_behind_it_is_told_too() -> None:
    assert wrong("evnts:\n") == ["5:1: the key 'evnts' is not known; did you mean 'events'?"]


# What the plan does not know or cannot be


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("meetngs: []", "5:1: the key 'meetngs' is not known; did you mean 'meetings'?"),
        ("weather: fine", "5:1: the key 'weather' is not known; expected one of adopted, areas, bodies"),
        ("meetings: [{id: a, title: A, tittle: B}]", "5:30: the key 'tittle' is not known; did you mean 'title'?"),
        ("people: {a: {name: A, mail: x}}", "5:23: the key 'mail' is not known; did you mean 'email'?"),
        ("meetings: [{id: a, title: A, every: Monday, excpt: 2026-07}]", "the key 'excpt' is not known; did you mean 'except'?"),
        ("areas: [{id: a, title: A, goals: [{id: g, title: G, indicator: {title: I, taget: 5}}]}]", "5:75: the key 'taget' is not known; did you mean 'target'?"),
        ("risks: [{id: r, title: R, control: {waht: W, what: W}}]", "5:37: the key 'waht' is not known; did you mean 'what'?"),
        ("events: 5", "5:9: 5; expected a list"),
        ("events: {id: a}", "5:9: a mapping; expected a list"),
        ("people: [anna]", "5:9: a list; expected a mapping of 'key: value' lines"),
        ("events: [{id: a, title: [A]}]", "5:25: a list; expected text"),
        ("events: [{id: a, title: '  '}]", "5:25: '  '; expected some text"),
        ('events: [{id: a, title: "A\\nB"}]', "expected one line of text without control characters"),
        ("events: [{id: a b, title: A}]", "5:15: 'a b'; expected an id: letters, digits and hyphens, without spaces"),
        ("people: {anna b: {name: A}}", "5:10: 'anna b'; expected an id: letters, digits and hyphens"),
        ("people: {anna: {name: A, email: anna}}", "5:33: 'anna'; expected an e-mail address"),
        ("events: [{id: a, title: A, date: 2026-02-30}]", "5:34: '2026-02-30'; expected a day that exists, such as 2026-02-28"),
        ("events: [{id: a, title: A, date: 2025-02-29}]", "'2025-02-29'; expected a day that exists"),
        ("events: [{id: a, title: A, date: 0026-02-28}]", "expected a day that exists"),
        ("events: [{id: a, title: A, date: tomorrow}]", "'tomorrow'; expected a day that exists"),
        ("events: [{id: a, title: A, month: March}]", "'March'; expected a month such as 2026-03"),
        ("events: [{id: a, title: A, cancelled: maybe}]", "'maybe'; expected true or false"),
        ("meetings: [{id: a, title: A, dates: [2026-02-30, 2026-03-11]}]", "5:38: '2026-02-30'; expected a date, such as 2026-02-11"),
        ("meetings: [{id: a, title: A, every: Monday, moved: {2026-02-30: 2026-03-02}}]", "5:53: '2026-02-30'; expected a day that exists"),
        ("meetings: [{id: a, title: A, dates: [2026-05-01], cancelled: [2026-02-30]}]", "5:63: '2026-02-30'; expected a day that exists"),
        ("meetings: [{id: a, title: A, date: 2026-05-01, every: Monday}]", "5:12: a mapping; expected one of date, month, dates and every"),
        ("events: [{id: a, title: A, date: 2026-05-02, end: 2026-05-01}]", "expected 'end' not to be before 'date'"),
        ("people: {a: {name: A}}\nevents: [{id: a, title: A, mail: true}]", "6:10: a mapping; expected 'invite' (the ids of those to write to) beside 'mail'"),
        ("people: {a: {name: A}}\nmeetings: [{id: m, title: M, invite: a, mail: maybe}]", "6:47: 'maybe'; expected true or false"),
        ("url: http://example.org/plan", "5:6: 'http://example.org/plan'; expected an address such as https://example.org/plan"),
        ("url: https://", "5:6: 'https://'; expected an address such as https://example.org/plan"),
        ("url: https://anna:word@example.org", "expected an address such as https://example.org/plan"),
        ("url: 'https://example.org/<b>'", "expected an address such as https://example.org/plan"),
        ("adopted: 2026-13-01", "5:10: '2026-13-01'; expected a day that exists"),
        ("status: done", "5:9: 'done'; expected draft, adopted or revised"),
        ("time_zone: Norway/Oslo", "5:12: 'Norway/Oslo'; expected the name of a time zone, such as Europe/Stockholm"),
        ("currency: kronor", "5:11: 'kronor'; expected a currency code such as SEK"),
        ("risks: [{id: r, title: R, probability: 6}]", "5:40: 6; expected 5 or less"),
        ("risks: [{id: r, title: R, probability: high}]", "5:40: 'high'; expected a whole number"),
        ("budget: [{id: b, title: B, amount: much}]", "5:36: 'much'; expected a number"),
        ("budget: [{id: b, title: B, amount: 1e999}]", "expected a number"),
        ("areas: [{id: a, title: A, goals: [{id: g, title: G, indicator: {title: I, target: ten}}]}]", "5:83: 'ten'; expected a number"),
        ("areas: [{id: a, title: A, activities: [{id: x, title: X, due: {from: 2026-05-01}}]}]", "5:63: this entry has no 'to'; expected 'to: …'"),
        ("areas: [{id: a, title: A, activities: [{id: x, title: X, due: {from: 2026-05-02, to: 2026-05-01}}]}]", "5:63: a mapping; expected 'to' not to be before 'from'"),
        ("areas: [{id: a, title: A, activities: [{id: x, title: X, due: [1]}]}]", "5:63: a list; expected a day (2026-03-01), a month"),
        ("areas: [{id: a, title: A, activities: [{id: x, title: X, goal: g, goals: [g]}], goals: [{id: g, title: G}]}]", "5:58: both 'goal' and 'goals' stand here; expected one of them"),
        ("events: [{id: a}]", "5:10: 'a' has no 'title'; expected 'title: …'"),
        ("events: [{title: A}]", "5:10: 'A' has no 'id'; expected 'id: …'"),
    ],
)  # fmt: skip
def test_what_the_plan_cannot_be_is_told_at_its_place(body: str, said: str) -> None:
    (problem,) = wrong(body)
    assert said in problem


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("soon", "4:9: 'soon'; expected a year (2026), years (2026-2030), a school year (2026/2027) or"),
        ("{start: 2026-05-01, end: 2026-01-01}", "expected the period's end to be after its start"),
        ("{start: 2026-01-01, end: 2099-12-31}", "expected a period of at most 30 years"),
        ("2026/2028", "expected a year (2026)"),
        ("99999", "expected a year (2026)"),
        ("[2026]", "4:9: a list; expected a year (2026)"),
    ],
)
def test_a_period_that_cannot_be_is_told(period: str, said: str) -> None:
    (problem,) = wrong("", head=HEAD.replace("period: 2026", f"period: {period}"))
    assert said in problem


def test_what_every_plan_needs_is_asked_for() -> None:
    with pytest.raises(PlanError) as caught:
        understand("status: draft\n", PLAN)
    assert [one.found for one in caught.value.problems] == [
        f"the plan has no {key!r}" for key in ("language", "organisation", "period", "title")
    ]


# Ids and references


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("events: [{id: a, title: A}, {id: a, title: B}]", "5:34: the id 'a' stands twice; expected an id of its own"),
        ("events: [{id: a, title: A}]\nmeetings: [{id: a, title: B}]", "5:15: the id 'a' stands twice"),
        ("areas: [{id: a, title: A, goals: [{id: a, title: B}]}]", "the id 'a' stands twice"),
        ("areas: [{id: a, title: A, goals: [{id: g, title: B, indicators: [{title: I}, {title: J}]}]}]\nrisks: [{id: g-1, title: R}]", "the id 'g-1' stands twice"),
        ("people: {a: {name: A}}\nbodies: {a: {name: B}}", "6:13: 'a' is the id of a person and of a body"),
        ("bodies: {b: {name: B, chair: anna}}", "5:30: there is no person called 'anna'; expected an id that stands under people"),
        ("people: {anna: {name: A}}\nbodies: {b: {name: B, members: [ana]}}", "6:33: there is no person called 'ana'; did you mean 'anna'?"),
        ("bodies: {b: {name: B, reports_to: c}}", "there is no body called 'c'"),
        ("bodies: {b: {name: B, reports_to: b}}", "each of these reports to the next: b → b"),
        ("events: [{id: e, title: E, responsible: nobody}]", "5:41: there is no person or body called 'nobody'"),
        ("people: {anna: {name: A}}\nevents: [{id: e, title: E, invite: [anna, ana]}]", "6:43: there is no person or body called 'ana'; did you mean 'anna'?"),
        ("meetings: [{id: m, title: M, notice_by: nobody}]", "there is no person or body called 'nobody'"),
        ("events: [{id: e, title: E, area: x}]", "there is no area called 'x'"),
        ("areas: [{id: a, title: A, body: x}]", "there is no body called 'x'"),
        ("areas: [{id: a, title: A, activities: [{id: x, title: X, goal: g}]}]", "5:64: there is no goal called 'g'"),
        ("areas: [{id: a, title: A, activities: [{id: x, title: X, after: y}]}]", "there is no activity called 'y'"),
        ("areas: [{id: a, title: A, activities: [{id: x, title: X, after: y}, {id: y, title: Y, after: x}]}]", "each of these comes after the next: x → y → x"),
        ("areas: [{id: a, title: A, activities: [{id: x, title: X, answers: y}]}]", "there is no finding called 'y'"),
        ("areas: [{id: a, title: A, activities: [{id: x, title: X, with: y}]}]", "there is no person or body called 'y'"),
        ("areas: [{id: a, title: A, goals: [{id: g, title: G, supports: p/g}]}]", "there is no goal of a parent plan called 'p/g'"),
        ("areas: [{id: a, title: A, goals: [{id: g, title: G, indicator: {title: I, counts: y}}]}]", "there is no meeting or event called 'y'"),
        ("areas: [{id: a, title: A, goals: [{id: g, title: G, indicator: {title: I, measured_by: y}}]}]", "there is no person or body called 'y'"),
        ("budget: [{id: b, title: B, amount: 1, covers: y}]", "there is no activity, meeting or event called 'y'"),
        ("decisions: [{id: d, text: D, meeting: y 2026-02-02}]", "5:39: there is no meeting called 'y'"),
        ("risks: [{id: r, title: R, control: {what: W, reported_to: y}}]", "there is no person or body called 'y'"),
        ("requires: [a b]", "5:12: 'a b' is not the name of a part; expected one of goals, indicators"),
    ],
)  # fmt: skip
def test_a_reference_to_nobody_and_an_id_used_twice_are_told_at_their_place(body: str, said: str) -> None:
    (problem,) = wrong(body)
    assert said in problem


def test_composed_and_decomposed_letters_are_one_id() -> None:
    assert read("people: {åsa: {name: A}}\nevents: [{id: e, title: E, responsible: a\u030asa}]").plan.events[
        0
    ].responsible == ("åsa",)


# Everything at once


def test_everything_wrong_is_told_at_once_in_the_order_of_the_lines() -> None:
    body = """\
        weather: fine
        people:
          anna: {name: Anna, email: anna}
          anna: {name: Bo}
        meetings:
          - id: board
            title: 🎿 Åre
            every: first Monday
            moved: {2026-04-07: 2026-04-13}
          - {id: board, title: Again, notice: soon}
          - {id: agm, title: Annual meeting, date: 2026-02-30}
        areas:
          - id: work
            title: Work
            activities:
              - {id: a, title: "å🎿", responsible: ana, due: 14 days before bord}
              - {id: b, title: B, due: before c, goal: members}
              - {id: c, title: C, due: before b, cost: much}
        """
    first, *others = wrong(body)
    assert first.startswith("5:1: the key 'weather' is not known; expected one of adopted, areas, bodies")
    assert others == [
        "7:29: 'anna'; expected an e-mail address",
        "8:3: the key 'anna' stands twice (first in line 7); expected it once",
        "13:25: no meeting of 'board' falls on 2026-04-07; expected one of its dates",
        "14:10: the id 'board' stands twice; expected an id of its own for each item",
        "14:39: 'soon' is not a length of time; expected such as '4 weeks'",
        "15:44: '2026-02-30'; expected a day that exists, such as 2026-02-28",
        "20:43: there is no person or body called 'ana'; did you mean 'anna'?",
        "20:53: there is nothing called 'bord'; did you mean 'board'?",
        "21:32: the deadlines hang on one another in a circle: b → c → b; expected one of them to have a day of its own",
        "21:48: there is no goal called 'members'; expected an id that stands under the areas' goals",
        "22:48: 'much'; expected a number",
    ]


def test_columns_count_letters_and_not_bytes() -> None:
    assert wrong("events: [{id: åäö, title: 🎿🎿, dat: x}]") == [
        "5:31: the key 'dat' is not known; did you mean 'date'?"
    ]


def test_nothing_is_said_of_what_a_wrong_part_may_have_settled() -> None:
    body = """\
        people: {anna: {name: Anna, email: wrong}}
        meetings:
          - {id: m, title: M, every: 5.5, moved: {2026-04-06: 2026-04-13}, responsible: anna}
        areas:
          - id: a
            title: A
            activities: [{id: x, title: X, due: before m 2026-04-06, responsible: anna}]
        budget: [{id: b, title: B, amount: 1, covers: [x, m]}]
        """
    assert wrong(body) == ["5:36: 'wrong'; expected an e-mail address", "7:30: 5.5; expected text"]


def test_a_plan_without_its_period_is_still_asked_whom_it_names() -> None:
    body = "events: [{id: e, title: E, responsible: nobody, date: 2026-05-01, time: noon}]"
    assert [problem.split(": ")[1] for problem in wrong(body, head=HEAD.replace("period: 2026\n", ""))] == [
        "the plan has no 'period'; expected 'period",
        "there is no person or body called 'nobody'; expected an id that stands under people or bodies",
    ]


# Anything at all

KEYS = st.sampled_from(
    ["id", "title", "people", "bodies", "meetings", "events", "areas", "goals", "goal", "activities", "due", "date", "dates",
     "every", "moved", "except", "occurrences", "from", "until", "time", "indicator", "target", "budget", "covers", "risks",
     "control", "decisions", "§", "requires", "period", "language", "status", "x", "name", "cost", "cancelled", "after"]
)  # fmt: skip
SCALARS = st.sampled_from(
    ["a", "b", "2026-02-11", "2026-02-30", "2026-13", "2026", "first Monday", "14 days before a", "before b", "before summer",
     "18:00", "5", "-1", "+10 %", "true", "no", "", "~", "1e999", "sv", "adopted", "{", "'", "*a", "!x", "å🎿", "\u2028", "FREQ=DAILY"]
)  # fmt: skip


@st.composite
def yaml_like(draw: st.DrawFn) -> str:
    """Text that looks like a plan: keys that the plan has, in places where they may not belong."""
    lines = [HEAD] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(0, 6))):
        indent = "  " * draw(st.integers(0, 3))
        dash = draw(st.sampled_from(["", "- "]))
        pairs = draw(st.lists(st.tuples(KEYS, SCALARS), min_size=1, max_size=4))
        if draw(st.booleans()):
            lines.append(
                f"{indent}{dash}{draw(KEYS)}: {{{', '.join(f'{key}: {value}' for key, value in pairs)}}}\n"
            )
        else:
            lines.append(f"{indent}{dash}{pairs[0][0]}: {pairs[0][1]}\n")
    return "".join(lines)


@st.composite
def plan_like(draw: st.DrawFn) -> str:
    """A whole plan, some values of which were exchanged."""
    text = sketch()
    for _ in range(draw(st.integers(1, 4))):
        old = draw(st.sampled_from(sorted(set(text.split()))))
        text = text.replace(old, draw(SCALARS | KEYS | st.text(max_size=5)), draw(st.integers(1, 2)))
    return text


def complaints(text: str) -> list[str]:
    """What is wrong with a text, after a look at the form of each complaint."""
    try:
        understand(text, PLAN)
    except PlanError as error:
        rows = len(text.splitlines()) + 1
        formed = all(
            1 <= one.line <= rows and one.column >= 1 and one.found and one.expected for one in error.problems
        )
        return [str(one) for one in error.problems] if formed else []
    return ["none"]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), yaml_like(), plan_like()))
def test_any_text_is_a_plan_or_is_told_what_is_wrong(text: str) -> None:
    said = complaints(text)
    assert said
    assert not any("\n" in line for line in said)
