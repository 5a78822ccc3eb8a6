"""Lamps from presence (RFC 3856), for PBXs that have nothing better; shown as what it is.

Presence names no call, so nothing can be picked up, and whoever is away or unreachable is neither
idle nor busy: such a lamp stays unknown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from blfpanel.body import pidf
from blfpanel.body.dialog_info import BodyError
from blfpanel.body.pidf import Presence
from blfpanel.panel.lamps.documents import body_of
from blfpanel.panel.lamps.lamp import EntityState
from blfpanel.panel.lamps.partners import Partner, Partners
from blfpanel.panel.model import Detail, Happening, Lamp, LampState, Source
from blfpanel.panel.profiles.profiles import Reading
from blfpanel.sip.events import NotifyReceived
from blfpanel.sip.syntax.message import Request
from blfpanel.wording import mark


@dataclass(frozen=True, slots=True)
class _Rule:
    """Presence like this means that lamp; all that is named must hold."""

    lamp: Lamp
    detail: Detail | None
    meaning: str
    note: str = ""
    activity: str = ""
    basic: str = ""

    def matches(self, presence: Presence) -> bool:
        return (
            (not self.note or re.match(self.note, presence.note or "", re.IGNORECASE) is not None)
            and (not self.activity or self.activity in presence.activities)
            and (not self.basic or self.basic == presence.basic)
        )


#: The first that matches decides. The notes are those of Asterisk and FreeSWITCH.
_RULES = (
    _Rule(Lamp.ALERTING, Detail.RINGING, "is a phone that rings", note=r"ring"),
    _Rule(Lamp.BUSY, Detail.HELD, "is a call on hold", note=r"(on )?hold"),
    _Rule(Lamp.BUSY, Detail.TALKING, "is a call", activity="on-the-phone"),
    _Rule(Lamp.BUSY, Detail.TALKING, "is a call", note=r"on the phone|talk"),
    _Rule(Lamp.BUSY, None, "is somebody who does not want to be called", activity="busy"),
    _Rule(Lamp.UNKNOWN, None, "tells nothing of calls", activity="away"),
    _Rule(Lamp.IDLE, None, "is somebody who can be called", basic="open"),
    _Rule(Lamp.UNKNOWN, None, "tells nothing of calls"),
)


def is_presence(request: Request) -> bool:
    """Whether a NOTIFY brings presence, whatever was asked for."""
    kind = request.content_type
    if kind is not None and kind.type == pidf.CONTENT_TYPE:
        return True
    event = request.event
    return event is not None and event.package.lower() == "presence"


def notified(partners: Partners, event: NotifyReceived, now: float) -> None:
    """A NOTIFY with presence came."""
    request = event.request
    partner = partners.of_usage(event.usage) if event.usage is not None else None
    known = [partner] if partner else partners.numbered(event.account, _sender(request))
    if event.state is not None and event.state.state == "terminated":
        for each in known:
            partners.ended(each, request, now)
        return
    kind = request.content_type
    try:
        body = body_of(request)
        presence = pidf.parse(body, kind.charset if kind else None) if body else Presence()
    except BodyError as error:
        partners.unreadable(known, error, request, now)
        return
    for each in known:
        if event.usage is not None:
            each.expires_at, each.due = event.expires_at, event.refresh_at
            each.failure = None
        _learn(partners, each, presence, event, now)


def reading_of(presence: Presence, *, discreet: bool = False) -> Reading:
    """What presence means for a lamp; ``discreet``: the note, which may name others, stays out."""
    rule = next(rule for rule in _RULES if rule.matches(presence))
    words = [*presence.activities, *([presence.basic] if presence.basic else [])]
    subject = f"presence “{', '.join(words) or 'nothing'}”"
    if presence.note and not discreet:
        subject += f" (“{presence.note}”)"
    why = f"presence: {subject.removeprefix('presence ')} {rule.meaning}"
    return Reading(rule.lamp, rule.detail, 0, why, subject, rule.meaning)


def _learn(
    partners: Partners, partner: Partner, presence: Presence, event: NotifyReceived, now: float
) -> None:
    reading, before = reading_of(presence, discreet=partner.key.hide_remote), partner.state
    partner.entity = EntityState(reading)
    same = (before.lamp, before.detail) == (reading.lamp, reading.detail)
    state = LampState(
        reading.lamp,
        reading.detail,
        Source.ACTIVE if event.usage is not None else Source.UNSOLICITED,
        cause=mark("Presence tells no calls") if reading.lamp is Lamp.UNKNOWN else None,
        since=before.since if same and before.since is not None else now,
        heard=now,
        profile=partner.view.profile.name,
        why=reading.why,
    )
    line = f"NOTIFY: {reading.subject}"
    partners.become(partner, state, Happening.NOTIFY, line, received=event.request)


def _sender(request: Request) -> str:
    return request.from_.uri.user_unescaped
