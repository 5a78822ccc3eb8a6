"""The registrar (RFC 3261 §10.3): where the phones of a user can be reached."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from blfpanel.sim.directory import number_of
from blfpanel.sim.guard import Refusal
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.grammar import SipParseError, parse_delta_seconds
from blfpanel.sip.syntax.message import Request
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from blfpanel.sip.timers import TimerQueue

#: What a phone gets that does not say how long, and the most any gets; seconds.
DEFAULT_EXPIRES = 3600


@dataclass(frozen=True, slots=True)
class Binding:
    """One phone of a user.

    Attributes:
        number: the user.
        uri: the Contact.
        flow: where the REGISTER came from; calls and NOTIFYs go back there.
        call_id: of the REGISTER.
        cseq: of the REGISTER; an older one changes nothing.
        expires_at: core time.
    """

    number: str
    uri: SipUri
    flow: Flow
    call_id: str
    cseq: int
    expires_at: float


class _Timer(enum.Enum):
    EXPIRY = "expiry"


class Registrar:
    """Keeps the bindings.

    Args:
        timers: shared with the rest of the PBX.
        min_expires: the shortest time a phone may ask for, seconds (423).
        came: told of each phone that registered anew.
        went: told of each phone that has gone.
    """

    def __init__(
        self,
        timers: TimerQueue,
        min_expires: int,
        *,
        came: Callable[[Binding, float], None],
        went: Callable[[Binding], None],
    ) -> None:
        self._timers = timers
        self._min_expires = min_expires
        self._came = came
        self._went = went
        self._bindings: dict[str, list[Binding]] = {}

    def bindings(self, number: str) -> Sequence[Binding]:
        """The phones of a user, in the order in which they registered."""
        return self._bindings.get(number, ())

    def all_bindings(self) -> list[Binding]:
        """The phones of all users."""
        return [binding for bindings in self._bindings.values() for binding in bindings]

    def register(
        self, request: Request, flow: Flow, now: float
    ) -> Refusal | tuple[tuple[str, str], ...]:
        """Do what an authenticated REGISTER asks for.

        Returns:
            the headers of the 200, or how to refuse.
        """
        number = number_of(request.to.uri)
        wishes = self._wishes(request)
        if isinstance(wishes, Refusal):
            return wishes
        known = list(self.bindings(number))
        for uri, expires in wishes:
            old = next((each for each in known if each.uri.equals(uri)), None)
            if old and old.call_id == request.call_id and request.cseq.number <= old.cseq:
                return Refusal(500, "Overtaken by a later REGISTER")
            if 0 < expires < self._min_expires:
                return Refusal(423, None, (("Min-Expires", str(self._min_expires)),))
        for uri, expires in wishes:
            self._bind(number, uri, expires, request, flow, now)
        return tuple(
            ("Contact", str(NameAddr(None, each.uri, (("expires", _left(each, now)),))))
            for each in self.bindings(number)
        )

    def flow_lost(self, flow: Flow) -> None:
        """A connection broke: the phones behind it cannot be reached any more."""
        for binding in self.all_bindings():
            if binding.flow is flow:
                self._remove(binding)

    # --- inside ---

    def _wishes(self, request: Request) -> Refusal | list[tuple[SipUri, int]]:
        """What the Contacts ask for (§10.3 step 6); ``*`` is every binding there is."""
        values = request.headers.get_all("Contact")
        if "*" in values:
            if len(values) > 1 or request.expires != 0:
                return Refusal(400, "A Contact of * stands alone and needs Expires: 0")
            return [(each.uri, 0) for each in self.bindings(number_of(request.to.uri))]
        general = request.expires
        wishes = []
        for value in values:
            try:
                contact = NameAddr.parse(value)
            except SipParseError:
                return Refusal(400, "Unreadable Contact")
            own = parse_delta_seconds(contact.param("expires"))
            expires = own if own is not None else general
            wishes.append((contact.uri, DEFAULT_EXPIRES if expires is None else expires))
        return [(uri, min(expires, DEFAULT_EXPIRES)) for uri, expires in wishes]

    def _bind(
        self, number: str, uri: SipUri, expires: int, request: Request, flow: Flow, now: float
    ) -> None:
        bindings = self._bindings.setdefault(number, [])
        place = next((i for i, each in enumerate(bindings) if each.uri.equals(uri)), None)
        if expires == 0:
            if place is not None:
                self._remove(bindings[place])
            return
        binding = Binding(number, uri, flow, request.call_id, request.cseq.number, now + expires)
        if place is not None and _same_phone(bindings[place], binding):
            bindings[place] = binding
        else:
            if place is not None:
                self._remove(bindings[place])
            bindings.append(binding)
            self._came(binding, now)
        self._arm()

    def _remove(self, binding: Binding) -> None:
        self._bindings[binding.number].remove(binding)
        self._went(binding)

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Some phone did not come back in time."""
        for binding in self.all_bindings():
            if binding.expires_at <= now:
                self._remove(binding)
        self._arm()

    def _arm(self) -> None:
        if bindings := self.all_bindings():
            first = min(binding.expires_at for binding in bindings)
            self._timers.start(self, _Timer.EXPIRY, first)


def _same_phone(old: Binding, new: Binding) -> bool:
    """Whether a phone only refreshed; after a restart or a new connection it knows nothing."""
    return old.flow is new.flow and old.call_id == new.call_id


def _left(binding: Binding, now: float) -> str:
    return str(round(binding.expires_at - now))
