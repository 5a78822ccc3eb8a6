"""The local API: other programs of the same user act through the panel that runs."""
