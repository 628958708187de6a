"""The roadmaps of other subjects that tests read, each learned once."""

from pathlib import Path

from bot.ask.service import Asking
from bot.fits import fit_of
from knowledge.guide import Guide
from knowledge.loader import load

HERE = Path(__file__).parent
INDEXING = HERE / "database-indexing"
BACKUPS = HERE / "datensicherung"


def asking_about(folder: Path, cache_home: Path) -> Asking:
    """Make the service that answers about the roadmap in a folder."""
    roadmap = load(folder)
    return Asking(Guide(roadmap, fit_of(roadmap, cache_home / "tests" / "fits")))
