"""`roadmap-bot chat` at a real terminal: tmux holds the screen, rich turns it into HTML."""

import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.resources import files

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from .browser import MissingTool

COLUMNS, ROWS = 92, 60
PATIENCE = 60.0
PROMPT = "> "
MISSING = "tmux is needed for the picture of the terminal, and it is not on PATH. Install it: apt install tmux."
THEME = TerminalTheme(
    (24, 24, 28),
    (222, 222, 226),
    [
        (24, 24, 28),
        (240, 113, 120),
        (140, 200, 120),
        (230, 190, 110),
        (120, 160, 245),
        (205, 140, 240),
        (110, 200, 210),
        (222, 222, 226),
    ],
)
LOOKS = files(__package__).joinpath("terminal.css").read_text(encoding="utf-8")


def chat_page(lines: Sequence[str]) -> str:
    """Type lines into the chat and write the screen as a page; raises MissingTool where there is no tmux."""
    tmux = program()
    with tempfile.TemporaryDirectory() as folder, _chat(tmux, folder) as screen:
        screen.wait_for_prompts(1)
        for number, line in enumerate(lines, start=2):
            screen.type(line)
            screen.wait_for_prompts(number)
        return _page(screen.content(styled=True))


def program() -> str:
    """Find tmux."""
    found = shutil.which("tmux")
    if found is None:
        raise MissingTool(MISSING)
    return found


class _Screen:
    def __init__(self, tmux: Sequence[str]) -> None:
        self._tmux = tmux

    def type(self, line: str) -> None:
        self._run("send-keys", "-l", line)
        self._run("send-keys", "Enter")

    def content(self, *, styled: bool = False) -> str:
        return self._run("capture-pane", "-p", *(["-e"] if styled else [])).rstrip()

    def wait_for_prompts(self, number: int) -> None:
        """Wait until that many prompts have been shown, and the last of them is empty."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.content().split("\n")
            prompts = [line for line in shown if f"{line} ".startswith(PROMPT)]
            if len(prompts) == number and shown[-1] == prompts[-1] == PROMPT.rstrip():
                return
            time.sleep(0.1)
        raise TimeoutError(f"The chat showed no prompt in time. Its screen:\n{self.content()}")

    def _run(self, *arguments: str) -> str:
        return subprocess.run([*self._tmux, *arguments], check=True, capture_output=True, text=True).stdout


@contextlib.contextmanager
def _chat(tmux: str, folder: str) -> Iterator[_Screen]:
    """Run the chat in a tmux of its own, with a history of its own."""
    server = [tmux, "-f", os.devnull, "-S", f"{folder}/tmux"]
    size = ["-x", str(COLUMNS), "-y", str(ROWS)]
    chat = [
        "env",
        f"XDG_DATA_HOME={folder}",
        "SENTENCE_MODEL=off",
        "TERM=xterm-256color",
        sys.executable,
        "-m",
        "bot",
        "chat",
    ]
    subprocess.run([*server, "new-session", "-d", *size, *chat], check=True)
    try:
        yield _Screen(server)
    finally:
        subprocess.run([*server, "kill-server"], check=False)


def _page(screen: str) -> str:
    console = Console(file=io.StringIO(), record=True, width=COLUMNS, force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(f"$ roadmap-bot chat\n{screen}"), soft_wrap=True)
    shown = console.export_html(theme=THEME, inline_styles=True, code_format="{code}")
    return f"<!doctype html><meta charset=utf-8><style>{LOOKS}</style><body><pre>{shown}</pre></body>"
