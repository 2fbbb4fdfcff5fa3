"""Text in iCalendar: written so that it reads back exactly, and changed only where it differs.

Never touches a parameter that hjul does not know, nor a category that is not the plan's.
"""

from __future__ import annotations

import re

from icalendar import Component
from icalendar.prop import vBroken, vCategory, vText

from mappings import icalendar_marks as marks

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# What these parameters say of a value is no longer so of another.
_OF_THE_OLD_VALUE = frozenset({"ALTREP", "ENCODING", "TZID", "VALUE"})


class ExactText(vText):
    r"""TEXT (RFC 5545 §3.3.11) that reads back as it was.

    The library's own turns a backslash followed by N, as in ``C:\New``, into a line break when it writes.
    """

    def to_ical(self) -> bytes:
        return self.translate(_ESCAPED).encode()


def clean(text: str) -> str:
    r"""Text as iCalendar can hold it: line breaks as ``\n``, no other control characters but the tab."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def exact(component: Component) -> None:
    """Make every text of this component and of those inside it one that is written as it was read."""
    for part in component.walk():
        for name, values in part.items():
            for value in values if isinstance(values, list) else [values]:
                if isinstance(value, vCategory):
                    value.cats = [ExactText(category) for category in value.cats]
            if isinstance(values, list):
                part[name] = [_exact(value) for value in values]
            else:
                part[name] = _exact(values)


def text(component: Component, name: str) -> str:
    """The text of a property, empty when it is not there. Raises ValueError when it cannot be read."""
    return clean(str(single(component, name) or ""))


def single(component: Component, name: str) -> object:
    """The value of a property that may stand only once, or None. Raises ValueError when it cannot be read."""
    value: object = component.get(name)
    if isinstance(value, list):
        raise ValueError(f"{name} stands there {len(value)} times")
    if isinstance(value, vBroken):
        raise ValueError(f"{name} cannot be read: {str(value)[:80]!r}")
    return value


def put_text(component: Component, name: str, value: str) -> None:
    """Set or take away a text. Parameters that are as true of the new text as of the old stay."""
    value = clean(value)
    if not value:
        component.pop(name, None)
    elif text(component, name) != value:
        component.add(name, ExactText(value, params=kept_parameters(component, name)))


def kept_parameters(component: Component, name: str) -> dict[str, object]:
    """Take the property away, and return those of its parameters that are true of another value too."""
    old = component.pop(name, None)
    params = getattr(old, "params", None) or {}
    return {key: value for key, value in params.items() if key.upper() not in _OF_THE_OLD_VALUE}


def categories(component: Component) -> tuple[str, ...]:
    """The plan's categories that are still there, in the plan's order."""
    there = {category for line in _category_lines(component) for category in line.cats}
    ours = marks.decode_list(marks.only(component, marks.CATEGORIES))
    return tuple(category for category in ours if category in there or there.issuperset(_pieces(category)))


def put_categories(component: Component, wanted: tuple[str, ...]) -> None:
    """Replace the plan's categories in the first line; people's stay where they are."""
    lines = _category_lines(component)
    there = {category for line in lines for category in line.cats}
    ours = {*marks.decode_list(marks.only(component, marks.CATEGORIES)), *wanted}
    ours |= {
        piece
        for category in ours - there
        for piece in _pieces(category)
        if there.issuperset(_pieces(category))
    }
    theirs = [[category for category in line.cats if category not in ours] for line in lines] or [[]]
    theirs[0] = [*wanted, *theirs[0]]
    marks.mark(component, marks.CATEGORIES, marks.encode_list(wanted))
    if [list(line.cats) for line in lines] == theirs:
        return
    component.pop("CATEGORIES", None)
    for line, kept in zip(lines or [vCategory([])], theirs, strict=True):
        if kept:
            line.cats = [ExactText(category) for category in kept]
            component.add("CATEGORIES", line)


def _exact(value: object) -> object:
    if type(value) is vText and "\\N" in value:
        return ExactText(value, params=value.params)
    return value


def _category_lines(component: Component) -> list[vCategory]:
    found = component.get("CATEGORIES")
    lines = found if isinstance(found, list) else [found] if found is not None else []
    if not all(isinstance(line, vCategory) for line in lines):
        raise ValueError("CATEGORIES cannot be read")
    return lines


def _pieces(category: str) -> list[str]:
    # todoman 4.7 joins categories with commas in its cache and splits them there when it writes a task back
    # (model.py, _categories_from_db), so one category with a comma comes home as two.
    return category.split(",")
