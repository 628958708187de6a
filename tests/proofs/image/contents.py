"""Contents: what is in an image, by size, and what must not be."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.proofs.image.building import MEGABYTE, Image

HOME: Final = Path("opt/roadmap-bot")
LIBRARIES: Final = HOME / "lib/python3.11/site-packages"
OURS: Final = ("bot", "knowledge")
MOST_NAMED: Final = 12
NEVER: Final = ("pip", "pip3", "gcc", "cc", "make", "strip", "git", "uv")
"""Programs that the bot has no use for, but an intruder would."""


def faults(image: Image, base: Path, borrowed: Sequence[Path]) -> Iterator[str]:
    """Find programs to build with, and what was borrowed from this machine for building."""
    (path,) = (line.removeprefix("PATH=") for line in image.config["Env"] if line.startswith("PATH="))
    for folder in path.split(":"):
        yield from (f"{folder}/{name} is in it" for name in NEVER if (image.root / folder[1:] / name).exists())
    if (image.root / "etc/pip.conf").exists():
        yield "pip's settings are in it"
    for place in (path.relative_to("/") for path in borrowed):
        # The builder leaves what it mounts upon; there may be nothing in it.
        if not (base / place).exists() and _size(image.root / place):
            yield f"/{place} of this machine is in it"
    doubles = [folder for folder in (image.root / HOME).rglob("__pycache__") if _size(folder)]
    if doubles:
        yield f"bytecode lies beside its source, such as in {doubles[0].relative_to(image.root)}"


def table(image: Image, base_size: int) -> str:
    """Say how much of it is what."""
    libraries = {path.name: _size(path) for path in (image.root / LIBRARIES).iterdir()}
    ours = sum(libraries.pop(name) for name in OURS)
    largest = sorted(libraries.items(), key=lambda pair: -pair[1])[:MOST_NAMED]
    rest = sum(libraries.values()) - sum(size for _, size in largest)
    sizes = [
        ("the base", base_size),
        *((f"  {name}", size) for name, size in largest),
        (f"  {len(libraries) - len(largest)} smaller ones", rest),
        ("libraries, in all", sum(libraries.values())),
        ("bytecode of what runs", _size(image.root / HOME / "bytecode")),
        ("what was learned", _size(image.root / "var/cache/roadmap-bot")),
        ("the bot and its roadmap", ours),
        ("the image", image.size),
    ]
    return "\n".join(f"{name:<28}{size / MEGABYTE:>8.1f} MB" for name, size in sizes)


def _size(place: Path) -> int:
    """Add up the sizes of all files there."""
    if not place.is_dir():
        return place.stat().st_size if place.exists() else 0
    return sum(path.lstat().st_size for path in place.rglob("*") if not path.is_dir() and not path.is_symlink())
