"""Gaps: what loads and is still worth another look."""

from knowledge.gaps import gaps
from tests.knowledge.folders import Folder

BREW = """\
pattern: brew
situations:
  - about: "no heat"
    phrases: ["nothing boils here!", "it tastes of nothing"]
"""


def told(folder: Folder, word: str) -> list[str]:
    return [gap for gap in gaps(folder.load()) if word in gap]


def test_a_phrase_that_stands_under_two_patterns_is_told(folder: Folder) -> None:
    assert told(folder, "stands under") == []
    folder.write("phrases/02-brew.yaml", BREW)
    assert told(folder, "stands under") == [
        '"nothing boils here!" stands under kettle and under brew. Keep it where it belongs.'
    ]


def test_a_phrase_that_is_off_topic_as_well_is_told(folder: Folder) -> None:
    folder.change("off-topic.yaml", "where is the coffee", "my water is cold")
    assert told(folder, "stands under") == [
        '"my water is cold" stands under kettle and under off-topic.yaml. Keep it where it belongs.'
    ]


def test_a_noun_without_its_plural_is_told(folder: Folder) -> None:
    assert told(folder, "words calls") == []
    folder.change("roadmap.yaml", "language: english", "language: english\nwords: {entry: step}")
    assert told(folder, "words calls") == [
        'words calls one "step" and several "patterns". Name both in roadmap.yaml.',
    ]
