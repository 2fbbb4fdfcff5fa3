"""Many effects at the same time, a batch for each of their steps. Sends nothing itself and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

from adapters.base import Effect, Outcome, ServiceError, Transient
from adapters.google_http import AT_A_TIME, Answer, Ask, Spent

Steps = Generator[Ask, Answer, Outcome]
"""The conversation about one effect: it yields what to ask, is given the answers, and returns how it went."""


def carried_out(
    effects: Iterable[Effect],
    steps: Callable[[Effect], Steps],
    ask: Callable[[Sequence[Ask]], list[Answer]],
    remember: Callable[[Effect], None],
    heard: Callable[[Effect, Answer], None] = lambda _effect, _answer: None,
) -> Iterator[Outcome]:
    """Up to fifty effects at a time, the outcomes in their order.

    ``heard`` is told of each answer, and ``remember`` of each effect that was carried out.
    Raises what ``ask`` does, and Transient when Google has gone away or takes no more today.
    """
    todo = list(effects)
    done = 0
    for some in _together(todo):
        outcomes = _side_by_side(some, steps, ask, remember, heard)
        yield from outcomes
        done += len(some)
        away = _is_away(outcomes)
        if away is not None and done < len(todo):
            raise away


def _side_by_side(
    effects: list[Effect],
    steps: Callable[[Effect], Steps],
    ask: Callable[[Sequence[Ask]], list[Answer]],
    remember: Callable[[Effect], None],
    heard: Callable[[Effect, Answer], None],
) -> list[Outcome]:
    """All of these at the same time, step by step."""
    outcomes: dict[int, Outcome] = {}
    asked: dict[int, Ask] = {}
    under_way = {number: steps(effect) for number, effect in enumerate(effects)}

    def go_on(number: int, answer: Answer | None) -> None:
        asked.pop(number, None)
        try:
            asked[number] = _next(under_way[number], answer)
        except StopIteration as end:
            outcomes[number] = end.value
            remember(effects[number])
        except ServiceError as error:
            outcomes[number] = Outcome(effects[number], error=error)

    for number in under_way:
        go_on(number, None)
    while asked:
        waiting = sorted(asked)
        answers = ask([asked[number] for number in waiting])
        for number, answer in zip(waiting, answers, strict=True):
            heard(effects[number], answer)
            go_on(number, answer)
    return [outcomes[number] for number in range(len(effects))]


def _next(steps: Steps, answer: Answer | None) -> Ask:
    return next(steps) if answer is None else steps.send(answer)


def _together(effects: list[Effect]) -> Iterator[list[Effect]]:
    """In order, as many as go into one batch, and never two of one item."""
    some: list[Effect] = []
    for effect in effects:
        if len(some) == AT_A_TIME or any(effect.key == other.key for other in some):
            yield some
            some = []
        some.append(effect)
    if some:
        yield some


def _is_away(outcomes: list[Outcome]) -> ServiceError | None:
    """Why it would be of no use to go on: nothing of a whole batch was taken in all the time there was, or Google takes no more."""
    errors = [outcome.error for outcome in outcomes]
    spent = next((error for error in errors if isinstance(error, Spent)), None)
    if spent is not None or not all(isinstance(error, Transient) for error in errors):
        return spent
    return errors[0]
