"""Names: every way of writing them leads to the same entry, and everyday words do not."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.loader import SHIPPED, load
from knowledge.model import Group, Roadmap
from knowledge.names import Lexicon, names_of
from knowledge.text import tokens
from tests.knowledge.folders import Folder

LEXICON = Lexicon(load(SHIPPED))


def named(text: str) -> list[str]:
    return [mention.entry.slug for mention in LEXICON.find(tokens(text))]


def test_every_name_leads_to_its_entry_as_a_whole(roadmap: Roadmap) -> None:
    for entry in roadmap.entries.values():
        for name in names_of(entry):
            words = tokens(name)
            (mention,) = LEXICON.find(words)
            assert (mention.entry, mention.exact) == (entry, True), name
            assert (mention.start, mention.end) == (0, len(words)), name


def test_every_name_leads_to_its_entry_inside_a_question(roadmap: Roadmap) -> None:
    for entry in roadmap.entries.values():
        for name in names_of(entry):
            assert named(f"tell me about {name} please") == [entry.slug], name


def test_a_name_that_is_the_plural_of_another_leads_to_its_own_entry(folder: Folder) -> None:
    folder.change("terms.yaml", 'name: "Thermometer"', 'name: "Kettles"')
    (mention,) = Lexicon(folder.load()).find(("kettles",))
    assert mention.entry.slug == "thermometer"


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("bluegreen", ["blue-green"]),
        ("blue-green", ["blue-green"]),
        ("Blue Green", ["blue-green"]),
        ("circuitbreakers", ["circuit-breaker"]),
        ("circuit breakers", ["circuit-breaker"]),
        ("DLQs", ["dead-letter-queue"]),
        ("dead-letter queues", ["dead-letter-queue"]),
        ("sagas and CQRS", ["saga", "cqrs"]),
        ("CQRS, then sagas", ["cqrs", "saga"]),
        ("Strangler Fig", ["strangler-fig"]),
        ("service meshes", ["service-mesh"]),
        ("microservices data patterns", ["microservices-data-patterns"]),
        ("after the integration post", ["integration-patterns"]),
        ("I finished the cloud chapter", ["cloud-patterns"]),
        ("through with the integration one", ["integration-patterns"]),
        ("one integration one cannot have", []),
        ("our integration is one year old", []),
        ("the event posted yesterday", []),
        ("the bank is closed", []),
        ("", []),
    ],
)
def test_spellings_of_a_name_are_one_name(text: str, slugs: list[str]) -> None:
    assert named(text) == slugs


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("group 2", "resilience"),
        ("Group two", "resilience"),
        ("the second group", "resilience"),
        ("g2", "resilience"),
        ("G5", "modern-infrastructure"),
        ("grp 1", "foundations"),
        ("3rd group", "distributed-data"),
        ("post 14", "deployment-overview"),
        ("number 7", "saga"),
        ("post seven", "saga"),
        ("no 20", "serverless"),
    ],
)
def test_numbers_of_groups_and_posts_are_names(text: str, slug: str) -> None:
    assert named(text) == [slug]


@pytest.mark.parametrize(
    "text", ["group 6", "g9", "post 21", "post 0", "sixth group", "group", "post", "the 2 of us", "g22"]
)
def test_numbers_that_are_not_there_name_nothing(text: str) -> None:
    assert named(text) == []


def test_the_longest_name_wins() -> None:
    assert named("event sourcing") == ["event-sourcing"]
    assert named("causal consistency") == ["causal-consistency"]
    assert named("saga orchestrator") == ["orchestration"]


def test_a_misspelt_name_is_guessed_only_over_words_that_nobody_knows() -> None:
    words = tokens("the circiut braeker trips")
    assert [mention.exact for mention in LEXICON.find(words, [True, False, False, True])] == [False]
    assert LEXICON.find(words, [True, True, True, True]) == ()
    assert LEXICON.find(words) == ()


def test_short_or_far_words_are_never_guessed() -> None:
    assert LEXICON.find(tokens("cdn"), [False]) == ()
    assert LEXICON.find(tokens("sagax"), [False]) == ()
    assert LEXICON.find(tokens("surfboards"), [False]) == ()


def test_a_lone_everyday_word_names_a_group_only_weakly() -> None:
    (lone,) = LEXICON.find(tokens("deployment"))
    (marked,) = LEXICON.find(tokens("deployment group"))
    assert isinstance(lone.entry, Group)
    assert (lone.weak, marked.weak) == (True, False)
    assert (marked.start, marked.end) == (0, 2)


@given(
    st.lists(
        st.sampled_from(
            [
                "saga",
                "cqrs",
                "group",
                "2",
                "the",
                "blue",
                "green",
                "deployment",
                "second",
                "post",
                "14",
                "dead",
                "letter",
                "queue",
                "x",
            ]
        )
    )
)
def test_mentions_stand_in_order_and_never_overlap(words: list[str]) -> None:
    mentions = LEXICON.find(words, [word != "x" for word in words])
    places = [0, *itertools.chain.from_iterable((mention.start, mention.end) for mention in mentions), len(words)]
    assert all(mention.start < mention.end for mention in mentions)
    assert sorted(places) == places


@pytest.mark.parametrize(("said", "slug"), [("what is b f f", "bff"), ("use c d c", "change-data-capture")])
def test_a_short_name_may_be_spelled_out(said: str, slug: str) -> None:
    assert [mention.entry.slug for mention in LEXICON.find(tokens(said))] == [slug]


def test_no_word_is_passed_over_with_which_a_name_begins() -> None:
    """However names are written: with plurals inside, joined, behind other words."""

    class Thorough(Lexicon):
        def _longest_from(self, first: str, after: str) -> int:
            return 9

    class Anything(frozenset[str]):
        def __contains__(self, _: object) -> bool:
            return True

    thorough = Thorough(load(SHIPPED))
    thorough._beginnings = Anything()
    for name in LEXICON.words():
        plurals = [(*name[:place], f"{name[place]}s", *name[place + 1 :]) for place in range(len(name))]
        for written in (name, ("".join(name),), *plurals):
            for text in (written, ("our", *written, "again"), ("x", *written, "a")):
                assert LEXICON.find(text) == thorough.find(text), text
