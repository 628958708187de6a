"""A map in words says what the picture shows, to who cannot see it and where there are none."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from bot.cards import Card, plain
from bot.layout import written
from bot.learn.levels import Level
from bot.learn.map import Map
from bot.learn.map_words import ALT_LIMIT, alt_text, map_blocks
from bot.learn.mapping import map_of, plain_map_of, team_map_of
from knowledge.model import Roadmap
from tests.bot.learn.maps import large, maps


def in_words(drawn: Map) -> list[str]:
    return written(Card(plain("Map"), map_blocks(drawn))).splitlines()[1:]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(maps())
def test_any_alt_text_fits(drawn: Map) -> None:
    assert 0 < len(alt_text(drawn)) <= ALT_LIMIT


def test_alt_text_tells_names_levels_and_needs(roadmap: Roadmap) -> None:
    said = alt_text(map_of(roadmap, {"saga": Level.LEARNING, "bulkhead": Level.SOLID}, "Ana"))
    assert "Ana · 1 of 20 solid." in said
    assert "2. Resilience: solid Bulkhead; new Circuit Breaker, Dead Letter Queue, Change Data Capture." in said
    assert "3. Distributed Data: learning Saga; new CQRS" in said
    assert "Saga needs Dead Letter Queue." in said
    for pattern in roadmap.patterns:
        assert pattern.name in said


def test_alt_text_says_once_what_is_true_of_all(roadmap: Roadmap) -> None:
    said = alt_text(map_of(roadmap, {pattern.slug: Level.SOLID for pattern in roadmap.patterns}, "Ana"))
    assert "All are solid." in said
    assert said.count("solid") == 2


def test_alt_text_of_a_large_map_counts() -> None:
    said = alt_text(large())
    assert "1. Foundations: " in said
    assert "9. Organisation and Ownership: " in said
    assert "arrows lead away from what to read first" in said


def test_where_arrows_and_numbers_disagree_it_is_said_which_counts(roadmap: Roadmap) -> None:
    many = replace(plain_map_of(roadmap), bands=tuple(replace(band, name="x" * 200) for band in map_of(roadmap).bands))
    assert many.disagrees
    assert "away from what to read first; where an arrow and a number disagree, follow the arrow." in alt_text(many)
    agreeing = replace(many, links=tuple(link for link in many.links if link.needs != "event-sourcing"))
    forward = replace(agreeing, links=tuple(link for link in agreeing.links if link.needs != "feature-flags"))
    assert not forward.disagrees
    assert "disagree" not in alt_text(forward)


def test_the_map_in_words_has_every_pattern_with_its_level_and_needs(roadmap: Roadmap) -> None:
    said = in_words(map_of(roadmap, {"saga": Level.LEARNING, "service-mesh": Level.SOLID}, "Ana"))
    assert said[:3] == ["Ana · 1 of 20 solid", "1. Foundations: 0 of 2 solid", "  • Consistency Patterns – new"]
    assert "  • Saga – learning; needs Dead Letter Queue" in said
    assert "  • Service Mesh – solid; needs Circuit Breaker, Canary Deployment" in said
    assert len(said) == 1 + 5 + 20


def test_nobodys_map_counts_nothing_and_calls_nothing_new(roadmap: Roadmap) -> None:
    drawn = plain_map_of(roadmap)
    said = in_words(drawn)
    assert said[:3] == ["20 patterns in 5 groups", "1. Foundations", "  • Consistency Patterns"]
    assert "1. Foundations: Consistency Patterns, Backend for Frontend (BFF)." in alt_text(drawn)
    assert "new" not in alt_text(drawn)
    many = replace(drawn, bands=tuple(replace(band, stops=band.stops * 9) for band in drawn.bands))
    assert "1. Foundations: 18 patterns." in alt_text(many)


def test_one_group_and_one_pattern_are_told_of_as_one(roadmap: Roadmap) -> None:
    bare = plain_map_of(roadmap)
    alone = replace(bare, bands=bare.bands[:1], links=())
    assert in_words(alone)[0] == "2 patterns in 1 group"
    stop = replace(bare.bands[0].stops[0], name="x" * 400)
    bands = tuple(replace(band, stops=(stop,)) for band in bare.bands)
    assert "1. Foundations: 1 pattern." in alt_text(replace(bare, bands=bands, links=()))


def test_a_teams_map_tells_numbers_and_no_levels(roadmap: Roadmap) -> None:
    drawn = team_map_of(roadmap, {"foundations": 4, "resilience": 1}, 5)
    said = in_words(drawn)
    assert "1. Foundations: 4 of 5 people solid" in said
    assert "2. Resilience: 1 of 5 people solid" in said
    assert "4. Deployment: 0 of 5 people solid" in said
    assert "  • Saga – needs Dead Letter Queue" in said
    assert "1. Foundations, 4 of 5 people solid: Consistency Patterns" in alt_text(drawn)
    assert not any(f"– {drawn.texts(level.text)}" in line for line in said for level in Level)
