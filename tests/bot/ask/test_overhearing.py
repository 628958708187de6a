import pytest

from bot.ask.overhearing import asks_on, worth_saying
from knowledge.guide import Guide


def is_answered(guide: Guide, line: str) -> bool:
    return worth_saying(guide, line, guide.ask(line))


@pytest.mark.parametrize(
    "line",
    [
        "what does saga need?",
        "what comes after cqrs?",
        "which group is canary in?",
        "saga vs cqrs?",
        "who needs saga?",
        "one slow report takes all threads of our server and every other page stops answering",
    ],
)
def test_a_clear_question_is_answered_unasked(guide: Guide, line: str) -> None:
    assert is_answered(guide, line)


@pytest.mark.parametrize(
    "line",
    [
        "saga",
        "serverless?",
        "who broke the saga tests?",
        "what is the saga with Anna and Tom about",
        "queue trouble with the orders",
        "how many patterns are there?",
        "what does saga need? what comes after canary?",
        "best pizza in town?",
        "enable whisper mode",
        "is the canary dead?",
        "who in this house has the mobile app on a Huawei?",
        "checkout hangs whenever the fraud vendor is slow. " * 9,
    ],
)
def test_all_else_is_left_to_people(guide: Guide, line: str) -> None:
    assert not is_answered(guide, line)


@pytest.mark.parametrize(
    ("line", "goes_on"),
    [
        ("and what about mobile?", True),
        ("what about legacy code?", True),
        ("mobile", False),
        ("what about lunch?", False),
        ("what about the deploy tomorrow?", False),
    ],
)
def test_those_who_speak_with_the_bot_may_go_on_to_another_problem(guide: Guide, line: str, *, goes_on: bool) -> None:
    assert asks_on(guide.roadmap, line, guide.ask(line)) is goes_on
