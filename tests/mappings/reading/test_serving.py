"""A measure is linked with the goal that it stands under, and with none where the text does not say which."""

from __future__ import annotations

from tests.mappings.reading.notation import reading


def served(text: str) -> dict[str, str | None]:
    return {one.text.split()[0]: one.serves for one in reading(text).actions}


def test_a_measure_below_a_goal_in_a_list_serves_it() -> None:
    text = """# Arbeidsplan 2027 for Fjellvik vel
## Medlemmer
- Vi vil ha minst 90 medlemmer
  - Ringe alle nye naboer
  - Skrive et brev til de nye
- Målet er at flere er med på dugnaden
  - Henge opp plakater i butikken
"""
    assert served(text) == {
        "Ringe": "Vi vil ha minst 90 medlemmer",
        "Skrive": "Vi vil ha minst 90 medlemmer",
        "Henge": "Målet er at flere er med på dugnaden",
    }


def test_measures_below_their_label_serve_the_only_goal_of_the_area() -> None:
    text = """# Verksamhetsplan 2027 för Sjövik byalag
## Hamnen
Mål:
- Minst 40 båtar ska ha plats i hamnen
Åtgärder:
- Styrelsen ska laga bryggan före midsommar
- Styrelsen ska köpa nya bojar i maj
"""
    assert set(served(text).values()) == {"Minst 40 båtar ska ha plats i hamnen"}


def test_several_goals_side_by_side_leave_it_open_which_one_a_measure_serves() -> None:
    text = """# Verksamhetsplan 2027 för Sjövik byalag
## Hamnen
Mål:
- Minst 40 båtar ska ha plats i hamnen
- Hamnen ska vara ren
Åtgärder:
- Styrelsen ska laga bryggan före midsommar
"""
    assert set(served(text).values()) == {None}
