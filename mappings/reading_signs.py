"""A reading whose signs are spelled out by the document's own legend: "BL" becomes Britta Lund, "KS" Kommunstyrelsen. Pure.

Only what is nothing but a sign is spelled out; a sign within a title or a sentence stays as it was written.
"""

from __future__ import annotations

from dataclasses import replace

from mappings.reading.model import Reading


def spelled_out(reading: Reading) -> Reading:
    """The reading with names for signs in titles of gatherings and in whoever is responsible."""
    known = {one.sign: one.meaning for one in reading.signs}
    if not known:
        return reading

    def title(text: str) -> str:
        meaning = known.get(text.strip())
        return meaning[:1].upper() + meaning[1:] if meaning else text

    def names(signs: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(known.get(one.strip(" .,;:"), one) for one in signs))

    return replace(
        reading,
        meetings_and_events=tuple(
            replace(one, title=title(one.title), responsible=names(one.responsible))
            for one in reading.meetings_and_events
        ),
        recurring=tuple(
            replace(one, title=title(one.title), responsible=names(one.responsible))
            for one in reading.recurring
        ),
        actions=tuple(
            replace(
                one, responsible=names(one.responsible), in_consultation_with=names(one.in_consultation_with)
            )
            for one in reading.actions
        ),
        targets=tuple(replace(one, responsible=names(one.responsible)) for one in reading.targets),
    )
