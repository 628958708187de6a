"""Where the parts are put together: settings in, services out."""

from collections.abc import Callable

from bot.ask.service import Asking
from bot.fits import fit_of
from bot.settings import Settings
from knowledge.guide import Guide
from knowledge.loader import load


def asking_of(settings: Settings, before_learning: Callable[[], None]) -> Asking:
    """Make the service that answers about the roadmap of `settings`; raises RoadmapError where it has faults."""
    roadmap = load(settings.roadmap)
    return Asking(Guide(roadmap, fit_of(settings.roadmap, roadmap, before_learning=before_learning)))
