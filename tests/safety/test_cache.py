"""What lies in the cache is read as numbers and words: nothing in it can run, whoever put it there."""

import io
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge import fit as learning
from knowledge.fit import Fit


class Harm:
    """Leaves a trace where it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self._trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self._trace,)


def test_a_pickle_in_the_place_of_a_fit_is_not_obeyed(fit: Fit, tmp_path: Path) -> None:
    trace = tmp_path / "harm"
    harmful = pickle.dumps(Harm(trace))
    hidden = io.BytesIO()
    with np.load(io.BytesIO(learning.to_bytes(fit)), allow_pickle=False) as whole:
        arrays = {**whole, "subjects_idf": np.array([Harm(trace)], dtype=object)}
    np.savez(hidden, **arrays)
    for content in (harmful, hidden.getvalue()):
        with pytest.raises(ValueError, match="this is no fit"):
            learning.from_bytes(content)
    assert not trace.exists()
    pickle.loads(harmful)  # noqa: S301 - shows that it would have been seen
    assert trace.exists()
