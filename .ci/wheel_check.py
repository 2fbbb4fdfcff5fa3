"""Builds the wheel and tries it alone: in an environment of its own, away from the checkout.

hjul's four top-level names are common words that other distributions use too. So this asserts that in the
environment that the pinned requirements make, each name is hjul's and nobody else's, that every file of the packages
is in the wheel, and that the command runs. It leaves nothing behind.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("sync", "adapters", "mappings", "config")

# Run by the wheel's own Python: prints what is wrong, a line each, and nothing when all is well.
OWNERS = """
import importlib, sys
from importlib.metadata import packages_distributions
owners = packages_distributions()
for name in sys.argv[1:]:
    if owners.get(name) != ["hjul"]:
        print(f"{name} is provided by {owners.get(name)}, expected hjul alone")
    home = importlib.import_module(name).__file__
    if not home.startswith(sys.prefix):
        print(f"{name} was imported from {home}, expected the environment of the wheel")
for name in sorted(name for name, providers in owners.items() if "hjul" in providers):
    if name not in sys.argv[1:]:
        print(f"hjul provides {name} too, expected only: " + " ".join(sys.argv[1:]))
"""


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """The command's output. Ends the check when it fails; its own complaint goes to the terminal first."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "HJUL_"))}
    done = subprocess.run(command, cwd=cwd, env=clean, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"wheel: this failed with exit code {done.returncode}: {' '.join(map(str, command))}")
    return done.stdout


def build(target: Path) -> Path:
    """The wheel, built by the pinned backend of this environment."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target)
    (wheel,) = target.glob("*.whl")
    return wheel


def missing_files(wheel: Path) -> list[str]:
    """The files of the packages that git knows and the wheel lacks."""
    known = run("git", "ls-files", "-z", "--", *PACKAGES).split("\0")
    packed = set(zipfile.ZipFile(wheel).namelist())
    return [
        f"{name} is not in the wheel"
        for name in known
        if name and (ROOT / name).exists() and name not in packed
    ]


def install(wheel: Path, target: Path) -> Path:
    """An environment that holds the wheel and its pinned requirements only; gives its folder of programs."""
    run("uv", "venv", "--quiet", "--no-python-downloads", "--python", sys.executable, target)
    programs = target / ("Scripts" if os.name == "nt" else "bin")
    into = ("uv", "pip", "install", "--quiet", "--python", programs / "python")
    run(*into, "--require-hashes", "-r", ROOT / "requirements" / "runtime.txt")
    run(*into, "--no-deps", wheel)
    run("uv", "pip", "check", "--quiet", "--python", programs / "python")
    return programs


def wrong_version(programs: Path, away: Path) -> list[str]:
    """What is wrong with the version that the installed command tells from a folder outside the checkout."""
    expected = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    said = run(programs / "hjul", "--version", cwd=away).strip()
    return [] if expected in said.split() else [f"hjul --version said {said!r}, expected {expected}"]


def main() -> int:
    """0 when the wheel is whole and alone, else 1."""
    with tempfile.TemporaryDirectory(prefix="hjul-wheel-") as folder:
        away = Path(folder)
        wheel = build(away / "dist")
        programs = install(wheel, away / "environment")
        faults = missing_files(wheel)
        faults += run(programs / "python", "-I", "-c", OWNERS, *PACKAGES, cwd=away).splitlines()
        faults += wrong_version(programs, away)
        for fault in faults:
            print(f"wheel: {fault}", file=sys.stderr)
        if not faults:
            files = len(zipfile.ZipFile(wheel).namelist())
            print(f"wheel: {wheel.name} holds {files} files, and {', '.join(PACKAGES)} are its alone")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
