"""What the settings say about calls: how each account's are treated, and the list of calls."""

from __future__ import annotations

from typing import Annotated

import msgspec

from blfpanel.config.call_sound import CallSound
from blfpanel.config.values import Switch
from blfpanel.panel.calls.reception import CallPolicy, Dtmf, HandOffBy, Transfers

Number = Annotated[str, msgspec.Meta(description="a number in quotes")]
RingTime = Annotated[int, msgspec.Meta(ge=1, le=300, description="a whole number from 1 to 300")]
UndoTime = Annotated[int, msgspec.Meta(ge=0, le=10, description="a whole number from 0 to 10")]
CampTime = Annotated[int, msgspec.Meta(ge=1, le=600, description="a whole number from 1 to 600")]
CallCount = Annotated[
    int, msgspec.Meta(ge=1, le=100_000, description="a whole number from 1 to 100000")
]


class CallHandling(CallSound, frozen=True, kw_only=True):
    """The part of a table ``[[accounts]]`` that says how its calls are treated.

    Attributes:
        forward_all: the number all calls are sent on to; empty: none.
        forward_busy: the number calls are sent on to that find us busy.
        forward_no_answer: the number calls are sent on to that nobody takes.
        no_answer_after: after how many seconds of ringing.
        do_not_disturb: calls find us busy, from the start of the program on.
        call_waiting: a second call may ring; else it finds us busy.
        auto_answer: answer by itself what asks for it (intercoms, door stations).
        dtmf: how digits are sent: "rtp" (with the sound) or "info" (INFO requests).
        transfers: when the far end wants us to call somebody else: "follow", "ask" or "refuse".
        desk_phone: number or URI of a phone on the desk that makes the calls instead of this one;
            empty: none.
        desk_phone_by: how it is made to: "callback" (it is called first, and then connected) or
            "refer" (it is asked to call).
    """

    forward_all: Number = ""
    forward_busy: Number = ""
    forward_no_answer: Number = ""
    no_answer_after: RingTime = 20
    do_not_disturb: Switch = False
    call_waiting: Switch = True
    auto_answer: Switch = False
    dtmf: Dtmf = Dtmf.RTP
    transfers: Transfers = Transfers.FOLLOW
    desk_phone: Number = ""
    desk_phone_by: HandOffBy = HandOffBy.CALLBACK

    @property
    def call_policy(self) -> CallPolicy:
        """The same for the panel."""
        return CallPolicy(
            self.forward_all,
            self.forward_busy,
            self.forward_no_answer,
            self.no_answer_after,
            do_not_disturb=self.do_not_disturb,
            auto_answer=self.auto_answer,
            call_waiting=self.call_waiting,
            dtmf=self.dtmf,
            transfers=self.transfers,
            desk_phone=self.desk_phone,
            desk_phone_by=self.desk_phone_by,
        )


class CallsSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Table ``[calls]``: what becomes of calls, and the list of them kept on this computer.

    Attributes:
        history: whether the list is kept.
        keep: how many calls it holds.
        undo_transfer: how many seconds a transfer waits in which it can be undone; 0: none.
        camp_minutes: how long a partner is watched for me who is to become free.
        keep_do_not_disturb: whether do not disturb is still on after a restart.
    """

    history: Switch = True
    keep: CallCount = 1000
    undo_transfer: UndoTime = 2
    camp_minutes: CampTime = 30
    keep_do_not_disturb: Switch = False
