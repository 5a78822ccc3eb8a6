"""Resource lists (RFC 4662): one subscription that lights many keys."""
