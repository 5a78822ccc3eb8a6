"""Colours, icons, measures and widgets that all of the window shares."""
