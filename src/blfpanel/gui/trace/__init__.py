"""The message trace in a window of its own: ladder, message, export."""
