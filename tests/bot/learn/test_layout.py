"""Layouts of any map: boxes apart, names inside them, arrows from box to box and across none."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from hypothesis import HealthCheck, given, settings

from bot.learn.drawing import font
from bot.learn.drawing.layout import NAME_SMALLEST, lay_out
from bot.learn.drawing.places import Arrow, Box, Frame, Label, Layout, Point
from bot.learn.levels import Level
from bot.learn.map import Band, Link, Map, Stop
from bot.learn.mapping import map_of, team_map_of
from knowledge.model import Roadmap
from tests.bot.learn.maps import ENGLISH, large, maps

ROUNDING = 0.01
READABLE = 9.0
"""Size in a phone's own units below which people give up."""

any_map = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def laid(drawn: Map) -> Layout:
    return lay_out(drawn, font.width)


def labels(box: Box) -> Iterator[Label]:
    yield from (box.name, box.number)
    if box.note:
        yield box.note


def around(layout: Layout) -> Iterator[Label]:
    """Give what is written outside the boxes."""
    yield from (*layout.head, *layout.foot, *(key.label for key in layout.keys))
    for panel in layout.panels:
        yield panel.name
        if panel.told:
            yield panel.told


def stretches(arrow: Arrow) -> Iterator[tuple[Point, Point]]:
    yield from zip(arrow.points, arrow.points[1:], strict=False)


def swept(one: Point, other: Point, wide: float = 0.0) -> Frame:
    x, y = min(one[0], other[0]), min(one[1], other[1])
    return Frame(x - wide, y - wide, abs(one[0] - other[0]) + 2 * wide, abs(one[1] - other[1]) + 2 * wide)


def inside(frame: Frame) -> Frame:
    return Frame(frame.x + ROUNDING, frame.y + ROUNDING, frame.width - 2 * ROUNDING, frame.height - 2 * ROUNDING)


@any_map
@given(maps())
def test_boxes_stand_apart_in_their_group_and_on_the_picture(drawn: Map) -> None:
    layout = laid(drawn)
    picture = Frame(0, 0, layout.width, layout.height)
    assert [box.stop for box in layout.boxes] == list(drawn.stops)
    for one, other in combinations([box.frame for box in layout.boxes], 2):
        assert not one.meets(other)
    for above, below in zip(layout.panels, layout.panels[1:], strict=False):
        assert above.frame.bottom < below.frame.y
    stops = {stop: panel for band, panel in zip(drawn.bands, layout.panels, strict=True) for stop in band.stops}
    for box in layout.boxes:
        assert stops[box.stop].frame.holds(box.frame)
        assert picture.holds(stops[box.stop].frame)


@any_map
@given(maps())
def test_every_text_is_inside_its_place_and_large_enough(drawn: Map) -> None:
    layout = laid(drawn)
    for box in layout.boxes:
        for label in labels(box):
            assert box.frame.holds(inside(label.frame))
        for one, other in combinations(labels(box), 2):
            assert not inside(one.frame).meets(inside(other.frame))
    for label in (*(label for box in layout.boxes for label in labels(box)), *around(layout)):
        assert label.text.size >= READABLE
        assert label.text.height <= label.frame.height + ROUNDING
        for line in label.text.lines:
            assert font.width(line, label.text.size, bold=label.bold) <= label.frame.width + ROUNDING


@any_map
@given(maps())
def test_every_need_is_an_arrow_from_box_to_box(drawn: Map) -> None:
    layout = laid(drawn)
    frames = {box.stop.slug: box.frame for box in layout.boxes}
    assert sorted((arrow.link.pattern, arrow.link.needs) for arrow in layout.arrows) == sorted(
        (link.pattern, link.needs) for link in drawn.links
    )
    for arrow in layout.arrows:
        for (x, y), slug in ((arrow.points[0], arrow.link.needs), (arrow.points[-1], arrow.link.pattern)):
            assert x in (frames[slug].x, frames[slug].right)
            assert frames[slug].y < y < frames[slug].bottom


@any_map
@given(maps())
def test_arrows_cross_no_box_and_no_text(drawn: Map) -> None:
    layout = laid(drawn)
    written = [inside(label.frame) for label in around(layout)]
    for arrow in layout.arrows:
        for stretch in stretches(arrow):
            assert not any(swept(*stretch).meets(inside(box.frame)) for box in layout.boxes)
            assert not any(swept(*stretch, wide=0.5).meets(frame) for frame in written)


@any_map
@given(maps())
def test_no_arrow_runs_on_another_ones_way(drawn: Map) -> None:
    ways = [(arrow.trunk, swept(*stretch)) for arrow in laid(drawn).arrows for stretch in stretches(arrow)]
    for (one, first), (other, second) in combinations(ways, 2):
        if one != other:
            upright = first.width == second.width == 0 and first.x == second.x
            level = first.height == second.height == 0 and first.y == second.y
            assert not (upright and first.y < second.bottom and second.y < first.bottom)
            assert not (level and first.x < second.right and second.x < first.right)


def test_the_shipped_roadmap_has_every_name_whole_and_at_full_size(roadmap: Roadmap) -> None:
    for drawn in (map_of(roadmap, owner="Ana"), team_map_of(roadmap, {}, 3)):
        for box in laid(drawn).boxes:
            assert " ".join(box.name.text.lines) == box.stop.name
            assert box.name.text.size > NAME_SMALLEST + 2


def test_a_long_name_leaves_no_dot_at_the_head_of_a_line(roadmap: Roadmap) -> None:
    for letters in (12, 32, 60, 200):
        lines = laid(map_of(roadmap, owner="W" * letters)).head[1].text.lines
        assert not any(line.startswith("·") for line in lines)
        assert lines[-1].endswith("0 of 20 solid")
    fitting = laid(map_of(roadmap, owner="Maximiliane von Hohenzollern-Sig")).head[1].text
    assert fitting.lines == ("Maximiliane von Hohenzollern-Sig · 0 of 20 solid",)


def test_a_full_bar_is_everybody(roadmap: Roadmap) -> None:
    panels = laid(team_map_of(roadmap, {"foundations": 2, "resilience": 4}, 4)).panels
    assert [panel.bar.shares if panel.bar else None for panel in panels][:3] == [
        ((Level.SOLID, 0.5),),
        ((Level.SOLID, 1.0),),
        (),
    ]


def test_the_legend_says_what_counts_where_an_arrow_and_a_number_disagree(roadmap: Roadmap) -> None:
    drawn = map_of(roadmap)
    said = "Where an arrow and a number disagree, follow the arrow"
    assert [" ".join(label.text.lines) for label in laid(drawn).foot][1:] == [said]
    assert len(laid(replace(drawn, links=drawn.links[:1])).foot) == 1


def test_arrows_in_lanes_side_by_side_have_two_colours() -> None:
    stops = tuple(Stop(f"p{number}", number, f"P {number}", Level.NEW) for number in range(1, 9))
    links = (Link("p8", "p1"), Link("p6", "p3"))
    assert [arrow.lane for arrow in laid(Map("M", "", ENGLISH, (Band(1, "B", stops),), links)).arrows] == [0, 1]


def test_sixty_patterns_in_nine_groups_stay_as_large() -> None:
    for box in laid(large()).boxes:
        assert " ".join(box.name.text.lines) == box.stop.name
        assert box.name.text.size > NAME_SMALLEST + 2


def test_a_word_longer_than_its_box_is_broken() -> None:
    text = "Donaudampfschifffahrtsgesellschaftskapitän"
    band = Band(1, "Ships", (Stop("ship", 1, text, Level.NEW),))
    (box,) = laid(Map("Ships", "", ENGLISH, (band,), ())).boxes
    assert len(box.name.text.lines) > 1
    assert "".join(box.name.text.lines) == text
