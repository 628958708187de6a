"""Files of a roadmap, damaged on purpose: each fault is told on its line, and nothing but faults comes of it."""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import shapes
from knowledge.document import Document
from knowledge.faults import Fault, RoadmapError
from knowledge.model import Pattern, Phrasebook, Roadmap
from tests.fuzzing.amounts import share
from tests.fuzzing.edits import edited
from tests.knowledge.folders import OFF_TOPIC, PATTERN, PHRASES, QUIZ, ROADMAP, TERMS, TOPICS, Folder

KETTLE: Final = PATTERN.format(slug="kettle", number=1, group="water", name="Kettle")
FILES: Final[dict[str, type]] = {
    ROADMAP: shapes.RoadmapFile,
    KETTLE: Pattern,
    PHRASES: Phrasebook,
    TERMS: shapes.TermsFile,
    TOPICS: shapes.TopicsFile,
    OFF_TOPIC: shapes.OffTopicFile,
    QUIZ: shapes.QuizFile,
}
NAMES: Final = {
    "roadmap.yaml": ROADMAP,
    "patterns/01-kettle.yaml": KETTLE,
    "phrases/01-kettle.yaml": PHRASES,
    "terms.yaml": TERMS,
    "topics.yaml": TOPICS,
    "off-topic.yaml": OFF_TOPIC,
    "quiz/first.yaml": QUIZ,
}
SPICES: Final = (
    *(
        "&a ",
        "*a",
        "!!python/object:os.system ",
        "!%1b",
        "? ",
        "<<: ",
        "- - - ",
        "{",
        "}",
        "[",
        "]",
        "| ",
        ">\n",
        "---\n",
    ),
    *(
        "\t",
        "\r",
        "\u2028",
        "\x85",
        '"\\e"',
        '"\\0"',
        "9" * 5_000,
        "[" * 40,
        "kettle",
        "{kettle}",
        "null",
        "1e999",
        "0x1",
    ),
)


def check(faults: tuple[Fault, ...], text: str) -> None:
    assert faults
    for fault in faults:
        assert str(fault).isprintable()
        assert fault.message.endswith(".")
        assert 1 <= fault.line <= len(text.splitlines()) + 1


@share(0.1)
@given(text=st.one_of(edited(list(FILES), SPICES), st.text(max_size=200)))
def test_a_damaged_file_is_read_or_told_of(portion: int, text: str) -> None:
    try:
        document = Document("some.yaml", text.encode("utf-8", "replace"))
    except RoadmapError as error:
        check(error.faults, text)
        return
    for shape in FILES.values():
        found = shapes.fit(shape, document)
        if isinstance(found, list):
            check(tuple(found), text)


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder.small(tmp_path_factory.mktemp("fuzzing") / "tea")


@share(0.005)
@given(name=st.sampled_from(list(NAMES)), damage=st.data())
def test_a_roadmap_with_a_damaged_file_loads_or_is_refused(
    folder: Folder, portion: int, name: str, damage: st.DataObject
) -> None:
    text = damage.draw(edited([NAMES[name]], SPICES, most=3))
    folder.write(name, text.encode("utf-8", "replace").decode())
    for fault in faults_of(folder):
        assert str(fault).isprintable()
        lines = (folder.path / Path(fault.file)).read_text(encoding="utf-8").splitlines()
        assert 1 <= fault.line <= len(lines) + 1
    folder.write(name, NAMES[name])


def faults_of(folder: Folder) -> tuple[Fault, ...]:
    try:
        assert isinstance(folder.load(), Roadmap)
    except RoadmapError as error:
        return error.faults
    return ()
