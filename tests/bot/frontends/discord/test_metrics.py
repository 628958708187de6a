"""What Prometheus reads: counts of what people asked and how it went, of rounds, of requests; of nobody by name."""

import asyncio
import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.quiz.running import Running
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database, watched
from tests.bot.frontends.discord.over_database import public
from tests.bot.frontends.discord.watched import Reader
from tests.bot.quiz.rounds_in import daily
from tests.discord_server import NeverCame, Permission, Person, RateLimited, Requests, Server, Slow

assistant, clock, running = over_database.assistant, over_database.clock, over_database.running
bot, pages = watched.bot, watched.pages


async def test_what_people_ask_is_counted_by_kind_and_by_how_it_went(  # noqa: PLR0917 - fixtures
    server: Server, bot: RoadmapBot, pages: Reader, ana: Person, admin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = await ana.slash("general", "pattern", name="saga")
    await ana.click(asked.message, label="Prerequisites")
    await ana.click_stale(asked.message, "a0:0:show:saga")
    await ana.autocomplete("general", "pattern", "name", "sag")
    said = await ana.say("general", "what is a saga")
    await ana.context_menu("Answer from the roadmap", said.said)
    await ana.mention("general", "what is a saga")
    server.deny("quiz", Permission.SEND_MESSAGES)
    home = bot.guilds[0]
    (quiz,) = [channel for channel in home.text_channels if channel.name == "quiz"]
    await server.until(lambda: not quiz.permissions_for(home.me).send_messages)
    assert await (await ana.say("quiz", f"{server.world.bot.mention} what is a saga")).silence(0.1)
    monkeypatch.setattr(bot.assistant.boards, "show", lambda *_, **__: (_ for _ in ()).throw(OSError("no way")))
    await ana.slash("general", "leaderboard")
    await bot.drain()
    numbers = await pages.numbers()
    counted = {key[1:]: value for key, value in numbers.items() if key[0] == "interactions_total"}
    assert counted == {
        ("command", "answered"): 1,
        ("command", "failed"): 1,
        ("button", "answered"): 1,
        ("button", "refused"): 1,
        ("autocomplete", "answered"): 1,
        ("menu", "answered"): 1,
        ("message", "answered"): 1,
        ("message", "unreached"): 1,
    }
    assert numbers["answer_seconds_count", "command"] == 2
    assert numbers["answer_seconds_bucket", "button", "+Inf"] == 2
    assert 0 < numbers["answer_seconds_sum", "menu"] < 5


async def test_an_answer_that_does_not_get_through_has_reached_nobody(
    server: Server, bot: RoadmapBot, pages: Reader, ana: Person
) -> None:
    server.faults = NeverCame(Requests("POST"))
    asking = asyncio.create_task(ana.slash("general", "help"))
    await server.until(lambda: sum(bot.tally.outcomes.values()) == 1)
    asking.cancel()
    assert (await pages.numbers())["interactions_total", "command", "unreached"] == 1


async def test_rounds_and_answers_are_counted(  # noqa: PLR0917 - fixtures
    server: Server, assistant: Assistant, running: Running, pages: Reader, clock: SetClock, ana: Person
) -> None:
    due = clock.moment
    start = due - timedelta(hours=23)
    quiz, closed_to_us = server.channel("quiz"), server.channel("closed")
    await daily(assistant.database, server.home.id, quiz.id, start, at=f"{due:%H:%M}")
    await running.tick()
    (message,) = public(server)
    await ana.click(message, label="A")
    await ana.click(message, label="B")
    clock.pass_(hours=8, seconds=4)
    await running.tick()
    server.deny(closed_to_us, Permission.SEND_MESSAGES)
    late = clock.moment
    start = late - timedelta(hours=23)
    await daily(assistant.database, server.home.id, closed_to_us.id, start, at=f"{late:%H:%M}")
    await running.tick()
    clock.pass_(days=2)
    await running.tick()
    numbers = await pages.numbers()
    counts = {key[1]: value for key, value in numbers.items() if key[0] == "rounds_total"}
    assert counts == {"posted": 1, "closed": 1, "missed": 1, "failed": 1}
    assert numbers["answers_kept_total",] == 2
    assert numbers["interactions_total", "answer", "answered"] == 2


async def test_requests_are_counted_by_what_discord_said_each_time(server: Server, pages: Reader, ana: Person) -> None:
    assert (await pages.numbers())["discord_requests_total", "429"] == 0
    server.faults = RateLimited(Requests("POST", times=2), retry_after=0.01)
    await ana.mention("general", "what is a saga")
    assert (await pages.numbers())["discord_requests_total", "429"] == 2
    server.faults = NeverCame(Requests("POST", times=1))
    await ana.slash("general", "pattern", name="saga")
    assert (await pages.numbers())["discord_requests_total", "none"] == 1


async def test_a_request_for_which_nobody_waited_any_longer_is_counted(
    server: Server, bot: RoadmapBot, pages: Reader
) -> None:
    server.faults = Slow(1.0, Requests("GET", times=1))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await bot.fetch_channel(server.channel("general").id)
    assert (await pages.numbers())["discord_requests_total", "none"] == 1


async def test_failed_transactions_are_counted(bot: RoadmapBot, pages: Reader) -> None:
    for transaction in (bot.assistant.database.reading, bot.assistant.database.writing):
        with pytest.raises(Exception, match="no_such_table"):
            async with transaction() as connection:
                await connection.execute(text("SELECT * FROM no_such_table"))
    assert (await pages.numbers())["database_errors_total",] == 2


async def test_no_number_tells_of_a_person_a_guild_or_a_question(
    server: Server, pages: Reader, running: Running, ana: Person
) -> None:
    await ana.slash("general", "ask", question="our vault is mauve")
    await ana.mention("general", "our vault is mauve")
    await running.tick()
    written = (await pages.page("metrics"))[1]
    labels = Counter(
        name
        for family in text_string_to_metric_families(written)
        for sample in family.samples
        for name in sample.labels
    )
    assert set(labels) == {"kind", "outcome", "le", "state", "shard", "status"}
    for told in ("mauve", "ana", "Home", "general", str(ana.id), str(server.home.id), server.token):
        assert f'"{told}"' not in written


async def test_prometheus_gets_the_format_that_it_asks_for(pages: Reader) -> None:
    assert "process_resident_memory_bytes" in (await pages.page("metrics"))[1]
    written = (await pages.page("metrics", Accept="application/openmetrics-text; version=1.0.0"))[1]
    assert written.endswith("# EOF\n")


def test_no_start_waits_for_what_writes_the_numbers(environment: dict[str, str]) -> None:
    started = "import sys, bot.frontends.discord.process, bot.frontends.discord.pages; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", started], env=environment, capture_output=True, text=True, check=True)
    assert "bot.frontends.discord.vitals" in done.stdout
    assert "prometheus_client" not in done.stdout
