"""The panel: SIP events and presses go in, changes for front ends and commands come out.

Pure and without a clock: ``now`` is core time in seconds. Poll changes and commands until there
are none after each call that takes ``now``.
"""

from __future__ import annotations

from collections.abc import Mapping

from blfpanel.body.multipart import is_multipart
from blfpanel.panel.accounts import Account
from blfpanel.panel.calls.desk import CallDesk
from blfpanel.panel.calls.hand_off import HandOffs
from blfpanel.panel.camping import Camping
from blfpanel.panel.changes import CampKind, Change, OwnCallChanged, PickupChanged, PickupOutcome
from blfpanel.panel.commands import Command, Dial, HandOff
from blfpanel.panel.keys import USUAL as ANY_KEY
from blfpanel.panel.keys import Key, PressWishes, is_uncertain
from blfpanel.panel.lamps import presence, subscriptions
from blfpanel.panel.lamps.partners import Partners
from blfpanel.panel.lists.lists import Lists
from blfpanel.panel.model import Intent, KeyId, Party
from blfpanel.panel.other_keys import OtherKeys
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.pickups.experience import Experience, Lesson
from blfpanel.panel.pickups.ladder import Pickups
from blfpanel.panel.press import Meaning, Presses
from blfpanel.panel.profiles.profiles import Profiles
from blfpanel.panel.set_up import SetUp
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    CallRedirected,
    Event,
    MalformedReceived,
    NotifyReceived,
    RegistrationChanged,
    RegistrationState,
    RemoteIdentityChanged,
    ServerChanged,
    ServerState,
    StrayReceived,
    SubscriptionChanged,
    SubscriptionPhase,
    UsageId,
)
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.uri import SipUri
from blfpanel.wording import say


class Panel(SetUp):
    """All accounts, keys and calls of one user.

    Args:
        profiles: how PBXs differ.
        discover: make keys for partners that were heard of and that nobody configured.
        lessons: what picking up has taught on earlier days.
        press: what presses mean where a key has no wishes of its own.
    """

    def __init__(
        self,
        profiles: Profiles,
        *,
        discover: bool = False,
        lessons: Mapping[str, Lesson] | None = None,
        press: PressWishes = ANY_KEY,
    ) -> None:
        self._profiles = profiles
        self._outbox = Outbox()
        self._accounts: dict[str, Account] = {}
        self._partners = Partners(profiles, self._outbox, discover=discover)
        self._lists = Lists(self._partners, self._outbox, discover=discover)
        self.calls = CallDesk(self._outbox, self._accounts, self._name_of)
        self._experience = Experience(lessons)
        self._pickups = Pickups(self._partners, self._outbox, self._experience)
        self._hand_offs = HandOffs(
            self.calls, self._accounts, self._outbox, self._name_of, self._pickups.owns
        )
        self._others = OtherKeys(self.calls, self._outbox)
        self._presses = Presses(
            self._partners,
            self._others,
            self.calls,
            self._pickups,
            _Hands(self),
            self._outbox,
            press,
        )
        self._places = {}
        self._left = set()
        self.camping = Camping(
            lambda key: self._partners[key].state if key in self._partners else None,
            lambda key: self._partners[key].key.label,
            self.call,
            self.calls,
            self._outbox,
        )

    # --- what became of commands ---

    def registration_started(self, account: str, usage: UsageId, now: float) -> None:
        """``usage`` registers ``account``."""
        self._accounts[account].registration = usage

    def watch_started(self, key_id: KeyId, usage: UsageId, now: float) -> None:
        """The command Watch became this subscription."""
        partner = self._partners.get(key_id)
        if partner is None:
            self._partners.leave(usage)
        elif not self._lists.supersedes(partner, usage):
            self._partners.bind(key_id, usage)

    def list_started(self, account: str, uri: str, usage: UsageId, now: float) -> None:
        """The command WatchList became this subscription."""
        self._lists.bind(account, uri, usage)

    def call_started(self, dial: Dial, usage: UsageId, now: float) -> None:
        """The command Dial became this call."""
        self.calls.dialled(dial, usage, now)
        self._pickups.dialled(dial, usage)
        self._hand_offs.dialled(dial, usage)

    def hand_off_started(self, command: HandOff, refer: UsageId, now: float) -> None:
        """The command HandOff became this REFER."""
        self._hand_offs.referred(command, refer)

    def is_timely(self, dial: Dial, now: float) -> bool:
        """Whether to carry out the command Dial, asked right before the INVITE goes out.

        A call that no longer rings at a partner is not picked up; the panel has said so then.
        """
        return self._pickups.is_timely(dial, now)

    def dial_failed(self, dial: Dial, text: str, now: float) -> None:
        """The command Dial could not be carried out; ``text`` says why."""
        self.calls.not_dialled(dial)
        told = self._hand_offs.not_dialled(dial, text)
        if not told and not self._pickups.not_dialled(dial, text, now):
            self._outbox.notice(text, dial.key, problem=True)

    # --- what happens ---

    def handle(self, event: Event, now: float) -> None:
        """Take in an event of the SIP core."""
        if isinstance(event, NotifyReceived):  # most are
            self._notified(event, now)
        else:
            self._happened(event, now)
        self._pickups.look(now)
        self._hand_offs.look(now)
        self.camping.look(now)

    def _notified(self, event: NotifyReceived, now: float) -> None:
        if event.account not in self._accounts or event.usage in self._partners.left:
            pass  # of one that is gone
        elif self._lists.takes(event):
            self._lists.notified(event, self._accounts[event.account], now)
        elif presence.is_presence(event.request):
            presence.notified(self._partners, event, now)
        else:
            self._partners.notified(event, self._accounts[event.account], now)

    def _happened(self, event: Event, now: float) -> None:
        match event:
            case SubscriptionChanged() if self._lists.changed(event, now):
                pass
            case SubscriptionChanged(usage=usage) if usage in self._partners.left:
                if event.phase is SubscriptionPhase.TERMINATED:
                    self._partners.left.discard(usage)
            case SubscriptionChanged(usage=usage):
                partner = self._partners.of_usage(usage)
                if partner is not None:
                    subscriptions.changed(self._partners, partner, event, now)
            case RegistrationChanged():
                self._registered(event, now)
            case ServerChanged():
                self._server_changed(event, now)
            case MalformedReceived(flow=flow, reason=reason):
                text = say(
                    "{flow} sent something that is no SIP message: {reason}.",
                    flow=flow,
                    reason=reason,
                )
                self._outbox.notice_once(f"malformed {flow.remote[0]}", text)
            case StrayReceived(flow=flow, summary=summary, status=int(status)):
                text = say(
                    "{summary}, sent by {flow}, belongs to nothing here. Answered {status}.",
                    summary=summary,
                    flow=flow,
                    status=status,
                )
                self._outbox.notice_once(f"stray {flow.remote[0]} {status}", text)
            case _:
                self._called(event, now)
                self._hand_offs.handle(event, now)

    def _called(self, event: Event, now: float) -> None:
        match event:
            case CallEstablished(call=call):
                self.calls.handle(event, now)
                self._pickups.established(call, now)
            case CallEnded():
                self.calls.handle(event, now)
                self._pickups.ended(event, now)
            case CallRedirected(call=call, targets=targets) if self._pickups.owns(call):
                self.calls.redirected(call, None, now)
                self._pickups.redirected(call, targets, now)
            case CallRedirected(call=call, targets=targets):
                onward = self.calls.redirected(call, targets[0] if targets else None, now)
                if onward is not None:
                    self._outbox.order(onward)
            case RemoteIdentityChanged(call=call, identity=identity):
                self.calls.handle(event, now)
                self._pickups.identified(call, identity)
            case _:
                self.calls.handle(event, now)

    def _name_of(self, account: str, number: str) -> str | None:
        partners = self._partners.numbered(account, number)
        return partners[0].key.label if partners else None

    def _registered(self, event: RegistrationChanged, now: float) -> None:
        account = self._registering(event.usage)
        if account is None:
            return
        self._outbox.tell(account.registered(event))
        match event.state:
            case RegistrationState.REGISTERED if account.troubled:
                account.troubled = False
                mine = (p for p in self._partners if p.key.account == account.name)
                self._ask(partner for partner in mine if partner.state.stale)
                self._outbox.notice(
                    say("Connected again.{up_to_date}", up_to_date=self._up_to_date(account))
                )
            case RegistrationState.REFUSED | RegistrationState.FAILED:
                subscriptions.registration_lost(self._partners, account.name, event.failure, now)
                text = account.trouble(event, now)
                if text is not None and not account.troubled:
                    self._outbox.notice(text, problem=True)
                account.troubled = True

    def _server_changed(self, event: ServerChanged, now: float) -> None:
        if event.account not in self._accounts:
            return
        subscriptions.server_changed(self._partners, event, now)
        account = self._accounts[event.account]
        if event.state is ServerState.SILENT and not account.troubled:
            account.troubled = True
            text = say(
                "{server} does not answer. Lamps show what was last known.", server=account.server
            )
            self._outbox.notice(text, problem=True)

    def _up_to_date(self, account: Account) -> str:
        mine = [p.state for p in self._partners if p.key.account == account.name]
        sure = sum(not is_uncertain(state) for state in mine)
        return f" {sure} lamp{'s are' if sure > 1 else ' is'} up to date." if sure else ""

    def _registering(self, usage: UsageId) -> Account | None:
        if usage in self._left:
            return None
        for account in self._accounts.values():
            if account.registration == usage:
                return account
        only = next(iter(self._accounts.values())) if len(self._accounts) == 1 else None
        return only if only is not None and only.registration is None else None

    # --- time ---

    def next_deadline(self) -> float | None:
        """When :meth:`handle_timeout` wants to be called; None: not before the next event."""
        due = (
            self._partners.next_deadline(),
            self._lists.next_deadline(),
            self.calls.next_deadline(),
            self._pickups.next_deadline(),
            self.camping.next_deadline(),
        )
        return min((at for at in due if at is not None), default=None)

    def handle_timeout(self, now: float) -> None:
        """The deadline came."""
        self._partners.handle_timeout(now)
        self._lists.handle_timeout(now)
        self.calls.handle_timeout(now)
        self._pickups.look(now)
        self._hand_offs.look(now)
        self.camping.look(now)

    # --- what a person does ---

    def press(self, key_id: KeyId, now: float, *, ask: bool = True) -> None:
        """Press a key: do what that means now; ``ask`` allows to ask the person."""
        self._presses.press(key_id, now, ask=ask)

    def meant(self, key_id: KeyId) -> Meaning:
        """What a press on this key means now."""
        return self._presses.meant(key_id)

    def choose(self, key_id: KeyId, chosen: Intent, now: float) -> None:
        """Do what the person chose where a press asked."""
        if key_id in self:  # it may have gone while the question stood
            self._presses.choose(key_id, chosen, now)

    def pick_up(self, key_id: KeyId, now: float, *, method: str | None = None) -> None:
        """Pick up what rings at a key, in the profile's order of ways, or in this way only."""
        if key_id in self._others:
            text = say("Nothing rings at {label}.", label=self.key(key_id).label)
            self._outbox.tell(PickupChanged(key_id, PickupOutcome.LOST, text))
            return
        self._pickups.begin(self._partners[key_id], now, method)

    def dial(
        self,
        account: str,
        number: str,
        now: float,
        key: KeyId | None = None,
        *,
        here: bool = False,
    ) -> None:
        """Call a number or URI; for ``key``, if one stands for it; ``here``: by no desk phone."""
        if account not in self._accounts:
            text = say("There is no account to call {number} with. Add one.", number=number)
            self._outbox.notice(text, key, problem=True)
            return
        try:
            uri = SipUri.dialled(number, self._accounts[account].aor.uri)
        except SipParseError as error:
            self._outbox.notice(
                say("“{number}” cannot be called: {error}.", number=number, error=error),
                key,
                problem=True,
            )
            return
        label = self.key(key).label if key is not None else None
        party = Party(str(uri), uri.user_unescaped or uri.host, label)
        self._outbox.order(Dial(account, str(uri), (), key, party=party, here=here))

    def address(self, account: str, number: str) -> str:
        """Where a number is at an account; as it was given, where it is no number there."""
        known = self._accounts.get(account)
        try:
            return number if known is None else str(SipUri.dialled(number, known.aor.uri))
        except SipParseError:
            return number

    def call(self, key_id: KeyId, now: float) -> None:
        """Call the partner of a key."""
        key = self.key(key_id)
        self.dial(key.account, key.number, now, key_id)

    def read_document(
        self, account: str, body: bytes, now: float, key: KeyId | None = None
    ) -> bool:
        """Take in a bare dialog-info document or list, for ``key`` or for whom it names.

        Returns whether it was about any key. Raises ``BodyError`` if it cannot be read.
        """
        if is_multipart(None, body):
            return self._lists.document(body, self._accounts[account], key, now)
        return self._partners.document(body, self._accounts[account], key, now)

    def notice(self, text: str, now: float) -> None:
        """Have front ends say a line about something the panel does not see itself."""
        self._outbox.notice(text, problem=True)

    # --- outputs ---

    def poll_change(self) -> Change | None:
        """The next change, oldest first; None when all were told."""
        changes = self._outbox.changes
        change = changes.popleft() if changes else None
        if isinstance(change, OwnCallChanged):
            self._others.look(change.call.since)
        return change

    def poll_command(self) -> Command | None:
        """The next command, oldest first; None when there is none."""
        commands = self._outbox.commands
        if not commands:
            return None
        commands[0] = self._hand_offs.divert(commands[0])
        return self.calls.makes_room(commands[0]) or commands.popleft()


class _Hands:
    """What presses set going elsewhere."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel

    def dial(self, key: Key, number: str, now: float) -> None:
        self._panel.dial(key.account, number, now, key.id)

    def address(self, key: Key, number: str) -> str:
        return self._panel.address(key.account, number)

    def camp(self, key: KeyId, call: UsageId | None, now: float) -> None:
        kind = CampKind.TELL if call is None else CampKind.TELL_THEN_TRANSFER
        self._panel.camping.begin([key], kind, now, call=call)
