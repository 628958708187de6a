"""The parts of the drawing that need no browser: a picture must not hide what Discord would show."""

import pytest

from bot.ask.service import Asking

from .components import drawn
from .conversation import play
from .markup import html
from .page import page
from .palette import png
from .scenes import PHONE, PROBLEM, WHY, Scene, Slash, Theme


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("### **Saga**", "<h3><strong>Saga</strong></h3>"),
        ("-# Source: post 7", "<small>Source: post 7</small>"),
        ("> a\n> b", "<blockquote>a<br>b</blockquote>"),
        ("- a\n- b", "<ul><li>a<li>b</ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a<li>b</ol>'),
        ("a\nb", "<p>a<br>b</p>"),
        ("**a:** b", "<p><strong>a:</strong> b</p>"),
        ("`a*b*`", "<p><code>a*b*</code></p>"),
        (r"\*\*a\*\* \_b\_ \\o/ \`c\`", r"<p>**a** _b_ \o/ `c`</p>"),
        (r"**a \*\* b**", "<p><strong>a ** b</strong></p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        (r"1\. a", "<p>1. a</p>"),
        ("<b> & co", "<p>&lt;b&gt; &amp; co</p>"),
    ],
)
def test_markup_is_read_as_discord_reads_it(written: str, shown: str) -> None:
    assert html(written) == shown


def test_a_component_that_cannot_be_drawn_is_not_left_out() -> None:
    with pytest.raises(ValueError, match="type 13"):
        drawn([{"type": 13}])


async def test_the_page_shows_what_the_bot_sent(asking: Asking) -> None:
    turns = await play(PROBLEM, asking)
    shown = page(turns, Theme.LIGHT, PHONE)
    assert "used <i>/ask</i>" in shown
    assert "<blockquote>checkout hangs whenever the fraud vendor is slow</blockquote>" in shown
    assert shown.count("<button") == 7


async def test_the_page_shows_the_pictures_that_the_bot_attached(asking: Asking) -> None:
    shown = page(await play(Scene("roadmap", (Slash("roadmap"),)), asking), Theme.DARK, PHONE)
    assert '<img src="data:image/png;base64,' in shown
    assert 'alt="Architecture Patterns' in shown


async def test_an_answer_to_a_press_is_shown_below_the_card_it_was_pressed_on(asking: Asking) -> None:
    shown = page(await play(WHY, asking), Theme.DARK, PHONE)
    assert shown.index("Why this answer</button>") < shown.index("Only you can see this")


def test_a_picture_with_more_colours_than_it_may_have_keeps_the_frequent_ones() -> None:
    ground, ink = bytes((26, 26, 30, 255)), bytes((250, 250, 250, 255))
    shades = b"".join(bytes((red, green, 99, 255)) for red in range(32) for green in range(32))
    written = png(64, 48, ground * 1024 + ink * 1024 + shades)
    colours = written[written.index(b"PLTE") + 4 :][: 3 * 256]
    assert ground[:3] + ink[:3] == colours[:6]
