"""Any input at all: it is understood, or it is told in words what is wrong; nothing else ever comes out, and nothing hangs.

Few examples in an ordinary test run, many in ``make fuzz``, where the same functions are led by what code they reach.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from copy import deepcopy
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pytest
from caldav.response import DAVResponse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters import caldav_state, google_state
from adapters.caldav_described import described
from adapters.caldav_http import Answer, host_of
from adapters.caldav_xml import read_members, read_own_property, took
from adapters.documents.read import read_document
from config.deadlines import Surroundings, read_calendar_words, read_deadline
from config.errors import PlanError, UserError
from config.language import Language, language, languages
from config.plan_file import understand
from config.recurrence import days_of, read_cadence, read_hours, read_rule, read_span
from config.settings import read_settings
from config.yaml_tree import decode
from mappings.blocks import Block
from mappings.icalendar import as_stored, from_ics, parted, to_ics
from mappings.items import Progress, State
from mappings.notes import OWN_NOTES, Description, checksums, join, split
from mappings.plan_to_events import wanted_events
from mappings.plan_to_findings import findings
from mappings.plan_to_tasks import wanted_tasks
from sync.ledger import NOT_UNDERSTOOD
from sync.ledger_json import agreed_from_json, agreed_to_json, effect_from_json, effect_to_json
from sync.saved import FORMAT, VERSION, from_text
from tests.hostile.bounds import much
from tests.hostile.payloads import LINES, STEERING
from tests.make import NOW, PLAN_ID, ZONE, make_event, make_task
from tests.sync.conftest import Hjul
from tests.sync.test_ledger_json import effects, remembered

EXAMPLES = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[2] / "examples").glob("*/plan.yaml"))
]
PLAN_PATH = Path("plan.yaml")
YEAR = Surroundings(date(2026, 1, 1), date(2026, 12, 31), adopted=date(2026, 1, 24))


def fuzzed(few: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many examples, however long each takes."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    return settings(max_examples=much(few), deadline=None, suppress_health_check=slow)


payloads = st.sampled_from([*LINES, *STEERING])
numbers = st.integers() | st.floats() | st.sampled_from([10**30, -1, 0, 2**63, 1e308])
days = st.dates().map(str) | st.sampled_from(
    ["2026-02-30", "0001-01-01", "9999-12-31", "2026-W53", "2026-Q5"]
)
ODD = [
    "9" * 5_000,
    "Europe",
    "../../etc/passwd",
    10**40,
    "2026-01-01T10:00:00",
    ["2026-01-01T10:00:00", "Europe"],
]
"""Numbers that nothing holds, time zones that are none."""
scalars = st.one_of(
    st.none(), st.booleans(), numbers, days, payloads, st.text(max_size=20), st.sampled_from(ODD)
)
documents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


# plan.yaml


@st.composite
def edited(draw: st.DrawFn) -> str:
    """An example that was edited without looking: lines gone, doubled, moved, shifted, their values exchanged."""
    lines = draw(st.sampled_from(EXAMPLES)).splitlines()
    values = st.sampled_from(
        [
            "[]",
            "{}",
            "null",
            "true",
            "-1",
            "1e9",
            "2026",
            "2026-03",
            "[a, b]",
            "{a: b}",
            "*a",
            "&a b",
            "!!x y",
            "|",
            "'",
            '"',
        ]
    )
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        key, colon, old = line.partition(": ")
        match draw(st.integers(0, 8)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, line)
            case 2:
                lines.insert(draw(st.integers(0, len(lines))), lines.pop(at))
            case 3:
                lines[at] = " " * draw(st.integers(0, 9)) + line.lstrip()
            case 4:
                lines[at] = f"{key}{colon}{draw(values)}"
            case 5:
                lines[at] = f"{key}{colon}{json.dumps(draw(scalars))}"
            case 6:
                lines[at] = f"{key}{colon}{draw(phrases())}"
            case 7:
                lines[at] = f"{key}{colon}{json.dumps(draw(documents))}"
            case _:
                other = draw(st.sampled_from(lines)).partition(": ")[2]
                lines[at] = f"{key}{colon}{draw(st.sampled_from([other, old[::-1], old[:-1], old + old]))}"
        if not lines:
            return ""
    return "\n".join(lines) + "\n"


@fuzzed(60)
@given(edited())
def test_an_example_edited_without_looking_is_a_plan_or_is_told_what_is_wrong(text: str) -> None:
    try:
        file = understand(text, PLAN_PATH)
    except PlanError as error:
        said = [str(problem) for problem in error.problems]
        if said and not any("\n" in line for line in said):
            return
        raise
    words = language(file.plan.language)
    for one in (*wanted_events(file.plan, file.dates), *wanted_tasks(file.plan, file.dates)):
        item = as_stored(one.item)
        data = to_ics(item, plan_id=file.plan.id, zone=file.plan.zone, at=NOW)
        entry = from_ics(data, plan_id=file.plan.id, zone=file.plan.zone)
        assert entry is not None
        assert entry.item == item
    assert all(one.sentence(words) for one in findings(file))


@fuzzed(60)
@given(st.binary(max_size=200) | st.binary(max_size=40).map(lambda data: EXAMPLES[0].encode() + data))
def test_any_bytes_are_a_plan_or_are_told_what_is_wrong(data: bytes) -> None:
    with suppress(PlanError):
        understand(decode(data, "plan.yaml"), PLAN_PATH)


# Words about time


@st.composite
def phrases(draw: st.DrawFn, code: str | None = None) -> str:
    """Words of a language's tables, with numbers, dates and other people's words between them."""
    vocabulary = _vocabulary(code or draw(st.sampled_from(languages())))
    part = st.sampled_from(vocabulary) | st.integers(-1, 2100).map(str) | days | st.text(max_size=4)
    glue = st.sampled_from([" ", " ", " ", "-", ".", "/", ", ", "", " – "])
    return "".join(
        word for one in draw(st.lists(st.tuples(part, glue), min_size=1, max_size=6)) for word in one
    )


def _vocabulary(code: str) -> list[str]:
    found: set[str] = set()

    def collect(value: object) -> None:
        if isinstance(value, str):
            found.update([value, *value.split()])
        elif isinstance(value, dict):
            for key, inner in value.items():
                collect(key)
                collect(inner)
        elif isinstance(value, list | tuple | set | frozenset):
            for inner in value:
                collect(inner)

    words = language(code)
    for name in Language.__dataclass_fields__:
        if name != "words":
            collect(getattr(words, name))
    return sorted(found)


@fuzzed(150)
@given(st.data(), st.sampled_from(languages()))
def test_any_words_about_time_mean_some_days_or_none(data: st.DataObject, code: str) -> None:
    text = data.draw(phrases(code) | st.text(max_size=30) | payloads)
    speakers = (language(code), language("en"))
    for read in (read_deadline(text, speakers, YEAR), read_calendar_words(text)):
        if read is not None and read.earliest is not None and read.latest is not None:
            assert read.earliest <= read.latest
    read_span(text, speakers)
    read_hours(text)
    read_cadence(text, speakers, {"annual", "board-meeting"})
    rule = read_rule(text, speakers)
    if rule is not None:
        assert all(YEAR.start <= day <= YEAR.end for day in days_of(rule, YEAR.start, YEAR.end))


# hjul.toml and saved previews

SETTINGS = 'ledger = "x.db"\n[guard]\nshare = 0.5\nleast = 2\ncount = 9\n[targets.a]\nadapter = "folder"\npath = "x"\n'


@st.composite
def tomls(draw: st.DrawFn) -> bytes:
    """Settings with pieces exchanged, or anything."""
    text = SETTINGS
    for _ in range(draw(st.integers(1, 4))):
        old = draw(st.sampled_from(sorted(set(text.split()))))
        new = draw(st.text(max_size=10) | scalars.map(json.dumps))
        text = text.replace(old, new, 1)
        if not text.split():
            break
    return draw(st.sampled_from([text.encode("utf-8", "replace"), draw(st.binary(max_size=60))]))


@fuzzed(60)
@given(tomls())
def test_any_settings_are_settings_or_are_told_what_is_wrong(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "hjul.toml").write_bytes(data)
        with suppress(UserError):
            read_settings(Path(folder))


@st.composite
def changed(draw: st.DrawFn, whole: Any) -> Any:
    """A document some parts of which are gone, or are something else."""
    whole = deepcopy(whole)
    for _ in range(draw(st.integers(1, 3))):
        node: Any = whole
        parent: Any = None
        key: Any = None
        while isinstance(node, dict | list) and node and draw(st.integers(0, 4)):
            steps = sorted(node) if isinstance(node, dict) else range(len(node))
            parent, key = node, draw(st.sampled_from(list(steps)))
            node = parent[key]
        if parent is None:
            continue
        if draw(st.booleans()):
            parent[key] = draw(documents)
        else:
            del parent[key]
    return whole


PREVIEW = {
    "format": FORMAT,
    "version": VERSION,
    "plan": PLAN_ID,
    "targets": {
        "folder": [{"item": "a", "title": "A", "same": "0"}, {"item": "b", "title": "B", "same": "1"}]
    },
}


@fuzzed(100)
@given(changed(PREVIEW).map(json.dumps) | st.text(max_size=50))
def test_any_file_is_a_saved_preview_or_is_none(text: str) -> None:
    with suppress(UserError):
        saved = from_text(text, "saved.json")
        assert all(isinstance(line.key, str) for lines in saved.targets.values() for line in lines)


# The ledger's documents


@pytest.mark.parametrize(
    "change",
    [
        {"start": ["2026-01-01T10:00:00", "Europe"]},
        {"start": ["2026-01-01T10:00:00", "../../etc/passwd"]},
        {"reminders": [10**40]},
        {"start": "99999-01-01"},
        {"categories": 5},
        {"kind": []},
    ],
)
def test_an_item_that_hjul_never_wrote_is_said_not_to_be_understood(
    hjul: Hjul, folder: Path, change: dict[str, Any]
) -> None:
    hjul("sync")
    ledger = folder / "hjul-data" / "hjul.db"
    with closing(sqlite3.connect(ledger)) as connection, connection:
        (text,) = connection.execute("SELECT document FROM agreed WHERE key = 'fair'").fetchone()
        document = json.loads(text)
        document["item"] |= change
        connection.execute("UPDATE agreed SET document = ? WHERE key = 'fair'", (json.dumps(document),))
    for command in ("preview", "sync"):
        ran = hjul(command)
        assert ran.code == 1
        assert "move the ledger away" in ran.err


@fuzzed(120)
@given(st.data())
def test_any_document_in_the_ledger_is_understood_or_refused(data: st.DataObject) -> None:
    one = agreed_to_json(data.draw(remembered))
    with suppress(*NOT_UNDERSTOOD):
        agreed_from_json(data.draw(changed(one)))
    effect = effect_to_json(data.draw(effects))
    with suppress(*NOT_UNDERSTOOD):
        effect_from_json(data.draw(changed(effect)))
    with suppress(*NOT_UNDERSTOOD):
        anything: Any = data.draw(documents)
        agreed_from_json(anything)


# Files in the folder, and people's notes

ITEMS = (
    make_event(reminders=(timedelta(hours=2),)),
    make_event(start=date(2026, 5, 9), end=date(2026, 5, 10), tentative=True, cancelled=True),
    make_task(),
)
FILES = [
    to_ics(item, plan_id=PLAN_ID, zone=ZONE, at=NOW, progress=Progress(State.DONE, 100, NOW, "Kari"))
    for item in ITEMS
]
NAMES = sorted({line.split(b":")[0].split(b";")[0] for data in FILES for line in data.split(b"\r\n")})
VALUES = [
    *(b"20260230", b"20260406T250000", b"99999999T999999Z", b"00010101T000000Z", b"20260406T180000,20260407"),
    *(
        b"-P99999999999W",
        b"PT-5M",
        b"VEVENT",
        b"VALARM",
        b"VTODO",
        b"FREQ=SECONDLY;COUNT=999999999",
        b"\x00",
        b"\xff",
    ),
    *(
        b"9" * 5_000,
        b"1.zzzzzzzz",
        b"-1",
        b"a|b|c|d",
        b"|" * 50,
        b"id=|name=",
        b"BASE64",
        b"=0D=0A",
        b"\\n\\N\\;\\,\\",
    ),
]
PARAMETERS = [
    b"",
    b";VALUE=DATE",
    b";TZID=Europe",
    b";TZID=../x",
    b";ENCODING=BASE64;VALUE=BINARY",
    b';X="a',
    b";X",
]


@st.composite
def broken_files(draw: st.DrawFn) -> bytes:
    """A file of ours with lines gone, doubled, exchanged, and bytes in between."""
    lines = draw(st.sampled_from(FILES)).split(b"\r\n")
    values = (
        st.sampled_from(VALUES)
        | st.binary(max_size=12)
        | payloads.map(lambda text: text.encode("utf-8", "replace"))
    )
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        made = draw(st.sampled_from(NAMES)) + draw(st.sampled_from(PARAMETERS)) + b":" + draw(values)
        match draw(st.integers(0, 5)):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[draw(st.integers(0, len(lines) - 1))])
            case 2:
                lines.insert(at, made)
            case 3:
                name = lines[at].split(b":")[0]
                lines[at] = name + b":" + draw(values)
            case 4:
                name, _, value = lines[at].partition(b":")
                lines[at] = name.split(b";")[0] + draw(st.sampled_from(PARAMETERS)) + b":" + value
            case _:
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(st.binary(max_size=4)) + lines[at][cut:]
        if not lines:
            break
    return draw(st.sampled_from([b"\r\n", b"\r\n", b"\n"])).join(lines)


@fuzzed(150)
@given(broken_files() | st.binary(max_size=100))
def test_any_file_in_the_folder_is_an_item_or_none_or_is_told_what_is_wrong(data: bytes) -> None:
    try:
        entry = from_ics(data, plan_id=PLAN_ID, zone=ZONE)
    except ValueError:
        return
    if entry is None:
        return
    with suppress(ValueError):
        parted(data, plan_id=PLAN_ID, key=entry.item.key)
    for item in (entry.item, *(one for one in ITEMS if one.key == entry.item.key)):
        try:
            written = to_ics(item, plan_id=PLAN_ID, zone=ZONE, at=NOW, existing=data)
        except ValueError:
            continue
        again = from_ics(written, plan_id=PLAN_ID, zone=ZONE)
        assert again is not None
        assert again.item == as_stored(item)
        assert again.notes == entry.notes
        assert to_ics(item, plan_id=PLAN_ID, zone=ZONE, at=NOW, existing=written) == written


marks = st.text(max_size=30) | st.from_regex(r"\d{1,3}\.[0-9a-f]{0,32}") | st.just("9" * 5_000 + ".")


@fuzzed(100)
@given(st.text(max_size=80), st.none() | marks, payloads)
def test_any_description_is_taken_apart_and_put_together_again(
    text: str, said: str | None, payload: str
) -> None:
    for whole in (text, payload, f"{payload}\n\n-- hjul: x --\n{text}"):
        found = split(whole, said)
        again = join(found, OWN_NOTES)
        assert split(again, checksums(found.managed)) == found or found == Description("", "")


# What servers answer -------------------------------------------------------------------------------------------------

HREFS = ["/a/b.ics", "", "//[", "http://[::1", "%zz", "/a/", "/a/%2F.ics", "http://other/x.ics", "\u00b2"]
STATUSES = [
    "HTTP/1.1 200 OK",
    "HTTP/1.1 404 Not Found",
    "HTTP/1.1 \u00b2 what",
    "",
    "200",
    "HTTP/1.1 507 More",
]


@st.composite
def multistatuses(draw: st.DrawFn) -> bytes:
    """Elements of WebDAV in any order and depth, with addresses and status lines that are none among them."""
    names = [
        "multistatus",
        "response",
        "href",
        "status",
        "propstat",
        "prop",
        "getetag",
        "sync-token",
        "resourcetype",
    ]
    leaves = st.sampled_from([*HREFS, *STATUSES, "BEGIN:VCALENDAR"]) | st.text(
        "abc \u00e5\u0664<&", max_size=8
    )
    texts = leaves.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
    elements = st.recursive(
        texts,
        lambda inner: st.builds(
            lambda name, parts: f"<D:{name}>{''.join(parts)}</D:{name}>",
            st.sampled_from(names),
            st.lists(inner, max_size=5),
        ),
        max_leaves=30,
    )
    rows = [
        f"<D:response><D:href>{href}</D:href>{draw(elements)}<D:propstat><D:prop><D:getetag>x</D:getetag></D:prop>"
        f"<D:status>{draw(st.sampled_from(STATUSES))}</D:status></D:propstat></D:response>"
        for href in draw(st.lists(st.sampled_from(HREFS), max_size=4))
    ]
    body = "".join([*rows, draw(elements)])
    return f'<D:multistatus xmlns:D="DAV:">{body}</D:multistatus>'.encode()


@fuzzed(150)
@given(multistatuses())
def test_any_multistatus_is_read_or_refused_as_a_whole(body: bytes) -> None:
    tree = DAVResponse.from_bytes(body).tree
    read = read_members(tree)
    assert read is None or all(member.name for member in read.members)
    read_own_property(tree, "items-0")
    took(tree)
    for address, _ in described("http://127.0.0.1/a/", Answer(207, {}, tree)):
        assert address


def test_an_answer_with_an_address_that_is_none_is_not_read_without_it() -> None:
    """What it names may be one of ours, and would be taken for deleted."""
    row = "<D:response><D:href>//[</D:href><D:status>HTTP/1.1 200 OK</D:status></D:response>"
    tree = DAVResponse.from_bytes(f'<D:multistatus xmlns:D="DAV:">{row}</D:multistatus>'.encode()).tree
    assert read_members(tree) is None
    assert host_of("http://[") is None


@pytest.mark.parametrize("state", [caldav_state, google_state], ids=["CalDAV", "Google"])
@fuzzed(100)
@given(st.data())
def test_any_cursor_is_understood_or_taken_for_none(state: Any, data: st.DataObject) -> None:
    whole = json.loads(state.Cursor().dumped(PLAN_ID, str(ZONE)))
    kept = {name: data.draw(st.just(value) | documents, label=name) for name, value in whole.items()}
    text = json.dumps(kept | {"version": 1, "plan": PLAN_ID, "zone": str(ZONE)})
    for each in (text, data.draw(st.text(max_size=50))):
        found = state.Cursor.loaded(each, PLAN_ID, str(ZONE))
        assert found is None or isinstance(found.dumped(PLAN_ID, str(ZONE)), str)


# documents

DOCUMENTS = [
    (path.name, path.read_bytes())
    for path in sorted((Path(__file__).parents[1] / "data" / "documents").iterdir())
    if path.suffix != ".pdf"
]
PDF = (Path(__file__).parents[1] / "data" / "documents" / "plan.reportlab.pdf").read_bytes()
ENDINGS = ["plan", "plan.txt", "plan.md", "plan.csv", "plan.html", "plan.docx", "plan.xlsx"]


def is_read_or_refused(raw: bytes, name: str) -> None:
    """Blocks that say something, or one sentence."""
    refused: UserError | None = None
    blocks: tuple[Block, ...] = ()
    try:
        blocks = read_document(raw, name).blocks
    except UserError as error:
        refused = error
    if refused:
        assert refused.exit_code == 2
        assert "\n" not in str(refused)
    else:
        assert any(block.text.strip() for block in blocks)


@fuzzed(200)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode), st.sampled_from(ENDINGS))
def test_any_bytes_are_a_document_or_are_told_to_be_none(raw: bytes, name: str) -> None:
    if b"%PDF-" not in raw[:1_024]:  # each would be a process of its own
        is_read_or_refused(raw, name)


@fuzzed(200)
@given(
    st.lists(
        st.sampled_from(
            [*LINES, "\t", "\n", "- ", "1. ", "# ", "| a | b |", "|---|---|", "<p>", "<td>", "**", "A"]
        )
    )
)
def test_any_text_is_read_whatever_it_is_called(parts: list[str]) -> None:
    for name in ENDINGS[:5]:
        is_read_or_refused("".join(parts).encode(errors="replace"), name)


@fuzzed(150)
@given(st.sampled_from(DOCUMENTS), st.integers(min_value=0), st.binary(max_size=8), st.integers(0, 40))
def test_a_damaged_document_is_read_or_refused(
    document: tuple[str, bytes], at: int, put: bytes, gone: int
) -> None:
    name, raw = document
    at %= len(raw)
    is_read_or_refused(raw[:at] + put + raw[at + gone :], name)


@fuzzed(150)
@given(
    st.sampled_from(["plan.docx", "plan.odt"]),
    st.integers(min_value=0),
    st.integers(0, 400),
    st.integers(min_value=0),
)
def test_a_container_with_other_xml_in_it_is_read_or_refused(name: str, at: int, gone: int, to: int) -> None:
    """A piece of the text's own XML is cut out and put somewhere else."""
    raw = dict(DOCUMENTS)[name]
    part = "word/document.xml" if name == "plan.docx" else "content.xml"
    with ZipFile(BytesIO(raw)) as made:
        members = {one: made.read(one) for one in made.namelist()}
    tags = re.split(rb"(?=<)", members[part])
    start = at % len(tags)
    piece, rest = tags[start : start + gone], tags[:start] + tags[start + gone :]
    place = to % (len(rest) + 1)
    members[part] = b"".join([*rest[:place], *piece, *rest[place:]])
    out = BytesIO()
    with ZipFile(out, "w") as changed:
        for one, data in members.items():
            changed.writestr(one, data)
    is_read_or_refused(out.getvalue(), name)


@fuzzed(4)
@given(st.integers(min_value=0), st.binary(max_size=30), st.integers(0, 400))
def test_a_damaged_pdf_is_read_or_refused(at: int, put: bytes, gone: int) -> None:
    """Few, since each is read in a process of its own."""
    at %= len(PDF)
    is_read_or_refused(PDF[:at] + put + PDF[at + gone :], "plan.pdf")
