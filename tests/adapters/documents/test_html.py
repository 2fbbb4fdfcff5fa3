"""Saved web pages: the page's own text and nothing of what stands around it."""

from __future__ import annotations

from adapters.documents.read import read_document
from tests.adapters.documents.reading import blocks

LONG = (
    "Föreningen ska under året ordna fyra möten för alla medlemmar och därtill två fester, en på våren och en på hösten. "
    * 3
)


def read(body: str, head: str = "") -> list[str]:
    return blocks(
        f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>", "plan.html"
    )


def test_menus_banners_forms_scripts_and_footers_are_left_out() -> None:
    around = (
        "<header><a href='/'>Lindängen</a></header><nav><ul><li>Start</li></ul></nav>"
        "<div id='cookie-consent'><h2>Vi använder kakor</h2><p>Godkänn</p></div><ul class='breadcrumbs'><li>Hem</li></ul>"
        "<div role='navigation'>Meny</div><aside>Nyheter</aside><form><label>Sök</label><input></form>"
        "<script>document.write('skript')</script><style>p{}</style><noscript>Slå på skript</noscript>"
        "<p style='display: none'>dolt</p><p hidden>dolt</p><template><p>mall</p></template>"
    )
    assert read(f"{around}<h1>Plan</h1><p>Vi ska bli fler.</p><footer><p>Kontakt</p></footer>") == [
        "# Plan",
        "Vi ska bli fler.",
    ]


def test_a_list_of_links_is_a_menu_and_a_list_with_links_is_not() -> None:
    menu = "<ul><li><a href='/a'>Om oss</a></li><li><a href='/b'>Bli medlem</a></li></ul>"
    items = "<ul><li>Läsa <a href='/p'>programmet</a> före mötet</li></ul>"
    assert read(f"<h1>Plan</h1>{menu}{items}") == ["# Plan", "• Läsa programmet före mötet"]


def test_what_the_page_calls_its_main_part_is_the_page() -> None:
    assert read(f"<div><p>Annat</p></div><main><h1>Plan</h1><p>{LONG}</p></main><div>Mer</div>") == [
        "# Plan",
        LONG.strip(),
    ]
    assert read("<p>Vi ska bli fler.</p><main></main>") == ["Vi ska bli fler."]


def test_lists_have_levels_and_numbers() -> None:
    body = (
        "<ol start=3><li>tre<ul><li>punkt<ol type=a><li>djupt</li></ol></li></ul></li><li><p>fyra</p><p>mer om fyra</p></li>"
        "<li value=9>nio</li></ol>"
    )
    assert read(body) == ["3. tre", "  • punkt", "    a. djupt", "4. fyra", "mer om fyra", "9. nio"]


def test_merged_cells_are_repeated_and_headers_are_known() -> None:
    body = "<table><tr><th>Månad<th colspan=2>Vad<tr><td rowspan=2>Mars<td>Årsmöte<td>Styrelsen<tr><td>Fest<br>med dans<td></table>"
    assert read(body) == ["== Månad | Vad | Vad^", "Mars | Årsmöte | Styrelsen", "Mars^ | Fest\nmed dans | "]


def test_a_table_that_only_lays_out_the_page_is_no_table() -> None:
    assert read("<table><tr><td><h1>Plan</h1><p>Text.</p></td></tr></table>") == ["# Plan", "Text."]
    assert read(
        "<table role=presentation><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    ) == ["a", "b", "c", "d"]


def test_emphasis_is_told_by_elements_and_by_styles() -> None:
    body = "<p>Vi <b>ska</b> <span style='font-weight:700'>bli</span> <del>150</del> <span style='text-decoration: line-through'>160</span></p>"
    assert read(body) == ["Vi *ska bli* ~150 160~"]


def test_a_bold_line_is_a_heading_and_breaks_are_lines() -> None:
    assert read("<h2>Mål</h2><p><b>Medlemmar</b></p><p>Onsdag 8 mars<br>Bingo.</p>") == [
        "## Mål",
        "### Medlemmar",
        "Onsdag 8 mars\nBingo.",
    ]


def test_bullets_that_were_typed_are_list_items() -> None:
    assert read("<p>- Ringa alla</p><p>• Skriva brev</p>")[0] == "- Ringa alla"


def test_what_word_saves_as_a_web_page_is_read() -> None:
    body = "<p class=MsoNormal><span lang=SV>Vi ska<o:p></o:p> bli\nfler</span></p><![if !supportLists]><p>Text.</p>"
    assert read(body) == ["Vi ska bli fler", "Text."]


def test_the_encoding_is_the_one_that_the_page_names_or_that_its_bytes_tell() -> None:
    page = "<html><head>{}</head><body><p>Årsmöte – höst</p></body></html>"
    named = page.format("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>")
    assert blocks(named.encode("cp1252"), "plan.htm") == ["Årsmöte – höst"]
    lied = page.format("<meta charset=utf-8>")
    assert blocks(lied.encode("cp1252"), "plan.htm") == ["Årsmöte – höst"]
    assert blocks(page.format("").encode("utf-16"), "plan.htm") == ["Årsmöte – höst"]


def test_entities_are_letters_and_blanks_in_the_source_are_one() -> None:
    assert read("<p>&Aring;rsm&ouml;te&nbsp;&#8211;   <i>h&shy;öst</i>\n\n2027</p>") == [
        "Årsmöte – höst 2027"
    ]


def test_the_places_are_lines_of_the_page() -> None:
    document = read_document(b"<html><body>\n<h1>Plan</h1>\n\n<p>Text.</p>\n</body></html>", "plan.html")
    assert [block.place.line for block in document.blocks] == [2, 4]


def test_a_button_that_opens_a_section_is_its_heading_and_other_buttons_are_none() -> None:
    page = "<h1>Plan</h1><button><h3>Januari</h3></button><div>Bokslut</div><h3><button>Mars</button></h3><div>Möte</div><button>Dela</button>"
    assert read(page) == ["# Plan", "### Januari", "Bokslut", "### Mars", "Möte"]


def test_a_list_with_line_breaks_for_items_is_a_list_under_its_heading() -> None:
    assert read("<h1>Plan</h1><p><b>Mars</b><br>Onsdagar:<br>- Årsmöte<br>- Fest</p>") == [
        "# Plan", "## Mars", "Onsdagar:", "- Årsmöte", "- Fest",
    ]  # fmt: skip


def test_what_the_banner_calls_the_site_is_kept_beside_the_text() -> None:
    banner = "<header><p class=site-name>Otter Vale Choir</p><nav><a href=/>Home</a></nav></header>"
    page = f"<html><head><meta property=og:site_name content='Otter Vale'></head><body>{banner}<p>{LONG}</p></body></html>"
    assert read_document(page.encode(), "plan.html").margins == ("Otter Vale", "Otter Vale Choir")
