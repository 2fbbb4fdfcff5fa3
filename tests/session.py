"""The README's session, as ``make demo`` runs it and a test checks it.

Every ``console`` block whose first command is ``hjul``-related is part of it: lines that begin with ``$ `` are run by bash in
order, in one folder that starts as a copy of an example; what stands below a command is what it prints, with ``...``
for what is left out.

    python -m tests.session FOLDER    runs it in FOLDER, showing commands and output
"""

from __future__ import annotations

import doctest
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MARK = "<!-- session -->"
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True, slots=True)
class Step:
    """One command and what the README says it prints."""

    command: str
    expected: str


def steps(readme: str) -> Iterator[Step]:
    """The commands of every block that stands under the session's mark."""
    for part in readme.split(MARK)[1:]:
        block = part.split("```console\n", 1)[1].split("```", 1)[0]
        command = ""
        lines: list[str] = []
        for line in [*block.splitlines(), "$ "]:
            if line.startswith("$ "):
                if command:
                    yield Step(command, "\n".join(lines) + "\n" if lines else "")
                command, lines = line[2:], []
            else:
                lines.append(line)


def environment() -> dict[str, str]:
    """No terminal, no settings of the person who runs it, and this environment's commands first."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HJUL_")}
    return kept | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "NO_COLOR": "1",
        "COLUMNS": "200",
    }


def run(step: Step, folder: Path, env: dict[str, str]) -> str:
    """What one command prints, standard error included. ``export NAME=value`` holds for the commands after it."""
    if step.command.startswith("export "):
        for word in shlex.split(step.command, comments=True)[1:]:
            name, _, value = word.partition("=")
            env[name] = value
        return ""
    done = subprocess.run(
        ["bash", "-c", step.command],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def is_as_written(step: Step, printed: str) -> bool:
    """Whether a command printed what the README says; nothing there means that it does not matter."""
    return not step.expected or doctest.OutputChecker().check_output(step.expected, printed, FLAGS)


def main() -> None:
    """Run the session in the folder named on the command line, anew."""
    folder = Path(sys.argv[1]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "examples" / "lokallaget", folder)
    env = environment()
    for step in steps((ROOT / "README.md").read_text(encoding="utf-8")):
        print(f"\n$ {step.command}", flush=True)
        print(run(step, folder, env), end="", flush=True)
    print(f"\nThe folder: {folder}")


if __name__ == "__main__":
    main()
