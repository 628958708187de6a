"""Three relations kept apart: needs, what needs it, and the reading order; and the two ways to a goal."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import graph
from knowledge.loader import SHIPPED, load
from knowledge.model import Need, Pattern, Roadmap

CLOSURES = {
    "saga": ["dead-letter-queue"],
    "cqrs": ["event-sourcing"],
    "canary": ["feature-flags"],
    "service-mesh": ["circuit-breaker", "feature-flags", "canary"],
    "strangler-fig": ["bff", "change-data-capture"],
}
SHIPPED_ROADMAP = load(SHIPPED)
SLUGS = sorted(pattern.slug for pattern in SHIPPED_ROADMAP.patterns)


def slugs(patterns: tuple[Pattern, ...]) -> list[str]:
    return [pattern.slug for pattern in patterns]


def test_prerequisites_are_everything_on_the_way_each_after_its_own(roadmap: Roadmap) -> None:
    for pattern in roadmap.patterns:
        assert slugs(graph.prerequisites(roadmap, pattern.slug)) == CLOSURES.get(pattern.slug, [])


def test_needed_by_is_the_same_relation_read_backwards(roadmap: Roadmap) -> None:
    forwards = {(need.pattern, need.needs) for slug in SLUGS for need in graph.needs(roadmap, slug)}
    backwards = {(need.pattern, need.needs) for slug in SLUGS for need in graph.needed_by(roadmap, slug)}
    assert forwards == backwards
    assert len(forwards) == 7


def test_what_builds_directly_on_a_pattern_comes_in_reading_order(roadmap: Roadmap) -> None:
    assert [need.needs for need in graph.needs(roadmap, "service-mesh")] == ["circuit-breaker", "canary"]
    assert [need.pattern for need in graph.needed_by(roadmap, "circuit-breaker")] == ["service-mesh"]
    assert graph.needed_by(roadmap, "serverless") == ()


def test_the_reading_order_is_one_chain_of_nineteen_links(roadmap: Roadmap) -> None:
    links = [(pattern.slug, after.slug) for pattern in roadmap.patterns if (after := graph.following(roadmap, pattern))]
    assert len(links) == 19
    assert links == list(itertools.pairwise(pattern.slug for pattern in roadmap.patterns))
    for pattern in roadmap.patterns:
        before = graph.preceding(roadmap, pattern)
        assert before is None or graph.following(roadmap, before) == pattern


def test_order_and_needs_disagree_in_exactly_two_places(roadmap: Roadmap) -> None:
    early = [
        need for need in roadmap.needs if roadmap.pattern(need.pattern).number < roadmap.pattern(need.needs).number
    ]
    assert [(need.pattern, need.needs) for need in early] == [("cqrs", "event-sourcing"), ("canary", "feature-flags")]


def test_eight_posts_are_nobody_s_first_choice_in_the_decision_table(roadmap: Roadmap) -> None:
    without = [pattern.number for pattern in roadmap.patterns if not graph.rows(roadmap, pattern.slug)]
    assert without == [1, 10, 14, 15, 16, 17, 18, 20]


@pytest.mark.parametrize("goal", SLUGS)
def test_the_short_path_holds_only_needs_and_ends_at_the_goal(roadmap: Roadmap, goal: str) -> None:
    path = slugs(graph.short_path(roadmap, goal))
    assert path == [*CLOSURES.get(goal, []), goal]


@pytest.mark.parametrize("goal", SLUGS)
def test_the_full_path_is_the_reading_order_up_to_all_that_is_needed(roadmap: Roadmap, goal: str) -> None:
    path = slugs(graph.full_path(roadmap, goal))
    assert path == slugs(roadmap.patterns)[: len(path)]
    assert {goal, *CLOSURES.get(goal, [])} <= set(path)
    assert path[-1] in {goal, *CLOSURES.get(goal, [])}


@given(st.sets(st.sampled_from(SLUGS)))
def test_learning_order_keeps_all_and_puts_each_after_what_it_needs(chosen: set[str]) -> None:
    order = slugs(graph.in_learning_order(SHIPPED_ROADMAP, chosen))
    assert sorted(order) == sorted(chosen)
    for need in SHIPPED_ROADMAP.needs:
        if {need.pattern, need.needs} <= chosen:
            assert order.index(need.needs) < order.index(need.pattern)


@given(st.lists(st.tuples(st.sampled_from(SLUGS), st.sampled_from(SLUGS)), max_size=30))
def test_a_circle_is_found_wherever_there_is_one(edges: list[tuple[str, str]]) -> None:
    # Prose is parsed where a need is made, so it is given as it stands in a file.
    needs = tuple(Need(first, second, "role", "because", ("somewhere",)) for first, second in edges)  # type: ignore[arg-type]
    circle = graph.circle(replace(SHIPPED_ROADMAP, needs=needs))
    assert bool(circle) == has_circle(edges)
    assert all(pair in edges for pair in itertools.pairwise(circle))
    assert not circle or circle[0] == circle[-1]


def has_circle(edges: list[tuple[str, str]]) -> bool:
    """Take away whatever needs nothing any more, as long as there is something: what is left runs in circles."""
    left = set(edges)
    while ends := {edge for edge in left if edge[1] not in {first for first, _ in left}}:
        left -= ends
    return bool(left)
