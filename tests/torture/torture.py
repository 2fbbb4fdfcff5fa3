"""Kills without number: worlds in which hjul is killed again and again, and comes to rest with nothing lost in between."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.torture.place import PLACES
from tests.torture.victim import Death
from tests.torture.world import World

KILLS_IN_ONE_WORLD = 25
MOST_IN_A_ROW = 4


@dataclass
class Tally:
    """What a torture came to."""

    kills: int = 0
    midway: int = (
        0  # of them in the middle of writing, so that the next run had to find out what had happened
    )
    attempts: int = 0
    worlds: int = 0
    rests: int = 0
    litter: int = 0  # the most temporary files that ever lay there together


def torture(
    kills: int, seed: int, place: str = "folder", tell: Callable[[Tally], None] = lambda _: None
) -> Tally:
    """So many kills, from this seed. AssertionError when anything was lost, doubled or left half done.

    ``place`` is where the plan goes: ``folder`` or ``radicale``.
    """
    tally = Tally()
    with PLACES[place]() as opened:
        while tally.kills < kills:
            rng = Random(f"{seed}/{tally.worlds}")
            with tempfile.TemporaryDirectory(prefix="hjul-torture-") as folder:
                _one_world(World.begin(Path(folder) / "world", rng, opened), rng, tally, kills)
            tally.worlds += 1
            tell(tally)
    return tally


def _one_world(world: World, rng: Random, tally: Tally, kills: int) -> None:
    longest = 0.3
    while world.kills < KILLS_IN_ONE_WORLD and tally.kills < kills:
        for _ in range(rng.randint(1, MOST_IN_A_ROW)):
            before = world.kills
            world.attempt(_death(rng, longest))
            tally.attempts += 1
            tally.kills += world.kills - before
            if not world.ends[-1].killed:
                longest = max(0.1, min(3.0, world.ends[-1].seconds))
            if rng.random() < 0.5:
                world.people_act()
            world.place.pause(rng)
        tally.litter = max(tally.litter, len(world.temporary()))
        world.converge()
        tally.rests += 1
        for _ in range(rng.randint(2, 8)):
            world.people_act()
            world.edit_the_plan()
    tally.midway += world.midway
    world.converge()
    world.same_report()
    world.no_litter()


def _death(rng: Random, longest: float) -> Death:
    """By the clock, or just before one of the calls that change a file: as often near the beginning as near the end."""
    if rng.random() < 0.5:
        return Death(seconds=rng.uniform(0.002, longest))
    return Death(event=int(2 ** rng.uniform(0, 7)))
