"""How much there is of a roadmap: one group is one."""

from pathlib import Path

import pytest

from bot.ask.cards import unknown_card
from bot.ask.help import help_card
from bot.ask.tour import roadmap_card
from bot.layout import written
from knowledge.outcomes import NotKnown
from tests.knowledge.folders import Folder


@pytest.mark.parametrize(
    ("language", "one"), [("english", "3 patterns in 1 group"), ("german", "3 Muster in 1 Gruppe")]
)
def test_one_group_is_one(tmp_path: Path, language: str, one: str) -> None:
    folder = Folder.small(tmp_path / "tea")
    text = (folder.path / "roadmap.yaml").read_text()
    leaves = text[text.index("  - slug: leaves") : text.index("problems:")]
    folder.change("roadmap.yaml", leaves, "")
    folder.change("roadmap.yaml", "language: english", f"language: {language}")
    for name in ("patterns/02-brew.yaml", "patterns/03-pour.yaml"):
        folder.change(name, "group: leaves", "group: water")
    roadmap = folder.load()
    for card in (roadmap_card(roadmap), help_card(roadmap), unknown_card(roadmap, NotKnown("pizza"))):
        said = " ".join(written(card).split())
        assert one in said
        assert "1 groups" not in said
        assert "1 Gruppen" not in said
