"""Event subscriptions (RFC 6665): ours, and those we serve."""
