"""Text that tries to be something else than text, for each of the forms that hjul writes."""

from __future__ import annotations

ICALENDAR = (
    "x\\nEND:VEVENT\\nBEGIN:VEVENT\\nUID:evil",
    "x\u2028END:VEVENT\u2029BEGIN:VTODO\u2028UID:evil",
    "x\";CN=evil:mailto:evil@example.org,y;z\\, \\; \\\\n ^n^'",
    "=0D=0AEND:VCALENDAR %0D%0A &#13;&#10;",
    "BEGIN:VALARM TRIGGER:-PT5M ATTACH:file:///etc/passwd",
)
HTML = (
    "<script>alert(1)</script></style></title><h1>Gone</h1>",
    "\"><img src=x onerror=alert(1)> ' onmouseover=alert(1) x='",
    "</td></tr></table><!--<svg/onload=alert(1)>",
    'javascript:alert(1) data:text/html,<script>alert(1)</script> <a href="javascript:alert(1)">x</a>',
    "&lt;b&gt; &amp;lt; &#x3c;script&#x3e; {{ 7 * 7 }} {% raw %}",
)
MARKDOWN = (
    "[x](javascript:alert(1)) ![x](https://evil.example/p.png) <https://evil.example>",
    "# heading | a | `b` ``` c ``` **d** _e_ ~~f~~ $g$",
    "- 1. > 2) + = --- [x]: javascript:alert(1) [ ] \\| \\\\| \\",
    "https://evil.example/ www.evil.example evil@example.org :tada: @all #12",
)
YAML = (
    "x: y # z",
    "- a: &b *b !!python/object:os.system {c: d} [e]",
    "'\"| > % @ ` ,]}\\x41",
    "--- ... ? : null true 2026-13-45 0x1F 1e3",
)
SQL = ("'; DROP TABLE agreed; --", "x' OR '1'='1\" UNION SELECT * FROM run; /* :name %s ? {0}")
SHELL_AND_SHEETS = (
    "=HYPERLINK(1)+cmd|' /C calc'!A0 @SUM(1) -1+2",
    "$(touch hacked) `touch hacked` ; touch hacked | x",
)
TERMINAL = ("right \u202eto\u202c left \u2066hidden\u2069 \u200bzero \ufeffmark \U000e0041tag",)
LETTERS = ("x" * 3_000, "å\u0308\u0301" * 100, "😀👩‍👩‍👧‍👦🇳🇴 ﷽ \u0e33", "Ⅷ ﬁ İı ſ ß K")

LINES = ICALENDAR + HTML + MARKDOWN + YAML + SQL + SHELL_AND_SHEETS + TERMINAL + LETTERS
"""Each of them one line that a plan may hold."""

STEERING = (
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
    "x\rEND:VEVENT",
    "x\x85END:VEVENT",
    "x\0y",
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\ \x9b2J \x07",
    "a\x0bb\x0cc\x1dd\x7fe",
)
"""Each of them with what no line of a plan may hold."""
