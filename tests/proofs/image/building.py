"""Building: an image from the Dockerfile, in a store that is forgotten, by pip as it is set up here."""

import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.proofs.image.base import run

ROOT: Final = Path(__file__).parents[3]
DOCKERFILE: Final = ROOT / "Dockerfile"
MEGABYTE: Final = 1_000_000
_SETTING = re.compile(r"(?P<source>.+)\.(?P<name>[a-z-]+)=(?P<value>.+)")
_OF_SOURCES: Final = frozenset(
    {"cert", "client-cert", "constraint", "default-timeout", "extra-index-url", "find-links", "index-url", "no-index"}
    | {"proxy", "retries", "timeout", "trusted-host"}
)
"""Settings of pip that say where packages come from, and how."""


@dataclass(frozen=True, slots=True)
class Image:
    """A built image, laid out as files."""

    root: Path
    config: dict[str, Any]
    """What the Dockerfile says of a start, in the words of Docker."""
    size: int


@dataclass(frozen=True, slots=True)
class Store:
    """A folder with images and nothing outside it."""

    folder: Path

    def keep(self, root: Path, name: str) -> int:
        """Make an image of files; give its size."""
        made = self._buildah("from", "scratch").strip()
        self._buildah("add", "--quiet", made, root, "/")
        self._buildah("config", "--env", "PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", made)
        self._buildah("commit", "--quiet", "--rm", "--format=docker", made, name)
        return self._size(name)

    def build(self, name: str) -> Image:
        """Build the Dockerfile's image and lay it out."""
        settings = dict(pip_settings())
        secret = self.folder / "pip.conf"
        secret.touch(mode=0o600)
        secret.write_text("\n".join(["[global]", *(f"{name} = {value}" for name, value in settings.items()), ""]))
        places = [f"--volume={place}:{place}:ro" for place in places_in(settings.values())]
        given = (f"--secret=id=pip,src={secret}", *places)
        # Docker's format, for OCI's knows no health check.
        way = ("--isolation=chroot", "--pull-never", "--format=docker")
        self._buildah("build", *way, *given, "--tag", name, f"--file={DOCKERFILE}", ROOT)
        container = self._buildah("from", "--pull-never", name).strip()
        root = Path(self._buildah("mount", container).strip())
        inspected = json.loads(self._buildah("inspect", "--type=image", name))
        return Image(root, inspected["Docker"]["config"], self._size(name))

    def _size(self, name: str) -> int:
        (image,) = json.loads(self._buildah("images", "--json", name))
        number, unit = image["size"].split()
        return int(float(number) * {"KB": 1_000, "MB": MEGABYTE, "GB": 1_000 * MEGABYTE}[unit])

    def _buildah(self, *words: object) -> str:
        # In a namespace of its own, as the base was made.
        place = (f"--root={self.folder / 'images'}", f"--runroot={self.folder / 'run'}", "--storage-driver=vfs")
        return run("unshare", "--mount", "--propagation=private", "buildah", *place, *words)


def pip_settings() -> Iterator[tuple[str, str]]:
    """Give how pip finds packages on this machine; what the environment says comes last, and so wins."""
    found = [_SETTING.fullmatch(line) for line in run(sys.executable, "-m", "pip", "config", "list").splitlines()]
    for setting in sorted(filter(None, found), key=lambda setting: setting["source"] == ":env:"):
        if setting["name"] in _OF_SOURCES:
            yield setting["name"], " ".join(str(ast.literal_eval(setting["value"])).split())


def places_in(values: Iterable[str]) -> list[Path]:
    """Find the files and folders of this machine that settings name."""
    places = set()
    for word in " ".join(values).split():
        path = Path(word.removeprefix("file://"))
        if path.is_absolute() and path.exists():
            # The packages of an index lie beside it.
            places.add(path.parent if word.startswith("file://") else path)
    return sorted(places)
