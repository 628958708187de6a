"""The whole product on another subject: twelve techniques of database indexing, and not a pattern among its words."""

import random
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.ask.completion import entries_like
from bot.ask.help import help_card
from bot.ask.record import record
from bot.ask.service import Asking
from bot.ask.tour import roadmap_card
from bot.assistant import Assistant
from bot.frontends.terminal.help import help_card as chat_help
from bot.layout import written
from bot.storage.engine import Database
from knowledge import labels
from knowledge.bank import Origin, bank_of
from knowledge.kinds import QuestionKind
from knowledge.labels import FILE
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.connecting import connected
from tests.bot.frontends.discord.over_database import public, running_of
from tests.bot.frontends.terminal.talking import Talk, kept
from tests.bot.quiz.rounds_in import daily
from tests.discord_server import Server
from tests.roadmaps.shelf import INDEXING, asking_about


@pytest.fixture(scope="module")
def indexing(cache_home: Path) -> Asking:
    return asking_about(INDEXING, cache_home)


def asked(asking: Asking, question: str) -> tuple[str, str, list[str], str]:
    said = record(asking.guide.roadmap, question, asking.answer(question))
    return said["outcome"], said["kind"], said["patterns"], said["text"]


@pytest.mark.parametrize(
    ("question", "kind", "patterns"),
    [
        ("our inserts crawl because of fifteen indexes", "problem", ["unused-index-review"]),
        ("which technique finds words in long articles?", "problem", ["full-text-index"]),
        ("what is a btree index", "lookup", ["b-tree"]),
        ("what is an execution plan", "lookup", ["b-tree"]),
        ("what do I need to know before covering index?", "prerequisites", ["covering-index"]),
        ("which techniques build on the b-tree index?", "needed_by", ["b-tree"]),
        ("what comes after the hash index?", "next", ["hash-index"]),
        ("which chapter comes before the spatial index?", "previous", ["spatial-index"]),
        ("what goes together with composite index?", "supports", ["composite-index"]),
        (
            "which techniques are in group 4?",
            "group",
            ["index-maintenance", "unused-index-review", "online-index-build"],
        ),
        ("covering index or composite index?", "compare", ["covering-index", "composite-index"]),
        ("how do I get to online index build?", "path", ["online-index-build"]),
        ("what goes wrong with the composite index?", "pitfall", ["composite-index"]),
        ("what does an index cost?", "about", []),
    ],
)
def test_every_kind_of_question_is_answered(indexing: Asking, question: str, kind: str, patterns: list[str]) -> None:
    outcome, told, about, _ = asked(indexing, question)
    assert (outcome, told) == ("answer", kind)
    assert set(patterns) <= set(about)


@pytest.mark.parametrize("question", ["what is for dinner tonight", "how do I deploy to kubernetes", "saga or cqrs?"])
def test_what_it_does_not_know_it_does_not_answer(indexing: Asking, question: str) -> None:
    assert asked(indexing, question)[0] != "answer"


def test_its_labelled_questions_are_answered_right(indexing: Asking) -> None:
    roadmap = indexing.guide.roadmap
    problems = [label for label in labels.read(INDEXING / FILE, roadmap) if label.kind is QuestionKind.PROBLEM]
    first = [asked(indexing, label.q)[2][:1] == list(label.gold) for label in problems]
    assert sum(first) >= len(problems) - 1


def test_no_text_calls_its_techniques_patterns_or_its_chapters_posts(indexing: Asking) -> None:
    roadmap = indexing.guide.roadmap
    questions = [f"what is {pattern.name}" for pattern in roadmap.patterns]
    questions += [f"what comes before {pattern.name}" for pattern in roadmap.patterns]
    questions += [f"what goes with {pattern.name}" for pattern in roadmap.patterns]
    questions += [f"in which group is {pattern.name}" for pattern in roadmap.patterns]
    questions += [f"how do I get to {roadmap.patterns[-1].name}", "pizza", "is saga known", "what is a query plan"]
    texts = [asked(indexing, question)[3] for question in questions]
    texts += [written(card) for card in (roadmap_card(roadmap), help_card(roadmap), chat_help(roadmap))]
    texts.append(written(indexing.with_patterns(["Care"], lambda slugs: pytest.fail(str(slugs)))))
    texts += [text for item in bank_of(roadmap) for text in (item.stem, *(one.why for one in item.options))]
    ours = re.compile(r"(?<!/)\b(patterns?|posts?)\b", re.IGNORECASE)
    assert [text for text in texts if ours.search(text)] == []


def test_names_are_completed(indexing: Asking) -> None:
    found = [entry.slug for entry in entries_like(indexing.guide.roadmap, "cov")]
    assert found[0] == "covering-index"
    assert next(entry.slug for entry in entries_like(indexing.guide.roadmap, "geosp")) == "spatial-index"


def test_a_quiz_has_questions_of_every_sort(indexing: Asking) -> None:
    bank = bank_of(indexing.guide.roadmap)
    derived = [item for item in bank if item.origin is Origin.DERIVED]
    assert len(bank) - len(derived) == 3
    assert {item.group for item in derived} == {group.slug for group in indexing.guide.roadmap.groups}
    assert {"situation", "order", "lesson", "neighbours"} <= {item.kind for item in derived}
    assert len(derived) > 100


@pytest.fixture
async def talk(indexing: Asking, tmp_path: Path) -> AsyncIterator[Talk]:
    async with kept(indexing, tmp_path / "bot.sqlite3") as assistant:
        talk = Talk(assistant)
        await talk.chat.news.begin()
        yield talk


async def test_it_is_talked_about_in_a_terminal(talk: Talk) -> None:
    assert "I know 12 techniques in 4 groups." in talk.greeting()
    assert "Spatial Index" in await talk.say("which drivers are close to the passenger")
    assert "chapter 2 of 12" in await talk.say("/pattern hash index")
    assert "1. B-Tree Index" in await talk.say("/path covering index")
    assert "Foundations" in await talk.say("/roadmap")
    assert "Practice" in await talk.say("/practice Care")


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    async with Server() as server:
        yield server
        assert [fault.what for fault in server.log.faults] == []


async def test_it_is_asked_and_quizzed_about_on_discord(indexing: Asking, database: Database, server: Server) -> None:
    clock = SetClock(datetime.now(UTC))
    assistant = Assistant(indexing, database, clock)
    ana, quiz = server.person("ana"), server.channel("quiz")
    async with connected(server, assistant) as bot:
        answer = await ana.slash("general", "ask", question="creating an index locked the table and the shop went down")
        assert "Online Index Build" in answer.text
        assert "A technique, a term or an abbreviation" in str(server.commands())
        await daily(database, server.home.id, quiz.id, clock() - timedelta(hours=23), at=f"{clock():%H:%M}")
        running = running_of(bot)
        await running.tick()
        (message,) = public(server)
        await ana.click(message, label=random.Random(1).choice("AB"))
        clock.pass_(hours=9)
        await running.tick()
        (closed,) = public(server)
        assert "✅ right" in closed.text
        assert re.search(r"Source: (Chapter|Choosing|Contents|Traps|Introduction)", closed.text)
