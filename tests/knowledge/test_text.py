"""The one normaliser: what is written in many ways becomes the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import readable, stemmer, tokens

stem = stemmer("english")

# Written out, so that no table of all Unicode has to be made first.
LETTERS = "abcXYZ019 \t\n.,-_/'’`ʼ\"?!éÉüßøñœﬁ½Å中русİı\u0301\u200d\u2028\x00\x1b🚀"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Blue-Green deploys don't", ("blue", "green", "deploys", "dont")),
        ("DON’T", ("dont",)),
        ("Café naïve", ("cafe", "naive")),
        ("A/B, K8s & CI/CD", ("a", "b", "k8s", "ci", "cd")),
        ("'quoted' words'", ("quoted", "words")),
        ("2-phase commit", ("2", "phase", "commit")),
        ("STRASSE straße", ("strasse", "strasse")),
        ("Größe ÜBER gro\u0308ße", ("grosse", "uber", "grosse")),
        ("Smørrebrød", ("smørrebrød",)),
        ("Сервис №5", ("сервис", "no5")),
        ("", ()),
        ("?! … —", ()),
        ("🚀", ()),
    ],
)
def test_text_is_cut_into_plain_words(text: str, words: tuple[str, ...]) -> None:
    assert tokens(text) == words


@given(st.text(LETTERS, max_size=200))
def test_words_are_lower_case_letters_and_digits_and_stay_as_they_are(text: str) -> None:
    words = tokens(text)
    assert all(word.isalnum() and word == word.casefold() for word in words)
    assert tokens(" ".join(words)) == words


@given(st.text(LETTERS, max_size=200))
def test_upper_case_and_spacing_change_nothing(text: str) -> None:
    assert tokens(text.replace(" ", "   ")) == tokens(text)
    assert tokens(text.casefold()) == tokens(text)


@pytest.mark.parametrize(
    "words", [("failing", "fails", "failed"), ("queues", "queue"), ("retries", "retry", "retried")]
)
def test_forms_of_a_word_share_their_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(
    "words", [("überlastung", "ueberlastung", "uberlastung"), ("häuser", "haeuser", "haus"), ("langsame", "langsam")]
)
def test_forms_of_a_german_word_share_their_stem_however_its_umlauts_are_typed(words: tuple[str, ...]) -> None:
    german = stemmer("german")
    assert len({german(word) for text in words for word in tokens(text)}) == 1


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=60))
def test_a_stem_is_hardly_longer_than_its_word(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word) + 1


@given(st.text(LETTERS, max_size=200))
def test_a_readable_text_is_one_line_without_control_signs(text: str) -> None:
    line = readable(text)
    assert line.isprintable()
    assert "  " not in line
    assert line == line.strip()
    assert readable(line) == line
