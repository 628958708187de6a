"""Drawing maps: where everything stands, what it looks like, and the picture itself."""
