"""Small edits of hjul.toml's text: a target's keys are set, every other byte stays (comments, order, line ends).

An edit is checked by reading the new text: it must say what the old one said, with exactly that change. Where that
cannot be had, nothing is changed and the person is told what to write. Never rewrites a whole file.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from config import patterns
from config.errors import WRONG_INPUT, UserError
from config.settings import FILE_NAME, Settings, read_settings
from config.whole_file import whole_file

Value = str | bool | Sequence[str] | Mapping[str, str]

_HEADER = re.compile(r"[ \t]*\[")
_LITERAL = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\[[^\[\]\n]*\]|\{[^{}\n]*\}|[^\s#\[\]{}"',]+)"""


def set_target(text: str, name: str, values: Mapping[str, Value | None]) -> str:
    """The text with these keys in ``[targets.NAME]``, which is added when it is not there. None takes a key away.

    UserError (exit code 2) when the change would disturb anything else.
    """
    old = _parsed(text)
    targets = old.get("targets", {})
    before = targets.get(name, {}) if isinstance(targets, dict) else {}
    if not isinstance(targets, dict) or not isinstance(before, dict):
        raise _by_hand(name, values)
    there = {key: value for key, value in before.items() if values.get(key, "") is not None}
    there |= {key: _plain(value) for key, value in values.items() if value is not None}
    wanted = {**old, "targets": {**targets, name: there}}
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    start = next((number for number, line in enumerate(lines) if _is_header_of(line, name)), None)
    edited = _appended(text, name, values) if start is None else _changed(lines, start, values)
    if _parsed(edited, broken={}) != wanted:
        raise _by_hand(name, values)
    return edited


def set_top(text: str, key: str, value: str) -> str:
    """The text with this key before the first table. UserError (exit code 2) when that would disturb anything else."""
    wanted = {**_parsed(text), key: value}
    line = f"{key} = {_written(value)}"
    found = re.compile(rf"(?m)^[ \t]*{key}[ \t]*=[ \t]*{_LITERAL}").search(text)
    edited = (
        f"{text[: found.start()]}{line}{text[found.end() :]}" if found else f"{line}{_line_break(text)}{text}"
    )
    if _parsed(edited, broken={}) != wanted:
        raise UserError(f"{FILE_NAME}: write this above its first table: {line}", exit_code=WRONG_INPUT)
    return edited


def _changed(lines: list[str], start: int, values: Mapping[str, Value | None]) -> str:
    """The table that begins in line ``start``, each key where it stands, or behind the last one."""
    end = next((n for n in range(start + 1, len(lines)) if _HEADER.match(lines[n])), len(lines))
    body = lines[start + 1 : end]
    line_break = _line_break("".join(lines))
    for key, value in values.items():
        match = re.compile(rf"([ \t]*{key}[ \t]*=[ \t]*){_LITERAL}([ \t]*(?:#.*)?)(\r?\n)?\Z")
        number = next((n for n, line in enumerate(body) if match.match(line)), None)
        if number is not None and (found := match.match(body[number])) is not None:
            body[number] = (
                "" if value is None else f"{found[1]}{_written(value)}{found[2]}{found[3] or line_break}"
            )
        elif value is not None:
            last = max((n for n, line in enumerate(body) if line.split("#")[0].strip()), default=-1)
            if last >= 0 and not body[last].endswith("\n"):
                body[last] += line_break
            body.insert(last + 1, f"{key} = {_written(value)}{line_break}")
    head = lines[start] if lines[start].endswith("\n") else lines[start] + line_break
    return "".join([*lines[:start], head, *body, *lines[end:]])


def _appended(text: str, name: str, values: Mapping[str, Value | None]) -> str:
    line_break = _line_break(text)
    if text and not text.endswith("\n"):
        text += line_break
    gap = line_break if text.strip() else ""
    return text + gap + "".join(f"{line}{line_break}" for line in _table(name, values))


def _table(name: str, values: Mapping[str, Value | None]) -> list[str]:
    keys = [f"{key} = {_written(value)}" for key, value in values.items() if value is not None]
    return [f"[targets.{_written_key(name)}]", *keys]


def _is_header_of(line: str, name: str) -> bool:
    keys = "|".join(re.escape(form) for form in {_written_key(name), json.dumps(name), f"'{name}'"})
    return (
        patterns.match(rf"[ \t]*\[[ \t]*targets[ \t]*\.[ \t]*(?:{keys})[ \t]*\][ \t]*(?:#.*)?\r?\n?\Z", line)
        is not None
    )


def _by_hand(name: str, values: Mapping[str, Value | None]) -> UserError:
    wish = "\n".join(_table(name, values))
    return UserError(
        f"{FILE_NAME}: this cannot be changed without disturbing what stands around it; write there by hand:\n{wish}",
        exit_code=WRONG_INPUT,
    )


def _parsed(text: str, *, broken: dict[str, Any] | None = None) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if broken is not None:
            return broken
        raise UserError(f"{FILE_NAME}: broken TOML: {error}; mend that line", exit_code=WRONG_INPUT) from None


def _line_break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _plain(value: Value) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return value if isinstance(value, str | bool) else list(value)


def _written(value: Value) -> str:
    """As TOML writes it: JSON's strings are TOML's, but for DEL, which addresses and names do not hold."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_written_key(key)} = {_written(each)}' for key, each in value.items())} }}"
    return json.dumps(_plain(value), ensure_ascii=False)


def _written_key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


# The file ---------------------------------------------------------------------------------------------------------


def read_text(folder: Path) -> str:
    """hjul.toml as it stands, without a byte order mark; "" when there is none. UserError as ``read_settings``."""
    read_settings(folder)
    path = folder / FILE_NAME
    return path.read_bytes().decode("utf-8-sig") if path.exists() else ""


def tried(text: str, folder: Path) -> Settings:
    """The settings that this text makes, read as hjul reads them. UserError (exit code 2) when they cannot be used."""
    with tempfile.TemporaryDirectory(prefix="hjul-") as trial:
        (Path(trial) / FILE_NAME).write_bytes(text.encode())
        try:
            return read_settings(Path(trial))
        except UserError as error:
            said = str(error).replace(trial, str(folder))
            raise UserError(said, exit_code=error.exit_code) from None


def may_write(folder: Path) -> None:
    """UserError when hjul.toml cannot be written here."""
    path = Path(os.path.realpath(folder / FILE_NAME))
    if (path.exists() and not os.access(path, os.W_OK)) or not os.access(path.parent, os.W_OK | os.X_OK):
        raise UserError(f"{folder / FILE_NAME}: may not be written; give yourself the right to")


def write_text(folder: Path, old_text: str, new_text: str) -> None:
    """Put the new text in hjul.toml, whole or not at all; keeps its rights, and a byte order mark.

    UserError when the file no longer holds ``old_text`` or cannot be written; it then stands as it was.
    """
    path = Path(os.path.realpath(folder / FILE_NAME))
    try:
        raw = path.read_bytes() if path.exists() else b""
        if raw.decode("utf-8-sig") != old_text:
            raise UserError(
                f"{folder / FILE_NAME}: the file was changed while hjul worked; run the command again"
            )
        mode = path.stat().st_mode & 0o7777 if raw else 0o600
        with whole_file(path, mode) as file:
            file.write((BOM_UTF8 if raw.startswith(BOM_UTF8) else b"") + new_text.encode())
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UserError(
            f"{folder / FILE_NAME}: cannot be written ({why}); nothing was changed there"
        ) from None
