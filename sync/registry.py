"""Which adapters there are. The only place above the adapters that names one; it imports the one that is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from adapters.base import Adapter
from config.errors import WRONG_INPUT, UserError

GROUP = "hjul.adapters"


@dataclass(frozen=True, slots=True)
class Opening:
    """What an adapter is given to start from. ``own`` is its part of hjul.toml; ``folder`` is where that file stands."""

    target: str
    own: Mapping[str, Any]
    folder: Path
    plan_id: str
    zone: ZoneInfo
    now: Callable[[], datetime]
    own_notes: str  # the words of the line that parts the managed text from people's notes


def _folder(opening: Opening) -> Adapter:
    from adapters.folder import FolderAdapter

    own = dict(opening.own)
    path = own.pop("path", None)
    if own or not isinstance(path, str) or not path.isprintable():
        wrong = (
            f"the key {next(iter(own))!r} is not known"
            if own
            else "'path' is no path"
            if path
            else "'path' is missing"
        )
        raise UserError(
            f"hjul.toml: targets.{opening.target}: {wrong}; a folder has 'path' only", exit_code=WRONG_INPUT
        )
    return FolderAdapter(
        opening.target,
        opening.folder / path,
        opening.plan_id,
        opening.zone,
        opening.now,
        own_notes=opening.own_notes,
    )


ADAPTERS: dict[str, Callable[[Opening], Adapter]] = {"folder": _folder}


def open_adapter(kind: str, opening: Opening) -> Adapter:
    """The adapter for one target. UserError (exit code 2) when there is none of that kind."""
    if kind in ADAPTERS:
        return ADAPTERS[kind](opening)
    others = {entry.name: entry for entry in entry_points(group=GROUP)}
    if kind in others:
        adapter: Adapter = others[kind].load()(opening)
        return adapter
    known = ", ".join(sorted({*ADAPTERS, *others}))
    raise UserError(
        f"hjul.toml: targets.{opening.target}: there is no adapter {kind!r}; there are: {known}",
        exit_code=WRONG_INPUT,
    )
