"""What must hold between the parts of a roadmap, and what is said where it does not."""

import pytest

from tests.knowledge.folders import Folder


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "terms.yaml",
            '"heat gauge"',
            '"Kettle Step"',
            'terms.yaml:4: "Kettle Step" already means "kettle". Keep it in one place.',
        ),
        (
            "terms.yaml",
            '"heat gauge"',
            '"kettlestep"',
            'terms.yaml:4: "kettlestep" already means "kettle". Keep it in one place.',
        ),
        (
            "terms.yaml",
            '"heat gauge"',
            '"leaf-group"',
            'terms.yaml:4: "leaf-group" already means "leaves". Keep it in one place.',
        ),
        (
            "terms.yaml",
            'name: "Thermometer"',
            'name: "Water"',
            'terms.yaml:3: "Water" already means "water". Keep it in one place.',
        ),
        (
            "patterns/03-pour.yaml",
            '"Pour step"',
            '"brew"',
            'patterns/03-pour.yaml:7: "brew" already means "brew". Keep it in one place.',
        ),
        (
            "patterns/03-pour.yaml",
            '"Pour step"',
            '"Brew in practice"',
            'patterns/03-pour.yaml:7: "Brew in practice" already means "brew". Keep it in one place.',
        ),
        (
            "patterns/03-pour.yaml",
            'post: "Pour in Practice"',
            'post: "Brew in Practice"',
            'patterns/03-pour.yaml:5: "Brew in Practice" already means "brew". Keep it in one place.',
        ),
        (
            "patterns/03-pour.yaml",
            '"Pour step"',
            '"Lëaves"',
            'patterns/03-pour.yaml:7: "Lëaves" already means "leaves". Keep it in one place.',
        ),
        (
            "patterns/03-pour.yaml",
            '"Pour step"',
            '"???"',
            'patterns/03-pour.yaml:7: "???" has no letter or digit. Choose another name.',
        ),
    ],
)
def test_a_name_stands_in_one_place_only(folder: Folder, file: str, old: str, new: str, fault: str) -> None:
    folder.change(file, old, new)
    assert folder.fault() == fault


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "patterns/03-pour.yaml",
            "number: 3",
            "number: 4",
            "patterns/03-pour.yaml:2: 4 leaves a gap; 3 is next. Number without gaps.",
        ),
        (
            "patterns/01-kettle.yaml",
            "number: 1",
            "number: 5",
            "patterns/02-brew.yaml:2: 2 leaves a gap; 1 is next. Number without gaps.",
        ),
        (
            "patterns/03-pour.yaml",
            "number: 3",
            "number: 2",
            "patterns/03-pour.yaml:2: the number 2 stands twice. Number them 1, 2, 3 …",
        ),
        (
            "roadmap.yaml",
            "    number: 2",
            "    number: 3",
            "roadmap.yaml:16: 3 leaves a gap; 2 is next. Number without gaps.",
        ),
        (
            "patterns/03-pour.yaml",
            "number: 3",
            'number: "3"',
            'patterns/03-pour.yaml:2: number: "3" is no whole number. Write digits without quotes.',
        ),
        (
            "patterns/03-pour.yaml",
            "number: 3",
            "number: 3.0",
            'patterns/03-pour.yaml:2: number: "3.0" is no whole number. Write digits without quotes.',
        ),
        (
            "patterns/03-pour.yaml",
            "number: 3",
            "number: 0",
            "patterns/03-pour.yaml:2: number: 0 is too small. Write 1 or more.",
        ),
        (
            "patterns/03-pour.yaml",
            "group: leaves",
            "group: water",
            'roadmap.yaml:8: the patterns of "water" do not stand together. Renumber them.',
        ),
        (
            "patterns/01-kettle.yaml",
            "group: water",
            "group: leaves",
            'roadmap.yaml:8: the group "water" has no pattern. Add one, or remove the group.',
        ),
    ],
)
def test_numbers_run_without_gap_or_repeat_and_groups_stand_together(
    folder: Folder, file: str, old: str, new: str, fault: str
) -> None:
    folder.change(file, old, new)
    assert fault in map(str, folder.faults())


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "quiz/first.yaml",
            "        right: true\n",
            "",
            "quiz/first.yaml:4: no option is right. Mark one with `right: true`.",
        ),
        (
            "phrases/01-kettle.yaml",
            '"nothing boils here"',
            '"My water is cold!"',
            'phrases/01-kettle.yaml:6: "My water is cold!" stands here twice. Keep one.',
        ),
        ("terms.yaml", "slug: thermometer", "slug: pour", 'terms.yaml:2: "pour" was given before. Choose another.'),
        (
            "topics.yaml",
            "slug: patience",
            "slug: burnt-tongue",
            'roadmap.yaml:38: "burnt-tongue" was given before. Choose another.',
        ),
        (
            "roadmap.yaml",
            "format: 1",
            "format: 2",
            "roadmap.yaml:1: format 2 is newer than this program, which reads format 1. Update roadmap-bot.",
        ),
        (
            "roadmap.yaml",
            "format: 1",
            'format: "1"',
            'roadmap.yaml:1: format: "1" is no version of the format. Write 1, without quotes.',
        ),
        (
            "quiz/first.yaml",
            "difficulty: 1",
            "difficulty: 4",
            "quiz/first.yaml:11: difficulty: 4 is too large. Write 3 or less.",
        ),
        (
            "roadmap.yaml",
            "language: english",
            "language: klingon",
            'roadmap.yaml:4: language: "klingon" is not one of english, german. Write one of them.',
        ),
        (
            "patterns/03-pour.yaml",
            "complexity: beginner",
            "complexity: easy",
            "patterns/03-pour.yaml:6: complexity: \"easy\" is not one of 'beginner', 'intermediate' or 'advanced'. Write one of them.",
        ),
    ],
)
def test_what_parts_must_be_like_is_told(folder: Folder, file: str, old: str, new: str, fault: str) -> None:
    folder.change(file, old, new)
    assert fault in map(str, folder.faults())


def test_every_fault_between_parts_is_told_at_once(folder: Folder) -> None:
    folder.change("roadmap.yaml", "needs: kettle", "needs: kettel")
    folder.change("terms.yaml", '"heat gauge"', '"water"')
    folder.change("terms.yaml", "hosts: [kettle]", "hosts: [pan]")
    folder.change("patterns/03-pour.yaml", "number: 3", "number: 4")
    told = [(fault.file, fault.line) for fault in folder.faults()]
    assert told == [("patterns/03-pour.yaml", 2), ("roadmap.yaml", 33), ("terms.yaml", 4), ("terms.yaml", 6)]


def test_a_list_that_is_too_short_is_told_once(folder: Folder) -> None:
    folder.change("topics.yaml", 'questions: ["how long must I wait"]', "questions: []")
    assert folder.fault() == "topics.yaml:8: questions: the list has 0 items, fewer than 1. Add some."
    folder.change("topics.yaml", "questions: []", "questions: [12]")
    assert folder.fault() == 'topics.yaml:8: "12" is read as something else than text. Put it in quotes.'
