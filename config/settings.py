"""hjul.toml, environment and defaults: where things go. Reads only; never prints a secret, never holds a plan.

With no hjul.toml the one target is the folder ``hjul-data/`` beside the plan, and the ledger is ``hjul-data/hjul.db``.
Relative paths are relative to the folder of hjul.toml, which is the plan's. Environment variables begin with ``HJUL_``
and win over the file.
"""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from config.errors import WRONG_INPUT, UserError

FILE_NAME = "hjul.toml"
DATA_FOLDER = "hjul-data"
MOST_BYTES = 256 * 1024
MOST_DOTS = 100
"""In one line: the parser takes a minute for a key of so many parts as fit into the file."""
MOST_COMPLAINTS = 50
MOST_SHOWN = 80
"""Letters of a key that is complained of."""


Names = Annotated[tuple[Annotated[str, Field(max_length=80)], ...], Field(max_length=100)]


class Target(BaseModel):
    """One place that the plan goes to. Keys beside these are the adapter's own and are checked by it."""

    model_config = ConfigDict(extra="allow", frozen=True)

    adapter: str = "folder"
    holds: tuple[Literal["events", "tasks"], ...] = ("events", "tasks")
    # Which part of the plan goes there (see mappings.routing); empty is all of it.
    bodies: Names = ()
    areas: Names = ()
    kinds: Names = ()
    confidential: bool = False  # whether what the plan keeps within the board goes there too

    @property
    def own(self) -> dict[str, Any]:
        """What the adapter itself reads."""
        return dict(self.__pydantic_extra__ or {})


class Guard(BaseModel):
    """How much of one thing may change in one run before hjul stops and asks: see ``sync.guard``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    share: Annotated[float, Field(gt=0, le=1)] = 0.34  # of the events, or of the tasks, that stand there
    least: Annotated[int, Field(ge=1)] = 5  # fewer than this are never too many
    count: Annotated[int, Field(ge=1)] = 100  # more than this are always too many
    mails: Annotated[int, Field(ge=0)] = 25  # more than this in one run are too many


def _address(value: str) -> str:
    if not value.isprintable():
        raise ValueError("expected a path or a database's address without control characters")
    return value


class Settings(BaseSettings):
    """The settings of one plan."""

    model_config = SettingsConfigDict(
        env_prefix="HJUL_", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    ledger: Annotated[str, Field(min_length=1, max_length=4096), AfterValidator(_address)] = (
        f"{DATA_FOLDER}/hjul.db"
    )
    guard: Guard = Guard()
    # The secrets directory: see config.secrets.
    secrets: Annotated[str, Field(min_length=1, max_length=4096), AfterValidator(_address)] | None = None
    # A Word file whose styles, header, footer and logo the report in Word takes over.
    report_template: Annotated[str, Field(min_length=1, max_length=4096), AfterValidator(_address)] | None = (
        None
    )
    targets: dict[Annotated[str, Field(pattern=r"^[\w-]{1,80}$")], Target] = Field(
        default_factory=lambda: {
            "folder": Target.model_validate({"adapter": "folder", "path": DATA_FOLDER, "confidential": True})
        },
        max_length=100,
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  # the signature is pydantic-settings'
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, then what hjul.toml says."""
        return env_settings, init_settings


def read_settings(folder: Path) -> Settings:
    """The settings beside the plan in ``folder``. UserError (exit code 2) names what is wrong in hjul.toml or the environment."""
    path = folder / FILE_NAME
    written = _toml(path)
    if odd := next((key for key in written if key.startswith("_")), None):  # pydantic-settings' own arguments
        raise UserError(f"{path}: the key {odd[:MOST_SHOWN]!r} is not known", exit_code=WRONG_INPUT)
    try:
        return Settings(**written)
    except SettingsError:  # its words may hold what stands in the environment
        raise UserError(
            "the environment (HJUL_…): a setting with parts is written as JSON, or in hjul.toml",
            exit_code=WRONG_INPUT,
        ) from None
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)
        complaints = [_complaint(path, entry) for entry in wrong[:MOST_COMPLAINTS]]
        if more := len(wrong) - len(complaints):
            complaints.append(f"{path}: and {more} more")
        raise UserError("\n".join(complaints), exit_code=WRONG_INPUT) from None


def _toml(path: Path) -> dict[str, Any]:
    """What the file says, nothing when there is none. It is never taken for missing because it cannot be read."""
    try:
        if not path.is_file() and path.exists():
            raise UserError(f"{path}: not a file; move it away", exit_code=WRONG_INPUT)
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise UserError(
                f"{path}: larger than {MOST_BYTES // 1024} kB; settings are short", exit_code=WRONG_INPUT
            )
        if any(line.count(b".") > MOST_DOTS for line in raw.splitlines()):
            raise UserError(f"{path}: a line with more than {MOST_DOTS} dots; mend it", exit_code=WRONG_INPUT)
        return tomllib.loads(raw.decode("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path}: broken TOML: {error}; mend that line", exit_code=WRONG_INPUT) from None
    except UnicodeDecodeError:
        raise UserError(f"{path}: not UTF-8 text; save it as UTF-8", exit_code=WRONG_INPUT) from None
    except (ValueError, RecursionError):  # a number without end, or brackets within brackets
        raise UserError(
            f"{path}: broken TOML: a number or a list that is too large; mend that", exit_code=WRONG_INPUT
        ) from None
    except OSError as error:
        raise UserError(
            f"{path}: cannot be read ({error.strerror}); check its rights", exit_code=WRONG_INPUT
        ) from None


def _complaint(path: Path, entry: Any) -> str:
    where = ".".join(str(step)[:MOST_SHOWN] for step in entry["loc"])
    if entry["type"] == "extra_forbidden":
        close = difflib.get_close_matches(str(entry["loc"][-1])[:MOST_SHOWN], Settings.model_fields, n=1)
        hint = (
            f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(Settings.model_fields)}"
        )
        return f"{path}: the key {where!r} is not known; {hint}"
    return f"{path}: {where}: {entry['msg']}; mend it there or in the environment (HJUL_…)"
