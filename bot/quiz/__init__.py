"""Quizzes: schedules, rounds and their questions."""
