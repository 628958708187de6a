"""What was taught as a patch: it applies, and what it leaves is a roadmap without faults."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.engine import Database
from bot.teach import taught
from bot.teach.patch import patch_of
from bot.teach.taught import Taught
from knowledge.loader import SHIPPED, load
from knowledge.model import Roadmap
from knowledge.overlay import form
from tests.bot.processes import run

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
WILD = 'who: "owns" \\checkout\\ - # and\u2028why? {not} 100%'


def one(question: str, slug: str | None = None, text: str | None = None, guild: int = 5) -> Taught:
    return Taught(guild, 1, question, form(question), slug, text, 7, NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "roadmap")
    return tmp_path / "roadmap"


def applied(folder: Path, text: str) -> Roadmap:
    command = [shutil.which("patch") or "patch", "-p1", "-d", str(folder)]
    subprocess.run(command, input=text.encode(), check=True, capture_output=True)
    return load(folder)


def phrases(roadmap: Roadmap, slug: str) -> list[str]:
    book = roadmap.phrasebook(slug)
    assert book is not None
    return [phrase for situation in book.situations for phrase in situation.phrases]


def test_phrases_and_answers_come_into_the_roadmap_s_files(folder: Path, roadmap: Roadmap) -> None:
    lessons = [
        one("the flurbs are stuck", "bulkhead"),
        one("The flurbs are stuck!", "bulkhead", guild=6),
        one(WILD, "saga"),
        one("who is on call?", text='Ask "Bob":\\ # 4'),
        one("whom do I call at night", text='Ask "Bob":\\ # 4'),
    ]
    patch = patch_of(folder, roadmap, lessons)
    after = applied(folder, patch.text)
    assert "the flurbs are stuck" in phrases(after, "bulkhead") or "The flurbs are stuck!" in phrases(after, "bulkhead")
    assert len(phrases(after, "bulkhead")) == len(phrases(roadmap, "bulkhead")) + 1
    assert WILD in phrases(after, "saga")
    (topic,) = after.topics[len(roadmap.topics) :]
    assert topic.questions == ("who is on call?", "whom do I call at night")
    assert after.text(topic.text) == 'Ask "Bob":\\ # 4'
    assert patch.left_out == ()


def test_files_that_are_not_there_yet_are_made(folder: Path) -> None:
    (folder / "topics.yaml").unlink()
    (folder / "phrases" / "04-bulkhead.yaml").unlink()
    before = load(folder)
    patch = patch_of(folder, before, [one("the flurbs are stuck", "bulkhead"), one("who is on call?", text="Bob.")])
    after = applied(folder, patch.text)
    assert phrases(after, "bulkhead") == ["the flurbs are stuck"]
    assert [topic.slug for topic in after.topics] == ["taught-who-is-on-call"]


@pytest.mark.parametrize("base", ["architecture-patterns", "../roadmap"])
def test_what_a_roadmap_extends_is_left_as_it_is(folder: Path, base: str) -> None:
    ours = folder.parent / "ours"
    ours.mkdir()
    (ours / "roadmap.yaml").write_text(f'format: 1\nextends: {base}\ntitle: "Ours"\n', encoding="utf-8")
    before = load(ours)
    patch = patch_of(ours, before, [one("the flurbs are stuck", "bulkhead"), one("who is on call?", text="Bob.")])
    after = applied(ours, patch.text)
    assert phrases(after, "bulkhead") == [*phrases(before, "bulkhead"), "the flurbs are stuck"]
    assert len(after.topics) == len(before.topics) + 1
    again = patch_of(ours, after, [one("the widgets are loose", "bulkhead")])
    assert phrases(applied(ours, again.text), "bulkhead")[-1] == "the widgets are loose"


def test_a_question_in_other_letters_is_an_answer_like_any_other(folder: Path, roadmap: Roadmap) -> None:
    asked = ("кто дежурит сегодня", "当番は誰ですか", "wer hat größere Rechte")
    patch = patch_of(folder, roadmap, [one(question, text=f"Bob {number}.") for number, question in enumerate(asked)])
    slugs = [topic.slug for topic in applied(folder, patch.text).topics[len(roadmap.topics) :]]
    assert slugs == ["taught", "taught-2", "taught-wer-hat-grossere-rechte"]


def test_a_file_without_a_newline_at_its_end_is_patched_too(folder: Path, roadmap: Roadmap) -> None:
    path = folder / "topics.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    patch = patch_of(folder, roadmap, [one("who is on call?", text="Bob.")])
    assert len(applied(folder, patch.text).topics) == len(roadmap.topics) + 1


def test_what_the_roadmap_has_or_has_no_more_is_left_out(folder: Path, roadmap: Roadmap) -> None:
    known = phrases(roadmap, "bulkhead")[0]
    patch = patch_of(
        folder,
        roadmap,
        [one(known, "bulkhead"), one("flurbs", "long-gone"), one("on call", text="Bob."), one("on call?", "saga")],
    )
    assert "phrases/" not in patch.text
    assert len(patch.left_out) == 2


async def test_the_command_prints_the_patch_of_one_guild_or_all(
    database: Database, environment: dict[str, str], folder: Path
) -> None:
    async with database.writing() as connection:
        for guild, asked in ((5, "the flurbs are stuck"), (6, "the widgets are loose")):
            await taught.add(connection, one(asked, "bulkhead", guild=guild), confirmed=True)
        await taught.add(connection, one("nobody has confirmed this", "bulkhead"), confirmed=False)
    url = database.url.render_as_string(hide_password=False)
    at = environment | {"DATABASE_URL": url, "ROADMAP": str(folder)}
    whole = run(at, "export", "--taught").stdout.decode()
    assert '+      - "the flurbs are stuck"' in whole
    assert "the widgets are loose" in whole
    assert "nobody has confirmed" not in whole
    assert "flurbs" not in run(at, "export", "--taught", "--guild", "6").stdout.decode()
    before = len(phrases(load(folder), "bulkhead"))
    assert len(phrases(applied(folder, whole), "bulkhead")) == before + 2
    assert run(at, "check", str(folder)).returncode == 0
    assert run(at, "export", "--taught", "--user", "6").returncode == 2


async def test_where_all_is_left_out_it_is_not_said_that_the_roadmap_has_it(
    database: Database, environment: dict[str, str]
) -> None:
    at = environment | {"DATABASE_URL": database.url.render_as_string(hide_password=False)}
    assert "Nothing is taught that" in run(at, "export", "--taught").stderr.decode()
    async with database.writing() as connection:
        await taught.add(connection, one("the flurbs are stuck", "long-gone"), confirmed=True)
    said = run(at, "export", "--taught").stderr.decode()
    assert "leads to long-gone" in said
    assert "Nothing is taught that" not in said
