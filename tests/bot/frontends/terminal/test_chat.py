import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.ask.cards import answer_card
from bot.ask.record import record
from bot.ask.service import Asking
from bot.ask.tour import roadmap_card
from bot.cards import Button, Card, RoadmapAction, ShowGroup, ShowPattern
from bot.frontends.terminal.help import help_card
from bot.layout import written
from knowledge import composing
from tests.bot.frontends.terminal.talking import Talk, kept


@pytest.fixture
async def talk(asking: Asking, tmp_path: Path) -> AsyncIterator[Talk]:
    async with kept(asking, tmp_path / "bot.sqlite3") as assistant:
        yield Talk(assistant, "Ana")


def first_line(said: str) -> str:
    return said.splitlines()[0]


def followed(asking: Asking, button: Button) -> Card:
    assert isinstance(button.action, RoadmapAction)
    return asking.follow(button.action)


def choices(said: str) -> dict[str, str]:
    """Read the numbered choices from the last line that is not blank."""
    last = said.rstrip("\n").splitlines()[-1]
    return dict(re.findall(r"(\d+) (.*?)(?:  |$)", last))


async def test_an_answer_is_the_text_that_other_programs_get(talk: Talk, asking: Asking) -> None:
    question = "what should I read before service mesh"
    said = await talk.say(question)
    text = record(asking.guide.roadmap, question, asking.answer(question))["text"]
    assert said.startswith(text + "\n1 ")
    assert said.endswith("\n\n")


async def test_the_first_screen_gives_questions_that_are_answered(talk: Talk) -> None:
    lines = talk.greeting().rstrip("\n").splitlines()
    assert len(lines) == 6
    assert "Hello Ana" in lines[1]
    assert "/help" in lines[-1]
    examples = [line.removeprefix("  • ") for line in lines if line.startswith("  • ")]
    assert len(examples) == 3
    for example in examples:
        assert choices(await talk.say(example)), example
        assert await talk.chat.hear("/why")


async def test_a_number_follows_the_choice_of_that_number_and_so_on(talk: Talk, asking: Asking) -> None:
    await talk.say("/pattern saga")
    second = followed(asking, asking.follow(ShowPattern("saga")).buttons[0])
    assert (await talk.say("1")).startswith(written(second))
    assert (await talk.say("1.")).startswith(written(followed(asking, second.buttons[0])))


async def test_choices_of_several_answers_are_counted_on(talk: Talk) -> None:
    said = await talk.say("what does saga need? what does service mesh need?")
    second = choices(said)
    assert "1" not in second
    assert first_line(await talk.say(min(second, key=int))) != "There is nothing to choose yet."


async def test_a_suggestion_taken_answers_the_question_and_explains_it(talk: Talk) -> None:
    offered = choices(await talk.say("things break when we deploy"))
    answer = await talk.say("1")
    assert first_line(answer).startswith(offered["1"])
    assert first_line(await talk.say("/why")) == "Why this answer"


async def test_an_explanation_leaves_the_choices_as_they_were(talk: Talk) -> None:
    offered = choices(await talk.say("payments are slow and every thread is blocked"))
    explained = await talk.say(max(offered, key=int))
    assert first_line(explained) == "Why this answer"
    assert choices(explained) == offered
    assert first_line(await talk.say("1")) != "Why this answer"


async def test_a_number_without_a_choice_is_told(talk: Talk) -> None:
    assert await talk.say("1") == "There is nothing to choose yet.\n\n"
    last = max(map(int, choices(await talk.say("saga"))))
    assert first_line(await talk.say("77")) == f"There is no choice 77, only 1 to {last}."


def compared(asking: Asking, *slugs: str) -> Card:
    roadmap = asking.guide.roadmap
    return answer_card(roadmap, composing.comparison(roadmap, [roadmap.pattern(slug) for slug in slugs]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/pattern saga", lambda asking: asking.follow(ShowPattern("saga"))),
        ("/PATTERN DLQ", lambda asking: asking.follow(ShowPattern("dead-letter-queue"))),
        ("/pattern circiut breaker", lambda asking: asking.follow(ShowPattern("circuit-breaker"))),
        ("/pattern group 2", lambda asking: asking.follow(ShowGroup("resilience"))),
        ("/compare saga cqrs", lambda asking: compared(asking, "saga", "cqrs")),
        ("/compare blue-green canary", lambda asking: compared(asking, "blue-green", "canary")),
        ("/compare circuit breaker / bulkhead", lambda asking: compared(asking, "circuit-breaker", "bulkhead")),
        ("/compare cqrs bff service mesh", lambda asking: compared(asking, "cqrs", "bff", "service-mesh")),
        ("/compare saga, event sourcing and bff", lambda asking: compared(asking, "saga", "event-sourcing", "bff")),
        ("/roadmap", lambda asking: roadmap_card(asking.guide.roadmap)),
        ("/help", lambda asking: help_card(asking.guide.roadmap)),
    ],
)
async def test_commands_show_what_they_name(
    talk: Talk, asking: Asking, typed: str, meant: Callable[[Asking], Card]
) -> None:
    assert (await talk.say(typed)).startswith(written(meant(asking)) + "\n")


async def test_a_term_is_shown_by_its_name(talk: Talk) -> None:
    assert first_line(await talk.say("/pattern outbox")).startswith("Outbox")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/patern saga", "There is no command /patern. Did you mean /pattern NAME?"),
        ("/xyz", "There is no command /xyz. /help lists those there are."),
        ("/", "There is no command /. /help lists those there are."),
        ("/pattern", "Write /pattern NAME, such as /pattern Consistency Patterns."),
        ("/compare", "Write /compare A B [C], such as /compare Consistency Patterns, Serverless."),
        ("/compare saga", "Name two or three patterns."),
        ("/compare saga cqrs bff canary", "Name two or three patterns."),
        ("/compare saga sagas", "That is Saga twice. Name two different ones."),
        ("/compare resilience group and saga", "Resilience is a group. Name a pattern."),
        ("/why", "Ask something first; /why then says how the answer was found."),
    ],
)
async def test_slips_are_told_with_what_to_type(talk: Talk, typed: str, said: str) -> None:
    assert first_line(await talk.say(typed)) == said


async def test_a_name_that_is_none_is_said_and_the_closest_can_be_chosen(talk: Talk) -> None:
    said = await talk.say("/pattern brekaer circuits of doom")
    assert first_line(said) == 'The roadmap has nothing called "brekaer circuits of doom".'
    assert "Circuit Breaker" in choices(said).values()
    number = next(number for number, label in choices(said).items() if label == "Circuit Breaker")
    assert first_line(await talk.say(number)).startswith("Circuit Breaker")
    assert 'nothing called "zork"' in await talk.say("/compare saga zork")


async def test_why_names_the_names_that_decided(talk: Talk) -> None:
    await talk.say("what comes before circiut breaker")
    said = await talk.say("/why")
    assert "Names in the question: Circuit Breaker" in said
    assert "It wants to know: what" in said


async def test_why_says_how_far_from_an_answer_a_stranger_was(talk: Talk) -> None:
    await talk.say("best pizza in town")
    assert "too little to name it" in await talk.say("/why")
    await talk.say("?!")
    assert "There is no question in that." in await talk.say("/why")


async def test_blank_lines_do_nothing(talk: Talk) -> None:
    assert await talk.say("  \t ") == ""
    assert talk.stays


async def test_quit_leaves(talk: Talk) -> None:
    assert await talk.say("/Quit now") == ""
    assert not talk.stays


async def test_a_line_that_is_no_text_is_explained(talk: Talk) -> None:
    assert await talk.chat.hear_bytes(b"saga \xff")
    assert talk.said() == "That is not UTF-8 text. Send the question as UTF-8.\n\n"


async def test_control_characters_in_what_is_typed_never_come_back(talk: Talk) -> None:
    for typed in ("/\x1b[31mred", "/pattern \x1b]0;title\x07", "/compare \x9b2J saga", "\x1b[2J saga?"):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", await talk.say(typed)), typed


async def test_a_name_that_stands_on_a_button_is_a_question_like_any_other(talk: Talk) -> None:
    await talk.say("compare saga and cqrs")
    assert (await talk.say("CQRS")).startswith("CQRS")
    why = await talk.say("/why")
    assert "CQRS" in why
    assert "Saga" not in why
