"""The answer to "Why this lamp?", in sentences."""

from __future__ import annotations

import msgspec

from blfpanel.panel.accounts import Account
from blfpanel.panel.lamps.partners import Partner
from blfpanel.panel.model import Explanation, Lamp, LampState, Source
from blfpanel.panel.words import ago, clock, lamp_word
from blfpanel.sip.events import Failure
from blfpanel.wording import mark, say

_SOURCES = {
    Source.ACTIVE: mark("subscription active"),
    Source.PENDING: mark("subscription pending"),
    Source.UNSOLICITED: mark("the PBX tells by itself"),
    Source.FILE: mark("read from a file"),
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
        due=partner.due,
        expires_at=partner.expires_at,
        failure="" if partner.failure is None else _failed(partner.failure),
    )


def _rule(partner: Partner) -> str:
    """ "Ringing, because the PBX says call 1 is “early”. On innovaphone, that …"."""
    word = lamp_word(msgspec.structs.replace(partner.state, stale=False))
    entity, profile = partner.entity, partner.view.profile
    reading = entity.reading
    if entity.decisive is None and reading.subject.startswith("presence "):
        # not the PBX's habit but what presence means anywhere
        return say(
            "{word}, because the PBX tells {subject}. That {meaning}.",
            word=word,
            subject=reading.subject,
            meaning=reading.meaning,
        )
    return say(
        "{word}, because the PBX {says}. On {pbx}, that {meaning}.",
        word=word,
        says=_says(partner),
        pbx=profile.on,
        meaning=reading.meaning,
    )


def _says(partner: Partner) -> str:
    """What the PBX says, as it stands in the middle of a sentence."""
    entity = partner.entity
    reading, call = entity.reading, entity.decisive
    if call is None:
        if reading is partner.view.profile.no_document:
            return say("sent an empty message")
        return say("says there are no calls")
    name = say("call {id}", id=call.dialog.id) if call.dialog.id else say("a call")
    if not call.dialog.state:
        return say("does not say how {call} stands", call=name)
    said, _, rest = reading.subject.partition(" ")
    text = say("says {call} is “{said}”", call=name, said=said)
    return say("{text} {rest}", text=text, rest=rest) if rest else text


def _ignorance(partner: Partner, account: Account) -> str:
    """Why nothing is known, and what to do about it."""
    state, number, own = partner.state, partner.view.number, account.own_number
    match state.refused:
        case 403:
            return say(
                "The PBX does not allow {own} to watch {number}. {advice}",
                own=own,
                number=number,
                advice=_ask_administrator(account, number),
            )
        case 404 | 604:
            return say(
                "The PBX has no {number}, or nothing to watch there (Asterisk: no hint).",
                number=number,
            )
        case 489:
            return say("This PBX does not offer dialog lamps for {number}.", number=number)
        case int(status):
            return say(
                "The PBX refuses to tell about {number}: {cause}. [{status}]",
                number=number,
                cause=state.cause,
                status=status,
            )
    if state.cause == "Accepted, no news":
        return say("The PBX said yes and has sent nothing since. Often a firewall.")
    if partner.failure is not None:
        failure = _failed(partner.failure)
        return say("No news of {number}: {failure}.", number=number, failure=failure)
    if state.why:
        return say("Unknown, because {why}.", why=state.why)
    return say("Unknown, because no message about {number} has come yet.", number=number)


def _ask_administrator(account: Account, number: str) -> str:
    hint = account.profile.hints.forbidden
    if not hint:
        return say("Ask its administrator.")
    return say("Ask its administrator; {hint}.", hint=say(hint, number=number))


def _failed(failure: Failure) -> str:
    reason = failure.reason.rstrip(".")
    return reason if failure.local else f"{reason} [{failure.status}]"


def _certainty(partner: Partner, now: float) -> str:
    state = partner.state
    due = "" if partner.due is None else clock(partner.due - now)
    if state.lamp is Lamp.UNKNOWN:
        if due:
            return say("Nothing is known. Next try in {due}.", due=due)
        return say("Nothing is known.")
    heard = "" if state.heard is None else ago(now - state.heard)
    if state.stale:
        doubt = _doubt(partner, state)
        if due:
            pattern = mark("Uncertain. Last heard {heard} ago, {doubt}, next try in {due}.")
            return say(pattern, heard=heard, doubt=doubt, due=due)
        return say("Uncertain. Last heard {heard} ago, {doubt}.", heard=heard, doubt=doubt)
    source = _SOURCES.get(state.source, state.source.value)
    if partner.expires_at is not None and state.source is Source.ACTIVE and not due:
        due = clock(partner.expires_at - now)
    if due and state.source is Source.ACTIVE:
        pattern = mark("Certain. Heard {heard} ago, {source}, next refresh in {due}.")
        return say(pattern, heard=heard, source=source, due=due)
    return say("Certain. Heard {heard} ago, {source}.", heard=heard, source=source)


def _doubt(partner: Partner, state: LampState) -> str:
    failure = partner.failure
    code = "" if failure is None or failure.local else f" [{failure.status}]"
    return say("{cause}{code}", cause=state.cause, code=code)
