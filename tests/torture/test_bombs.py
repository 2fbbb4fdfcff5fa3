"""Files in the folder that are made to exhaust whoever reads them: each is over in seconds, and the rest is done."""

from __future__ import annotations

import re
import signal
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.sync.conftest import Hjul
from tests.sync.test_road import files

ENDLESS = "RRULE:FREQ=SECONDLY;COUNT=999999999\r\n"
NEVER = "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n"
SECONDS = 60
MEGABYTES = 120


def zone(rule: str) -> str:
    """A time zone whose clocks change by this rule."""
    turns = "".join(
        f"BEGIN:{kind}\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0{one}00\r\nTZOFFSETTO:+0{other}00\r\n{rule}END:{kind}\r\n"
        for kind, one, other in (("STANDARD", 2, 1), ("DAYLIGHT", 1, 2))
    )
    return f"BEGIN:VTIMEZONE\r\nTZID:Endless\r\n{turns}END:VTIMEZONE\r\n"


@contextmanager
def bounded() -> Iterator[None]:
    """Seconds and megabytes, both generous: what is not bounded takes hours and everything."""

    def too_long(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, too_long)
    signal.alarm(SECONDS)
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < MEGABYTES * 1_000_000
    finally:
        tracemalloc.stop()
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


HARMLESS = {
    "a rule without end": ENDLESS,
    "thousands of alarms": "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nDESCRIPTION:x\r\nEND:VALARM\r\n"
    * 500,
    "a long value": f"X-NOTE:{'x' * 300_000}\r\n",
    "many days": f"RDATE:{','.join(['20260101T000000Z'] * 2_000)}\r\n",
    "many parameters": f"X-NOTE;{';'.join(f'P{n}=1' for n in range(2_000))}:1\r\n",
    "components in components": "BEGIN:X-A\r\n" * 1_000 + "END:X-A\r\n" * 1_000,
    "a number without end": f"X-NUMBER;VALUE=INTEGER:{'9' * 100_000}\r\n",
}
REFUSED = {
    "a million lines": "X-A:b\r\n" * 1_000_000,
    "a hundred thousand lines": "X-A:b\r\n" * 100_000,
    "a picture": f"ATTACH;ENCODING=BASE64;VALUE=BINARY:{'A' * 20_000_000}\r\n",
    "a zone that changes every second": zone(ENDLESS),
    "a zone that never changes": zone(NEVER),
    "components that never end": "BEGIN:X-A\r\n" * 1_000,
}


def put(path: Path, what: str) -> None:
    text = path.read_bytes().decode()
    at = "BEGIN:VEVENT" if "VTIMEZONE" in what else "END:VEVENT"
    path.write_bytes(text.replace(at, what + at, 1).encode())


@pytest.mark.parametrize("what", HARMLESS.values(), ids=HARMLESS)
def test_what_is_only_much_is_carried_along(hjul: Hjul, folder: Path, what: str) -> None:
    hjul("sync")
    path = files(folder)["fair"]
    put(path, what)
    there = path.read_bytes()
    with bounded():
        assert hjul("sync").code == 0
    assert path.read_bytes() == there


@pytest.mark.parametrize("what", REFUSED.values(), ids=REFUSED)
def test_what_is_too_much_is_told_in_a_line_and_left_alone(hjul: Hjul, folder: Path, what: str) -> None:
    hjul("sync")
    there = files(folder)
    put(there["annual"], what)
    before = there["annual"].read_bytes()
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("Marknad", "Loppis"), encoding="utf-8")
    with bounded():
        ran = hjul("sync")
    assert ran.code == 1
    assert "unforeseen" not in ran.err
    assert there["annual"].name in ran.out
    assert len(ran.out) < 2_000
    assert there["annual"].read_bytes() == before
    assert b"SUMMARY:Loppis" in there["fair"].read_bytes()


def test_a_meeting_in_a_zone_without_end_is_not_waited_for(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    path = files(folder)["annual"]
    text = re.sub(r"(DTSTART|DTEND);TZID=[^:]*:", r"\1;TZID=Endless:", path.read_bytes().decode())
    path.write_bytes(text.encode())
    put(path, zone(NEVER))
    with bounded():
        assert hjul("sync").code == 1


@pytest.mark.parametrize("says", [b"X-OTHER", b"X-HJUL-KEY"])
def test_a_foreign_file_of_a_hundred_megabytes_is_not_taken_into_memory(
    hjul: Hjul, folder: Path, says: bytes
) -> None:
    hjul("sync")
    path = folder / "hjul-data" / "calendar" / "large.ics"
    with path.open("wb") as file:
        file.write(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
        for _ in range(100):
            file.write(b"X-A:" + b"a" * 999_990 + b"\r\n")
        file.write(says + b":x\r\nEND:VCALENDAR\r\n")
    with bounded():
        ran = hjul("sync")
    assert ran.code == (says == b"X-HJUL-KEY")
    assert ("large.ics" in ran.out) == (says == b"X-HJUL-KEY")


def test_thousands_of_foreign_files_are_opened_once(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    calendar = folder / "hjul-data" / "calendar"
    for number in range(3_000):
        (calendar / f"{number}.ics").write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    with bounded():
        assert hjul("sync").code == 0
        assert hjul("sync").code == 0
    assert len(list(calendar.iterdir())) > 3_000
