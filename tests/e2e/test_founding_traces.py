"""The three NOTIFYs this project began with, from the wire to the lamp and back to the wire.

An innovaphone PBX tells about 207, unasked: 211 calls it, it answers, the call ends. Between the
first two it clears the call (version 10, which is not among the traces and is written here).
"""

from __future__ import annotations

import random
from pathlib import Path

from blfpanel.panel.changes import FaceChanged
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId, Lamp
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.sip.account import Account
from blfpanel.sip.endpoint import Endpoint
from blfpanel.sip.flow import Flow, Send, Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.uri import NameAddr

SEED = Path(__file__).parent.parent / "data" / "seed"
PBX = ("172.16.16.180", 5060)
FLOW = Flow("udp", ("172.16.16.34", 1415), PBX)
KEY = KeyId("207")


class Watcher:
    """An endpoint and a panel with one key, registered at the PBX of the traces."""

    def __init__(self) -> None:
        aor = NameAddr.parse("<sip:snom@172.16.16.180>")
        self.account = Account("snom", aor, Target("udp", *PBX))
        self.endpoint = Endpoint(Ids(random.Random(1)))
        self.endpoint.add_account(self.account)
        self.panel = Panel(load_profiles())
        self.panel.add_account("snom", aor)
        self.panel.add_key(PartnerKey(KEY, "207", "207", "snom"), 0.0)
        self.faces: list[Lamp] = []

    def hear(self, data: bytes, now: float) -> bytes:
        """Take in one message; gives the answer."""
        self.endpoint.receive(FLOW, data, now)
        answer = self.endpoint.poll_output()
        assert isinstance(answer, Send)
        assert answer.flow is FLOW
        assert self.endpoint.poll_output() is None
        while (event := self.endpoint.poll_event()) is not None:
            self.panel.handle(event, now)
        self.look()
        return answer.data

    def wait(self, now: float) -> None:
        self.panel.handle_timeout(now)
        self.look()

    def look(self) -> None:
        while (change := self.panel.poll_change()) is not None:
            if isinstance(change, FaceChanged) and change.key == KEY:
                self.faces.append(change.state.lamp)


def lines(message: bytes) -> list[bytes]:
    """Start line first, the headers in any order."""
    start, *headers = message.split(b"\r\n")
    return [start, *sorted(headers)]


def cleared(early: bytes) -> bytes:
    """Version 10: the call of version 9 is gone, nothing else is known yet."""
    head, _, _ = early.partition(b"\r\n\r\n")
    body = (
        b'<?xml version="1.0"?>\r\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" '
        b'state="full" version="10"></dialog-info>'
    )
    head = head.replace(b"branch=z9hG4bK-311728BD", b"branch=z9hG4bK-311728BE")
    head = head.replace(b"CSeq: 18", b"CSeq: 19")
    head = head.replace(b"Content-Length: 343", b"Content-Length: %d" % len(body))
    return head + b"\r\n\r\n" + body


def test_the_traces_light_the_key_and_are_answered_byte_for_byte() -> None:
    watcher = Watcher()
    for step, (name, lamp) in enumerate(
        [("early", Lamp.ALERTING), ("proceeding", Lamp.BUSY), ("terminated", Lamp.IDLE)]
    ):
        answer = watcher.hear((SEED / f"{name}.notify.sip").read_bytes(), float(step))
        assert lines(answer) == lines((SEED / f"{name}.ok.sip").read_bytes())
        assert watcher.panel.state(KEY).lamp is lamp
    watcher.wait(10.0)
    assert watcher.faces == [Lamp.ALERTING, Lamp.BUSY, Lamp.IDLE]


def test_the_caller_is_named_and_the_rule_told() -> None:
    watcher = Watcher()
    watcher.hear((SEED / "early.notify.sip").read_bytes(), 0.0)
    state = watcher.panel.state(KEY)
    assert state.remote is not None
    assert state.remote.number == "211"
    assert state.why == "innovaphone: early is an incoming call whatever its direction"


def test_the_cleared_call_between_ringing_and_talking_is_not_seen() -> None:
    watcher = Watcher()
    early = (SEED / "early.notify.sip").read_bytes()
    watcher.hear(early, 0.0)
    watcher.hear(cleared(early), 3.0)
    assert watcher.panel.state(KEY).lamp is Lamp.IDLE
    assert watcher.panel.face(KEY).lamp is Lamp.ALERTING
    watcher.hear((SEED / "proceeding.notify.sip").read_bytes(), 3.02)
    watcher.wait(10.0)
    assert watcher.faces == [Lamp.ALERTING, Lamp.BUSY]
    shown = [seen.shown for seen in watcher.panel.history(KEY) if "v10" in seen.message]
    assert shown == [False]


def test_a_call_given_up_is_seen_after_a_moment() -> None:
    watcher = Watcher()
    early = (SEED / "early.notify.sip").read_bytes()
    watcher.hear(early, 0.0)
    watcher.hear(cleared(early), 3.0)
    deadline = watcher.panel.next_deadline()
    assert deadline is not None
    assert deadline <= 3.3
    watcher.wait(deadline)
    assert watcher.faces == [Lamp.ALERTING, Lamp.IDLE]
