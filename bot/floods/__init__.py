"""Floods: how much one person, channel or guild may ask for, so that there is enough left for all others."""
