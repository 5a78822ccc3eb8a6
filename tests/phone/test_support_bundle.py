"""What is in a bundle, and above all what is not."""

from __future__ import annotations

import io
import json
import logging
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from blfpanel.config.settings import Config
from blfpanel.net.trace import Direction, Trace
from blfpanel.panel.changes import Change
from blfpanel.panel.keys import PartnerKey
from blfpanel.panel.model import KeyId
from blfpanel.panel.panel import Panel
from blfpanel.panel.profiles.profiles import load_profiles
from blfpanel.phone.effects import Effects
from blfpanel.phone.log_tail import LogTail
from blfpanel.phone.support_bundle import (
    AccountEvidence,
    Evidence,
    KeyEvidence,
    support_bundle,
)
from blfpanel.sip.events import NotifyReceived, UsageId
from blfpanel.sip.flow import Flow
from blfpanel.sip.syntax.message import Request, parse_message
from blfpanel.sip.syntax.uri import NameAddr, SipUri

PROFILES = load_profiles()
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Case(msgspec.Struct, frozen=True):
    """Somebody's panel."""

    name: str
    number: str
    other: str
    other_number: str
    host: str
    address: str
    secret: str


def notify(case: Case, version: int, state: str) -> bytes:
    body = (
        f'<?xml version="1.0"?>\r\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" '
        f'version="{version}" state="full" entity="sip:{case.number}@{case.host}">\r\n'
        f'<dialog id="d1" call-id="{case.other_number}-9@{case.host}" local-tag="lt77" '
        f'remote-tag="rt88" direction="recipient"><state>{state}</state><remote>'
        f'<identity display="{case.other}">sip:{case.other_number}@{case.host}</identity>'
        "</remote></dialog></dialog-info>\r\n"
    )
    return (
        f"NOTIFY sip:200@{case.address}:5070 SIP/2.0\r\n"
        f"Via: SIP/2.0/TLS {case.host};branch=z9hG4bK{version}aa\r\n"
        f'From: "{case.name}" <sip:{case.number}@{case.host}>;tag=ft{version}\r\n'
        f"To: <sip:200@{case.host}>;tag=tt\r\nCall-ID: sub-{case.address}\r\n"
        f"CSeq: {version} NOTIFY\r\nEvent: dialog\r\nSubscription-State: active;expires=300\r\n"
        f'Authorization: Digest username="{case.number}", realm="{case.host}", '
        f'response="{case.secret}"\r\n'
        f"Content-Type: application/dialog-info+xml\r\nContent-Length: {len(body.encode())}"
        f"\r\n\r\n{body}"
    ).encode()


def evidence(case: Case) -> Evidence:
    panel = Panel(PROFILES)
    panel.add_account("Desk", NameAddr(None, SipUri.parse(f"sip:200@{case.host}")), profile="rfc")
    key = KeyId(case.number)
    panel.add_key(PartnerKey(key, case.name, case.number, "Desk"), 0.0)
    panel.watch_started(key, UsageId(1), 0.0)
    flow = Flow("tls", (case.address, 5070), ("10.9.8.7", 5061))
    trace = Trace()
    effects = Effects(trace)
    for at, state in enumerate(("early", "confirmed", "terminated"), 1):
        data = notify(case, at, state)
        message = parse_message(data)
        assert isinstance(message, Request)
        trace.record(float(at), Direction.IN, flow, data)
        event = NotifyReceived(UsageId(1), "Desk", message, message.subscription_state, flow)
        effects.handling(event)
        panel.handle(event, float(at))
        for change in polled(panel):
            effects.handle(change)
    config, problems = Config.parse(
        f'[[accounts]]\nserver = "{case.host}"\nuser = "{case.number}"\ndisplay = "{case.other}"\n'
        f'[[keys]]\nnumber = "{case.number}"\nlabel = "{case.name}"\nnote = "{case.secret}"\n'
        f'mobile = "{case.other_number}"\n'
    )
    assert not problems
    log = LogTail()
    logger = logging.getLogger("blfpanel.test_support_bundle")
    logger.addHandler(log)
    logger.propagate = False  # else each case of a failing test is told
    logger.warning("%s at sip:%s@%s rings", case.name, case.other_number, case.host)
    logger.removeHandler(log)
    logger.propagate = True
    return Evidence(
        trace.since(0),
        effects,
        [KeyEvidence(case.name, case.number, panel.explain(key, 10.0))],
        [AccountEvidence("Desk", f"Registered at {case.host}", "RFC 4235", "set by you")],
        config,
        log.lines(),
        lambda at: NOON + timedelta(seconds=at),
    )


def polled(panel: Panel) -> Iterable[Change]:
    while (change := panel.poll_change()) is not None:
        yield change


def files(case: Case) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(support_bundle(evidence(case)))) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


CASE = Case(
    "Anna Berger", "20714", "Meyer Keller", "0171392001", "pbx.acme-office.test",
    "10.20.30.40", "geheimnis99",
)  # fmt: skip


def test_bundle_tells_all_that_helps() -> None:
    made = files(CASE)
    assert set(made) == {
        "about.txt", "ladder.txt", "trace.txt", "trace.pcap", "keys.txt", "findings.txt",
        "settings.json", "system.txt", "log.txt",
        "notify/000001.sip", "notify/000002.sip", "notify/000003.sip",
    }  # fmt: skip
    ladder = made["ladder.txt"].decode().splitlines()
    assert ladder[0].startswith("12:00:01.000  <-- TLS 192.0.2.")
    assert ladder[0].endswith("NOTIFY v1 early  [10000: Ringing]")
    keys = made["keys.txt"].decode()
    assert keys.startswith("Person-")
    assert "NOTIFY v1: early, from 0100000000" in keys
    assert "Talking" in keys
    assert "Registered at host1.example" in made["findings.txt"].decode()
    assert "Person-" in made["log.txt"].decode()
    config = json.loads(made["settings.json"])
    assert config["keys"][0]["number"] == "10000"
    assert config["keys"][0]["note"] == "(11 characters)"
    assert config["accounts"][0]["server"] == "host1.example"


def test_its_notifies_can_be_read_and_light_the_same_lamps() -> None:
    panel = Panel(PROFILES, discover=True)
    panel.add_account("Desk", NameAddr(None, SipUri.parse("sip:x@y.test")), profile="rfc")
    shown = []
    for name, data in files(CASE).items():
        if name.startswith("notify/"):
            message = parse_message(data)
            assert isinstance(message, Request)
            flow = Flow("udp", ("192.0.2.1", 1), ("192.0.2.2", 2))
            panel.handle(NotifyReceived(UsageId(1), "Desk", message, None, flow), 1.0)
            [key] = panel.keys()
            shown.append(panel.state(key.id).lamp.value)
    assert shown == ["alerting", "busy", "idle"]


words = st.text("abcdefghijklmnopqrstuvwxyzäöüß", min_size=4, max_size=9)
numbers = st.integers(10_000, 10**10).map(str)


@given(
    st.builds(
        Case,
        st.tuples(words, words).map(lambda w: f"{w[0].title()}qx {w[1].title()}zy"),
        numbers,
        st.tuples(words, words).map(lambda w: f"{w[0].title()}xq {w[1].title()}yz"),
        numbers.map(lambda n: f"0{n}"),
        st.text("abcdefghijklm", min_size=6, max_size=12).map(lambda t: f"{t}qz.test"),
        st.integers(0, 2**16 - 1).map(lambda n: f"10.77.{n >> 8}.{n & 255}"),
        st.text("nopqrstuvw", min_size=9, max_size=12),
    )
)
@settings(max_examples=30, deadline=None)
def test_nobody_and_no_secret_is_in_a_bundle(case: Case) -> None:
    hidden = [case.number, case.other_number, case.host, case.address, case.secret]
    hidden += [*case.name.split(), *case.other.split()]
    for name, content in files(case).items():
        for original in hidden:
            assert original.encode() not in content, (name, original)
