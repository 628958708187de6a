"""Paths, one's own progress and the map on Discord: what one person knows is in no message that others see."""

import re

import pytest
from sqlalchemy import text

from bot.frontends.discord.client import RoadmapBot
from bot.learn import teams
from bot.learn.levels import Level
from bot.learn.map import Map, read
from bot.learn.pictures import SIGNATURE, Pictures
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.practising import id_of, knows, labels
from tests.discord_server import Message, Person, Server

LEVELS = ("new", "learning", "familiar", "solid")

assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock


@pytest.fixture
def drawn(bot: RoadmapBot) -> list[Map]:
    """Every map of which a picture is made."""
    maps: list[Map] = []

    async def draw(content: bytes) -> bytes:
        maps.append(read(content.decode()))
        return SIGNATURE

    bot.pictures = Pictures(draw)
    return maps


def tells_levels(message: Message) -> bool:
    return any(f"{level} (" in message.text or f" – {level}" in message.text for level in LEVELS)


async def test_a_path_is_private_with_what_one_knows_and_has_read(server: Server, bot: RoadmapBot, ana: Person) -> None:
    await knows(bot.assistant, server.home.id, ana, "feature-flags")
    shown = await ana.slash("general", "path", to="service mesh")
    assert shown.private
    assert "**Feature Flags** – solid (100%), not read yet" in shown.text
    assert "**Circuit Breaker** – new, not read yet" in shown.text
    marked = await ana.click(shown.message, label="I have read Circuit Breaker")
    assert "**Circuit Breaker** – new, read." in marked.text
    full = await ana.click(marked.message, label="Full path")
    assert full.private
    assert "**Circuit Breaker** – new, read." in full.text
    assert "You have read 1 of 15" in full.text
    back = await ana.click(full.message, label="Not read: Circuit Breaker")
    assert "You have read 0 of 15" in back.text
    assert "By needs only." in (await ana.click(back.message, label="By needs only")).text
    assert "You have read 0 of 15" in (await ana.slash("general", "path", to="service mesh", full=True)).text


async def test_what_everybody_sees_of_a_path_tells_nothing_of_who_asked(
    server: Server, bot: RoadmapBot, ana: Person
) -> None:
    await knows(bot.assistant, server.home.id, ana, "feature-flags", "circuit-breaker")
    asked = await ana.slash("general", "ask", question="path to service mesh")
    for shown in (asked, await ana.slash("general", "path", to="service mesh", private=False)):
        assert not shown.private
        assert "Shortest path to" in shown.text
        assert not tells_levels(shown.message)
        assert "read yet" not in shown.text


async def test_a_path_to_an_unknown_name_offers_the_nearest(server: Server, bot: RoadmapBot, ana: Person) -> None:
    shown = await ana.slash("general", "path", to="circuit maker")
    assert shown.private
    assert "Circuit Breaker" in labels(shown.message)
    group = await ana.slash("general", "path", to="resilience")
    assert "is a group" in group.text


async def test_marks_of_one_person_are_nobody_else_s(server: Server, bot: RoadmapBot, ana: Person) -> None:
    eve = server.person("eve")
    shown = (await ana.slash("general", "path", to="saga")).message
    await eve.click_stale(shown, id_of(shown, "I have read Dead Letter Queue"))
    assert "You have read 0 of 2" in (await ana.slash("general", "path", to="saga")).text
    assert "You have read 1 of 2" in (await eve.slash("general", "path", to="saga")).text


async def test_one_s_own_page_shows_the_map_what_is_due_and_what_is_kept(
    server: Server, bot: RoadmapBot, clock: SetClock, drawn: list[Map], ana: Person
) -> None:
    await knows(bot.assistant, server.home.id, ana, "saga")
    clock.pass_(days=300)
    page = await ana.slash("general", "me")
    assert page.private
    assert len(page.attachments) == 1
    assert "questions are due" in page.text
    assert "You have no points yet" in page.text
    assert {"Practise", "Hide me", "Export my data", "Delete my data"} <= set(labels(page.message))
    (own,) = drawn
    assert own.owner == "ana"
    assert {stop.slug for stop in own.stops if stop.level is not Level.NEW} == {"saga"}
    practice = await ana.click(page.message, label="Practise")
    assert "Practice · 1 of 10" in practice.text
    assert "You answered it" in practice.text


async def test_who_never_practised_is_told_how_to_begin(
    server: Server, bot: RoadmapBot, drawn: list[Map], ana: Person
) -> None:
    for place in ("general", ana.direct):
        page = await ana.slash(place, "me")
        assert "answered nothing yet" in page.text
        assert {"Practise", "Export my data", "Delete my data"} <= set(labels(page.message))
    assert drawn == []
    at_home = await ana.slash(ana.direct, "roadmap")
    assert drawn[0].owner == ""
    assert "answered nothing yet" in (await ana.click(at_home.message, label="My progress")).text


async def test_whoever_deletes_everything_has_no_progress_any_more(
    server: Server, bot: RoadmapBot, drawn: list[Map], ana: Person
) -> None:
    await knows(bot.assistant, server.home.id, ana, "saga")
    asked = await ana.click((await ana.slash("general", "me")).message, label="Delete my data")
    await ana.click(asked.message, label="Delete everywhere")
    assert "answered nothing yet" in (await ana.slash("general", "me")).text


async def test_the_public_map_tells_nobody_s_levels_and_leads_each_to_their_own(
    server: Server, bot: RoadmapBot, drawn: list[Map], ana: Person
) -> None:
    bob = server.person("bob")
    await knows(bot.assistant, server.home.id, ana, "saga")
    shown = await ana.slash("general", "roadmap")
    assert not shown.private
    (public,) = drawn
    assert public.owner == ""
    assert not public.has_levels
    mine = await ana.click(shown.message, label="My progress")
    assert mine.private
    assert "1 of 20 patterns solid" in mine.text
    assert drawn[1].owner == "ana"
    his = await bob.click(shown.message, label="My progress")
    assert his.private
    assert "answered nothing yet" in his.text
    for message in server.messages("general"):
        assert message.private or not tells_levels(message)


async def test_the_public_map_counts_a_team_of_three_without_names(
    server: Server, bot: RoadmapBot, clock: SetClock, drawn: list[Map], ana: Person
) -> None:
    people = [ana, *(server.person(name) for name in ("bob", "cleo"))]
    foundations = ("consistency-patterns", "bff")
    for person in people[:2]:
        await knows(bot.assistant, server.home.id, person, *foundations)
    few = await ana.slash("general", "roadmap")
    assert not drawn[-1].of_team
    assert "from three people on" in few.text
    await knows(bot.assistant, server.home.id, people[2], "saga")
    clock.pass_(seconds=teams.FRESH.total_seconds())
    shown = await ana.slash("general", "roadmap")
    assert not shown.private
    counts = [(band.crowd.solid, band.crowd.people) for band in drawn[-1].bands if band.crowd]
    assert counts == [(2, 3), (0, 3), (0, 3), (0, 3), (0, 3)]
    assert "from three people on" not in shown.text
    assert not drawn[-1].has_levels
    assert not any(re.search(rf"\b{person.name}\b", f"{shown.text}{drawn[-1]}") for person in people)


async def test_in_a_direct_message_the_map_shows_one_s_own_levels(
    server: Server, bot: RoadmapBot, drawn: list[Map], ana: Person
) -> None:
    await knows(bot.assistant, server.home.id, ana, "saga")
    await ana.slash(ana.direct, "roadmap")
    (own,) = drawn
    assert (own.owner, [stop.slug for stop in own.stops if stop.level is Level.SOLID]) == ("ana", ["saga"])


async def test_the_roadmap_is_shown_while_the_database_cannot_be_used(
    server: Server, bot: RoadmapBot, drawn: list[Map], ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async with bot.assistant.database.writing() as connection:
        await connection.execute(text("DROP TABLE memory"))
    for place in ("general", ana.direct):
        assert "Modern Infrastructure" in (await ana.slash(place, "roadmap")).text
    assert "without what the team knows" in caplog.text
