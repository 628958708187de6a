"""Questions and answers as lines: one question a line in, one JSON object a line out."""

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import BinaryIO

from bot.ask.record import record
from bot.ask.service import Asking, Response

LINE_LIMIT = 1024 * 1024
"""Bytes of a line that are kept; it is far too long to be answered anyway."""
NOT_UTF8 = "That is not UTF-8 text. Send the question as UTF-8."

# What JSON lets stand but a terminal obeys, or other programs take for the end of a line.
_AWKWARD = re.compile("[\x7f-\x9f\u2028\u2029]")


def answer_lines(asking: Asking, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer every line, whatever is in it, before the next is read."""
    for line in lines_of(questions):
        question, response = respond(asking, line)
        answers.write(json_line(asking, question, response))
        answers.flush()


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Give the lines of a stream as they come, without their ends; what exceeds the limit is left out."""
    while line := stream.readline(LINE_LIMIT):
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(LINE_LIMIT)
        yield line.removesuffix(b"\n").removesuffix(b"\r")


def respond(asking: Asking, line: bytes) -> tuple[str, Response]:
    """Answer the question in `line`, or say why it cannot be read; give the question as text too."""
    try:
        # A line that was cut may end within a character.
        question = getincrementaldecoder("utf-8")().decode(line, final=len(line) < LINE_LIMIT)
    except UnicodeDecodeError:
        question = line.decode(errors="replace")
        return question, asking.decline(question, NOT_UTF8)
    return question, asking.answer(question)


def json_line(asking: Asking, question: str, response: Response) -> bytes:
    """Write a response as one line."""
    return line_of(record(asking.guide.roadmap, question, response))


def line_of(value: object) -> bytes:
    """Write a value as one line of JSON."""
    written = json.dumps(value, ensure_ascii=False)
    return _AWKWARD.sub(lambda found: f"\\u{ord(found[0]):04x}", written).encode() + b"\n"
