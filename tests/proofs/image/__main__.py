"""`python -m tests.proofs.image`: the whole proof, with its sizes and seconds; ends with 1 where something is wrong."""

import asyncio
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests import databases
from tests.proofs.image import base, checking, contents
from tests.proofs.image.building import DOCKERFILE, Image, Store, pip_settings, places_in

IMAGE = "roadmap-bot"
PROGRAMS = {"buildah": "buildah", "debootstrap": "debootstrap", "unshare": "util-linux", "apt-get": "apt"}
"""What it takes, and the packages that bring it."""


def main() -> int:
    """Build, start, ask; print."""
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if missing or os.geteuid() != 0:
        what = f"apt-get install {' '.join(missing)}" if missing else "Run it as root."
        print(f"It takes Debian, root, buildah and debootstrap. {what}", file=sys.stderr)
        return 2
    # Not in /tmp: it may be memory, and a gigabyte is needed.
    with tempfile.TemporaryDirectory(prefix="image-", dir="/var/tmp", ignore_cleanup_errors=True) as folder:
        try:
            faults = _prove(Path(folder))
        except base.Broken as error:
            print(error, file=sys.stderr)
            return 3
    print("\n".join(faults) or "all holds")
    return int(bool(faults))


def _prove(place: Path) -> list[str]:
    image, faults = _built(place)
    faults += asyncio.run(checking.alone(image, place))
    if not databases.is_there():
        print(databases.ADVICE)
        return faults
    with databases.server() as address:
        return faults + asyncio.run(_on_postgresql(image, place, address))


def _built(place: Path) -> tuple[Image, list[str]]:
    began = time.monotonic()
    name, version, suite = base.named_in(DOCKERFILE)
    base.make(place / "base", version, suite)
    store = Store(place)
    base_size = store.keep(place / "base", name)
    print(f"a base in place of {name}: {time.monotonic() - began:.0f} s", flush=True)
    began = time.monotonic()
    image = store.build(IMAGE)
    print(f"the image: {time.monotonic() - began:.0f} s\n\n{contents.table(image, base_size)}\n", flush=True)
    borrowed = places_in(dict(pip_settings()).values())
    return image, [*contents.faults(image, place / "base", borrowed)]


async def _on_postgresql(image: Image, place: Path, address: str) -> list[str]:
    async with databases.fresh(address) as url:
        return await checking.together(image, place, url.replace("+asyncpg", ""))


if __name__ == "__main__":
    sys.exit(main())
