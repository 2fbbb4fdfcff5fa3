"""Ways in which hjul could be wrong: each a small change of its own code, and the promise that the simulation sees broken."""

from __future__ import annotations

import inspect
import textwrap
from dataclasses import dataclass
from importlib import import_module
from types import CodeType, FunctionType
from typing import Any

from adapters.base import Capabilities
from tests.simulation.promises import Promise
from tests.simulation.world import POOR


@dataclass(frozen=True, slots=True)
class Mutation:
    """``where`` is a function, as ``module:name`` or ``module:Class.name``; each of its ``edits`` is a text in it and what
    stands there instead. ``service``: seen only in worlds whose service can no more than this.
    """

    name: str
    breaks: Promise
    why: str
    where: str
    edits: tuple[tuple[str, str], ...]
    service: Capabilities | None = None

    @property
    def function(self) -> FunctionType:
        """The function that is to be wrong."""
        module, path = self.where.split(":")
        found: Any = import_module(module)
        for name in path.split("."):
            found = getattr(found, name)
        assert inspect.isfunction(found)
        return found

    def code(self) -> CodeType:
        """What the function does once it is wrong."""
        source = textwrap.dedent(inspect.getsource(self.function))
        for was, becomes in self.edits:
            assert source.count(was) == 1, f"{self.where} does not say {was!r} once: mend the mutation"
            source = source.replace(was, becomes)
        scope: dict[str, Any] = {}
        exec(compile(f"from __future__ import annotations\n{source}", self.where, "exec"), scope)  # noqa: S102
        made = scope[self.function.__name__]
        assert inspect.isfunction(made)
        return made.__code__


_EFFECTS = "seen.adapter.apply([one.effect for one in decision.operations])"
_DONE_FIRST = f"outcomes = list({_EFFECTS}) if decision.operations else []\n    "
_NO_LONGER_DONE_HERE = (f"        outcomes = {_EFFECTS}\n", "")
_WRITE = "item=item, progress=progress, stamp=stamp"
_READ = "reading = adapter.read(since(known.agreed, known.cursor))"

MUTATIONS = (
    Mutation(
        "a service keeps titles in capitals and does not say so",
        Promise.CONVERGES,
        "what comes back otherwise than as_stored says is written for ever",
        "adapters.memory:MemoryAdapter._put",
        (
            (
                "version=self._store.version)",
                "version=self._store.version, item=replace(changed.item, title=changed.item.title.upper()))",
            ),
        ),
    ),
    Mutation(
        "a deletion is not remembered",
        Promise.CONVERGES,
        "it is news in every run",
        "sync.reconcile:_missing",
        (("work.remember[key] = replace(known, presence=Presence.DELETED)", "pass"),),
    ),
    Mutation(
        "an overwritten date is a new meeting",
        Promise.NO_DUPLICATE,
        "it is the same meeting on another day",
        "mappings.identity:same_occurrences",
        (("return pairs", "return {}"),),
    ),
    Mutation(
        "a create does not ask whether it is there",
        Promise.NO_DUPLICATE,
        "a second try, or a second machine, makes the same again",
        "adapters.memory:MemoryAdapter._create",
        (('raise Stale(f"{effect.key} is already there")', "pass"),),
    ),
    Mutation(
        "the plan's words are not compared",
        Promise.CARRIED_OUT,
        "a renamed item keeps its old title",
        "sync.fields:owned_changes",
        (("if stands != wants:", "if False:"),),
    ),
    Mutation(
        "an update writes the object anew",
        Promise.FOREIGN,
        "other programs keep fields of their own in it",
        "adapters.memory:MemoryAdapter._carry_out",
        ((_WRITE, f"{_WRITE}, others=()"),),
    ),
    Mutation(
        "another plan's items are read as ours",
        Promise.FOREIGN,
        "several plans share a place, and next year's has the same ids",
        "adapters.memory:MemoryAdapter.read",
        (
            (
                "for each in self._store.objects.values() if each.plan == self._plan_id]",
                "for each in self._store.objects.values()]",
            ),
        ),
    ),
    Mutation(
        "a done task goes when the plan drops it",
        Promise.NO_TICK_LOST,
        "what is done stays",
        "sync.reconcile:_dropped",
        (("in (State.DONE, State.CANCELLED)", "in (State.CANCELLED,)"),),
    ),
    Mutation(
        "what people report is not told",
        Promise.NO_TICK_LOST,
        "the report is made of it",
        "sync.progress:board_word",
        (("_observe_progress(work, found.key, last, now)", "pass"),),
    ),
    Mutation(
        "what is gone counts as done",
        Promise.NO_TICK_INVENTED,
        "absent is not done",
        "sync.reconcile:_missing",
        (("work.saw(key, Seen.DELETED)", "work.saw(key, Seen.DONE)"),),
    ),
    Mutation(
        "an update writes the progress that it remembers",
        Promise.NO_TICK_INVENTED,
        "progress is people's, and may be newer",
        "sync.reconcile:_compare",
        (("found.etag, push, stamp)", "found.etag, push or last.progress, stamp)"),),
    ),
    Mutation(
        "the plan's date always wins",
        Promise.NO_EDIT_LOST,
        "a person's date is kept until the board has settled it",
        "sync.fields:keeps_theirs",
        (("by_person = stands != seen", "return False"),),
    ),
    Mutation(
        "the etag is not compared",
        Promise.NO_EDIT_LOST,
        "what a person changes between reading and writing is written over unseen",
        "adapters.memory:MemoryAdapter._current",
        ((" or (etag is not None and _etag(there) != etag)", ""),),
    ),
    Mutation(
        "effects come before what was seen is recorded",
        Promise.NO_EDIT_LOST,
        "a power cut between them, and nobody knows what was written over",
        "sync.apply:carry_out",
        (("ledger.record_reading(", f"{_DONE_FIRST}ledger.record_reading("), _NO_LONGER_DONE_HERE),
    ),
    Mutation(
        "what people deleted is made again",
        Promise.STAYS_AWAY,
        "it comes back only when somebody asks",
        "sync.reconcile:_missing",
        (("if key in work.given.restore:", "if True:"),),
    ),
    Mutation(
        "the place keeps no roster",
        Promise.STAYS_AWAY,
        "after a lost ledger nothing else knows what people deleted",
        "adapters.memory:MemoryAdapter._enrol",
        (("self._store.roster.add((self._plan_id, key))", "pass"),),
    ),
    Mutation(
        "what the plan cancels is dropped",
        Promise.STAYS_THERE,
        "a cancelled meeting stays in the calendar, as cancelled",
        "sync.reconcile:reconcile",
        (("for one in wanted}", "for one in wanted if not getattr(one.item, 'cancelled', False)}"),),
    ),
    Mutation(
        "an unreadable service is an empty one",
        Promise.TRUE_STORY,
        "an error is never an answer, least of all that all is gone",
        "sync.look:look",
        ((_READ, f"try:\n        {_READ}\n    except Exception:\n        reading = Reading(())"),),
    ),
    Mutation(
        "the stamp is not compared",
        Promise.TRUE_STORY,
        "what another machine wrote is told as people's",
        "sync.fields:caught_up",
        (("if found is last or found.stamp is None or found.stamp == last.stamp:", "if True:"),),
    ),
    Mutation(
        "effects come before their intents",
        Promise.TRUE_STORY,
        "where objects carry no stamp, only the intent tells whose work it was",
        "sync.apply:carry_out",
        (
            ("intents = ledger.write_intents(", f"{_DONE_FIRST}intents = ledger.write_intents("),
            _NO_LONGER_DONE_HERE,
        ),
        service=POOR,
    ),
)
