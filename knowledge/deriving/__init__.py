"""Questions that the roadmap's own tables and texts give, a module for each part of it."""
