"""The pane that answers "Why this lamp?"."""
