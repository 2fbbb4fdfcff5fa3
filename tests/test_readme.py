"""The README stays true: its session runs and prints what stands there."""

from __future__ import annotations

import shutil
from pathlib import Path

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
