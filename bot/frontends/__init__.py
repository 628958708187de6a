"""How cards are shown and people are heard."""
