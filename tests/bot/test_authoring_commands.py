"""`new`, `schema` and what `check` says of a roadmap that is legal but weak."""

import json
import random
from pathlib import Path

import pytest

from bot.__main__ import main
from knowledge.loader import load
from tests.knowledge.folders import PATTERN, Folder


def remarks(capsys: pytest.CaptureFixture[str], folder: Path) -> list[str]:
    assert main(["check", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()[2:]
    assert all(line.startswith("Worth another look: ") for line in lines)
    return [line.removeprefix("Worth another look: ") for line in lines]


def test_a_new_roadmap_has_neither_faults_nor_weak_spots(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "deep" / "ours"
    assert main(["new", str(folder)]) == 0
    assert f"roadmap-bot check {folder}" in capsys.readouterr().out
    assert remarks(capsys, folder) == []
    assert (folder / ".schemas" / "pattern.json").is_file()


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert main(["new", str(tmp_path)]) == 2
    assert (
        capsys.readouterr().err == f"{tmp_path}: this folder is not empty. Name a new one, so that nothing gets lost.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert main(["new", str(tmp_path / "notes.txt")]) == 2


def test_one_schema_is_printed_or_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "pattern"]) == 0
    pattern = json.loads(capsys.readouterr().out)
    assert "summary" in pattern["required"]
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["pattern"] == pattern
    assert main(["schema", "--to", str(tmp_path / "schemas")]) == 0
    assert json.loads((tmp_path / "schemas" / "pattern.json").read_text()) == pattern
    assert main(["schema", "poem"]) == 2


def test_patterns_with_few_phrases_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = remarks(capsys, Folder.small(tmp_path / "tea").path)
    assert "kettle has 3 phrases. Add what people say who need it, at least 10 in all." in found
    assert "pour has 0 phrases. Add what people say who need it, at least 10 in all." in found


def test_a_prerequisite_that_nobody_gets_to_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Folder.small(tmp_path / "tea")
    folder.change("roadmap.yaml", "  - pattern: brew\n    needs: kettle", "  - pattern: brew\n    needs: pour")
    found = remarks(capsys, folder.path)
    assert any(one.startswith("brew is read as number 2 and needs pour, number 3: ") for one in found)
    assert "pour is needed by others, but no phrase and no decision row leads to it. Add one." in found


def test_patterns_that_sound_alike_are_named_with_their_phrases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Folder.small(tmp_path / "tea")
    folder.write("patterns/02-brew.yaml", PATTERN.format(slug="brew", number=2, group="leaves", name="Brew"))
    drinks = [f"{first}{second}" for first in ("mint", "lime", "sage", "rose") for second in "abcdefghijkl"]
    random.Random(7).shuffle(drinks)
    for slug, own in (("kettle", drinks[::2]), ("brew", drinks[1::2])):
        said = "".join(f'      - "my cup of {drink} tastes of nothing at all today"\n' for drink in own)
        folder.write(f"phrases/{slug}.yaml", f"pattern: {slug}\nsituations:\n  - about: x\n    phrases:\n{said}")
    (folder.path / "phrases" / "01-kettle.yaml").unlink()
    alike = [one for one in remarks(capsys, folder.path) if "sound like" in one]
    assert alike
    assert 'phrases of kettle sound like brew: "my cup of ' in " ".join(alike) or "sound like kettle" in alike[0]


def test_what_new_writes_is_what_we_ship(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "ours")]) == 0
    roadmap = load(tmp_path / "ours")
    assert roadmap.identity.words.entry == "practice"
    assert len(roadmap.patterns) == 4
