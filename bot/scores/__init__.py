"""Scores: points, standings and streaks."""
