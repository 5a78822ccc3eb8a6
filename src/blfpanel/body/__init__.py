"""Message bodies: dialog-info (RFC 4235) and SDP (RFC 8866). Pure; lxml is allowed only here."""
