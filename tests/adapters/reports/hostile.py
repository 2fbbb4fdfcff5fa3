"""A plan in which every text that a person can write tries to be something else than text."""

from __future__ import annotations

from typing import Any

from config.plan import Plan
from mappings.history import Observation, Seen
from mappings.report import Report
from tests.progress import make_plan, raw, reported, seen

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></tr></table><h1>Gone</h1>",
    "[a link](https://evil.example/)",
    "![a picture](https://evil.example/p.png)",
    "https://evil.example/path and www.evil.example",
    "`code` and ```fence",
    "**bold** _thin_ ~~struck~~ # heading",
    "| a | pipe | row |",
    "> quoted",
    "1. first - second",
    "&lt;b&gt; &amp; &#x41;",
    "{{ 7 * 7 }} {% raw %} {title}",
    "=HYPERLINK(1) \\ \\\\ $x$ @all",
    "right \u202eto\u202c left",
    '\' " ` style="color:red"',
    "x" * 10_000,
)


def hostile_plan(attack: str) -> Plan:
    """The plan with the attack as every title, name and note in it."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            texts = {"title", "name", "text", "place", "what", "theme"}
            return {
                key: attack if key in texts and isinstance(inner, str) else walk(inner)
                for key, inner in value.items()
            }
        return [walk(inner) for inner in value] if isinstance(value, list) else value

    return make_plan(**(walk(raw()) | {"title": attack, "organisation": attack}))


def hostile_story(attack: str) -> tuple[Observation, ...]:
    return (
        seen("campaign", Seen.STARTED, "2026-03-02", by=attack, note=attack, source="list"),
        seen("board-meeting@2026-03-10", Seen.NOTED, "2026-03-11", text=f"{attack}\n{attack}"),
        seen("members", Seen.MEASURED, "2026-03-12", by=attack, number=104, note=attack),
        seen("visits", Seen.DELETED, "2026-03-12", by=attack, source=attack[:40]),
    )


def hostile_report(attack: str) -> Report:
    return reported(hostile_plan(attack), *hostile_story(attack))
