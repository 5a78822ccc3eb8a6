"""What a subscription asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from blfpanel.sip.syntax.uri import SipUri

#: What the body of a NOTIFY usually is, by package (RFC 4235 §3.5, RFC 3856 §6.6).
_BODY_TYPES = {"dialog": "application/dialog-info+xml", "presence": "application/pidf+xml"}


@dataclass(frozen=True, slots=True)
class SubscriptionSpec:
    """What to subscribe to.

    Attributes:
        uri: whose state.
        event: the event package; repeated unchanged in every refresh.
        accept: body types we read; empty for those usual with the package.
        expires: how long to ask for, seconds.
        supported: option tags ("eventlist" where a list is asked for).
    """

    uri: SipUri
    event: str = "dialog"
    accept: tuple[str, ...] = ()
    expires: int = 600
    supported: tuple[str, ...] = ()

    @property
    def accepted(self) -> tuple[str, ...]:
        """The values of Accept."""
        return self.accept or (_BODY_TYPES.get(self.event, _BODY_TYPES["dialog"]),)

    def plainer(self) -> SubscriptionSpec | None:
        """The same with fewer wishes, for a server that answers 489; None if there are none."""
        plain = replace(self, accept=(), supported=())
        same = plain.accepted == self.accepted and not self.supported
        return None if same else plain
