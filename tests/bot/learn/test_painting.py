"""The picture itself: a PNG of the size and colours that were meant, small enough to send."""

import io

from PIL import Image

from bot.learn.drawing import font
from bot.learn.drawing.__main__ import draw, legible
from bot.learn.drawing.layout import lay_out
from bot.learn.drawing.painting import scale_of
from bot.learn.drawing.palette import PALETTE
from bot.learn.levels import Level
from bot.learn.map import Band, Map, Stop, read, written
from bot.learn.mapping import map_of, team_map_of
from knowledge.model import Roadmap
from tests.bot.learn.maps import ENGLISH, large

LARGEST = 300_000
SHARPEST = 2
"""Pixels for each point of a phone's screen below which letters look soft."""


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_boxes_have_exactly_the_colour_of_their_level(roadmap: Roadmap) -> None:
    levels = {pattern.slug: Level(number % 4) for number, pattern in enumerate(roadmap.patterns)}
    drawn = map_of(roadmap, levels, "Ana")
    layout = lay_out(drawn, font.width)
    picture, scale = opened(draw(drawn)), scale_of(layout)
    assert picture.getpixel((1, 1)) == PALETTE.ground
    for box in layout.boxes:
        corner = (round((box.frame.x + 4) * scale), round((box.frame.y + 4) * scale))
        assert picture.getpixel(corner) == PALETTE.tone(box.stop.level).fill


def test_nothing_of_what_lies_behind_shows_so_that_one_picture_serves_both_themes(roadmap: Roadmap) -> None:
    picture = Image.open(io.BytesIO(draw(map_of(roadmap, owner="Ana"))))
    assert not picture.has_transparency_data


def test_sixty_patterns_are_sharp_and_small_to_send() -> None:
    png = draw(large())
    assert len(png) < LARGEST
    assert opened(png).width >= SHARPEST * 360


def test_the_shipped_roadmap_is_small_to_send(roadmap: Roadmap) -> None:
    assert len(draw(map_of(roadmap))) < LARGEST / 2
    assert len(draw(team_map_of(roadmap, {"foundations": 4}, 5))) < LARGEST / 2


def test_a_mark_tells_the_level_without_its_colour(roadmap: Roadmap) -> None:
    shapes = set()
    for level in Level:
        drawn = map_of(roadmap, {pattern.slug: level for pattern in roadmap.patterns})
        layout = lay_out(drawn, font.width)
        mark = layout.boxes[0].mark
        assert mark is not None
        scale = scale_of(layout)
        left, top, right, bottom = (round((part + aside) * scale) for aside in (-5, 5) for part in mark)
        part = opened(draw(drawn)).crop((left, top, right, bottom))
        fill = PALETTE.tone(level).fill
        shapes.add(bytes(part.getpixel((x, y)) == fill for y in range(part.height) for x in range(part.width)))
    assert len(shapes) == len(Level)


def test_other_alphabets_are_drawn_and_what_has_no_signs_gives_way_to_a_number() -> None:
    names = ("Öffnungsschutz", "Σύστημα", "Шаблон", "断路器模式", "🚀 Rocket", "Bulk\u00adhead")
    stops = tuple(Stop(f"p{number}", number, name, Level.NEW) for number, name in enumerate(names, start=1))
    drawn = Map("מפה", "王", ENGLISH, (Band(3, "弹性", stops),), ())
    told = legible(drawn)
    assert [stop.name for stop in told.stops] == [
        "Öffnungsschutz",
        "Σύστημα",
        "Шаблон",
        "No. 4",
        "Rocket",
        "Bulkhead",
    ]
    assert (told.title, told.owner, told.bands[0].name) == ("Roadmap", "This person", "Group 3")


def test_a_map_is_read_as_it_was_written(roadmap: Roadmap) -> None:
    for drawn in (large(), team_map_of(roadmap, {"foundations": 4}, 5)):
        assert read(written(drawn)) == drawn
