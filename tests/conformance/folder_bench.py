from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from adapters.base import Adapter
from adapters.folder import FolderAdapter
from mappings.items import Key, uid_of
from tests.conformance.ics_bench import IcsBench, not_ours, someone_elses
from tests.make import NOW, PLAN_ID, ZONE


class FolderBench(IcsBench):
    """People edit the files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "hjul-data"
        self._bin: dict[Key, tuple[Path, bytes]] = {}

    def open(self) -> Adapter:
        seconds = iter(range(1_000_000))
        return FolderAdapter(
            "folder", self.folder, PLAN_ID, ZONE, lambda: NOW + timedelta(seconds=next(seconds))
        )

    def path(self, key: Key) -> Path:
        (found,) = self.folder.glob(f"*/{uid_of(PLAN_ID, key)}.ics")
        return found

    def read(self, key: Key) -> bytes:
        return self.path(key).read_bytes()

    def write(self, key: Key, data: bytes) -> None:
        self.path(key).write_bytes(data)

    def delete(self, key: Key) -> None:
        path = self.path(key)
        self._bin[key] = path, path.read_bytes()
        path.unlink()

    def restore(self, key: Key) -> None:
        path, data = self._bin.pop(key)
        path.write_bytes(data)

    def damage(self, key: Key) -> None:
        self.write(key, self.read(key)[:300])

    def add_foreign(self, name: str) -> None:
        (self.folder / "calendar").mkdir(parents=True, exist_ok=True)
        (self.folder / "calendar" / f"{name}.ics").write_bytes(someone_elses(name))

    def foreign(self) -> Mapping[str, str]:
        return not_ours({path.stem: path.read_text() for path in self.folder.glob("*/*.ics")})
