"""Messages of a morning with an innovaphone, for pictures and tests of the trace."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

from blfpanel.gui.features import Desk
from blfpanel.gui.trace.window import TraceWindow
from blfpanel.net.trace import Direction
from blfpanel.panel.changes import FaceChanged, LampChanged
from blfpanel.panel.model import Detail, KeyId, Lamp, LampState, PartnerCall
from blfpanel.sip.events import NotifyReceived
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.message import Request, parse_message
from support.fake_phone import FakePhone, party_of
from support.front_desk import fill_office

FLOW = Flow("udp", ("172.16.16.34", 5070), ("172.16.16.180", 5060))
KEY = KeyId("214")
_WHY = "Innovaphone: early is a call coming in"
_LAMPS = {
    "early": (Lamp.ALERTING, Detail.RINGING),
    "proceeding": (Lamp.BUSY, Detail.TALKING),
    "": (Lamp.IDLE, None),
}


def request(
    method: str,
    number: int,
    user: str,
    body: str = "",
    *headers: str,
    call: str = "c",
    tag: str = ";tag=bl4",
) -> bytes:
    """A request."""
    head = (
        f"{method} sip:{user}@172.16.16.34 SIP/2.0",
        f"Via: SIP/2.0/UDP 172.16.16.180:5060;branch=z9hG4bK{method}{number}",
        "From: <sip:214@172.16.16.180;user=phone>;tag=28",
        f"To: <sip:200@172.16.16.180>{tag}",
        f"Call-ID: {call}",
        f"CSeq: {number} {method}",
        *headers,
        f"Content-Length: {len(body)}",
    )
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def answer(asked: bytes, status: str) -> bytes:
    """The response to a request."""
    _, *lines = asked.decode().partition("\r\n\r\n")[0].split("\r\n")
    kept = [
        line for line in lines if line.split(":")[0] in ("Via", "From", "To", "Call-ID", "CSeq")
    ]
    return ("\r\n".join([f"SIP/2.0 {status}", *kept, "Content-Length: 0"]) + "\r\n\r\n").encode()


def notify(version: int, state: str) -> bytes:
    """A NOTIFY about 214."""
    dialog = (
        f'  <dialog id="1" direction="initiator">\r\n    <state>{state}</state>\r\n    <remote>\r\n'
        "      <identity>sip:03023125407@172.16.16.180</identity>\r\n    </remote>\r\n"
        "  </dialog>\r\n"
    )
    body = (
        f'<dialog-info state="full" version="{version}">\r\n{dialog if state else ""}'
        "</dialog-info>\r\n"
    )
    return request(
        "NOTIFY", version, "200", body, "Event: dialog", "Subscription-State: active",
        "Content-Type: application/dialog-info+xml",
    )  # fmt: skip


class Traffic:
    """Records messages in a phone's trace as if they had come."""

    def __init__(self, phone: FakePhone) -> None:
        self._phone = phone
        self._state = LampState(Lamp.IDLE)

    def news(self, at: float, version: int, state: str, *, shown: bool = True) -> None:
        """A NOTIFY comes, is answered, and changes the lamp of 214."""
        phone, data = self._phone, notify(version, state)
        phone.trace.record(at, Direction.IN, FLOW, data)
        phone.trace.record(at + 0.0004, Direction.OUT, FLOW, answer(data, "200 OK"))
        message = parse_message(data)
        assert isinstance(message, Request)
        lamp, detail = _LAMPS[state]
        party = party_of("03023125407")
        calls = (PartnerCall("1", state, "initiator", party, ("code **214",)),) if state else ()
        after = LampState(lamp, detail, since=at, heard=at, calls=calls, why=_WHY)
        phone.effects.handling(NotifyReceived(None, "Reception", message, None, FLOW))
        phone.effects.handle(LampChanged(KEY, self._state, after, at + 0.0009))
        if shown:
            phone.effects.handle(FaceChanged(KEY, after))
        phone.effects.handling(None)
        self._state = after

    def pick_up(self, at: float) -> None:
        """We pick up by code."""
        record = self._phone.trace.record
        invite = request("INVITE", 1, "**214", call="pick-up", tag="")
        record(at, Direction.OUT, FLOW, invite)
        record(at + 0.5, Direction.OUT, FLOW, invite)
        record(at + 0.508, Direction.IN, FLOW, answer(invite, "100 Trying"))
        record(at + 0.572, Direction.IN, FLOW, answer(invite, "200 OK"))
        record(at + 0.573, Direction.OUT, FLOW, request("ACK", 1, "**214", call="pick-up"))


def fill_traced_office(phone: FakePhone) -> None:
    """The front desk, with an hour's messages."""
    fill_office(phone)
    fill_trace(phone)


def show_trace(desk: Desk) -> QWidget:
    """Open the trace and choose the message that made 214 ring."""
    desk.window.commands["trace"].action.trigger()
    QApplication.processEvents()
    shown = QApplication.topLevelWidgets()
    trace = next(each for each in shown if isinstance(each, TraceWindow) and each.isVisible())
    trace.setMinimumSize(desk.theme.px(1440), desk.theme.px(840))  # whatever the screen's size
    trace.show_key(KEY)
    trace.view.selectRow(10)
    return trace


def fill_trace(phone: FakePhone) -> None:
    """An hour at 214: rang, talked, rings again, is picked up."""
    traffic = Traffic(phone)
    traffic.news(345.0, 10, "early")
    traffic.news(352.941, 11, "", shown=False)
    traffic.news(352.967, 12, "proceeding")
    traffic.news(804.526, 13, "")
    options = request("OPTIONS", 7, "200", call="alive")
    phone.trace.record(990.0, Direction.OUT, FLOW, options)
    phone.trace.record(990.01, Direction.IN, FLOW, answer(options, "200 OK"))
    traffic.news(1000.0, 14, "early")
    traffic.pick_up(1008.118)
    traffic.news(1008.9, 15, "")
