"""How many inputs are made up, and in which portions: each is a test of its own, so that all cores share them."""

import os
from collections.abc import Callable
from typing import Any, Final, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings

INPUTS: Final = int(os.environ.get("FUZZ_INPUTS", "4000"))
"""All in all; `make fuzz` sets it."""
PORTION: Final = 5_000
"""Inputs of one test: Hypothesis remembers them all until it ends."""
Test = TypeVar("Test", bound=Callable[..., Any])


def share(of: float) -> Callable[[Test], Test]:
    """Let a test have so much of all inputs."""
    inputs = max(10, round(INPUTS * of))
    portions = -(-inputs // PORTION)

    def shared(test: Test) -> Test:
        limited = settings(
            max_examples=-(-inputs // portions),
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )(test)
        parametrized: Test = pytest.mark.parametrize("portion", range(portions))(limited)
        return parametrized

    return shared
