"""A roadmap's folder may come from a stranger: nothing outside of it is read, and nothing without an end."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from bot.__main__ import main
from knowledge.document import SIZE_LIMIT
from knowledge.faults import RoadmapError
from knowledge.fit import fingerprint
from knowledge.labels import kept_in
from knowledge.loader import load
from tests.knowledge.folders import Folder

PRIVATE = "password: hunter2\n"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.yaml"
    path.write_text(PRIVATE)
    return path


@pytest.mark.parametrize("name", ["roadmap.yaml", "terms.yaml", "patterns/01-kettle.yaml", "patterns/99-more.yaml"])
def test_a_link_out_of_the_folder_is_not_followed(folder: Folder, secret: Path, name: str) -> None:
    (folder.path / name).unlink(missing_ok=True)
    (folder.path / name).symlink_to(secret)
    assert folder.fault() == f"{name}:1: this leads out of the roadmap's folder. Put the file itself there."


def test_a_linked_folder_leads_out_of_it_too(folder: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "some.yaml").write_text(PRIVATE)
    shutil.rmtree(folder.path / "quiz")
    (folder.path / "quiz").symlink_to(elsewhere)
    assert folder.fault().startswith("quiz/some.yaml:1: this leads out of")


def test_labels_that_lead_out_are_not_printed(folder: Folder, secret: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder.path / "examples.yaml").symlink_to(secret)
    assert main(["check", str(folder.path)]) == 1
    said = "".join(capsys.readouterr())
    assert "leads out" in said
    assert "hunter2" not in said


def test_labels_of_ours_may_be_links_as_some_installers_make_them(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "store.yaml").write_text("- {q: what is brew, kind: lookup, gold: brew}\n")
    (folder.path / "examples.yaml").symlink_to(tmp_path / "store.yaml")
    monkeypatch.setattr("knowledge.loader.ROADMAPS", folder.path.parent)
    assert [label.q for label in kept_in(folder.path, folder.load())] == ["what is brew"]


def test_evaluating_does_not_follow_labels_out_of_the_folder(
    folder: Folder, secret: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.path / "examples.yaml").symlink_to(secret)
    monkeypatch.setenv("ROADMAP", str(folder.path))
    assert main(["evaluate"]) == 2
    said = "".join(capsys.readouterr())
    assert "leads out" in said
    assert "hunter2" not in said


def test_labels_that_are_no_file_are_a_fault(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(folder.path / "examples.yaml")
    assert main(["check", str(folder.path)]) == 1
    assert "/examples.yaml:1: the file cannot be read (Not a file)." in "".join(capsys.readouterr())


def test_links_within_the_folder_are_fine(folder: Folder) -> None:
    data = folder.path / "..data"
    (folder.path / "patterns").rename(data)
    (folder.path / "patterns").symlink_to(data.name)
    assert folder.load().patterns


def test_a_linked_roadmap_is_the_one_it_leads_to(folder: Folder, tmp_path: Path) -> None:
    link = tmp_path / "current"
    link.symlink_to(folder.path)
    assert load(link).patterns


def test_a_pipe_is_not_waited_for(folder: Folder) -> None:
    (folder.path / "terms.yaml").unlink()
    os.mkfifo(folder.path / "terms.yaml")
    faults: list[str] = []

    def read() -> None:
        try:
            folder.load()
        except RoadmapError as error:
            faults.extend(map(str, error.faults))

    reading = threading.Thread(target=read, daemon=True)
    reading.start()
    reading.join(timeout=10)
    assert faults == ["terms.yaml:1: the file cannot be read (Not a file). Put it there."]


def test_a_file_without_an_end_is_not_read_to_it(folder: Folder, tmp_path: Path) -> None:
    with (folder.path / "terms.yaml").open("wb") as file:
        file.truncate(2**40)
    assert folder.fault() == f"terms.yaml:1: the file has more than {SIZE_LIMIT:,} bytes. Split it."


def test_what_is_no_part_of_the_roadmap_cannot_hold_it_up(folder: Folder) -> None:
    before = fingerprint(folder.load())
    (folder.path / "drafts").mkdir()
    os.mkfifo(folder.path / "drafts" / "some.yaml")
    with (folder.path / "drafts" / "large.yaml").open("wb") as file:
        file.truncate(2**40)
    assert fingerprint(folder.load()) == before


def test_a_language_is_no_path(folder: Folder) -> None:
    text = (folder.path / "roadmap.yaml").read_text()
    folder.write("roadmap.yaml", text.replace("language: english", 'language: "../../../etc"'))
    assert folder.fault().startswith("roadmap.yaml:4: language: ")


def test_a_name_of_a_file_begins_no_line_of_its_own(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.write("patterns/02 \nroadmap.yaml:1: all is well \x1b[2J.yaml", "")
    assert main(["check", str(folder.path)]) == 1
    lines = "".join(capsys.readouterr()).splitlines()
    assert len(lines) == 1
    assert "\\nroadmap.yaml:1: all is well \\x1b[2J" in lines[0]
