"""Files that a card hands over land in the folder, and never on another file."""

from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.cards import Card, File, plain
from bot.frontends.terminal.files import write
from tests.bot.frontends.terminal.talking import Talk, kept

HANDED = Card(plain("Here."), files=(File("data.json", b"{}"),))


def test_a_file_never_lands_on_another_one(tmp_path: Path) -> None:
    names = [write(File("data.json", content), tmp_path).name for content in (b"1", b"2", b"3")]
    assert names == ["data.json", "data-2.json", "data-3.json"]
    assert (tmp_path / "data.json").read_bytes() == b"1"
    assert (tmp_path / "data-2.json").stat().st_mode & 0o077 == 0


async def test_the_chat_says_where_a_file_is(asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with kept(asking, tmp_path / "bot.sqlite3") as assistant:
        talk = Talk(assistant)
        talk.chat._show(HANDED)
    assert f"It is in {tmp_path / 'data.json'}." in talk.said()


async def test_a_folder_that_cannot_be_written_is_one_sentence(
    asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    async with kept(asking, tmp_path / "bot.sqlite3") as assistant:
        talk = Talk(assistant)
        talk.chat._show(HANDED)
    assert "data.json can't be written here" in talk.said()
