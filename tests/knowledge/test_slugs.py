"""Slugs in roadmap files: each leads somewhere, and needs lead in no circle."""

import pytest

from tests.knowledge.folders import Folder


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "roadmap.yaml",
            "needs: kettle",
            "needs: kettel",
            'roadmap.yaml:33: there is no pattern "kettel". Did you mean "kettle"?',
        ),
        (
            "roadmap.yaml",
            "supporting: thermometer",
            "supporting: barometer",
            'roadmap.yaml:27: there is no pattern or term "barometer". Did you mean "thermometer"?',
        ),
        (
            "roadmap.yaml",
            "groups: [water]",
            "groups: [air]",
            'roadmap.yaml:29: there is no group "air". Write one that is there, or add it.',
        ),
        (
            "roadmap.yaml",
            "patterns: [pour]",
            "patterns: [pour, drink]",
            'roadmap.yaml:40: there is no pattern "drink". Write one that is there, or add it.',
        ),
        (
            "roadmap.yaml",
            "{kettle}",
            "{pot}",
            'roadmap.yaml:13: there is no entry "pot". Write one that is there, or add it.',
        ),
        (
            "roadmap.yaml",
            "after {water}",
            "after {watr}",
            'roadmap.yaml:20: there is no entry "watr". Did you mean "water"?',
        ),
        (
            "patterns/02-brew.yaml",
            "group: leaves",
            "group: leafs",
            'patterns/02-brew.yaml:3: there is no group "leafs". Did you mean "leaves"?',
        ),
        (
            "patterns/02-brew.yaml",
            "{brew}",
            "{steep}",
            'patterns/02-brew.yaml:12: there is no entry "steep". Write one that is there, or add it.',
        ),
        (
            "phrases/01-kettle.yaml",
            "pattern: kettle",
            "pattern: pan",
            'phrases/01-kettle.yaml:1: there is no pattern "pan". Write one that is there, or add it.',
        ),
        (
            "phrases/01-kettle.yaml",
            "from: brew",
            "from: brow",
            'phrases/01-kettle.yaml:8: there is no pattern "brow". Did you mean "brew"?',
        ),
        (
            "terms.yaml",
            "hosts: [kettle]",
            "hosts: [thermometer]",
            'terms.yaml:6: there is no pattern "thermometer". Write one that is there, or add it.',
        ),
        (
            "topics.yaml",
            "patterns: [brew]",
            "patterns: [water]",
            'topics.yaml:6: there is no pattern "water". Write one that is there, or add it.',
        ),
        (
            "quiz/first.yaml",
            "patterns: [kettle]",
            "patterns: [kitten]",
            'quiz/first.yaml:10: there is no pattern "kitten". Write one that is there, or add it.',
        ),
    ],
)
def test_a_slug_that_leads_nowhere_is_refused(folder: Folder, file: str, old: str, new: str, fault: str) -> None:
    folder.change(file, old, new)
    assert fault in map(str, folder.faults())


def test_needs_that_run_in_a_circle_are_refused(folder: Folder) -> None:
    folder.change(
        "roadmap.yaml",
        "failure_modes:",
        '  - {pattern: kettle, needs: pour, role: "a", reason: "b", sources: ["c"]}\n'
        '  - {pattern: pour, needs: brew, role: "a", reason: "b", sources: ["c"]}\nfailure_modes:',
    )
    assert folder.fault() == (
        "roadmap.yaml:33: needs run in a circle: brew → kettle → pour → brew. Remove one of them."
    )


def test_a_pattern_that_needs_itself_is_a_circle(folder: Folder) -> None:
    folder.change("roadmap.yaml", "needs: kettle", "needs: brew")
    assert folder.fault() == "roadmap.yaml:33: needs run in a circle: brew → brew. Remove one of them."


def test_a_need_said_twice_is_refused(folder: Folder) -> None:
    folder.change(
        "roadmap.yaml",
        "failure_modes:",
        '  - {pattern: brew, needs: kettle, role: "a", reason: "b", sources: ["c"]}\nfailure_modes:',
    )
    assert 'roadmap.yaml:37: "brew" needs "kettle" was said before. Keep one.' in map(str, folder.faults())


def test_a_cause_and_its_symptom_have_to_be_patterns(folder: Folder) -> None:
    folder.change(
        "roadmap.yaml",
        "failure_modes:",
        'causes:\n  - {cause: kettle, symptom: cup, words: ["hot"], unless: [], reason: "So.", source: "Table"}\n'
        "failure_modes:",
    )
    assert folder.fault() == 'roadmap.yaml:38: there is no pattern "cup". Write one that is there, or add it.'
