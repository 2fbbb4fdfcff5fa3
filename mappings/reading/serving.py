"""Which goal a measure stands under: by the document's structure alone, never by what the words mean. Pure.

A measure serves the goal that the item or the line above it in its list says, if that is one; and below a label of measures,
the only goal that stands below a label of goals in the same area. Where several goals stand side by side and the measures
after them, no measure is given to any: the text does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mappings.blocks import Place
from mappings.reading.context import Context, Kind, contexts
from mappings.reading.lines import Line
from mappings.reading.model import Action, Goal, Target


def with_goals_served(
    lines: Sequence[Line], actions: Iterable[Action], goals: Iterable[Goal], targets: Iterable[Target]
) -> tuple[Action, ...]:
    """The actions, each with the text of the goal that it stands under, where there is one."""
    structure = _Structure(lines, (*goals, *targets))
    return tuple(replace(one, serves=structure.served(one)) for one in actions)


class _Structure:
    """The goals by their places and, where a label says that they are goals, by their areas."""

    def __init__(self, lines: Sequence[Line], goals: Iterable[Goal | Target]) -> None:
        self.lines = lines
        self.numbers = {line.place: line.number for line in reversed(lines)}
        self.contexts = contexts(lines)
        self.at: dict[Place, set[str]] = {}
        self.labelled: dict[str | None, set[str]] = {}
        for one in goals:
            self.at.setdefault(one.source.place, set()).add(one.text)
            if self.below(one.source.place, Kind.GOALS):
                self.labelled.setdefault(one.area, set()).add(one.text)

    def below(self, place: Place, kind: Kind) -> bool:
        """Whether what stands there stands below a label of that kind."""
        number = self.numbers.get(place)
        context = self.contexts[number] if number is not None else Context()
        return kind in (context.kind, context.labelled)

    def served(self, action: Action) -> str | None:
        number = self.numbers.get(action.source.place)
        parent = self.lines[number].parent if number is not None else None
        while parent is not None:
            if own := self.at.get(self.lines[parent].place):
                return _only(own)
            parent = self.lines[parent].parent
        if self.below(action.source.place, Kind.MEASURES):
            return _only(self.labelled.get(action.area, set()))
        return None


def _only(texts: set[str]) -> str | None:
    return next(iter(texts)) if len(texts) == 1 else None
