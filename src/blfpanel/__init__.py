"""blfpanel: a busy-lamp-field panel for any SIP PBX."""

__version__ = "0.1.0"
