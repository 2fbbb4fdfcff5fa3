"""Whatever people write, in the plan or in a calendar, is text in everything that hjul writes: never markup, never an order."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import docx
import icalendar
import pypdfium2  # type: ignore[import-untyped]
import pytest
from markdown_it import MarkdownIt
from pydantic import BaseModel

from adapters.reports.text import WIDTH
from config.errors import PlanError
from config.plan import Model, Plan
from mappings.icalendar import as_stored
from mappings.items import Event
from mappings.wording import plain
from sync.agendas import Bearing
from sync.cli.terminal import harmless
from sync.workspace import Workspace
from tests.adapters.reports.test_html import Page
from tests.hostile.bounds import much
from tests.hostile.everywhere import WHOLE, everywhere, put, read, sorted_places, text_of
from tests.hostile.payloads import LINES, STEERING
from tests.sync.conftest import Hjul, Ran
from tests.sync.test_road import drag, files

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ATTRIBUTES = set(re.findall(r"\S+", "lang charset http-equiv content name class id role scope aria-hidden"))
ATTRIBUTES |= {"aria-labelledby", "data-label"}
ATTRIBUTES |= set(
    re.findall(r"\S+", "viewbox font-size font-weight fill stroke stroke-width stroke-dasharray text-anchor")
)
ATTRIBUTES |= set(re.findall(r"\S+", "x y cx cy r d width height transform patternunits"))
IN_BOTH = set(re.findall(r"\S+", "h1 h2 h3 p strong ul ol li table thead tbody tr th td"))
MARKUP = IN_BOTH | {"hr", "blockquote"}
ELEMENTS = IN_BOTH | set(re.findall(r"\S+", "html head meta title style body header main footer section"))
ELEMENTS |= {"dl", "dt", "dd", "div", "caption", "span", "small"}
# The charts, and nothing of SVG that runs, fetches or styles.
ELEMENTS |= {"figure", "figcaption", "svg", "desc", "text", "rect", "path", "circle", "pattern"}
SAID_IN = (
    *(("check",), ("preview",), ("status",), ("history",), ("drift", "list")),
    *(("check", "--format", "json"), ("preview", "--format", "json"), ("status", "--format", "json")),
)
REPORTS = (("report",), ("agenda", "board-meeting"), ("agenda", "extra"))
REFUSED = (("mark", "", "done"), ("measure", "", "1"), ("measure", "more", ""), ("agenda", ""))
"""With the payload where nothing stands."""
TURNS = 3
"""Every payload comes to every place in the course of as many plans as there are payloads; so many of them each time."""


def models(value: object) -> Iterator[type[BaseModel]]:
    """The kinds of things in a plan."""
    if isinstance(value, BaseModel):
        yield type(value)
        for name in type(value).model_fields:
            yield from models(getattr(value, name))
    elif isinstance(value, dict | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from models(one)


def kinds(model: type[Model]) -> Iterator[type[Model]]:
    for kind in model.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_kind_of_thing_in_a_plan_is_attacked() -> None:
    shared = {kind for kind in kinds(Model) if kind.__subclasses__()}  # what meetings and events share
    without_text = {"Window"}
    there = set(models(read(WHOLE).plan))
    assert {kind.__name__ for kind in set(kinds(Model)) - there - shared} == without_text
    assert Plan in there


def shown(ran: Ran) -> None:
    """What was printed steers no terminal."""
    assert "unforeseen" not in ran.err
    assert "Traceback" not in ran.err
    for line in (ran.out + ran.err).splitlines():
        assert line == harmless(line)


def check_html(text: str) -> None:
    page = Page(text)
    assert page.unbalanced == []
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    assert {name for _, attributes in page.elements for name in attributes} <= ATTRIBUTES


def check_markdown(text: str) -> None:
    assert set(re.findall(r"<(\w+)", READER.render(text))) <= MARKUP
    for table in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table.splitlines()}) == 1


def check_reports(hjul: Hjul, folder: Path) -> None:
    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    there = [words for words in REPORTS if all(f"id: {name}" in plan for name in words[1:])]
    assert len(there) >= 2
    for ending, check in (("html", check_html), ("md", check_markdown), ("json", json.loads)):
        for words in there:
            name = f"{words[0]}.{ending}"
            shown(hjul(*words, "-o", name))
            text = (folder / name).read_text(encoding="utf-8")
            assert all(letter in {"\n", "\t"} or ord(letter) >= 32 for letter in text)
            check(text)
    for ending, opened in (("txt", lines_of), ("docx", docx.Document), ("pdf", pypdfium2.PdfDocument)):
        for words in there:
            ran = hjul(*words, "-o", f"{words[0]}.{ending}")
            shown(ran)
            assert ran.code == 0, ran
            opened(str(folder / f"{words[0]}.{ending}"))


def lines_of(path: str) -> None:
    assert max(map(len, Path(path).read_text(encoding="utf-8").splitlines())) <= WIDTH


def check_ledger(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "hjul-data" / "hjul.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    assert tables >= {"agreed", "cursor", "intent", "observation", "plan_version", "report_issue", "run"}


def objects(path: Path) -> list[Any]:
    """All that is in a file, at any depth, the item first."""
    found = icalendar.Calendar.from_ical(path.read_bytes()).walk()
    return sorted(found, key=lambda one: one.name not in {"VEVENT", "VTODO"})


def check_calendar(folder: Path) -> None:
    """Each file holds its one item, and that says what the plan says, letter by letter."""
    workspace = Workspace.open(Path("plan.yaml"), today=date.fromisoformat(os.environ["HJUL_TODAY"]))
    with workspace.remembered() as ledger:
        wanted = Bearing.of(workspace, ledger).wanted("folder")
    there = files(folder)
    assert len(list(folder.glob("hjul-data/*/*.ics"))) == len(there)
    for one in wanted:
        item = as_stored(one.item)
        if item.key not in there:
            continue  # long past, or far ahead
        first, *rest = objects(there[item.key])
        assert first.name == ("VEVENT" if isinstance(item, Event) else "VTODO")
        assert {inner.name for inner in rest} <= {"VCALENDAR", "VALARM", "VTIMEZONE", "STANDARD", "DAYLIGHT"}
        assert str(first.get("SUMMARY")) == item.title
        assert str(first.get("DESCRIPTION", "")).startswith(item.description)
        if isinstance(item, Event):
            assert str(first.get("LOCATION", "")) == item.place
        lines = first.get("CATEGORIES", [])
        there_too = [
            str(each) for line in (lines if isinstance(lines, list) else [lines]) for each in line.cats
        ]
        assert set(item.categories) <= set(there_too)


def test_what_a_plan_says_is_text_wherever_it_comes_out(hjul: Hjul, folder: Path) -> None:
    counts = Counter[str]()
    for turn in range(much(TURNS)):
        shift = turn * len(LINES) // much(TURNS)
        text = text_of(everywhere(LINES[shift:] + LINES[:shift]))
        (folder / "plan.yaml").write_text(text, encoding="utf-8")
        ran = hjul("sync", "--anyway")
        assert ran.code == 0, ran
        shown(ran)
        counts = counts or Counter(one.name for path in files(folder).values() for one in objects(path))
        assert counts == Counter(one.name for path in files(folder).values() for one in objects(path))
        check_calendar(folder)
        for words in SAID_IN:
            ran = hjul(*words)
            assert ran.code == 0, ran
            shown(ran)
            if "json" in words:
                json.loads(ran.out)
        check_reports(hjul, folder)
        assert hjul("preview", "--exit-code").code == 0
    check_ledger(folder)
    assert not list(folder.rglob("hacked"))


def many(titles: Sequence[str]) -> dict[str, Any]:
    """The plan with an event and an activity of somebody's for each of these."""
    events = [
        {"id": f"e{n}", "title": one, "place": one, "text": one, "date": "2026-05-09"}
        for n, one in enumerate(titles)
    ]
    activities = [
        {"id": f"a{n}", "title": one, "text": one, "responsible": [f"p{n}"], "due": "2026-05-09"}
        for n, one in enumerate(titles)
    ]
    people = WHOLE["people"] | {f"p{n}": {"name": one, "role": one} for n, one in enumerate(titles)}
    data = put(put(WHOLE, ("events",), WHOLE["events"] + events), ("people",), people)
    changed: dict[str, Any] = put(data, ("areas", 0, "activities"), activities)
    return changed


def test_every_payload_goes_out_is_marked_dragged_accepted_and_reported_as_text(
    hjul: Hjul, folder: Path
) -> None:
    text = text_of(many(LINES))
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    assert hjul("sync").code == 0
    check_calendar(folder)
    for number, payload in enumerate(LINES):
        told: list[tuple[str, ...]] = [("mark", f"a{number}", "started", "--by", payload, "--note", payload)]
        if number % 4 == 0:
            told.append(("measure", "more", "104", "--by", payload, "--note", payload))
        for words in told:
            ran = hjul(*words)
            assert ran.code == 0, ran
            shown(ran)
        for words in REFUSED if number % 5 == 0 else ():
            ran = hjul(*(word or payload for word in words))
            assert ran.code == 2, ran
            shown(ran)
    there = files(folder)
    for number in range(0, len(LINES), 4):
        drag(there[f"e{number}"], ("20260509", "20260516"), ("20260510", "20260517"))
    shown(hjul("sync"))
    for number in range(0, len(LINES), 4):
        ran = hjul("drift", "accept", f"e{number}")
        assert ran.code == 0, ran
        shown(ran)
    old, new = text.splitlines(), (folder / "plan.yaml").read_text(encoding="utf-8").splitlines()
    changes = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert changes == [("  date: '2026-05-09'", "  date: 2026-05-16")] * len(range(0, len(LINES), 4))
    check_calendar(folder)
    check_reports(hjul, folder)
    visible = Page((folder / "report.html").read_text(encoding="utf-8")).visible
    for payload in LINES:
        assert " ".join(plain(payload).split()) in visible, payload
    check_ledger(folder)


@pytest.mark.parametrize("payload", STEERING, ids=ascii)
def test_no_place_in_a_plan_takes_what_steers(payload: str) -> None:
    for place, as_list in sorted_places()[0]:
        with pytest.raises(PlanError) as caught:
            read(put(WHOLE, place, [payload] if as_list else payload))
        assert "control characters" in str(caught.value) or place[-1] == "except"


@pytest.mark.parametrize("payload", [*LINES, *STEERING], ids=lambda text: ascii(text[:16]))
def test_a_place_that_takes_no_words_says_so_in_a_line(payload: str) -> None:
    bound = sorted_places()[1]
    assert len(bound) > 100
    said: list[PlanError] = []
    for place in Random(payload).sample(bound, much(8)):
        for value in (payload, [payload]):
            try:
                read(put(WHOLE, place, value))
            except PlanError as error:
                said.append(error)
    assert all(len(error.problems) <= 3 and len(str(error)) < 1_500 for error in said)


def spoil(path: Path, payload: str) -> dict[str, Any]:
    """Another program's edit with the payload as every text, parameter and note; what its own fields then say."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    (item,) = (one for one in calendar.subcomponents if one.name in {"VEVENT", "VTODO"})
    notes = str(item["DESCRIPTION"]) + payload
    for name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
        item.pop(name, None)
    item.add("SUMMARY", payload)
    item.add("LOCATION", payload)
    item.add("DESCRIPTION", notes)
    item.add("COMMENT", payload)
    item.add(
        "CONTACT", payload, parameters={"X-P": "".join(filter(str.isprintable, payload.replace('"', "'")))}
    )
    item.add("X-THEIRS", payload.replace("\n", "\\n"))
    item.add("CATEGORIES", [payload, "ours"])
    path.write_bytes(calendar.to_ical())
    back = [
        one for one in icalendar.Calendar.from_ical(path.read_bytes()).subcomponents if one.name == item.name
    ]
    assert len(back) == 1
    return own_fields(back[0])


def own_fields(item: Any) -> dict[str, Any]:
    """What another program keeps in an item of ours, parameters too."""
    fields: dict[str, Any] = {name: item[name].to_ical() for name in ("COMMENT", "CONTACT", "X-THEIRS")}
    return fields | {"parameters": dict(item["CONTACT"].params)}


# The library itself writes no raw line break or NUL; what it writes of the rest is what programs write.
FOREIGN = (
    *LINES,
    "\x1b[31mred \x9b2J\x07",
    "x\x85END:VEVENT",
    "a\x0bb\x0cc\x1dd\x7fe",
    "two\nlines\nEND:VEVENT",
)


def test_what_people_write_in_a_calendar_is_text_wherever_it_comes_out(hjul: Hjul, folder: Path) -> None:
    plan = folder / "plan.yaml"
    plan.write_text(text_of(many([f"Marknad {n}" for n in range(len(FOREIGN))])), encoding="utf-8")
    hjul("sync")
    there = files(folder)
    items = [(there[f"{kind}{n}"], payload) for n, payload in enumerate(FOREIGN) for kind in "ea"]
    theirs = [spoil(path, payload) for path, payload in items]
    for words in (*SAID_IN, ("sync", "--anyway")):
        ran = hjul(*words)
        assert ran.code == 0, ran
        shown(ran)
    plan.write_text(plan.read_text(encoding="utf-8").replace("Marknad", "Loppis"), encoding="utf-8")
    assert hjul("sync", "--anyway").code == 0
    assert hjul("preview", "--exit-code").code == 0
    check_calendar(folder)
    for (path, payload), before in zip(items, theirs, strict=True):
        item = objects(path)[0]
        assert own_fields(item) == before, payload
        assert as_stored_notes(payload) in str(item["DESCRIPTION"])
    check_reports(hjul, folder)
    check_ledger(folder)


def as_stored_notes(payload: str) -> str:
    """Notes as they are kept: without what no calendar file may hold."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", payload).strip("\n")


RAW = {
    "a bare CR": b"SUMMARY:x\rEND:VEVENT\rBEGIN:VEVENT",
    "a NUL": b"SUMMARY:x\0END:VEVENT",
    "a line separator": "SUMMARY:x\u2028END:VEVENT\x85END:VEVENT".encode(),
    "half a letter": b"SUMMARY:\xed\xa0\x80\xff\xfe",
    "a parameter that closes": b'SUMMARY;X-A="a";X-B=b";X-C="c:d',
    "an encoded break": b"SUMMARY:x\\r\\nEND:VEVENT\\nBEGIN:VEVENT%0D%0AEND:VEVENT=0D=0A",
    "another's end": b"SUMMARY:x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil",
    "another's mark": b"SUMMARY:x\r\nX-HJUL-KEY:fair\r\nX-HJUL-KEY:annual",
    "marks that are none": b"X-HJUL-STAMP:%00|%0D%0A|1|'; DROP TABLE agreed; --\r\nX-HJUL-LINES:99999999999.zz",
    "a progress that is none": b"X-HJUL-PROGRESS:done|99999999T999999|by=%1B[31m%0D%0A",
    "a zone that is a folder": b"DTSTART;TZID=Europe:20260509",
    "a time in a zone that is a folder": b"DTSTART;TZID=Europe:20260509T100000",
    "a zone that is a file": b"DTSTART;TZID=../../../../etc/passwd:20260509T100000",
}


@pytest.mark.parametrize("what", RAW)
def test_bytes_that_no_program_should_write_are_told_or_kept_and_break_nothing(
    hjul: Hjul, folder: Path, what: str
) -> None:
    hjul("sync")
    path = files(folder)["fair"]
    others = {key: one.read_bytes() for key, one in files(folder).items() if key != "fair"}
    lines = path.read_bytes().split(b"\r\n")
    name = re.split(rb"[;:]", RAW[what])[0]
    kept = [line for line in lines if not line.startswith(name)]
    kept.insert(kept.index(b"END:VEVENT"), RAW[what])
    path.write_bytes(b"\r\n".join(kept))
    before = path.read_bytes()
    for words in (("preview",), ("sync",), ("status",), ("drift", "list"), ("preview", "--format", "json")):
        ran = hjul(*words)
        assert ran.code in {0, 1}, ran
        shown(ran)
    told = hjul("sync")
    assert path.read_bytes() == before or told.code == 0
    assert {key: one.read_bytes() for key, one in files(folder).items() if key in others} == others
    check_reports(hjul, folder)
    check_ledger(folder)
    assert not os.path.lexists(folder / "hacked")
