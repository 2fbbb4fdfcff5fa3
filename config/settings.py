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

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from config.errors import WRONG_INPUT, UserError

FILE_NAME = "hjul.toml"
DATA_FOLDER = "hjul-data"


class Target(BaseModel):
    """One place that the plan goes to. Keys beside these are the adapter's own and are checked by it."""

    model_config = ConfigDict(extra="allow", frozen=True)

    adapter: str = "folder"
    holds: tuple[Literal["events", "tasks"], ...] = ("events", "tasks")

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


class Settings(BaseSettings):
    """The settings of one plan."""

    model_config = SettingsConfigDict(
        env_prefix="HJUL_", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    ledger: str = f"{DATA_FOLDER}/hjul.db"
    guard: Guard = Guard()
    targets: dict[Annotated[str, Field(pattern=r"^[\w-]+$")], Target] = Field(
        default_factory=lambda: {"folder": Target.model_validate({"adapter": "folder", "path": DATA_FOLDER})}
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  # the signature is pydantic-settings'
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then environment, then hjul.toml."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def read_settings(folder: Path) -> Settings:
    """The settings beside the plan in ``folder``. UserError (exit code 2) names what is wrong in hjul.toml or the environment."""
    path = folder / FILE_NAME

    class _Here(Settings):
        model_config = SettingsConfigDict(toml_file=path)

    try:
        return _Here()
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{path}: broken TOML: {error}; mend that line", exit_code=WRONG_INPUT) from None
    except UnicodeDecodeError:
        raise UserError(f"{path}: not UTF-8 text; save it as UTF-8", exit_code=WRONG_INPUT) from None
    except OSError as error:
        raise UserError(
            f"{path}: cannot be read ({error.strerror}); check its rights", exit_code=WRONG_INPUT
        ) from None
    except ValidationError as error:
        raise UserError(
            "\n".join(_complaint(path, entry) for entry in error.errors()), exit_code=WRONG_INPUT
        ) from None


def _complaint(path: Path, entry: Any) -> str:
    where = ".".join(str(step) for step in entry["loc"])
    if entry["type"] == "extra_forbidden":
        close = difflib.get_close_matches(str(entry["loc"][-1]), Settings.model_fields, n=1)
        hint = (
            f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(Settings.model_fields)}"
        )
        return f"{path}: the key {where!r} is not known; {hint}"
    return f"{path}: {where}: {entry['msg']}; mend it there or in the environment (HJUL_…)"
