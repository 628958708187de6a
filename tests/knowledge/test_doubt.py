"""Doubt: a name in another sense, and a word by itself, are no question that anybody can answer."""

import pytest

from knowledge.answers import Definition
from knowledge.guide import Guide
from knowledge.outcomes import Answered, NotKnown, Suggested


@pytest.mark.parametrize(
    "text",
    [
        "my bff turns 30 on saturday, any idea for a gift",
        "how many flags hang in front of the town hall",
        "emoji flags show up as two letters in my terminal font",
        "the neighbours' canary escaped through the kitchen window this morning",
        "there is a strangler fig in the botanical garden behind the museum",
        "the old sauna bulkhead of grandpa's boat leaks again, which glue holds?",
        "My bff isn't speaking to me since her engagement party. What do I write to her?",
        "The sidecar of grandpa's motorbike wants new leather seats. Where can I find some?",
    ],
)
def test_a_name_among_words_of_other_matters_is_no_question_about_it(guide: Guide, text: str) -> None:
    (outcome,) = guide.ask(text).outcomes
    assert isinstance(outcome, NotKnown | Suggested)


@pytest.mark.parametrize("word", ["stop", "rollback", "unserialisable"])
def test_a_lone_word_that_is_no_name_is_no_problem_told(guide: Guide, word: str) -> None:
    (outcome,) = guide.ask(word).outcomes
    assert isinstance(outcome, NotKnown | Suggested)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("my manager confuses serverless with infrastructure as code, give me the contrast", "serverless"),
        ("where can i find smth on poison messages", "poison-message"),
        ("our workshop is about canary releases, which post is that?", "canary"),
        ("service mesh reqs?", "service-mesh"),
        ("Good evening! In which text I can learn about the anti-corruption layer, please?", "anti-corruption-layer"),
    ],
)
def test_a_name_is_shown_to_who_asks_for_it_among_strange_words(guide: Guide, text: str, slug: str) -> None:
    (outcome,) = guide.ask(text).outcomes
    assert isinstance(outcome, Answered)
    answer = outcome.answer
    terms = [answer.term.slug] if isinstance(answer, Definition) else []
    assert slug in (*answer.patterns, *terms)
