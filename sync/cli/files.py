"""Files that commands write for people: whole or not at all, readable by their owner only. Reads none."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from config.errors import WRONG_INPUT, UserError
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


def write_new(path: Path, text: str) -> None:
    """A whole new file of its owner's alone. UserError when there is one of that name, or it cannot be written."""
    try:
        with tempfile.TemporaryDirectory(prefix=".hjul-", dir=path.parent) as folder:
            whole = Path(folder) / "whole"
            whole.write_text(text, encoding="utf-8", newline="")
            whole.chmod(0o600)
            _put_beside(whole, path)
    except FileExistsError:
        raise UserError(
            f"{path}: there is such a file already; name another", exit_code=WRONG_INPUT
        ) from None
    except OSError as error:
        raise UserError(
            f"{path}: cannot be written ({error.strerror}); check the folder, its rights and the disk"
        ) from None


def _put_beside(whole: Path, path: Path) -> None:
    """Under its name, and unlike a rename never over another file. Where a disk has no links, line by line."""
    try:
        os.link(whole, path)
    except FileExistsError:
        raise
    except OSError:
        with path.open("xb") as file:
            file.write(whole.read_bytes())
