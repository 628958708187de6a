"""The open challenge in the terminal: in one line or many, and kept nowhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.fits import fit_of
from bot.frontends.terminal.chat import Chat
from bot.frontends.terminal.session import history_in
from bot.storage.tables import metadata
from knowledge.guide import Guide
from knowledge.languages import texts_in
from tests.bot.frontends.terminal.talking import Talk, kept
from tests.knowledge.folders import Folder
from tests.knowledge.test_challenges import CHALLENGE, FILE

ENGLISH = texts_in("english")
COLD = "Two drink no cold tea."


@pytest.fixture
async def assistant(asking: Asking, tmp_path: Path) -> AsyncIterator[Assistant]:
    async with kept(asking, tmp_path / "bot.sqlite3") as assistant:
        yield assistant


@pytest.fixture
def talk(assistant: Assistant) -> Talk:
    return Talk(assistant, "Ana")


async def test_the_challenge_is_shown_and_its_model_answer(talk: Talk) -> None:
    shown = await talk.say("/challenge")
    assert "A ten-year-old monolith" in shown
    assert "1 Write an answer  2 Show one good answer" in shown
    assert "one good answer, not the only one" in await talk.say("2")


async def test_an_answer_may_follow_in_one_line(talk: Talk) -> None:
    said = await talk.say("/challenge first a bff, then cdc, then the strangler fig")
    assert "✓ Backend for Frontend (BFF), ✓ Change Data Capture, ✓ Strangler Fig" in said
    assert "1 Try again" in said


async def test_an_answer_may_take_many_lines(talk: Talk) -> None:
    await talk.say("/challenge")
    assert await talk.say("1") == f"{ENGLISH('challenge-begun')}\n\n"
    for line in ("1. Strangler Fig", "2", "A", "2. BFF"):
        assert (await talk.say(line)).strip() == ""
    said = await talk.say("")
    assert "✓ Strangler Fig, ✓ Backend for Frontend (BFF)" in said
    assert "Strangler Fig before Backend for Frontend" in said
    assert "Saga" in await talk.say("/pattern saga")


async def test_a_pasted_answer_is_read_with_its_lines(talk: Talk) -> None:
    assert "Strangler Fig before" in await talk.say("/challenge\n1. strangler fig\n2. bff\n3. cdc")


async def test_a_command_drops_what_was_begun(talk: Talk) -> None:
    await talk.say("/challenge")
    await talk.say("1")
    await talk.say("circuit breaker")
    said = await talk.say("/pattern saga")
    assert said.startswith(ENGLISH("challenge-dropped"))
    assert "Saga" in said
    assert "Circuit Breaker" in await talk.say("what is a circuit breaker")


async def test_a_line_that_begins_with_a_slash_belongs_to_the_answer_unless_it_is_a_command(talk: Talk) -> None:
    await talk.say("/challenge")
    await talk.say("1")
    assert (await talk.say("/api first, behind a BFF")).strip() == ""
    await talk.say("then CDC")
    assert "✓ Backend for Frontend (BFF), ✓ Change Data Capture" in await talk.say("")


async def test_an_empty_answer_gets_one_line_and_another_try(talk: Talk) -> None:
    await talk.say("/challenge")
    await talk.say("1")
    assert (await talk.say("")).startswith("There is no answer in that.")
    assert await talk.say("1") == f"{ENGLISH('challenge-begun')}\n\n"


@pytest.fixture
async def choosing(tmp_path: Path) -> AsyncIterator[Talk]:
    """Speak of a roadmap with two challenges, which both want a kettle before tea is brewed."""
    folder = Folder.small(tmp_path / "tea")
    folder.write(FILE, CHALLENGE)
    second = CHALLENGE.replace("guests\n", "two\n").replace("Ten guests at", "Two guests at")
    folder.write("quiz/second.yaml", second.replace("Heat comes first.", COLD).replace("Nobody drinks cold tea.", COLD))
    roadmap = folder.load()
    asking = Asking(Guide(roadmap, fit_of(roadmap, tmp_path / "fits")))
    async with kept(asking, tmp_path / "two.sqlite3") as assistant:
        yield Talk(assistant, "Ana")


async def test_of_two_challenges_the_one_shown_last_is_answered(choosing: Talk) -> None:
    for typed in ("/challenge", "1", "1", "brew", ""):
        await choosing.say(typed)
    assert COLD not in await choosing.say("/challenge brew")
    await choosing.say("/challenge")
    await choosing.say("2")
    assert COLD in await choosing.say("/challenge brew")


async def test_an_answer_waits_until_its_challenge_is_chosen(choosing: Talk) -> None:
    assert (await choosing.say("/challenge brew")).startswith(ENGLISH("challenge-which"))
    said = await choosing.say("2")
    assert "✓ Brew" in said
    assert COLD in said


async def test_a_challenge_may_be_chosen_by_its_words_too(choosing: Talk) -> None:
    shown = await choosing.say("/challenge brew")
    second = next(line.partition("2 ")[2] for line in shown.splitlines() if "2 Challenge" in line)
    assert "✓ Brew" in await choosing.say(second.partition("  ")[0])


async def test_an_answer_waits_no_longer_than_for_the_next_line(choosing: Talk) -> None:
    await choosing.say("/challenge brew")
    await choosing.say("what is a kettle?")
    assert (await choosing.say("/challenge")).startswith(ENGLISH("open-challenges"))
    assert "✓" not in await choosing.say("2")


async def test_help_tells_of_it_and_asking_leads_to_it(talk: Talk) -> None:
    assert "/challenge [ANSWER]" in await talk.say("/help")
    assert "1 Try the challenge" in await talk.say("what is the open challenge of the quiz?")
    assert "1 Write an answer" in await talk.say("1")


async def test_nothing_of_an_answer_is_kept(talk: Talk, assistant: Assistant, tmp_path: Path) -> None:
    await talk.say("/challenge first a bff for zanzibar, then cdc")
    await talk.say("1")
    await talk.say("cdc for zanzibar")
    await talk.say("")
    async with assistant.database.reading() as connection:
        for table in metadata.sorted_tables:
            assert "zanzibar" not in str((await connection.execute(table.select())).all())
    assert not files_with(b"zanzibar", tmp_path)


def files_with(said: bytes, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and said in path.read_bytes()]


def strings(folder: Path, chat: Chat, lines: list[str]) -> str:
    history = history_in(folder, chat.exercise.holds)
    for line in lines:
        history.append_string(line)
    return (folder / "chat-history").read_text(encoding="utf-8")


async def test_the_history_of_lines_leaves_answers_out(talk: Talk, tmp_path: Path) -> None:
    told = strings(tmp_path, talk.chat, ["/challenge bff for zanzibar", "/challenge", "what is saga"])
    assert "zanzibar" not in told
    assert "+/challenge\n" in told
    assert "+what is saga\n" in told
    slips = ("/challange", "/chalenge:", "/ challenge", "/excercise", "challenge", "\\Challange", "//challenge")
    told = strings(tmp_path, talk.chat, [f"{slip} First a BFF for zanzibar" for slip in slips])
    assert "zanzibar" not in told
    assert "+change of data" in strings(tmp_path, talk.chat, ["change of data"])
    await talk.say("/challenge")
    await talk.say("1")
    told = strings(tmp_path, talk.chat, ["cdc for zanzibar", "/api of zanzibar first", "/help"])
    assert "zanzibar" not in told
    assert "zanzibar" not in strings(tmp_path, talk.chat, ["/challenge first a bff for zanzibar"])
    assert "+/help\n" in told
