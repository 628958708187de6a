"""What a roadmap calls its entries: our own sentences follow it, with the right article."""

import pytest

from bot.ask.nouns import called
from knowledge.model import Words
from knowledge.texts import a

INDEXES = Words("index", "indexes", "chapter", "chapters")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("A pattern, a term or a group", "An index, a term or a group"),
        ("two or three patterns side by side", "two or three indexes side by side"),
        ("Post 3 of 7, and more posts", "Chapter 3 of 7, and more chapters"),
        ("Patterns are posted here", "Indexes are posted here"),
    ],
)
def test_sentences_take_the_words_of_the_roadmap(ours: str, theirs: str) -> None:
    assert called(INDEXES, ours) == theirs


def test_sentences_of_a_roadmap_of_patterns_stay_as_they_are() -> None:
    assert called(Words(), "a pattern") == "a pattern"


def test_the_article_fits_the_noun() -> None:
    assert (a("technique"), a("index"), a("Übung")) == ("a technique", "an index", "an Übung")
