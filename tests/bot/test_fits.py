import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.fits import MOST_KEPT, fit_of
from knowledge.features import Embedder
from knowledge.fit import Fit, fingerprint
from knowledge.guide import Guide
from tests.knowledge.folders import Folder
from tests.knowledge.senses import Senses


class Learner:
    """Finds fits, and counts how often that took learning."""

    def __init__(self, folder: Folder, cache: Path) -> None:
        self.folder = folder
        self.cache = cache
        self.learned = 0

    def fit(self, embedder: Embedder | None = None) -> Fit:
        return fit_of(self.folder.load(), self.cache, embedder, before_learning=self._count)

    def _count(self) -> None:
        self.learned += 1


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(Folder.small(tmp_path / "tea"), tmp_path / "deep" / "cache")


@pytest.fixture
def taught(learner: Learner, cache_home: Path) -> Learner:
    """Give one whose cache holds the fit already, as an earlier process left it."""
    shared = Learner(learner.folder, cache_home / "tests" / "fits")
    shared.fit()
    name = f"{fingerprint(learner.folder.load())}.npz"
    learner.cache.mkdir(parents=True)
    shutil.copy(shared.cache / name, learner.cache)
    return learner


def stored(learner: Learner) -> Path:
    (path,) = learner.cache.iterdir()
    return path


def test_a_roadmap_is_learned_once(learner: Learner) -> None:
    first, second = learner.fit(), learner.fit()
    assert learner.learned == 1
    words = ("my", "water", "is", "cold")
    assert first.subjects.match(words) == second.subjects.match(words)


def test_a_changed_roadmap_is_learned_again(taught: Learner) -> None:
    taught.folder.change("phrases/01-kettle.yaml", "nothing boils here", "nothing simmers here")
    assert "simmers" in taught.fit().spelling.counts
    assert taught.learned == 1


def test_files_that_change_while_they_are_learned_do_not_get_the_fit_of_what_they_were(learner: Learner) -> None:
    roadmap = learner.folder.load()
    learner.folder.change("phrases/01-kettle.yaml", "nothing boils here", "nothing simmers here")
    assert "boils" in fit_of(roadmap, learner.cache).spelling.counts
    assert "simmers" in learner.fit().spelling.counts


def test_each_engine_has_a_fit_of_its_own(taught: Learner) -> None:
    for embedder, learned in ((Senses(), 1), (None, 1), (Senses(), 1), (Senses("senses 2"), 2), (Senses(), 2)):
        assert taught.fit(embedder).sentence_model == (embedder.name if embedder else None)
        assert taught.learned == learned


def cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def bent(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("damage", [cut, bent, lambda _: b"", lambda _: b"PK\x05\x06" + b"\0" * 18])
def test_a_damaged_file_is_made_again(taught: Learner, damage: Callable[[bytes], bytes]) -> None:
    whole = stored(taught).read_bytes()
    stored(taught).write_bytes(damage(whole))
    fit = taught.fit()
    assert Guide(taught.folder.load(), fit).read("kettle").mentions
    assert taught.learned == 1
    assert stored(taught).read_bytes() == whole


def test_a_folder_where_the_file_should_be_stops_nothing(taught: Learner) -> None:
    path = stored(taught)
    path.unlink()
    path.mkdir()
    taught.fit()
    assert list(taught.cache.iterdir()) == [path]


def test_a_cache_that_cannot_be_written_stops_nothing(learner: Learner, caplog: pytest.LogCaptureFixture) -> None:
    learner.cache.parent.mkdir()
    learner.cache.write_text("a file where the folder should be")
    learner.fit()
    assert learner.learned == 1
    assert "cannot be written" in caplog.text


def test_old_fits_make_room(taught: Learner) -> None:
    kept = stored(taught)
    for age in range(1, MOST_KEPT + 3):
        other = taught.cache / f"{age}.npz"
        other.write_bytes(b"")
        os.utime(other, (1_000_000 - age, 1_000_000 - age))
    taught.folder.change("phrases/01-kettle.yaml", "nothing boils here", "nothing simmers here")
    taught.fit()
    names = {path.name for path in taught.cache.iterdir()}
    assert len(names) == MOST_KEPT
    assert {kept.name, "1.npz", "2.npz"} <= names


def test_two_that_learn_at_once_leave_one_whole_file(learner: Learner) -> None:
    threads = [threading.Thread(target=learner.fit) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    learned = learner.learned
    learner.fit()
    assert learner.learned == learned
    assert len(list(learner.cache.iterdir())) == 1
