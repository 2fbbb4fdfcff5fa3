"""What hjul says when a person must act. Never holds a secret, never a traceback.

Exit codes are the program's contract with scripts: 0 done, 1 failed or only partly done, 2 wrong input,
3 stopped by a guard, 4 sign-in needed, 10 changes pending.
"""

from __future__ import annotations

from dataclasses import dataclass

DONE = 0
FAILED = 1
WRONG_INPUT = 2
GUARDED = 3
SIGN_IN_NEEDED = 4
CHANGES_PENDING = 10


class UserError(Exception):
    """One clear sentence (what, where, what to do) for a person, with the exit code that goes with it."""

    def __init__(self, message: str, *, exit_code: int = FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code


MOST_LETTERS = 1_000
"""Of what was found, and of what is expected."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where (1-based line and column), what was found, what is expected."""

    file: str
    line: int
    column: int
    found: str
    expected: str

    def __post_init__(self) -> None:
        """A key of megabytes is not said again in full."""
        for name in ("found", "expected"):
            if len(said := getattr(self, name)) > MOST_LETTERS:
                object.__setattr__(self, name, f"{said[:MOST_LETTERS]}…")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.found}; {self.expected}"


MOST_PROBLEMS = 200
"""So many are said at once: nobody mends more before looking again."""


class PlanError(UserError):
    """Everything wrong in a plan file, in the order of its lines; of very many the first, and how many more there are."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.line, problem.column, problem.found))
        if more := self.problems[MOST_PROBLEMS:]:
            next_one = more[0]
            rest = Problem(
                next_one.file,
                next_one.line,
                next_one.column,
                f"from here on at least {len(more)} more things are wrong",
                "expected the first ones to be mended first",
            )
            self.problems = [*self.problems[:MOST_PROBLEMS], rest]
        super().__init__("\n".join(str(problem) for problem in self.problems), exit_code=WRONG_INPUT)
