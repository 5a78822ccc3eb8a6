"""The built-in PBX: a real SIP server on loopback to play with and to test against."""
