"""Who is at the far end, as the server says (RFC 3325, RFC 4916, Remote-Party-ID)."""

from __future__ import annotations

from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.message import Message
from blfpanel.sip.syntax.uri import NameAddr


def asserted_identity(message: Message) -> NameAddr | None:
    """P-Asserted-Identity, else Remote-Party-ID; of several the first that has a user part."""
    for name in ("P-Asserted-Identity", "Remote-Party-ID"):
        for value in message.headers.get_all(name):
            try:
                identity = NameAddr.parse(value)
            except SipParseError:
                continue
            if identity.uri.user:
                return NameAddr(identity.display, identity.uri, ())
    return None


def same_party(one: NameAddr, other: NameAddr) -> bool:
    """Whether both tell a person the same: name, user and host."""
    mine, theirs = one.uri, other.uri
    return (one.display or "", mine.user, mine.host.lower()) == (
        other.display or "",
        theirs.user,
        theirs.host.lower(),
    )


class RemoteIdentity:
    """What is known of the far end.

    Args:
        known: what the caller dialled, or From.
    """

    def __init__(self, known: NameAddr) -> None:
        self._known = known
        self._from = known

    def news(self, message: Message, sender: NameAddr | None = None) -> NameAddr | None:
        """Who it is, if a message says something new.

        Args:
            sender: From of a request in the dialog: it counts where it has changed (RFC 4916).
        """
        identity = asserted_identity(message)
        if sender is not None and not same_party(sender, self._from):
            self._from = sender
            identity = identity or NameAddr(sender.display, sender.uri, ())
        if identity is None or same_party(identity, self._known):
            return None
        self._known = identity
        return identity
