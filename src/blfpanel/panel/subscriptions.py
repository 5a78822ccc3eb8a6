"""What the life of a subscription means for its lamp: doubt, refusal, certainty again."""

from __future__ import annotations

import msgspec

from blfpanel.panel.model import Happening, Lamp, LampState, Source
from blfpanel.panel.partners import Partner, Partners, doubted
from blfpanel.panel.words import lamp_word
from blfpanel.sip.events import Failure, SubscriptionChanged, SubscriptionPhase

#: A refusal in a few words, for the last line of a key.
_REFUSED = {
    401: "Wrong password",
    403: "Not allowed to watch",
    404: "Number unknown",
    407: "Wrong password",
    489: "No lamps here",
    604: "Number unknown",
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


def network_lost(partners: Partners, account: str, now: float) -> None:
    """The registration failed: what comes unasked will not come any more."""
    for partner in partners:
        state = partner.state
        if partner.key.account == account and state.source is Source.UNSOLICITED:
            line = f"No registration, no news; was {lamp_word(state)}"
            after = doubted(state, "network lost")
            partners.change(partner, after, Happening.DOUBT, line, "network lost", now)


def _asked(before: LampState) -> LampState:
    if before.lamp is not Lamp.UNKNOWN:
        return before
    return LampState(source=Source.PENDING, cause="No answer yet")


def _trusted(before: LampState) -> LampState:
    if before.lamp is Lamp.UNKNOWN:
        return LampState(source=Source.PENDING, cause="Accepted, no news")
    return msgspec.structs.replace(before, stale=False, cause=None, source=Source.ACTIVE)


def _doubtful(before: LampState, failure: Failure | None) -> LampState:
    if before.lamp is not Lamp.UNKNOWN:
        lost = failure is not None and failure.local and failure.status == 503
        return doubted(before, "network lost" if lost else "refresh failed")
    if failure is not None and failure.local and failure.status == 408:
        silent = failure.reason.startswith("Accepted")
        return doubted(before, "Accepted, no news" if silent else "No answer")
    return before if failure is None else doubted(before, f"{failure}")


def _doubt_line(before: LampState, failure: Failure | None) -> str:
    was = "" if before.lamp is Lamp.UNKNOWN else f"; was {lamp_word(before)}"
    return f"No answer to the refresh{was}" if failure is None else f"{failure}{was}"


def _refused(before: LampState, failure: Failure | None) -> LampState:
    """Nothing is known then, except where news comes all the same (innovaphone)."""
    if before.source is Source.UNSOLICITED:
        return before
    status = failure.status if failure is not None else None
    cause = _REFUSED.get(status or 0) or (failure.reason if failure is not None else "Refused")
    return LampState(source=Source.TERMINATED, cause=cause, refused=status, heard=before.heard)


def _left(before: LampState) -> LampState:
    return LampState(source=Source.TERMINATED, cause="Not asked", heard=before.heard)
