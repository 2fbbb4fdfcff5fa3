"""The README stays true: its session runs and prints what stands there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.pictures import REPORT, STRIP, WHEEL, digest_in, report, said, strip, wheel
from tests.servers.running import running
from tests.session import ROOT, environment, is_as_written, run, steps

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readmes_session_prints_what_it_says(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(ROOT / "examples" / "lokallaget", folder)
    env = environment()
    session = list(steps(README))
    assert len(session) >= 8
    for step in session:
        printed = run(step, folder, env)
        assert is_as_written(step, printed), f"$ {step.command}\n{printed}"
        assert "Traceback" not in printed


def test_the_readmes_lines_for_radicale_put_the_plan_there(tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(ROOT / "examples" / "lokallaget", folder)
    shutil.rmtree(folder / "hjul-data", ignore_errors=True)
    server = running("radicale")
    (block,) = [
        block
        for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
        if "radicale --auth" in block
    ]
    lines = [line.removeprefix("$ ") for line in block.splitlines()]
    assert len(lines) == 5
    hjul = str(Path(sys.executable).with_name("hjul"))
    address = f"{server.origin}/"

    def ran(words: list[str]) -> subprocess.CompletedProcess[str]:
        given = f"{server.password}\n"
        return subprocess.run(
            [hjul, *words],
            cwd=folder,
            env=environment(),
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )

    for line in lines[2:]:
        words = shlex.split(
            line.replace("http://localhost:5232/", address).replace("kari", server.user or "")
        )
        own = ["--password-stdin", "--secrets-dir", "hjul-secrets"] if "connect" in words else []
        done = ran([*words[1:], *own])
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    assert ran(["preview", "--exit-code"]).returncode == 0
    settings = tomllib.loads((folder / "hjul.toml").read_text(encoding="utf-8"))
    made = [server.account.members(settings["targets"]["board"][kind]) for kind in ("calendar", "tasks")]
    assert min(map(len, made)) > 10


def test_the_readmes_picture_of_the_wheel_is_what_hjul_draws() -> None:
    assert WHEEL.read_text(encoding="utf-8") == wheel(), "draw it anew: make pictures"


def test_the_picture_of_the_strip_is_what_hjul_draws() -> None:
    assert STRIP.read_text(encoding="utf-8") == strip(), "draw it anew: make pictures"


def test_the_readmes_picture_of_the_report_says_what_the_report_says() -> None:
    assert digest_in(REPORT.read_bytes()) == said(report()), "draw it anew: make pictures"
    assert WHEEL.relative_to(ROOT).as_posix() in README
