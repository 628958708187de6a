"""Derived questions: sound by the roadmap's own tables, and put as a person would put them."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from knowledge import graph
from knowledge.bank import Choice, Item, Origin, derived
from knowledge.deriving.ground import Ground
from knowledge.deriving.wording import telling_in
from knowledge.loader import SHIPPED, load
from knowledge.model import Roadmap, Term
from knowledge.text import tokens

telling = telling_in(load(SHIPPED))


@pytest.fixture(scope="module")
def items(roadmap: Roadmap) -> tuple[Item, ...]:
    return derived(roadmap)


@pytest.fixture(scope="module")
def ground(roadmap: Roadmap) -> Ground:
    return Ground(roadmap)


def texts(item: Item) -> Iterator[str]:
    yield item.stem
    for choice in item.options:
        yield from (choice.text, choice.why)


def family(items: tuple[Item, ...], beginning: str) -> list[Item]:
    return [item for item in items if item.id.startswith(f"derived-{beginning}")]


def offered(roadmap: Roadmap, item: Item, *, right: bool) -> set[str]:
    """Give the slugs of the patterns that are offered as right, or as wrong."""
    slugs = {pattern.name: pattern.slug for pattern in roadmap.patterns}
    return {slugs[choice.text] for choice in item.options if choice.right == right and choice.text in slugs}


def test_the_shipped_roadmap_gives_many_questions_about_every_group(roadmap: Roadmap, items: tuple[Item, ...]) -> None:
    assert len(items) >= 120
    assert min(Counter(item.group for item in items).values()) >= 20
    assert {group.slug for group in roadmap.groups} == {item.group for item in items}
    assert {pattern.slug for pattern in roadmap.patterns} <= {slug for item in items for slug in item.patterns}


def test_most_questions_ask_for_more_than_a_line_of_the_roadmap(items: tuple[Item, ...]) -> None:
    assert sum(item.recall for item in items) < len(items) / 3
    assert sum(item.kind == "situation" and not item.recall for item in items) >= 40
    assert {item.kind for item in items} == {"situation", "neighbours", "order", "failure", "lesson"}
    assert {item.difficulty for item in items} == {1, 2, 3}


def test_ids_say_that_the_questions_are_derived(items: tuple[Item, ...]) -> None:
    assert all(item.id.startswith("derived-") and item.origin is Origin.DERIVED for item in items)
    assert {"derived-problem-1-primary", "derived-needs-saga"} <= {item.id for item in items}


def test_each_has_three_or_four_options_of_which_some_are_right_and_some_wrong(items: tuple[Item, ...]) -> None:
    for item in items:
        assert 3 <= len(item.options) <= 4, item.id
        assert 0 < len(item.right) < len(item.options), item.id
        assert len({tokens(choice.text) for choice in item.options}) == len(item.options), item.id


def test_each_fits_a_card(items: tuple[Item, ...]) -> None:
    for item in items:
        assert all(len(choice.text) <= 120 for choice in item.options), item.id
        assert len(item.stem) + sum(len(choice.text) for choice in item.options) <= 1600, item.id


def test_every_option_says_why_in_a_sentence(items: tuple[Item, ...]) -> None:
    for item in items:
        for choice in item.options:
            assert re.match(r"[“\"A-Z]|mTLS", choice.why), (item.id, choice.why)
            assert choice.why.endswith((".", "!", "?")), (item.id, choice.why)


def test_texts_are_clean(items: tuple[Item, ...]) -> None:
    for item in items:
        for text in texts(item):
            assert text == " ".join(text.split()), item.id
            assert not re.search(r"[{}]|\.\.(?!\.)|[?!]\.|\.,| [,.;:?]|\b(\w+) \1\b", text), (item.id, text)
        assert item.stem.endswith(("?", "”")), item.id
        assert item.stem[0].isupper() or item.stem[0] == "“", item.id


def test_the_right_option_alone_never_repeats_the_stem(items: tuple[Item, ...]) -> None:
    for item in items:
        told = telling(re.sub(r"“|”", " ", item.stem))
        right = {tokens(item.options[place].text) for place in item.right}
        stem = " ".join(tokens(item.stem))
        if item.id.startswith("derived-apart"):
            assert all(" ".join(words) not in stem for words in right), item.id
            continue
        echoes = {choice.text: len(told & telling(choice.text)) for choice in item.options}
        wrong = max(echoes[choice.text] for choice in item.options if not choice.right)
        assert all(echoes[item.options[place].text] <= max(wrong, 1) for place in item.right), item.id


def test_length_does_not_tell_the_right_option(items: tuple[Item, ...]) -> None:
    four = [item for item in items if len(item.options) == 4 and not item.multiple]
    ranks = Counter(_rank(item.options, item.options[item.right[0]]) for item in four)
    assert all(0.15 < ranks[rank] / len(four) < 0.35 for rank in range(4)), ranks


def _rank(options: tuple[Choice, ...], right: Choice) -> int:
    return sum(len(choice.text) < len(right.text) for choice in options)


def test_place_does_not_tell_the_right_option(items: tuple[Item, ...]) -> None:
    four = [item for item in items if len(item.options) == 4 and not item.multiple]
    places = Counter(item.right[0] for item in four)
    assert all(0.15 < places[place] / len(four) < 0.35 for place in range(4)), places


def test_no_partner_of_a_problem_is_a_wrong_option(roadmap: Roadmap, items: tuple[Item, ...]) -> None:
    rows = {f"derived-problem-{row.number}-primary": row for row in roadmap.problems}
    asked = [item for item in items if item.id in rows]
    assert len(asked) >= 8
    for item in asked:
        row = rows[item.id]
        assert offered(roadmap, item, right=True) == {row.primary}
        supporting = roadmap.entries.get(row.supporting or "")
        partners = set(supporting.hosts) if isinstance(supporting, Term) else {row.supporting}
        assert not partners & offered(roadmap, item, right=False), item.id


def test_what_builds_on_the_answer_or_carries_it_is_no_wrong_option(
    roadmap: Roadmap, items: tuple[Item, ...], ground: Ground
) -> None:
    for item in items:
        if item.id.startswith(("derived-apart", "derived-first", "derived-group", "derived-not-in")):
            continue
        right = offered(roadmap, item, right=True)
        for wrong in offered(roadmap, item, right=False):
            assert wrong not in ground.kin(*right), (item.id, wrong)
            earlier = {pattern.slug for pattern in graph.prerequisites(roadmap, wrong)}
            assert not right & earlier, (item.id, wrong)


def test_kin_are_found_in_the_data(ground: Ground) -> None:
    assert {"saga", "cqrs", "event-sourcing"} <= ground.kin("microservices-data-patterns")
    assert {"blue-green", "canary", "feature-flags", "infrastructure-as-code"} <= ground.kin("deployment-overview")
    assert {"bulkhead", "service-mesh"} <= ground.kin("circuit-breaker")
    assert "integration-patterns" in ground.kin("saga")
    assert "bulkhead" not in ground.kin("saga")


def test_only_hosts_of_a_term_are_right_for_it(roadmap: Roadmap, items: tuple[Item, ...]) -> None:
    terms = {f"derived-host-{term.slug}": term for term in roadmap.terms}
    asked = family(items, "host-")
    assert len(asked) >= 10
    for item in asked:
        hosts = set(terms[item.id].hosts)
        assert offered(roadmap, item, right=True) <= hosts
        assert not offered(roadmap, item, right=False) & hosts, item.id


def test_a_need_is_asked_both_ways(roadmap: Roadmap, items: tuple[Item, ...]) -> None:
    for item in family(items, "needs-"):
        needs = {need.needs for need in graph.needs(roadmap, item.patterns[0])}
        assert offered(roadmap, item, right=True) == needs
    assert {item.id for item in family(items, "needs-") if item.multiple} == {
        "derived-needs-service-mesh",
        "derived-needs-strangler-fig",
    }
    assert len(family(items, "needed-")) == len(roadmap.needs)


def test_where_one_builds_on_another_no_second_pair_is_among_the_options(
    roadmap: Roadmap, items: tuple[Item, ...]
) -> None:
    for item in family(items, "first-"):
        shown = offered(roadmap, item, right=True) | offered(roadmap, item, right=False)
        pairs = [
            (slug, earlier.slug)
            for slug in shown
            for earlier in graph.prerequisites(roadmap, slug)
            if earlier.slug in shown
        ]
        assert len(pairs) == 1, (item.id, pairs)


def test_groups_are_asked_as_the_roadmap_has_them(roadmap: Roadmap, items: tuple[Item, ...]) -> None:
    names = {group.slug: group.name for group in roadmap.groups}
    for item in family(items, "group-of-"):
        assert item.options[item.right[0]].text == names[roadmap.pattern(item.patterns[0]).group]
    for item in family(items, "not-in-"):
        group = item.id.removeprefix("derived-not-in-")
        assert {roadmap.pattern(slug).group for slug in offered(roadmap, item, right=False)} == {group}
        assert group not in {roadmap.pattern(slug).group for slug in offered(roadmap, item, right=True)}


def test_a_sign_of_several_patterns_has_all_of_them_as_answer(roadmap: Roadmap, items: tuple[Item, ...]) -> None:
    (item,) = family(items, "culprit-single-service")
    assert item.multiple
    assert offered(roadmap, item, right=True) == {"cqrs", "bulkhead"}


def test_nothing_is_asked_that_the_source_leaves_open(items: tuple[Item, ...]) -> None:
    """Neither the boundary of groups 3 and 5 (ruling 15) nor what CDC isolates (ruling 24)."""
    for item in items:
        assert "boundary" not in item.stem or "migration" in item.stem, item.id
        assert not ("change-data-capture" in item.patterns[:1] and "isolat" in item.stem), item.id
