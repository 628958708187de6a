"""Weights in a folder of one's own."""

from pathlib import Path

import pytest

from bot.engine.weights import WeightsError, brief, in_folder


def laid(path: Path, *names: str) -> Path:
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).touch()
    return path


@pytest.mark.parametrize("name", ["model.onnx", "model_q8.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx"])
def test_the_one_model_of_a_folder_is_taken(tmp_path: Path, name: str) -> None:
    weights = in_folder(laid(tmp_path / "mini", name, "tokenizer.json"))
    assert (weights.title, weights.model) == ("mini", tmp_path / "mini" / name)


def test_of_several_the_plainly_named_one_is_taken(tmp_path: Path) -> None:
    laid(tmp_path, "onnx/model.onnx", "onnx/model_O1.onnx", "tokenizer.json")
    assert in_folder(tmp_path).model.name == "model.onnx"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((), "holds no ONNX file. Put one there and name it model.onnx."),
        (("a.onnx", "b.onnx", "tokenizer.json"), "holds several ONNX files (a.onnx, b.onnx). Put one there"),
        (("model.onnx",), "holds no tokenizer.json. Put the model's own there."),
    ],
)
def test_a_folder_without_weights_is_told(tmp_path: Path, names: tuple[str, ...], said: str) -> None:
    with pytest.raises(WeightsError) as caught:
        in_folder(laid(tmp_path, *names))
    assert str(caught.value).startswith(f"SENTENCE_MODEL: {tmp_path} {said}")


def test_an_error_of_pages_is_told_in_a_line() -> None:
    assert brief(ValueError("first.\nsecond")) == "first"
    assert brief(ValueError()) == "ValueError"
    assert len(brief(ValueError("x" * 5_000))) == 200
    caused = OSError("look at these pages")
    caused.__cause__ = ConnectionRefusedError("refused")
    assert brief(caused) == "refused"
