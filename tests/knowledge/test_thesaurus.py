"""The thesaurus: what is said in other words is found all the same."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import languages, matcher, shapes
from knowledge.corpus import Corpus
from knowledge.faults import RoadmapError
from knowledge.features import Features
from knowledge.fit import Fit
from knowledge.matcher import Example
from knowledge.model import Roadmap
from knowledge.names import Lexicon
from knowledge.text import stemmer, tokens
from knowledge.thesaurus import Thesaurus

stem = stemmer("english")

WORDS = Thesaurus({"slow": ["slow", "crawl", "takes forever"], "lost": ["lost", "vanish", "gone missing"]})


def found(text: str) -> list[str]:
    return list(WORDS.concepts_in([stem(word) for word in text.split()]))


def test_a_concept_is_found_in_any_inflection_and_by_an_expression() -> None:
    assert found("it crawls") == ["slow"]
    assert found("the login takes forever and mails vanished") == ["slow", "lost"]


def test_half_an_expression_is_none() -> None:
    assert found("it takes a minute") == []
    assert found("gone") == []


def test_texts_without_a_common_word_share_a_concept() -> None:
    features, vectors = Features.learn([("payment", "crawls"), ("search", "slow"), ("message", "vanished")], WORDS)
    shared = [set(vectors[0].columns.tolist()) & set(other.columns.tolist()) for other in vectors[1:]]
    slow = len(features) - len(features.blocks[3]) + features.blocks[3].index("slow")
    assert slow in shared[0]
    assert slow not in shared[1]


def test_another_word_for_what_was_learned_is_understood() -> None:
    told = [("it", "is", "slow"), ("slow", "again"), ("so", "slow", "now"), ("very", "slow")]
    missing = [("it", "is", "lost"), ("lost", "again"), ("so", "lost", "now"), ("very", "lost")]
    examples = [Example(text, "speed", str(text)) for text in told]
    examples += [Example(text, "loss", str(text)) for text in missing]
    fitted = matcher.fit(examples, WORDS)
    assert fitted.match(("it", "crawls")).candidates[0].label == "speed"
    assert fitted.match(("it", "vanishes")).candidates[0].label == "loss"


def test_the_shipped_thesaurus_keeps_its_promises(roadmap: Roadmap) -> None:
    spoken = Corpus.of(roadmap, Lexicon(roadmap)).thesaurus.concepts
    assert len(spoken) > 200
    places: dict[tuple[str, ...], set[str]] = {}
    for concept, expressions in spoken.items():
        for expression in expressions:
            places.setdefault(tuple(map(stem, tokens(expression))), set()).add(concept)
    assert all(len(concepts) <= 2 for concepts in places.values())


def test_a_thesaurus_that_does_not_fit_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.yaml"
    path.write_text("concepts:\n  slow: [slow]\n  off: [on, off]\n")
    with pytest.raises(RoadmapError, match=r"thesaurus.yaml:3: .*Put it in quotes"):
        languages.read(path, shapes.ThesaurusFile)


@given(st.lists(st.sampled_from(["slow", "takes", "forever", "gone", "missing", "crawl", "x"]), max_size=12))
def test_any_text_gives_only_known_concepts_and_never_more_than_it_has_words(words: list[str]) -> None:
    concepts = list(WORDS.concepts_in(words))
    assert set(concepts) <= set(WORDS.concepts)
    assert len(concepts) <= len(words)
    alone = [concept for word in words for concept in WORDS.alone(word)]
    longer = [concept for place in range(len(words)) for concept in WORDS.longer_at(words, place)]
    assert Counter(concepts) == Counter([*alone, *longer])
    begun = [place for place, word in enumerate(words[:-1]) if words[place + 1] in WORDS.after(word)]
    assert longer == [concept for place in begun for concept in WORDS.longer_at(words, place)]


def test_a_fit_that_is_read_again_has_its_thesaurus(fit: Fit) -> None:
    assert fit.subjects.features.thesaurus.concepts
    assert fit.subjects.features.blocks[3]
