import discord
import pytest

from bot.ask.service import Asking
from bot.frontends.discord.client import UNHEARD, RoadmapBot
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Person, Server


async def test_pattern_shows_a_pattern_by_any_of_its_names(bot: RoadmapBot, ana: Person) -> None:
    for name in ("saga", "Saga Pattern", "sagas"):
        answer = await ana.slash("general", "pattern", name=name)
        assert "Distributed Data" in answer.text


async def test_pattern_offers_the_nearest_names_for_an_unknown_one(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "pattern", name="circuit maker")
    assert answer.private
    assert "Circuit Breaker" in [button.label for button in answer.buttons]


async def test_names_are_completed_while_one_types(bot: RoadmapBot, ana: Person) -> None:
    shown = await ana.autocomplete("general", "pattern", "name", "cir")
    assert shown.choices[0].name == "Circuit Breaker"
    everything = await ana.autocomplete("general", "pattern", "name", "")
    assert len(everything.choices) == 20


async def test_problems_of_the_decision_table_are_offered_to_who_asks(bot: RoadmapBot, ana: Person) -> None:
    shown = await ana.autocomplete("general", "ask", "question", "thread pool")
    assert any("Thread pool" in choice.name for choice in shown.choices)


async def test_compare_sets_two_patterns_side_by_side(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "compare", a="canary", b="blue green")
    assert "Canary Deployment" in answer.text
    assert "Blue-Green Deployment" in answer.text


async def test_comparing_a_pattern_with_itself_is_refused(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "compare", a="dlq", b="dead letter queue")
    assert answer.private
    assert "twice" in answer.text


async def test_path_lists_what_is_needed_before_the_goal(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "path", to="service mesh")
    steps = [answer.text.index(name) for name in ("Circuit Breaker", "Feature Flags", "Canary Deployment")]
    assert steps == sorted(steps)


async def test_roadmap_shows_all_groups(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "roadmap")
    for name in ("Foundations", "Resilience", "Distributed Data", "Deployment", "Modern Infrastructure"):
        assert name in answer.text


async def test_help_shows_an_admin_the_first_steps(bot: RoadmapBot, ana: Person, admin: Person) -> None:
    shown = (await admin.slash("general", "help")).text
    assert "First steps" in shown
    assert "/schedule add" in shown
    everybody = (await ana.slash("general", "help")).text
    assert "First steps" not in everybody
    assert "/quiz" in everybody


async def test_commands_are_sent_only_when_discords_list_differs(server: Server, asking: Asking) -> None:
    for _ in range(2):
        async with connected(server, asking):
            pass
    assert len(server.log.syncs) == 1


async def test_presses_alone_are_heard_as_events_and_not_what_the_tree_hears(
    bot: RoadmapBot, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[discord.InteractionType] = []
    carry_out = bot.on_interaction

    async def hear(interaction: discord.Interaction) -> None:
        heard.append(interaction.type)
        await carry_out(interaction)

    monkeypatch.setattr(bot, "on_interaction", hear)
    await ana.autocomplete("general", "pattern", "name", "cir")
    answer = await ana.slash("general", "pattern", name="saga")
    assert heard == []
    await ana.click(answer.message, label=answer.buttons[0].label)
    assert heard == [discord.InteractionType.component]


async def test_nobody_listens_to_the_events_that_are_not_told(bot: RoadmapBot) -> None:
    assert [event for event in UNHEARD if hasattr(bot, f"on_{event}")] == []
    assert bot.extra_events.keys().isdisjoint({f"on_{event}" for event in (*UNHEARD, "interaction")})
