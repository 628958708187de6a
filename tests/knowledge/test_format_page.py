"""The page on the format: what it shows loads as it stands."""

import re
from pathlib import Path

from knowledge.faults import RoadmapError
from knowledge.loader import load

PAGE = Path(__file__).parent.parent.parent / "docs" / "roadmap-format.md"
_BLOCK = re.compile(r"^`([a-z0-9/.-]+\.yaml)`\n\n```yaml\n(.*?)```$", re.MULTILINE | re.DOTALL)


def shown(folder: Path) -> None:
    for name, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_the_small_example_loads(tmp_path: Path) -> None:
    shown(tmp_path)
    roadmap = load(tmp_path)
    assert [pattern.name for pattern in roadmap.patterns] == ["Knead", "Rise"]
    assert len(roadmap.phrasebooks) == 1
    assert roadmap.identity.words.posts == "pages"


def test_the_example_of_extending_loads(tmp_path: Path) -> None:
    shown(tmp_path)
    try:
        roadmap = load(tmp_path / "ours")
    except RoadmapError as error:
        raise AssertionError(str(error)) from error
    assert roadmap.identity.title == "Architecture Patterns at Our Place"
