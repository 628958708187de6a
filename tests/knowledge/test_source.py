"""The roadmap's files against the text that they state in other words, where ROADMAP_SOURCE names it."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from knowledge import graph
from knowledge.model import Group, Pattern, Roadmap, Term
from knowledge.names import Lexicon
from knowledge.text import stemmer, tokens
from tests.knowledge.source_text import NOT_NAMED, Source

stem = stemmer("english")

EMPTY = "—"
SMALL = frozenset(("for", "has", "in", "no", "them", "vs", "what", "you", "your"))
TITLES = (
    "Architecture Patterns for Production Systems: Your Complete Learning Roadmap",
    "Case Study 1 — The Startup That Skipped Group 2",
    "Case Study 2 — The Platform Team That Sequenced Correctly",
)


@pytest.fixture(scope="module")
def source() -> Source:
    named = os.environ.get("ROADMAP_SOURCE")
    if not named:
        pytest.skip(NOT_NAMED)
    return Source.read(Path(named))


@pytest.fixture(scope="module")
def lexicon(roadmap: Roadmap) -> Lexicon:
    return Lexicon(roadmap)


def named(lexicon: Lexicon, cell: str) -> Pattern | Group | Term:
    """Find the entry that a cell names as a whole; a group's number behind it is left out."""
    words = tokens(re.sub(r"\(G\d\)", "", cell))
    (mention,) = lexicon.find(words)
    assert (mention.start, mention.end, mention.exact) == (0, len(words), True), cell
    return mention.entry


def content(text: str) -> set[str]:
    return {stem(word) for word in tokens(text) if word not in SMALL}


def lost(cell: str, told: str) -> set[str]:
    """Give the content words of a cell, by their stems, that the roadmap's text does not hold."""
    return content(cell) - content(told)


def test_the_source_has_nine_tables_with_47_rows(source: Source) -> None:
    assert [len(table.rows) for table in source.tables()] == [5, 5, 5, 12, 2, 4, 4, 4, 6]


def test_the_group_table_is_told_cell_by_cell(source: Source, roadmap: Roadmap) -> None:
    for row, group in zip(source.table("Group").rows, roadmap.groups, strict=True):
        name, problem, moment = row
        assert name == f"{group.number}. {group.name}"
        assert lost(problem, roadmap.text(group.problem)) == set(), name
        assert lost(moment, roadmap.text(group.moment)) == set(), name


def test_the_dependency_table_is_told_cell_by_cell(source: Source, roadmap: Roadmap, lexicon: Lexicon) -> None:
    rows = source.table("Cross-Group Dependency").rows
    stated = {source: need for need in roadmap.needs for source in need.sources if source.startswith("Dependency")}
    assert len(rows) == len(stated)
    for number, (label, earlier, later) in enumerate(rows, start=1):
        need = stated[f"Dependency table, row {number}"]
        assert named(lexicon, earlier) == roadmap.pattern(need.needs)
        assert named(lexicon, later) == roadmap.pattern(need.pattern)
        assert lost(label, need.role) == set()
        for cell, slug in ((earlier, need.needs), (later, need.pattern)):
            (number_of_group,) = re.findall(r"\(G(\d)\)", cell)
            assert roadmap.group_of(roadmap.pattern(slug)).number == int(number_of_group)


def test_the_failure_modes_are_told_cell_by_cell(source: Source, roadmap: Roadmap, lexicon: Lexicon) -> None:
    for row, mode in zip(source.table("Failure Mode").rows, roadmap.failure_modes, strict=True):
        name, patterns, sign = row
        assert name == mode.name
        assert [named(lexicon, cell).slug for cell in patterns.split(",")] == list(mode.patterns)
        assert lost(sign, roadmap.text(mode.sign)) == set(), name


def test_the_decision_table_is_told_cell_by_cell(source: Source, roadmap: Roadmap, lexicon: Lexicon) -> None:
    for row, problem in zip(source.table("Production Problem").rows, roadmap.problems, strict=True):
        situation, primary, supporting, groups = row
        assert lost(situation, problem.situation) == set()
        assert named(lexicon, primary).slug == problem.primary
        assert (None if supporting == EMPTY else named(lexicon, supporting).slug) == problem.supporting
        numbers = {group.slug: f"G{group.number}" for group in roadmap.groups}
        assert groups == " / ".join(numbers[slug] for slug in problem.groups)
        assert problem.source == f"Decision guide, row {problem.number}"


def test_the_reading_guide_is_told_cell_by_cell(source: Source, roadmap: Roadmap, lexicon: Lexicon) -> None:
    tables = [table for table in source.tables() if table.heading[0] == "Post"]
    assert [len(table.rows) for table in tables] == [len(roadmap.members(group)) for group in roadmap.groups]
    rows = [row for table in tables for row in table.rows]
    for row, pattern in zip(rows, roadmap.patterns, strict=True):
        post, complexity, teaches, following = row
        assert post == pattern.post
        assert complexity.split()[-1].lower() == pattern.complexity
        assert lost(teaches, roadmap.text(pattern.teaches)) == set(), post
        after = graph.following(roadmap, pattern)
        assert (None if following == EMPTY else named(lexicon, following)) == after
        assert f"Reading guide, post {pattern.number}" in pattern.sources


def test_the_solid_arrows_are_the_order_of_the_groups(source: Source, roadmap: Roadmap) -> None:
    groups = [f"G{group.number}" for group in roadmap.groups]
    assert source.solid() == list(zip(["START", *groups], [*groups, "DONE"], strict=True))


def test_the_boxes_of_the_diagram_hold_each_group_s_patterns(
    source: Source, roadmap: Roadmap, lexicon: Lexicon
) -> None:
    nodes = source.nodes()
    drawn = {box: [named(lexicon, nodes[node]).slug for node in inside] for box, inside in source.boxes().items()}
    assert drawn == {
        f"G{group.number}": [pattern.slug for pattern in roadmap.members(group)] for group in roadmap.groups
    }
    assert [node for inside in source.boxes().values() for node in inside] == [f"P{number}" for number in range(1, 21)]


def test_each_dashed_arrow_is_a_need_that_quotes_its_label(source: Source, roadmap: Roadmap) -> None:
    needs = [need for need in roadmap.needs if "Learning path diagram" in need.sources]
    drawn = source.dashed()
    assert len(drawn) == len(needs) == 3
    for start, label, end in drawn:
        ends = {roadmap.patterns[int(node[1:]) - 1].slug for node in (start, end)}
        (need,) = (need for need in needs if {need.pattern, need.needs} == ends)
        assert f'"{label}"' in roadmap.text(need.reason)


def test_the_five_bullets_of_couplings_are_the_seven_needs(source: Source, roadmap: Roadmap, lexicon: Lexicon) -> None:
    stated = {
        (named(lexicon, consumer).slug, named(lexicon, provider).slug, f"Pattern coupling, item {number}")
        for number, (consumer, providers) in enumerate(source.couplings(), start=1)
        for provider in providers
    }
    assert stated == {(need.pattern, need.needs, need.sources[0]) for need in roadmap.needs}


def test_the_right_letters_of_the_quiz_mark_the_right_options(
    source: Source, roadmap: Roadmap, lexicon: Lexicon
) -> None:
    quiz = source.quiz()
    assert [right for _, right in quiz] == ["B", "C", "B"]
    practice = [question for question in roadmap.questions if question.id.startswith("practice-")]
    for (options, right), question in zip(quiz, practice, strict=True):
        assert len(options) == 3
        chosen = {mention.entry.slug for mention in lexicon.find(tokens(options[ord(right) - ord("A")]))}
        (ours,) = (option.text for option in question.options if option.right)
        assert {mention.entry.slug for mention in lexicon.find(tokens(ours))} >= chosen & {
            pattern.slug for pattern in roadmap.patterns
        }
        for text in options:
            leading = lexicon.find(tokens(text))[0].entry
            assert any(lexicon.find(tokens(option.text))[0].entry == leading for option in question.options), text


def test_no_sentence_of_the_source_was_copied(source: Source) -> None:
    """Terms and short labels may be the same; nine words in a row are a sentence, unless they are a title."""
    folder = Path(__file__).parents[2] / "knowledge" / "roadmaps" / "architecture-patterns"
    allowed = {run for title in TITLES for run in _runs(title)}
    runs = {run for line in source.lines for run in _runs(line)} - allowed
    copied = []
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        copied += [f"{path.name}: {run}" for run in _runs(text) if run in runs]
    assert copied == [], "\n".join(copied)


def _runs(text: str, length: int = 9) -> Iterable[str]:
    words = tokens(text)
    return (" ".join(words[start : start + length]) for start in range(len(words) - length + 1))
