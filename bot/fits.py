"""Fits on disk: what was learned from a roadmap is kept in the user's cache, one file for each fingerprint."""

import contextlib
import gc
import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from platformdirs import user_cache_path

from bot.memory import give_back
from knowledge import fit as learning
from knowledge.features import Embedder
from knowledge.fit import Fit
from knowledge.model import Roadmap

log = logging.getLogger(__name__)

LEARNERS = 2
MOST_KEPT = 4
"""Fits of other roadmaps, or of this one before it changed, that stay; each has some megabytes."""


def cache_folder() -> Path:
    """Say where this user's fits lie."""
    return user_cache_path("roadmap-bot", appauthor=False) / "fits"


def fit_of(
    roadmap: Roadmap,
    cache: Path | None = None,
    embedder: Embedder | None = None,
    *,
    before_learning: Callable[[], None] = lambda: None,
) -> Fit:
    """Find the fit of a roadmap: in the cache, or else by learning it, which takes seconds.

    With a sentence model it is another fit, and learning it may take a minute.

    A damaged or unwritable cache costs time and stops nothing.
    """
    path = (cache or cache_folder()) / f"{learning.fingerprint(roadmap, embedder)}.npz"
    found = _stored(path, embedder)
    if found is None:
        before_learning()
        with _unsearched(), ThreadPoolExecutor(LEARNERS) as threads:
            found = learning.learn(roadmap, embedder, threads.map)
        _store(path, found)
        # Learning takes more than twice what is learned.
        give_back()
    return found


def is_learned(roadmap: Roadmap, cache: Path | None = None, embedder: Embedder | None = None) -> bool:
    """Say whether the fit of a roadmap is in the cache, so that nothing need be learned."""
    fingerprint = learning.fingerprint(roadmap, embedder)
    return _stored((cache or cache_folder()) / f"{fingerprint}.npz", embedder) is not None


@contextlib.contextmanager
def _unsearched() -> Iterator[None]:
    """Let nobody search for garbage meanwhile: there is next to none, and much to search through."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _stored(path: Path, embedder: Embedder | None) -> Fit | None:
    try:
        found = learning.from_bytes(path.read_bytes(), embedder)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        log.warning("%s cannot be used (%s). It will be made again.", path, error)
        return None
    with contextlib.suppress(OSError):
        os.utime(path)
    return found


def _store(path: Path, fit: Fit) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                learning.write(fit, file)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        _prune(path)
    except OSError as error:
        log.warning("%s cannot be written (%s). Each start will take some seconds.", path, error.strerror)


def _prune(newest: Path) -> None:
    others = [path for path in newest.parent.glob("*.npz") if path != newest]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[MOST_KEPT - 1 :]:
        path.unlink(missing_ok=True)
