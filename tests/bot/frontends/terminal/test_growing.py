"""Growing in the terminal: what is missed is listed, taught and rated with the services that Discord has."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.frontends.terminal.settings import read
from bot.guilds.governing import Wishes
from knowledge import labels
from knowledge.languages import texts_in
from knowledge.loader import SHIPPED
from knowledge.outcomes import Answered
from tests.bot.clocks import SetClock
from tests.bot.frontends.terminal.talking import Talk, kept

ENGLISH = texts_in("english")

PIZZA = "best pizza in town"
NONE = "The roadmap has no answer"


@pytest.fixture
async def assistant(asking: Asking, tmp_path: Path) -> AsyncIterator[Assistant]:
    clock = SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
    async with kept(asking, tmp_path / "bot.sqlite3", clock) as opened:
        examples = labels.read(SHIPPED / labels.FILE, asking.guide.roadmap)
        yield Assistant(asking, opened.database, clock, lambda: examples)


@pytest.fixture
def ana(assistant: Assistant) -> Talk:
    return Talk(assistant, "ana")


def number(said: str, label: str) -> str:
    """Find what to type for a choice in what was shown last."""
    last = said.rstrip("\n").splitlines()[-1]
    offered: dict[str, str] = {what: typed for typed, what in re.findall(r"(\d+) (.*?)(?:  |$)", last)}
    return offered[label]


async def test_a_question_without_an_answer_is_taught_where_it_stands(ana: Talk, assistant: Assistant) -> None:
    missing = await ana.say(PIZZA)
    assert missing.startswith(NONE)
    asks = await ana.say(number(missing, "Teach"))
    assert f"What answers “{PIZZA}”?" in asks
    taught = await ana.say("Luigi's, says team blue.")
    assert f"“{PIZZA}”" in taught
    told = await Talk(assistant, "bob").say("Best pizza in town?")
    assert "Luigi's, says team blue." in told
    assert (await ana.say(number(taught, "Take it back"))).startswith("Not taught any more")
    assert (await ana.say(PIZZA)).startswith(NONE)


async def test_a_form_is_left_by_an_empty_line_or_a_command(ana: Talk) -> None:
    await ana.say(PIZZA)
    await ana.say("1")
    assert "Nothing is taught" in await ana.say("")
    await ana.say(PIZZA)
    await ana.say("1")
    assert "Nothing is taught here yet" in await ana.say("/teach")
    assert "Saga" in await ana.say("saga")
    assert (await ana.say(PIZZA)).startswith(NONE)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (f"/teach {PIZZA} = the saga pattern", "Saga\n"),
        (f"/teach {PIZZA}=x = Ask at a = b, in room 4", None),
        (f"/teach {PIZZA} = Ask Bob, in room 4", "Ask Bob, in room 4"),
        (f'/teach {PIZZA} = "Saga"', "\nSaga\nSource: taught"),
        ("/teach = cqrs", "CQRS\n"),
    ],
)
async def test_a_line_teaches_a_name_or_an_answer_of_ones_own(ana: Talk, line: str, answer: str | None) -> None:
    await ana.say(PIZZA)
    assert "Taught" in await ana.say(line)
    told = await ana.say(PIZZA)
    assert told.startswith(NONE) if answer is None else answer in told


async def test_a_name_that_is_none_is_not_taken_for_an_answer(ana: Talk) -> None:
    said = await ana.say(f"/teach {PIZZA} = sagga week")
    assert "nothing called" in said
    assert "put it in quotes" in said
    assert (await ana.say(PIZZA)).startswith(NONE)


@pytest.mark.parametrize("line", ["/teach best pizza", "/teach best pizza =", "/teach = saga"])
async def test_half_a_lesson_says_how_it_is_written(ana: Talk, line: str) -> None:
    assert "Write /teach [QUESTION] = " in await ana.say(line)


async def test_what_would_break_a_right_answer_is_taught_once_it_is_confirmed(ana: Talk, assistant: Assistant) -> None:
    examples = labels.read(SHIPPED / labels.FILE, assistant.asking.guide.roadmap)
    of_bff = (one.q for one in examples if one.gold == ("bff",))
    asked = next(q for q in of_bff if isinstance(assistant.asking.guide.ask(q).outcomes[0], Answered))
    breaks = await ana.say(f"/teach {asked} = saga")
    assert breaks.startswith("That would break answers that are right today")
    assert (await ana.say(asked)).startswith(("Backend for Frontend", "BFF"))
    breaks = await ana.say(f"/teach {asked} = saga")
    assert "Taught" in await ana.say(number(breaks, "Teach it all the same"))
    assert (await ana.say(asked)).startswith("Saga")


async def test_what_was_missed_is_listed_once_that_is_turned_on_as_the_card_says(ana: Talk) -> None:
    assert NONE in await ana.say(PIZZA)
    off = await ana.say("/unanswered")
    assert "None are kept" in off
    said = re.search(r"/settings set unanswered:True", off)
    assert said is not None
    assert "Unanswered questions: on" in await ana.say(said[0])
    await ana.say(PIZZA)
    await ana.say("how do I bake bread")
    listed = await ana.say("/settings unanswered")
    assert listed.startswith("Unanswered questions: 2")
    gone = await ana.say(number(listed, "Dismiss 1"))
    assert "“how do I bake bread”" in gone
    listed = await ana.say(number(gone, "Back to the list"))
    assert PIZZA in await ana.say(number(listed, "Teach 1"))
    await ana.say("cqrs")
    assert "Unanswered questions: 0" in await ana.say("/unanswered 1")
    await ana.say("/unanswered off")
    assert "None are kept" in await ana.say("/unanswered")
    assert "Write /unanswered" in await ana.say("/unanswered soon")


async def test_the_last_answer_is_rated_and_the_vote_changed(ana: Talk, assistant: Assistant) -> None:
    assert "Ask something first" in await ana.say("/helpful")
    await ana.say("/unanswered on")
    await ana.say("what is saga?")
    assert "/unhelpful [WHY]" in await ana.say("/unhelpful")
    assert "Thank you" in await ana.say("/unhelpful too long")
    listed = await ana.say("/unanswered")
    assert "“what is saga?” – once, not helpful" in listed
    assert "Answers: 0 helpful, 1 not" in listed
    helped = await ana.say(number(listed, "What helped"))
    assert "Saga (lookup): 0 helpful, 1 not" in helped
    assert "“too long”" in helped
    await ana.say("/helpful")
    bob = Talk(assistant, "bob")
    await bob.say("what is saga?")
    await bob.say("/helpful")
    assert "Answers: 2 helpful, 0 not" in await ana.say("/unanswered")


async def test_no_vote_is_taken_for_what_was_no_answer(ana: Talk) -> None:
    await ana.say(PIZZA)
    assert "no answer yet" in await ana.say("/unhelpful")


async def test_settings_are_shown_and_set_by_their_names(ana: Talk) -> None:
    assert "Europe/Berlin" in await ana.say("/settings set zone: berlin open_for:2h")
    assert "Open for: 2 hours" in await ana.say("/settings")
    assert "unanswered" in await ana.say("/settings forget")


def test_settings_are_read_as_they_are_typed() -> None:
    assert read("zone: Europe/Berlin speed_points:ON unanswered:no", ENGLISH) == Wishes(
        zone="Europe/Berlin", speed_points=True, unanswered=False
    )
    for wrong in ("", "zone Berlin", "so zone: Berlin", "unanswered: maybe"):
        with pytest.raises(ValueError, match=r"set takes|neither on nor off"):
            read(wrong, ENGLISH)


@pytest.mark.parametrize("answer", ["saga", "Ask Bob, in room 4"])
async def test_why_an_answer_was_given_that_people_taught(ana: Talk, answer: str) -> None:
    await ana.say(f"/teach {PIZZA} = {answer}")
    await ana.say(PIZZA)
    assert (await ana.say("/why")).split("\n")[:2] == ["Why this answer", "The people here taught me this."]
    await ana.say("what is cqrs?")
    assert "taught" not in await ana.say("/why")
