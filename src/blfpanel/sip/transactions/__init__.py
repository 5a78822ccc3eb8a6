"""Requests, their repetitions and their answers (RFC 3261 §17, RFC 6026)."""
