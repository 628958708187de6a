"""What was asked a moment ago is answered from memory, by the same words."""

from bot.ask.service import REMEMBERED, Asking


def test_the_same_question_gets_the_same_answer_without_being_looked_up(asking: Asking) -> None:
    answered = asking.answer("every call to that service hangs")
    assert asking.answer("every call to that service hangs") is answered
    assert asking.answer("Every call to that service hangs!") is not answered


def test_what_was_asked_long_ago_is_forgotten(asking: Asking) -> None:
    answered = asking.answer("our deploys break at night")
    for number in range(REMEMBERED):
        asking.answer(f"what is post {number % 20} {'.' * number}")
    assert asking.answer("our deploys break at night") is not answered
    assert asking.answer("our deploys break at night") == answered
