"""Practice: what it asks, and that it never tells the answer of a quiz that is open."""

import pytest

from bot.actions import Practise, Try
from bot.cards import Card, spans
from bot.quiz.cards import RoundCards
from bot.quiz.practice import Practising
from knowledge.bank import Item, bank_of
from knowledge.model import Roadmap

SAGA = "saga"


@pytest.fixture(scope="module")
def about(roadmap: Roadmap) -> list[Item]:
    return [item for item in bank_of(roadmap) if SAGA in item.patterns and not item.multiple]


@pytest.fixture(scope="module")
def practising(roadmap: Roadmap) -> Practising:
    return Practising(bank_of(roadmap), RoundCards(roadmap))


def text(card: Card) -> str:
    return "".join(span.text for span in spans(card) if hasattr(span, "text"))


def asked_by(card: Card, about: list[Item]) -> str:
    (asked,) = (item.id for item in about if item.stem in text(card))
    return asked


def test_turns_ask_everything_before_anything_again(practising: Practising, about: list[Item]) -> None:
    asked = {asked_by(practising.ask(Practise(SAGA, turn)), about) for turn in range(len(about))}
    assert asked == {item.id for item in about}


def test_a_question_of_an_open_quiz_is_passed_over(practising: Practising, about: list[Item]) -> None:
    open_ = {item.id for item in about[1:]}
    for turn in range(len(about)):
        assert asked_by(practising.ask(Practise(SAGA, turn), open_), about) == about[0].id
    assert "no question to practise" in text(practising.ask(Practise(SAGA), {item.id for item in about}))


def test_a_question_that_a_quiz_asks_meanwhile_is_not_given_away(practising: Practising, about: list[Item]) -> None:
    asked = practising.ask(Practise(SAGA))
    tries = [button.action for button in asked.buttons if isinstance(button.action, Try)]
    told = practising.answer(tries[0], {asked_by(asked, about)})
    assert "is right." not in text(told)
    assert "when it closes" in text(told)
    assert [button.label for button in told.buttons] == ["Another one"]
    assert "is right." in text(practising.answer(tries[0]))
