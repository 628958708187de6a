"""The words that tell an order or a refusal come from each language's file; a language without it tells less."""

from pathlib import Path

import pytest

from knowledge import languages
from knowledge.clauses import told
from knowledge.denial import denies
from knowledge.exercise_words import ExerciseWords, words_of
from knowledge.faults import RoadmapError

ENGLISH = languages.HERE / "english" / "exercise.yaml"


@pytest.mark.parametrize(
    ("language", "text"), [("english", "First CDC, then a BFF."), ("german", "Zuerst CDC, danach ein BFF.")]
)
def test_an_order_is_told_in_the_words_of_the_language_alone(language: str, text: str) -> None:
    assert {other: told(text, words_of(other)).ordered for other in ("english", "german")} == {
        other: other == language for other in ("english", "german")
    }


def test_in_a_language_without_such_a_file_numbers_and_lines_still_tell_an_order() -> None:
    nothing = words_of("frisian")
    assert nothing == ExerciseWords()
    telling = told("1. BFF\n2. CDC", nothing)
    assert telling.ordered
    assert [clause.text.split()[-1] for clause in telling.clauses] == ["BFF", "CDC"]
    arrows = told("BFF -> CDC -> then a saga, not a bulkhead", nothing)
    assert [clause.place for clause in arrows.clauses] == [1, 2, 3]
    assert not arrows.ordered
    assert not denies("no, not here", nothing.denial)


def test_umlauts_may_be_typed_in_any_way() -> None:
    german = words_of("german")
    for text in (
        "Zunächst BFF, später CDC",
        "zunaechst BFF, spaeter CDC",
        "ZUNACHST BFF, SPATER CDC",
        "Zuna\u0308chst BFF, spa\u0308ter CDC",
    ):
        assert len(told(text, german).clauses) == 2, text


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("  turns: [then,", "  turn: [then,"), ("  counted: [step,", '  counted: ["st-ep",'), ("minus: 2", "minus: far")],
)
def test_a_fault_in_the_file_is_named_with_its_line(tmp_path: Path, right: str, wrong: str) -> None:
    text = ENGLISH.read_text(encoding="utf-8")
    path = tmp_path / "exercise.yaml"
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    line = 1 + text[: text.index(right)].count("\n")
    with pytest.raises(RoadmapError, match=rf"exercise\.yaml:{line}: "):
        languages.read(path, ExerciseWords)
