"""A run that is cut off at any single effect, before it or after it, is finished by the next one: nothing twice, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from adapters.base import Adapter, Capabilities, Effect, Outcome, Reading, Since, Transient
from mappings.items import Item
from sync import registry
from sync.registry import Opening
from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_road import files

SMALL = PLAN.split("areas:")[0].replace(
    "every: first Monday\n    except: 2026-07", "dates: [2026-02-02, 2026-03-02, 2026-04-06]"
)
CHANGED = (
    SMALL.replace("title: Marknad", "title: Stora marknaden")
    .replace("2026-04-06]", "2026-04-07]")
    .replace("  - {id: trip, title: Utflykt, month: 2026-08}\n", "")
)


class PowerCut(BaseException):
    """Nothing in the program may catch this."""


class Unreliable:
    """The real adapter, which fails once at one effect."""

    def __init__(self, inner: Adapter, fail: Callable[[int], Iterator[BaseException | None]]) -> None:
        self.inner = inner
        self.fail = fail

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def read(self, since: Since) -> Reading:
        return self.inner.read(since)

    def as_stored(self, item: Item) -> Item:
        return self.inner.as_stored(item)

    def mails(self, effect: Effect) -> int:
        return self.inner.mails(effect)

    def apply(self, effects: Iterable[Effect]) -> Iterator[Outcome]:
        for number, effect in enumerate(effects):
            before, after = self.fail(number)
            if isinstance(before, PowerCut):
                raise before
            (outcome,) = self.inner.apply([effect])
            if isinstance(after, PowerCut):
                raise after
            yield Outcome(effect, error=after) if isinstance(after, Transient) else outcome


@pytest.fixture
def unreliable(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, str], None]:
    """Makes the folder fail once, at one effect: cut before it, cut after it, or its answer lost."""
    real = registry.ADAPTERS["folder"]

    def at(position: int, how: str) -> None:
        left = [1]

        def fail(number: int) -> Iterator[BaseException | None]:
            hit = number == position and left[0] > 0
            left[0] -= hit
            yield PowerCut() if hit and how == "before" else None
            yield (
                (PowerCut() if how == "after" else Transient("no answer"))
                if hit and how != "before"
                else None
            )

        def open_it(opening: Opening) -> Adapter:
            return Unreliable(real(opening), fail)

        monkeypatch.setitem(registry.ADAPTERS, "folder", open_it)

    return at


@pytest.mark.parametrize("how", ["before", "after", "lost"])
@pytest.mark.parametrize("position", range(7))
@pytest.mark.parametrize("ledger", ["kept", "lost"])
def test_a_cut_at_any_effect_is_mended_by_the_next_run(
    hjul: Hjul, folder: Path, unreliable: Callable[[int, str], None], position: int, how: str, ledger: str
) -> None:
    plan = folder / "plan.yaml"
    plan.write_text(SMALL, encoding="utf-8")
    unreliable(position, how)
    _run(hjul)
    if ledger == "lost":
        for path in (folder / "hjul-data").glob("hjul.db*"):
            path.unlink()
    assert hjul("sync").code == 0
    _nothing_left(hjul)
    there = files(folder)
    assert len(there) == len(list((folder / "hjul-data").glob("*/*.ics"))) == 6
    plan.write_text(CHANGED, encoding="utf-8")
    unreliable(position, how)
    _run(hjul)
    if ledger == "lost":
        for path in (folder / "hjul-data").glob("hjul.db*"):
            path.unlink()
    assert hjul("sync").code == 0
    _nothing_left(hjul)
    assert len(list((folder / "hjul-data").glob("*/*.ics"))) == 5
    assert set(files(folder).values()) < set(there.values())


def _run(hjul: Hjul) -> None:
    with suppress(PowerCut):
        hjul("sync")


def _nothing_left(hjul: Hjul) -> None:
    target = json.loads(hjul("preview", "--format", "json").out)["targets"][0]
    assert target["operations"] == []
    assert target["findings"] == []
    assert target["read"] == []
