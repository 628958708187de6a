"""What lets people guess: found over all questions that are written by hand."""

from dataclasses import replace
from typing import cast

from knowledge.model import Roadmap
from knowledge.prose import Prose
from knowledge.questions import Option, Question
from knowledge.weaknesses import weaknesses

# Values of the model are made from text as it stands in a file.
BECAUSE = cast("Prose", "Because.")
FAIR = (
    ("Kettle on the stove", "Leaves in a pot", "Cups with warm milk", "A spoon of sugar"),
    ("Brew", "Longer than it", "Longer again than it", "By far the longest one of the four"),
)


def question(number: int, texts: tuple[str, ...], right: int, stem: str = "What now?") -> Question:
    options = tuple(Option(text, BECAUSE, place == right) for place, text in enumerate(texts))
    return Question(f"question-{number}", cast("Prose", stem), options, ("saga",), 1, "Quiz")


def found(roadmap: Roadmap, *questions: Question) -> list[str]:
    return [weakness.message for weakness in weaknesses(replace(roadmap, questions=questions))]


def test_the_shipped_questions_have_no_weakness(roadmap: Roadmap) -> None:
    assert weaknesses(roadmap) == ()


def test_questions_with_right_options_of_all_lengths_and_places_have_none(roadmap: Roadmap) -> None:
    assert found(roadmap, *(question(number, FAIR[1], number % 4) for number in range(12))) == []


def test_a_right_option_that_is_mostly_the_longest_is_told(roadmap: Roadmap) -> None:
    turned = [FAIR[1][number % 4 :] + FAIR[1][: number % 4] for number in range(8)]
    asked = [
        question(number, texts, texts.index("By far the longest one of the four"))
        for number, texts in enumerate(turned)
    ]
    (weakness,) = weaknesses(replace(roadmap, questions=tuple(asked)))
    assert weakness.message.startswith("The right option is the longest in ")
    assert str(weakness).endswith("question-6, question-7)")


def test_a_right_option_that_is_mostly_the_shortest_is_told(roadmap: Roadmap) -> None:
    turned = [FAIR[1][number % 4 :] + FAIR[1][: number % 4] for number in range(8)]
    asked = [question(number, texts, texts.index("Brew")) for number, texts in enumerate(turned)]
    assert found(roadmap, *asked) == ["The right option is the shortest in 8 questions of 8. Shorten wrong ones."]


def test_a_right_option_that_mostly_stands_in_one_place_is_told(roadmap: Roadmap) -> None:
    asked = [question(number, FAIR[0], 1) for number in range(8)]
    assert "The right option stands second in 8 questions of 8. Mix them in the file." in found(roadmap, *asked)


def test_a_right_option_that_alone_repeats_the_stem_is_told(roadmap: Roadmap) -> None:
    asked = [question(number, FAIR[0], number % 4, stem=f"{FAIR[0][number % 4]}?") for number in range(8)]
    assert "Only the right option repeats words of the stem in 8 questions of 8. Reword some." in found(roadmap, *asked)


def test_absolute_words_in_wrong_options_alone_are_told(roadmap: Roadmap) -> None:
    texts = ("Mostly kettles", "Kettles are always hot", "Never use leaves", "Spoons or cups")
    asked = [question(number, texts, 3 * (number % 2)) for number in range(2)]
    assert found(roadmap, *asked) == ["Absolute words (always, never) stand in wrong options alone. Spread them."]
    fair = question(2, ("Always warm", "Cold", "Hot", "Tepid"), 0)
    assert found(roadmap, *asked, fair) == []


def test_nothing_is_said_of_a_few_questions(roadmap: Roadmap) -> None:
    assert found(roadmap, *(question(number, FAIR[1], 3) for number in range(7))) == []
