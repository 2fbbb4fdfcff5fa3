"""A Todoist target as it stands in hjul.toml. Reads only; holds no token and reaches no server."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from config.addresses import root

ROOT = "https://api.todoist.com"


def _root(value: str) -> str:
    """Without its last slash."""
    return root(value).rstrip("/")


ProjectId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,100}$")]
"""As it stands at the end of the project's address. Never put into an address unless it looks so."""


class TodoistTarget(BaseModel):
    """The keys of a target with ``adapter = "todoist"``. It keeps assignments, no meetings and events."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    project: ProjectId  # where the assignments go
    # An area's title (or a body's, or a person's name, as ``sections`` says) and the project that has it alone.
    projects: Annotated[dict[str, ProjectId], Field(max_length=100)] = Field(default_factory=dict)
    sections: Literal["area", "body", "person"] | None = None  # one for each of these in a project
    due: Literal["due", "deadline"] = "due"  # the field that has the plan's due day
    # Whether a task is given to its responsible where the project has them: Todoist then writes to them, as they chose.
    assign: bool = True
    root: Annotated[str, Field(max_length=2_000), AfterValidator(_root)] = ROOT
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0  # seconds without a word from the server

    @model_validator(mode="after")
    def _one_project_each(self) -> TodoistTarget:
        several = [self.project, *self.projects.values()]
        if len(set(several)) != len(several):
            raise ValueError("a project stands in 'project' and 'projects' more than once")
        return self

    @property
    def all_projects(self) -> tuple[str, ...]:
        """The ids of the projects, the first one first."""
        return (self.project, *self.projects.values())
