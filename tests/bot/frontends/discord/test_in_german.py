"""A German roadmap on Discord: who can't be answered is told so in German."""

from pathlib import Path

import pytest

from bot.ask.service import Asking, Response
from bot.floods.floodgate import Floodgate
from bot.floods.limits import Limit, Limits
from bot.frontends.discord.failures import broken
from knowledge.languages import texts_in
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Person, Server
from tests.roadmaps.shelf import BACKUPS, asking_about

GERMAN = texts_in("german")


class Broken(Asking):
    """A service that fails at whatever it is asked."""

    def answer(self, message: str) -> Response:
        raise RuntimeError(f"the roof fell in at {message!r}")


@pytest.fixture(scope="module")
def backups(cache_home: Path) -> Asking:
    return asking_about(BACKUPS, cache_home)


async def test_what_broke_is_told_in_german(server: Server, backups: Asking, ana: Person) -> None:
    async with connected(server, Broken(backups.guide)):
        asked = await ana.slash("general", "ask", question="was ist Vollsicherung")
        said = await ana.mention("general", "was ist RTO")
    assert asked.private
    assert all(one.text.startswith("Bei mir ist etwas kaputtgegangen (Kennung ") for one in (asked, said))


def test_a_database_that_is_away_is_told_in_german() -> None:
    assert broken("a test", ConnectionRefusedError(), GERMAN).startswith("Meine Datenbank ist gerade nicht")


async def test_too_much_at_once_is_told_in_german(server: Server, backups: Asking, ana: Person) -> None:
    async with connected(server, backups) as bot:
        narrow = Limits(Limit(1, 0.001), Limit(1, 0.001), None)
        bot.floodgate = bot.conversation._floodgate = Floodgate(narrow, bot.assistant.clock)
        await ana.slash("general", "help")
        assert (await ana.slash("general", "help")).text == GERMAN("flood-person")
        await server.person("ben").mention("general", "was ist RTO")
        assert (await server.person("cleo").mention("general", "was ist RTO")).text == GERMAN("flood-channel")


async def test_buttons_of_before_are_told_of_in_german(server: Server, backups: Asking, ana: Person) -> None:
    async with connected(server, backups):
        shown = await ana.slash("general", "pattern", name="Vollsicherung")
        assert GERMAN("old-button") in (await ana.click_stale(shown.message, "a0:what")).text
        assert GERMAN("old-choice") in (await ana.click_stale(shown.message, "q1:0:write:weg")).text


async def test_teaching_is_german(server: Server, backups: Asking, ana: Person, admin: Person) -> None:
    async with connected(server, backups):
        asked = await ana.mention("general", "wann ist Mittagspause")
        assert GERMAN("teachers-only") in (await ana.click(asked.message, label="Beibringen")).text
        form = (await admin.click(asked.message, label="Beibringen")).modal
        assert form.title == "Bring mir eine Antwort bei"
        taught = await admin.submit_modal(form, {"Oder eine eigene Antwort": "Um zwölf."})
        assert taught.text.startswith("### Gelernt. Ab jetzt antworte ich:")
        assert (await admin.click(taught.message, label="Zurücknehmen")).text.startswith("### Nicht mehr beigebracht:")
