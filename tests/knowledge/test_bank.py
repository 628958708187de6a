"""The question bank: questions ready to be asked, and the order in which their options are shown."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.bank import Choice, Item, Origin, arranged, bank_of
from knowledge.model import Roadmap
from tests.knowledge.folders import Folder


def item(options: int = 4, right: int = 1) -> Item:
    return Item(
        id="some-question",
        stem="What comes first?",
        options=tuple(Choice(f"option {place}", "", right=place < right) for place in range(options)),
        patterns=("kettle",),
        group="water",
        difficulty=1,
        kind="order",
        recall=False,
        origin=Origin.AUTHORED,
        source="Quiz",
    )


@pytest.fixture(scope="module")
def bank(roadmap: Roadmap) -> tuple[Item, ...]:
    return bank_of(roadmap)


def test_authored_questions_come_first_and_keep_the_order_of_their_files(
    roadmap: Roadmap, bank: tuple[Item, ...]
) -> None:
    by_hand = [item.id for item in bank if item.origin is Origin.AUTHORED]
    assert by_hand == [question.id for question in roadmap.questions]
    assert [item.id for item in bank[: len(by_hand)]] == by_hand


def test_an_authored_question_is_plain_text_with_its_options_in_file_order(
    roadmap: Roadmap, bank: tuple[Item, ...]
) -> None:
    for question, made in zip(roadmap.questions, bank, strict=False):
        assert made.stem == roadmap.text(question.stem)
        assert [choice.text for choice in made.options] == [option.text for option in question.options]
        assert made.right == tuple(place for place, option in enumerate(question.options) if option.right)
        assert made.group == roadmap.pattern(question.patterns[0]).group


def test_what_a_file_says_of_kind_and_recall_reaches_the_bank(folder: Folder) -> None:
    assert (bank_of(folder.load())[0].kind, bank_of(folder.load())[0].recall) == ("situation", False)
    folder.change("quiz/first.yaml", "difficulty: 1", "difficulty: 1\n    kind: order\n    recall: true")
    assert (bank_of(folder.load())[0].kind, bank_of(folder.load())[0].recall) == ("order", True)


def test_ids_are_unique(bank: tuple[Item, ...]) -> None:
    assert [name for name, many in Counter(item.id for item in bank).items() if many > 1] == []


def test_the_same_roadmap_gives_the_same_bank(roadmap: Roadmap, bank: tuple[Item, ...]) -> None:
    assert bank_of(roadmap) == bank


def test_several_right_options_make_a_question_multiple() -> None:
    assert not item(right=1).multiple
    assert item(right=2).multiple
    assert item(right=2).right == (0, 1)


@given(options=st.integers(2, 6), right=st.integers(1, 5), seed=st.integers())
def test_an_order_keeps_the_options_and_which_are_right(options: int, right: int, seed: int) -> None:
    asked = item(options, min(right, options - 1))
    shown = arranged(asked, seed)
    assert sorted(shown.options, key=lambda choice: choice.text) == list(asked.options)
    assert {shown.options[place] for place in shown.right} == {asked.options[place] for place in asked.right}
    assert shown == arranged(asked, seed)
    assert replace(shown, options=asked.options) == asked


def test_each_option_is_shown_in_each_place_about_as_often() -> None:
    seeds = 2_000
    shown = [arranged(item(), seed) for seed in range(seeds)]
    for place in range(4):
        counted = Counter(some.options[place].text for some in shown)
        assert len(counted) == 4
        # Five standard deviations around a quarter.
        assert all(abs(many - seeds / 4) < 100 for many in counted.values())


def test_an_order_is_the_same_in_every_process_and_version() -> None:
    orders = ["".join(choice.text[-1] for choice in arranged(item(), seed).options) for seed in range(4)]
    assert orders == ["1302", "1023", "2103", "1230"]


def test_two_questions_posted_with_one_seed_do_not_share_their_order() -> None:
    others = {arranged(replace(item(), id=f"question-{number}"), 1).right for number in range(40)}
    assert others == {(0,), (1,), (2,), (3,)}
