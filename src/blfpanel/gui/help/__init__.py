"""Help in the window: what the lamps mean, and which keys of the keyboard do what."""
