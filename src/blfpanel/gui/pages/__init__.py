"""Pages of keys: tabs, the grid below them, and changing what stands where."""
