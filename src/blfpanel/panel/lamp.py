"""From documents to a lamp: what is known of a partner's calls, and which of them counts.

Pure functions over frozen values. A full document replaces what was known, a partial one changes
it by dialog id (RFC 4235 §3.4, §4.1). The version is only ever a hint: PBXs repeat it, restart it
and leave gaps.
"""

from __future__ import annotations

import msgspec

from blfpanel.body.dialog_info import Dialog, DialogInfo
from blfpanel.panel.matching import party_of
from blfpanel.panel.model import Lamp, LampState, PartnerCall, Party, Source
from blfpanel.panel.pickup import View, offers
from blfpanel.panel.profiles import PbxProfile, Reading

#: Most calls remembered of one partner: partial documents could add new ones without end.
MAX_CALLS = 200


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
        gap: the last document was partial and at least one before it is missing.
    """

    reading: Reading
    calls: tuple[Call, ...] = ()
    ended: Call | None = None
    version: int | None = None
    gap: bool = False

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
        elif known.pop(name, None) is not None:
            ended = call
    calls = list(known.values())[-MAX_CALLS:]
    if ended is not None:
        calls.append(ended)
    gap = _lies_behind(state.version, info.version)
    return _decided(calls, info.version, profile, gap)


def _lies_behind(known: int | None, version: int | None) -> bool:
    """Whether documents are missing between two versions; a step back is a new count."""
    return known is not None and version is not None and version > known + 1


def _decided(
    calls: list[Call], version: int | None, profile: PbxProfile, gap: bool = False
) -> EntityState:
    if len(calls) == 1 and calls[0].reading.strength >= 0:
        return EntityState(calls[0].reading, tuple(calls), None, version, gap)
    live = [call for call in calls if call.reading.strength >= 0]
    if live:
        live.sort(key=lambda call: -call.reading.strength)
        return EntityState(live[0].reading, tuple(live), None, version, gap)
    if calls:
        return EntityState(calls[-1].reading, (), calls[-1], version, gap)
    return EntityState(profile.no_calls, (), None, version, gap)


def _name(dialog: Dialog, place: int) -> str | int:
    """What tells ``dialog`` from its neighbours: its id, else its Call-ID, else its place."""
    return dialog.id or dialog.call_id or place


def _latest(dialogs: tuple[Dialog, ...], lifecycle: tuple[str, ...]) -> tuple[Dialog, ...]:
    """One dialog for each id: the one furthest in its life."""
    stage = {state: len(lifecycle) - place for place, state in enumerate(lifecycle)}
    latest: dict[str | int, Dialog] = {}
    for place, dialog in enumerate(dialogs):
        name = _name(dialog, place)
        other = latest.get(name)
        if other is None or stage.get(dialog.state, 0) >= stage.get(other.state, 0):
            latest[name] = dialog
    return tuple(latest.values())


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
        entity.gap,
        "version gap" if entity.gap else None,
        None,
        before.since if same else now,
        now,
        _other_party(entity.calls[0].dialog, view) if calls else None,
        calls,
        view.profile.name,
        reading.why,
    )


def _partner_call(call: Call, view: View) -> PartnerCall:
    dialog = call.dialog
    ways = offers(dialog, view) if call.reading.lamp is Lamp.ALERTING else ()
    return PartnerCall(dialog.id, dialog.state, dialog.direction, party_of(dialog.remote), ways)


def _other_party(dialog: Dialog, view: View) -> Party | None:
    """The remote party, unless the PBX put the partner itself there (chan_sip, Yate)."""
    party = party_of(dialog.remote)
    return None if party is not None and party.number == view.number else party
