"""Live reload: another roadmap is known in one step, or the old one stays; nobody meets half of each."""

import asyncio
import gc
import re
import weakref
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

import pytest

from bot.actions import Practise
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import ShowPattern
from bot.fits import fit_of
from bot.layout import written
from bot.people import Member
from bot.reloading import Refused, Reloaded, Reloading
from knowledge.guide import Guide
from knowledge.loader import load
from tests.bot.frontends.terminal.talking import kept
from tests.knowledge.folders import PATTERN, Folder

QUESTIONS = 1_000
RELOADS = 20
ASKED = (
    "my water is cold",
    "what is brew",
    "what comes before brew",
    "what goes wrong with pour",
    "kettle or brew?",
    "which group is kettle in",
    "how long must i wait",
    "what is a thermometer",
)
_TOLD = re.compile(
    r'^(\s*(?:- )?(?:summary|fits|teaches|problem|about|sign|meaning|text|reason|adds|why|name|title): "[^"]*)"$',
    re.MULTILINE,
)
_MARK = re.compile(r"mark(\d+)")
_UNMARKED = ('name: "Kettle"', 'name: "Brew"', 'name: "Pour"', 'name: "Thermometer"')


def mark(folder: Folder, original: dict[str, str], number: int) -> None:
    """Write the roadmap so that each of its texts tells which version it is of."""
    for name, text in original.items():
        marked = _TOLD.sub(lambda found: f'{found[1]} mark{number}"', text)
        for plain in _UNMARKED:
            marked = marked.replace(f'{plain[:-1]} mark{number}"', plain)
        folder.write(name, marked)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder.small(tmp_path / "tea")


@pytest.fixture
async def assistant(folder: Folder, tmp_path: Path) -> AsyncIterator[Assistant]:
    roadmap = folder.load()
    asking = Asking(Guide(roadmap, fit_of(roadmap, tmp_path / "fits")))
    async with kept(asking, tmp_path / "bot.sqlite3") as assistant:
        yield assistant


@pytest.fixture
def reloading(folder: Folder, tmp_path: Path, assistant: Assistant) -> Reloading:
    return Reloading(folder.path, assistant, cache=tmp_path / "fits")


async def test_the_old_roadmap_leaves_nothing_behind(
    folder: Folder, reloading: Reloading, assistant: Assistant
) -> None:
    # The first one is the fixture's own.
    await reloading.reload()
    old = weakref.ref(assistant.asking.guide)
    gc.freeze()
    try:
        folder.change("patterns/02-brew.yaml", "One step", "Patience")
        assert isinstance(await reloading.reload(), Reloaded)
        assert old() is None
    finally:
        gc.unfreeze()


async def test_what_has_changed_is_told(folder: Folder, reloading: Reloading, assistant: Assistant) -> None:
    folder.change("patterns/02-brew.yaml", "One step", "Patience")
    folder.change("phrases/01-kettle.yaml", '"nothing boils here"', '"nothing boils here"\n      - "no steam at all"')
    folder.write("patterns/04-sip.yaml", PATTERN.format(slug="sip", number=4, group="leaves", name="Sip"))
    outcome = await reloading.reload()
    assert outcome.lines == (
        "Tea for Engineers: 4 phrases (+1), 1 question (as before).",
        "Added patterns: sip.",
        "Changed patterns: kettle, brew.",
    )
    assert assistant.asking.guide.roadmap.is_pattern("sip")
    assert "Patience" in written(assistant.asking.look_up("brew"))


async def test_what_has_changed_beside_the_patterns_is_told_too(folder: Folder, reloading: Reloading) -> None:
    folder.change("roadmap.yaml", "Tea for Engineers", "Tea for All")
    folder.change("topics.yaml", "Waiting is part", "Patience is part")
    outcome = await reloading.reload()
    assert outcome.lines == (
        "Tea for All: 3 phrases (as before), 1 question (as before).",
        "No patterns added, removed or changed.",
        "Changed besides: what it says of itself, topics.",
    )
    again = await reloading.reload()
    assert again.lines[1:] == ("No patterns added, removed or changed.",)


async def test_a_faulty_roadmap_changes_nothing(folder: Folder, reloading: Reloading, assistant: Assistant) -> None:
    before = assistant.asking
    folder.change("topics.yaml", "kind: about", "kind: gossip")
    outcome = await reloading.reload()
    assert isinstance(outcome, Refused)
    assert outcome.faults[0].startswith("topics.yaml:3: ")
    assert assistant.asking is before
    folder.change("topics.yaml", "kind: gossip", "kind: about")
    assert isinstance(await reloading.reload(), Reloaded)


async def test_what_has_vanished_is_said_to_be_gone(folder: Folder, reloading: Reloading, assistant: Assistant) -> None:
    folder.write("patterns/04-sip.yaml", PATTERN.format(slug="sip", number=4, group="leaves", name="Sip"))
    await reloading.reload()
    (folder.path / "patterns/04-sip.yaml").unlink()
    outcome = await reloading.reload()
    assert "Removed patterns: sip." in outcome.lines
    with pytest.raises(KeyError):
        assistant.asking.follow(ShowPattern("sip"))


async def test_each_of_a_thousand_questions_during_twenty_reloads_is_answered_from_one_roadmap(
    folder: Folder, reloading: Reloading, assistant: Assistant
) -> None:
    original = {str(path.relative_to(folder.path)): path.read_text() for path in folder.path.rglob("*.yaml")}
    mark(folder, original, 0)
    await reloading.reload()
    answered: list[set[str]] = []
    done = asyncio.Event()
    presses = count(1)

    async def reload_again_and_again() -> None:
        for number in range(1, RELOADS + 1):
            mark(folder, original, number)
            outcome = await reloading.reload()
            assert isinstance(outcome, Reloaded)
        done.set()

    async def ask(start: int) -> None:
        member = Member(1, 7 + start, "Ana")
        turn = start
        while not done.is_set() or len(answered) < QUESTIONS:
            cards = list(assistant.asking.answer(ASKED[turn % len(ASKED)]).cards)
            if turn % 5 == 0:
                cards.append(await assistant.follow(member, Practise("kettle", turn), next(presses)))
                cards = cards[-1:]
            marks = set(_MARK.findall(" ".join(map(written, cards))))
            # A question that is practised tells what is marked only once it is answered.
            assert len(marks) == 1 or (turn % 5 == 0 and not marks), [written(card) for card in cards]
            answered.append(marks)
            turn += 1
            await asyncio.sleep(0.002)

    await asyncio.gather(reload_again_and_again(), *map(ask, range(4)))
    assert len(answered) >= QUESTIONS
    seen = {one for marks in answered for one in marks}
    # Somebody asked during nearly each of them, and was never told of one that was over.
    assert len(seen) > RELOADS // 2
    assert load(folder.path).patterns == assistant.asking.guide.roadmap.patterns
