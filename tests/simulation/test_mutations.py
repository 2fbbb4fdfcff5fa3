"""Every promise can fail: hjul is broken in one place after another, and the simulation sees which promise that breaks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice

import pytest

from tests.simulation.__main__ import replay
from tests.simulation.mutations import MUTATIONS, Mutation
from tests.simulation.promises import Promise
from tests.simulation.schedules import failure, play, schedule

WORLDS = 600
"""The search stops at the first world that shows it."""
SHORTENED = ("a deletion is not remembered", "the plan's date always wins", "the stamp is not compared")


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name.replace(" ", "-"))
def test_a_broken_hjul_breaks_its_promise_and_a_whole_one_keeps_it(
    mutation: Mutation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []
    with monkeypatch.context() as broken:
        broken.setattr(mutation.function, "__code__", mutation.code())
        for seed in islice(_seeds(mutation), WORLDS):
            tried.append(seed)
            if mutation.breaks in _broken(seed):
                break
        else:
            pytest.fail(f"{WORLDS} worlds do not show it: {mutation.why}")
    assert all(not _broken(seed) for seed in tried)


def test_every_promise_is_seen_to_fail() -> None:
    assert {mutation.breaks for mutation in MUTATIONS} == set(Promise)


@pytest.mark.parametrize("name", SHORTENED, ids=lambda name: name.replace(" ", "-"))
def test_a_failure_is_shortened_to_a_history_that_plays_again(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (mutation,) = (one for one in MUTATIONS if one.name == name)
    monkeypatch.setattr(mutation.function, "__code__", mutation.code())
    seed = next(seed for seed in _seeds(mutation) if _broken(seed))
    given, one = schedule(seed), failure(seed)
    promise = play(given).judge.broken[0][0]
    assert promise in {broken for broken, _ in one.broken}
    assert 0 < len(one.kept) < len(given.steps)
    for number in one.kept:
        fewer = [each for each in one.kept if each != number]
        assert promise not in {broken for broken, _ in play(given, fewer).judge.broken}
    assert tuple(play(given, one.kept).log) == one.log
    assert replay(seed, list(one.kept)) == 1
    told = capsys.readouterr().out.splitlines()
    assert told == [*one.log, *(f"BROKEN: {broken}: {text}" for broken, text in one.broken)]


def _seeds(mutation: Mutation) -> Iterator[int]:
    can = mutation.service
    return (seed for seed in count(1) if can is None or schedule(seed).setting.capabilities is can)


def _broken(seed: int) -> set[Promise]:
    return {promise for promise, _ in play(schedule(seed)).judge.broken}
