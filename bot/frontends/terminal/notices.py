"""What a person is told while nothing else can be shown."""

import sys


def learning() -> None:
    """Say why the first answer takes its time; a program that reads us is not told."""
    if sys.stderr.isatty():
        print("Reading the roadmap for the first time. This takes some seconds, once …", file=sys.stderr)
