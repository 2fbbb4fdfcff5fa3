"""What every ``hjul connect`` does: name a target, ask what is missing, keep its secret, and write hjul.toml.

Nothing stands in hjul.toml or is kept until all that comes before it has worked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import typer
from pydantic import SecretStr

from adapters.base import NotAllowed, ServiceError
from config.errors import FAILED, SIGN_IN_NEEDED, WRONG_INPUT, UserError
from config.language import Language
from config.secrets import NoKeyring, Secrets, variable
from config.settings import DATA_FOLDER, Settings, Target
from config.settings_edit import Value, set_target, set_top, tried
from mappings.routing import name_of
from sync.cli.terminal import harmless, say
from sync.routing import check_routing
from sync.workspace import Workspace

# What is asked for ------------------------------------------------------------------------------------------------


def prompt(words: Language, code: str, *, default: str | None = None) -> str:
    """What a person answers to the question of this code."""
    answer = typer.prompt(
        words.word(f"connect.{code}"), default=default, show_default=bool(default), err=True
    )
    return str(answer).strip()


def number(question: str, most: int) -> int:
    """A number from 1 to this one; asked until it is."""
    while True:
        found = int(typer.prompt(question, type=int, err=True))
        if 1 <= found <= most:
            return found


def confirmed(words: Language, question: str, *, default: bool = False) -> bool:
    """Yes or no, in the plan's language or in English; asked until it is one of them. Enter alone is ``default``."""
    yes, no = words.word("connect.yes"), words.word("connect.no")
    first = [word[0].upper() if chosen else word[0] for word, chosen in ((yes, default), (no, not default))]
    while True:
        said = typer.prompt(f"{question} [{'/'.join(first)}]", default="", show_default=False, err=True)
        said = said.strip().casefold()
        if not said:
            return default
        if said in {yes[0], yes, "y", "yes"}:
            return True
        if said in {no[0], no, "n", "no"}:
            return False


def checked_name(name: str) -> str:
    """UserError (exit code 2) for what hjul.toml cannot have as a target's name."""
    if not (0 < len(name) <= 80 and all(letter.isalnum() or letter in "_-" for letter in name)):
        raise UserError(
            f"--target: {harmless(name)[:80]!r} is no name for a target; use letters, digits and hyphens",
            exit_code=WRONG_INPUT,
        )
    return name


def before(workspace: Workspace, name: str, kinds: Iterable[str]) -> Target | None:
    """The target as it stands in hjul.toml. UserError (exit code 2) when it is of another kind."""
    written = workspace.settings.targets if "targets" in workspace.settings.model_fields_set else {}
    found = written.get(name)
    if found is not None and found.adapter not in kinds:
        raise UserError(
            f"--target: {name} is already a target of another kind ({found.adapter}); give another name",
            exit_code=WRONG_INPUT,
        )
    return found


def refuse_moving(
    workspace: Workspace, name: str, old: Target | None, places: Mapping[str, str | None]
) -> None:
    """What hjul made in one calendar is not looked for in another: that is another target.

    ``places`` are by their keys in hjul.toml; None is a new one.
    """
    there = {key: old.own.get(key) if old else None for key in places}
    moved = [key for key, place in places.items() if there[key] not in {None, place}]
    if not moved:
        return
    with workspace.remembered() as ledger:
        used = bool(ledger.agreed(workspace.plan.id, name))
    if used:
        raise UserError(
            f"{name} has been synced to {there[moved[0]]}; to begin anew in another calendar, give it another name "
            "with --target",
            exit_code=WRONG_INPUT,
        )


@contextmanager
def explained() -> Iterator[None]:
    """What a service says, as a person is told of it: exit code 4 when somebody must sign in or be given a right, else 1."""
    try:
        yield
    except NotAllowed as error:
        raise UserError(str(error), exit_code=SIGN_IN_NEEDED) from None
    except ServiceError as error:
        raise UserError(str(error), exit_code=FAILED) from None


# What is kept -----------------------------------------------------------------------------------------------------


def new_text(
    workspace: Workspace, text: str, tables: Mapping[str, Mapping[str, Value | None]], secrets_dir: str | None
) -> str:
    """hjul.toml's new text. The folder that was used without being named there is named now, so that it stays in use."""
    if "targets" not in workspace.settings.model_fields_set and _folder_in_use(workspace):
        text = set_target(text, "folder", {"adapter": "folder", "path": DATA_FOLDER, "confidential": True})
    if secrets_dir is not None:
        text = set_top(text, "secrets", secrets_dir)
    for name, keys in tables.items():
        text = set_target(text, name, keys)
    return text


def _folder_in_use(workspace: Workspace) -> bool:
    return any((workspace.folder / DATA_FOLDER / part).is_dir() for part in ("calendar", "tasks"))


def checked_settings(workspace: Workspace, text: str, names: Iterable[str]) -> Settings:
    """The settings that this text makes. UserError when something stands against it, or these targets are not in it."""
    settings = tried(text, workspace.folder)
    if any(name not in settings.targets for name in names):
        raise UserError(
            "HJUL_TARGETS in the environment wins over hjul.toml; unset it and run the command again",
            exit_code=WRONG_INPUT,
        )
    check_routing(settings, workspace.plan, workspace.folder)
    return settings


def secrets_of(workspace: Workspace, name: str, secrets_dir: str | None) -> Secrets:
    """Where the secrets are, this target's among them."""
    known = workspace.secrets
    return Secrets(known.plan_id, known.folder, known.targets | {name}, secrets_dir or known.directory)


def goes_into_a_file(
    secrets: Secrets, name: str, words: Language, secrets_dir: str | None, *, asks: bool
) -> bool:
    """Whether the secret goes into a file, and not into the keyring. UserError when it cannot be kept anywhere.

    Where one lies in a file already, or files are what this plan uses, it goes there: a file is looked at before the keyring.
    """
    if secrets_dir is not None or secrets.uses_files or (secrets.place / name).exists():
        return True
    if secrets.has_keyring():
        return False
    place = secrets.place / name
    if asks and confirmed(words, words.word("connect.ask_file", file=place)):
        return True
    raise _nowhere_to_keep(secrets, name)


def _nowhere_to_keep(secrets: Secrets, name: str) -> UserError:
    return UserError(
        "this machine has no keyring that works, so the password cannot be kept; to keep it in the file "
        f"{secrets.place / name}, say --secrets-dir {secrets.place.name}; or set {variable(name)} each time",
        exit_code=WRONG_INPUT,
    )


def kept(secrets: Secrets, name: str, secret: SecretStr, words: Language, *, in_file: bool) -> str:
    """Keep it. Where it was put, in words."""
    if in_file:
        return words.word("connect.kept_in_file", file=secrets.put_in_file(name, secret))
    try:
        secrets.put_in_keyring(name, secret)
    except NoKeyring:
        raise _nowhere_to_keep(secrets, name) from None
    return words.word("connect.kept_in_keyring")


def tell_the_rest(workspace: Workspace, names: Iterable[str], home: str = "kept_home") -> None:
    """What does not go there, in the words of this code, and the next command."""
    words = workspace.words
    now = Workspace.open(workspace.file.path)
    targets = [now.settings.targets[name] for name in names]
    held = [
        one
        for kind, wanted in (("events", now.events), ("tasks", now.tasks))
        if any(kind in target.holds for target in targets)
        for one in wanted
    ]
    secret = [one for one in held if now.belongings[name_of(one.item)].confidential]
    if secret and not any(target.confidential for target in targets):
        say(words.word(f"connect.{home}", count=len(secret)))
    say(words.word("connect.next"))
