"""Questions of every kind of text: each gets an answer that fits into a message, and none takes long."""

import time
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from bot.actions import QuizAction, ShowChallenge
from bot.ask.completion import entries_like, problems_like
from bot.ask.service import Asking
from bot.frontends.discord.rendering import escape, view_of
from bot.frontends.terminal.json_lines import respond
from bot.layout import written
from bot.teach.actions import GrowAction
from knowledge.guide import MOST_QUESTIONS
from knowledge.languages import texts_in
from tests.fuzzing.amounts import share
from tests.fuzzing.edits import edited
from tests.safety.hostile import ODD

DEADLINE: Final = 3.0
"""Seconds in which Discord wants an answer."""
LONGEST_MESSAGE: Final = 4_000
VALID = (
    "checkout hangs whenever the fraud vendor is slow",
    "what should I read before service mesh?",
    "blue-green vs canary",
    "done with dlq whats next",
    "in which group is saga and when should I not use CQRS?",
    "what is a saga? what comes after canary?\nhow do I get to event sourcing",
    "every message that fails blocks the queue, and two services must agree on an order",
)
SPICES = (
    *ODD,
    "?",
    "?\n",
    " and what ",
    "not ",
    " vs ",
    "post 3",
    "\u0130",
    "\ufdfa",
    "\u0300",
    "\u200b",
    "saga ",
    "'",
    "-",
)
words = st.sampled_from(
    [
        "saga",
        "cqrs",
        "dlq",
        "queue",
        "slow",
        "the",
        "a",
        "is",
        "what",
        "before",
        "after",
        "vs",
        "and",
        "not",
        "group",
        "post",
        "3",
        "deploy",
    ]
)
questions = st.one_of(
    edited(VALID, SPICES),
    st.text(max_size=300),
    st.lists(words, max_size=60).map(" ".join),
    st.text(st.sampled_from("ab \n?'-.,;|/\u0301\u202e\U0001f600"), max_size=1_200),
)


@share(0.1)
@given(question=questions)
def test_a_question_gets_an_answer_that_fits(asking: Asking, portion: int, question: str) -> None:
    began = time.process_time()
    response = asking.answer(question)
    assert time.process_time() - began < DEADLINE
    assert 1 <= len(response.cards) <= MOST_QUESTIONS
    assert view_of(response.cards, texts_in("english")("more-than-fits")).content_length() <= LONGEST_MESSAGE
    for card in response.cards:
        assert written(card).strip()
        for button in card.buttons:
            # What the roadmap says of its open challenge leads to that.
            if not isinstance(button.action, ShowChallenge):
                assert not isinstance(button.action, QuizAction | GrowAction)
                assert written(asking.follow(button.action, question)).strip()


@share(0.003)
@given(typed=questions)
def test_names_and_suggestions_of_anything(asking: Asking, portion: int, typed: str) -> None:
    assert written(asking.look_up(typed[:100]))
    assert written(asking.compare(typed))
    roadmap = asking.guide.roadmap
    assert len(entries_like(roadmap, typed)) <= 25
    assert len(problems_like(roadmap, typed)) <= 25


@share(0.05)
@given(line=st.one_of(st.binary(max_size=200), questions.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_a_line_of_bytes_is_a_question_too(asking: Asking, portion: int, line: bytes) -> None:
    text, response = respond(asking, line)
    assert isinstance(text.encode(), bytes)
    assert response.cards


@share(0.14)
@given(text=questions)
def test_what_is_escaped_is_read_back(portion: int, text: str) -> None:
    from bot.frontends.discord.rendering import _ESCAPED  # noqa: PLC0415 - the other half of it

    if "\\" not in text:
        assert _ESCAPED.sub(r"\1", escape(text)) == text
