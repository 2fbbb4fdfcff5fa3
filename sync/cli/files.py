"""Files that commands write for people: whole or not at all, readable by their owner only. Reads none."""

from __future__ import annotations

import os
from pathlib import Path

from config.errors import UserError
from config.whole_file import whole_file


def write(path: Path, content: str | bytes) -> None:
    """The whole file or nothing of it; what is no file (a pipe, /dev/stdout) is written to as it is.

    A new file is its owner's alone: the plan is its board's business. UserError when it cannot be written.
    """
    data = content if isinstance(content, bytes) else content.encode()
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
            return
        with whole_file(target) as file:
            file.write(data)
    except OSError as error:
        raise UserError(
            f"{path}: cannot be written ({error.strerror}); check the folder, its rights and the disk"
        ) from None
