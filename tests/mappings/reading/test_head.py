"""What a document says of itself is found in its first lines, in each language."""

from datetime import date

import pytest

from adapters.documents.read import read_document
from mappings.reading.head import read_head
from mappings.reading.lines import lines_of
from mappings.reading.model import DocumentKind, Head, Status


def head_of(text: str) -> Head:
    document = read_document(text.encode(), "plan.txt")
    return read_head(document, lines_of(document))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Verksamhetsplan 2027\nStyrelsen ska kalla till årsmöte och inte glömma medlemmarna.\n", "sv"),
        (
            "Arbeidsplan 2027\nStyret skal ikke glemme medlemmene fra høsten, og hver leder er ansvarlig.\n",
            "nb",
        ),
        (
            "Arbeidsplan 2027\nStyret skal ikkje gløyme medlemene frå hausten, og kvar leiar er ansvarleg.\n",
            "nn",
        ),
        ("Arbejdsplan 2027\nBestyrelsen skal ikke glemme medlemmerne efter foråret.\n", "da"),
        ("Work plan 2027\nThe committee shall not forget the members.\n", "en"),
    ],
)
def test_the_language_is_heard(text: str, language: str) -> None:
    assert head_of(text).language == language


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Verksamhetsplan 2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("Handlingsplan 2026–2030", date(2026, 1, 1), date(2030, 12, 31)),
        ("Årshjul läsåret 2026/2027", date(2026, 8, 1), date(2027, 7, 31)),
        ("Årsplan hösten 2026 – våren 2027", date(2026, 8, 1), date(2027, 7, 31)),
        ("Verksamhetsplan 1 juli 2026 – 30 juni 2027", date(2026, 7, 1), date(2027, 6, 30)),
    ],
)
def test_the_period_follows_from_the_title(title: str, start: date, end: date) -> None:
    period = head_of(f"{title}\nÖstra byalaget\n\nStyrelsen ska möta alla.\n").period
    assert period is not None
    assert (period.start, period.end) == (start, end)


def test_of_several_decisions_the_last_adopts_and_a_revision_counts() -> None:
    head = head_of(
        "Verksamhetsplan 2027\nÖstra byalaget\nAntagen på årsmötet 13 mars 2027. Reviderad 3 juni 2027.\n"
    )
    assert (head.status, head.adopted, head.revised) == (Status.REVISED, date(2027, 3, 13), date(2027, 6, 3))


def test_a_proposal_is_a_draft() -> None:
    assert (
        head_of("Arbeidsplan 2027\nØstre lag\nForslag til årsmøtet 11. februar 2027\n").status is Status.DRAFT
    )


def test_the_organisation_stands_beside_the_title_or_in_it() -> None:
    assert head_of("Österby båtklubb\nVerksamhetsplan 2027\n").organisation == "Österby båtklubb"
    assert (
        head_of("Arbeidsplan for Vikdal mållag 2027\nLaget skal ikkje kvile.\n").organisation
        == "Vikdal mållag"
    )


def test_rules_for_plans_are_no_plan_and_have_no_period() -> None:
    head = head_of("Riktlinjer för verksamhetsplaner\nEn plan ska innehålla mål. Styrelsen beslutar 2027.\n")
    assert (head.kind_of_document, head.period) == (DocumentKind.RULES, None)
