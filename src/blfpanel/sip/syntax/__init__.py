"""Messages as text: framing, headers, URIs, the grammar they share (RFC 3261 §7, §20, §25)."""
