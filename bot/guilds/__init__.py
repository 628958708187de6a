"""Guilds: their settings, and what their admins are told."""
