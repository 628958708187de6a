"""A German roadmap on Discord: what admins lack and what they choose from is told in German."""

from pathlib import Path

import pytest

from bot.ask.service import Asking
from knowledge.languages import texts_in
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Permission, Person, Server
from tests.roadmaps.shelf import BACKUPS, asking_about

GERMAN = texts_in("german")


@pytest.fixture(scope="module")
def backups(cache_home: Path) -> Asking:
    return asking_about(BACKUPS, cache_home)


async def test_missing_rights_are_told_in_german(server: Server, backups: Asking, admin: Person) -> None:
    server.deny("quiz", Permission.SEND_MESSAGES | Permission.CREATE_PUBLIC_THREADS)
    quiz = server.channel("quiz")
    role = server.call(lambda: server.world.add_role(server.home, "Rater", Permission.NONE))
    async with connected(server, backups):
        one = await admin.slash("general", "schedule add", channel=quiz, time="09:00", role=role)
        two = await admin.slash("general", "schedule add", channel=quiz, time="09:00", thread=True)
    assert (
        "In #quiz kann ich nicht posten: Dort fehlt mir „Nachrichten senden“. Erlaube es, "
        "dann nimm noch einmal /schedule add."
    ) in one.text.replace("\\", "")
    assert "In #quiz kann ich @Rater nicht rufen: Nur manche dürfen diese Rolle erwähnen." in one.text.replace("\\", "")
    assert "Dort fehlen mir „Nachrichten senden“ und „Öffentliche Threads erstellen“. Erlaube sie" in two.text


async def test_what_admins_choose_from_is_german(server: Server, backups: Asking, admin: Person) -> None:
    async with connected(server, backups):
        added = await admin.slash("general", "schedule add", channel=server.channel("quiz"), time="09:30", days="Mo–Fr")
        await admin.slash("general", "schedule pause")
        numbers = await admin.autocomplete("general", "schedule resume", "schedule", "")
        zones = await admin.autocomplete("general", "schedule add", "zone", "berl")
    assert "09:30 Mo–Fr UTC" in added.text
    assert [choice.name for choice in numbers.choices] == ["1 · #quiz 09:30 Mo–Fr UTC (angehalten)"]
    assert ", dort " in zones.choices[0].name


async def test_settings_are_shown_and_changed_in_german(server: Server, backups: Asking, admin: Person) -> None:
    async with connected(server, backups):
        shown = await admin.slash("general", "settings show")
        changed = await admin.slash("general", "settings set", open_for="1 Tag", ask_channels="#hilfe")
    assert "**Zeitzone:** UTC" in shown.text
    assert "ask_channels" in changed.text.replace("\\", "")
    assert "nennt keine Kanäle." in changed.text
