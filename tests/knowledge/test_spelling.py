"""Spelling repair: unknown words become the nearest known one, or stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from knowledge.spelling import SHORTEST, Repair, Spelling

KNOWN = Spelling(
    {"payment": 9, "payments": 4, "queue": 7, "queues": 2, "dead": 3, "deployment": 5, "cdc": 8, "mesh": 2}
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("paymnt", "payment"),
        ("paymetn", "payment"),
        ("qeue", "queue"),
        ("deploymnet", "deployment"),
        ("deplyomnet", "deployment"),
        ("msh", "msh"),
        ("meshh", "mesh"),
        ("cdn", "cdn"),
        ("payment", "payment"),
        ("payed", "payed"),
        ("que9", "que9"),
        ("zebra", "zebra"),
    ],
)
def test_a_word_is_taken_for_the_nearest_known_one(written: str, meant: str) -> None:
    words, repairs = KNOWN.repair([written])
    assert words == (meant,)
    assert repairs == ((Repair(written, meant),) if written != meant else ())


def test_among_equally_near_words_the_same_first_letter_then_the_more_frequent_wins() -> None:
    spelling = Spelling({"cart": 1, "dart": 50, "card": 2})
    assert spelling.repair(["carx"])[0] == ("card",)
    assert spelling.repair(["xart"])[0] == ("dart",)


def test_among_equally_near_words_the_one_that_makes_a_name_with_its_neighbour_wins() -> None:
    spelling = Spelling({"broker": 50, "breaker": 2, "circuit": 9, "panel": 3})
    pairs = {("circuit", "breaker"), ("breaker", "panel")}
    assert spelling.repair(["cirucit", "braker"], pairs)[0] == ("circuit", "breaker")
    assert spelling.repair(["braker", "panel"], pairs)[0] == ("breaker", "panel")
    assert spelling.repair(["message", "braker"], pairs)[0] == ("message", "broker")


def test_a_neighbour_does_not_overrule_the_first_letter() -> None:
    spelling = Spelling({"blue": 9, "green": 9, "screen": 5})
    assert spelling.repair(["blue", "sreen"], {("blue", "green")})[0] == ("blue", "screen")


def test_repairs_come_in_the_order_of_the_words() -> None:
    words, repairs = KNOWN.repair(["teh", "paymnt", "quueue", "fails"])
    assert words == ("teh", "payment", "queue", "fails")
    assert [repair.written for repair in repairs] == ["paymnt", "quueue"]


words = st.text("adeqsuypmntc9", max_size=14)


@given(st.lists(words, max_size=6))
def test_repair_keeps_the_count_and_only_ever_writes_known_words(text: list[str]) -> None:
    mended, repairs = KNOWN.repair(text)
    assert len(mended) == len(text)
    changed = {repair.written: repair.meant for repair in repairs}
    for written, meant in zip(text, mended, strict=True):
        assert meant == changed.get(written, written)
        if meant != written:
            assert meant in KNOWN.counts
            assert written not in KNOWN.counts
            assert len(written) >= SHORTEST
            assert OSA.distance(written, meant) <= (1 if len(written) < 8 else 2)


@given(st.lists(words, max_size=6))
def test_repairing_twice_changes_nothing_more_and_memory_changes_no_answer(text: list[str]) -> None:
    mended, _ = KNOWN.repair(text)
    assert KNOWN.repair(mended) == (mended, ())
    assert Spelling(KNOWN.counts).repair(text) == KNOWN.repair(text)


@given(words.filter(lambda word: len(word) >= SHORTEST and word.isalpha() and word not in KNOWN.counts))
def test_no_known_word_is_nearer_than_the_one_that_was_meant(written: str) -> None:
    ((meant,), _) = KNOWN.repair([written])
    furthest = 1 if len(written) < 8 else 2
    alike = [known for known in KNOWN.counts if known[0] == written[0] or known[-2:] == written[-2:]]
    distances = {known: OSA.distance(known, written) for known in alike if len(known) >= SHORTEST}
    nearest = min(distances.values(), default=furthest + 1)
    assert meant == written if nearest > furthest else distances[meant] == nearest


def test_words_are_learned_from_texts_with_their_frequency() -> None:
    assert Spelling.of([["a", "b"], ["a"]]).counts == {"a": 2, "b": 1}
