"""The answer to "Why this lamp?", in sentences."""

from __future__ import annotations

import msgspec

from blfpanel.panel.accounts import Account
from blfpanel.panel.lamps.partners import Partner
from blfpanel.panel.model import Explanation, Lamp, LampState, Source
from blfpanel.panel.words import ago, clock, lamp_word
from blfpanel.sip.events import Failure

_SOURCES = {
    Source.ACTIVE: "subscription active",
    Source.PENDING: "subscription pending",
    Source.UNSOLICITED: "the PBX tells by itself",
    Source.FILE: "read from a file",
}


def explanation(partner: Partner, account: Account, now: float) -> Explanation:
    """Why ``partner``'s lamp is what it is, as of ``now``."""
    state, key = partner.state, partner.key
    certain = state.lamp is not Lamp.UNKNOWN and not state.stale
    known = state.lamp is not Lamp.UNKNOWN
    return Explanation(
        title=key.label if key.label == key.number else f"{key.label} · {key.number}",
        sentence=_rule(partner) if known else _ignorance(partner, account),
        certain=certain,
        certainty=_certainty(partner, now),
        state=state,
        history=partner.history.newest_first(),
        cannot_tell=account.profile.cannot_tell,
        findings=partner.findings,
    )


def _rule(partner: Partner) -> str:
    """ "Ringing, because the PBX says call 1 is “early”. On innovaphone, that …"."""
    word = lamp_word(msgspec.structs.replace(partner.state, stale=False))
    entity, profile = partner.entity, partner.view.profile
    reading, call = entity.reading, entity.decisive
    if call is not None:
        name = f"call {call.dialog.id}" if call.dialog.id else "a call"
        said, _, rest = reading.subject.partition(" ")
        says = f"says {name} is “{said}”" + (f" {rest}" if rest else "")
        if not call.dialog.state:
            says = f"does not say how {name} stands"
    elif reading.subject.startswith("presence "):
        # not the PBX's habit but what presence means anywhere
        return f"{word}, because the PBX tells {reading.subject}. That {reading.meaning}."
    elif reading is profile.no_document:
        says = "sent an empty message"
    else:
        says = "says there are no calls"
    return f"{word}, because the PBX {says}. On {profile.on}, that {reading.meaning}."


def _ignorance(partner: Partner, account: Account) -> str:
    """Why nothing is known, and what to do about it."""
    state, number, own = partner.state, partner.view.number, account.own_number
    match state.refused:
        case 403:
            hint = account.profile.hints.forbidden.format(number=number)
            advice = f"Ask its administrator; {hint}." if hint else "Ask its administrator."
            return f"The PBX does not allow {own} to watch {number}. {advice}"
        case 404 | 604:
            return f"The PBX has no {number}, or nothing to watch there (Asterisk: no hint)."
        case 489:
            return f"This PBX does not offer dialog lamps for {number}."
        case int(status):
            return f"The PBX refuses to tell about {number}: {state.cause}. [{status}]"
    if state.cause == "Accepted, no news":
        return "The PBX said yes and has sent nothing since. Often a firewall."
    if partner.failure is not None:
        return f"No news of {number}: {_failed(partner.failure)}."
    if state.why:
        return f"Unknown, because {state.why}."
    return f"Unknown, because no message about {number} has come yet."


def _failed(failure: Failure) -> str:
    reason = failure.reason.rstrip(".")
    return reason if failure.local else f"{reason} [{failure.status}]"


def _certainty(partner: Partner, now: float) -> str:
    state = partner.state
    due = "" if partner.due is None else clock(partner.due - now)
    heard = "" if state.heard is None else f"eard {ago(now - state.heard)} ago"
    if state.lamp is Lamp.UNKNOWN:
        return f"Nothing is known. Next try in {due}." if due else "Nothing is known."
    if state.stale:
        again = f", next try in {due}" if due else ""
        return f"Uncertain. Last h{heard}, {_doubt(partner, state)}{again}."
    source = _SOURCES.get(state.source, state.source.value)
    if partner.expires_at is not None and state.source is Source.ACTIVE and not due:
        due = clock(partner.expires_at - now)
    refresh = f", next refresh in {due}" if due and state.source is Source.ACTIVE else ""
    return f"Certain. H{heard}, {source}{refresh}."


def _doubt(partner: Partner, state: LampState) -> str:
    failure = partner.failure
    code = "" if failure is None or failure.local else f" [{failure.status}]"
    return f"{state.cause}{code}"
