"""Files of a roadmap's folder, which may come from a stranger: read whole, but never more than a roadmap needs."""

import stat
from pathlib import Path

from knowledge.document import SIZE_LIMIT
from knowledge.faults import Fault, RoadmapError


def content(folder: Path, name: str) -> bytes:
    """Read a file of a folder, one byte more than may be at most.

    Raises RoadmapError where it leads out of the folder, and OSError where it cannot be read.
    """
    path = folder / name
    # Whoever made the link could have us print what is none of theirs. Links within the folder are fine: Kubernetes,
    # for one, makes every mounted file of them.
    if not path.resolve().is_relative_to(folder.resolve()):
        raise RoadmapError([Fault(name, 1, "this leads out of the roadmap's folder. Put the file itself there.")])
    return beginning(path)


def beginning(path: Path) -> bytes:
    """Read a file up to one byte more than may be at most; raises OSError, also where a pipe or device stands."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        # Opening a pipe waits for a writer, and a device may never end.
        raise OSError(None, "Not a file")
    with path.open("rb") as file:
        return file.read(SIZE_LIMIT + 1)
