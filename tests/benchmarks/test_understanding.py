"""The understanding benchmark's own rules: what is cut, how fingers slip, what is recombined."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from knowledge.model import Roadmap
from tests.benchmarks.questions import phrases
from tests.benchmarks.understanding.phrases import cut
from tests.benchmarks.understanding.scale import recombined
from tests.benchmarks.understanding.typos import MOST, mistyped


def test_every_situation_keeps_its_share_of_phrases(roadmap: Roadmap) -> None:
    less = cut(roadmap, 0.25, Random(1))
    assert 0.2 < len(phrases(less)) / len(phrases(roadmap)) < 0.3
    for book, all_of_it in zip(less.phrasebooks, roadmap.phrasebooks, strict=True):
        assert book.pattern == all_of_it.pattern
        for some, said in zip(book.situations, all_of_it.situations, strict=True):
            assert some.phrases
            assert set(some.phrases) <= set(said.phrases)


def test_all_phrases_are_the_roadmap_as_it_was(roadmap: Roadmap) -> None:
    assert phrases(cut(roadmap, 1, Random(1))) == phrases(roadmap)


@given(st.text("abc defg", min_size=1), st.integers(0, 99))
def test_one_or_two_slips_are_one_or_two_edits(text: str, seed: int) -> None:
    assert DamerauLevenshtein.distance(text, mistyped(text, Random(seed))) <= MOST
    assert mistyped(text, Random(seed)) == mistyped(text, Random(seed))


def test_a_text_without_letters_has_no_slips() -> None:
    assert mistyped("404 503?", Random(1)) == "404 503?"


def test_each_subject_gets_as_many_phrases(roadmap: Roadmap) -> None:
    made = list(recombined(roadmap, 10, 400, Random(1)))
    assert set(Counter(example.label for example in made).values()) == {40}
    assert made == list(recombined(roadmap, 10, 400, Random(1)))
