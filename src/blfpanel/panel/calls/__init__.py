"""My own calls: what is done with them, and what becomes of those that come in."""
