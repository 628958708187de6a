import os
from pathlib import Path

import pytest

from tests.knowledge.folders import Folder
from tests.knowledge.source_text import NOT_NAMED


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder.small(tmp_path / "tea")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not os.environ.get("ROADMAP_SOURCE"):
        terminalreporter.write_line(NOT_NAMED)
