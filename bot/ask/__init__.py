"""Asking: from a question to cards."""
