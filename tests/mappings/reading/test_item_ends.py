"""Who and when at the ends of an item are read by whatever sign they are set off, and are no part of what is to be done."""

from __future__ import annotations

from datetime import date

import pytest

from tests.mappings.reading.notation import reading

HEADS = {
    "sv": "# Norra klubben\n\n# Verksamhetsplan 2027\n\n## Hamnen\n\n### Åtgärder\n\n",
    "nb": "# Nordre lag\n\n# Arbeidsplan 2027\n\n## Havna\n\n### Tiltak\n\n",
    "nn": "# Nordre lag\n\n# Arbeidsplan 2027\n\n## Hamna\n\n### Tiltak\n\n",
    "da": "# Nordre klub\n\n# Virksomhedsplan 2027\n\n## Havnen\n\n### Opgaver\n\n",
    "en": "# Northern Club\n\n# Annual plan 2027\n\n## Harbour\n\n### Actions\n\n",
}
TOLD = {
    "sv": ("Olja trädäcket", "kassören", "senast i maj", "Ansvarig", "klart"),
    "nb": ("Olje terrassen", "kassereren", "innen mai", "Ansvarlig", "frist"),
    "nn": ("Olje terrassen", "kasseraren", "innan mai", "Ansvarleg", "frist"),
    "da": ("Rense tagrenderne", "kassereren", "senest i maj", "Ansvarlig", "frist"),
    "en": ("Trim the hedges", "the treasurer", "by May", "Responsible", "due"),
}
ENDS = (
    "{what} [{who}] {when}",
    "{what} ({who}) {when}",
    "{what} {when} [{who}]",
    "[{who}] {what} {when}",
    "({who}) {what} {when}",
    "{what} / {who} / {when}",
    "{what} | {who} | {when}",
    "{what} – {who} – {when}",
    "{what}; {who}; {when}",
    "{what}: {who}, {when}",
    "{what} → {who} ({when})",
    "{what} ({label}: {who}, {due}: {when})",
    "{what} – {label}: {who} – {due}: {when}",
    "{what}. {label}: {who}, {due}: {when}",
    "{who} – {small} {when}",
)


@pytest.mark.parametrize("code", list(TOLD))
@pytest.mark.parametrize("form", ENDS)
def test_whoever_and_whenever_stand_at_the_ends_of_an_item_are_read(form: str, code: str) -> None:
    what, who, when, label, due = TOLD[code]
    small = what[0].lower() + what[1:]
    line = form.format(what=what, small=small, who=who, when=when, label=label, due=due)
    found = reading(f"{HEADS[code]}- {line}\n- {what}", code).actions
    assert [(one.responsible, one.due.latest) for one in found] == [((who,), date(2027, 5, 31)), ((), None)]
    assert who not in found[0].text


@pytest.mark.parametrize(
    ("code", "item"),
    [
        ("sv", "Bjuda in ledare, föräldrar, styrelsen"),
        ("nb", "Sende brev til kommunen, skolen, foreldrene"),
        ("da", "Skrive til kommunen (om broen) i maj"),
        ("en", "Write to the council, the school, the parents"),
    ],
)
def test_whom_a_task_is_for_is_not_responsible(code: str, item: str) -> None:
    found = reading(f"{HEADS[code]}- {item}\n- {TOLD[code][0]}", code).actions
    assert [one.responsible for one in found] == [(), ()]
