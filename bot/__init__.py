"""Roadmap Bot: what happens around the knowledge, and how it is shown."""
