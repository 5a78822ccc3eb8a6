"""The settings window: made of the catalogue of settings."""
