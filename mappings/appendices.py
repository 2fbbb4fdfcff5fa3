"""The wheel and the strip as appendices of a report: the picture on a sheet of its own, and the tables that say the same. Pure.

They are drawn from the report's own follow-up, so that the report of a past month has the wheel of that month.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from config.language import Language
from mappings.follow_up import Audience, FollowUp
from mappings.plan_to_strip import strip
from mappings.plan_to_wheel import wheel
from mappings.report import Report, Section
from mappings.wheel import Form, Overview, Rings
from mappings.wheel_year import all_years, year_of
from mappings.wording import Wording


def with_appendices(report: Report, follow: FollowUp, words: Language, forms: Iterable[Form]) -> Report:
    """The report with each of these after its last part. The board's has what is confidential too, as the report has."""
    say = Wording(words, follow.plan, follow.edition.as_of)
    added = tuple(_section(_drawn(form, follow, words), say) for form in forms)
    return replace(report, sections=(*report.sections, *added))


def _drawn(form: Form, follow: FollowUp, words: Language) -> Overview:
    """The wheel of the year that the report's day lies in, or the strip of all the plan's."""
    shown = follow.audience is not Audience.PUBLIC
    period, day = follow.plan.period, follow.edition.as_of
    match form:
        case Form.WHEEL:
            return wheel(follow, words, year_of(period, day), Rings.BODIES, confidential=shown)
        case Form.STRIP:
            return strip(follow, words, all_years(period), Rings.BODIES, confidential=shown)


def _section(drawn: Overview, say: Wording) -> Section:
    return Section(drawn.form.value, say(drawn.form.value, title=drawn.title), (drawn, *drawn.tables))
