"""Names as people give them: short, visible, and harmless to the line they stand in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people import MARKS, NAME_SHOWN, NOBODY, readable


@pytest.mark.parametrize(
    ("given_", "shown"),
    [
        ("Ana", "Ana"),
        ("  Ana \n of\tBonn ", "Ana of Bonn"),
        ("A\u200bn\u200da", "Ana"),
        ("\u202eanA", "anA"),
        ("\u2066Ana\u2069", "Ana"),
        ("\u200b\u2060", NOBODY),
        ("\u3164", NOBODY),
        ("", NOBODY),
        ("علي", "علي"),
        ("Nguyễn", "Nguyễn"),
        ("x" * 40, "x" * (NAME_SHOWN - 1) + "…"),
        ("x" * NAME_SHOWN, "x" * NAME_SHOWN),
        ("a\x1b[31m\x00b\ud800", "a[31mb"),
    ],
)
def test_a_name_is_shown_without_what_cannot_be_seen(given_: str, shown: str) -> None:
    assert readable(given_) == shown


def test_marks_do_not_climb_over_the_lines_above() -> None:
    assert readable("Z" + "\u0300" * 50 + "algo") == unicodedata.normalize("NFC", "Z" + "\u0300" * MARKS) + "algo"


@given(st.text(max_size=80))
def test_whatever_the_name_it_is_one_short_visible_line(name: str) -> None:
    shown = readable(name)
    assert 0 < len(shown) <= NAME_SHOWN
    assert shown == " ".join(shown.split())
    assert all(unicodedata.category(character)[0] != "C" for character in shown)
