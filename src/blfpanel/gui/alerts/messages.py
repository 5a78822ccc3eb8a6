"""What notifications say, and what can be done from them."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from blfpanel.gui.port import KeyPort
from blfpanel.gui.words import party_name, translate
from blfpanel.panel.alerting import Alert
from blfpanel.panel.model import OwnCall, Party
from blfpanel.phone.call_log import LoggedCall


class Action(enum.Enum):
    """What a button of a notification does. The values go to the desktop and come back."""

    OPEN = "open"  #: a click on the notification itself
    PICK_UP = "pick up"
    IGNORE = "ignore"
    ANSWER = "answer"
    DECLINE = "decline"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Message:
    """A notification.

    Attributes:
        id: of what it is about: a later one with the same id replaces it.
        title, body: what it says.
        actions: its buttons, the wanted one first.
        rings: something rings; it stays until that is over.
        since: when it began to (core time).
    """

    id: str
    title: str
    body: str
    actions: tuple[Action, ...] = ()
    rings: bool = False
    since: float | None = None


def button_word(action: Action) -> str:
    """What stands on a button."""
    return {
        Action.OPEN: translate("Alert", "Show"),
        Action.PICK_UP: translate("Alert", "Pick up"),
        Action.IGNORE: translate("Alert", "Ignore"),
        Action.ANSWER: translate("Alert", "Answer"),
        Action.DECLINE: translate("Alert", "Decline"),
        Action.CALL: translate("Alert", "Call"),
    }[action]


def partner_rings(id_: str, key: KeyPort, alert: Alert) -> Message:
    """A partner's phone rings; whoever is hidden is left out of ``alert`` already."""
    return Message(
        id_,
        translate("Alert", "Ringing: {name}").format(name=key.label or key.number),
        _caller(alert.state.remote),
        (Action.PICK_UP, Action.IGNORE),
        True,
        alert.since,
    )


def call_for_me(id_: str, call: OwnCall) -> Message:
    """Somebody calls me."""
    body = _number_of(call.party)
    if call.wanted is not None:
        wanted = translate("Alert", "for {name}").format(name=party_name(call.wanted))
        body = f"{body} · {wanted}" if body else wanted
    return Message(
        id_,
        translate("Alert", "Call for you: {name}").format(name=party_name(call.party)),
        body,
        (Action.ANSWER, Action.DECLINE),
        True,
        call.since,
    )


def calls_missed(id_: str, count: int, last: LoggedCall) -> Message:
    """I missed ``count`` calls; the newest was ``last``."""
    party = Party(last.uri, last.number, last.name)
    name = party_name(party)
    said = translate("Alert", "You missed a call from {name}")
    if count > 1:
        said = translate("Alert", "You missed {count} calls, the last from {name}")
    return Message(
        id_,
        said.format(name=name, count=count),
        _number_of(party),
        (Action.CALL, Action.OPEN) if last.number else (Action.OPEN,),
    )


def partner_is_free(id_: str, name: str, text: str = "") -> Message:
    """A partner I wait for is free."""
    return Message(
        id_, translate("Alert", "{name} is free").format(name=name), text, (Action.CALL,)
    )


def _caller(party: Party | None) -> str:
    if party is None:
        return translate("Alert", "No caller sent")
    who = " · ".join(part for part in (party_name(party), _number_of(party)) if part)
    return translate("Alert", "from {caller}").format(caller=who)


def _number_of(party: Party) -> str:
    """The number, where it is known and does not stand for the name already."""
    hidden = party.number.lower() in ("", "anonymous")
    return "" if hidden or party.number == party_name(party) else party.number
