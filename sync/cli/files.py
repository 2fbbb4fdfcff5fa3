"""Files that commands write for people: whole or not at all, readable by their owner only. Reads none."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from config.errors import UserError


def write(path: Path, text: str) -> None:
    """The whole file or nothing of it. UserError when it cannot be written."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UserError(
            f"{path}: cannot be written ({error.strerror}); check the folder and its rights"
        ) from None
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        draft.replace(path)
    except OSError as error:
        raise UserError(
            f"{path}: cannot be written ({error.strerror}); check the disk and the rights"
        ) from None
    finally:
        draft.unlink(missing_ok=True)
