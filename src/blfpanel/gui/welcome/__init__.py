"""The first start: an account, the keys, the sound; or the built-in PBX to play with."""
