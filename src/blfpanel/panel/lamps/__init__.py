"""From documents to lamps: whose, by which rule, how certain, and why."""
