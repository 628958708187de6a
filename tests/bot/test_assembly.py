"""Putting the parts together: what is taught is held against the examples of the roadmap that is known."""

from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.assembly import assisted
from bot.fits import fit_of
from bot.layout import written
from bot.people import Member
from bot.reloading import Reloading
from bot.settings import Settings
from bot.teach.teaching import Wish
from knowledge.guide import Guide
from knowledge.loader import load
from tests.knowledge.folders import PATTERN, Folder

ADA = Member(5_000, 7, "ada", admin=True)
ASKED = "what is brew?"
EXAMPLES = f"""\
- q: "{ASKED}"
  kind: lookup
  gold: brew
"""
OF_SIP = """\
- q: "what is sip?"
  kind: lookup
  gold: sip
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.small(tmp_path / "tea")
    made.write("examples.yaml", EXAMPLES)
    return made


def settings_of(folder: Path) -> Settings:
    kept = folder.parent / "bot.sqlite3"
    return Settings.from_env({"ROADMAP": str(folder), "DATABASE_URL": f"sqlite:///{kept}", "SENTENCE_MODEL": "off"})


def asking_about(folder: Path) -> Asking:
    roadmap = load(folder)
    return Asking(Guide(roadmap, fit_of(roadmap, folder.parent / "fits")))


async def test_after_a_reload_what_is_taught_is_held_against_the_new_examples(folder: Folder, tmp_path: Path) -> None:
    async with assisted(settings_of(folder.path), asking_about(folder.path)) as assistant:
        folder.write("patterns/04-sip.yaml", PATTERN.format(slug="sip", number=4, group="leaves", name="Sip"))
        folder.write("examples.yaml", EXAMPLES + OF_SIP)
        await Reloading(folder.path, assistant, cache=tmp_path / "fits").reload()
        assert "would break" in written(await assistant.teaching.teach(ADA, Wish(ASKED, pattern="kettle")))


async def test_the_examples_of_a_roadmap_that_is_extended_count_too(folder: Folder, tmp_path: Path) -> None:
    ours = Folder(tmp_path / "ours")
    ours.write("roadmap.yaml", "format: 1\nextends: ../tea\n")
    async with assisted(settings_of(ours.path), asking_about(ours.path)) as assistant:
        assert "would break" in written(await assistant.teaching.teach(ADA, Wish(ASKED, pattern="kettle")))
