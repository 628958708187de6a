"""The roadmap's 230 facts: each is asked for in a person's words, and the answer has to hold it."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.ask.service import Asking
from bot.layout import written
from knowledge.corpus import Corpus
from knowledge.model import Roadmap
from knowledge.names import Lexicon
from knowledge.text import tokens

FACTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "facts.yaml").read_text(encoding="utf-8"))[
    "facts"
]
SECTIONS = "A4 B3 C21 D7 E7 F5 G6 H10 I19 J8 K10 L36 M59 N5 O6 P13 Q6 R5"


def phrases(fact: dict[str, Any]) -> list[str]:
    expect = fact["expect"]
    return [expect] if isinstance(expect, str) else list(expect)


def test_the_file_numbers_all_230_facts() -> None:
    assert len(FACTS) == 230
    counted = Counter(fact["id"][0] for fact in FACTS)
    assert " ".join(f"{section}{number}" for section, number in counted.items()) == SECTIONS
    for section, number in counted.items():
        ids = [fact["id"] for fact in FACTS if fact["id"][0] == section]
        assert ids == [f"{section}{place}" for place in range(1, number + 1)]


def test_no_question_is_known_word_for_word(roadmap: Roadmap) -> None:
    known = {example.words for example in Corpus.of(roadmap, Lexicon(roadmap)).subjects}
    assert [fact["question"] for fact in FACTS if tokens(fact["question"]) in known] == []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_the_answer_holds_the_fact(asking: Asking, fact: dict[str, Any]) -> None:
    question = fact["question"].strip()
    answer = "\n".join(written(card) for card in asking.answer(question).cards)
    missing = [phrase for phrase in phrases(fact) if phrase.lower() not in answer.lower()]
    assert missing == [], f"{question}\n\n{answer}"


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_the_question_does_not_hold_what_it_asks_for(fact: dict[str, Any]) -> None:
    assert [phrase for phrase in phrases(fact) if phrase.lower() in fact["question"].lower()] == []
