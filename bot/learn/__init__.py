"""Learning: what a person remembers, what comes next, and a picture of both."""
