"""A roadmap of many entries: what lists them comes in pages and fits, and names are still completed."""

import pytest

from bot.ask.cards import answer_card
from bot.ask.completion import MOST, entries_like
from bot.ask.help import help_card
from bot.ask.tour import roadmap_card
from bot.ask.wording import LONGEST
from bot.layout import written
from bot.learn.levels import Level
from bot.learn.mapping import map_of, team_map_of
from bot.learn.pictures import has_picture
from knowledge import composing
from knowledge.loader import load
from knowledge.model import Roadmap
from tests.benchmarks.understanding.large import GROUPS, write

COUNT = 200


@pytest.fixture(scope="module")
def large(roadmap: Roadmap, tmp_path_factory: pytest.TempPathFactory) -> Roadmap:
    folder = tmp_path_factory.mktemp("large")
    write(folder, roadmap, COUNT, 20 * COUNT)
    return load(folder)


@pytest.fixture(scope="module")
def middling(roadmap: Roadmap, tmp_path_factory: pytest.TempPathFactory) -> Roadmap:
    folder = tmp_path_factory.mktemp("middling")
    write(folder, roadmap, 60, 20 * 60)
    return load(folder)


def test_the_whole_comes_in_pages_that_leave_out_no_group(large: Roadmap) -> None:
    pages = [roadmap_card(large, page=page) for page in range(1, GROUPS // 5 + 1)]
    texts = list(map(written, pages))
    assert all(len(text) <= LONGEST for text in texts)
    assert all(f"{group.number}. {group.name}" in "\n".join(texts) for group in large.groups)
    assert "200 patterns in 25 groups · page 2 of 5" in texts[1]
    assert [len(page.buttons) for page in pages] == [5] * 5
    assert roadmap_card(large, page=99) == pages[-1]
    assert roadmap_card(large) == pages[0]


def test_the_first_page_has_the_picture_where_it_can_be_sharp(large: Roadmap, middling: Roadmap) -> None:
    assert not has_picture(roadmap_card(large))
    first, second = (roadmap_card(middling, page=page) for page in (1, 2))
    assert has_picture(first)
    assert not has_picture(second)
    assert "60 patterns in 25 groups · page 2 of 5" in written(second)


def test_every_page_tells_how_well_its_groups_are_known(middling: Roadmap) -> None:
    group = middling.groups[6]
    known, *_ = middling.members(group)
    told = written(roadmap_card(middling, map_of(middling, {known.slug: Level.SOLID}, "Ana"), page=2))
    assert f"7. {group.name}: 1 of {len(middling.members(group))} solid: {known.name} (solid)" in told
    team = written(roadmap_card(middling, team_map_of(middling, {group.slug: 4}, 9), page=2, note="Said below."))
    assert f"7. {group.name}: 4 of 9 people solid: {known.name}" in team
    assert "\nSaid below.\n60 patterns" in team
    assert f"7. {group.name}: {known.name}" in written(roadmap_card(middling, page=2))


def test_a_roadmap_that_fits_has_no_pages(roadmap: Roadmap) -> None:
    assert "page" not in written(roadmap_card(roadmap))
    assert roadmap_card(roadmap, page=3) == roadmap_card(roadmap)


def test_every_card_of_an_entry_fits(large: Roadmap) -> None:
    for pattern in (large.patterns[0], large.patterns[99], large.patterns[-1]):
        answers = (
            composing.portrait(large, pattern),
            composing.remedy(large, pattern),
            composing.foundation(large, pattern),
            composing.route(large, pattern, whole=True),
            composing.membership(large, large.group_of(pattern)),
            composing.dependents(large, pattern),
        )
        assert all(len(written(answer_card(large, answer))) <= LONGEST for answer in answers)
    assert len(written(help_card(large))) <= LONGEST


def test_names_are_completed_among_many(large: Roadmap) -> None:
    wanted = large.patterns[137]
    found = entries_like(large, wanted.name[:6])
    assert wanted in found
    assert len(found) <= MOST
