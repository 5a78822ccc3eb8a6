"""INVITE usages: making, taking, changing, transferring and ending calls."""
