"""One effect on a Todoist account, command by command: what is sent, under which uuids, and what each answer leads to."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from adapters.base import (
    Bury,
    Create,
    Delete,
    Effect,
    Outcome,
    ServiceError,
    Stale,
    Terminal,
    Transient,
    Update,
)
from adapters.todoist_http import Answer, Command, Told, refused
from adapters.todoist_state import Mirror
from adapters.todoist_steps import Doing, resolved
from mappings.items import Key, Progress, State, Whole
from mappings.todoist_task import Around
from tests.make import KARI, NOW, PLAN_ID, ZONE, make_event, make_task

PLACE, SECOND = "6Jf8VQXxpwv56VQ7", "6Jf8VQXxpwv56VQ8"
AROUND = Around(PLAN_ID, PLACE, ZONE)
TASK = make_task()
NO = Answer(400, tag="INVALID_ARGUMENT_VALUE")
LOST = Answer(0)
NEXT = [f"id{number}" for number in range(50)]


@dataclass
class Todoist:
    """What Todoist makes of commands, as plainly as can be; ``says`` is its word for some kinds of them instead."""

    mirror: Mirror
    says: dict[str, Answer] = field(default_factory=dict)
    executed: dict[str, str] = field(default_factory=dict)  # uuid -> what was made by it
    sent: list[list[Command]] = field(default_factory=list)
    token: int = 0

    def __call__(self, commands: list[Command]) -> Told:
        self.sent.append(commands)
        made: dict[str, str] = {}
        answers = {command.uuid: self._one(resolved(command, made), made) for command in commands}
        self.token += 1
        self.mirror.token = f"t{self.token}"
        return Told(answers, made)

    def _one(self, command: Command, made: dict[str, str]) -> Answer:
        if command.type in self.says:
            return self.says[command.type]
        if command.uuid in self.executed:
            if command.temp_id:
                made[command.temp_id] = self.executed[command.uuid]
            return Answer(200)
        ref = str(command.args.get("id") or NEXT[len(self.executed)])
        self.executed[command.uuid] = ref
        if command.temp_id is not None:
            made[command.temp_id] = ref
        self._do(command, ref)
        return Answer(200)

    def _do(self, command: Command, ref: str) -> None:
        args = {name: value for name, value in command.args.items() if not name.startswith("auto_")}
        there = self.mirror.items.get(
            ref, {"id": ref, "project_id": PLACE, "checked": False, "labels": [], "priority": 1}
        )
        match command.type:
            case "item_add" | "item_update" | "item_move":
                self.mirror.take_item({**there, **args, "id": ref})
            case "item_complete":
                at = args.get("completed_at", "2026-01-15T12:30:00Z")
                self.mirror.take_item({**there, "checked": True, "completed_at": at})
            case "item_uncomplete":
                self.mirror.take_item({**there, "checked": False, "completed_at": None})
            case "item_delete":
                self.mirror.drop(ref)
            case "section_add":
                self.mirror.take({"sections": [{**args, "id": ref}]})
            case "note_add":
                self.mirror.take({"notes": [{**args, "id": ref, "posted_at": ref}]})
            case other:
                raise AssertionError(other)


def new(**more: Any) -> tuple[Doing, Todoist]:
    """An account in which nothing is."""
    mirror = Mirror((PLACE, SECOND), AROUND.owner)
    mirror.take({"sync_token": "t0"})
    projects = [{"id": PLACE, "name": "Plan", "shared": True}, {"id": SECOND, "name": "Fest", "shared": True}]
    people = [{"id": "7", "full_name": "Kari", "email": KARI.email}]
    states = [{"project_id": PLACE, "user_id": "7", "state": "active"}]
    mirror.take({"projects": projects, "collaborators": people, "collaborator_states": states})
    around = replace(
        AROUND,
        **{name: value for name, value in more.items() if name != "projects"},
        people=mirror.people_by_id(),
    )
    doing = Doing(
        "todo", around, mirror, more.get("projects", {}), refused("api.todoist.com", "todo"), lambda: NOW
    )
    return doing, Todoist(mirror)


def carried_out(doing: Doing, effect: Effect, answer: Callable[[list[Command]], Told]) -> Outcome:
    steps = doing.steps(effect)
    try:
        commands = next(steps)
        while True:
            commands = steps.send(answer(commands))
    except StopIteration as end:
        outcome: Outcome = end.value
        doing.forget_asked()
        return outcome


def fails(doing: Doing, effect: Effect, answer: Callable[[list[Command]], Told]) -> ServiceError:
    with pytest.raises(ServiceError) as raised:
        carried_out(doing, effect, answer)
    return raised.value


def made(item: Any = TASK, **more: Any) -> tuple[Doing, Todoist, Outcome]:
    """An account in which our task is."""
    doing, todoist = new(**more)
    outcome = carried_out(doing, Create(item), todoist)
    todoist.sent.clear()
    return doing, todoist, outcome


def ref(outcome: Outcome) -> str:
    assert outcome.ref is not None
    return outcome.ref


def update(outcome: Outcome, item: Any = None, **more: Any) -> Update:
    return Update(item or replace(TASK, title="Nytt"), ref(outcome), outcome.etag, **more)


def kinds(todoist: Todoist) -> list[list[str]]:
    return [[command.type for command in commands] for commands in todoist.sent]


# --- making ------------------------------------------------------------------------------------------------------


def test_a_new_task_is_one_command_that_reads_nothing_out_of_its_text() -> None:
    doing, todoist = new()
    outcome = carried_out(doing, Create(TASK), todoist)
    ((command,),) = todoist.sent
    assert (command.type, command.args["auto_parse_labels"], command.args["auto_reminder"]) == (
        "item_add",
        False,
        False,
    )
    assert (command.args["project_id"], command.args["responsible_uid"]) == (PLACE, "7")
    assert (outcome.ref, outcome.etag) == ("id0", todoist.mirror.etag("id0"))


def test_the_same_attempt_has_the_same_uuid_whoever_makes_it() -> None:
    sent = []
    for _ in range(2):
        doing, todoist = new()
        carried_out(doing, Create(TASK), todoist)
        sent.append(todoist.sent)
    assert sent[0] == sent[1]


def test_what_was_made_and_taken_away_is_made_again_under_another_uuid() -> None:
    doing, todoist, outcome = made()
    carried_out(doing, Delete(TASK.key, ref(outcome), outcome.etag), todoist)
    again = carried_out(doing, Create(TASK), todoist)
    carried_out(doing, Delete(TASK.key, ref(again), again.etag), todoist)
    third = carried_out(doing, Create(TASK), todoist)
    assert len({outcome.ref, again.ref, third.ref}) == 3
    uuids = [command.uuid for commands in todoist.sent for command in commands]
    assert len(set(uuids)) == len(uuids) == 4


def test_a_uuid_that_todoist_remembers_from_a_task_that_is_gone_is_not_the_last_word() -> None:
    """Without what the ledger knew, the first uuid is that of the task that somebody deleted."""
    _, todoist, _ = made()
    again, _ = new()
    todoist.mirror = again.mirror
    outcome = carried_out(again, Create(TASK), todoist)
    assert outcome.ref not in (None, "id0")
    assert kinds(todoist) == [["item_add"], [], ["item_add"]]


def test_what_is_made_and_only_told_of_later_is_looked_for_and_not_made_twice() -> None:
    doing, todoist = new()
    late: list[dict[str, Any]] = []

    def slow(commands: list[Command]) -> Told:
        told = todoist(commands)
        if commands:
            late.append(todoist.mirror.items.pop("id0"))
            todoist.mirror.links.pop("id0")
        else:
            todoist.mirror.take_item(late.pop())
        return told

    assert carried_out(doing, Create(TASK), slow).ref == "id0"
    assert kinds(todoist) == [["item_add"], []]


def test_what_a_replay_does_not_name_is_found_by_its_mark() -> None:
    doing, todoist = new()

    def nameless(commands: list[Command]) -> Told:
        return replace(todoist(commands), made={})

    assert carried_out(doing, Create(TASK), nameless).ref == "id0"


def test_what_is_already_there_is_not_made_twice_and_asks_nothing() -> None:
    doing, todoist, _ = made()
    assert isinstance(fails(doing, Create(TASK), todoist), Stale)
    assert todoist.sent == []


def test_an_event_has_no_place_here() -> None:
    doing, todoist = new()
    assert isinstance(fails(doing, Create(make_event()), todoist), Terminal)


@pytest.mark.parametrize(
    ("answer", "kind"), [(LOST, Transient), (Answer(429), Transient), (Answer(503), Transient)]
)
def test_what_was_not_answered_is_told_as_that_and_tried_once(
    answer: Answer, kind: type[ServiceError]
) -> None:
    doing, todoist = new()
    todoist.says = {"item_add": answer}
    assert isinstance(fails(doing, Create(TASK), todoist), kind)
    assert kinds(todoist) == [["item_add"]]


def test_a_refusal_is_tried_once_more_under_another_uuid_and_then_told() -> None:
    """It may be the memory of an earlier one: no document says whether Todoist keeps those."""
    doing, todoist = new()
    todoist.says = {"item_add": NO}
    assert isinstance(fails(doing, Create(TASK), todoist), Terminal)
    ((first,), (second,)) = todoist.sent
    assert first.uuid != second.uuid


def test_a_tick_that_is_refused_makes_no_second_task() -> None:
    doing, todoist = new()
    todoist.says = {"item_complete": NO}
    assert isinstance(fails(doing, Create(TASK, Progress(State.DONE, 100, NOW)), todoist), Terminal)
    assert kinds(todoist) == [["item_add", "item_complete"]]


def test_the_board_s_word_goes_out_with_a_new_task_and_never_later_than_now() -> None:
    doing, todoist = new()
    later = Progress(State.DONE, 100, NOW + timedelta(days=9), "Per")
    outcome = carried_out(doing, Create(TASK, later), todoist)
    ((_, tick),) = todoist.sent
    assert tick.args["completed_at"] == "2026-01-15T12:30:00Z"
    assert todoist.mirror.items[ref(outcome)]["checked"]


# --- where it stands ---------------------------------------------------------------------------------------------


def test_a_section_is_made_in_the_same_request_and_once() -> None:
    doing, todoist = new(sections="area")
    first, second = (doing.steps(Create(item)) for item in (TASK, replace(TASK, key=Key("annen"))))
    commands = [*next(first), *next(second)]
    assert [command.type for command in commands] == ["section_add", "item_add", "item_add"]
    assert commands[1].args["section_id"] == commands[2].args["section_id"] == commands[0].temp_id
    todoist(commands)
    assert {raw["section_id"] for raw in todoist.mirror.items.values()} == {"id0"}


def test_a_section_that_is_there_is_used_as_people_call_it() -> None:
    doing, todoist = new(sections="area")
    todoist.mirror.take({"sections": [{"id": "s", "project_id": PLACE, "name": "ORGANISASJONSARBEID"}]})
    carried_out(doing, Create(TASK), todoist)
    assert [command.args.get("section_id") for command in todoist.sent[0]] == ["s"]


def test_an_area_with_a_project_of_its_own_goes_there() -> None:
    doing, todoist = new(projects={"Organisasjonsarbeid": SECOND})
    carried_out(doing, Create(TASK), todoist)
    assert todoist.sent[0][0].args["project_id"] == SECOND


@pytest.mark.parametrize("written", ["Vennskap, solidaritet og fred", "vennskap ·  Solidaritet og fred"])
def test_a_project_is_found_however_its_area_is_written(written: str) -> None:
    doing, _ = new(projects={written: SECOND})
    assert doing.home_of(replace(TASK, categories=("Vennskap · solidaritet og fred",))) == (SECOND, "")
    assert doing.home_of(TASK) == (PLACE, "")


def test_a_task_whose_area_changes_is_moved_and_one_that_people_moved_stays() -> None:
    doing, todoist, outcome = made(sections="area", item=replace(TASK, categories=("Fest",)))
    todoist.mirror.take({"sections": [{"id": "own", "project_id": PLACE, "name": "Karis"}]})
    todoist.mirror.take_item({**todoist.mirror.items[ref(outcome)], "section_id": "own"})
    moved = replace(outcome, etag=todoist.mirror.etag(ref(outcome)))
    item = replace(TASK, categories=("Fest",), title="Nytt")
    after = carried_out(doing, update(moved, item), todoist)
    assert kinds(todoist) == [["item_update"]]
    carried_out(doing, update(after, replace(item, categories=("Turer",))), todoist)
    assert kinds(todoist)[1] == ["section_add", "item_move", "item_update"]


# --- changing ----------------------------------------------------------------------------------------------------


def test_an_update_says_only_what_differs_and_keeps_an_image() -> None:
    doing, todoist, outcome = made()
    after = carried_out(doing, update(outcome), todoist)
    ((command,),) = todoist.sent
    assert set(command.args) == {"id", "content", "description"}
    assert after.etag == todoist.mirror.etag("id0")
    assert json.loads(after.image or "")["content"] == TASK.title


def test_an_update_that_changes_nothing_asks_nothing() -> None:
    doing, todoist, outcome = made()
    after = carried_out(doing, update(outcome, TASK), todoist)
    assert (todoist.sent, after.etag, after.image) == ([], outcome.etag, None)


def test_the_uuid_of_a_change_is_of_what_was_read_and_of_what_is_written() -> None:
    uuids = []
    for title in ("Nytt", "Nytt", "Annet"):
        doing, todoist, outcome = made()
        carried_out(doing, update(outcome, replace(TASK, title=title)), todoist)
        uuids.append(todoist.sent[0][0].uuid)
    assert uuids[0] == uuids[1] != uuids[2]


def test_what_changed_went_or_is_somebody_else_s_is_left_alone() -> None:
    doing, todoist, outcome = made()
    todoist.mirror.take_item({**todoist.mirror.items["id0"], "content": "Deres"})
    for effect in (update(outcome), Delete(TASK.key, "id0", outcome.etag)):
        assert isinstance(fails(doing, effect, todoist), Stale)
    now = todoist.mirror.etag("id0")
    assert isinstance(fails(doing, Delete(Key("annen"), "id0", now), todoist), Terminal)
    assert isinstance(fails(doing, Delete(TASK.key, "../../x?y", now), todoist), Terminal)
    todoist.mirror.drop("id0")
    assert isinstance(fails(doing, update(outcome), todoist), Stale)
    assert todoist.sent == []


def test_a_change_that_todoist_says_it_made_and_did_not_is_made_under_another_uuid() -> None:
    doing, todoist, outcome = made()
    steps = doing.steps(update(outcome))
    (first,) = next(steps)
    todoist.executed[first.uuid] = "id0"
    (second,) = steps.send(todoist([first]))
    assert (second.args, second.uuid != first.uuid) == (first.args, True)


def test_a_tick_and_its_taking_back_are_commands_of_their_own() -> None:
    doing, todoist, outcome = made()
    done = Progress(State.DONE, 100, datetime(2026, 1, 14, 9, tzinfo=UTC), "Per")
    after = carried_out(doing, update(outcome, TASK, progress=done), todoist)
    assert kinds(todoist) == [["item_update", "item_complete"]]
    assert todoist.sent[0][1].args == {"id": "id0", "completed_at": "2026-01-14T09:00:00Z"}
    carried_out(doing, update(after, TASK, progress=Progress()), todoist)
    assert kinds(todoist)[1] == ["item_update", "item_uncomplete"]
    assert not todoist.mirror.items["id0"]["checked"]


def test_what_people_ticked_is_not_ticked_again_because_the_board_says_so_too() -> None:
    doing, todoist, outcome = made()
    todoist.mirror.take_item(
        {**todoist.mirror.items["id0"], "checked": True, "completed_at": "2026-01-13T09:00:00Z"}
    )
    ticked = replace(outcome, etag=todoist.mirror.etag("id0"))
    carried_out(doing, update(ticked, TASK, progress=Progress(State.DONE, 100, NOW, "Per")), todoist)
    assert kinds(todoist) == [["item_update"]]


# --- taking away and burying -------------------------------------------------------------------------------------


def test_a_deletion_that_is_refused_is_tried_once_more_under_another_uuid_and_then_told() -> None:
    doing, todoist, outcome = made()
    todoist.says = {"item_delete": NO}
    assert isinstance(fails(doing, Delete(TASK.key, ref(outcome), outcome.etag), todoist), Terminal)
    ((first,), (second,)) = todoist.sent
    assert first.uuid != second.uuid
    assert TASK.key in doing.refs


@pytest.mark.parametrize("answer", [Answer(404), Answer(410)])
def test_what_somebody_deleted_at_the_same_moment_is_taken_away(answer: Answer) -> None:
    doing, todoist, outcome = made()
    todoist.says = {"item_delete": answer}
    assert carried_out(doing, Delete(TASK.key, ref(outcome), outcome.etag), todoist).error is None
    assert TASK.key not in doing.refs


def test_a_burial_is_a_task_that_is_made_and_ticked_at_once_and_made_once() -> None:
    doing, todoist = new()
    assert carried_out(doing, Bury(TASK.key), todoist).ref is None
    assert kinds(todoist) == [["item_add", "item_complete"]]
    carried_out(doing, Bury(TASK.key), todoist)
    assert len(todoist.sent) == 1
    carried_out(doing, Create(TASK), todoist)
    assert kinds(todoist)[1] == ["item_add", "item_delete"]
    assert [raw["content"] for raw in todoist.mirror.items.values()] == [TASK.title]


def test_a_burial_that_was_cut_in_two_is_finished() -> None:
    doing, todoist = new()
    todoist.says = {"item_complete": LOST}
    assert isinstance(fails(doing, Bury(TASK.key), todoist), Transient)
    todoist.says = {}
    carried_out(doing, Bury(TASK.key), todoist)
    assert kinds(todoist)[1] == ["item_complete"]


# --- images ------------------------------------------------------------------------------------------------------


def test_what_people_had_added_comes_back_from_an_image() -> None:
    doing, todoist, outcome = made()
    task = todoist.mirror.items["id0"]
    todoist.mirror.take_item(
        {**task, "labels": [*task["labels"], "egen"], "duration": {"amount": 30, "unit": "minute"}}
    )
    todoist.mirror.take_item(
        {"id": "sub", "parent_id": "id0", "content": "Brød", "checked": True, "project_id": PLACE}
    )
    todoist.mirror.take_item({"id": "subsub", "parent_id": "sub", "content": "Smør", "project_id": PLACE})
    todoist.mirror.take({"notes": [{"id": "n", "item_id": "sub", "content": "Grovt", "posted_uid": "7"}]})
    now = replace(outcome, etag=todoist.mirror.etag("id0"))
    image = carried_out(doing, Delete(TASK.key, ref(now), now.etag), todoist).image
    todoist.sent.clear()
    again = carried_out(doing, Create(replace(TASK, due=date(2026, 7, 1)), image=image), todoist)
    assert kinds(todoist) == [["item_add"], ["item_add", "item_add", "item_complete", "note_add"]]
    whole = todoist.mirror.items[ref(again)]
    assert "egen" in whole["labels"]
    assert whole["due"] == {"date": "2026-07-01"}
    assert todoist.sent[0][0].args["duration"] == {"amount": 30, "unit": "minute"}
    below = {raw["content"]: raw for raw in todoist.mirror.under(ref(again))}
    assert below["Brød"]["checked"]
    assert below["Smør"]["parent_id"] == below["Brød"]["id"]
    assert [note["content"] for note in todoist.mirror.comments(below["Brød"]["id"])] == ["Kari: Grovt"]


@pytest.mark.parametrize(
    "image", ["", "{}", "[]", "null", '{"content": 1, "description": ""}', "\0", "[" * 10_000]
)
def test_what_is_no_image_is_passed_over(image: str) -> None:
    doing, todoist = new()
    assert carried_out(doing, Create(TASK, image=image, notes="Ring Ola"), todoist).error is None
    assert todoist.sent[0][0].args["description"].endswith("\nRing Ola")


def test_an_image_of_another_item_lends_nothing() -> None:
    doing, todoist, outcome = made()
    image = carried_out(doing, Delete(TASK.key, ref(outcome), outcome.etag), todoist).image
    other = carried_out(doing, Create(replace(TASK, key=Key("annen"), title="Annet"), image=image), todoist)
    assert todoist.mirror.items[ref(other)]["content"] == "Annet"


# --- who is written to -------------------------------------------------------------------------------------------


def test_whoever_is_given_a_task_is_counted_and_nobody_else() -> None:
    doing, _ = new()
    assert doing.gives(Create(TASK))
    assert not doing.gives(Create(replace(TASK, responsible=())))
    assert not new(assigns=False)[0].gives(Create(TASK))
    doing, todoist, outcome = made()
    assert not doing.gives(update(outcome))
    assert not doing.gives(Delete(TASK.key, ref(outcome), outcome.etag))
    todoist.mirror.take_item({**todoist.mirror.items["id0"], "responsible_uid": "8"})
    assert doing.gives(update(outcome))


def test_nobody_is_given_anything_where_the_board_wants_it_so() -> None:
    _, todoist, outcome = made(assigns=False)
    raw = todoist.mirror.items[ref(outcome)]
    assert "responsible_uid" not in raw
    assert "Kari_Eksempel" in raw["labels"]


# What everybody does for themselves -------------------------------------------------------------------------------


def part(who: str, **changes: Any) -> Any:
    return make_task(key=Key(f"leaflets/{who}"), whole=Whole("Dela ut", "Dela ut"), **changes)


def types(todoist: Todoist) -> list[list[str]]:
    return [[command.type for command in commands] for commands in todoist.sent]


def test_the_first_part_brings_its_heading_and_the_next_stands_under_it() -> None:
    doing, todoist = new()
    for who in ("anna", "bo"):
        carried_out(doing, Create(part(who)), todoist)
    assert types(todoist) == [["item_add", "item_add"], ["item_add"]]
    heading, first, second = (todoist.mirror.items[ref] for ref in NEXT[:3])
    assert heading["content"] == "* Dela ut"
    assert {first["parent_id"], second["parent_id"]} == {heading["id"]}
    assert todoist.mirror.under(heading["id"]) == [], "parts are no steps of it"


def test_a_heading_that_is_refused_is_tried_once_more_and_then_told() -> None:
    doing, todoist = new()
    todoist.says["item_add"] = NO
    assert isinstance(fails(doing, Create(part("anna")), todoist), ServiceError)
    assert types(todoist) == [["item_add", "item_add"]] * 2
    uuids = [command.uuid for commands in todoist.sent for command in commands]
    assert len(set(uuids)) == 4


def test_a_ticked_heading_is_opened_for_a_new_part_and_the_last_part_takes_it_along() -> None:
    doing, todoist = new()
    done = carried_out(doing, Create(part("anna")), todoist)
    (ref,) = doing.headings.there.values()
    todoist.mirror.take_item({**todoist.mirror.items[ref], "checked": True})
    second = carried_out(doing, Create(part("bo")), todoist)
    assert types(todoist)[-1] == ["item_uncomplete", "item_add"]
    for outcome, sent in ((done, ["item_delete"]), (second, ["item_delete"])):
        assert outcome.ref is not None
        carried_out(doing, Delete(outcome.effect.key, outcome.ref, None), todoist)
        assert types(todoist)[-1] == sent
    assert types(todoist)[-2:] == [["item_delete"], ["item_delete"]]
    assert todoist.mirror.items == {}


def test_a_heading_that_todoist_does_not_let_go_fails_nothing() -> None:
    doing, todoist = new()
    made = carried_out(doing, Create(part("anna")), todoist)
    assert made.ref is not None
    (heading,) = doing.headings.there.values()

    def keeps(commands: list[Command]) -> Told:
        if commands[0].args.get("id") == heading:
            return Told({commands[0].uuid: NO})
        return todoist(commands)

    assert carried_out(doing, Delete(made.effect.key, made.ref, None), keeps).error is None
    assert list(todoist.mirror.items) == [heading]


def test_a_part_that_comes_back_from_an_image_has_its_heading_again() -> None:
    doing, todoist = new()
    made = carried_out(doing, Create(part("anna")), todoist)
    assert made.ref is not None
    gone = carried_out(doing, Delete(made.effect.key, made.ref, None), todoist)
    as_kept = replace(part("anna"), whole=None)
    carried_out(doing, Create(as_kept, image=gone.image), todoist)
    assert sorted(raw["content"] for raw in todoist.mirror.items.values()) == [
        "* Dela ut",
        "Arrangere vervekonkurranse",
    ]


def test_a_heading_takes_a_place_until_it_is_there_and_where_it_is_moved_to() -> None:
    doing, todoist = new(projects={"Organisasjonsarbeid": SECOND})
    doing.projects = {}
    first = doing.needs(Create(part("anna")))
    assert first is not None
    assert (first.project, first.tasks, first.heading) == (PLACE, 1, Key("leaflets/*"))
    made = carried_out(doing, Create(part("anna")), todoist)
    second = doing.needs(Create(part("bo")))
    assert second is not None
    assert second.heading is None
    assert made.ref is not None
    doing.projects = {"Organisasjonsarbeid": SECOND}
    moved = doing.needs(Update(part("anna"), made.ref, None))
    assert moved is not None
    assert (moved.project, moved.tasks, moved.heading) == (SECOND, 1, Key("leaflets/*"))
