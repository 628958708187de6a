"""What a button says is written into its id and read back, and nothing else is read."""

import dataclasses
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions import Answer, QuizAction
from bot.cards import Action, RoadmapAction
from bot.frontends.discord.components import action_of, custom_id
from bot.teach.actions import GrowAction

_slugs = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda slug: len(slug) <= 40)


def _values(kind: Any) -> st.SearchStrategy[Any]:
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(0, 9)
    return _slugs if kind is str else st.sampled_from(get_args(kind))


def _of(action: type[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(action)
    return st.builds(action, **{field.name: _values(hints[field.name]) for field in dataclasses.fields(action)})


quiz_actions: st.SearchStrategy[QuizAction | GrowAction] = st.one_of(
    *map(_of, (*get_args(QuizAction), *get_args(GrowAction)))
)
actions: st.SearchStrategy[Action] = st.one_of(*map(_of, get_args(RoadmapAction)), quiz_actions)


@given(actions, st.integers(0, 9))
def test_every_action_survives_its_id(action: Action, card: int) -> None:
    identifier = custom_id(action, card)
    assert len(identifier) <= 100
    assert action_of(identifier) == action


@given(st.text(max_size=120))
def test_any_other_id_is_nobodys(identifier: str) -> None:
    found = action_of(identifier)
    assert found is None or action_of(custom_id(found)) == found


@pytest.mark.parametrize(
    "forged",
    [
        "q1:0:past:99999999999999999999",
        "q1:0:past:01",
        "q1:0:past:-1",
        "q1:0:past:\u0663",
        "q1:0:hide:2",
        "q1:0:hide:00",
        "q1:0:board:year:1",
        "q1:0:delete:1",
        "q1:0:delete:1:1:1",
        "round:1234567890:0",
        "round:1:10",
        "round:1:1\n",
        "a1:0:compare:saga",
        "a1:0:show:Saga",
        "a1:0:show:../saga",
        "q2:0:export",
    ],
)
def test_a_forged_id_is_nobodys(forged: str) -> None:
    assert action_of(forged) is None


def test_the_answers_of_a_round_have_the_ids_that_others_rely_on() -> None:
    assert custom_id(Answer(42, 1)) == "round:42:1"
