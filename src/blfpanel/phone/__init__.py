"""A whole phone for any front end: SIP core, panel, network and sound joined. No Qt."""
