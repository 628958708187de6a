"""Teaching: what a guild adds to the roadmap, what it misses in it, and what it thinks of the answers."""
