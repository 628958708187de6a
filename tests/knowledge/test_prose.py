"""Prose: references in braces, and nothing else in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import prose
from knowledge.prose import Reference

SIGNS = "ab-9 {}\n\t.é"


def test_references_and_the_text_between_them_are_told_apart() -> None:
    assert prose.parse("{saga} needs {dead-letter-queue}.") == (
        Reference("saga"),
        " needs ",
        Reference("dead-letter-queue"),
        ".",
    )


def test_line_breaks_and_runs_of_blanks_become_one_blank() -> None:
    assert prose.parse("a \n  b") == ("a b",)


@pytest.mark.parametrize("text", ["{}", "{Saga}", "{a b}", "{-a}", "{a--b}", "{a", "a}", "{{a}}", "{a-}"])
def test_braces_that_hold_no_slug_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="brace"):
        prose.parse(text)


def test_references_come_in_reading_order_and_are_written_as_names() -> None:
    words = prose.parse("{b} before {a}, {b} again")
    assert list(prose.references(words)) == ["b", "a", "b"]
    assert prose.render(words, str.upper) == "B before A, B again"


@given(st.text(SIGNS, max_size=60))
def test_any_text_is_parsed_and_written_back_or_refused(text: str) -> None:
    try:
        words = prose.parse(text)
    except ValueError:
        assert "{" in text or "}" in text
    else:
        assert prose.render(words, lambda slug: "{" + slug + "}").split() == text.split()


@given(st.lists(st.sampled_from(["saga", "a-b", "x9"]) | st.text("abc .", min_size=1, max_size=9), max_size=8))
def test_what_holds_only_good_references_is_never_refused(parts: list[str]) -> None:
    text = "".join("{" + part + "}" if part in {"saga", "a-b", "x9"} else part for part in parts)
    assert [slug for slug in parts if slug in {"saga", "a-b", "x9"}] == list(prose.references(prose.parse(text)))
