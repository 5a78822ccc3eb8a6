"""An account's server: registered at, reached, kept alive, left for another."""
