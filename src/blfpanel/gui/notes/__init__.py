"""Notes on partners and callers."""
