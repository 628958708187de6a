"""What somebody might do to the bot on purpose: each line of docs/security.md has its tests, most of them here."""
