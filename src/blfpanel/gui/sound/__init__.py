"""Sound devices: speech in and out, ringing, and what happens when a device comes or goes."""
