"""Invented plans of any size, for the benchmarks. Deterministic."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice

PEOPLE = 20
HEAD = """\
id: bench
title: Verksamhetsplan 2026
organisation: Exempelföreningen
language: sv
period: 2026
status: adopted
adopted: 2026-01-15
people:
"""


def plan_text(items: int) -> str:
    """A plan that makes this many items: one in five is a meeting of a series, the rest are activities."""
    lines = [HEAD]
    lines += [f"  p{n}: {{name: Person {n}, email: p{n}@example.org}}\n" for n in range(PEOPLE)]
    meetings = items // 5
    lines.append("meetings:\n")
    for series, left in enumerate(range(meetings, 0, -200)):
        days = islice((date(2026, 1, 1) + timedelta(days=n) for n in range(365)), min(200, left))
        listed = ", ".join(day.isoformat() for day in days)
        lines.append(
            f"  - id: m{series}\n    title: Möte {series}\n    time: 18:00-20:00\n    place: Lokalen\n    dates: [{listed}]\n"
        )
    lines.append("areas:\n")
    for number in range(items - meetings):
        if number % 100 == 0:
            lines.append(f"  - id: area{number}\n    title: Område {number}\n    activities:\n")
        due = date(2026, 1, 1) + timedelta(days=number % 365)
        lines.append(
            f"      - id: a{number}\n        title: Göra något viktigt nummer {number}\n"
            f"        responsible: p{number % PEOPLE}\n        due: {due}\n"
        )
    return "".join(lines)


def meetings_text(meetings: int, title: str = "Möte") -> str:
    """A plan of so many meetings, each with times, and of nothing else. The title is that of the first ten."""
    listed = [date(2026, 1, 1) + timedelta(days=number) for number in range(meetings)]
    head = HEAD.replace("period: 2026", "period: {start: 2026-01-01, end: 2027-12-31}")
    parts = [head, "  p0: {name: Person 0}\nmeetings:\n"]
    for number, days in enumerate((listed[:10], *(listed[at : at + 200] for at in range(10, meetings, 200)))):
        parts.append(
            f"  - id: m{number}\n    title: {title if number == 0 else 'Möte'} {number}\n    time: 18:00-20:00\n"
            f"    place: Lokalen\n    dates: [{', '.join(map(str, days))}]\n"
        )
    return "".join(parts)
