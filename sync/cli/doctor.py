"""``hjul doctor``: whether plan, settings, ledger, passwords and targets are well, a line for each, and what to do."""

from __future__ import annotations

from pathlib import Path

from adapters.base import Check
from config.errors import FAILED, SIGN_IN_NEEDED, PlanError, UserError
from config.language import Language, language
from config.plan_file import read_plan
from sync.cli.terminal import say, say_json
from sync.examine import SIGN_IN, Examination, examine_all


def run(path: Path, *, write: bool, as_json: bool) -> None:
    """The exit code is 0 when all is well, 4 when somebody only has to sign in, else 1."""
    words = _words(path)
    seen: list[Examination] = []
    for one in examine_all(path, write=write):
        seen.append(one)
        if not as_json:
            say(_line(one, words), sign=_sign(one.check))
    wrong = {one.check.code for one in seen if not one.check.ok}
    if as_json:
        say_json({"well": not wrong, "checks": [_as_data(one) for one in seen]})
    else:
        warnings = sum(one.check.warning for one in seen)
        failed = sum(not one.check.ok for one in seen)
        say(words.word("doctor.summary", wrong=failed, warnings=warnings), bold=True)
    if wrong:
        raise SystemExit(SIGN_IN_NEEDED if wrong <= SIGN_IN else FAILED)


def _words(path: Path) -> Language:
    """The plan's language; English while the plan cannot be read."""
    try:
        return language(read_plan(path).plan.language)
    except (PlanError, UserError):
        return language("en")


def _line(one: Examination, words: Language) -> str:
    text = _sentence(one.check, words)
    if said := one.check.about.get("said"):
        text = f"{text} ({said})"
    return f"{one.target} · {text}" if one.target else text


def _sentence(check: Check, words: Language) -> str:
    """What hjul has a sentence for; another adapter's own check goes by its code."""
    key = f"doctor.{check.code}" if check.ok else f"doctor.{check.code}_not"
    if key not in words.words:
        return check.code if check.ok else f"{check.code}: {words.word('doctor.not_well')}"
    about = {name: value for name, value in check.about.items() if f"{{{name}}}" in words.words[key]}
    return words.word(key, **about)


def _sign(check: Check) -> str:
    if not check.ok:
        return "x"
    return "!" if check.warning else "+"


def _as_data(one: Examination) -> dict[str, object]:
    return {
        "target": one.target or None,
        "code": one.check.code,
        "ok": one.check.ok,
        "warning": one.check.warning,
        "about": dict(one.check.about),
    }
