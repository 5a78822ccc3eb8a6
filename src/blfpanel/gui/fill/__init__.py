"""Filling the panel: from the PBX, a range of numbers or a file; and writing it to files."""
