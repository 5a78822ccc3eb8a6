"""Picking up what rings at a partner: the ways, the ladder, what became of it."""
