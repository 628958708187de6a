"""The adapter over the runtime, on small real models; skipped where the runtime is not installed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest

from bot.engine.weights import WeightsError, in_folder
from tests.bot.engine import exports

if TYPE_CHECKING:
    from bot.engine.sentences import SentenceModel

Load: TypeAlias = "Callable[[Path], SentenceModel]"


@pytest.fixture
def load() -> Load:
    if not exports.is_there():
        pytest.skip(exports.ADVICE)
    from bot.engine import sentences  # noqa: PLC0415 - it needs what may not be here

    return lambda folder: sentences.load(in_folder(folder))


def mean_of(*words: str) -> list[float]:
    mean = np.mean([exports.VECTORS[word] for word in words], axis=0)
    return [float(value) for value in mean / np.linalg.norm(mean)]


@pytest.mark.parametrize(
    "model", [exports.of_tokens(), exports.of_tokens(exports.STANDARD[:2]), exports.of_tokens(("i", "a"))]
)
def test_the_standard_form_gives_the_mean_of_its_tokens(load: Load, tmp_path: Path, model: bytes) -> None:
    sentences = load(exports.folder(tmp_path / "mini", model))
    assert sentences.size == 3
    (one, two) = sentences.vectors(["queue", "Slow slow CHECKOUT"])
    assert one.tolist() == pytest.approx([1, 0, 0])
    assert two.tolist() == pytest.approx(mean_of("slow", "slow", "checkout"), rel=1e-5)


def test_the_other_form_gives_its_own_vector_at_unit_length(load: Load, tmp_path: Path) -> None:
    sentences = load(exports.folder(tmp_path, exports.of_texts()))
    (vector,) = sentences.vectors(["slow queue"])
    assert vector.tolist() == pytest.approx(mean_of("slow", "queue"), rel=1e-5)


def test_a_vector_of_the_text_is_taken_before_those_of_its_tokens(load: Load, tmp_path: Path) -> None:
    sentences = load(exports.folder(tmp_path, exports.of_both()))
    (vector,) = sentences.vectors(["slow queue"])
    highest = np.array([1.0, 3.0, 4.0])
    assert vector.tolist() == pytest.approx((highest / np.linalg.norm(highest)).tolist(), rel=1e-5)


def test_a_text_has_the_same_vector_alone_and_among_thousands(load: Load, tmp_path: Path) -> None:
    sentences = load(exports.folder(tmp_path, exports.of_tokens()))
    texts = ["slow " * (number % 7) + "queue" for number in range(2_000)]
    many = sentences.vectors(texts)
    assert many.dtype == np.float32
    assert np.array_equal(many[:20], np.concatenate([sentences.vectors([text]) for text in texts[:20]]))
    assert sentences.vectors([]).shape == (0, 3)


def test_only_the_beginning_of_a_long_text_is_read(load: Load, tmp_path: Path) -> None:
    sentences = load(exports.folder(tmp_path, exports.of_tokens()))
    (vector,) = sentences.vectors(["queue " * 128 + "slow " * 500])
    assert vector.tolist() == pytest.approx([1, 0, 0])


def test_many_threads_may_ask_at_once(load: Load, tmp_path: Path) -> None:
    sentences = load(exports.folder(tmp_path, exports.of_tokens()))
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: sentences.vectors(["slow queue"]).tolist(), range(200)))
    assert all(one == found[0] for one in found)


def test_the_name_changes_with_the_weights_and_the_tokenizer_alone(load: Load, tmp_path: Path) -> None:
    names = [
        load(exports.folder(tmp_path / place / "mini", model, **tokenizer)).name
        for place, model, tokenizer in (
            ("a", exports.of_tokens(), {}),
            ("b", exports.of_tokens(), {}),
            ("c", exports.of_tokens(output="v"), {}),
            ("d", exports.of_tokens(), {"normalizer": None}),
        )
    ]
    assert names[0].startswith("mini ")
    assert names[0] == names[1]
    assert len(set(names)) == 3


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (b"", "cannot be used"),
        (b"no model at all", "cannot be used"),
        (exports.of_tokens()[:90], "cannot be used"),
        (exports.of_tokens(("pixels", "attention_mask")), 'it asks for "pixels", and gets only input_ids'),
    ],
)
def test_what_is_no_sentence_model_is_refused_with_what_to_do(
    load: Load, tmp_path: Path, model: bytes, said: str
) -> None:
    with pytest.raises(WeightsError, match=said) as caught:
        load(exports.folder(tmp_path, model))
    assert str(tmp_path / "model.onnx") in str(caught.value)
    assert "name another folder in SENTENCE_MODEL" in str(caught.value)


def test_a_damaged_tokenizer_is_refused(load: Load, tmp_path: Path) -> None:
    exports.folder(tmp_path, exports.of_tokens())
    (tmp_path / "tokenizer.json").write_text("{")
    with pytest.raises(WeightsError, match="cannot be used"):
        load(tmp_path)


def test_a_tokenizer_of_another_model_is_refused(load: Load, tmp_path: Path) -> None:
    strange = {"type": "WordLevel", "vocab": {"[UNK]": 0, "queue": 30_000}, "unk_token": "[UNK]"}
    with pytest.raises(WeightsError, match="cannot be used"):
        load(exports.folder(tmp_path, exports.of_tokens(), model=strange))


def test_an_output_without_a_vector_is_refused(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(exports.VECTORS, "[UNK]", (float("nan"), 0.0, 0.0))
    with pytest.raises(WeightsError, match="last_hidden_state is no vector of a text"):
        load(exports.folder(tmp_path, exports.of_tokens()))
