"""The endpoint: bytes in, events out; commands in, bytes out. It owns neither socket nor clock.

One message's way is: parse, transaction, then the usage whose dialog it belongs to, else the
rules for what belongs to nobody. Each step can be the last. Whoever drives it calls, after each
input, ``poll_output`` and ``poll_event`` until they give None, and ``handle_timeout`` when
``next_deadline`` has come.
"""

from __future__ import annotations

from blfpanel.sip.account import Account
from blfpanel.sip.calls.commands import CallCommands, UnknownUsage
from blfpanel.sip.core import Core, EndpointSettings, Hop
from blfpanel.sip.dialog import Dialog
from blfpanel.sip.dispatch import Dispatcher
from blfpanel.sip.events import Event, FlowLost, StrayReceived, UsageId
from blfpanel.sip.flow import Address, Flow, Output, Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.servers.keepalive import KeepAlive
from blfpanel.sip.servers.registration import Registration
from blfpanel.sip.subscriptions.notifier import Notifier
from blfpanel.sip.subscriptions.subscription import Subscription, SubscriptionSpec
from blfpanel.sip.syntax.header_values import SubscriptionState
from blfpanel.sip.syntax.message import MalformedMessage, Request, parse_message, stamp_source
from blfpanel.sip.syntax.uri import NameAddr
from blfpanel.sip.transactions.layer import AckFor2xx, NewTransaction
from blfpanel.sip.uas import refuse

#: Deadlines are not missed by so much unless the machine slept, seconds.
_SLEPT = 10.0


class Endpoint(CallCommands):
    """A SIP user agent for any number of accounts, or the engine of a PBX.

    Args:
        ids: where identifiers come from.
        settings: see :class:`EndpointSettings`.
    """

    def __init__(self, ids: Ids, *, settings: EndpointSettings | None = None) -> None:
        super().__init__(Core(ids, settings or EndpointSettings()))
        self._dispatcher = Dispatcher(self._core)

    # --- facts about the world ---

    def receive(self, flow: Flow, data: bytes, now: float) -> None:
        """One whole message came in on ``flow``."""
        try:
            message = parse_message(data)
        except MalformedMessage as problem:
            self._dispatcher.malformed(flow, data, problem)
            return
        if not isinstance(message, Request):
            if self._core.transactions.response(message, flow, now) is None:
                self._core.emit(StrayReceived(flow, f"response {message.start_line}"))
            return
        outcome = self._core.transactions.request(message, flow, now)
        if isinstance(outcome, NewTransaction):
            stamp_source(message, flow.remote)
            self._dispatcher.request(outcome.transaction, now)
        elif isinstance(outcome, AckFor2xx):
            self._dispatcher.ack(message, flow, now)

    def flow_opened(self, target: Target, flow: Flow, now: float) -> None:
        """The flow asked for by ``OpenFlow(target)`` exists."""
        self._core.flow_opened(target, flow, now)

    def flow_failed(self, target: Target, reason: str, now: float) -> None:
        """There is no way to ``target``; ``reason`` is for people."""
        self._core.flow_failed(target, reason, now)

    def flow_lost(self, flow: Flow, reason: str, now: float) -> None:
        """A flow broke; ``reason`` is for people."""
        self._core.flow_lost(flow, reason, now)
        self._core.emit(FlowLost(flow, reason))

    def flow_alive(self, flow: Flow, mapped: Address | None, now: float) -> None:
        """What kept ``flow`` open was answered; ``mapped`` is where the peer sees us, if told."""
        self._core.flow_alive(flow, mapped, now)

    def handle_timeout(self, now: float) -> None:
        """Do what is due at ``now``; a deadline that is long over means that we slept."""
        due = self._core.timers.next_deadline()
        if due is not None and now - due > _SLEPT:
            self.woke(now)
        self._core.timers.run(now)

    def woke(self, now: float) -> None:
        """This machine has slept: what was known is in doubt until the servers answer."""
        for lookout in list(self._core.lookouts.values()):
            lookout.woke(now)

    # --- outputs ---

    def poll_output(self) -> Output | None:
        """The next thing the network has to do, or None."""
        return self._core.output.popleft() if self._core.output else None

    def poll_event(self) -> Event | None:
        """The next event, or None."""
        return self._core.events.popleft() if self._core.events else None

    def next_deadline(self) -> float | None:
        """When ``handle_timeout`` has to be called; None for never."""
        return self._core.timers.next_deadline()

    # --- commands: registrations ---

    def register(self, account: Account, now: float) -> UsageId:
        """Register ``account`` and keep it registered."""
        registration = Registration(self._core, account)
        self._dispatcher.accounts[account.name] = account
        self._core.add(registration)
        registration.start(now)
        return registration.id

    def unregister(self, usage: UsageId, now: float) -> None:
        """Take the registration back; does nothing if it has ended already."""
        if usage in self._core.usages:
            self._registration(usage).stop(now)

    def add_account(self, account: Account) -> None:
        """Serve an account without registering it (the server knows our address otherwise)."""
        self._dispatcher.accounts[account.name] = account

    def remove_account(self, name: str) -> None:
        """Serve an account no more: calls for it are answered 404."""
        self._dispatcher.accounts.pop(name, None)

    def keep_alive(self, account: Account, now: float) -> UsageId:
        """Watch over the account's server from now on (see ``keepalive``)."""
        keep_alive = KeepAlive(self._core, account)
        keep_alive.start(now)
        return keep_alive.id

    def end_keep_alive(self, usage: UsageId) -> None:
        """Do so no longer."""
        found = self._core.usages.get(usage)
        if isinstance(found, KeepAlive):
            found.stop()

    def local_address(self, account: Account) -> Address | None:
        """Where this account's server reaches us; None while there is no flow to it."""
        flow = self._core.known_flow(account.server)
        return flow.local if flow else None

    # --- commands: subscriptions ---

    def subscribe(self, account: Account, spec: SubscriptionSpec, now: float) -> UsageId:
        """Subscribe, and stay subscribed until told otherwise."""
        subscription = Subscription(self._core, account, spec)
        self._core.add(subscription)
        subscription.start(now)
        return subscription.id

    def refresh(self, usage: UsageId, now: float) -> None:
        """Ask for the full state now."""
        self._subscription(usage).refresh(now)

    def unsubscribe(self, usage: UsageId, now: float) -> None:
        """End a subscription; does nothing if it has ended already."""
        if usage in self._core.usages:
            self._subscription(usage).stop(now)

    # --- commands: what a PBX needs ---

    def respond(
        self,
        request_id: int,
        status: int,
        now: float,
        *,
        reason: str | None = None,
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Answer a :class:`RequestReceived` finally."""
        transaction = self._dispatcher.pending.pop(request_id)
        tag = None if transaction.request.to_tag else self._core.ids.tag()
        refuse(transaction, status, now, reason=reason, headers=headers, to_tag=tag)

    def accept_subscription(
        self,
        request_id: int,
        expires: int,
        now: float,
        *,
        contact_user: str,
        status: int = 200,
        require: tuple[str, ...] = (),
    ) -> UsageId:
        """Accept a SUBSCRIBE; the owner sends the first NOTIFY next.

        Args:
            require: option tags that answers and NOTIFYs rely on: "eventlist" for a list.
        """
        transaction = self._dispatcher.pending.pop(request_id)
        request = transaction.request
        dialog = Dialog.from_request(request, self._core.ids.tag())
        hop = self._core.hop_of(dialog, None, transaction.flow)
        event = request.headers.get("Event") or "dialog"
        notifier = Notifier(self._core, dialog, hop, event, contact_user, require)
        notifier.accept(transaction, status, expires, now)
        return notifier.id

    def notify_unasked(
        self, sender: NameAddr, watcher: NameAddr, target: NameAddr, hop: Hop, event: str = "dialog"
    ) -> UsageId:
        """Begin to send NOTIFYs that nobody subscribed to, as innovaphone does.

        Args:
            sender: From: whose state it is.
            watcher: To.
            target: the watcher's Contact, the Request-URI.
            hop: where to send them.
        """
        dialog = Dialog(
            self._core.ids.call_id(),
            sender.with_tag(self._core.ids.tag()),
            watcher,
            target=target.uri,
        )
        return Notifier(self._core, dialog, hop, event, sender.uri.user or "").id

    def notify(
        self,
        usage: UsageId,
        state: SubscriptionState,
        content_type: str | None,
        body: bytes,
        now: float,
    ) -> None:
        """Send a NOTIFY; nothing if the watcher has gone."""
        notifier = self._core.usages.get(usage)
        if isinstance(notifier, Notifier):
            notifier.notify(state, content_type, body, now)

    def forget_watcher(self, usage: UsageId) -> None:
        """Drop a watcher without a word, as a PBX that restarts does."""
        notifier = self._core.usages.get(usage)
        if isinstance(notifier, Notifier):
            notifier.forget()

    # --- look-ups ---

    def _registration(self, usage: UsageId) -> Registration:
        found = self._core.usages.get(usage)
        if not isinstance(found, Registration):
            raise UnknownUsage(usage)
        return found

    def _subscription(self, usage: UsageId) -> Subscription:
        found = self._core.usages.get(usage)
        if not isinstance(found, Subscription):
            raise UnknownUsage(usage)
        return found
