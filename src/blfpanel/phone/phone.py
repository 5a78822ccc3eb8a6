"""The phone: joins endpoint, panel, network and sound, and serves every front end alike."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from blfpanel import __version__
from blfpanel.body.lists import ACCEPT
from blfpanel.media.session import MediaFactory, RtpMediaFactory
from blfpanel.media.statistics import MediaStatistics
from blfpanel.net.asleep import time_asleep
from blfpanel.net.driver import Driver
from blfpanel.net.trace import Trace
from blfpanel.panel.changes import CallLogged, Change
from blfpanel.panel.commands import Command, Refresh, Unwatch, Watch, WatchList
from blfpanel.panel.keys import Key, is_same_key
from blfpanel.panel.model import Intent, KeyId
from blfpanel.panel.panel import Panel
from blfpanel.phone.call_log import CallLog, CallLogError, LoggedCall
from blfpanel.phone.effects import Effects
from blfpanel.phone.handset import Handset
from blfpanel.phone.line import Line
from blfpanel.phone.lines import Lines
from blfpanel.phone.setup import Setup
from blfpanel.phone.sleep import SleepWatch
from blfpanel.phone.talks import Talks
from blfpanel.phone.telephony import Telephony
from blfpanel.sip.core import EndpointSettings
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.events import (
    Event,
    MalformedReceived,
    NotifyReceived,
    RegistrationChanged,
    RegistrationState,
    StrayReceived,
    SubscriptionChanged,
    SubscriptionPhase,
    UsageId,
)
from blfpanel.sip.ids import Ids
from blfpanel.sip.subscriptions.subscription import SubscriptionSpec
from blfpanel.sip.syntax.uri import SipUri

_log = logging.getLogger(__name__)

#: How long leaving may take: BYE, un-SUBSCRIBE and un-REGISTER and their answers, seconds.
_LEAVE_WITHIN = 1.5

#: How long a PBX is given to take a transfer over before our end of the call hangs up, seconds.
_SEND_ON_WITHIN = 0.5


class Phone(Handset):
    """A phone with a panel.

    Everything happens in the event loop's thread. Listeners are called in the order in which
    they were added, after each change, and must not block.

    Args:
        panel: made by the caller, without accounts.
        lines: the accounts; the first one is used where nobody says which.
        keys: the keys, in panel order.
        media: opens media sessions; real RTP by default.
        numbers: source of ids; tests pass a seeded one.
        call_log: where calls that are over go; by default a list that ends with the phone.
        driver: joins the core to the network; tests pass one with a clock of their own.
    """

    def __init__(
        self,
        panel: Panel,
        lines: Sequence[Line],
        keys: Sequence[Key] = (),
        *,
        media: MediaFactory | None = None,
        numbers: random.Random | None = None,
        call_log: CallLog | None = None,
        driver: Callable[..., Driver] = Driver,
    ) -> None:
        numbers = numbers or random.SystemRandom()
        self.panel = panel
        self.trace = Trace()
        self.effects = Effects(self.trace)
        self._setup = Setup(tuple(lines), tuple(keys), panel.press_wishes)
        self._endpoint = Endpoint(
            Ids(numbers), settings=EndpointSettings(user_agent=f"blfpanel/{__version__}")
        )
        talks = Talks(media or RtpMediaFactory(numbers=numbers), numbers)
        self._lines = Lines(self._endpoint, panel, self._hang_up_of)
        self._telephony = Telephony(self._endpoint, talks, panel, self._lines.all)
        self.call_log = CallLog() if call_log is None else call_log
        self._listeners: list[Callable[[Change], None]] = [self._log_call, self.effects.handle]
        self._drive = driver
        self._driver: Driver | None = None
        self._watches: set[UsageId] = set()
        self._left = asyncio.Event()
        self._leaving = False
        self._draining = False

    # --- life ---

    def listen(self, listener: Callable[[Change], None]) -> None:
        """Tell ``listener`` every change from now on."""
        self._listeners.append(listener)

    def unlisten(self, listener: Callable[[Change], None]) -> None:
        """Tell ``listener`` nothing any more."""
        self._listeners.remove(listener)

    async def start(self) -> None:
        """Register the accounts and watch the keys' partners."""
        driver = self._drive(self._endpoint, on_event=self._event, trace=self.trace)
        self._driver = driver
        now = driver.now()
        self._put(self._setup, frozenset(), now)
        driver.add_participant(self)
        driver.add_participant(SleepWatch(time_asleep, self._woke, now))
        self._drain()

    def apply(self, setup: Setup) -> None:
        """Work with other accounts and keys from now on; what stays the same is not disturbed.

        Calls of an account that goes, or is reached in another way, are ended.
        """
        before, self._setup = self._setup, setup
        if self._driver is None or self._leaving:
            return
        self._put(setup, frozenset(key.id for key in before.keys), self.now())
        self._drain()

    def _put(self, setup: Setup, before: frozenset[KeyId], now: float) -> None:
        """Have the accounts and keys of ``setup``; ``before`` are the keys configured so far."""
        panel = self.panel
        panel.wish(setup.press)
        self._lines.apply(setup.lines, now)
        keys = [key for key in setup.keys if key.account in self._lines.all]
        wanted = {key.id for key in keys}
        for key_id in before - wanted:
            if key_id in panel:
                panel.remove_key(key_id, now)
        # a key that a list lights stands where it was configured to
        panel.reorder([key.id for key in keys])
        for key in keys:
            known = panel.key(key.id) if key.id in panel else None
            if known is not None and not is_same_key(known, key):
                panel.remove_key(key.id, now)
                known = None
            if known is None:
                panel.add_key(key, now)
                continue
            panel.replace_key(key, now)
            if key.id not in before:
                # the panel has made it itself; now it is to be watched
                panel.ask_again(key.id, now)

    def _hang_up_of(self, account: str, now: float) -> None:
        for call in self.panel.own_calls():
            if call.account == account:
                self._endpoint.hang_up(call.id, now)

    async def stop(self) -> None:
        """Leave cleanly: end calls, subscriptions and registrations, then close the network.

        Takes no longer than 2 s, whatever the server does.
        """
        driver = self._driver
        if driver is None:
            return
        self._leaving = True
        now = driver.now()
        await self._send_on(now)
        self._telephony.hang_up_all(now)
        for usage in self._watches:
            self._endpoint.unsubscribe(usage, now)
        self._lines.leave(now)
        driver.pump()
        self._note_leaving()
        try:
            async with asyncio.timeout(_LEAVE_WITHIN):
                await self._left.wait()
        except TimeoutError:
            _log.info("The server did not answer the farewell in time")
        self._telephony.end_sound()
        await driver.close()

    async def _send_on(self, now: float) -> None:
        """Have done what could still be undone: nobody is cut off who was to be transferred."""
        if self.panel.calls.leave(now):
            self._drain()
            await asyncio.sleep(_SEND_ON_WITHIN)

    def account_names(self) -> Sequence[str]:
        """The names of all accounts, the first one first."""
        return self.panel.accounts()

    def now(self) -> float:
        """Core time, seconds; 0 before the start."""
        return self._driver.now() if self._driver else 0.0

    def wall(self, at: float) -> datetime:
        """The local time of day at core time ``at``."""
        return self._driver.wall(at) if self._driver else datetime.now().astimezone()

    # --- what a person does ---

    def press(self, key: KeyId, *, ask: bool = True) -> None:
        """Press a key: call, pick up, or whatever its state means.

        Args:
            ask: whether the person can be asked where it could mean several things.
        """
        self.panel.press(key, self.now(), ask=ask)
        self._drain()

    def choose(self, key: KeyId, chosen: Intent) -> None:
        """Do what the person chose where a press asked."""
        self.panel.choose(key, chosen, self.now())
        self._drain()

    def pick_up(self, key: KeyId, method: str | None = None) -> None:
        """Pick up what rings at a key, in the best way or in this one."""
        self.panel.pick_up(key, self.now(), method=method)
        self._drain()

    def dial(self, number: str, account: str | None = None, *, here: bool = False) -> None:
        """Call a number or URI; ``here``: with this phone, even if there is a desk phone."""
        account = account or next(iter(self._lines.all), None)
        if account is None:
            self.panel.notice("No account yet. Add one to the settings to call.", self.now())
        else:
            self.panel.dial(account, number, self.now(), here=here)
        self._drain()

    def statistics(self, call: UsageId) -> MediaStatistics | None:
        """The numbers of a call's sound; None where it has none."""
        return self._telephony.statistics(call)

    def say(self, text: str) -> None:
        """Have front ends say a line about something that went wrong."""
        self.panel.notice(text, self.now())
        self._drain()

    def register_again(self, account: str) -> None:
        """Register an account anew at once."""
        self._lines.register_again(account, self.now())
        self._drain()

    def ask_again(self, key: KeyId | None = None) -> None:
        """Ask the PBX for a partner's state again, or for that of all."""
        self.panel.ask_again(key, self.now())
        self._drain()

    # --- as a participant of the driver's timer: the panel's deadlines ---

    def next_deadline(self) -> float | None:
        """When the panel or the calls want to be called."""
        due = (
            self.panel.next_deadline(),
            self._telephony.next_deadline(),
            self._lines.next_deadline(),
        )
        return min((at for at in due if at is not None), default=None)

    def handle_timeout(self, now: float) -> None:
        """The time of one of them has come."""
        digits = self._telephony.handle_timeout(now)
        self._lines.handle_timeout(now)
        deadline = self.panel.next_deadline()
        due = deadline is not None and deadline <= now
        if due:
            self.panel.handle_timeout(now)
        if due or digits:
            self._drain()

    def _woke(self, now: float) -> None:
        _log.info("The machine has slept; everything is asked for again")
        self._endpoint.woke(now)

    def look_at_missed_calls(self) -> None:
        """The person has seen which calls were missed."""
        self._keep_log(self.call_log.look)

    def forget_calls(self) -> None:
        """Empty the list of calls."""
        self._keep_log(self.call_log.clear)

    def restore_calls(self, calls: Iterable[LoggedCall]) -> None:
        """Have calls in the list again that were forgotten, oldest first."""
        self._keep_log(lambda: self.call_log.restore(calls))

    def _log_call(self, change: Change) -> None:
        if isinstance(change, CallLogged):
            record = change.record
            self._keep_log(lambda: self.call_log.add(record, self.wall))

    def _keep_log(self, work: Callable[[], object]) -> None:
        try:
            work()
        except CallLogError as problem:
            self.panel.notice(str(problem), self.now())
        self._drain()

    # --- events ---

    def _event(self, event: Event, now: float) -> None:
        if not isinstance(event, NotifyReceived):  # these are many, and the panel's alone
            self._mind(event, now)
        self.effects.handling(event)
        self.panel.handle(event, now)
        self._drain()
        self.effects.handling(None)
        if self._leaving:
            self._note_leaving()

    def _mind(self, event: Event, now: float) -> None:
        """What an event means besides what is shown of it."""
        match event:
            case RegistrationChanged(usage=usage, state=RegistrationState.UNREGISTERED):
                self._lines.unregistered(usage, now)
            case RegistrationChanged(usage=usage, state=RegistrationState.REGISTERED):
                for watch in self._lines.registered(usage):
                    self._execute(watch)
            case SubscriptionChanged(usage=usage, phase=SubscriptionPhase.TERMINATED):
                self._watches.discard(usage)
            case MalformedReceived(flow=flow, reason=reason, data=data):
                _log.warning("Not a SIP message from %s: %s (%d octets)", flow, reason, len(data))
            case StrayReceived(flow=flow, summary=summary, status=status):
                answer = "ignored" if status is None else f"answered {status}"
                _log.warning("%s from %s belongs to nothing here, %s", summary, flow, answer)
            case _:
                self._telephony.event(event, now)

    def _note_leaving(self) -> None:
        if not (self._telephony.calls or self._watches) and self._lines.settled:
            self._left.set()

    # --- changes and commands ---

    def _drain(self) -> None:
        """Carry out what the panel wants, tell what it shows, until it is quiet."""
        if self._draining:
            return
        self._draining = True
        try:
            while True:
                if (command := self.panel.poll_command()) is not None:
                    self._execute(command)
                elif (change := self.panel.poll_change()) is not None:
                    for listener in tuple(self._listeners):
                        listener(change)
                else:
                    break
        finally:
            self._draining = False
        if self._driver is not None:
            self._driver.pump()

    def _execute(self, command: Command) -> None:
        now = self.now()
        match command:
            case Watch(account=name) | WatchList(account=name) if name not in self._lines.all:
                pass  # it went in the meantime
            case Watch() | WatchList() if self._lines.waits(command):
                pass
            case Watch(key=key, account=name, uri=uri, event=event):
                spec = SubscriptionSpec(SipUri.parse(uri), event=event)
                usage = self._endpoint.subscribe(self._lines.all[name].account, spec, now)
                self._watches.add(usage)
                self.panel.watch_started(key, usage, now)
            case WatchList(account=name, uri=uri):
                spec = SubscriptionSpec(SipUri.parse(uri), accept=ACCEPT, supported=("eventlist",))
                usage = self._endpoint.subscribe(self._lines.all[name].account, spec, now)
                self._watches.add(usage)
                self.panel.list_started(name, uri, usage, now)
            case Unwatch(usage=usage):
                self._endpoint.unsubscribe(usage, now)
            case Refresh(usage=usage):
                self._endpoint.refresh(usage, now)
            case _:
                self._telephony.execute(command, now)
