"""Contacts in the window: found by the search, and names of who calls."""
