"""A sentence model beside the words: its vector joins theirs, and nothing changes where there is none."""

import math

import numpy as np
import pytest

from knowledge import fit as fitting
from knowledge import matcher
from knowledge.features import MEANING, WEIGHTS, Features
from knowledge.fit import Fit
from knowledge.guide import Guide
from tests.knowledge.folders import Folder
from tests.knowledge.senses import Senses
from tests.knowledge.test_matcher import examples

TEXTS = [("undo", "payment"), ("toggle", "payment"), ("proxy",)]
LENGTH = math.sqrt(sum(weight * weight for weight in WEIGHTS))


def test_a_text_s_vector_ends_with_what_the_model_says_of_it() -> None:
    senses = Senses()
    features, learned = Features.learn(TEXTS, embedder=senses)
    words, _ = Features.learn(TEXTS)
    assert len(features) == len(words) + senses.size
    for text, vector in zip(TEXTS, learned, strict=True):
        alone = words.vector(text)
        assert np.array_equal(vector.columns[: -senses.size], alone.columns)
        np.testing.assert_allclose(vector.values[: -senses.size], alone.values, rtol=1e-6)
        assert vector.columns[-senses.size :].tolist() == list(range(len(words), len(features)))
        meant = senses.vectors([" ".join(text)])[0] * np.float32(MEANING / LENGTH)
        assert np.array_equal(vector.values[-senses.size :], meant)
        again = features.vector(text)
        assert np.array_equal(again.columns, vector.columns)
        np.testing.assert_allclose(again.values, vector.values, rtol=1e-6)


def test_a_text_of_strange_words_still_has_a_meaning() -> None:
    features, _ = Features.learn(TEXTS, embedder=Senses())
    vector = features.vector(("zzz",))
    assert len(vector.values) == Senses().size
    assert len(features.counted(("zzz",)).values) == 0


def test_what_is_said_in_other_words_is_found_with_the_model_alone() -> None:
    strange = ("please", "unwind", "everything", "regret")
    with_model = matcher.fit(examples(), embedder=Senses()).match(strange)
    without = matcher.fit(examples()).match(strange)
    assert with_model.candidates[0].label == "saga"
    assert with_model.candidates[0].score > without.candidates[0].score + 0.3
    assert with_model.confidence > without.confidence


def test_a_stranger_in_other_words_is_told_by_the_model() -> None:
    strange = ("lasagna", "or", "tennis")
    with_model, without = (matcher.fit(examples(), embedder=one).match(strange) for one in (Senses(), None))
    assert with_model.inside < without.inside
    assert with_model.confidence < 0.2


def test_the_model_is_not_asked_which_words_decided() -> None:
    senses = Senses()
    small = matcher.fit(examples(), embedder=senses)
    senses.asked.clear()
    shares = small.reasons(("the", "undo", "is"), "saga")
    assert shares[0][0] == "undo"
    assert senses.asked == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder.small(tmp_path_factory.mktemp("small") / "tea")


@pytest.fixture(scope="module")
def fit(small: Folder) -> Fit:
    return fitting.learn(small.load(), Senses())


def test_a_fit_comes_back_from_bytes_with_the_model_that_it_was_learned_with(small: Folder, fit: Fit) -> None:
    again = fitting.from_bytes(fitting.to_bytes(fit), Senses())
    assert again.sentence_model == fit.sentence_model == "senses 1"
    for words in (("my", "water", "is", "cold"), ("undo", "the", "cup")):
        assert again.subjects.match(words) == fit.subjects.match(words)
    question = "nothing boils here"
    assert Guide(small.load(), again).ask(question) == Guide(small.load(), fit).ask(question)


def test_a_fit_is_refused_without_the_model_it_was_learned_with(small: Folder, fit: Fit) -> None:
    with pytest.raises(ValueError, match="its parts do not belong together"):
        fitting.from_bytes(fitting.to_bytes(fit))
    words = fitting.to_bytes(fitting.learn(small.load()))
    assert fitting.from_bytes(words).sentence_model is None
    with pytest.raises(ValueError, match="its parts do not belong together"):
        fitting.from_bytes(words, Senses())


def test_each_model_has_a_fingerprint_of_its_own(small: Folder) -> None:
    def fingerprint(embedder: Senses | None) -> str:
        return fitting.fingerprint(small.load(), embedder)

    names = {fingerprint(None), fingerprint(Senses()), fingerprint(Senses("senses 2"))}
    assert len(names) == 3
    assert fingerprint(Senses()) == fingerprint(Senses())
