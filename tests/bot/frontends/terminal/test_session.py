import io
import stat
from pathlib import Path

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.ask.service import Asking
from bot.frontends.terminal.chat import Chat
from bot.frontends.terminal.screen import PlainScreen
from bot.frontends.terminal.session import converse, history_in
from bot.layout import written


def typed(asking: Asking, folder: Path, keys: str) -> str:
    """Type `keys` at a fresh prompt and give what was shown until the end."""
    output = io.StringIO()
    with create_pipe_input() as keyboard:
        keyboard.send_text(keys)
        converse(Chat(asking, PlainScreen(output), "Ana"), folder, keyboard=keyboard, terminal=DummyOutput())
    return output.getvalue()


def test_it_greets_answers_and_says_goodbye(asking: Asking, tmp_path: Path) -> None:
    said = typed(asking, tmp_path, "/pattern saga\r1\r\x04")
    assert said.startswith("Architecture Patterns for Production Systems\nHello Ana. ")
    assert written(asking.look_up("saga")) in said
    assert written(asking.follow(asking.look_up("saga").buttons[0].action)) in said
    assert said.endswith("Goodbye, Ana.\n\n")


def test_ctrl_c_clears_the_line_and_ctrl_d_leaves(asking: Asking, tmp_path: Path) -> None:
    said = typed(asking, tmp_path, "best pizza in town\x03/pattern saga\r\x04")
    assert "no answer" not in said
    assert written(asking.look_up("saga")) in said


def test_quit_leaves(asking: Asking, tmp_path: Path) -> None:
    assert typed(asking, tmp_path, "/quit\r").endswith("Goodbye, Ana.\n\n")


def test_the_last_line_comes_back_in_the_next_conversation(asking: Asking, tmp_path: Path) -> None:
    typed(asking, tmp_path, "/pattern saga\r\x04")
    assert written(asking.look_up("saga")) in typed(asking, tmp_path, "\x1b[A\r\x04")


def test_only_its_owner_can_read_the_history(asking: Asking, tmp_path: Path) -> None:
    path = tmp_path / "chat-history"
    path.touch(0o644)
    typed(asking, tmp_path, "/roadmap\r\x04")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "+/roadmap" in path.read_text()


def test_a_folder_that_cannot_be_written_costs_only_the_memory(asking: Asking, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    assert written(asking.look_up("saga")) in typed(asking, blocked / "data", "/pattern saga\r\x04")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_does_not_end_the_conversation(tmp_path: Path) -> None:
    history = history_in(tmp_path)
    (tmp_path / "chat-history").unlink()
    (tmp_path / "chat-history").symlink_to("/dev/full")
    history.append_string("saga")
    assert history.get_strings() == ["saga"]
