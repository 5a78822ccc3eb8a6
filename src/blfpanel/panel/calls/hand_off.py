"""Calls that my desk phone makes: the panel dials, the desk phone talks.

::

    refer:     me ── REFER (call 207) ──► desk phone ── INVITE ──► 207
    callback:  me ── INVITE ──► desk phone, which is answered
               me ── REFER (call 207) ──► desk phone or its PBX ── INVITE ──► 207; me: BYE

A pick-up has to be quick: this phone takes the call and sends it to the desk phone at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from blfpanel.panel.accounts import Account
from blfpanel.panel.calls.desk import CallDesk
from blfpanel.panel.calls.reception import HandOffBy
from blfpanel.panel.changes import HandOffChanged, HandOffOutcome
from blfpanel.panel.commands import Command, Dial, HandOff, HangUp, Mute
from blfpanel.panel.model import OwnCallState, Party
from blfpanel.panel.outbox import Outbox
from blfpanel.panel.words import refusal
from blfpanel.sip.events import (
    CallEnded,
    CallEstablished,
    EndedBy,
    Event,
    Failure,
    ReferProgressed,
    UsageId,
)
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.uri import SipUri
from blfpanel.wording import mark, say

_NAME = mark("Your desk phone")

#: What says no to a REFER as such, not to the call it asks for.
_NO_REFER = frozenset({403, 405, 420, 481, 489, 501, 603})


class HandOffs:
    """All calls that go through a desk phone, as far as they are being made.

    Args:
        calls: my calls.
        accounts: by name; their policies say which have a desk phone.
        outbox: where commands and changes go.
        name_of: gives the label of the key that an account's number has, None without one.
        undecided: whether a pick-up may still turn out not to be one.
    """

    def __init__(
        self,
        calls: CallDesk,
        accounts: Mapping[str, Account],
        outbox: Outbox,
        name_of: Callable[[str, str], str | None],
        undecided: Callable[[UsageId], bool],
    ) -> None:
        self._name_of = name_of
        self._undecided = undecided
        self._calls = calls
        self._accounts = accounts
        self._outbox = outbox
        #: Calls to desk phones, before and after they are made, and whom these are to call then.
        self._planned: dict[Dial, Dial] = {}
        self._first: dict[UsageId, Dial] = {}
        #: Those of them that are being connected.
        self._connecting: set[UsageId] = set()
        #: Desk phones that are asked to call.
        self._referred: dict[UsageId, Dial] = {}
        #: Those that have begun to tell how it gets on.
        self._heard: set[UsageId] = set()
        #: Attempts to pick up for a desk phone.
        self._picking: dict[UsageId, str] = {}

    def divert(self, command: Command) -> Command:
        """What to do instead of ``command``, where a call is to be made by a desk phone."""
        if not isinstance(command, Dial) or command.here or command.pickup:
            return command
        if command.refer is not None:
            return command
        desk = self._desk_phone(command.account)
        if desk is None:
            return command
        if self._accounts[command.account].policy.desk_phone_by is HandOffBy.REFER:
            return HandOff(command.account, str(desk), command)
        party = Party(str(desk), desk.user_unescaped or desk.host, _NAME)
        call = Dial(command.account, str(desk), party=party, key=command.key, here=True)
        self._planned[call] = command
        self._tell(
            command, HandOffOutcome.TRYING, say("{phone} rings. Take it off the hook.", phone=_NAME)
        )
        return call

    def dialled(self, dial: Dial, usage: UsageId) -> None:
        """The command Dial became this call."""
        if (wanted := self._planned.pop(dial, None)) is not None:
            self._first[usage] = wanted
        elif dial.pickup and self._desk_phone(dial.account) is not None:
            self._picking[usage] = dial.account

    def not_dialled(self, dial: Dial, text: str) -> bool:
        """The command Dial could not be carried out; whether it was a call to a desk phone."""
        wanted = self._planned.pop(dial, None)
        if wanted is not None:
            self._tell(wanted, HandOffOutcome.FAILED, text)
        return wanted is not None

    def referred(self, command: HandOff, refer: UsageId) -> None:
        """The command HandOff became this REFER."""
        self._referred[refer] = command.dial
        name = self._name(command.dial)
        self._tell(
            command.dial,
            HandOffOutcome.TRYING,
            say("{phone} is asked to call {name}…", phone=_NAME, name=name),
        )

    def handle(self, event: Event, now: float) -> None:
        """Take in an event of the SIP core that the calls have taken in already."""
        match event:
            case CallEstablished(call=call) if (wanted := self._first.get(call)) is not None:
                self._outbox.order(Mute(call, True))
                self._calls.transfer(call, wanted.uri, now)
            case CallEnded(call=call):
                self._picking.pop(call, None)
                if (wanted := self._first.pop(call, None)) is not None:
                    self._over(wanted, event, call in self._connecting)
                self._connecting.discard(call)
            case ReferProgressed(call=int(call), final=False) if call in self._first:
                self._connecting.add(UsageId(call))
            case ReferProgressed(call=None, refer=refer) if refer in self._referred:
                self._progressed(event)
            case ReferProgressed(call=int(call), final=True) if call in self._first:
                usage = UsageId(call)
                self._joined(usage, self._first.pop(usage), event)

    def look(self, now: float) -> None:
        """Send what was picked up for a desk phone there, as soon as it is known to be ours."""
        for usage, account in list(self._picking.items()):
            own, desk = self._calls.get(usage), self._desk_phone(account)
            if own is None or own.state is not OwnCallState.TALKING or self._undecided(usage):
                continue
            del self._picking[usage]
            if desk is not None:
                self._calls.transfer(usage, str(desk), now)

    # --- inside ---

    def _progressed(self, event: ReferProgressed) -> None:
        dial = self._referred[event.refer]
        name = self._name(dial)
        if not event.final:
            self._heard.add(event.refer)
            rings = event.status in (180, 183)
            text = f"{_NAME} calls {name}{': it rings there.' if rings else '…'}"
            self._tell(dial, HandOffOutcome.TRYING, text)
            return
        del self._referred[event.refer]
        heard = event.refer in self._heard
        self._heard.discard(event.refer)
        if event.status == 202:
            self._tell(
                dial, HandOffOutcome.DONE, say("{phone} calls {name}.", phone=_NAME, name=name)
            )
        elif event.status < 300:
            self._tell(
                dial, HandOffOutcome.DONE, say("{phone} talks to {name}.", phone=_NAME, name=name)
            )
        elif event.status in _NO_REFER and not heard:
            text = say(
                "{phone} does not make calls for others. [{status}] Set `desk_phone_by = "
                '"callback"` for this account, or allow it there.',
                phone=_NAME,
                status=event.status,
            )
            self._tell(dial, HandOffOutcome.FAILED, text)
        elif heard:
            why = refusal(name, Failure(event.status, event.reason))
            self._tell(
                dial,
                HandOffOutcome.FAILED,
                say("{phone} did not get through. {why}", phone=_NAME, why=why),
            )
        else:
            why = refusal(_NAME, Failure(event.status, event.reason))
            self._tell(dial, HandOffOutcome.FAILED, why)

    def _joined(self, call: UsageId, wanted: Dial, event: ReferProgressed) -> None:
        name = self._name(wanted)
        if event.status < 300:
            self._tell(
                wanted, HandOffOutcome.DONE, say("{phone} talks to {name}.", phone=_NAME, name=name)
            )
            return
        # nobody talks from this phone: without the other one the call is over
        self._outbox.order(HangUp(call))
        why = refusal(name, Failure(event.status, event.reason))
        self._tell(
            wanted,
            HandOffOutcome.FAILED,
            say("{phone} did not get through. {why}", phone=_NAME, why=why),
        )

    def _over(self, wanted: Dial, event: CallEnded, connecting: bool) -> None:
        """The call to a desk phone ended before anybody said what became of the other one."""
        if connecting and event.by is EndedBy.REMOTE:
            self._tell(
                wanted,
                HandOffOutcome.DONE,
                say("{phone} calls {name}.", phone=_NAME, name=self._name(wanted)),
            )
        elif event.failure is not None:
            self._tell(wanted, HandOffOutcome.FAILED, refusal(_NAME, event.failure))
        else:
            self._tell(wanted, HandOffOutcome.FAILED, say("{phone} was put down.", phone=_NAME))

    def _tell(self, dial: Dial, outcome: HandOffOutcome, text: str) -> None:
        self._outbox.tell(HandOffChanged(dial.key, outcome, text))

    def _name(self, dial: Dial) -> str:
        """Whom a call is to reach: the name, also where only the number was dialled."""
        party = dial.party or Party(dial.uri, dial.uri)
        return party.display or self._name_of(dial.account, party.number) or party.number

    def _desk_phone(self, account: str) -> SipUri | None:
        """The desk phone of an account; None without one, or where its number is none."""
        known = self._accounts.get(account)
        if known is None or not known.policy.desk_phone:
            return None
        try:
            return SipUri.dialled(known.policy.desk_phone, known.aor.uri)
        except SipParseError as error:
            self._outbox.notice_once(
                f"desk phone {account}",
                say(
                    "The desk phone “{desk_phone}” of {account} cannot be called: "
                    "{error}. Calls are made here.",
                    desk_phone=known.policy.desk_phone,
                    account=account,
                    error=error,
                ),
            )
            return None
