"""`roadmap-bot chat` at a real terminal: a process behind a pseudo-terminal, keys in, a screen out."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.cards import ShowPrerequisites
from bot.layout import written
from tests.bot.processes import run, started

PATIENCE = 60
COLUMNS = 45
CODES = re.compile(rb"\x1b(?:\[[0-9;?]*[a-zA-Z]|\][^\x07]*\x07|[=>])")


class Keyboard:
    """A person at a terminal of few columns."""

    def __init__(self, environment: dict[str, str], *arguments: str) -> None:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, COLUMNS, 0, 0))
        # The answer to "where is the cursor" is not given here, so it must not be asked.
        spoken = {**environment, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat", *arguments],
            stdin=slave, stdout=slave, stderr=slave, env=spoken, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self._terminal = master
        self.raw = b""
        self._seen = 0

    def types(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def types_until(self, keys: str, text: str) -> None:
        """Type `keys` until `text` is shown: between two prompts the terminal swallows what nobody is fast enough to type."""
        for _ in range(10):
            self.types(keys)
            while select.select([self._terminal], [], [], 2)[0] and self._more():
                if text in self._shown()[self._seen :]:
                    self.sees(text)
                    return
        self.sees(text)

    def sees(self, text: str) -> str:
        """Wait until `text` is shown after all that was seen before, and give what was shown up to there."""
        while text not in self._shown()[self._seen :]:
            assert self._more(), f"{text!r} was never shown, but: {self._shown()[self._seen :]!r}"
        start, self._seen = self._seen, self._shown().index(text, self._seen) + len(text)
        return self._shown()[start : self._seen]

    def leaves(self) -> int:
        """Wait for the end and give the exit code."""
        while self._more():
            pass
        return self.process.wait(PATIENCE)

    def echoes(self) -> bool:
        """Tell whether the terminal itself shows what is typed, as a shell expects."""
        return bool(termios.tcgetattr(self._terminal)[3] & termios.ECHO)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._terminal)

    def _shown(self) -> str:
        return CODES.sub(b"", self.raw).decode(errors="replace")

    def _more(self) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], PATIENCE)
        chunk = b""
        # Linux tells the end of a terminal as an error.
        with contextlib.suppress(OSError):
            chunk = os.read(self._terminal, 65536) if ready else b""
        self.raw += chunk
        return bool(chunk)


@pytest.fixture
def keyboard(environment: dict[str, str]) -> Iterator[Keyboard]:
    keyboard = Keyboard(environment, "--as", "Ana")
    yield keyboard
    keyboard.close()


def test_a_conversation_from_greeting_to_goodbye(keyboard: Keyboard) -> None:
    greeting = keyboard.sees("Ana>")
    assert "Hello Ana." in greeting
    keyboard.types("/pattern saga\r")
    answer = keyboard.sees("Next: CQRS")
    assert max(map(len, answer.splitlines())) <= COLUMNS
    keyboard.sees("Ana>")
    keyboard.types("1\r")
    keyboard.sees("what comes first")
    keyboard.sees("Ana>")
    keyboard.types("/roa")
    keyboard.sees("all groups and")
    keyboard.types("\t\r")
    keyboard.sees("5 Modern Infrastructure")
    keyboard.sees("Ana>")
    keyboard.types("not meant\x03")
    keyboard.sees("Ana>")
    keyboard.types_until("\x04", "Goodbye, Ana.")
    assert keyboard.leaves() == 0
    assert b"Traceback" not in keyboard.raw
    assert b"no answer to that" not in keyboard.raw


def test_being_told_to_end_gives_the_terminal_back(keyboard: Keyboard) -> None:
    keyboard.sees("Ana>")
    assert not keyboard.echoes()
    keyboard.process.send_signal(signal.SIGTERM)
    assert keyboard.leaves() == 0
    assert keyboard.echoes()
    assert b"Traceback" not in keyboard.raw


def test_no_color_means_none(environment: dict[str, str]) -> None:
    keyboard = Keyboard({**environment, "NO_COLOR": "1"})
    keyboard.sees("\r\n>")
    keyboard.types("saga\r")
    keyboard.sees("Next: CQRS")
    keyboard.types("/quit\r")
    assert keyboard.leaves() == 0
    keyboard.close()
    assert not re.search(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|38|9[0-7])[0-9;]*m", keyboard.raw)


def test_a_pipe_gets_answers_without_prompt_or_codes(environment: dict[str, str], asking: Asking) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input=b"saga\n\n1\n/quit\ncqrs\n", capture_output=True, env=environment, check=True,
    )  # fmt: skip
    said = done.stdout.decode()
    saga = asking.answer("saga").cards[0]
    assert said.startswith(written(saga) + "\n")
    first = asking.follow(ShowPrerequisites("saga"))
    assert f"\n\n{written(first)}\n" in said
    assert "\x1b" not in said
    assert "> " not in said
    assert written(asking.answer("cqrs").cards[0]) not in said
    assert done.stderr == b""


def test_two_people_answer_one_round_through_pipes(environment: dict[str, str]) -> None:
    ana = run(environment, "chat", "--as", "ana", given=b"/quiz now\nb\n")
    bo = run(environment, "chat", "--as", "bo", given=b"a\n/quiz\n")
    assert (ana.stderr, ana.returncode, bo.stderr, bo.returncode) == (b"", 0, b"", 0)
    assert b"Your answer to quiz 1: B." in ana.stdout
    assert bo.stdout.startswith(b"Quiz 1 ")
    assert b"2 people answered so far" in bo.stdout
    again = run(environment, "chat", "--as", "ANA", given=b"/quiz\n")
    assert b"Your answer: B." in again.stdout


def test_a_round_appears_above_the_line_that_is_being_typed(keyboard: Keyboard, environment: dict[str, str]) -> None:
    keyboard.sees("Ana>")
    keyboard.types("/pattern sa")
    keyboard.sees("/pattern sa")
    assert run(environment, "chat", "--as", "bo", given=b"/quiz now\n").returncode == 0
    keyboard.sees("Quiz 1")
    keyboard.sees("Report the question")
    keyboard.sees("Ana> /pattern sa")
    keyboard.types("ga\r")
    keyboard.sees("Next: CQRS")
    keyboard.sees("Ana>")
    keyboard.types_until("\x04", "Goodbye, Ana.")
    assert keyboard.leaves() == 0


def test_a_database_that_cannot_be_used_is_a_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run({**environment, "DATABASE_URL": f"sqlite:///{tmp_path}/file/bot.sqlite3"}, "chat")
    assert done.stderr.startswith(f"The folder {tmp_path}/file cannot be made".encode())
    assert (done.stdout, done.returncode) == (b"", 3)


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_pipe_without_a_traceback(environment: dict[str, str], told: signal.Signals) -> None:
    with started(environment, "chat") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"saga\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"Saga\n"
        process.send_signal(told)
        _, errors = process.communicate()
        assert (errors, process.returncode) == (b"", 0)
