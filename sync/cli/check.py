"""``hjul check``: what is wrong in the plan file, then where the plan has holes. Reads the plan; asks no service."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from config.errors import WRONG_INPUT, PlanError
from config.language import language
from config.plan_file import read_plan
from mappings.plan_to_findings import Severity, findings
from sync.cli.terminal import complain, say, say_json

SIGNS = {Severity.HOLE: "!", Severity.QUESTION: "?"}


def run(path: Path, *, as_json: bool) -> None:
    """Exit code 2 with every problem of a file that cannot be used, 0 with the findings of one that can."""
    try:
        file = read_plan(path)
    except PlanError as error:
        if as_json:
            say_json({"problems": [asdict(problem) for problem in error.problems], "findings": []})
        for problem in error.problems:
            complain(str(problem))
        raise SystemExit(WRONG_INPUT) from None
    words = language(file.plan.language)
    found = findings(file)
    if as_json:
        data = [
            {
                "code": one.code,
                "severity": one.severity.value,
                "line": file.place(one.place)[0],
                "column": file.place(one.place)[1],
                "message": one.sentence(words),
            }
            for one in found
        ]
        say_json({"problems": [], "findings": data})
        return
    for one in found:
        line, column = file.place(one.place)
        say(f"{path}:{line}:{column}: {one.sentence(words)}", sign=SIGNS[one.severity])
    holes = sum(one.severity is Severity.HOLE for one in found)
    say(words.word("check.summary", holes=holes, questions=len(found) - holes), bold=True)
