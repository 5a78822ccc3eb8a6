"""Documents as the PBX that is played writes them: its ids, its words, what it leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from blfpanel.body.dialog_info import Dialog, DialogInfo, Participant, to_xml
from blfpanel.panel.profiles.mannerisms import Form, Writes
from blfpanel.sim.directory import Directory
from blfpanel.sim.legs import Leg, Side, Stage
from blfpanel.sim.takeover import Name
from blfpanel.sip import dialog as sip
from blfpanel.sip.ids import Ids


class Documents:
    """Writes what is told of a number's calls.

    Args:
        directory: who has which number.
        writes: how to write.
        ids: for the ids of calls.
        legs_of: what a number takes part in.
    """

    def __init__(
        self,
        directory: Directory,
        writes: Writes,
        ids: Ids,
        legs_of: Callable[[str], Iterable[Leg]],
    ) -> None:
        self._directory = directory
        self._writes = writes
        self._ids = ids
        self._legs_of = legs_of
        self._names: dict[Leg, str] = {}

    def live(self, number: str) -> tuple[Dialog, ...]:
        """The calls of a number, without what only one watcher is told."""
        return self.of(self._told_legs(number))

    def of(self, legs: Iterable[Leg]) -> tuple[Dialog, ...]:
        """The legs this PBX tells about at all, in its words."""
        return tuple(
            self._dialog(leg, form) for leg in legs if (form := self._form(leg)) is not None
        )

    def forget(self, leg: Leg) -> None:
        """A leg is over; its id may be given to another."""
        self._names.pop(leg, None)

    def write(
        self,
        number: str,
        dialogs: tuple[Dialog, ...],
        version: int,
        subscription: sip.Dialog,
        *,
        full: bool,
    ) -> bytes:
        """The document for one watcher.

        Args:
            dialogs: what :meth:`live` or :meth:`of` gave.
            subscription: the watcher's.
            full: whether it answers a SUBSCRIBE.
        """
        entity = str(self._directory.uri(number)) if self._writes.entity else None
        if full and self._writes.swapped_on_subscribe:
            dialogs = tuple(map(self._swapped, dialogs, self._told_legs(number)))
        elif self._writes.tags == "subscription":
            dialogs = tuple(self._in_subscription(subscription, dialog) for dialog in dialogs)
        return to_xml(DialogInfo(entity, "full", version, dialogs), strict=False)

    # --- names of calls ---

    @property
    def named_by_subscription(self) -> bool:
        """Whether a call's name is made of the watcher's subscription."""
        return "{subscription}" in self._writes.call_id

    def name_of(self, leg: Leg) -> Name:
        """Call-ID and tags by which a leg is known; the true ones where none are told."""
        return Name(self._call_id_of(leg) or leg.call_id, leg.our_tag, leg.phone_tag)

    def name_in(self, subscription: sip.Dialog) -> Name:
        """The name of what rings, made of a subscription (chan_sip)."""
        call_id = self._writes.call_id.replace("{subscription}", subscription.call_id)
        return Name(call_id, subscription.local_tag, subscription.remote_tag)

    def id_of(self, leg: Leg) -> str:
        """The id of a leg in documents."""
        if self._writes.ids == "extension":
            return leg.number
        name = self._names.get(leg)
        if name is None:
            taken = {self._names.get(other) for other in self._legs_of(leg.number)}
            counted = next(str(n) for n in range(1, len(taken) + 2) if str(n) not in taken)
            name = counted if self._writes.ids == "counted" else self._ids.token(64)
            self._names[leg] = name
        return name

    # --- inside ---

    def _told_legs(self, number: str) -> list[Leg]:
        """The legs of a number that this PBX tells about: one of them, where it has one state."""
        legs = [leg for leg in self._legs_of(number) if self._form(leg) is not None]
        if self._writes.ids != "extension":
            return legs
        return sorted(legs, key=lambda leg: leg.stage is not Stage.RINGING)[:1]

    def _form(self, leg: Leg) -> Form | None:
        form: Form | None = getattr(self._writes, f"{leg.side.value}_{leg.stage.value}", None)
        return form

    def _dialog(self, leg: Leg, form: Form) -> Dialog:
        dialog = self._unheld(leg, form)
        hold = self._writes.hold
        shown = leg.holding if hold == "holder" else hold == "held" and leg.held
        if leg.stage is not Stage.TALKING or not shown:
            return dialog
        uri = str(self._directory.uri(leg.number))
        local = msgspec.structs.replace(
            dialog.local or Participant(uri), target=uri, params=(("+sip.rendering", "no"),)
        )
        state = self._writes.hold_state or dialog.state
        return msgspec.structs.replace(dialog, state=state, local=local)

    def _unheld(self, leg: Leg, form: Form) -> Dialog:
        rings = leg.side is Side.CALLEE and leg.stage is Stage.RINGING
        if self._writes.only_ringing and not rings:
            return Dialog(self.id_of(leg), form.state, form.direction)
        tags = self._writes.tags == "call"
        return Dialog(
            self.id_of(leg),
            form.state,
            form.direction,
            self._call_id_of(leg),
            leg.phone_tag if tags else None,
            leg.our_tag if tags else None,
            local=self._participant(leg.number),
            remote=self._participant(leg.peer, self._target(leg.number) if rings else None),
        )

    def _call_id_of(self, leg: Leg) -> str | None:
        """What is told as Call-ID, as far as it does not depend on the watcher."""
        return self._writes.call_id.replace("{call-id}", leg.call_id or "") or None

    def _target(self, number: str) -> str | None:
        words = (("{ext}", number), ("{domain}", self._directory.domain))
        target = self._writes.target
        for word, value in words:
            target = target.replace(word, value)
        return target or None

    def _participant(self, number: str, target: str | None = None) -> Participant:
        """Who is at an end; where calls cannot be addressed by tags, no name and no target."""
        address = self._directory.name_addr(number)
        uri = str(address.uri)
        if self._writes.tags == "none" and target is None:
            return Participant(uri)
        return Participant(uri, address.display, target or uri)

    def _in_subscription(self, subscription: sip.Dialog, dialog: Dialog) -> Dialog:
        if dialog.call_id is None:
            return dialog
        name = self.name_in(subscription)
        return msgspec.structs.replace(
            dialog, call_id=name.text, local_tag=name.from_tag, remote_tag=name.to_tag
        )

    def _swapped(self, dialog: Dialog, leg: Leg) -> Dialog:
        """As FreeSWITCH answers a SUBSCRIBE: the phone's tag as remote, a target without scheme."""
        rings = leg.stage is Stage.RINGING
        remote = dialog.remote
        if remote is not None and remote.target is not None:
            target = remote.target.removeprefix("sip:")
            remote = msgspec.structs.replace(remote, target=target)
        return msgspec.structs.replace(
            dialog,
            call_id=leg.call_id,
            local_tag="" if rings else leg.our_tag,
            remote_tag=leg.phone_tag,
            remote=remote,
        )
