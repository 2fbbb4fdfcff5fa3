"""Lines below a month: what somebody does with a thing is work, and what is held is a gathering."""

from __future__ import annotations

import pytest

from config.language import language, languages
from config.work_words import first_names
from mappings.reading.model import Reading
from mappings.reading.said_work import says_deed
from tests.mappings.reading.notation import reading

_MONTH = {
    "sv": "# Årsplan 2027\n## Januari\n- Styrelsemöte 20/1 kl 18\n",
    "nb": "# Årshjul 2027\n## Januar\n- Styremøte 20. januar kl. 18\n",
    "nn": "# Årshjul 2027\n## Januar\n- Styremøte 20. januar kl. 18\n",
    "da": "# Årshjul 2027\n## Januar\n- Bestyrelsesmøde 20. januar kl. 18\n",
    "en": "# Year plan 2027\n## January\n- Board meeting 20 January 6 pm\n",
}


def below_a_month(code: str, line: str) -> Reading:
    return reading(f"{_MONTH[code]}- {line}\n", code)


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("sv", "Flaggstången tas ned"),
        ("sv", "Medlemsbladet trycks"),
        ("sv", "Marknaden förbereds"),
        ("sv", "Kassören stämmer av kontona"),
        ("sv", "Planen får nytt gräs"),
        ("sv", "Adresslistan uppdaterad"),
        ("nb", "Kasserer avstemmer kontoene"),
        ("nb", "Festkomiteen planlegger basaren"),
        ("nb", "Medlemslisten oppdatert"),
        ("nn", "Materialforvaltaren smør hengslene"),
        ("nn", "Flåten vert sett ut"),
        ("da", "Kassereren afstemmer kontiene"),
        ("da", "Billetter sat til salg"),
        ("da", "Tilladelser indhentet hos kommunen"),
        ("en", "Gutters to be cleared"),
        ("en", "Treasurer checks the accounts"),
        ("en", "Season tickets sold"),
    ],
)
def test_a_line_that_says_what_is_done_is_work(code: str, line: str) -> None:
    read = below_a_month(code, line)
    assert [action.text for action in read.actions] == [line]
    assert len(read.meetings_and_events) == 1


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("sv", "Sommarens dans"),
        ("sv", "Säsongen öppnar"),
        ("sv", "Kören sjunger på torget"),
        ("nb", "Korpset spiller i parken"),
        ("nb", "Korpset har konsert"),
        ("nn", "Leikarringen dansar på tunet"),
        ("da", "Koret synger i kirken"),
        ("da", "Sæsonen åbner"),
        ("en", "Summer course starts"),
        ("en", "Band plays in the park"),
    ],
)
def test_a_line_that_says_what_is_held_is_none(code: str, line: str) -> None:
    read = below_a_month(code, line)
    assert read.actions == ()
    assert len(read.meetings_and_events) == 2


@pytest.mark.parametrize(
    ("code", "line", "who"),
    [
        ("sv", "Kerstin beställer nya mattor.", "Kerstin"),
        ("nb", "Solveig leverer nøklene til kommunen.", "Solveig"),
        ("nn", "Målfrid skriv brev til kommunen.", "Målfrid"),
        ("da", "Birthe holder løbende lageret ved lige.", "Birthe"),
        ("en", "Fiona orders the medals before May.", "Fiona"),
    ],
)
def test_a_first_name_before_a_verb_is_who_does_it(code: str, line: str, who: str) -> None:
    (action,) = reading(f"# Plan 2027\n## {'Arbete' if code == 'sv' else 'Work'}\n- {line}\n", code).actions
    assert action.responsible == (who,)


def test_a_title_of_one_word_is_no_deed() -> None:
    for code in languages():
        assert not says_deed("Flummox", language(code))


def test_no_month_is_a_first_name() -> None:
    months = {month.casefold() for code in languages() for month in language(code).months}
    assert not months & first_names()


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        ("sv", "- Trycka kartor - Hedvig", ("Hedvig",)),
        ("sv", "- Mattor tvättas, Börje ansvarar", ("Börje",)),
        ("nb", "- Male gjerdet. Malekomiteen, ferdig til 3. juni.", ("Malekomiteen",)),
        ("nn", "- Skifte lås på naustet. Ansvar: Dagleg leiar.", ("Dagleg leiar",)),
        ("da", "- Ansøgning om tilladelse sendes senest den 3. (Karsten)", ("Karsten",)),
        ("da", "Formand\n- bestiller nye skilte", ("Formand",)),
        ("da", "## Græsudvalget (Lis Holm og Per Due)\n- slår plænen i uge 20", ("Græsudvalget",)),
        ("en", "- Repaint the benches. (Groundsman)", ("Groundsman",)),
    ],
)
def test_whoever_stands_behind_or_above_a_task_does_it(code: str, text: str, who: tuple[str, ...]) -> None:
    (action,) = reading(f"# Plan 2027\n## Ting\n{text}\n", code).actions
    assert action.responsible == who


def test_a_thing_with_the_letters_of_a_body_in_its_name_does_nothing() -> None:
    (action,) = below_a_month("nb", "Årskort solgt").actions
    assert action.responsible == ()


@pytest.mark.parametrize(
    ("code", "line", "texts"),
    [
        (
            "sv",
            "att staketet målas av Folke att grusgången krattas före jul",
            ["att staketet målas av Folke", "att grusgången krattas före jul"],
        ),
        (
            "da",
            "at hegnet males af Karsten at havegangen rives før jul",
            ["at hegnet males af Karsten", "at havegangen rives før jul"],
        ),
        ("sv", "att kassören ser till att kvitton sparas", ["att kassören ser till att kvitton sparas"]),
    ],
)
def test_clauses_whose_lines_ran_together_are_each_read(code: str, line: str, texts: list[str]) -> None:
    assert [action.text for action in reading(f"# Plan 2027\n## Ting\n{line}\n", code).actions] == texts


@pytest.mark.parametrize(
    ("code", "line", "text"),
    [
        ("sv", "Vinterfest 13/1. Kerstin trycker affischen senast vecka 2.", "Kerstin trycker affischen"),
        ("nb", "Vinterfest 13. januar. Solveig henter nøklene.", "Solveig henter nøklene"),
        ("da", "Vinterfest 13. januar. Festudvalget køber lys.", "Festudvalget køber lys"),
    ],
)
def test_work_beside_a_gathering_in_one_line_is_work(code: str, line: str, text: str) -> None:
    read = reading(f"{_MONTH[code]}\n{line}\n", code)
    assert [action.text.startswith(text) for action in read.actions] == [True]
    assert len(read.meetings_and_events) == 2


def test_what_is_done_all_the_time_has_no_last_day_below_a_month() -> None:
    (action,) = below_a_month("nb", "Kasserer fører regnskapet fortløpende").actions
    assert (action.due.latest, action.due.rule) == (None, "NONE")
