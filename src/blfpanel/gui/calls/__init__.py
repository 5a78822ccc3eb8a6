"""My calls in the window: the call card, those that wait, transfer, the list of calls."""
