"""Whether words name a meeting or something that is arranged, by how such names end in each language."""

from __future__ import annotations

import re

from config.language import Language


def names_gathering(text: str, words: Language) -> bool:
    """Whether the text names a meeting or something that is arranged."""
    arranged = (*words.calendar["gatherings"], *words.calendar["not_meetings"])
    return names_meeting(text, words) or ends_in(text, arranged, words)


def names_meeting(text: str, words: Language) -> bool:
    """Whether the text names a meeting of a body."""
    return ends_in(text, words.calendar["meetings"], words) and not ends_in(
        text, words.calendar["not_meetings"], words
    )


def ends_in(text: str, forms: tuple[str, ...], words: Language) -> bool:
    """Whether a word of the text is one of the forms, ends in one as compounds do, or is one with an ending."""
    plain = text.casefold()
    tokens = re.findall(r"[^\W\d_]+", plain)
    for form in forms:
        if form not in plain:
            continue
        if " " in form:
            return True
        for token in tokens:
            stem = next(
                (
                    token[: -len(end)]
                    for end in words.endings
                    if token.endswith(end) and len(token) - len(end) >= len(form)
                ),
                token,
            )
            if token == form or (len(form) > 2 and (token.endswith(form) or stem.endswith(form))):
                return True
    return False


def is_calendar_title(text: str, words: Language) -> bool:
    """Whether a heading is that of a calendar, and no gathering's name: "Program", "Møter og datoer"."""
    calendar = words.calendar
    plain = text.casefold().strip(" :")
    titles = (*calendar["wheel_titles"], *calendar["dates_open"], *calendar["calendars"])
    return plain in titles or ends_in(plain, calendar["wheel_titles"], words)


def is_calendar_heading(text: str, words: Language) -> bool:
    """Whether a heading says that dates stand below it."""
    calendar = words.calendar
    return ends_in(
        text, (*calendar["wheel_titles"], *calendar["dates_open"], *calendar["calendars"]), words
    ) or names_meeting(text, words)
