"""A roadmap that extends another: it adds, and it overrides only on purpose."""

from pathlib import Path

import pytest

from knowledge.fit import fingerprint
from knowledge.loader import SHIPPED, folders_of, load
from tests.knowledge.folders import PATTERN, Folder

MAIN = """\
format: 1
extends: ../tea
title: "Tea at Our Place"
"""
GROUP = """\
groups:
  - slug: cups
    number: 1
    name: "Cups"
    problem: "Tea runs over the table"
    moment: "last"
    about: "Cups hold {pour} together."
    sources: ["House rules"]
"""
PHRASES = """\
pattern: kettle
situations:
  - about: "our kettle"
    phrases: ["the red one hums"]
"""


@pytest.fixture
def ours(folder: Folder) -> Folder:
    """A folder that says nothing but which one it extends, and its title."""
    ours = Folder(folder.path.parent / "ours")
    ours.write("roadmap.yaml", MAIN)
    return ours


def pattern(slug: str, group: str, number: int = 1) -> str:
    return PATTERN.format(slug=slug, number=number, group=group, name=slug.capitalize())


def test_what_adds_nothing_is_the_same_under_its_own_title(folder: Folder, ours: Folder) -> None:
    theirs, roadmap = folder.load(), ours.load()
    assert roadmap.identity.title == "Tea at Our Place"
    assert roadmap.identity.slug == theirs.identity.slug
    assert (roadmap.patterns, roadmap.problems, roadmap.questions) == (
        theirs.patterns,
        theirs.problems,
        theirs.questions,
    )


def test_added_patterns_stand_behind_those_of_their_group(ours: Folder) -> None:
    ours.write("roadmap.yaml", MAIN + GROUP)
    ours.write("patterns/1.yaml", pattern("thermostat", "water"))
    ours.write("patterns/2.yaml", pattern("mug", "cups", 2))
    roadmap = ours.load()
    assert [(one.number, one.slug) for one in roadmap.patterns] == [
        (1, "kettle"),
        (2, "thermostat"),
        (3, "brew"),
        (4, "pour"),
        (5, "mug"),
    ]
    assert [(one.number, one.slug) for one in roadmap.groups] == [(1, "water"), (2, "leaves"), (3, "cups")]


def test_phrases_add_up(ours: Folder) -> None:
    ours.write("phrases/kettle.yaml", PHRASES)
    book = ours.load().phrasebook("kettle")
    assert book is not None
    assert [situation.about for situation in book.situations] == ["no heat", "our kettle"]
    assert len(book.tell_apart) == 1


def test_phrases_may_be_replaced_on_purpose(ours: Folder) -> None:
    ours.write("phrases/kettle.yaml", PHRASES + "override: true\n")
    book = ours.load().phrasebook("kettle")
    assert book is not None
    assert [situation.about for situation in book.situations] == ["our kettle"]


def test_a_phrase_that_stands_in_the_other_is_refused_where_it_was_added(ours: Folder) -> None:
    ours.write("phrases/kettle.yaml", PHRASES.replace("the red one hums", "My water is cold!"))
    assert ours.fault() == 'phrases/kettle.yaml:4: "My water is cold!" stands here twice. Keep one.'


def test_a_pattern_is_overridden_in_its_place_where_that_is_said(ours: Folder) -> None:
    ours.write("patterns/brew.yaml", pattern("brew", "leaves", 7).replace("One step", "Our way") + "override: true\n")
    roadmap = ours.load()
    assert roadmap.text(roadmap.pattern("brew").teaches) == "Our way"
    assert roadmap.pattern("brew").number == 2


def test_a_pattern_is_not_overridden_by_accident(ours: Folder) -> None:
    ours.write("patterns/brew.yaml", pattern("brew", "leaves"))
    assert ours.fault() == (
        'patterns/brew.yaml:1: "brew" is in the roadmap that this one extends. Choose another, or write override: true.'
    )


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (
            "roadmap.yaml",
            "problems:\n  - {number: 1, situation: x, primary: brew, groups: [leaves], source: y}\n",
            '"1"',
        ),
        (
            "roadmap.yaml",
            'needs:\n  - {pattern: brew, needs: kettle, role: x, reason: y, sources: ["z"]}\n',
            '"brew → kettle"',
        ),
        ("terms.yaml", "terms:\n  - {slug: thermometer, name: x, meaning: y, hosts: [brew], named: true}\n", '"thermo'),
    ],
)
def test_tables_are_not_overridden_by_accident_either(ours: Folder, name: str, text: str, fault: str) -> None:
    ours.write(name, (MAIN if name == "roadmap.yaml" else "") + text)
    assert f"{fault}" in ours.fault()
    assert "override: true" in ours.fault()


def test_what_is_not_there_cannot_be_overridden(ours: Folder) -> None:
    ours.write("patterns/mug.yaml", pattern("mug", "leaves") + "override: true\n")
    line = 1 + pattern("mug", "leaves").count("\n")
    assert ours.fault() == (
        f'patterns/mug.yaml:{line}: "mug" is not in the roadmap that this one extends. Remove the line.'
    )


def test_a_roadmap_of_its_own_has_nothing_to_override(folder: Folder) -> None:
    folder.write("patterns/03-pour.yaml", pattern("pour", "leaves", 3) + "override: true\n")
    assert folder.fault().endswith("this roadmap extends none. Remove the line.")


def test_a_reference_into_the_other_roadmap_must_be_there(ours: Folder) -> None:
    ours.write("phrases/kettle.yaml", PHRASES.replace("pattern: kettle", "pattern: kettel"))
    assert ours.fault() == 'phrases/kettle.yaml:1: there is no pattern "kettel". Did you mean "kettle"?'


def test_faults_of_the_other_roadmap_are_told_with_the_way_to_it(folder: Folder, ours: Folder) -> None:
    folder.change("terms.yaml", "named: true", "named: maybe")
    assert ours.fault().startswith("../tea/terms.yaml:7: ")


def test_a_roadmap_that_is_not_there_cannot_be_extended(ours: Folder) -> None:
    ours.change("roadmap.yaml", "../tea", "../coffee")
    assert ours.fault() == (
        'roadmap.yaml:2: "../coffee" holds no roadmap.yaml. Write a path from this folder, or one that we ship: '
        "architecture-patterns."
    )


def test_roadmaps_that_extend_one_another_in_a_circle_are_refused(folder: Folder, ours: Folder) -> None:
    folder.write("roadmap.yaml", MAIN.replace("../tea", "../ours"))
    assert ours.fault() == "../tea/roadmap.yaml:2: roadmaps extend one another in a circle. Break it."


def test_ours_can_be_extended_by_name(ours: Folder) -> None:
    ours.change("roadmap.yaml", "../tea", "architecture-patterns")
    ours.write("phrases/saga.yaml", PHRASES.replace("kettle", "saga"))
    roadmap = ours.load()
    theirs = load(SHIPPED).phrasebook("saga")
    book = roadmap.phrasebook("saga")
    assert book is not None
    assert theirs is not None
    assert len(book.situations) == len(theirs.situations) + 1


def test_a_fit_depends_on_the_roadmap_that_is_extended_too(folder: Folder, ours: Folder) -> None:
    assert [one.resolve() for one in folders_of(ours.path)] == [ours.path, folder.path]
    before = fingerprint(ours.load())
    folder.change("phrases/01-kettle.yaml", "my water is cold", "my water stays cold")
    assert fingerprint(ours.load()) != before


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (2, "format 2 is newer than this program, which reads format 1. Update roadmap-bot."),
        (0, "format 0 is older than format 1, which this program reads. See docs/roadmap-format.md."),
    ],
)
def test_another_version_of_the_format_is_told_alone(folder: Folder, number: int, said: str) -> None:
    folder.change("roadmap.yaml", "format: 1", f"format: {number}")
    folder.change("roadmap.yaml", 'title: "Tea for Engineers"', "colour: green")
    assert folder.fault() == f"roadmap.yaml:1: {said}"


def test_what_is_extended_may_lie_anywhere_beside(tmp_path: Path, folder: Folder) -> None:
    deep = Folder(tmp_path / "a" / "b")
    deep.write("roadmap.yaml", MAIN.replace("../tea", "../../tea"))
    assert deep.load().patterns == folder.load().patterns
