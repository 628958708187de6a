"""A fit as bytes: it comes back the same, and anything else is refused."""

import io
import json
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ask.service import Asking
from bot.layout import written
from knowledge import fit as fitting
from knowledge.fit import Fit
from knowledge.guide import Guide
from knowledge.loader import SHIPPED, load
from knowledge.model import Roadmap
from tests.knowledge.folders import Folder

QUESTIONS = (
    "payments are slow and every thread is blocked",
    "what should I read before service mesh",
    "blue-green vs canary",
    "best pizza in town",
    "wat is a sagga",
)


def test_a_fit_that_went_through_bytes_gives_the_same_answers(roadmap: Roadmap, fit: Fit, asking: Asking) -> None:
    again = Asking(Guide(roadmap, fitting.from_bytes(fitting.to_bytes(fit))))
    for question in QUESTIONS:
        first, second = asking.answer(question), again.answer(question)
        assert first.reply == second.reply
        assert [written(card) for card in first.cards] == [written(card) for card in second.cards]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder.small(tmp_path_factory.mktemp("small") / "tea")


@pytest.fixture(scope="module")
def content(small: Folder) -> bytes:
    return fitting.to_bytes(fitting.learn(small.load()))


def test_the_same_roadmap_gives_the_same_bytes(small: Folder, content: bytes) -> None:
    assert fitting.to_bytes(fitting.learn(small.load())) == content


@pytest.mark.parametrize(
    "garbage", [b"", b"PK", b"PK\x03\x04", b"\x93NUMPY", b"hello", bytes(1000), b"PK\x05\x06" + bytes(18)]
)
def test_bytes_that_are_no_fit_are_refused(garbage: bytes) -> None:
    with pytest.raises(ValueError, match="this is no fit"):
        fitting.from_bytes(garbage)


def test_a_cut_fit_is_refused_wherever_it_was_cut(content: bytes) -> None:
    for end in range(0, len(content) - 1, max(1, len(content) // 40)):
        with pytest.raises(ValueError, match="this is no fit"):
            fitting.from_bytes(content[:end])


def test_a_fit_with_flipped_bits_is_refused_or_still_a_fit(content: bytes) -> None:
    chance = random.Random(3)
    for _ in range(150):
        place = chance.randrange(len(content))
        flipped = content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]
        try:
            assert isinstance(fitting.from_bytes(flipped), Fit)
        except ValueError as error:
            assert "this is no fit" in str(error)  # noqa: PT017 - both ends are right here


@settings(max_examples=50)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_with_a_value_error(garbage: bytes) -> None:
    with pytest.raises(ValueError, match="this is no fit"):
        fitting.from_bytes(garbage)


def rewritten(content: bytes, **changes: Any) -> bytes:
    with np.load(io.BytesIO(content)) as arrays:
        parts = {name: arrays[name] for name in arrays.files}
    parts |= changes
    buffer = io.BytesIO()
    np.savez(buffer, **{name: part for name, part in parts.items() if part is not None})
    return buffer.getvalue()


def text(value: object) -> Any:
    return np.frombuffer(json.dumps(value).encode(), np.uint8)


@pytest.mark.parametrize(
    "changes",
    [
        {"words": None},
        {"kinds_bias": None},
        {"subjects_names": text({"labels": []})},
        {"subjects_names": text([1, 2])},
        {"subjects_names": text(None)},
        {"words": np.frombuffer(b"{not json", np.uint8)},
        {"words": np.frombuffer(b"\xff\xfe", np.uint8)},
        {"words": np.array([{"a": 1}], dtype=object)},
    ],
)
def test_a_fit_that_lacks_a_part_or_holds_a_wrong_one_is_refused(content: bytes, changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="this is no fit"):
        fitting.from_bytes(rewritten(content, **changes))


def test_a_fit_whose_parts_do_not_belong_together_is_refused(content: bytes) -> None:
    with np.load(io.BytesIO(content)) as arrays:
        shorter = arrays["subjects_weights"][:-1]
    strange = np.array([9_999], np.int32)
    for changes in ({"subjects_weights": shorter}, {"kinds_word_columns": strange}):
        with pytest.raises(ValueError, match="this is no fit"):
            fitting.from_bytes(rewritten(content, **changes))


def test_the_fingerprint_changes_with_any_file_of_the_roadmap(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(SHIPPED, folder)
    before = fitting.fingerprint(load(folder))
    assert before == fitting.fingerprint(load(SHIPPED))
    topics = folder / "topics.yaml"
    topics.write_bytes(topics.read_bytes() + b"\n")
    assert fitting.fingerprint(load(folder)) != before
