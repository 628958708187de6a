import asyncio
import signal
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import ShowPrerequisites
from bot.frontends.terminal.session import converse, history_in
from bot.guilds.guild import TERMINAL
from bot.layout import written
from tests.bot.clocks import SetClock
from tests.bot.frontends.terminal.talking import Talk, kept
from tests.bot.quiz.rounds_in import daily

PATIENCE = 30


@pytest.fixture
async def assistant(asking: Asking, tmp_path: Path) -> AsyncIterator[Assistant]:
    async with kept(asking, tmp_path / "bot.sqlite3") as assistant:
        yield assistant


async def typed(assistant: Assistant, folder: Path, keys: str) -> str:
    """Type `keys` at a fresh prompt and give what was shown until the end."""
    talk = Talk(assistant, "Ana")
    with create_pipe_input() as keyboard:
        keyboard.send_text(keys)
        await converse(talk.chat, folder, keyboard=keyboard, terminal=DummyOutput())
    return talk.said()


async def test_it_greets_answers_and_says_goodbye(assistant: Assistant, asking: Asking, tmp_path: Path) -> None:
    said = await typed(assistant, tmp_path, "/pattern saga\r1\r\x04")
    assert said.startswith("Architecture Patterns for Production Systems\nHello Ana. ")
    assert written(asking.look_up("saga")) in said
    assert written(asking.follow(ShowPrerequisites("saga"))) in said
    assert said.endswith("Goodbye, Ana.\n\n")


async def test_ctrl_c_clears_the_line_and_ctrl_d_leaves(assistant: Assistant, asking: Asking, tmp_path: Path) -> None:
    said = await typed(assistant, tmp_path, "best pizza in town\x03/pattern saga\r\x04")
    assert "no answer" not in said
    assert written(asking.look_up("saga")) in said


async def test_quit_leaves(assistant: Assistant, tmp_path: Path) -> None:
    assert (await typed(assistant, tmp_path, "/quit\r")).endswith("Goodbye, Ana.\n\n")


async def test_the_last_line_comes_back_in_the_next_conversation(
    assistant: Assistant, asking: Asking, tmp_path: Path
) -> None:
    await typed(assistant, tmp_path, "/pattern saga\r\x04")
    assert written(asking.look_up("saga")) in await typed(assistant, tmp_path, "\x1b[A\r\x04")


async def test_only_its_owner_can_read_the_history(assistant: Assistant, tmp_path: Path) -> None:
    path = tmp_path / "chat-history"
    path.touch(0o644)
    await typed(assistant, tmp_path, "/roadmap\r\x04")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "+/roadmap" in path.read_text()


async def test_a_folder_that_cannot_be_written_costs_only_the_memory(
    assistant: Assistant, asking: Asking, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    assert written(asking.look_up("saga")) in await typed(assistant, blocked / "data", "/pattern saga\r\x04")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_does_not_end_the_conversation(tmp_path: Path) -> None:
    history = history_in(tmp_path)
    (tmp_path / "chat-history").unlink()
    (tmp_path / "chat-history").symlink_to("/dev/full")
    history.append_string("saga")
    assert history.get_strings() == ["saga"]


async def test_a_round_that_comes_due_leaves_the_typed_line_whole(assistant: Assistant, tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 11, 25, 8, 59, tzinfo=UTC))
    assistant = Assistant(assistant.asking, assistant.database, clock)
    await daily(assistant.database, TERMINAL, TERMINAL, clock())
    talk = Talk(assistant, "Ana")
    with create_pipe_input() as keyboard:
        talking = asyncio.create_task(converse(talk.chat, tmp_path, keyboard=keyboard, terminal=DummyOutput()))
        await shown(talk, "/help")
        keyboard.send_text("/pattern sa")
        await asyncio.sleep(0.1)
        clock.pass_(minutes=1)
        await shown(talk, "Quiz 1 · ")
        keyboard.send_text("ga\r")
        await shown(talk, "Saga\nGroup 3")
        keyboard.send_text("/quiz\rb\r\x04")
        await talking
    assert "Your answer to quiz 1: B." in talk.said()


async def test_being_told_to_end_says_goodbye_whatever_is_typed(assistant: Assistant, tmp_path: Path) -> None:
    talk = Talk(assistant, "Ana")
    with create_pipe_input() as keyboard:
        talking = asyncio.create_task(converse(talk.chat, tmp_path, keyboard=keyboard, terminal=DummyOutput()))
        keyboard.send_text("half a quest")
        await shown(talk, "/help")
        await asyncio.sleep(0.1)
        signal.raise_signal(signal.SIGTERM)
        await talking
    assert talk.said() == "Goodbye, Ana.\n\n"


async def shown(talk: Talk, text: str) -> None:
    """Wait until something is shown, and take off what was."""
    said = ""
    async with asyncio.timeout(PATIENCE):
        while text not in said:
            await asyncio.sleep(0.02)
            said += talk.said()
