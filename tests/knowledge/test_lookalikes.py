"""Lookalikes: a template with other nouns is not another phrase."""

from dataclasses import replace
from typing import cast

import pytest

from knowledge.languages import domain_words
from knowledge.lookalikes import lookalikes
from knowledge.model import Distinction, Phrasebook, Roadmap, Situation
from knowledge.prose import Prose

BECAUSE = cast("Prose", "Because.")
DOMAIN = ["checkout", "order", "clinic", "appointment", "fraud vendor"]


def found(roadmap: Roadmap, *phrases: str, apart: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    book = Phrasebook("saga", (Situation("undoing", phrases),), (Distinction("cqrs", BECAUSE, apart),) if apart else ())
    return [(pair.first, pair.second) for pair in lookalikes(replace(roadmap, phrasebooks=(book,)), DOMAIN)]


def test_the_same_sentence_with_another_business_is_found(roadmap: Roadmap) -> None:
    pair = ("the checkout hangs whenever an order is refused", "the clinic hangs whenever an appointment is refused")
    assert found(roadmap, *pair, "nothing undoes the first step") == [pair]


def test_different_sentences_about_one_business_are_left_alone(roadmap: Roadmap) -> None:
    assert (
        found(roadmap, "the checkout hangs whenever an order is refused", "how do I undo an order's first step") == []
    )


def test_phrases_that_tell_patterns_apart_are_compared_too(roadmap: Roadmap) -> None:
    one, other = "undo what went through before", "undo orders that went through before"
    assert found(roadmap, one, apart=(other,)) == [(one, other)]


def test_the_shipped_phrases_hold_none(roadmap: Roadmap) -> None:
    assert list(lookalikes(roadmap, domain_words(roadmap))) == []


@pytest.mark.parametrize("least", [("situations", 25), ("phrases", 8)])
def test_the_phrase_bank_is_as_wide_as_it_has_to_be(roadmap: Roadmap, least: tuple[str, int]) -> None:
    what, number = least
    for book in roadmap.phrasebooks:
        sizes = [len(book.situations)] if what == "situations" else [len(one.phrases) for one in book.situations]
        assert min(sizes) >= number, book.pattern
    assert sum(len(one.phrases) for book in roadmap.phrasebooks for one in book.situations) >= 4_000


def test_no_phrase_is_said_of_two_patterns(roadmap: Roadmap) -> None:
    said = [
        (phrase.casefold(), book.pattern)
        for book in roadmap.phrasebooks
        for one in book.situations
        for phrase in one.phrases
    ]
    assert len({phrase for phrase, _ in said}) == len(said)
