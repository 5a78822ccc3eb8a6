"""The option --profile, the same for all commands that have it."""

from __future__ import annotations

from blfpanel.cli.exits import EXIT_USAGE, CommandFailure
from blfpanel.panel.profiles.profiles import AUTO, Profiles


def known_profile(name: str, profiles: Profiles, *, auto: bool = True) -> str:
    """``name`` if it is a profile's, or "auto" where that is allowed.

    Raises:
        CommandFailure: it is neither; the text names those that are known.
    """
    names = [AUTO, *profiles] if auto else list(profiles)
    if name not in names:
        known = ", ".join(names)
        raise CommandFailure(f"There is no profile “{name}”. Known are {known}.", EXIT_USAGE)
    return name
