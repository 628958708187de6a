"""A roadmap's folder: what loads, and how every fault is told with its place and its cure."""

import re
from pathlib import Path

import pytest

from knowledge.faults import RoadmapError
from knowledge.loader import SHIPPED, load
from knowledge.model import Complexity, Roadmap
from tests.knowledge.folders import Folder


def test_a_small_roadmap_loads_in_reading_order(folder: Folder) -> None:
    roadmap = folder.load()
    assert [pattern.slug for pattern in roadmap.patterns] == ["kettle", "brew", "pour"]
    assert [group.slug for group in roadmap.groups] == ["water", "leaves"]
    assert [member.slug for member in roadmap.members(roadmap.groups[1])] == ["brew", "pour"]
    assert roadmap.pattern("brew").complexity is Complexity.BEGINNER
    assert roadmap.text(roadmap.groups[0].about) == "Everything begins with Kettle."
    assert roadmap.questions[0].options[0].right


def test_what_is_optional_may_be_left_out(folder: Folder) -> None:
    for name in ("topics.yaml", "off-topic.yaml", "quiz/first.yaml", "phrases/01-kettle.yaml"):
        (folder.path / name).unlink()
    roadmap = folder.load()
    assert (roadmap.topics, roadmap.off_topic, roadmap.questions, roadmap.phrasebooks) == ((), (), (), ())


def test_the_shipped_roadmap_is_whole(roadmap: Roadmap) -> None:
    assert (len(roadmap.groups), len(roadmap.patterns), len(roadmap.problems)) == (5, 20, 12)
    assert (len(roadmap.needs), len(roadmap.failure_modes)) == (7, 5)
    assert sum(row.supporting is not None for row in roadmap.problems) == 10
    assert len(roadmap.questions) >= 180
    assert len(roadmap.challenges) == 1
    assert {book.pattern for book in roadmap.phrasebooks} == {pattern.slug for pattern in roadmap.patterns}


def test_every_fault_is_told_at_once_in_file_order(folder: Folder) -> None:
    folder.change("topics.yaml", "kind: about", "kind: story")
    folder.change("topics.yaml", 'title: "Patience"', "title: 12:30")
    folder.change("roadmap.yaml", 'role: "hot water"', "role:")
    folder.change("patterns/03-pour.yaml", 'teaches: "One step"', "teaching: 1")
    folder.write("quiz/first.yaml", "questions: [\n")
    told = [(fault.file, fault.line) for fault in folder.faults()]
    assert told == [
        ("patterns/03-pour.yaml", 1),
        ("patterns/03-pour.yaml", 10),
        ("quiz/first.yaml", 1),
        ("roadmap.yaml", 34),
        ("topics.yaml", 3),
        ("topics.yaml", 4),
    ]


def test_the_error_prints_one_fault_a_line(folder: Folder) -> None:
    folder.change("topics.yaml", "kind: about", "kind: story")
    folder.change("topics.yaml", 'title: "Patience"', "title: 12:30")
    with pytest.raises(RoadmapError) as caught:
        folder.load()
    lines = str(caught.value).splitlines()
    assert len(lines) == 2
    assert all(re.match(r"topics\.yaml:[34]: .+\.$", line) for line in lines)


@pytest.mark.parametrize("name", ["roadmap.yaml", "terms.yaml", "patterns/01-kettle.yaml"])
def test_an_empty_file_is_refused(folder: Folder, name: str) -> None:
    folder.write(name, "")
    assert f"{name}:1: a block of keys is meant here. Write `key: value` lines." in map(str, folder.faults())


def test_a_missing_main_file_is_told(folder: Folder) -> None:
    (folder.path / "roadmap.yaml").unlink()
    assert folder.fault() == "roadmap.yaml:1: the file cannot be read (No such file or directory). Put it there."


def test_a_folder_that_is_not_there_is_told_as_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RoadmapError, match=r"^roadmap\.yaml:1: the file cannot be read"):
        load(tmp_path / "nowhere")


def test_a_folder_in_the_place_of_a_file_is_told(folder: Folder) -> None:
    (folder.path / "terms.yaml").unlink()
    (folder.path / "terms.yaml").mkdir()
    assert folder.fault() == "terms.yaml:1: the file cannot be read (Is a directory). Put it there."


@pytest.mark.parametrize("name", ["patterns/03-pour.yaml", "phrases/01-kettle.yaml", "quiz/first.yaml", "terms.yaml"])
def test_a_file_that_would_not_be_read_for_its_ending_is_told(folder: Folder, name: str) -> None:
    path = folder.path / name
    path.rename(path.with_suffix(".yml"))
    assert folder.fault() == f"{name.removesuffix('yaml')}yml:1: only files that end in .yaml are read. Rename it."


def test_a_file_of_other_programs_is_left_alone(folder: Folder) -> None:
    folder.write("compose.yml", "services: {}\n")
    folder.load()


def test_a_roadmap_without_patterns_is_refused(folder: Folder) -> None:
    for path in (folder.path / "patterns").iterdir():
        path.unlink()
    assert folder.fault() == "patterns:1: there is no pattern. Add a file such as patterns/01-first.yaml."


def test_every_shipped_file_is_read(tmp_path: Path) -> None:
    for path in SHIPPED.rglob("*.yaml"):
        if path.name == "examples.yaml":
            continue
        copy = tmp_path / path.relative_to(SHIPPED)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(b"- wrong\n")
    with pytest.raises(RoadmapError) as caught:
        load(tmp_path)
    read = {fault.file for fault in caught.value.faults}
    assert read == {str(path.relative_to(SHIPPED)) for path in SHIPPED.rglob("*.yaml") if path.name != "examples.yaml"}
