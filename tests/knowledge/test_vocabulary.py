"""The small words of a language: what a roadmap calls its entries counts among them."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge import languages, shapes
from knowledge.corpus import Corpus
from knowledge.document import Document
from knowledge.model import Roadmap, Words
from knowledge.names import Lexicon
from knowledge.text import tokens
from knowledge.values import LANGUAGES
from knowledge.vocabulary import Vocabulary
from tests.knowledge.folders import Folder

TECHNIQUES = Words("technique", "techniques", "chapter", "chapters")


def calling(roadmap: Roadmap, words: Words) -> Roadmap:
    return replace(roadmap, identity=replace(roadmap.identity, words=words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_brings_its_words_and_all_are_as_questions_are_cut(language: str) -> None:
    content = (languages.HERE / language / "words.yaml").read_bytes()
    found = shapes.fit(Vocabulary, Document("words.yaml", content))
    assert isinstance(found, Vocabulary), found
    for name, value in vars(found).items():
        for word in value if isinstance(value, frozenset) else ():
            assert tokens(word) == (word,), (name, word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_all_kinds_of_question(language: str) -> None:
    kinds = languages.read(languages.HERE / language / "kinds.yaml", shapes.KindsFile).kinds
    english = languages.read(languages.HERE / "english" / "kinds.yaml", shapes.KindsFile).kinds
    assert kinds.keys() == english.keys()


def test_the_roadmaps_own_word_counts_where_that_of_the_language_does(roadmap: Roadmap) -> None:
    ours, theirs = languages.vocabulary(roadmap), languages.vocabulary(calling(roadmap, TECHNIQUES))
    assert "technique" not in ours.addressed
    assert {"technique", "techniques", "chapters", "pattern"} <= theirs.addressed
    assert "chapter" in theirs.fillers


def test_who_asks_of_techniques_is_expected_to_say_so(folder: Folder) -> None:
    roadmap = calling(folder.load(), TECHNIQUES)
    said = {" ".join(example.words) for example in Corpus.of(roadmap, Lexicon(roadmap)).kinds}
    assert "zzbegin which chapter covers zzpattern zzend" in said
    assert "zzbegin which post covers zzpattern zzend" not in said


def test_plurals_follow_the_ending(roadmap: Roadmap) -> None:
    speech = languages.vocabulary(roadmap)
    assert speech.plurals_of("canary") == ("canaries", "canarys")
    assert speech.plurals_of("saga") == ("sagas", "sagaes")


def test_a_word_that_no_question_can_hold_is_refused_with_its_line(tmp_path: Path) -> None:
    text = (languages.HERE / "english" / "words.yaml").read_text(encoding="utf-8")
    faults = shapes.fit(Vocabulary, Document("words.yaml", text.replace("against: [vs", "against: [v-s").encode()))
    line = 1 + text[: text.index("against:")].count("\n")
    assert isinstance(faults, list)
    assert [(fault.file, fault.line) for fault in faults] == [("words.yaml", line)]
