"""Is the server still there, and is it still the same? A small exchange every 25 s.

OPTIONS (RFC 3261 §11) tells over any transport whether the server is there: any answer counts.
Whether it still knows us, OPTIONS cannot tell; for that one of the account's subscriptions, each
time another one, is refreshed. A server that has forgotten one dialog is asked about a second,
since it may have dropped just that one; if it has forgotten that too, it was restarted, and all
is asked for anew.

This also keeps the way open through NAT, and for datagrams finds out whether the way, and with it
our own address, has changed.
"""

from __future__ import annotations

import enum
from typing import TypeVar

from blfpanel.sip.account import Account
from blfpanel.sip.core import Core, Usage
from blfpanel.sip.events import (
    Failure,
    RegistrationState,
    ServerChanged,
    ServerState,
    SubscriptionPhase,
)
from blfpanel.sip.exchange import Exchange
from blfpanel.sip.flow import Address, Flow, Target
from blfpanel.sip.servers.ping import Pings
from blfpanel.sip.servers.probe import Questions, Trial
from blfpanel.sip.servers.registration import Registration
from blfpanel.sip.servers.way import BACK_AFTER
from blfpanel.sip.subscriptions.retry import Ladder
from blfpanel.sip.subscriptions.subscription import Subscription
from blfpanel.sip.syntax.message import Response
from blfpanel.sip.timers import Name

U = TypeVar("U", bound=Usage)

#: Seconds from an answer to the next question, at most; a fifth less at least.
INTERVAL = 25.0

#: No answer for so long is silence. Six datagrams have gone out by then, seconds.
PATIENCE = 16.0

#: Between tries while there is no way at all: soon for a network that is back, more rarely for a
#: server that refuses us.
_NO_WAY = Ladder((5.0,) * 8 + (10.0, 20.0, 30.0))

#: How long the second of two subscriptions is awaited that shall tell of a restart, seconds.
_WITNESS = 40.0


#: Signs of a restart within so long are signs of the same one, seconds.
_ONE_RESTART = 60.0


class _Timer(Name):
    PROBE = "probe"
    VERDICT = "verdict"


class KeepAlive(Usage):
    """Watches over one account's server."""

    def __init__(self, core: Core, account: Account) -> None:
        self.id = core.new_usage_id()
        self.account = account
        self._core = core
        self._questions = Questions(core, account)
        self._pings = Pings(core, account)
        self._exchange: Exchange | None = None
        self._trial: Trial | None = None
        self._looked_at = float("-inf")
        self._following = False  # whether subscriptions wait for the new server to know us
        self._address: Address | None = None  # where the server saw us last
        self._looking = False
        self._silent = False
        self._answers = False  # whether this server has ever answered OPTIONS
        self._asked_about = 0  # the usage whose dialog was asked about last
        self._suspected_until: float | None = None
        self._restarted_at: float | None = None
        self._rounds = 0
        self._failures = 0  # to find a way, in a row

    def start(self, now: float) -> None:
        """Begin: open the way there, for calls; the first question comes after a while."""
        self._core.add(self)
        self._core.lookouts[self.account.name] = self
        if self._core.known_flow(self.account.server) is None:
            self._core.look_for_way(self.account.server, None, now)
        self._looked_at = now
        self._plan(now)
        self._pings.start(now)

    def stop(self) -> None:
        """End, without a word."""
        for timer in _Timer:
            self._core.timers.stop(self, timer)
        self._pings.stop()
        self._core.remove(self)
        self._core.lookouts.pop(self.account.name, None)

    # --- OPTIONS ---

    def timer_fired(self, name: enum.Enum, now: float) -> None:
        """Ask, or conclude from having no answer."""
        if name is _Timer.PROBE:
            self._probe(now)
        elif self._answers:
            self._fell_silent(now)
            self._try_elsewhere(now)
        else:
            self._ask_about_next(now)

    def _plan(self, now: float) -> None:
        due = now + self._core.ids.jitter(INTERVAL * 0.8, INTERVAL)
        self._core.timers.start(self, _Timer.PROBE, due)

    def _probe(self, now: float) -> None:
        """Ask; on UDP by way of asking for the way, which may not be the one it was."""
        if self._exchange is not None or self._looking:
            return
        self._core.timers.start(self, _Timer.VERDICT, now + PATIENCE)
        if not self._answers:
            self._ask_about_next(now)
        server = self.account.server
        flow = self._core.known_flow(server)
        if flow is None or not flow.reliable:
            self._looking = True
            self._core.look_for_way(server, self, now)
            return
        if now >= self._looked_at + BACK_AFTER:
            self._looked_at = now
            self._core.look_for_way(server, None, now)
        self._send(now)

    def flow_ready(self, flow: Flow, now: float) -> None:
        """There is a way."""
        self._looking = False
        self._send(now)

    def flow_refused(self, failure: Failure, now: float) -> None:
        """There is no way, or only its name cannot be found out at the moment."""
        self._looking = False
        if self._core.known_flow(self.account.server) is not None:
            self._send(now)
        else:
            if self._answers:
                self._fell_silent(now)
            self._core.timers.start(self, _Timer.PROBE, now + self._no_way())

    def _no_way(self) -> float:
        self._failures += 1
        return _NO_WAY.wait(self._failures, self._core.ids)

    def _send(self, now: float) -> None:
        self._exchange = self._questions.ask(self.account.server, self)
        self._exchange.start(now)

    def response(self, exchange: Exchange, response: Response, now: float) -> None:
        """The server is there."""
        if exchange is not self._exchange:
            return
        self._core.timers.stop(self, _Timer.VERDICT)
        self._failures = 0
        self._look_at_address(exchange, response, now)
        if response.status >= 200:
            self._exchange = None
            self._plan(now)
        if self._silent:
            self._came_back(now)
        elif not self._answers:
            self._came_up(now)
        elif response.status >= 200 and self._answers and not self._ask_about_next(now):
            self._register_at_times(now)
        self._answers = True

    def failed(self, exchange: Exchange, failure: Failure, now: float) -> None:
        """No answer to be had: ask again, at once where the waiting is over already."""
        if exchange is not self._exchange:
            return
        self._exchange = None
        if self._answers:
            self._fell_silent(now)
        wait = 0.0 if failure.status == 408 else self._no_way()
        self._core.timers.start(self, _Timer.PROBE, now + wait)
        flow = exchange.flow
        if failure.status == 408 and self._silent and flow is not None and flow.reliable:
            self._core.flow_dead(flow, failure.reason, now)

    # --- where the server is, and where it sees us ---

    def better_found(self, flow: Flow, now: float) -> None:
        """Try it; one after the other."""
        if self._trial is None or self._trial.over:
            self._trial = Trial(self._core, self.account, flow)
            self._trial.start(now)

    def server_changed(self, server: Target, lost: Flow | None, now: float) -> None:
        """What was asked of the old one will not be answered; what was watched there is not here.

        The subscriptions follow as soon as the new one knows us.
        """
        if server != self.account.server:
            return
        self._exchange = None
        self._looking = False
        self._address = None
        self._core.timers.stop(self, _Timer.VERDICT)
        self._plan(now)
        self._following = True

    def registered(self, now: float) -> None:
        """Now the subscriptions can follow."""
        if self._following:
            self._following = False
            for subscription in self._all(Subscription):
                subscription.refresh(now)

    def alive(self, flow: Flow, mapped: Address | None, now: float) -> None:
        """The way is open."""
        if flow is not self._core.known_flow(self.account.server):
            return
        self._pings.alive(flow)
        if mapped is not None:
            self._core.seen_at(self.account, flow, mapped)
            self._compare_address(flow, now)

    def _look_at_address(self, exchange: Exchange, response: Response, now: float) -> None:
        flow = exchange.flow
        if flow is not None and flow is self._core.known_flow(self.account.server):
            self._core.see(self.account, flow, response)
            self._compare_address(flow, now)

    def _compare_address(self, flow: Flow, now: float) -> None:
        """Another address than before: what the server was told about us is outdated."""
        before, self._address = self._address, self._core.address_seen(flow)
        if before is not None and before != self._address:
            self._register_again(now)
            for subscription in self._all(Subscription):
                if subscription.phase is SubscriptionPhase.ACTIVE:
                    subscription.refresh(now)

    def _try_elsewhere(self, now: float) -> None:
        flow = self._core.known_flow(self.account.server)
        if flow is not None:
            self._core.server_failed(self.account.server, flow, now)

    # --- what the account's other usages find out ---

    def heard(self, now: float) -> None:
        """The server answered something else."""
        if self._silent and not self._answers:
            self._came_back(now)

    def not_heard(self, now: float) -> None:
        """Another request found no answer: that counts where OPTIONS never found one."""
        if not self._answers:
            self._fell_silent(now)
            self._try_elsewhere(now)

    def dialog_known(self, usage: Usage) -> None:
        """The server has not forgotten everything."""
        if usage.id == self._asked_about:
            self._suspected_until = None

    def dialog_unknown(self, usage: Usage, now: float) -> None:
        """The server has forgotten a dialog: one, or all of them?"""
        if self._suspected_until is not None and now < self._suspected_until:
            self.restarted(now)
            return
        self._suspected_until = now + _WITNESS
        if not self._ask_about_next(now):
            self.restarted(now)

    def woke(self, now: float) -> None:
        """This machine has slept: nothing is known until the server answers."""
        self._fell_silent(now)
        self._exchange = None
        self._looking = False
        self._probe(now)

    # --- conclusions ---

    def _fell_silent(self, now: float) -> None:
        if not self._silent:
            self._silent = True
            self._core.emit(ServerChanged(self.account.name, ServerState.SILENT))

    def _came_back(self, now: float) -> None:
        self._silent = False
        self._core.emit(ServerChanged(self.account.name, ServerState.BACK))
        self._register_again(now)
        for subscription in self._all(Subscription):
            if subscription.phase is not SubscriptionPhase.REFUSED:
                subscription.refresh(now)

    def _came_up(self, now: float) -> None:
        """The first answer ever: what failed before it need not wait any longer."""
        for registration in self._all(Registration):
            if registration.state is RegistrationState.FAILED:
                registration.again(now)
        for subscription in self._all(Subscription):
            if subscription.phase is SubscriptionPhase.DOUBTFUL:
                subscription.refresh(now)

    def restarted(self, now: float) -> None:
        """The server has forgotten all it knew: ask for everything anew, but once."""
        self._suspected_until = None
        if self._restarted_at is not None and now < self._restarted_at + _ONE_RESTART:
            return
        self._restarted_at = now
        self._core.emit(ServerChanged(self.account.name, ServerState.RESTARTED))
        self._register_again(now)
        failure = Failure(481, "The PBX was restarted", local=True)
        for subscription in self._all(Subscription):
            subscription.renew(failure, now)

    def _register_again(self, now: float) -> None:
        for registration in self._all(Registration):
            registration.again(now)

    def _register_at_times(self, now: float) -> None:
        """Every other time register where news comes unasked, and only to whom is registered.

        Such a server tells all that is so as soon as it gets to know us again.
        """
        self._rounds += 1
        if self._rounds % 2 == 0 and self.account.name in self._core.told_unasked:
            self._register_again(now)

    def _ask_about_next(self, now: float) -> bool:
        """Refresh the next active subscription; whether there is one."""
        active = [
            each
            for each in self._all(Subscription)
            if each.phase is SubscriptionPhase.ACTIVE and not each.is_asking
        ]
        if not active:
            return False
        chosen = next((each for each in active if each.id > self._asked_about), active[0])
        self._asked_about = chosen.id
        chosen.refresh(now)
        return True

    def _all(self, kind: type[U]) -> list[U]:
        """The account's usages of a kind, oldest first."""
        return [
            usage
            for usage in self._core.usages.values()
            if isinstance(usage, kind) and self._is_mine(usage)
        ]

    def _is_mine(self, usage: Usage) -> bool:
        return (
            isinstance(usage, Subscription | Registration)
            and usage.account.name == self.account.name
        )
