"""The headings that an organisation may call by names of its own: the parts of the reports. Names only.

Each is the key of a part as the report's data has it; the word for it in each language stands in ``config/languages``.
"""

from __future__ import annotations

REPORT = (
    "proposals",
    "summary",
    "deviations",
    "comparison",
    "goals",
    "activities",
    "held",
    "coming",
    "decisions",
    "money",
    "bodies",
    "risks",
    "timeline",
    "changes",
    "not-reported",
    "basis",
)
"""Of the follow-up report, in its order."""

APPENDICES = ("wheel", "strip")
"""After it, when they are asked for."""

PERSONAL = ("mine-now", "mine-coming", "mine-later", "mine-reported", "mine-meetings", "mine-numbers")
"""Of one person's assignments."""

ANNUAL = ("year-opening", "year-bodies", "year-meetings", "year-events", "year-closing")
"""Of the annual report, beside the plan's own headings."""

AGENDA = ("agenda-points", "agenda-follow-up", "agenda-due")
"""Of a meeting's agenda, beside the proposals."""

HEADINGS = (*REPORT, *APPENDICES, *PERSONAL, *ANNUAL, *AGENDA)
