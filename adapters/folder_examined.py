"""Whether a folder can be used as a target: what ``hjul doctor`` tells of it. Changes nothing unless it is asked to write."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from adapters.base import Check, ServiceError
from adapters.folder_state import Roster


def examine_folder(folder: Path, roster: Roster, *, write: bool) -> Iterator[Check]:
    """One thing after the other. A folder that is not there yet is made by the first sync."""
    about = {"path": str(folder)}
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    if not place.is_dir():
        yield Check("folder", False, {"path": str(place.resolve())})
        return
    yield Check("folder" if place == folder else "folder_new", True, about)
    if write:
        yield _tried(place)
    else:
        yield Check("folder_writable", os.access(place, os.W_OK | os.X_OK), {"path": str(place.resolve())})
    try:
        roster.read()
    except ServiceError as error:
        yield Check("roster", False, {**about, "said": str(error)})


def _tried(place: Path) -> Check:
    try:
        with tempfile.TemporaryFile(dir=place):
            return Check("folder_writable", True, {"path": str(place.resolve())})
    except OSError as error:
        return Check("folder_writable", False, {"path": str(place), "said": error.strerror or ""})
