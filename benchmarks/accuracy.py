"""How right plan documents are read: every document of tests/data/plans against its truth. make accuracy

Prints, for the half whose documents may be looked at and for the half that is held out, precision, recall and F1 of every
list, and the share of fields that are right in what was found. ``benchmarks/scoring.py`` says how items are matched. Of the
held-out half only the sums are ever printed: whoever writes rules does not look into it. Pieces are dense pages of what is
hard, no sample of what boards have: they show where rules are lacking, and their figures are no measure of a plan.

    python -m benchmarks.accuracy                       both halves; the open one alone where nothing is held out
    python -m benchmarks.accuracy --missed nb-fau       what is lacking, too much or wrong in one open document
    python -m benchmarks.accuracy --against DIR         the counts of the real plans in DIR/seeds, where it is there
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from pathlib import Path

from adapters.documents.read import read_document
from benchmarks.scoring import MAIN, Missed, Score, Truth, score
from benchmarks.seeds import compare, seeds_in
from config.errors import UserError
from mappings.reading.model import Reading
from mappings.reading.read import read

PLANS = Path(__file__).parents[1] / "tests" / "data" / "plans"
HELD_OUT = PLANS / "held-out"
PIECES = PLANS / "pieces"
GOALS = {"events": 0.97, "actions": 0.93, "targets": 0.93, "responsible": 0.95, "due": 0.95}
"""On documents that the rules have never seen."""


def documents(folder: Path) -> list[tuple[Path, Truth]]:
    """Every document of this folder with its truth, by name."""
    found: list[tuple[Path, Truth]] = []
    for path in sorted(folder.glob("*.truth.json")):
        truth: Truth = json.loads(path.read_text(encoding="utf-8"))
        found.append((folder / truth["document"], truth))
    return found


def reading_of(path: Path) -> Reading:
    """What the rules make of this file. UserError for a file that cannot be read."""
    return read(read_document(path))


def scored(path: Path, truth: Truth, *, quiet: bool) -> Score:
    """The score of one document; one that stops the rules is scored as if nothing had been found in it."""
    try:
        reading = reading_of(path)
    except UserError:
        return score(truth, None)
    except Exception as error:  # noqa: BLE001  # the other documents are scored all the same
        if not quiet:
            where = traceback.extract_tb(error.__traceback__)[-1]
            print(f"  {path.name}: {type(error).__name__} in {Path(where.filename).name}:{where.lineno}")
        return score(truth, None)
    return score(truth, reading)


def half(title: str, folder: Path, *, each: bool) -> Score:
    """Print the sums of one half, and a line for each document where they may be looked at."""
    print(f"\n{title}")
    total = Score()
    begin = time.perf_counter()
    for path, truth in documents(folder):
        one = scored(path, truth, quiet=not each)
        total.add(one)
        if each:
            print(f"  {path.name:34} {_line(one)}")
    seconds = time.perf_counter() - begin
    print(f"  {'list':24} precision  recall     F1   found  lacking  extra")
    for name in sorted(total.lists, key=lambda name: (name not in MAIN, name)):
        count = total.lists[name]
        only = name == "questions"
        print(
            f"  {name:24} {'    —    ' if only else f'{count.precision:9.3f}'} {count.recall:7.3f} "
            f"{'   —  ' if only else f'{count.f1:6.3f}'} {count.right:7} {count.missed:8} {count.extra:6}{_goal(name, count.f1)}"
        )
    for name in total.asked:
        share = total.share(name)
        print(f"  {name:24} {share:9.3f}  ({total.fields[name]} of {total.asked[name]}){_goal(name, share)}")
    print(
        f"  traps: {total.sprung} of {total.traps} sprung; not read at all: {total.failed}; {seconds:.1f} s"
    )
    return total


def _line(one: Score) -> str:
    parts = [f"{name} {one.lists[name].f1:.2f} ({_counts(one, name)})" for name in MAIN]
    fields = [f"{name} {one.share(name):.2f}" for name in ("kind", "responsible", "due") if one.asked[name]]
    return "  ".join([*parts, *fields])


def _counts(one: Score, name: str) -> str:
    count = one.lists[name]
    return f"{count.right}/-{count.missed}/+{count.extra}"


def _goal(name: str, share: float) -> str:
    goal = GOALS.get(name)
    return "" if goal is None else f"   {'ok' if share >= goal else f'below {goal}'}"


def show_missed(name: str) -> None:
    """Everything that is not right in one document of the open half."""
    known = {path.stem: (path, truth) for path, truth in documents(PLANS)}
    if name not in known:
        sys.exit(f"there is no open document {name!r}; there are: {', '.join(known)}")
    path, truth = known[name]
    one = score(truth, reading_of(path))
    print(f"{path.name}: {_line(one)}")
    _show(one.missed)


def _show(missed: Missed) -> None:
    for title, items in (("lacking", missed.lacking), ("too much", missed.extra)):
        for name, text in items:
            print(f"  {title} {name}: {text}")
    for field, text, wanted, found in missed.wrong:
        print(f"  wrong {field} of {text[:70]!r}: {_shown(wanted)}, read as {_shown(found)}")


def _shown(value: object) -> str:
    return repr(sorted(value)) if isinstance(value, frozenset) else repr(value)


def against(folder: Path) -> bool:
    """Print the counts of the real plans beside those that were counted by hand. Whether all are right."""
    found = seeds_in(folder)
    if not found:
        print(f"the real plans are not here ({folder})")
        return True
    right = True
    for number, path in found.items():
        for what, wanted, counted in compare(number, reading_of(path), path):
            right = right and wanted == counted
            print(
                f"  {number} {what:44} {wanted!s:>10} {counted!s:>10}{'' if wanted == counted else '   WRONG'}"
            )
    return right


def main() -> None:
    """Print what is asked for; exit with 1 when a count of the real plans is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--missed", metavar="NAME", help="an open document's name, without its ending")
    parser.add_argument("--against", metavar="DIR", type=Path, help="where the folder seeds stands")
    given = parser.parse_args()
    if given.missed:
        show_missed(given.missed)
    elif given.against:
        sys.exit(0 if against(given.against) else 1)
    else:
        half("Open half", PLANS, each=True)
        if documents(HELD_OUT):
            half("Held-out half, sums only", HELD_OUT, each=False)
        else:
            print("\nno document is held out: there is no truth in tests/data/plans/held-out")
        for title, folder in {"Pieces": PIECES, "Held-out pieces": PIECES / "held-out"}.items():
            if documents(folder):
                half(f"{title}, sums only", folder, each=False)


if __name__ == "__main__":
    main()
