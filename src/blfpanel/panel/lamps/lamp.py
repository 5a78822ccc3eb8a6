"""From documents to a lamp: what is known of a partner's calls, and which of them counts.

Pure functions over frozen values. A full document replaces what was known, a partial one changes
it by dialog id (RFC 4235 §3.4, §4.1). The version is only ever a hint: PBXs repeat it, restart it
and leave gaps.
"""

from __future__ import annotations

import msgspec

from blfpanel.body.dialog_info import Dialog, DialogInfo
from blfpanel.panel.lamps.matching import known_party, party_of
from blfpanel.panel.model import Lamp, LampState, PartnerCall, Source
from blfpanel.panel.pickups.ways import View, offers
from blfpanel.panel.profiles.profiles import PbxProfile, Reading

#: Most calls remembered of one partner: partial documents could add new ones without end.
MAX_CALLS = 500

#: Most reports compared that share an id but not the call.
_MAX_NAMESAKES = 8


class Call(msgspec.Struct, frozen=True):
    """A dialog and what the profile makes of it."""

    dialog: Dialog
    reading: Reading


class EntityState(msgspec.Struct, frozen=True):
    """What is known of a partner's calls.

    Attributes:
        calls: the live ones, that which decides the lamp first.
        ended: a call that the last document reported as over.
        reading: the reading that decides the lamp.
        version: of the last document.
        gap: what is missing: a document before this partial one, or its end; None: nothing.
    """

    reading: Reading
    calls: tuple[Call, ...] = ()
    ended: Call | None = None
    version: int | None = None
    gap: str | None = None

    @property
    def decisive(self) -> Call | None:
        """The call the lamp is read from."""
        return self.calls[0] if self.calls else self.ended

    @property
    def cleared(self) -> bool:
        """Whether it was idle without a word about any call: perhaps half a message."""
        return not self.calls and self.ended is None


def unheard(profile: PbxProfile) -> EntityState:
    """Before the first document, and after a NOTIFY without one."""
    return EntityState(profile.no_document)


def reduce(state: EntityState, info: DialogInfo, profile: PbxProfile) -> EntityState:
    """``state`` after ``info``.

    Of a call that stands in ``info`` twice, the report further in the profile's lifecycle counts.
    A partial document about an unknown call that is over changes nothing.
    """
    dialogs = info.dialogs
    if len(dialogs) > 1:
        dialogs = _latest(dialogs, profile.lifecycle)
    news = [Call(dialog, profile.read(dialog)) for dialog in dialogs]
    if info.full:
        return _decided(news, info.version, profile)
    known = {_name(call.dialog, place): call for place, call in enumerate(state.calls)}
    ended = None
    for place, call in enumerate(news):
        name = _name(call.dialog, place)
        if call.reading.strength >= 0:
            known[name] = call
        elif (other := known.get(name)) is not None and not _contradict(other.dialog, call.dialog):
            del known[name]
            ended = call
    calls = list(known.values())[-MAX_CALLS:]
    if ended is not None:
        calls.append(ended)
    gap = "version gap" if _lies_behind(state.version, info.version) else None
    if not info.whole:
        gap = "message cut off"
    return _decided(calls, info.version, profile, gap)


def reread(state: EntityState, profile: PbxProfile) -> EntityState:
    """``state`` as it is where the PBX turns out to be another one."""
    calls = [Call(call.dialog, profile.read(call.dialog)) for call in state.calls]
    return _decided(calls, state.version, profile, state.gap)


def _lies_behind(known: int | None, version: int | None) -> bool:
    """Whether documents are missing between two versions; a step back is a new count."""
    return known is not None and version is not None and version > known + 1


def _decided(
    calls: list[Call], version: int | None, profile: PbxProfile, gap: str | None = None
) -> EntityState:
    if len(calls) == 1 and calls[0].reading.strength >= 0:
        return EntityState(calls[0].reading, tuple(calls), None, version, gap)
    live = [call for call in calls if call.reading.strength >= 0]
    if live:
        live.sort(key=lambda call: -call.reading.strength)
        return EntityState(live[0].reading, tuple(live[:MAX_CALLS]), None, version, gap)
    if calls:
        return EntityState(calls[-1].reading, (), calls[-1], version, gap)
    return EntityState(profile.no_calls, (), None, version, gap)


def _name(dialog: Dialog, place: int) -> str | int:
    """What tells ``dialog`` from its neighbours: its id, else its Call-ID, else its place."""
    return dialog.id or dialog.call_id or place


def _latest(dialogs: tuple[Dialog, ...], lifecycle: tuple[str, ...]) -> tuple[Dialog, ...]:
    """One report of each call: the one furthest in its life."""
    stage = {state: len(lifecycle) - place for place, state in enumerate(lifecycle)}
    calls: dict[str | int, list[Dialog]] = {}
    for number, dialog in enumerate(dialogs):
        known = calls.setdefault(_name(dialog, number), [])
        for place, other in enumerate(known):
            if len(known) >= _MAX_NAMESAKES or _are_one(dialog, other):
                if stage.get(dialog.state, 0) >= stage.get(other.state, 0):
                    known[place] = dialog
                break
        else:
            known.append(dialog)
    return tuple(dialog for known in calls.values() for dialog in known)


def _are_one(one: Dialog, other: Dialog) -> bool:
    """Whether two reports of a document with the same id are about one call.

    Branches of a forked call share their id on some proxies. The end of one that lost, which has
    no tags, is not the end of the one that was answered (Kamailio issue 2906).
    """
    if _contradict(one, other):
        return False
    over, lives = (one, other) if one.state == "terminated" else (other, one)
    untagged = not (over.local_tag or over.remote_tag)
    answered = lives.state == "confirmed" and bool(lives.local_tag or lives.remote_tag)
    return not (over.state == "terminated" and untagged and answered)


def _contradict(one: Dialog, other: Dialog) -> bool:
    """Whether Call-ID or tags that both have differ."""
    return any(
        mine is not None and theirs is not None and mine != theirs
        for mine, theirs in (
            (one.call_id, other.call_id),
            (one.local_tag, other.local_tag),
            (one.remote_tag, other.remote_tag),
        )
    )


def lamp_of(
    entity: EntityState, view: View, before: LampState, source: Source, now: float
) -> LampState:
    """The lamp that ``entity`` means.

    Args:
        view: from where the calls are seen; decides how they could be picked up.
        before: the lamp until now; ``since`` goes on where lamp and detail stay.
        source: where the knowledge comes from.
    """
    reading = entity.reading
    lamp, detail = reading.lamp, reading.detail
    same = before.lamp is lamp and before.detail is detail and before.since is not None
    calls = tuple([_partner_call(call, view) for call in entity.calls])
    return LampState(
        lamp,
        detail,
        source,
        entity.gap is not None,
        entity.gap,
        None,
        before.since if same else now,
        now,
        known_party(calls[0].remote, view.number) if calls else None,
        calls,
        view.profile.name,
        reading.why,
    )


def _partner_call(call: Call, view: View) -> PartnerCall:
    dialog = call.dialog
    ways = offers(dialog, view) if call.reading.lamp is Lamp.ALERTING else ()
    return PartnerCall(dialog.id, dialog.state, dialog.direction, party_of(dialog.remote), ways)
