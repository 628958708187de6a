"""Painting: a layout as a PNG. Shapes are painted large and made smaller, so that their edges are smooth."""

import io
import math
from collections.abc import Iterable
from operator import sub
from typing import Final

from PIL import Image, ImageDraw

from bot.learn.drawing import font
from bot.learn.drawing.legend import SAMPLE
from bot.learn.drawing.palette import PALETTE, Colour, Palette, Tone
from bot.learn.drawing.places import Arrow, Bar, Box, Frame, Key, Label, Layout, Panel, Point
from bot.learn.levels import Level

SCALES: Final = (3.0, 2.5, 2.0, 1.5)
"""Pixels for each of the layout's units: a phone's screen has about three."""
MOST_PIXELS: Final = 6_500_000
"""Higher pictures get fewer pixels, so that sending them stays quick."""
FINER: Final = 2
"""How many times larger shapes are painted."""
LINE: Final = 1.5
CORNER: Final = 3.5
HEAD: Final = 6.5
ROUND: Final = 6.0
MARK: Final = 5.5
CAPITAL: Final = 0.711
"""Height of Roboto's capitals at size 1."""
MIXED: Final = 6
"""Steps from a colour to the one that it lies on."""
DISTINCT: Final = 8


def paint(layout: Layout, palette: Palette = PALETTE) -> bytes:
    """Paint a picture."""
    scale = scale_of(layout)
    size = (round(layout.width * scale), round(layout.height * scale))
    canvas = Image.new("RGB", (size[0] * FINER, size[1] * FINER), palette.ground)
    brush = Brush(ImageDraw.Draw(canvas), palette, scale * FINER)
    for panel in layout.panels:
        brush.panel(panel)
    for box in layout.boxes:
        brush.box(box)
    brush.arrows(layout.arrows)
    if layout.bar:
        brush.bar(layout.bar)
    for key in layout.keys:
        brush.key(key)
    picture = canvas.reduce(FINER)
    Pen(ImageDraw.Draw(picture), palette, scale).letter(layout)
    written = io.BytesIO()
    picture.quantize(palette=_colours(palette), dither=Image.Dither.NONE).save(written, "PNG")
    return written.getvalue()


def scale_of(layout: Layout) -> float:
    """Say how many pixels a unit gets."""
    units = layout.width * layout.height
    return next((scale for scale in SCALES if units * scale**2 <= MOST_PIXELS), SCALES[-1])


def _colours(palette: Palette) -> Image.Image:
    """Give all colours there may be: a file that numbers them is a third as large, and loses none of the palette's."""
    kept: list[Colour] = []
    for step in (0, MIXED, *range(1, MIXED)):
        for one, other in palette.meetings:
            mixed = [round(part + (aim - part) * step / MIXED) for part, aim in zip(one, other, strict=True)]
            # Pillow takes colours that are nearly the same for the same: the palette's own must win.
            if all(max(map(abs, map(sub, mixed, shade))) >= DISTINCT for shade in kept):
                kept.append((mixed[0], mixed[1], mixed[2]))
    colours = Image.new("P", (1, 1))
    colours.putpalette([part for shade in kept[:256] for part in shade])
    return colours


class Brush:
    """Paints shapes; what it takes is in the layout's units."""

    def __init__(self, draw: ImageDraw.ImageDraw, palette: Palette, scale: float) -> None:
        """Take what to paint on, the colours, and how many pixels a unit has there."""
        self._scale = scale
        self._draw = draw
        self._palette = palette

    def panel(self, panel: Panel) -> None:
        """Paint what a group lies on."""
        self._rounded(panel.frame, self._palette.panel, 10)
        if panel.bar:
            self.bar(panel.bar)

    def bar(self, bar: Bar) -> None:
        """Paint how far somebody has come."""
        frame = bar.frame
        self._rounded(frame, self._palette.groove, frame.height / 2)
        end = frame.x
        ends: list[tuple[float, Level]] = []
        for level, share in bar.shares:
            end += frame.width * share
            ends.append((end, level))
        for right, level in reversed(ends):
            # The longest first, each over the last: only the outer ends are round.
            part = Frame(frame.x, frame.y, max(frame.height, right - frame.x), frame.height)
            self._rounded(part, self._palette.tone(level).mark, frame.height / 2)

    def box(self, box: Box) -> None:
        """Paint a pattern's box and mark."""
        tone = self._palette.tone(box.stop.level)
        self._rounded(box.frame, tone.fill, ROUND, tone.line)
        if box.mark and box.stop.level is not None:
            self.mark(box.mark, box.stop.level, tone)

    def mark(self, at: Point, level: Level, tone: Tone) -> None:
        """Paint a disc that is empty, a third full, two thirds full, or full and ticked."""
        around = self._around(at, MARK)
        width = self._long(1.3)
        if level is Level.SOLID:
            self._draw.ellipse(around, fill=tone.mark)
            tick = [(at[0] - 2.6, at[1] + 0.2), (at[0] - 0.7, at[1] + 2.1), (at[0] + 2.7, at[1] - 1.9)]
            self._draw.line([self._at(point) for point in tick], fill=tone.fill, width=self._long(1.5), joint="curve")
            return
        self._draw.ellipse(around, outline=tone.mark, width=width)
        if level is not Level.NEW:
            inner = self._around(at, MARK - 2.2)
            self._draw.pieslice(inner, -90, -90 + 120 * level, fill=tone.mark)

    def arrows(self, arrows: Iterable[Arrow]) -> None:
        """Paint arrows: they turn in curves, so that what meets at right angles is seen to cross."""
        for arrow in arrows:
            self._arrow(arrow.points, self._palette.other if arrow.lane % 2 else self._palette.arrow)

    def key(self, key: Key) -> None:
        """Paint a mark as it is explained."""
        if key.level is None:
            self._arrow((key.at, (key.at[0] + SAMPLE, key.at[1])), self._palette.arrow)
            return
        tone = self._palette.tone(key.level)
        behind = Frame(key.at[0] - 8.5, key.at[1] - 8.5, 17, 17)
        self._rounded(behind, tone.fill, 4, tone.line)
        self.mark(key.at, key.level, tone)

    def _arrow(self, points: tuple[Point, ...], shade: Colour) -> None:
        self._line(_rounded_off(_shortened(points, HEAD / 2)), shade, LINE)
        self._draw.ellipse(self._around(points[0], 2.0), fill=shade)
        (x, y), ahead = points[-1], math.copysign(1, points[-1][0] - points[-2][0])
        half = HEAD * 0.55
        head = [(x, y), (x - ahead * HEAD, y - half), (x - ahead * HEAD, y + half)]
        self._draw.polygon([self._at(point) for point in head], fill=shade)

    def _line(self, points: list[Point], shade: Colour, width: float) -> None:
        self._draw.line([self._at(point) for point in points], fill=shade, width=self._long(width), joint="curve")

    def _rounded(self, frame: Frame, fill: Colour, radius: float, line: Colour | None = None) -> None:
        corners = [self._at((frame.x, frame.y)), self._at((frame.right, frame.bottom))]
        self._draw.rounded_rectangle(corners, self._long(radius), fill, line, self._long(1.0) if line else 0)

    def _around(self, at: Point, radius: float) -> list[Point]:
        return [self._at((at[0] - radius, at[1] - radius)), self._at((at[0] + radius, at[1] + radius))]

    def _at(self, point: Point) -> Point:
        return point[0] * self._scale, point[1] * self._scale

    def _long(self, length: float) -> int:
        return max(1, round(length * self._scale))


def _shortened(points: tuple[Point, ...], length: float) -> list[Point]:
    """End a way before its end: a line as wide as it is would show beside the point of the head."""
    (x, y), before = points[-1], points[-2]
    return [*points[:-1], (x - math.copysign(length, x - before[0]), y)]


def _rounded_off(points: list[Point]) -> list[Point]:
    """Make corners round."""
    smooth = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(CORNER, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        for step in range(7):
            part = step / 6
            smooth.append(
                tuple(
                    (1 - part) ** 2 * a + 2 * part * (1 - part) * b + part**2 * c
                    for a, b, c in zip(start, corner, end, strict=True)
                )  # type: ignore[arg-type]
            )
    return [*smooth, points[-1]]


def _towards(corner: Point, other: Point, length: float) -> Point:
    whole = math.dist(corner, other) or 1.0
    return corner[0] + (other[0] - corner[0]) * length / whole, corner[1] + (other[1] - corner[1]) * length / whole


class Pen:
    """Writes texts at the picture's own size: the font smooths its edges better than any shrinking."""

    def __init__(self, draw: ImageDraw.ImageDraw, palette: Palette, scale: float) -> None:
        """Take what to write on, the colours, and how many pixels a unit has there."""
        self._draw = draw
        self._palette = palette
        self._scale = scale

    def letter(self, layout: Layout) -> None:
        """Write all texts."""
        around = [*layout.head, *layout.foot, *(key.label for key in layout.keys)]
        around += [label for panel in layout.panels for label in (panel.name, panel.told) if label]
        for label in around:
            self._write(label, self._palette.quiet if label.quiet else self._palette.text)
        for box in layout.boxes:
            tone = self._palette.tone(box.stop.level)
            for label in (box.name, box.number, *((box.note,) if box.note else ())):
                self._write(label, tone.quiet if label.quiet else tone.text)

    def _write(self, label: Label, shade: Colour) -> None:
        face = font.font(label.text.size * self._scale, bold=label.bold)
        right = label.align == "right"
        x = label.frame.right if right else label.frame.x
        for place, line in enumerate(label.text.lines):
            # By the middle of capital letters, not of what a line happens to hold: all keep their distance.
            y = label.frame.y + label.text.leading * (place + 0.5) + label.text.size * CAPITAL / 2
            self._draw.text((x * self._scale, y * self._scale), line, shade, face, "rs" if right else "ls")
