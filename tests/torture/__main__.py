"""``python -m tests.torture --kills 300``: kill hjul hundreds of times and see that nothing is lost."""

from __future__ import annotations

import argparse
import sys
import time
from random import SystemRandom

from tests.torture.place import PLACES
from tests.torture.torture import Tally, torture


def main() -> None:
    """Prints the seed first, so that a failure can be had again."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(1_000_000))
    parser.add_argument("--place", choices=PLACES, default="folder")
    wish = parser.parse_args()
    sys.stdout.write(f"seed {wish.seed}\n")
    begun = time.monotonic()
    tally = torture(wish.kills, wish.seed, wish.place, _tell)
    sys.stdout.write(
        f"{tally.kills} kills ({tally.midway} in the middle of writing) in {tally.attempts} runs and {tally.worlds} worlds, {tally.rests} times at rest, "
        f"{time.monotonic() - begun:.0f} s: nothing lost, nothing twice; at most {tally.litter} temporary files at once\n"
    )


def _tell(tally: Tally) -> None:
    sys.stdout.write(f"  {tally.kills} kills, {tally.worlds} worlds\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
