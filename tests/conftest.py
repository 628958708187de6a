"""What many tests share: the roadmap we ship and what was learned from it, made once."""

import pytest

from bot.ask.service import Asking
from knowledge import fit as fitting
from knowledge.fit import Fit
from knowledge.guide import Guide
from knowledge.loader import SHIPPED, load
from knowledge.model import Roadmap


@pytest.fixture(scope="session")
def roadmap() -> Roadmap:
    return load(SHIPPED)


@pytest.fixture(scope="session")
def fit(roadmap: Roadmap) -> Fit:
    return fitting.learn(roadmap)


@pytest.fixture(scope="session")
def guide(roadmap: Roadmap, fit: Fit) -> Guide:
    return Guide(roadmap, fit)


@pytest.fixture(scope="session")
def asking(guide: Guide) -> Asking:
    return Asking(guide)
