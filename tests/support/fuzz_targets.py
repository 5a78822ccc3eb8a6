"""What random octets may do to each reader: nothing but the error it documents.

Each target takes octets and asserts what must hold for all of them. ``tests/fuzz`` feeds them
without end, ``tests/fuzz/test_finds.py`` with what broke them once and with good messages.
"""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable

from blfpanel.body.dialog_info import BodyError, parse, to_xml
from blfpanel.body.lists import read as read_list
from blfpanel.body.pidf import parse as parse_presence
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.lamps.lamp import lamp_of, reduce, unheard
from blfpanel.panel.model import KeyId, Lamp, LampState, Source
from blfpanel.panel.panel import Panel
from blfpanel.panel.pickups.ways import View
from blfpanel.panel.profiles.habits import PickupWishes
from blfpanel.panel.words import lamp_word
from blfpanel.phone.line import Line
from blfpanel.sim.directory import User
from blfpanel.sim.pbx import Pbx, PbxSettings
from blfpanel.sip.account import Account
from blfpanel.sip.auth import Credentials
from blfpanel.sip.flow import Target
from blfpanel.sip.ids import Ids
from blfpanel.sip.syntax.grammar import SipParseError
from blfpanel.sip.syntax.message import (
    MalformedMessage,
    Request,
    build_response,
    parse_message,
    stamp_source,
)
from blfpanel.sip.syntax.uri import NameAddr, SipUri
from support.link import Network
from support.panel_box import ME, profiles
from support.sound_targets import SOUND_TARGETS
from support.virtual_phone import start_phone

PBX = "pbx"
DOMAIN = "pbx.example"
PARTNER = KeyId("207")


def message(data: bytes) -> None:
    """Octets are a message that is read the same when it is written, or malformed."""
    try:
        read = parse_message(data)
    except MalformedMessage as problem:
        if problem.request is not None:
            stamp_source(problem.request, ("192.0.2.1", 5060))
            build_response(problem.request, problem.status, to_tag="t").to_bytes()
        return
    for name in ("via", "cseq", "from_", "to", "call_id", "from_tag", "to_tag", "event", "contact"):
        getattr(read, name)
    for name in ("subscription_state", "content_type", "expires"):
        getattr(read, name)
    again = parse_message(read.to_bytes())
    assert again.to_bytes() == read.to_bytes()
    assert (again.call_id, again.cseq, again.body) == (read.call_id, read.cseq, read.body)
    if isinstance(read, Request):
        stamp_source(read, ("192.0.2.1", 5060))
        answer = parse_message(build_response(read, 200, to_tag="t").to_bytes())
        assert answer.cseq == read.cseq


def uri(data: bytes) -> None:
    """Text is an address that is read the same when it is written, or refused."""
    text = data.decode("utf-8", "surrogateescape")
    for read in (SipUri.parse, SipUri.parse_lenient):
        try:
            value = read(text)
        except SipParseError:
            continue
        assert SipUri.parse(str(value)) == value, f"{read.__name__}: {value!r}"
        assert value.equals(value), f"{value!r}"
        assert value.bare().equals(value.bare()), f"{value!r}"
    try:
        address = NameAddr.parse(text)
    except SipParseError:
        pass
    else:
        written = NameAddr.parse(str(address))  # control characters are written as blanks
        assert NameAddr.parse(str(written)) == written
        assert written == address or not text.isprintable(), f"{address!r}"
    try:
        dialled = SipUri.dialled(text, ME.uri)
    except SipParseError:
        return
    assert SipUri.parse(str(dialled)) == dialled


def dialog_info(data: bytes) -> None:
    """A document is one that gives a lamp under every profile, or unreadable."""
    try:
        info = parse(data)
    except BodyError:
        return
    assert info.state in ("full", "partial")
    to_xml(info, strict=False)
    for profile in profiles().values():
        uri, habits = "sip:207@pbx.example.org", PickupWishes("**{ext}").over(profile.pickup)
        view = View(profile, PARTNER, "office", ME.uri, "207", uri, habits)
        entity = unheard(profile)
        state = LampState()
        for now in (1.0, 2.0):
            entity = reduce(entity, info, profile)
            state = lamp_of(entity, view, state, Source.ACTIVE, now)
            assert state.lamp in Lamp
            assert lamp_word(state)


def lists(data: bytes) -> None:
    """A Content-Type and a body are a list of documents, or unreadable."""
    kind, _, body = data.partition(b"\n")
    try:
        report = read_list(body, kind.decode("utf-8", "surrogateescape"))
    except BodyError:
        return
    for member in report.members:
        assert member.info is None or member.info.state in ("full", "partial")


def presence(data: bytes) -> None:
    """A document is the presence of somebody, or unreadable."""
    with contextlib.suppress(BodyError):
        parse_presence(data)


class Desk:
    """A phone that watches one partner at the built-in PBX, and takes what anybody sends."""

    def __init__(self) -> None:
        people = [User("200", "Desk", "secret"), User("207", "Anna", "secret")]
        self.pbx = Pbx(
            people,
            profiles()["rfc"],
            Ids(random.Random(1)),
            PbxSettings(DOMAIN, unsolicited=False),
        )
        self.network = Network({PBX: self.pbx}, now=1000.0)
        self.network.address["phone"] = ("192.0.2.99", 5062)
        account = Account(
            "office",
            NameAddr(None, SipUri("sip", "200", None, DOMAIN)),
            Target("udp", *self.network.address[PBX]),
            Credentials("200", "secret"),
        )
        self.phone = start_phone(
            self.network,
            Panel(profiles()),
            [Line(account, profile="auto")],
            [PartnerKey(PARTNER, "Anna", "207", "office")],
            numbers=random.Random(2),
        )
        self.network.run_for(1.0)
        assert self.lamp() is Lamp.IDLE
        self.inbound = self.network.flow("phone", PBX)
        self.last_notify = self._last(b"NOTIFY ")
        self.last_subscribe = self._last(b"SUBSCRIBE ")

    def lamp(self) -> Lamp:
        """What the partner's lamp says now."""
        return self.phone.panel.state(PARTNER).lamp

    def send(self, data: bytes) -> None:
        """Octets come from the PBX's address."""
        driver = self.network.peers["phone"]
        driver.receive(self.inbound, data, self.network.now)
        self.network.run(self.network.now)

    def fill_in(self, data: bytes) -> bytes:
        """``data`` with what names our subscription's dialog in place of marks like ``@CALL@``."""
        notify = parse_message(self.last_notify)
        assert isinstance(notify, Request)
        marks = {
            b"@CALL@": notify.call_id,
            b"@OURS@": notify.to_tag or "",
            b"@THEIRS@": notify.from_tag or "",
            b"@BRANCH@": parse_message(self.last_subscribe).via.branch or "",
        }
        for mark, value in marks.items():
            data = data.replace(mark, value.encode())
        return data

    def still_serves(self) -> None:
        """After whatever came, what the PBX says is taken in again: at once or by asking anew."""
        self.network.run_for(70.0)
        while (call := next(iter(self.phone.panel.own_calls()), None)) is not None:
            self.phone.hang_up(call.id)
            self.network.run_for(70.0)
        asked = self.network.now
        self.phone.ask_again(PARTNER)
        self.network.run_for(10.0)
        state = self.phone.panel.state(PARTNER)
        assert state.heard is not None, state
        assert state.heard >= asked, state
        assert (state.lamp, state.stale) == (Lamp.IDLE, False), state

    def _last(self, beginning: bytes) -> bytes:
        sent = [each.data for each in self.network.wire if each.data.startswith(beginning)]
        return sent[-1]


#: Between two messages in the input of :func:`endpoint`.
SEPARATOR = b"\n--8<--\n"


def endpoint(data: bytes) -> None:
    """No traffic makes a phone raise, or deaf to good NOTIFYs."""
    desk = Desk()
    for part in data.split(SEPARATOR)[:8]:
        desk.send(desk.fill_in(part))
    desk.still_serves()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "message": message,
    "uri": uri,
    "dialog_info": dialog_info,
    "lists": lists,
    "presence": presence,
    "endpoint": endpoint,
    **SOUND_TARGETS,
}
