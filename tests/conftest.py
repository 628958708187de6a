"""What many tests share: the roadmap we ship and what was learned from it, made once."""

import os
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.fits import fit_of
from knowledge.fit import Fit
from knowledge.guide import Guide
from knowledge.loader import SHIPPED, load
from knowledge.model import Roadmap

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def roadmap() -> Roadmap:
    return load(SHIPPED)


@pytest.fixture(scope="session")
def cache_home(pytestconfig: pytest.Config) -> Path:
    """A user's cache folder; it lasts from run to run, so that the roadmap is learned once for each change."""
    return pytestconfig.cache.mkdir("home")


@pytest.fixture(scope="session")
def fit(roadmap: Roadmap, cache_home: Path) -> Fit:
    return fit_of(SHIPPED, roadmap, cache_home / "roadmap-bot" / "fits")


@pytest.fixture(scope="session")
def guide(roadmap: Roadmap, fit: Fit) -> Guide:
    return Guide(roadmap, fit)


@pytest.fixture(scope="session")
def asking(guide: Guide) -> Asking:
    return Asking(guide)


@pytest.fixture
def environment(fit: Fit, cache_home: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a process of ours: no settings, a warm cache, a home of its own."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(cache_home),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }
