"""`python -m bot.learn.drawing`: a map as JSON in, a PNG out. The bot starts it, so that drawing holds up nothing."""

import sys
from dataclasses import replace

from bot.learn.drawing import font
from bot.learn.drawing.layout import lay_out
from bot.learn.drawing.painting import paint
from bot.learn.map import Band, Map, Stop, read


def draw(drawn: Map) -> bytes:
    """Draw a map."""
    return paint(lay_out(legible(drawn), font.width))


def legible(drawn: Map) -> Map:
    """Write only what the font has signs for; where it has none, numbers speak for names."""
    say = drawn.texts

    def stop(one: Stop) -> Stop:
        return replace(one, name=font.legible(one.name, lambda: say("number-alone", number=one.number)))

    def band(one: Band) -> Band:
        return replace(
            one,
            name=font.legible(one.name, lambda: say("group-number", number=one.number)),
            stops=tuple(map(stop, one.stops)),
        )

    title = font.legible(drawn.title, lambda: say("map-title"))
    owner = font.legible(drawn.owner, lambda: say("this-person") if drawn.owner else "")
    return replace(drawn, title=title, owner=owner, bands=tuple(map(band, drawn.bands)))


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(read(sys.stdin.buffer.read().decode())))
