"""What a person is told while nothing else can be shown."""

import sys

from bot.announcements import Announcement, Without, said


def tell(announcement: Announcement) -> None:
    """Say why the first answer takes its time; a program that reads us is told only what is wrong."""
    if isinstance(announcement, Without) or sys.stderr.isatty():
        print(said(announcement), file=sys.stderr)
