"""What is said of questions that are written by hand where they break a rule."""

import pytest

from tests.knowledge.folders import Folder

SECOND = """
  - id: second-step
    stem: "{stem}"
    options:
      - text: "Brew"
        why: "It follows."
        right: true
      - text: "Kettle"
        why: "It is first."
    patterns: [brew]
    difficulty: 1
    source: "Quiz, question 2"
"""


def with_second(folder: Folder, first: str, second: str) -> Folder:
    folder.change("quiz/first.yaml", '"What comes first?"', f'"{first}"')
    text = (folder.path / "quiz" / "first.yaml").read_text(encoding="utf-8")
    folder.write("quiz/first.yaml", text.rstrip("\n") + SECOND.format(stem=second))
    return folder


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("        right: true\n", "", "quiz/first.yaml:4: no option is right. Mark one with `right: true`."),
        (
            '        why: "That is the last step."\n',
            '        why: "That is the last step."\n        right: true\n',
            "quiz/first.yaml:4: every option is right. Add one that is wrong.",
        ),
        ('"Pour"', '"kettle!"', 'quiz/first.yaml:8: "kettle!" was an option before. Keep one.'),
        (
            '"What comes first?"',
            '"Who fills the kettle first?"',
            'quiz/first.yaml:5: the stem holds this right option, "Kettle". Reword one of them.',
        ),
        (
            "id: first-step",
            "id: derived-first-step",
            'quiz/first.yaml:2: "derived-" begins the ids of derived questions. Choose another.',
        ),
    ],
)
def test_a_broken_question_is_told_by_its_line(folder: Folder, old: str, new: str, fault: str) -> None:
    folder.change("quiz/first.yaml", old, new)
    assert folder.fault() == fault


def test_a_question_that_names_all_its_options_gives_none_away(folder: Folder) -> None:
    folder.change("quiz/first.yaml", '"What comes first?"', '"Kettle or pour: which comes first?"')
    assert folder.load().questions


def test_a_question_too_long_for_a_card_is_refused(folder: Folder) -> None:
    option = '      - text: "{text}"\n        why: "No."\n'
    long = "".join(option.format(text=f"{letter}{'x' * 119}") for letter in "abcd")
    folder.change("quiz/first.yaml", "    patterns: [kettle]", f"{long}    patterns: [kettle]")
    stem = f"{'long ' * 125}?"
    folder.change("quiz/first.yaml", '"What comes first?"', f'"{stem}"')
    folder.load()
    # A reference is short in the file and long on the card.
    folder.change("patterns/03-pour.yaml", 'name: "Pour"', f'name: "{"Pour " * 23}"')
    folder.change("quiz/first.yaml", stem, f"{'{pour} ' * 10}?")
    assert folder.fault().startswith("quiz/first.yaml:3: stem and options have 1,6")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Which step comes before all the others here?", "Which step here comes before all the others?"),
        ("What comes first?", "What comes first"),
    ],
)
def test_two_questions_that_ask_the_same_are_refused(folder: Folder, first: str, second: str) -> None:
    fault = with_second(folder, first, second).fault()
    assert fault == 'quiz/first.yaml:14: this asks the same as "first-step". Keep one, or ask another thing.'


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "The water is cold and tea is wanted. Which step comes first?",
            "Leaves lie dry in the pot. Which step is next?",
        ),
        ("What comes first?", "What comes first when the water is hot?"),
    ],
)
def test_two_questions_that_sound_alike_stay(folder: Folder, first: str, second: str) -> None:
    assert len(with_second(folder, first, second).load().questions) == 2


def test_a_kind_that_is_not_known_is_told(folder: Folder) -> None:
    folder.change("quiz/first.yaml", "difficulty: 1", "difficulty: 1\n    kind: riddle")
    assert folder.fault().startswith('quiz/first.yaml:12: kind: "riddle" is not one of')
