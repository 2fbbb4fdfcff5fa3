"""What no document says of Todoist. Each has the positions that it may have; the adapter must do right in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass
class Switches:
    """One for each world, as a test sets it. The first position is the likelier one."""

    lost_cursor: Literal["full", "400", "410"] = "full"  # a sync token that is not known (any more)
    replay_maps: bool = True  # a command sent again answers with its temp ids, as one person measured
    failed_again: bool = True  # a command that was refused is tried when it is sent again
    says_who_completed: bool = True  # completed_by_uid, which stands in recorded tasks and in no document
    whole_seconds: bool = False  # updated_at and completed_at: the documents have both forms
    bare_tombstones: bool = False  # what was deleted comes back as its id and is_deleted alone
    shows_cascade: bool = True  # the tasks of a deleted section or project come back as deleted themselves
    bare_errors: bool = (
        False  # a refused command tells its code and its words alone, as in one documented sample
    )
    trims: bool = True  # white space around a text is taken away
    one_line: bool = False  # a line break in a task's name becomes a space
    parses_labels: bool = True  # @words in a name become labels where auto_parse_labels is not said
    others_completed: bool = True  # completed windows have what others ticked in shared projects too
    counts_inside: bool = (
        True  # completed_info of a project counts what stands in its sections and below tasks too
    )
    counts_completed: bool = True  # completed_info tells of everything that is completed
    gets_completed: bool = (
        False  # GET tasks/{id} answers with a completed task: it is said to give active ones
    )
    same_token: bool = False  # where nothing changed the sync token is the old one
