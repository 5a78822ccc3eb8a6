"""What the life of a subscription means for its lamp: doubt, refusal, certainty again."""

from __future__ import annotations

import msgspec

from blfpanel.panel.lamps.partners import Partner, Partners, doubted
from blfpanel.panel.model import Happening, Lamp, LampState, Source
from blfpanel.panel.words import lamp_word
from blfpanel.sip.events import (
    Failure,
    ServerChanged,
    ServerState,
    SubscriptionChanged,
    SubscriptionPhase,
)
from blfpanel.wording import mark

#: Doubts about the last message itself, which the subscription cannot end.
_OWN_DOUBTS = frozenset({"unreadable message", "version gap", "message cut off"})

#: A refusal in a few words, for the last line of a key.
_REFUSED = {
    401: mark("Wrong password"),
    403: mark("Not allowed to watch"),
    404: mark("Number unknown"),
    407: mark("Wrong password"),
    489: mark("No lamps here"),
    604: mark("Number unknown"),
}


def changed(partners: Partners, partner: Partner, event: SubscriptionChanged, now: float) -> None:
    """The subscription that watches for ``partner`` entered a phase."""
    partner.due, partner.failure = event.due, event.failure
    before = partner.state
    match event.phase:
        case SubscriptionPhase.PENDING:
            after, line = _asked(before), "SUBSCRIBE sent"
        case SubscriptionPhase.ACTIVE:
            after, line = _trusted(before), "SUBSCRIBE accepted"
        case SubscriptionPhase.DOUBTFUL:
            after, line = _doubtful(before, event.failure), _doubt_line(before, event.failure)
        case SubscriptionPhase.REFUSED:
            after, line = _refused(before, event.failure), f"SUBSCRIBE refused: {event.failure}"
        case SubscriptionPhase.TERMINATED:
            after, line = _left(before), "Subscription ended by this panel"
    rule = after.cause or "the subscription is active"
    kind = Happening.DOUBT if after.stale else Happening.SUBSCRIPTION
    partners.change(partner, after, kind, line, rule, now)


def registration_lost(
    partners: Partners, account: str, failure: Failure | None, now: float
) -> None:
    """The registration failed: what else this server has said may not be so any more."""
    cause = mark("network lost") if failure is None or failure.local else mark("refresh failed")
    _doubt_all(partners, account, cause, f"No registration: {failure}", now)


#: What is found out about a server, as the cause of doubt and in a line of the history.
_SERVER = {
    ServerState.SILENT: (mark("no news"), "The PBX answers nothing any more"),
    ServerState.RESTARTED: (mark("PBX restarted"), "The PBX has forgotten its subscriptions"),
}


def server_changed(partners: Partners, event: ServerChanged, now: float) -> None:
    """A server fell silent or lost its memory; when it is back, its news ends the doubt."""
    if event.state in _SERVER:
        _doubt_all(partners, event.account, *_SERVER[event.state], now)


def _doubt_all(partners: Partners, account: str, cause: str, line: str, now: float) -> None:
    for partner in partners:
        state = partner.state
        if partner.key.account == account and state.lamp is not Lamp.UNKNOWN:
            partner.due = None  # what comes next is not this key's own refresh
            was = f"{line}; was {lamp_word(state)}"
            partners.change(partner, doubted(state, cause), Happening.DOUBT, was, cause, now)


def _asked(before: LampState) -> LampState:
    if before.lamp is not Lamp.UNKNOWN:
        return before
    return LampState(source=Source.PENDING, cause=mark("No answer yet"))


def _trusted(before: LampState) -> LampState:
    if before.lamp is Lamp.UNKNOWN:
        return LampState(source=Source.PENDING, cause=mark("Accepted, no news"))
    if before.cause in _OWN_DOUBTS:
        return before
    return msgspec.structs.replace(before, stale=False, cause=None, source=Source.ACTIVE)


def _doubtful(before: LampState, failure: Failure | None) -> LampState:
    if before.lamp is not Lamp.UNKNOWN:
        return doubted(before, _cause(failure))
    if failure is not None and failure.local and failure.status == 408:
        silent = failure.reason.startswith("Accepted")
        return doubted(before, mark("Accepted, no news") if silent else mark("No answer"))
    return before if failure is None else doubted(before, f"{failure}")


def _cause(failure: Failure | None) -> str:
    """Why a lamp is in doubt, in the words of a key's last line."""
    if failure is None or not failure.local:
        return mark("refresh failed")
    if failure.status == 408 and failure.reason.startswith("Accepted"):
        return mark("no news")
    return {481: mark("PBX restarted"), 503: mark("network lost")}.get(
        failure.status, mark("refresh failed")
    )


def _doubt_line(before: LampState, failure: Failure | None) -> str:
    was = "" if before.lamp is Lamp.UNKNOWN else f"; was {lamp_word(before)}"
    return f"No answer to the refresh{was}" if failure is None else f"{failure}{was}"


def _refused(before: LampState, failure: Failure | None) -> LampState:
    """Nothing is known then, except where news comes all the same (innovaphone)."""
    if before.source is Source.UNSOLICITED:
        return before
    status = failure.status if failure is not None else None
    cause = _REFUSED.get(status or 0) or (
        failure.reason if failure is not None else mark("Refused")
    )
    return LampState(source=Source.TERMINATED, cause=cause, refused=status, heard=before.heard)


def _left(before: LampState) -> LampState:
    return LampState(source=Source.TERMINATED, cause=mark("Not asked"), heard=before.heard)
