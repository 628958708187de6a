from pathlib import Path

import pytest

from bot.doctor.findings import Level
from bot.doctor.roadmap import can_write_in, examine
from bot.fits import fit_of
from knowledge.loader import load
from tests.knowledge.folders import Folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "roadmap-bot" / "fits"


def test_a_roadmap_is_read_and_said_to_be_learned_or_not(tmp_path: Path, cache: Path) -> None:
    folder = Folder.small(tmp_path / "tea").path
    read, engine, fresh = examine(folder, "off")
    assert "3 patterns, 1 question, no faults." in read.said
    assert engine.said == "Answers are found by words alone: SENTENCE_MODEL is off."
    assert (
        f"It is not learned yet: the next start takes some seconds more. What it learns goes to {cache}." in fresh.said
    )
    fit_of(load(folder))
    _, _, learned = examine(folder, "off")
    assert learned.said == f"What was learned from it is kept in {cache}."


def test_every_fault_of_a_roadmap_is_named_with_its_line(tmp_path: Path, cache: Path) -> None:
    folder = Folder.small(tmp_path / "tea")
    folder.change("topics.yaml", "kind: about", "kind: gossip")
    folder.change("terms.yaml", "named: true", "named: perhaps")
    found = list(examine(folder.path, "off"))
    assert {one.level for one in found} == {Level.FAULT}
    assert [one.said.split(": ")[0] for one in found] == [
        f"{folder.path}/terms.yaml:7",
        f"{folder.path}/topics.yaml:3",
    ]


def test_a_cache_that_cannot_be_written_costs_seconds_at_each_start(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    _, _, finding = examine(Folder.small(tmp_path / "tea").path, "off")
    assert finding.level is Level.WARNING
    assert "XDG_CACHE_HOME" in finding.mend


def test_where_a_folder_can_be_made_files_can_be_made(tmp_path: Path) -> None:
    assert can_write_in(tmp_path)
    assert can_write_in(tmp_path / "a" / "b")
    (tmp_path / "file").touch()
    assert not can_write_in(tmp_path / "file" / "b")


def test_a_sentence_model_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    _, engine, _ = examine(Folder.small(tmp_path / "tea").path, tmp_path)
    assert str(engine).startswith("warning  engine: Answers are found by words alone, without the sentence model.")
