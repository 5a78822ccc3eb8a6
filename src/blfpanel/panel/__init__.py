"""The product's own rules: keys, lamps, PBX habits, what a press means. Pure, like ``sip``."""
