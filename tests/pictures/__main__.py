"""The command that draws the pictures."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.announcements import said
from bot.ask.service import Asking
from bot.assembly import asking_of
from bot.settings import Settings

from . import browser, terminal
from .browser import MissingTool
from .conversation import play
from .page import page
from .scenes import CHAT, README, SCENES, Device, Picture, asked, everywhere

HEAVIEST = 150_000
"""Bytes that a picture of the README may have."""
TERMINAL = Device("terminal", 780, 1.5)


def main(argv: Sequence[str] | None = None) -> int:
    options = _parsed(argv)
    try:
        # What is missing is said before anything is learned or asked.
        browser.program()
        terminal.program()
        # Learned here first, the roadmap is not learned again before the eyes of who sees the terminal.
        asking = asking_of(Settings.from_env({"SENTENCE_MODEL": "off"}), lambda notice: print(said(notice)))
        chat = "" if options.ask else terminal.chat_page(CHAT)
        drawn = asyncio.run(_drawn(asking, _pictures(options), chat))
    except MissingTool as missing:
        print(missing, file=sys.stderr)
        return 2
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, png in drawn.items():
        path = options.folder / f"{name}.png"
        path.write_bytes(png)
        print(f"{path}  {len(png) // 1000} kB")
    heavy = [name for name, png in drawn.items() if len(png) > HEAVIEST and not (options.all or options.ask)]
    if heavy:
        print(
            f"Too heavy for the README: {', '.join(heavy)}. Show less, or give the device fewer pixels.",
            file=sys.stderr,
        )
    return 1 if heavy else 0


def _parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description="Draw what the bot really sends.")
    parser.add_argument("folder", type=Path, help="where the PNG files go")
    parser.add_argument("--all", action="store_true", help="every scene, dark and light, at a desk and on a phone")
    parser.add_argument("--ask", action="append", metavar="QUESTION", help="a question of yours; may be repeated")
    return parser.parse_args(argv)


def _pictures(options: argparse.Namespace) -> list[Picture]:
    if options.ask:
        scenes = [asked(f"ask-{number}", question) for number, question in enumerate(options.ask, start=1)]
    elif options.all:
        scenes = list(SCENES)
    else:
        return list(README)
    return [picture for scene in scenes for picture in everywhere(scene)]


async def _drawn(asking: Asking, pictures: Sequence[Picture], chat: str) -> dict[str, bytes]:
    """Give every picture by its name, and that of the terminal where its page is given."""
    scenes = {picture.scene.name: picture.scene for picture in pictures}
    turns = {name: await play(scene, asking) for name, scene in scenes.items()}
    drawn: dict[str, bytes] = {}
    async with browser.browser() as tab:
        for picture in pictures:
            html = page(turns[picture.scene.name], picture.theme, picture.device)
            drawn[picture.name] = await tab.picture(html, picture.device)
        if chat:
            drawn["terminal"] = await tab.picture(chat, TERMINAL)
    return drawn


if __name__ == "__main__":
    sys.exit(main())
