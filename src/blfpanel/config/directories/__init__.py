"""Names and numbers from files and servers: who is behind a number, and who is called so."""
