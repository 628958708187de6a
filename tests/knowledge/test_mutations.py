"""300 damaged copies of the roadmap we ship: each is refused with file and line, or proved to do no harm."""

import os
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.ask.cards import answer_card
from bot.ask.tour import roadmap_card
from bot.ask.wording import LONGEST
from bot.layout import written
from knowledge import composing, graph
from knowledge.faults import Fault, RoadmapError
from knowledge.loader import SHIPPED, load
from knowledge.model import FailureMode, Roadmap, Topic
from tests.knowledge.mutations import MUTATIONS, Mutation

EACH = 20
SEED = 230_28
READ = sorted(path for path in SHIPPED.rglob("*.yaml") if path.name != "examples.yaml")


@dataclass(frozen=True, slots=True)
class Copy:
    """A damaged copy, and what came of reading it."""

    mutation: str
    file: str
    content: bytes
    outcome: Roadmap | tuple[Fault, ...]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> list[Copy]:
    chance = random.Random(SEED)
    folder = tmp_path_factory.mktemp("damaged")
    # Phrases are optional and make up half of the reading time: only the damaged file of them is there.
    for path in READ:
        link = folder / path.relative_to(SHIPPED)
        link.parent.mkdir(exist_ok=True)
        if path.parent.name != "phrases":
            os.link(path, link)
    return [damaged(folder, mutation, chance) for mutation in MUTATIONS for _ in range(EACH)]


def damaged(folder: Path, mutation: Mutation, chance: random.Random) -> Copy:
    original = chance.choice(READ)
    text = original.read_text(encoding="utf-8")
    while (broken := mutation(text, chance)) == text:
        pass
    name = original.relative_to(SHIPPED)
    copy = folder / name
    copy.unlink(missing_ok=True)
    copy.write_bytes(broken.encode())
    try:
        outcome: Roadmap | tuple[Fault, ...] = load(folder)
    except RoadmapError as error:
        outcome = error.faults
    copy.unlink()
    if original.parent.name != "phrases":
        os.link(original, copy)
    return Copy(mutation.__name__, str(name), broken.encode(), outcome)


def test_300_copies_are_read_without_any_other_exception(
    copies: list[Copy], capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(copies) == 300
    loaded = [copy for copy in copies if isinstance(copy.outcome, Roadmap)]
    with capsys.disabled():
        print(f"\n{len(loaded)} of {len(copies)} damaged copies still load, the others are refused.")
    assert {copy.mutation for copy in copies if not isinstance(copy.outcome, Roadmap)} == {
        mutation.__name__ for mutation in MUTATIONS
    }


def test_every_fault_names_an_existing_line_and_ends_as_a_sentence(copies: list[Copy]) -> None:
    for copy in copies:
        for fault in () if isinstance(copy.outcome, Roadmap) else copy.outcome:
            content = copy.content if fault.file == copy.file else (SHIPPED / fault.file).read_bytes()
            lines = content.decode().splitlines()
            assert 1 <= fault.line <= max(1, len(lines)), (copy.mutation, copy.file, str(fault))
            assert fault.message.rstrip("…").strip()
            assert "\n" not in fault.message


def test_what_is_refused_is_refused_for_the_damaged_file_s_sake(copies: list[Copy]) -> None:
    for copy in copies:
        if not isinstance(copy.outcome, Roadmap):
            assert copy.outcome
            assert any(fault.file == copy.file for fault in copy.outcome) or _lost_elsewhere(copy), copy


def test_what_still_loads_does_no_harm(copies: list[Copy]) -> None:
    for copy in copies:
        if isinstance(copy.outcome, Roadmap):
            usable(copy.outcome)


def usable(roadmap: Roadmap) -> None:
    """Show every card of a roadmap: each reference leads somewhere, each text fits."""
    assert graph.circle(roadmap) == ()
    assert written(roadmap_card(roadmap))
    for pattern in roadmap.patterns:
        for answer in (
            composing.portrait(roadmap, pattern),
            composing.remedy(roadmap, pattern),
            composing.foundation(roadmap, pattern),
            composing.route(roadmap, pattern),
            composing.caution(roadmap, pattern),
        ):
            assert 0 < len(written(answer_card(roadmap, answer))) <= LONGEST
    told: tuple[Topic | FailureMode, ...] = (*roadmap.topics, *roadmap.failure_modes)
    for subject in told:
        assert 0 < len(written(answer_card(roadmap, composing.passage(roadmap, subject)))) <= LONGEST
    for term in roadmap.terms:
        assert written(answer_card(roadmap, composing.definition(roadmap, term)))


def _lost_elsewhere(copy: Copy) -> bool:
    """Say whether the damage took away an entry that other files name."""
    assert not isinstance(copy.outcome, Roadmap)
    return all(
        "there is no " in fault.message or "already means" in fault.message or "was given before" in fault.message
        for fault in copy.outcome
    )
