"""What really happened, as nobody in the simulated world knows it: each person's act on each object. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class What(StrEnum):
    WORD = "word"  # progress, by a person
    MARK = "mark"  # progress, by the board
    DRAG = "drag"  # both dates
    CANCEL = "cancel"  # an event: True or False
    TITLE = "title"
    NOTES = "notes"
    DECORATED = "decorated"
    DELETED = "deleted"
    RESTORED = "restored"
    MADE = "made"  # by hjul
    TAKEN = "taken"  # by hjul


@dataclass(frozen=True, slots=True)
class Act:
    step: int
    what: What
    value: Any = None


@dataclass(slots=True)
class Truth:
    """The history of one object of one plan."""

    acts: list[Act] = field(default_factory=list)
    deleted: bool = False  # by a person, and not brought back by one

    def did(self, step: int, what: What, value: Any = None) -> None:
        self.acts.append(Act(step, what, value))
        if what is What.DELETED:
            self.deleted = True
        elif what in (What.RESTORED, What.MADE):
            self.deleted = False

    def all(self, what: What) -> Iterator[Act]:
        """Every act of this kind, ever."""
        return (act for act in self.acts if act.what is what)

    def ever(self, what: What) -> bool:
        return any(act.what is what for act in self.acts)

    def last(self, what: What) -> Act | None:
        """The last act of this kind on the object as it is: not on one that hjul has made anew since."""
        for act in reversed(self.acts):
            if act.what is what:
                return act
            if act.what is What.MADE:
                return None
        return None
