import io
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from bot.ask.service import Asking
from bot.cards import Card, Field, Paragraph, Points, Steps, Strong, plain
from bot.frontends.terminal.choices import Mark
from bot.frontends.terminal.rendering import StyledScreen
from bot.frontends.terminal.screen import PlainScreen, screen_on
from bot.layout import lines, written

QUESTIONS = (
    "payments are slow and every thread is blocked",
    "what should I read before service mesh",
    "blue-green vs canary",
    "how do I get to serverless",
    "best pizza in town",
)
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def shown(card: Card, width: int, **more: str) -> str:
    output = io.StringIO()
    console = Console(file=output, force_terminal=True, width=width, color_system="standard", _environ=more)
    StyledScreen(console).write(lines(card))
    return output.getvalue()


def rows(card: Card, width: int) -> list[str]:
    return ESCAPE.sub("", shown(card, width)).splitlines()


@pytest.mark.parametrize("width", [40, 45, 80, 100])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_row_fits_the_terminal_and_no_word_is_lost(asking: Asking, question: str, width: int) -> None:
    (card,) = asking.answer(question).cards
    found = rows(card, width)
    assert max(map(cell_len, found)) <= width
    assert " ".join(found).split() == written(card).split()


def test_steps_and_points_hang_under_their_words_and_fields_under_their_label() -> None:
    words = "one two three four five six seven eight"
    card = Card(
        plain("Title"), (Field("Label", plain(words)), Steps("Steps", (plain(words),)), Points((plain(words),)))
    )
    assert rows(card, 24) == [
        "Title",
        "Label: one two three",
        "  four five six seven",
        "  eight",
        "Steps:",
        "  1. one two three four",
        "     five six seven",
        "     eight",
        "  • one two three four",
        "    five six seven eight",
    ]


def test_a_tenth_step_hangs_as_far_as_its_number_is_long() -> None:
    card = Card(plain("T"), (Steps("S", tuple(plain("some words that take two rows") for _ in range(10))),))
    assert rows(card, 24)[-2:] == ["  10. some words that", "      take two rows"]


def test_a_word_longer_than_a_row_is_broken() -> None:
    assert rows(Card(plain("a " + "x" * 50)), 24) == ["a", "x" * 24, "x" * 24, "xx"]


def test_wide_characters_count_double() -> None:
    found = rows(Card(plain("漢字" * 20)), 25)
    assert [cell_len(row) for row in found] == [24, 24, 24, 8]


def test_markup_and_emoji_codes_are_shown_as_they_stand() -> None:
    said = "[bold red]no[/] [link=http://x]y[/link] :smile: \\[z]"
    assert rows(Card((Strong(said),)), 80) == [said]


def test_control_characters_never_reach_the_terminal() -> None:
    said = "a\x1b[2Jb\x07c\x9b31md\u202ee\nf\tg\r"
    output = shown(Card(plain("T"), (Paragraph(plain(said)), Field(said, plain(said)))), 80)
    assert ESCAPE.sub("", output).splitlines()[1] == "a\ufffd[2Jb\ufffdc\ufffd31md\ufffde f g"
    assert not re.search("[\x00-\x09\x0b-\x1a\x7f-\x9f\u202e]", output)
    plainly = io.StringIO()
    PlainScreen(plainly).write(lines(Card(plain(said))))
    assert plainly.getvalue() == "a\ufffd[2Jb\ufffdc\ufffd31md\ufffde f g \n"


def test_colour_is_there_and_no_color_takes_every_code_away() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    card = Card(plain("Title"), (Field("Label", plain("words")),))
    coloured = Terminal()
    StyledScreen(Console(file=coloured, force_terminal=True, color_system="standard")).write(lines(card))
    assert "\x1b[" in coloured.getvalue()
    bare = Terminal()
    screen_on(bare, {"NO_COLOR": "1"}).write(lines(card))
    assert bare.getvalue() == written(card) + "\n"


def test_what_is_no_terminal_gets_lines_that_are_not_wrapped(asking: Asking, tmp_path: Path) -> None:
    (card,) = asking.answer(QUESTIONS[0]).cards
    with (tmp_path / "out").open("w+", encoding="utf-8") as file:
        screen_on(file, {}).write(lines(card))
        file.seek(0)
        assert file.read() == written(card) + "\n"


def test_choices_break_between_each_other_before_they_break_inside() -> None:
    output = io.StringIO()
    screen = StyledScreen(Console(file=output, width=30, color_system=None))
    screen.choices([Mark("1", "What comes first"), Mark("2", "Next: [CQRS]"), Mark("3", "Why")])
    assert output.getvalue() == "1 What comes first\n2 Next: [CQRS]  3 Why\n"


def test_letters_stand_without_a_word_beside_them() -> None:
    output = io.StringIO()
    screen = StyledScreen(Console(file=output, width=30, color_system=None))
    screen.choices([Mark("A", ""), Mark("B", ""), Mark("3", "Report the question")])
    assert output.getvalue() == "A  B  3 Report the question\n"
