"""The four transaction machines of RFC 3261 §17, as corrected by RFC 6026, as data.

A row says: in this state, on this input, go to that state and do these actions, in this order.
An input without a row is absorbed, which is what the RFCs want of late and repeated messages.
Rows ending in TERMINATED also make the layer forget the transaction. Actions that tell the
transaction user come last, so that it finds the transaction as it will stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from blfpanel.sip.timers import Name


class State(Name):
    """Where a transaction stands. No figure has INITIAL: it is where their entry arrows start."""

    INITIAL = "initial"
    CALLING = "calling"
    TRYING = "trying"
    PROCEEDING = "proceeding"
    ACCEPTED = "accepted"  #: RFC 6026: a 2xx passed; late ones still belong here
    COMPLETED = "completed"
    CONFIRMED = "confirmed"
    TERMINATED = "terminated"


class Input(Name):
    """What a machine reacts to: messages, wherever they come from, timers, loss of the flow.

    Responses are inputs of a client that receives and of a server whose user sends them.
    """

    REQUEST = "request"  #: sent by a client's user; received, first or again, by a server
    PROVISIONAL = "1xx"
    FINAL = "2xx-6xx"  #: not to INVITE
    SUCCESS = "2xx"  #: to INVITE
    REFUSAL = "3xx-6xx"  #: to INVITE
    ACK = "ACK"
    CANCEL = "CANCEL"  #: a client's user sends a CANCEL for this INVITE
    FLOW_LOST = "flow lost"
    TIMER_A = "timer A"
    TIMER_B = "timer B"
    TIMER_D = "timer D"
    TIMER_E = "timer E"
    TIMER_F = "timer F"
    TIMER_G = "timer G"
    TIMER_H = "timer H"
    TIMER_I = "timer I"
    TIMER_J = "timer J"
    TIMER_K = "timer K"
    TIMER_L = "timer L"
    TIMER_M = "timer M"
    TIMER_100 = "timer 100"  #: no letter in §17.2.1: 200 ms until 100 is due


class Action(Name):
    """What a machine does. Timers that only repeat messages do not start on reliable flows."""

    SEND = "send the request, or the newest response, as it was written first"
    SEND_100 = "send 100 Trying"
    SEND_ACK = "acknowledge the refusal"
    START_A = "start timer A: T1"
    START_B = "start timer B: 64 T1"
    START_D = "start timer D: 32 s; none on reliable flows"
    START_E = "start timer E: T1"
    START_F = "start timer F: 64 T1"
    START_G = "start timer G: T1"
    START_H = "start timer H: 64 T1"
    START_I = "start timer I: T4; none on reliable flows"
    START_J = "start timer J: 64 T1; none on reliable flows"
    START_K = "start timer K: T4; none on reliable flows"
    START_L = "start timer L: 64 T1"
    START_M = "start timer M: 64 T1"
    START_100 = "start the 200 ms until 100 Trying"
    AGAIN_A = "start timer A again, twice as long"
    AGAIN_E = "start timer E again, twice as long, at most T2"
    AGAIN_E_SLOWLY = "start timer E again: T2"
    AGAIN_G = "start timer G again, twice as long, at most T2"
    STOP_TIMERS = "stop all timers of this transaction"
    PASS_UP = "give the response to the user"
    REPORT_TIMEOUT = "tell the user that nobody answered"
    REPORT_FLOW_LOST = "tell the user that the flow is lost"
    REPORT_NO_ACK = "tell the user that nobody acknowledged"


Row: TypeAlias = tuple[State, tuple[Action, ...]]
Table: TypeAlias = Mapping[tuple[State, Input], Row]

S, I, A = State, Input, Action  # noqa: E741  # a table is read better when its words are short

#: RFC 3261 figure 5 and §17.1.1.2, RFC 6026 §7.2; for CANCEL RFC 3261 §9.1.
INVITE_CLIENT: Table = {
    (S.INITIAL, I.REQUEST): (S.CALLING, (A.START_A, A.START_B, A.SEND)),
    (S.CALLING, I.TIMER_A): (S.CALLING, (A.SEND, A.AGAIN_A)),
    (S.CALLING, I.TIMER_B): (S.TERMINATED, (A.STOP_TIMERS, A.REPORT_TIMEOUT)),
    (S.CALLING, I.FLOW_LOST): (S.TERMINATED, (A.STOP_TIMERS, A.REPORT_FLOW_LOST)),
    (S.CALLING, I.PROVISIONAL): (S.PROCEEDING, (A.STOP_TIMERS, A.PASS_UP)),
    (S.CALLING, I.SUCCESS): (S.ACCEPTED, (A.STOP_TIMERS, A.START_M, A.PASS_UP)),
    (S.CALLING, I.REFUSAL): (S.COMPLETED, (A.STOP_TIMERS, A.SEND_ACK, A.START_D, A.PASS_UP)),
    (S.PROCEEDING, I.PROVISIONAL): (S.PROCEEDING, (A.PASS_UP,)),
    (S.PROCEEDING, I.SUCCESS): (S.ACCEPTED, (A.STOP_TIMERS, A.START_M, A.PASS_UP)),
    (S.PROCEEDING, I.REFUSAL): (S.COMPLETED, (A.STOP_TIMERS, A.SEND_ACK, A.START_D, A.PASS_UP)),
    # A phone may ring for ever, but who was told to stop answers within 64 T1 (§9.1).
    (S.PROCEEDING, I.CANCEL): (S.PROCEEDING, (A.START_B,)),
    (S.PROCEEDING, I.TIMER_B): (S.TERMINATED, (A.REPORT_TIMEOUT,)),
    # Only a request being sent can fail in the figures. A lost connection takes the answer along.
    (S.PROCEEDING, I.FLOW_LOST): (S.TERMINATED, (A.STOP_TIMERS, A.REPORT_FLOW_LOST)),
    (S.COMPLETED, I.REFUSAL): (S.COMPLETED, (A.SEND_ACK,)),
    (S.COMPLETED, I.TIMER_D): (S.TERMINATED, ()),
    (S.COMPLETED, I.FLOW_LOST): (S.TERMINATED, (A.STOP_TIMERS,)),
    (S.ACCEPTED, I.SUCCESS): (S.ACCEPTED, (A.PASS_UP,)),
    (S.ACCEPTED, I.TIMER_M): (S.TERMINATED, ()),
}

#: RFC 3261 figure 6 and §17.1.2.2.
NON_INVITE_CLIENT: Table = {
    (S.INITIAL, I.REQUEST): (S.TRYING, (A.START_E, A.START_F, A.SEND)),
    (S.TRYING, I.TIMER_E): (S.TRYING, (A.SEND, A.AGAIN_E)),
    (S.TRYING, I.TIMER_F): (S.TERMINATED, (A.STOP_TIMERS, A.REPORT_TIMEOUT)),
    (S.TRYING, I.FLOW_LOST): (S.TERMINATED, (A.STOP_TIMERS, A.REPORT_FLOW_LOST)),
    (S.TRYING, I.PROVISIONAL): (S.PROCEEDING, (A.PASS_UP,)),
    (S.TRYING, I.FINAL): (S.COMPLETED, (A.STOP_TIMERS, A.START_K, A.PASS_UP)),
    (S.PROCEEDING, I.TIMER_E): (S.PROCEEDING, (A.SEND, A.AGAIN_E_SLOWLY)),
    (S.PROCEEDING, I.TIMER_F): (S.TERMINATED, (A.STOP_TIMERS, A.REPORT_TIMEOUT)),
    (S.PROCEEDING, I.FLOW_LOST): (S.TERMINATED, (A.STOP_TIMERS, A.REPORT_FLOW_LOST)),
    (S.PROCEEDING, I.PROVISIONAL): (S.PROCEEDING, (A.PASS_UP,)),
    (S.PROCEEDING, I.FINAL): (S.COMPLETED, (A.STOP_TIMERS, A.START_K, A.PASS_UP)),
    (S.COMPLETED, I.TIMER_K): (S.TERMINATED, ()),
}

#: RFC 3261 figure 7 and §17.2.1, RFC 6026 §7.1. A server whose flow is lost has
#: nothing to send on; its user is told of the loss by others.
INVITE_SERVER: Table = {
    (S.INITIAL, I.REQUEST): (S.PROCEEDING, (A.START_100,)),
    (S.PROCEEDING, I.REQUEST): (S.PROCEEDING, (A.SEND,)),
    (S.PROCEEDING, I.TIMER_100): (S.PROCEEDING, (A.SEND_100,)),
    (S.PROCEEDING, I.PROVISIONAL): (S.PROCEEDING, (A.STOP_TIMERS, A.SEND)),
    (S.PROCEEDING, I.SUCCESS): (S.ACCEPTED, (A.STOP_TIMERS, A.START_L, A.SEND)),
    (S.PROCEEDING, I.REFUSAL): (S.COMPLETED, (A.STOP_TIMERS, A.START_G, A.START_H, A.SEND)),
    (S.PROCEEDING, I.FLOW_LOST): (S.TERMINATED, (A.STOP_TIMERS,)),
    (S.ACCEPTED, I.SUCCESS): (S.ACCEPTED, (A.SEND,)),
    (S.ACCEPTED, I.TIMER_L): (S.TERMINATED, ()),
    (S.COMPLETED, I.REQUEST): (S.COMPLETED, (A.SEND,)),
    (S.COMPLETED, I.TIMER_G): (S.COMPLETED, (A.SEND, A.AGAIN_G)),
    (S.COMPLETED, I.TIMER_H): (S.TERMINATED, (A.STOP_TIMERS, A.REPORT_NO_ACK)),
    (S.COMPLETED, I.ACK): (S.CONFIRMED, (A.STOP_TIMERS, A.START_I)),
    (S.COMPLETED, I.FLOW_LOST): (S.TERMINATED, (A.STOP_TIMERS,)),
    (S.CONFIRMED, I.TIMER_I): (S.TERMINATED, ()),
}

#: RFC 3261 figure 8 and §17.2.2.
NON_INVITE_SERVER: Table = {
    (S.INITIAL, I.REQUEST): (S.TRYING, ()),
    (S.TRYING, I.PROVISIONAL): (S.PROCEEDING, (A.SEND,)),
    (S.TRYING, I.FINAL): (S.COMPLETED, (A.SEND, A.START_J)),
    (S.TRYING, I.FLOW_LOST): (S.TERMINATED, ()),
    (S.PROCEEDING, I.REQUEST): (S.PROCEEDING, (A.SEND,)),
    (S.PROCEEDING, I.PROVISIONAL): (S.PROCEEDING, (A.SEND,)),
    (S.PROCEEDING, I.FINAL): (S.COMPLETED, (A.SEND, A.START_J)),
    (S.PROCEEDING, I.FLOW_LOST): (S.TERMINATED, ()),
    (S.COMPLETED, I.REQUEST): (S.COMPLETED, (A.SEND,)),
    (S.COMPLETED, I.TIMER_J): (S.TERMINATED, ()),
}
