"""Ids of buttons and forms, valid, nearly valid and not at all: nothing but a sentence ever comes of them."""

from datetime import UTC, datetime
from itertools import count
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import Answer, ChallengeAction, QuizAction
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import Card
from bot.frontends.discord.components import action_of, custom_id
from bot.frontends.discord.forms import form_of
from bot.frontends.discord.rendering import view_of
from bot.people import Member
from bot.snowflakes import earliest
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.quiz.rounds_in import opened
from tests.fuzzing.amounts import share
from tests.fuzzing.edits import edited

HIGHEST: Final = 10**9
"""No number in an id is as high: no database would look for it in vain and fail."""
LONGEST_MESSAGE: Final = 4_000
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
PRESSES = count(earliest(NOW))
VALID = (
    *(
        "round:1:0",
        "round:42:1",
        "q1:0:past:1",
        "q1:0:board:month:0",
        "q1:0:try:3:1:2",
        "q1:0:handin:3:1",
        "q1:0:goon:3",
    ),
    *("q1:0:delete:1:1", "q1:0:hide:1", "q1:0:keep:some-question", "q1:0:bank:all:1", "q1:0:practise:saga:7"),
    *(
        "q1:0:pass:3:1",
        "q1:0:stop:3",
        "q1:0:again:3",
        "q1:0:fault:some-question",
        "q1:0:progress",
        "q1:0:mypath:saga:1",
    ),
    "q1:0:read:saga:1:cqrs:0",
    *("a1:0:choose:saga", "a1:9:compare:saga:cqrs", "a1:0:fullpath:bff", "m1:report:1", "m1:fault:some-question"),
    *("q1:0:challenge:monolith-migration", "q1:0:write:monolith-migration", "q1:0:model:monolith-migration"),
    "m1:answer:monolith-migration",
)
SPICES = (
    ":",
    "::",
    "0",
    "-1",
    "99999999999999999999",
    "\u0663",
    "\n",
    "\x00",
    "'",
    "../",
    "q1",
    "round:",
    "%s",
    "saga",
)
ids = st.one_of(edited(VALID, SPICES), st.text(max_size=110))


@share(0.6)
@given(identifier=ids)
def test_an_id_is_read_back_as_it_is_written_or_not_at_all(portion: int, identifier: str) -> None:
    action = action_of(identifier)
    if action is not None:
        assert action_of(custom_id(action)) == action
        assert all(number < HIGHEST for number in _numbers(action))
    form = form_of(identifier)
    if form is not None:
        assert all(0 <= number < HIGHEST for number in _numbers(form))


def _numbers(action: object) -> list[int]:
    values = [getattr(action, name) for name in getattr(action, "__slots__", ())]
    return [value for value in values if isinstance(value, int)]


@pytest.fixture
async def assistant(asking: Asking, database: Database) -> Assistant:
    made = Assistant(asking, database, SetClock(NOW))
    await opened(database, 5, NOW, made.bank[0])
    return made


@share(0.002)
@given(identifier=ids, admin=st.booleans(), guild=st.sampled_from((0, 5, 6)))
async def test_whatever_is_pressed_a_card_comes_of_it(
    assistant: Assistant, portion: int, identifier: str, admin: bool, guild: int
) -> None:
    action = action_of(identifier)
    if action is None:
        return
    try:
        card = await assistant.follow(Member(guild, 7, "eve", admin=admin), action, next(PRESSES), "a question")
    except KeyError:
        # The roadmap has no such entry, or no such challenge: the front end says so.
        assert isinstance(action, ChallengeAction) or not isinstance(action, QuizAction)
        return
    assert isinstance(card, Card)
    assert view_of([card]).content_length() <= LONGEST_MESSAGE
    assert isinstance(action, Answer) or card.private or not isinstance(action, QuizAction)


@share(0.002)
@given(identifier=ids, text=st.text(max_size=40), guild=st.sampled_from((0, 5, 6)))
async def test_whatever_form_is_filled_in_a_private_card_comes_of_it(
    assistant: Assistant, portion: int, identifier: str, text: str, guild: int
) -> None:
    form = form_of(identifier)
    if form is None:
        return
    try:
        card = await assistant.submit(Member(guild, 7, "eve"), form, text, next(PRESSES))
    except KeyError:
        assert isinstance(form, ChallengeAction)
        return
    assert card.private
